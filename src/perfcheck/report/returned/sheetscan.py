"""Where the rows and cells of one sheet stand in the bytes that are to be marked.

expat makes sure that the sheet is well formed, and reads what stands around the rows. The rows,
most of a sheet, are found by patterns: in well-formed XML without comments every `<` is a tag.
"""

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache

from perfcheck.report.returned.splice import (
    Attributes,
    Unpatchable,
    attributes,
    local,
    parser,
    run,
    tag_end,
)

Position = tuple[int, int]

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
AREA = re.compile(r"([A-Z0-9]+):([A-Z0-9]+)")
NO_TAGS = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
DATA, ROW, CELL = (
    re.compile(rb"<((?:[^\s<>/:]+:)?" + name + rb")(?=[\s/>])")
    for name in (b"sheetData", b"row", b"c")
)
CHILD = 2
YES = (b"1", b"true")


@dataclass(frozen=True, slots=True)
class Spot:
    """A start tag in the bytes: of a row or a cell, with its style (None where it has none)."""

    start: int
    style: int | None
    tag: str


@dataclass(slots=True)
class Scan:
    """What was found: rows in their order, the cells that matter, the children of the sheet.

    `bare` are the bytes with spaces in place of all that is no tag but looks like one.
    """

    bare: bytes
    rows: list[int] = field(default_factory=list)
    row_spots: list[Spot] = field(default_factory=list)
    row_ends: dict[int, int] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)  # points, where they are stated
    cells: dict[Position, Spot] = field(default_factory=dict)
    starts: dict[int, dict[int, int]] = field(default_factory=dict)  # of cells, by row and column
    children: list[tuple[str, int, Attributes]] = field(default_factory=list)
    columns: list[tuple[int, int, Attributes]] = field(default_factory=list)
    merged: list[tuple[Position, Position]] = field(default_factory=list)
    data: Spot | None = None
    data_end: int = 0
    end: int = 0
    implied: bool = False  # rows or cells without an address: their places depend on each other

    def row_behind(self, row: int) -> int:
        """Where the first row behind a row begins, or the end of the data."""
        index = bisect_left(self.rows, row)
        return self.row_spots[index].start if index < len(self.rows) else self.data_end

    def cell_behind(self, row: int, column: int) -> int:
        """Where the first cell of a row behind a column begins, or the end of the row."""
        own = self.starts.get(row, {})
        later = (start for other, start in own.items() if other > column)
        return min(later, default=self.row_ends[row])

    def column_style(self, column: int) -> int:
        """The style of the blank cells of a column."""
        for first, last, values in self.columns:
            if first <= column <= last:
                return int(values.get("style", "0"))
        return 0

    def look(self, rows: Collection[int], styles: Collection[int]) -> None:
        """Find the cells of some rows, and those of some styles anywhere."""
        try:
            for row, spot in zip(self.rows, self.row_spots, strict=True):
                if styles or row in rows:
                    self._cells(row, spot.start, styles, every=row in rows)
        except ValueError as fault:
            raise Unpatchable("a number that is none") from fault

    def _cells(self, row: int, start: int, styles: Collection[int], *, every: bool) -> None:
        column = 0
        for found in CELL.finditer(self.bare, start, self.row_ends[row]):
            values = attributes(self.bare, found.start())
            style = int(values.get(b"s", 0))
            if every or style in styles:
                self.implied = self.implied or b"r" not in values
                column = position(values[b"r"].decode())[1] if b"r" in values else column + 1
                self.cells[row, column] = Spot(found.start(), style, found[1].decode())
                self.starts.setdefault(row, {})[column] = found.start()


def scan(content: bytes) -> Scan:
    """Find the rows of a sheet, and what stands around them; the cells are yet to be looked at."""
    run(parser(), content)
    several = b"<!" in content or content.count(b"<?") > 1
    found = Scan(NO_TAGS.sub(lambda other: b" " * len(other[0]), content) if several else content)
    try:
        data = DATA.search(found.bare)
        inside = tag_end(found.bare, data.start()) if data else len(content)
        closing = found.bare.rfind(b"</" + data[1]) if data else inside
        closing = max(closing, inside)  # an empty element ends where it begins
        _around(found, content, inside, closing)
        if data:
            found.data = Spot(data.start(), None, data[1].decode())
            found.data_end = closing if closing > inside else data.start()
        _rows(found, inside, closing)
    except ValueError as fault:
        raise Unpatchable("a number that is none") from fault
    if found.rows != sorted(set(found.rows)):
        raise Unpatchable("rows out of order")
    return found


def _around(found: Scan, content: bytes, inside: int, closing: int) -> None:
    """The children of the sheet, read without the rows."""
    made = parser()
    depth = 0

    def place() -> int:
        at = made.CurrentByteIndex
        return at if at < inside else at + closing - inside

    def start(tag: str, values: Attributes) -> None:
        nonlocal depth
        depth += 1
        name = local(tag)
        if depth == CHILD:
            found.children.append((tag, place(), values))
        elif name == "col" and "min" in values and "max" in values:
            found.columns.append((int(values["min"]), int(values["max"]), values))
        elif name == "mergeCell" and (area := AREA.fullmatch(values.get("ref", ""))):
            found.merged.append((position(area[1]), position(area[2])))

    def end(_tag: str) -> None:
        nonlocal depth
        depth -= 1
        found.end = place()

    made.StartElementHandler = start
    made.EndElementHandler = end
    run(made, content[:inside] + content[closing:])


def _rows(found: Scan, inside: int, closing: int) -> None:
    starts = [(row.start(), row[1]) for row in ROW.finditer(found.bare, inside, closing)]
    number = 0
    for (start, tag), (behind, _) in zip(starts, [*starts[1:], (closing, b"")], strict=True):
        values = attributes(found.bare, start)
        number = int(values.get(b"r", number + 1))
        found.implied = found.implied or b"r" not in values
        styled = values.get(b"customFormat") in YES and b"s" in values
        found.rows.append(number)
        found.row_spots.append(Spot(start, int(values[b"s"]) if styled else None, tag.decode()))
        found.row_ends[number] = max(found.bare.rfind(b"</" + tag, start, behind), start)
        if b"ht" in values:
            found.heights[number] = float(values[b"ht"])


@lru_cache(maxsize=4096)
def position(reference: str) -> Position:
    """G6 is row 6, column 7."""
    match = REFERENCE.fullmatch(reference)
    if not match:
        raise Unpatchable("a cell without place")
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), number
