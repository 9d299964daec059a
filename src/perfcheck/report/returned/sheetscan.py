"""One sheet as it streams by: where the cells stand in the bytes that are to be marked."""

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass, field
from xml.parsers import expat

from perfcheck.report.returned.splice import Attributes, Unpatchable, local, parser, run

Position = tuple[int, int]

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
MERGED = re.compile(rb"""<(?:[\w.-]+:)?mergeCell\s[^>]*?ref\s*=\s*["']([A-Z0-9]+:[A-Z0-9]+)["']""")
ROOT, CHILD = 1, 2
YES = ("1", "true")


@dataclass(frozen=True, slots=True)
class Spot:
    """A start tag in the bytes: of a row or a cell, with its style (None where it has none)."""

    start: int
    style: int | None
    tag: str


@dataclass(slots=True)
class Scan:
    """What was found: rows in their order, the cells that matter, the children of the sheet."""

    rows: list[int] = field(default_factory=list)
    row_spots: list[Spot] = field(default_factory=list)
    row_ends: dict[int, int] = field(default_factory=dict)
    cells: dict[Position, Spot] = field(default_factory=dict)
    children: list[tuple[str, int, Attributes]] = field(default_factory=list)
    columns: list[tuple[int, int, Attributes]] = field(default_factory=list)
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
        later = [spot.start for at, spot in self.cells.items() if at[0] == row and at[1] > column]
        return min(later, default=self.row_ends[row])

    def column_style(self, column: int) -> int:
        """The style of the blank cells of a column."""
        for first, last, attributes in self.columns:
            if first <= column <= last:
                return int(attributes.get("style", "0"))
        return 0


def merged_areas(content: bytes) -> list[tuple[Position, Position]]:
    """The merged areas of a sheet: first and last cell."""
    areas = []
    for found in MERGED.finditer(content):
        first, last = (position(part) for part in found[1].decode().split(":"))
        areas.append((first, last))
    return areas


def scan(content: bytes, rows: Collection[int], styles: Collection[int]) -> Scan:
    """Find the cells of some rows, and those of some styles anywhere."""
    handlers = _Handlers(parser(), rows, styles)
    try:
        run(handlers.parser, content)
    except ValueError as fault:
        raise Unpatchable("a number that is none") from fault
    found = handlers.found
    if found.rows != sorted(set(found.rows)):
        raise Unpatchable("rows out of order")
    return found


class _Handlers:
    """What is done at the beginning and at the end of an element."""

    def __init__(
        self, made: expat.XMLParserType, rows: Collection[int], styles: Collection[int]
    ) -> None:
        self.parser, self.wanted, self.styles = made, rows, styles
        self.found = Scan()
        self.depth, self.row, self.column = 0, 0, 0
        made.StartElementHandler = self.start
        made.EndElementHandler = self.end

    def start(self, tag: str, attributes: Attributes) -> None:
        self.depth += 1
        name = local(tag)
        if name == "c":
            self._cell(tag, attributes)
        elif name == "row":
            self._row(tag, attributes)
        elif self.depth == CHILD:
            self.found.children.append((tag, self.parser.CurrentByteIndex, attributes))
            if name == "sheetData":
                self.found.data = Spot(self.parser.CurrentByteIndex, None, tag)
        elif name == "col" and "min" in attributes and "max" in attributes:
            column = (int(attributes["min"]), int(attributes["max"]), attributes)
            self.found.columns.append(column)

    def end(self, tag: str) -> None:
        self.depth -= 1
        name = local(tag)
        if name == "row":
            self.found.row_ends[self.row] = self.parser.CurrentByteIndex
        elif self.depth == ROOT and name == "sheetData":
            self.found.data_end = self.parser.CurrentByteIndex
        elif self.depth == 0:
            self.found.end = self.parser.CurrentByteIndex

    def _cell(self, tag: str, attributes: Attributes) -> None:
        style = int(attributes.get("s", "0"))
        if self.row in self.wanted or style in self.styles:
            if "r" in attributes:
                self.column = position(attributes["r"])[1]
            else:
                self.column += 1
                self.found.implied = True
            spot = Spot(self.parser.CurrentByteIndex, style, tag)
            self.found.cells[self.row, self.column] = spot

    def _row(self, tag: str, attributes: Attributes) -> None:
        if "r" in attributes:
            self.row = int(attributes["r"])
        else:
            self.row += 1
            self.found.implied = True
        self.column = 0
        styled = attributes.get("customFormat") in YES and "s" in attributes
        style = int(attributes["s"]) if styled else None
        self.found.rows.append(self.row)
        self.found.row_spots.append(Spot(self.parser.CurrentByteIndex, style, tag))


def position(reference: str) -> Position:
    """G6 is row 6, column 7."""
    match = REFERENCE.fullmatch(reference)
    if not match:
        raise Unpatchable("a cell without place")
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), number
