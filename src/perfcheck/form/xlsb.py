"""A look into a binary workbook (.xlsb): errors, formulas, percent formats, hidden rows, merges.

Only what is needed of the BIFF12 records [MS-XLSB]. What cannot be followed gives no notes; the
reader says whether the file can be opened.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from perfcheck.form import faults
from perfcheck.form.biff import ERRORS, SPREAD, adds_up
from perfcheck.form.notes import Notes
from perfcheck.form.ooxml import PERCENT_FORMATS, Package, shows_percent
from perfcheck.form.quickscan import Corners

WORKBOOK, STYLES = "xl/workbook.bin", "xl/styles.bin"
ROW, BLANK, ERROR, REAL, RK = 0, 1, 3, 5, 2
FORMULA_TEXT, FORMULA_NUMBER, FORMULA_ERROR = 8, 9, 11
LAST_CELL = 11
FORMAT, STYLE, COLUMNS, SHEET, MERGED = 44, 47, 60, 156, 176
STYLES_BEGIN, STYLES_END = 617, 618
HIDDEN_ROW, HIDDEN_COLUMN = 0x10, 0x01
NUMBERS = (REAL, RK, FORMULA_NUMBER)
CELLS = 500_000
MERGES = 20_000
RELATION = 8  # where the id of a sheet's part begins in its record
Record = tuple[int, bytes]


@dataclass(slots=True)
class _Sheet:
    """What the records of one sheet say."""

    percents: frozenset[int]
    notes: Notes = field(default_factory=Notes)
    merged: list[Corners] = field(default_factory=list)
    row: int = 0
    rows: int = 0
    columns: int = 0
    filled: int = 0

    def tell(self, kind: int, data: bytes) -> None:
        """One record."""
        if kind == ROW:
            self.row = int(struct.unpack_from("<I", data)[0]) + 1
            if data[11] & HIDDEN_ROW:
                self.notes.hidden_rows.add(self.row)
        elif BLANK < kind <= LAST_CELL:
            self._cell(kind, data)
        elif kind == COLUMNS and data[16] & HIDDEN_COLUMN:
            first, last = struct.unpack_from("<II", data)
            self.notes.hidden_columns.append((first + 1, last + 1))
        elif kind == MERGED and len(self.merged) < MERGES:
            top, bottom, left, right = struct.unpack_from("<IIII", data)
            self.merged.append((top + 1, left + 1, bottom + 1, right + 1))

    def _cell(self, kind: int, data: bytes) -> None:
        column, style = struct.unpack_from("<II", data)
        position = self.row, column + 1
        self.filled += 1
        self.rows, self.columns = max(self.rows, self.row), max(self.columns, column + 1)
        if self.rows * self.columns > SPREAD or self.filled > CELLS:
            raise faults.too_many_cells(CELLS)
        if kind >= FORMULA_TEXT:
            self.notes.formulas.add(position)
        if kind in (ERROR, FORMULA_ERROR):
            self.notes.errors[position] = ERRORS.get(data[8], "#N/A")
        elif kind in NUMBERS and (style & 0xFFFFFF) in self.percents:
            self.notes.percents.add(position)
        elif kind == FORMULA_TEXT and not struct.unpack_from("<I", data, 8)[0]:
            (length,) = struct.unpack_from("<I", data, 14)
            if adds_up(data[18 : 18 + length]):
                self.notes.uncalculated[position] = ""


def peek_xlsb(
    package: Package,
) -> tuple[Mapping[int, Notes], Mapping[int, tuple[Corners, ...]]]:
    """Notes and merged areas by sheet index. WorkbookError where a sheet holds too much."""
    notes: dict[int, Notes] = {}
    merged: dict[int, tuple[Corners, ...]] = {}
    try:
        percents = _percents(package)
        for index, part in enumerate(_parts(package)):
            sheet = _Sheet(percents)
            for kind, data in _records(package.read(part)):
                sheet.tell(kind, data)
            notes[index], merged[index] = sheet.notes, tuple(sheet.merged)
    except (struct.error, IndexError):
        return {}, {}
    return notes, merged


def _parts(package: Package) -> list[str]:
    """The parts of the sheets in the order of the workbook."""
    targets = {relation.id: relation.part for relation in package.relations(WORKBOOK)}
    records = _records(package.read(WORKBOOK))
    return [targets.get(_text(data, RELATION), "") for kind, data in records if kind == SHEET]


def _percents(package: Package) -> frozenset[int]:
    formats = set(PERCENT_FORMATS)
    styles: list[bool] = []
    inside = False
    for kind, data in _records(package.read(STYLES)):
        if kind in (STYLES_BEGIN, STYLES_END):
            inside = kind == STYLES_BEGIN
        elif kind == FORMAT and shows_percent(_text(data, 2)):
            formats.add(struct.unpack_from("<H", data)[0])
        elif kind == STYLE and inside:
            styles.append(struct.unpack_from("<H", data, 2)[0] in formats)
    return frozenset(index for index, percent in enumerate(styles) if percent)


def _text(data: bytes, at: int) -> str:
    """A text with its length before it."""
    (length,) = struct.unpack_from("<I", data, at)
    return data[at + 4 : at + 4 + 2 * length].decode("utf-16-le", "replace")


def _records(stream: bytes) -> Iterator[Record]:
    """The records of a part: number and length in seven bits a byte, then the data."""
    at = 0
    while at < len(stream):
        kind, at = stream[at], at + 1
        if kind & 0x80:
            kind, at = (kind & 0x7F) | (stream[at] & 0x7F) << 7, at + 1
        length = 0
        for shift in (0, 7, 14, 21):
            byte, at = stream[at], at + 1
            length |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield kind, stream[at : at + length]
        at += length
