"""The sheets of an XML workbook as it streams by: values, percentages, merged and hidden places.

Elements are told by the whole way that leads to them: a comment holds data of its own, and the
settings of a sheet have rows and cells that are none.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from perfcheck.form import faults
from perfcheck.form.notes import Notes, Position
from perfcheck.form.ooxml import ATTRIBUTES, DEPTH, Attributes, local, shows_percent
from perfcheck.form.quickscan import Corners
from perfcheck.form.sheetscan import CELLS, LAST_COLUMN, LAST_ROW, MERGED, TEXT

Value = str | float | bool | datetime.datetime | datetime.time

SHEETS = 200
STYLES = 65_000  # Excel knows 64,000
VISIBLE = ["Workbook", "Worksheet", "WorksheetOptions", "Visible"]
CELL = ["Workbook", "Worksheet", "Table", "Row", "Cell"]
DATA = [*CELL, "Data"]
NO_DAY = 1899  # the year that Excel writes before a time of day


@dataclass(slots=True)
class XmlSheet:
    """A sheet as it was written: its values by place, and what is to be known of its cells."""

    name: str
    values: dict[Position, Value] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)
    areas: list[Corners] = field(default_factory=list)
    hidden: bool = False
    bodies: int = 0


@dataclass(slots=True)
class _Styles:
    """Which styles show percentages; one takes from its parent what it does not say."""

    percents: dict[str, bool] = field(default_factory=dict)
    open: str = ""

    def begin(self, own: Attributes) -> None:
        self.open = own.get("ID", "")
        self.percents[self.open] = self.percents.get(own.get("Parent", ""), False)
        if len(self.percents) > STYLES:
            raise faults.tangled()

    def format(self, own: Attributes) -> None:
        code = own.get("Format", "")
        self.percents[self.open] = code == "Percent" or shows_percent(code)


@dataclass(slots=True)
class _Place:
    """Where the walk stands in a table, and what the element at hand stands for besides itself."""

    left: int = 0  # columns before the table
    row: int = 0
    rows: int = 0
    column: int = 0
    columns: int = 0
    listed: int = 0  # the last column that a column element spoke of
    column_styles: dict[int, str] = field(default_factory=dict)
    row_style: str = ""
    unseen: bool = False

    def move(self, row: int, rows: int, column: int, columns: int) -> None:
        """Stand elsewhere; ValueError outside the sheet."""
        if not (row > 0 and row + rows <= LAST_ROW and 0 <= column <= LAST_COLUMN - columns):
            raise ValueError((row, column))
        self.row, self.rows, self.column, self.columns = row, rows, column, columns


@dataclass(slots=True)
class Walk:
    """Handlers for the whole file. `path` are the elements that are open, from the outermost."""

    sheets: list[XmlSheet] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    styles: _Styles = field(default_factory=_Styles)
    place: _Place = field(default_factory=_Place)
    count: int = 0
    filled: int = 0
    percent: bool = False
    formula: bool = False
    valued: bool = False
    kind: str | None = None  # of the data that are open
    data: list[str] = field(default_factory=list)
    length: int = 0

    def all_sheets(self) -> list[XmlSheet]:
        """What was found; WorkbookError where there are more sheets than any unit has forms."""
        if self.count > SHEETS:
            raise faults.too_many_sheets(self.count, SHEETS)
        return self.sheets

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        name = local(tag)
        self.path.append(name)
        if len(self.path) > DEPTH or len(attributes) > ATTRIBUTES:
            raise faults.tangled()
        begin = STARTS.get(tuple(self.path))
        if begin and (self.count <= SHEETS or begin is Walk.begin_sheet):
            begin(self, {local(key): value for key, value in attributes.items()})
        elif self.kind is not None and name.upper() == "BR":
            self.data.append("\n")

    def text(self, data: str) -> None:
        """Characters inside an element."""
        if self.kind is not None:
            self.data.append(data)
            self.length += len(data)
            if self.length > TEXT:
                raise faults.too_long(TEXT)
        elif self.path == VISIBLE:
            self.sheets[-1].hidden = data.strip().endswith("Hidden")

    def end(self, _tag: str) -> None:
        """An element ends."""
        if self.kind is not None and self.path == DATA:
            self._keep("".join(self.data))
            self.kind = None
        elif self.formula and self.path == CELL:
            self._calculated()
        self.path.pop()

    def begin_sheet(self, own: Attributes) -> None:
        """A sheet; of those beyond the limit only their number counts."""
        self.count += 1
        if self.count <= SHEETS:
            self.sheets.append(XmlSheet(own.get("Name", "")))

    def begin_table(self, own: Attributes) -> None:
        """The cells of a sheet, of which there is one table."""
        self.sheets[-1].bodies += 1
        if self.sheets[-1].bodies > 1:
            raise faults.contradicts()
        left, top = _count(own, "LeftCell", 1) - 1, _count(own, "TopCell", 1) - 1
        self.place = _Place(left=left, row=top, listed=left)

    def begin_column(self, own: Attributes) -> None:
        """One column or several, perhaps hidden or with a style."""
        place = self.place
        first = _count(own, "Index", place.listed + 1)
        last = first + _count(own, "Span", 0)
        if not place.listed < first <= last <= LAST_COLUMN:
            raise ValueError(first)
        place.listed = last
        if own.get("Hidden") == "1":
            self.sheets[-1].notes.hidden_columns.append((first, last))
        if "StyleID" in own:
            place.column_styles |= dict.fromkeys(range(first, last + 1), own["StyleID"])

    def begin_row(self, own: Attributes) -> None:
        """A row; one may stand for several that are blank."""
        place = self.place
        row = _count(own, "Index", place.row + place.rows + 1)
        place.move(row, _count(own, "Span", 0), place.left, 0)
        place.row_style, place.unseen = own.get("StyleID", ""), own.get("Hidden") == "1"

    def begin_cell(self, own: Attributes) -> None:
        """A cell, and what it covers."""
        place = self.place
        column = _count(own, "Index", place.column + place.columns + 1)
        across, down = _count(own, "MergeAcross", 0), _count(own, "MergeDown", 0)
        place.move(place.row, place.rows, column, across)
        if (across or down) and len(self.sheets[-1].areas) < MERGED:
            self.sheets[-1].areas.append((place.row, column, place.row + down, column + across))
        style = own.get("StyleID") or place.row_style or place.column_styles.get(column, "")
        self.percent = self.styles.percents.get(style, False)
        self.formula, self.valued, self.kind = bool(own.get("Formula")), False, None

    def begin_data(self, own: Attributes) -> None:
        """What a cell holds; it holds one thing."""
        if self.valued:
            raise faults.contradicts()
        self.kind, self.valued = own.get("Type", "String"), True
        self.data, self.length = [], 0

    def begin_style(self, own: Attributes) -> None:
        """A style of cells."""
        self.styles.begin(own)

    def begin_format(self, own: Attributes) -> None:
        """How a style shows numbers."""
        self.styles.format(own)

    def _keep(self, text: str) -> None:
        """Put what a cell holds in its place."""
        sheet, place = self.sheets[-1], (self.place.row, self.place.column)
        if not text or text.isspace():
            return
        if place in sheet.values or place in sheet.notes.errors:
            raise faults.contradicts()
        self.filled += 1
        if self.filled > CELLS:
            raise faults.too_many_cells(CELLS)
        if self.place.unseen:
            sheet.notes.hidden_rows.add(place[0])
        if self.kind == "Error":
            sheet.notes.errors[place] = text.strip()
            return
        value = READERS.get(self.kind or "", str)(text)
        sheet.values[place] = value
        if self.percent and isinstance(value, float):
            sheet.notes.percents.add(place)

    def _calculated(self) -> None:
        """A cell with a formula ends."""
        notes, place = self.sheets[-1].notes, (self.place.row, self.place.column)
        notes.formulas.add(place)
        if not self.valued:
            notes.uncalculated[place] = ""


def _count(attributes: Attributes, name: str, otherwise: int) -> int:
    """A place or a number of places; ValueError for what is neither."""
    count = int(attributes.get(name, otherwise))
    if count < 0:
        raise ValueError(count)
    return count


def _number(text: str) -> Value:
    try:
        return float(text.replace("_", "?"))
    except ValueError:
        return text


def _truth(text: str) -> Value:
    return text.strip() in ("1", "true")


def _moment(text: str) -> Value:
    """A date with its time, or a time of day; what is neither is the text that stands there."""
    try:
        moment = datetime.datetime.fromisoformat(text.strip()).replace(microsecond=0, tzinfo=None)
    except ValueError:
        return text
    return moment.time() if moment.year <= NO_DAY else moment


READERS: Mapping[str, Callable[[str], Value]] = {
    "Number": _number,
    "Boolean": _truth,
    "DateTime": _moment,
}
STARTS: Mapping[tuple[str, ...], Callable[[Walk, Attributes], None]] = {
    ("Workbook", "Styles", "Style"): Walk.begin_style,
    ("Workbook", "Styles", "Style", "NumberFormat"): Walk.begin_format,
    ("Workbook", "Worksheet"): Walk.begin_sheet,
    ("Workbook", "Worksheet", "Table"): Walk.begin_table,
    ("Workbook", "Worksheet", "Table", "Column"): Walk.begin_column,
    ("Workbook", "Worksheet", "Table", "Row"): Walk.begin_row,
    tuple(CELL): Walk.begin_cell,
    tuple(DATA): Walk.begin_data,
}
