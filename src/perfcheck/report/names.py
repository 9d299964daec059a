"""Text and sheet names that any spreadsheet program takes as they are."""

import re
from collections.abc import Collection

MOST_TEXT = 32_767  # UTF-16 units in a cell
MOST_NAME = 31  # UTF-16 units in a sheet name
CUT = "……（内容过长，以下从略）"

# Control characters but tab and line feed, lone surrogates, what XML does not know, and the marks
# that turn the direction of everything behind them: 表<U+202E>xslx.exe would show as 表exe.xlsx.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads the sheet name _x0041_ as A
_RESERVED = "history"


def safe_text(text: str) -> str:
    """Text as a cell can hold it: characters that XML refuses are dropped, overlong text is cut.

    XlsxWriter copies a text of the shape <r>…</r> unescaped as markup; a space behind it prevents
    that.
    """
    if text.isprintable():  # holds nothing that is forbidden
        clean = text
    else:
        clean = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(clean) > MOST_TEXT // 2 and _units(clean) > MOST_TEXT:
        clean = _cut(clean, MOST_TEXT - len(CUT)) + CUT
    return clean + " " if clean.startswith("<r>") and clean.endswith("</r>") else clean


def safe_sheet_name(name: str, taken: Collection[str]) -> str:
    """A sheet name near `name` that Excel takes and that is not yet taken, whatever the case.

    Forbidden characters become spaces; a name that is empty or reserved gets a plain stand-in;
    a repeated one gets （2）, （3） …
    """
    plain = _ESCAPED.sub("", _FORBIDDEN.sub("", name))
    clean = _FORBIDDEN_IN_NAME.sub(" ", plain).strip().strip("'").strip()
    if not clean or clean.casefold() == _RESERVED:
        clean = f"项目{clean}"
    used = {other.casefold() for other in taken}
    candidate = _cut(clean, MOST_NAME).rstrip(" '")
    number = 1
    while candidate.casefold() in used:
        number += 1
        suffix = f"（{number}）"
        candidate = _cut(clean, MOST_NAME - len(suffix)).rstrip(" '") + suffix
    return candidate


def quoted(sheet: str) -> str:
    """A sheet name as formulas and links write it: 'it''s'."""
    return "'" + sheet.replace("'", "''") + "'"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str, most: int) -> str:
    if _units(text) <= most:
        return text
    return text.encode("utf-16-le")[: most * 2].decode("utf-16-le", "ignore")
