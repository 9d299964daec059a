"""First- and second-level names of an indicator table, spread over the rows that they cover."""

import re
from dataclasses import dataclass, field, replace

from perfcheck.form.columns import Columns
from perfcheck.form.fields import one_line, text_entry
from perfcheck.form.grid import Cell
from perfcheck.form.labels import Dictionary, points_in
from perfcheck.form.segment import Segment, pick
from perfcheck.model.cells import Entry, State
from perfcheck.model.form import NO_NUMBER, NO_TEXT, Number, Text

LEVEL_POINTS = re.compile(r"[（(\[]?\s*\d+(?:\.\d+)?\s*分\s*[）)\]]?")
ROLES = ("category", "subcategory")


@dataclass(frozen=True, slots=True)
class Level:
    """A level name in force, and the points in its heading."""

    name: Text = NO_TEXT
    points: Number = NO_NUMBER


@dataclass(slots=True)
class Levels:
    """The levels in force while the rows of a table go by.

    A name holds until the next one, whether its cell is merged downwards or the cells below it
    are blank; a new first level ends the second.
    """

    segment: Segment
    words: Dictionary
    columns: Columns
    known: dict[str, Level] = field(default_factory=dict)

    def enter(self, row: int) -> None:
        """Take in what a row says of its levels."""
        for role in ROLES:
            if role in self.columns:
                cell = pick(self.segment, row, self.columns[role], spread=True)
                if not cell.blank:
                    self._take(role, cell)

    def of(self, role: str) -> Level:
        """The level in force."""
        return self.known.get(role, Level())

    def _take(self, role: str, cell: Cell) -> None:
        known = self.of(role)
        ref = self.segment.grid.ref(cell.row, cell.column)
        if known.name.cell == ref:
            return
        points = _points(cell, Entry(cell=ref))
        if not self.words.key(LEVEL_POINTS.sub("", cell.text)):  # only (50分), below its name
            self.known[role] = replace(known, points=points)
            return
        value = level_name(cell.text)
        if role == "category" and value != known.name.value:
            self.known.pop("subcategory", None)
        elif points.value is None:
            points = known.points
        name = text_entry(cell, ref, self.columns[role].name)
        self.known[role] = Level(replace(name, value=value if name.value else None), points)


def _points(cell: Cell, place: Number) -> Number:
    found = points_in(cell.text)
    if found is None:
        return NO_NUMBER
    return replace(place, value=found, text=cell.text, state=State.VALUE, label=one_line(cell.text))


def level_name(text: str) -> str:
    r"""A level name as it is known: 产出指标\n（50分） is 产出指标."""
    return LEVEL_POINTS.sub("", "".join(one_line(text).split())).strip("：:")
