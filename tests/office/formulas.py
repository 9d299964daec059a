"""Formulas as Excel 2007 reads them: their functions, their names, the sheets they speak of."""

import re
from collections.abc import Collection, Iterator

LONGEST = 8192
EARLY = (
    "ABS AND AVERAGE AVERAGEIF CEILING CHOOSE CLEAN CODE COLUMN COLUMNS CONCATENATE COUNT COUNTA "
    "COUNTBLANK COUNTIF COUNTIFS DATE DATEVALUE DAY EXACT FIND FIXED FLOOR HYPERLINK IF IFERROR "
    "INDEX INDIRECT INT ISBLANK ISERR ISERROR ISNA ISNUMBER ISTEXT LARGE LEFT LEN LOOKUP LOWER "
    "MATCH MAX MID MIN MOD MONTH N NA NOT NOW OFFSET OR PERCENTILE POWER PRODUCT RANK REPLACE REPT "
    "RIGHT ROUND ROUNDDOWN ROUNDUP ROW ROWS SEARCH SIGN SMALL SQRT SUBSTITUTE SUBTOTAL SUM SUMIF "
    "SUMIFS SUMPRODUCT T TEXT TODAY TRIM TRUNC UPPER VALUE VLOOKUP HLOOKUP YEAR TRUE FALSE"
)
FUNCTIONS = frozenset(EARLY.split())
TEXT = re.compile(r'"(?:[^"]|"")*"')
SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!")
FUNCTION = re.compile(r"([A-Za-z_][\w.]*)\(")
CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})(?![\w.(])")
WORD = re.compile(r"[^\W\d][\w.\\]*")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


def letters_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def is_cell(word: str) -> bool:
    found = CELL.fullmatch(word)
    return bool(found) and letters_number(found[2]) <= LAST_COLUMN and int(found[4]) <= LAST_ROW


def problems(formula: str, sheets: Collection[str], names: Collection[str]) -> Iterator[str]:
    """What is wrong with one formula of a workbook with these sheets and names."""
    if len(formula) > LONGEST:
        yield f"a formula of {len(formula)} characters"
    if formula.startswith("="):
        yield "a formula with two equals signs"
    plain = TEXT.sub('""', formula)
    if plain.replace('""', "").count('"'):
        yield "a text that does not end"
    for quoted, bare in SHEET.findall(plain):
        name = quoted.replace("''", "'") or bare
        if name.lower() not in {sheet.lower() for sheet in sheets}:
            yield f"speaks of the sheet {name}"
    plain = SHEET.sub("", plain)
    if plain.count("(") != plain.count(")"):
        yield "brackets that do not close"
    if "#REF!" in plain:
        yield "a lost reference"
    for function in FUNCTION.findall(plain):
        if function.upper() not in FUNCTIONS:
            yield f"the function {function}"
    yield from _names(FUNCTION.sub("(", plain), names)


def _names(plain: str, names: Collection[str]) -> Iterator[str]:
    known = {name.lower() for name in names}
    for word in WORD.findall(plain.replace("$", "").replace("#N/A", "")):
        columns = word.isascii() and word.isalpha() and len(word) <= 3
        if not (is_cell(word) or columns or word.upper() in FUNCTIONS or word.lower() in known):
            yield f"the name {word}"


def relative_rows(formula: str) -> set[int]:
    """The rows of references that move with the cell (A7, $A7), sheets aside."""
    plain = re.sub(
        r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!\$?[A-Z]+\$?\d+(:\$?[A-Z]+\$?\d+)?", "", formula
    )
    return {int(found[4]) for found in CELL.finditer(TEXT.sub("", plain)) if not found[3]}
