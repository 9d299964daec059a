"""Colours, fonts and number formats: the words that looks are made of.

Fills stay light and every state is also said in words, because the forms are printed in black and
white. Nothing outside this module and `formats` names a colour, a font or a number format.
"""

# Fonts of the official forms; each falls back to what the machine has.
BODY_FONT = "宋体"
HEAD_FONT = "黑体"
TITLE_FONT = "方正小标宋简体"
FIGURE_FONT = "微软雅黑"
BODY_SIZE = 11

# XlsxWriter derives pixel widths from these two: 宋体 11 has digits of 8 pixels, not of 7.
DEFAULT_ROW_PIXELS = 18
DEFAULT_COLUMN_PIXELS = 72

INK = "#1F3864"
GREY_INK = "#595959"
FAINT_INK = "#A6A6A6"
LINK_INK = "#1F4E9E"
FORM_LINE = "#7F7F7F"
LIST_LINE = "#BFBFBF"
HEADER_FILL = "#DCE6F1"
GROUP_FILL = "#F7F9FC"
KPI_FILL = "#F3F6FA"
WHITE_FILL = "#FFFFFF"
GREY_FILL = "#F2F2F2"
YELLOW_FILL = "#FFF2CC"
RED_FILL, RED_INK = "#FFC7CE", "#9C0006"
AMBER_FILL, AMBER_INK = "#FFEB9C", "#7F6000"
GREEN_FILL, GREEN_INK = "#C6EFCE", "#006100"
BLUE_FILL, BLUE_INK = "#DDEBF7", "#1F4E79"
PURPLE_FILL, PURPLE_INK = "#E4DFEC", "#5B3F8C"
ALARM_FILL, ALARM_INK = "#C00000", "#FFFFFF"
NOTE_FILL = "#FFFFE1"

BAR = "#9DC3E6"
BAR_BEHIND = "#BDD7EE"  # behind figures, which must stay readable in amber and red
BAR_LOW = "#F4B183"
BAR_BAD = "#C00000"
BAR_TOTAL = "#1F3864"
BAR_OPEN = "#D9D9D9"  # points that only a person can give
BAR_GRADES = ("#70AD47", "#5B9BD5", "#FFC000", "#C00000")
POINT = "#2E75B6"
GRID_LINE = "#E3E3E3"

MONEY_FORMAT = "#,##0.00_ "
RATE_FORMAT = "0.00%_ "
SCORE_FORMAT = "0.00"
ASSUMED_FORMAT = '0.00"*"'  # points that the form did not give
DIFFERENCE_FORMAT = '+0.00;-0.00;"—"'
GAIN_FORMAT = "+0.00"
COUNT_FORMAT = '0;-0;"—"'
PLAIN_MONEY_FORMAT = "#,##0.00"
PLAIN_RATE_FORMAT = "0.00%"
PLAIN_COUNT_FORMAT = "0"
TEXT_FORMAT = "@"
TYPED_FORMAT = "General"
YEAR_FORMAT = '"（"0" 年度）"'
DATE_FORMAT = 'yyyy"年"m"月"d"日"'

TAB_MAIN, TAB_LIST, TAB_HELP = "#1F3864", "#9DC3E6", "#A6A6A6"
