"""First- and second-level names of an indicator table, spread over the rows that they cover."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from perfcheck.form.columns import Columns
from perfcheck.form.fields import one_line, text_entry
from perfcheck.form.grid import Cell
from perfcheck.form.labels import Dictionary, narrow, points_in, unnumbered
from perfcheck.form.segment import Segment, pick
from perfcheck.model.cells import CellRef, Entry, State
from perfcheck.model.form import NO_NUMBER, NO_TEXT, Number, Text

LEVEL_POINTS = re.compile(
    r"[（(\[【]?\s{0,9}\d{1,6}(?:\.\d{1,6})?\s{0,9}(?:[-~～—–至]\s{0,9}\d{1,6}(?:\.\d{1,6})?\s{0,9})?"
    r"[）)\]】]?\s{0,9}分\s{0,9}[）)\]】]?"
)
BARE = re.compile(r"[\W_]+")
ROLES = ("category", "subcategory")
FARTHEST = 12  # rows down to where a first level may stand in the middle of its block


@dataclass(frozen=True, slots=True)
class Level:
    """A level name in force, and the points in its heading."""

    name: Text = NO_TEXT
    points: Number = NO_NUMBER


NO_LEVEL = Level()


@dataclass(slots=True)
class Levels:
    """The levels in force while the rows of a table go by.

    A name holds until the next one, whether its cell is merged downwards or the cells below it
    are blank; a new first level ends the second. `points` are those of every level met, by cell.
    """

    segment: Segment
    words: Dictionary
    columns: Columns
    known: dict[str, Level] = field(default_factory=dict)
    points: dict[CellRef, Number] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Note the points of the levels that hold from above."""
        for level in self.known.values():
            self._note(level)

    def _note(self, level: Level) -> None:
        if level.name.cell and level.points.value is not None:
            self.points[level.name.cell] = level.points

    def enter(self, row: int, bottom: int) -> None:
        """Take in what a row says of its levels; the table ends at `bottom`."""
        for role in ROLES:
            if role in self.columns:
                cell = pick(self.segment, row, self.columns[role], spread=True)
                if role == "category" and cell.blank:
                    cell = self._ahead(row, bottom) or cell
                if not cell.blank and not self.segment.heads(cell.row):
                    self._take(role, cell)

    def head(self, cell: Cell) -> bool:
        """Take in a row that only names a group, where no column does: 一、产出指标（50分）."""
        if "category" in self.columns or not self.words.role("rows", cell.text, "group"):
            return False
        self._take("category", cell)
        return True

    def of(self, role: str) -> Level:
        """The level in force."""
        return self.known.get(role, NO_LEVEL)

    def _take(self, role: str, cell: Cell) -> None:
        known = self.of(role)
        at = known.name.cell
        if at is not None and at.row == cell.row and at.column == cell.column:
            return
        ref = self.segment.ref(cell)
        points = _points(cell, Entry(cell=ref))
        if not BARE.sub("", LEVEL_POINTS.sub("", narrow(cell.text))):  # only (50分), below its name
            self._set(role, replace(known, points=points))
            return
        own = self.columns.get(role)
        value = self.words.simplify(level_name(cell.text if own else unnumbered(cell.text)))
        same = value == known.name.value
        if role == "category" and not same:
            self.known.pop("subcategory", None)
        if same and points.value in (None, known.points.value):  # the name repeated row by row
            points = known.points
        name = text_entry(cell, ref, own.name if own else "一级指标")
        self._set(role, Level(replace(name, value=value if name.value else None), points))

    def _set(self, role: str, level: Level) -> None:
        self.known[role] = level
        self._note(level)

    def _ahead(self, row: int, bottom: int) -> Cell | None:
        """The first level of a row that stands above the cell with its name.

        In cells that are not merged the name may stand in the middle of its block; the second
        level then tells to which group the row belongs.
        """
        if "subcategory" not in self.columns or self._reaches(row):
            return None
        second = pick(self.segment, row, self.columns["subcategory"])
        group = self._group(second.text)
        known = self.of("category").name.value
        if group and known and group in known:
            return None
        for below in range(row + 1, min(bottom, row + FARTHEST) + 1):
            cell = pick(self.segment, below, self.columns["category"])
            if not cell.blank:
                return cell if not known or (group and group in cell.text) else None
        return None

    def _reaches(self, row: int) -> bool:
        """Whether a merged cell covers the first level of a row."""
        area = self.segment.grid.area(row, self.columns["category"].first)
        return area.top != area.bottom

    def _group(self, subcategory: str) -> str | None:
        name = self.words.key(subcategory).removesuffix("指标")
        return self.words.role("groups", name)


def finest(points: Mapping[CellRef, Number], levels: list[tuple[Text, Text]]) -> list[Number]:
    """The points of each row's heading, given its first and second level.

    Where every second level below a first one has points, those; else those of the first level.
    """

    def of(name: Text) -> Number:
        return points.get(name.cell, NO_NUMBER) if name.cell else NO_NUMBER

    coarse = {first.cell for first, second in levels if of(second).value is None}
    return [
        of(first) if first.cell in coarse and of(first).value is not None else of(second)
        for first, second in levels
    ]


def _points(cell: Cell, place: Number) -> Number:
    found = points_in(cell.text)
    if found is None:
        return NO_NUMBER
    return replace(place, value=found, text=cell.text, state=State.VALUE, label=one_line(cell.text))


def level_name(text: str) -> str:
    r"""A level name as it is known: 产出指标\n（50分） is 产出指标."""
    return LEVEL_POINTS.sub("", "".join(one_line(text).split())).strip("：:")
