"""The one place that opens workbooks: bytes become sheets of cells, with their merged areas.

pandas opens the file (engine calamine) and its `.book` gives raw rows and merged ranges. What
calamine does not tell (error cells, formulas whose result was never stored, percent formats) is
read from the package by `peek`; what it does not read at all, XML workbooks, by `xml2003`.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, cast

from perfcheck.errors import PerfcheckError, WorkbookError
from perfcheck.form import faults, merging, stored
from perfcheck.form.codepage import retold
from perfcheck.form.merging import Area
from perfcheck.form.notes import Notes
from perfcheck.form.peek import Peeked, peek
from perfcheck.form.quickscan import Corners
from perfcheck.form.xml2003 import is_xml, read_xml
from perfcheck.model.cells import CellRef, State, Unseen

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Raw = str | Decimal | bool | datetime.date | datetime.time | datetime.timedelta
Position = tuple[int, int]

SPREAD_CELLS = 5_000_000  # rows × columns that a reader may lay out in memory
SHEETS = 200


class Cell(NamedTuple):
    """One cell: what is stored, what a person reads, and whether it is a value at all.

    Numbers are Decimal without binary noise. `percent` says that the number format shows a
    percentage: `raw` 0.7156 has `text` 71.56%. `formula` says that a formula stands behind it.
    """

    row: int
    column: int
    raw: Raw = ""
    text: str = ""
    state: State = State.BLANK
    percent: bool = False
    formula: bool = False

    @property
    def blank(self) -> bool:
        """Nothing to be seen in it."""
        return self.state is State.BLANK


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet that was put below another one: the row where it begins there, and its name."""

    first: int
    sheet: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet: its non-blank cells by (row, column) from 1, and the area over each merged cell.

    `shown` and `standing` list them by row, from top to bottom and from left to right.
    `pages` are further sheets whose rows stand below its own, where a form was split over them.
    `unseen` are the hidden rows and columns that hold anything, for each sheet that has such.
    """

    sheet: str
    cells: Mapping[Position, Cell] = field(default_factory=dict)
    merged: Mapping[Position, Area] = field(default_factory=dict)
    shown: Mapping[int, tuple[Cell, ...]] = field(default_factory=dict)
    standing: Mapping[int, tuple[Cell, ...]] = field(default_factory=dict)
    hidden: bool = False
    pages: tuple[Page, ...] = ()
    unseen: tuple[Unseen, ...] = ()

    @property
    def rows(self) -> int:
        """The last row that shows anything."""
        return max(self.shown, default=0)

    def filled(self, top: int, bottom: int) -> list[int]:
        """The rows from top to bottom that show anything; a sheet may reach down a million."""
        return [row for row in self.shown if top <= row <= bottom]

    def at(self, row: int, column: int) -> Cell:
        """The cell at a place; a blank one where nothing stands."""
        return self.cells.get((row, column)) or Cell(row, column)

    def area(self, row: int, column: int) -> Area:
        """The merged area over a cell; the cell itself where it is not merged."""
        return self.merged.get((row, column)) or Area(row, column, row, column)

    def anchor(self, row: int, column: int) -> Cell:
        """The cell whose content shows at a place: the corner of the merged area over it."""
        area = self.area(row, column)
        return self.at(area.top, area.left)

    def row(self, row: int) -> tuple[Cell, ...]:
        """The non-blank cells that stand in a row, from left to right."""
        return self.standing.get(row, ())

    def visible(self, row: int) -> tuple[Cell, ...]:
        """The same, and those of earlier rows whose merged area reaches into this one."""
        return self.shown.get(row, ())

    def ref(self, row: int, column: int) -> CellRef:
        """The address of a place, as Excel shows it."""
        for page in reversed(self.pages):
            if row >= page.first:
                return CellRef(page.sheet, row - page.first + 1, column)
        return CellRef(self.sheet, row, column)


def warm_up() -> None:
    """Load the libraries that open workbooks, before a worker's memory is limited."""
    import pandas
    import python_calamine

    del pandas, python_calamine


def read_grids(content: bytes) -> tuple[Grid, ...]:
    """Every sheet of a workbook in its order, hidden ones included; chart sheets are left out.

    Raises WorkbookError where the bytes are no workbook, or one that cannot be opened.
    """
    if is_xml(content):
        return tuple(_read_xml(content))
    peeked = peek(content)
    try:
        return _read(peeked)
    except (KeyboardInterrupt, MemoryError, PerfcheckError):
        raise
    except BaseException as fault:  # a Rust panic is no Exception
        if type(fault).__module__ == "builtins" and not isinstance(fault, Exception):
            raise  # SystemExit, GeneratorExit
        raise _unreadable(fault) from fault


def _read(peeked: Peeked) -> tuple[Grid, ...]:
    import pandas
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    with pandas.ExcelFile(BytesIO(peeked.content), engine="calamine") as file:
        book = cast("CalamineWorkbook", file.book)
        sheets = book.sheets_metadata
        if len(sheets) > SHEETS:
            raise faults.too_many_sheets(len(sheets), SHEETS)
        if len({sheet.name for sheet in sheets}) < len(sheets):
            raise faults.same_names()  # the reader finds a sheet by its name
        return tuple(
            _grid(
                retold(book.get_sheet_by_index(index), peeked.charset),
                peeked.notes.get(index, Notes()),
                peeked.merged.get(index),
                hidden=sheet.visible is not SheetVisibleEnum.Visible,
            )
            for index, sheet in enumerate(sheets)
            if sheet.typ is SheetTypeEnum.WorkSheet
        )


