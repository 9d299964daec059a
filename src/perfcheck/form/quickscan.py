"""The cells and merged areas of a sheet, and the shared strings, read at one go where they are
spelled plainly, as almost every program does.

Element by element, a sheet costs more to look through than to read. Here its cells are matched
against a strict grammar by the regular expression engine; whatever departs from it, by one
attribute or one comment, is left to `SheetScan`. What is matched is well-formed by construction,
and the rest of the sheet still passes through the XML parser.
"""

import re
import string
from collections.abc import Iterable
from html import unescape

from perfcheck.form.notes import KNOWN_ERRORS, Notes, Position
from perfcheck.form.ooxml import ODD_VALUE
from perfcheck.form.sheetscan import (
    CELLS,
    LAST_COLUMN,
    LAST_ROW,
    MERGED,
    SheetScan,
    column_number,
)

Corners = tuple[int, int, int, int]

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
HIDDEN = b' hidden="'
HIDDEN_ROWS = re.compile(rb'<row(?=[^>]* hidden="(?:1|true)")[^>]*? r="([0-9]{1,7})"')
UNNUMBERED = re.compile(rb'<row(?![^>]* r=")[^>]* hidden="')
LINES = re.compile(rb'<row[^>]*? r="([0-9]{1,7})"')
ENTITY = re.compile(rb"&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
MERGES = re.compile(
    rb'<mergeCells(?: count="[0-9]{1,9}")?>'
    rb'((?:<mergeCell ref="[A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7}" ?/>)*+)</mergeCells>'
)
AREA = re.compile(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)")
AREAS = re.compile(r"(?:[A-Z]++[0-9]++:[A-Z]++[0-9]++(?: (?=[A-Z])|$))*+")
STRINGS = re.compile(
    rb'(?:<[?]xml version="1.0" encoding="(?i:utf-8)"(?: standalone="yes")?[?]>\s*+)?<sst'
    + ATTRIBUTES
    + rb">\s*+(?:<si>(?:"
    + TEXT
    + rb"|<t ?/>)</si>\s*+)*+</sst>\s*+"
)
COUNTS = re.compile(rb'<sst[^>]*? (?:uniqueC|c)ount="(?![0-9]{1,6}")')
CONTROL = bytes(sorted({*range(32)} - {*b"\t\n\r"}))
LETTERS, DIGITS = string.ascii_uppercase.encode(), string.digits.encode()
TAGS = re.compile(rb"<[^>]*>")
OPEN, CLOSE = b"<sheetData>", b"</sheetData>"


def scan_cells(content: bytes, scan: SheetScan) -> bytes | None:
    """Note the cells and merged areas of a sheet and return the sheet without them; None where it
    is not plain.

    The scan is untouched in that case.
    """
    if len(content) > LARGEST or content.count(OPEN) != 1 or content.count(CLOSE) != 1:
        return None
    head, _, rest = content.partition(OPEN)
    body, _, tail = rest.partition(CLOSE)
    if not _plain(content) or ROWS.fullmatch(body) is None or body.count(b"<v>") > CELLS:
        return None
    if _is_odd(body) or not _measure(body, scan):
        return None
    if HIDDEN in body:
        scan.notes.hidden_rows.update(map(int, HIDDEN_ROWS.findall(body)))
    percents = {str(style).encode() for style in scan.percents}
    telling = b"<f" in body or b' t="e"' in body or b"0" in percents
    telling = telling or any(b' s="%b"' % style in body for style in percents)
    for letters, row, style, kind, formula, value, inline in (
        FILLED.findall(body) if telling else ()
    ):
        if formula or kind == b"e" or (style or b"0") in percents:
            position = int(row), column_number(letters.decode())
            shown = value or TAGS.sub(b"", inline)
            _note(scan.notes, position, kind, shown, formula)
            scan.extent.odd |= kind == b"e" and shown.decode() not in KNOWN_ERRORS
            if shown and kind != b"e" and (style or b"0") in percents:
                scan.notes.percents.add(position)
    return head + OPEN + CLOSE + _without_merges(tail, scan)


def _is_odd(body: bytes) -> bool:
    """Errors without any value, figures behind character references, hidden rows of no number."""
    return (
        b' t="e"/' in body
        or b' t="e" /' in body
        or (b"&#" in body and ODD_VALUE.search(body) is not None)
        or (HIDDEN in body and UNNUMBERED.search(body) is not None)
    )


def _without_merges(tail: bytes, scan: SheetScan) -> bytes:
    """Note the merged areas of a sheet and return what stands behind its cells without them."""
    found = MERGES.search(tail)
    if not found or tail.count(b"<mergeCells") != 1:
        return tail
    areas = [match[0] for match in AREA.finditer(found[1].decode())]
    scan.extent.merged = len(areas)
    scan.merged += areas[:MERGED]
    return tail[: found.start()] + tail[found.end() :]


def corners(areas: Iterable[str]) -> tuple[Corners, ...] | None:
    """Merged areas as top, left, bottom, right; None where one of them is none a sheet can have."""
    listed = " ".join(areas)
    if AREAS.fullmatch(listed) is None:
        return None
    found = tuple(
        (int(top), column_number(left), int(bottom), column_number(right))
        for left, top, right, bottom in AREA.findall(listed)
    )
    fit = all(0 < t <= b <= LAST_ROW and ours <= r <= LAST_COLUMN for t, ours, b, r in found)
    return found if fit else None


def are_strings(content: bytes) -> bool:
    """Whether shared strings are spelled plainly and announce no more than there can be."""
    return (
        len(content) <= LARGEST
        and STRINGS.fullmatch(content) is not None
        and COUNTS.search(content) is None
        and _plain(content)
    )


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


def _measure(body: bytes, scan: SheetScan) -> bool:
    """How far rows and cells reach; False where a place comes up twice."""
    found = PLACES.findall(body)
    if len(found) > len(set(found)):
        return False
    places = b",".join(found)
    rows = {*places.translate(None, LETTERS).split(b","), *LINES.findall(body)} - {b""}
    columns = set(places.translate(None, DIGITS).split(b","))
    scan.extent.rows = max(map(int, rows), default=0)
    scan.extent.columns = max(column_number(letters.decode()) for letters in columns)
    return True


def _note(notes: Notes, place: Position, kind: bytes, value: bytes, formula: bytes) -> None:
    if formula:
        notes.formulas.add(place)
        if not value and kind not in (b"str", b"e"):
            notes.uncalculated[place] = unescape(TAGS.sub(b"", formula).decode())
    if kind == b"e":
        notes.errors[place] = value.decode()
