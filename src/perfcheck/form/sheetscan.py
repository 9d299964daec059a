"""One sheet of a package as it streams by: notes on its cells, and how far they reach."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from perfcheck.form import faults
from perfcheck.form.notes import KNOWN_ERRORS, Notes, Position
from perfcheck.form.ooxml import ATTRIBUTES, DEPTH, Attributes, local

CELLS = 500_000  # non-blank cells of one sheet
KEPT = 250_000  # values that are kept for writing a sheet anew: a list of 20,000 rows
SPELLED = 64  # characters of a formula: no value is longer
MERGED = 20_000
TEXT = 1_000_000  # characters of one cell; Excel itself takes 32,767
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
TRUE = ("1", "true")
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(slots=True)
class Extent:
    """How far cells reach: all of them, blank ones included."""

    rows: int = 0
    columns: int = 0
    merged: int = 0
    odd: bool = False  # holds an error that some readers do not know

    @property
    def size(self) -> int:
        """Cells that a reader lays out in memory."""
        return self.rows * self.columns


@dataclass(slots=True)
class SheetScan:
    """Handlers for one sheet.

    Values are kept as (kind, style, value) by position, unless there are more than `KEPT`.
    """

    percents: frozenset[int]
    notes: Notes = field(default_factory=Notes)
    extent: Extent = field(default_factory=Extent)
    values: dict[Position, tuple[str, str, str]] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    row: int = 0
    column: int = 0
    filled: int = 0
    widest: tuple[int, str] = (0, "")
    reference: str = ""
    kind: str = ""
    style: str = ""
    value: str = ""
    inside: str = ""
    formula: bool = False
    spelled: str = ""  # what stands in the formula
    depth: int = 0
    length: int = 0
    bodies: int = 0
    open: bool = False  # inside a cell
    valued: bool = False
    phonetic: bool = False
    last: Position = (0, 0)

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        self.depth += 1
        if self.depth > DEPTH or len(attributes) > ATTRIBUTES:
            raise faults.tangled()
        name = local(tag) if ":" in tag else tag
        if name == "c":
            self.reference = attributes.get("r", "")
            self.column += 1
            self.kind, self.style = attributes.get("t", ""), attributes.get("s", "0")
            if not self.kind and "t" in attributes:
                self.extent.odd = True  # says that it says nothing
            self.value, self.formula, self.spelled, self.length = "", False, "", 0
            self.open, self.valued = True, False
            letters = self.reference.rstrip("0123456789")
            self.widest = max(self.widest, (len(letters), letters))
        elif name in ("v", "t", "f"):
            self._content(name)
        elif name == "row":
            self.row, self.column = int(attributes.get("r") or self.row + 1), 0
            self.extent.rows = max(self.extent.rows, self.row)
            if attributes.get("hidden") in TRUE:
                self.notes.hidden_rows.add(self.row)
        else:
            self._aside(name, attributes)

    def _content(self, name: str) -> None:
        """A value, a text or a formula begins."""
        self.inside = "" if self.phonetic else name
        self.formula = self.formula or name == "f"
        if name == "v" and self.open:
            if self.valued:
                raise faults.contradicts()
            self.valued = True

    def _aside(self, name: str, attributes: Attributes) -> None:
        """An element begins that is no part of a cell's value."""
        if name == "rPh":
            self.phonetic = True  # how a text is said, written above it
        elif name == "mergeCell":
            self.extent.merged += 1
            if self.extent.merged <= MERGED:
                self.merged.append(attributes.get("ref", ""))
        elif name == "sheetData":
            self.row, self.bodies = 0, self.bodies + 1
            if self.bodies > 1:
                raise faults.contradicts()
        elif name == "col" and attributes.get("hidden") in TRUE:
            self.notes.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))

    def text(self, data: str) -> None:
        """Characters inside the element."""
        if self.inside == "v" or self.inside == "t":  # noqa: PLR1714 - the hottest line
            self.value += data
            self.length += len(data)
            if self.length > TEXT:
                raise faults.too_long(TEXT)
        elif self.inside == "f" and len(self.spelled) <= SPELLED:
            self.spelled += data

    def end(self, tag: str) -> None:
        """An element ends."""
        self.depth -= 1
        name = local(tag) if ":" in tag else tag
        if name == "c":
            self.open = False
            if self.value or self.formula or self.kind == "e":
                self._close(self._position())
        elif name == self.inside:
            self.inside = ""
        elif name == "rPh":
            self.phonetic = False
        elif name == "sheetData":
            self.extent.columns = max(self.extent.columns, column_number(self.widest[1]))
            if self.extent.rows > LAST_ROW or self.extent.columns > LAST_COLUMN:
                raise faults.unreadable()

    def _position(self) -> Position:
        """Where a filled cell stands; without a reference it follows the one before."""
        if self.reference:
            match = REFERENCE.fullmatch(self.reference)
            if not match:
                raise faults.unreadable()
            self.column, self.row = column_number(match[1]), int(match[2])
        self.extent.rows = max(self.extent.rows, self.row)
        self.extent.columns = max(self.extent.columns, self.column)
        return self.row, self.column

    def _close(self, position: Position) -> None:
        if self.formula:
            self.notes.formulas.add(position)
            if not self.value and self.kind not in ("str", "e"):
                self.notes.uncalculated[position] = self.spelled
        if self.kind == "e":
            self.notes.errors[position] = self.value
            self.extent.odd = self.extent.odd or self.value not in KNOWN_ERRORS
        if not self.value:
            return
        if position <= self.last:
            self._compare(position)
        self.last = max(self.last, position)
        self.filled += 1
        if self.filled > CELLS:
            raise faults.too_many_cells(CELLS)
        if self.filled <= KEPT:
            self.values[position] = (self.kind, self.style, self.value)
        if self.kind != "e" and self.percents and int(self.style) in self.percents:
            self.notes.percents.add(position)

    def _compare(self, position: Position) -> None:
        """A cell out of order: it must not be one that was there already with another value."""
        known = self.values.get(position)
        if known and (known[0], known[2]) != (self.kind, self.value):
            raise faults.contradicts()


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """A column's number from its letters: AB is 28."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