def _read_xml(content: bytes) -> Iterator[Grid]:
    for sheet in read_xml(content):
        cells = {at: _cell(*at, value, sheet.notes) for at, value in sheet.values.items()}
        yield _laid_out(sheet.name, cells, sheet.notes, sheet.areas, hidden=sheet.hidden)


def _unreadable(fault: BaseException) -> WorkbookError:
    locked = type(fault).__name__ == "PasswordError"
    return faults.encrypted() if locked else faults.unreadable()


def _grid(
    sheet: "CalamineSheet", notes: Notes, areas: Iterable[Corners] | None, *, hidden: bool
) -> Grid:
    _guard(sheet)
    cells: dict[Position, Cell] = {}
    formulas, value_state = notes.formulas, State.VALUE
    for row, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        for column, value in enumerate(values, start=1):
            if value == "":
                continue
            at = row, column
            if type(value) is not str:
                cells[at] = _cell(row, column, value, notes)
            elif not value.isspace():
                fields = (row, column, value, value, value_state, False, at in formulas)
                cells[at] = tuple.__new__(Cell, fields)  # in a third of the time of Cell(…)
    known = merging.areas_of(sheet) if areas is None else areas
    return _laid_out(sheet.name, cells, notes, known, hidden=hidden)


def _laid_out(
    name: str, cells: dict[Position, Cell], notes: Notes, areas: Iterable[Corners], *, hidden: bool
) -> Grid:
    """The sheet as it is seen: with errors and missing results, without what areas cover."""
    for (row, column), text in notes.errors.items():
        cells[row, column] = Cell(row, column, text, text, State.ERROR)
    for place, formula in notes.uncalculated.items():
        cells[place] = _uncalculated(*place, formula)
    rows, columns = (max(map(itemgetter(side), cells), default=0) for side in (0, 1))
    merged, covered = merging.spread(areas, rows, columns)
    for place in covered & cells.keys():  # Excel does not show what lies under a merged area
        del cells[place]
    grid = make_grid(name, cells, merged, hidden=hidden)
    return _with_unseen(grid, notes) if notes.hidden_rows or notes.hidden_columns else grid


def _with_unseen(grid: Grid, notes: Notes) -> Grid:
    rows = notes.hidden_rows.intersection(grid.standing)
    filled = {column for _, column in grid.cells}
    columns = {c for c in filled for first, last in notes.hidden_columns if first <= c <= last}
    if not rows and not columns:
        return grid
    return replace(grid, unseen=(Unseen(grid.sheet, tuple(sorted(rows)), tuple(sorted(columns))),))


def make_grid(
    sheet: str,
    cells: Mapping[Position, Cell],
    merged: Mapping[Position, Area],
    *,
    hidden: bool = False,
) -> Grid:
    """A grid with its cells listed by row."""
    standing: dict[int, tuple[Cell, ...]] = {
        row: tuple(line) for row, line in groupby(sorted(cells.values()), itemgetter(0))
    }
    reaching: dict[int, list[Cell]] = {}
    for position, area in merged.items():
        if area.bottom > area.top and position == (area.top, area.left) and position in cells:
            for line in range(area.top + 1, area.bottom + 1):
                reaching.setdefault(line, []).append(cells[position])
    shown = dict(standing)
    for row, above in reaching.items():
        cells_of_row = (*above, *standing.get(row, ()))
        shown[row] = tuple(sorted(cells_of_row, key=itemgetter(1, 0)))  # by column
    return Grid(sheet, cells, merged, dict(sorted(shown.items())), standing, hidden)


def _guard(sheet: "CalamineSheet") -> None:
    if sheet.total_height * sheet.total_width > SPREAD_CELLS:
        raise faults.too_wide(sheet.name, sheet.total_height, sheet.total_width)


def _cell(row: int, column: int, value: object, notes: Notes) -> Cell:
    formula, percent = (row, column) in notes.formulas, (row, column) in notes.percents
    if isinstance(value, bool):
        return Cell(row, column, value, "TRUE" if value else "FALSE", State.VALUE, formula=formula)
    if isinstance(value, int | float):
        number, text, state = stored.number(value, percent)
        return Cell(row, column, number, text, state, percent and state is State.VALUE, formula)
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return Cell(row, column, value, stored.moment(value), State.VALUE, formula=formula)
    return Cell(row, column, str(value), str(value), State.VALUE, formula=formula)


def _uncalculated(row: int, column: int, formula: str) -> Cell:
    """A formula without a result, or a value that a program has stored as one."""
    found = stored.literal(formula)
    if found is None:
        return Cell(row, column, state=State.UNCALCULATED, formula=True)
    value, percent = found
    text = formula.strip() if isinstance(value, Decimal) else value
    return Cell(row, column, value, text, State.VALUE, percent, formula=True)
