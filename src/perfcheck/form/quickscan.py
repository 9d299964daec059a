"""The cells of a sheet in the plain spelling that almost every program writes, read at one go.

Element by element, a sheet costs more to look through than to read. Here its cells are matched
against a strict grammar by the regular expression engine; whatever departs from it, by one
attribute or one comment, is left to `SheetScan`. What is matched is well-formed by construction,
and the rest of the sheet still passes through the XML parser.
"""

import re
import string

from perfcheck.form.notes import KNOWN_ERRORS, Notes, Position
from perfcheck.form.sheetscan import CELLS, SheetScan, column_number

LARGEST = 4 << 20  # bytes of a sheet that is taken at one go
ATTRIBUTES = rb'(?: [a-zA-Z0-9:]++="[^"<>&]*+"){0,40}+'
TEXT = rb"<t" + ATTRIBUTES + rb">[^<]*+</t>"
FORMULA = rb"<f" + ATTRIBUTES + rb"(?: ?/>|>[^<]*+</f>)"
PLACE = rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]{1,5})")?+(?: t="([a-zA-Z]{1,9})")?+'
VALUE = rb"(?:<v>([^<]*+)</v>|<v ?/>|<is>((?:" + TEXT + rb")*+)</is>)"
FILLED = re.compile(PLACE + rb">(" + FORMULA + rb")?+" + VALUE + rb"?+</c>")
CELL = re.sub(rb"\((?!\?)", rb"(?:", PLACE) + rb"(?: ?/>|>(?:%b)?+(?:%b)?+</c>)" % (
    FORMULA,
    re.sub(rb"\((?!\?)", rb"(?:", VALUE),
)
ROWS = re.compile(
    rb"(?:\s*+<row" + ATTRIBUTES + rb"(?: ?/>|>\s*+(?:" + CELL + rb"\s*+)*+</row>))*+\s*+"
)
PLACES = re.compile(rb'<c r="([A-Z0-9]+)"')
LINES = re.compile(rb'<row[^>]*? r="([0-9]{1,7})"')
ENTITY = re.compile(rb"&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
CONTROL = bytes(sorted({*range(32)} - {*b"\t\n\r"}))
LETTERS, DIGITS = string.ascii_uppercase.encode(), string.digits.encode()
TAGS = re.compile(rb"<[^>]*>")
OPEN, CLOSE = b"<sheetData>", b"</sheetData>"


def scan_cells(content: bytes, scan: SheetScan) -> bytes | None:
    """Note the cells of a sheet and return the sheet without them; None where it is not plain.

    The scan is untouched in that case.
    """
    if len(content) > LARGEST or content.count(OPEN) != 1 or content.count(CLOSE) != 1:
        return None
    head, _, rest = content.partition(OPEN)
    body, _, tail = rest.partition(CLOSE)
    if not _plain(content) or ROWS.fullmatch(body) is None or body.count(b"<v>") > CELLS:
        return None
    _measure(body, scan)
    percents = {str(style).encode() for style in scan.percents}
    for letters, row, style, kind, formula, value, inline in FILLED.findall(body):
        if formula or kind == b"e" or (style or b"0") in percents:
            position = int(row), column_number(letters.decode())
            shown = value or TAGS.sub(b"", inline)
            _note(scan.notes, position, kind, shown, formula=bool(formula))
            scan.extent.odd |= kind == b"e" and shown.decode() not in KNOWN_ERRORS
            if shown and kind != b"e" and (style or b"0") in percents:
                scan.notes.percents.add(position)
    return head + OPEN + CLOSE + tail


def _plain(content: bytes) -> bool:
    """No comment, no declaration, no unknown entity, no stray character: nothing to interpret."""
    if (
        b"<!" in content
        or b"]]>" in content
        or len(content.translate(None, CONTROL)) < len(content)
    ):
        return False
    if content.count(b"&") != len(ENTITY.findall(content)):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _measure(body: bytes, scan: SheetScan) -> None:
    """How far rows and cells reach."""
    places = b",".join(PLACES.findall(body))
    rows = {*places.translate(None, LETTERS).split(b","), *LINES.findall(body)} - {b""}
    columns = set(places.translate(None, DIGITS).split(b","))
    scan.extent.rows = max(map(int, rows), default=0)
    scan.extent.columns = max(column_number(letters.decode()) for letters in columns)


def _note(notes: Notes, place: Position, kind: bytes, value: bytes, *, formula: bool) -> None:
    if formula:
        notes.formulas.add(place)
        if not value and kind != b"str":
            notes.uncalculated.add(place)
    if value and kind == b"e":
        notes.errors[place] = value.decode()
