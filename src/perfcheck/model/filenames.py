"""Names of files that people, commands and rooms agree on."""

ROSTER_FILE = "应报单位名单.xlsx"
