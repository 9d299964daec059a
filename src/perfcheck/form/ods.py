"""A look into an OpenDocument sheet: merged areas, percentages, errors, how far repeats reach."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from perfcheck.form import faults
from perfcheck.form.notes import Notes
from perfcheck.form.ooxml import ATTRIBUTES, DEPTH, Attributes, Package, local
from perfcheck.form.quickscan import Corners
from perfcheck.form.sheetscan import LAST_COLUMN, LAST_ROW, MERGED, TEXT

ERROR = re.compile(r"#(?:DIV/0!|REF!|NAME\?|VALUE!|N/A|NUM!|NULL!)|Err:\d+")
UNSEEN = ("collapse", "filter")
FILLED = 500_000  # cells that repeats may fill


@dataclass(slots=True)
class _Scan:
    """Handlers for content.xml; repeated rows and cells count as often as they are repeated."""

    notes: dict[int, Notes] = field(default_factory=dict)
    merged: dict[int, list[Corners]] = field(default_factory=dict)
    sheet: int = -1
    row: int = 0
    rows: int = 1
    column: int = 0
    cells: int = 1
    kind: str = ""
    text: str = ""
    formula: bool = False
    spelled: str = ""  # what stands in the formula
    filled: int = 0
    cell: bool = False
    depth: int = 0
    length: int = 0
    unseen: bool = False
    columns: int = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > DEPTH or len(attributes) > ATTRIBUTES:
            raise faults.tangled()
        name = local(tag)
        if name == "table":
            self.sheet, self.row, self.rows = self.sheet + 1, 0, 1
            self.notes[self.sheet], self.merged[self.sheet] = Notes(), []
            self.columns = 0
        elif name == "table-column":
            first = self.columns + 1
            self.columns += _repeat(attributes, "number-columns-repeated")
            if attributes.get("table:visibility") in UNSEEN:
                self.notes[self.sheet].hidden_columns.append((first, self.columns))
        elif name == "table-row":
            self.row += self.rows if self.row else 1
            self.rows = _repeat(attributes, "number-rows-repeated")
            self.column, self.cells = 0, 1
            self.unseen = attributes.get("table:visibility") in UNSEEN
        elif name in ("table-cell", "covered-table-cell"):
            self.column += self.cells if self.column else 1
            self.cells = _repeat(attributes, "number-columns-repeated")
            self.kind = attributes.get("office:value-type", "")
            self.kind = attributes.get("calcext:value-type", self.kind)
            self.formula = "table:formula" in attributes
            self.spelled = attributes.get("table:formula", "").partition("=")[2]
            self.text, self.cell, self.length = "", True, 0
            self._merge(attributes)

    def _merge(self, attributes: Attributes) -> None:
        rows, columns = (_repeat(attributes, f"number-{s}-spanned") for s in ("rows", "columns"))
        areas = self.merged[self.sheet]
        if rows * columns > 1 and len(areas) < MERGED:
            last = min(self.row + rows - 1, LAST_ROW), min(self.column + columns - 1, LAST_COLUMN)
            areas.append((self.row, self.column, *last))

    def characters(self, data: str) -> None:
        if self.cell:
            self.text += data
            self.length += len(data)
            if self.length > TEXT:
                raise faults.too_long(TEXT)

    def end(self, tag: str) -> None:
        self.depth -= 1
        if local(tag) not in ("table-cell", "covered-table-cell"):
            return
        self.cell = False
        if not (self.kind or self.text or self.formula):
            return
        self.filled += self.cells * self.rows
        if self.filled > FILLED:
            raise faults.too_many_cells(FILLED)
        self._note()

    def _note(self) -> None:
        notes = self.notes[self.sheet]
        if self.unseen:
            notes.hidden_rows.update(range(self.row, self.row + self.rows))
        for row in range(self.row, self.row + self.rows):
            for column in range(self.column, self.column + self.cells):
                if self.formula:
                    notes.formulas.add((row, column))
                if self.kind == "percentage":
                    notes.percents.add((row, column))
                if self.kind == "error" or (self.formula and ERROR.fullmatch(self.text)):
                    notes.errors[row, column] = self.text
                elif self.formula and not (self.kind or self.text):
                    notes.uncalculated[row, column] = self.spelled


def _repeat(attributes: Attributes, name: str) -> int:
    return max(1, int(next((v for k, v in attributes.items() if local(k) == name), "1")))


def peek_ods(package: Package) -> tuple[Mapping[int, Notes], Mapping[int, Sequence[Corners]]]:
    """Notes and merged areas by sheet index; the reader does not tell the latter.

    Raises WorkbookError where repeats fill more cells than any form.
    """
    scan = _Scan()
    package.parse("content.xml", scan.start, scan.end, scan.characters)
    return scan.notes, scan.merged
