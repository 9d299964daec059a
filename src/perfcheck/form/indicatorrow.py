"""One row of an indicator table becomes an indicator."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from perfcheck.form.columns import Columns
from perfcheck.form.fields import one_line, points_behind, points_entry, text_entry
from perfcheck.form.fillers import PREFIX, is_filler, is_unfilled
from perfcheck.form.grid import Cell
from perfcheck.form.levels import Levels
from perfcheck.form.numbers import placeholder
from perfcheck.form.segment import Segment
from perfcheck.indicator.actual import read_actual
from perfcheck.indicator.target import read_target
from perfcheck.model.cells import Entry, State
from perfcheck.model.form import NO_NUMBER, NO_TEXT, Indicator, Number, Text
from perfcheck.model.values import Actual, Target

SIGN = re.compile(r"[≥≤＞＜＝><=≧≦═﹦﹥﹤]|大于|小于|等于|不低于|不高于|不少于|不超过")
FIELDS = ("name", "target", "adjusted_target", "actual", "points", "score")
EARNED = ("points", "score")
WORDED = ("文字描述", "定性", "定性描述")  # in place of a sign: words follow, perhaps under 单位


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by role, and what they stand under."""

    segment: Segment
    columns: Columns
    cells: Mapping[str, Cell]
    year: int | None
    goal: int

    @property
    def says_nothing(self) -> bool:
        """A row that is unfilled, or holds placeholders such as 指标2： or ……."""
        if "target" in self.cells and not is_unfilled(self.cells["target"]):
            return False
        filled = [role for role in FIELDS if role in self.cells and not is_filler(self.cells[role])]
        if filled == ["name"]:  # merged over rows that hold nothing of their own
            own = self.cells.get("target", self.cells["name"])
            return self.cells["name"].row != own.row
        return not any(role not in EARNED or self.number(role).value for role in filled)

    @property
    def earns(self) -> bool:
        """Whether points or a score stand in it."""
        return any(self.number(role).value for role in EARNED)

    def number(self, role: str) -> Number:
        """Points or a score."""
        if role not in self.cells:
            return NO_NUMBER
        cell = self.cells[role]
        return points_entry(cell, self.segment.ref(cell), self.columns[role].name)

    def text(self, role: str) -> Text:
        """What stands in a column."""
        if role not in self.cells:
            return NO_TEXT
        cell = self.cells[role]
        return text_entry(cell, self.segment.ref(cell), self.columns[role].name)

    def indicator(self, levels: Levels) -> Indicator:
        """The row as an indicator, under the levels in force."""
        name = self._name()
        category, subcategory = levels.of("category"), levels.of("subcategory")
        adjusted = self.text("adjusted_target")
        operator, unit = self._operator(), self.text("unit")
        said = self.text("target") if adjusted.blank else adjusted
        if said.blank and not said.absent and operator.text in WORDED:
            said, unit = unit, replace(unit, value=None, text="", state=State.BLANK)
        reported, points = self.text("actual"), self.number("points")
        points = points_behind(name) if points.absent else points
        target = read_target(
            said.value or "",
            operator=operator.value or "",
            unit=unit.value or "",
            name=name.value or "",
            category=category.name.value or "",
            subcategory=subcategory.name.value or "",
            year=self.year,
            points=points.value,
            cell=said.cell,
        )
        return Indicator(
            name=name,
            category=category.name,
            subcategory=subcategory.name,
            operator_entry=operator,
            target_entry=said,
            unit_entry=unit,
            actual_entry=reported,
            points=points,
            stated_score=self.number("score"),
            deviation_reason=self.text("deviation_reason"),
            target=target,
            actual=self._actual(reported, target, name),
            goal=self.goal,
        )

    def _actual(self, reported: Text, target: Target, name: Text) -> Actual:
        return read_actual(
            reported.value or "",
            target,
            name=name.value or "",
            year=self.year,
            cell=reported.cell,
        )

    def _operator(self) -> Text:
        """The sign; 指标方向 holds it where 指标性质 says only 正向 or 反向."""
        operator, direction = self.text("operator"), self.text("direction")
        if SIGN.search(direction.text) and not SIGN.search(operator.text):
            return direction
        return operator

    def _name(self) -> Text:
        """The name without 指标1： and ★ before it; a mere placeholder is no name."""
        if "name" not in self.cells:
            return NO_TEXT
        cell = self.cells["name"]
        ref = self.segment.ref(cell)
        label = self.columns["name"].name
        if cell.state is not State.VALUE:
            return Entry(text=cell.text, cell=ref, state=cell.state, label=label)
        value = PREFIX.sub("", one_line(cell.text)).strip()
        if not value or placeholder(value):
            return Entry(text=cell.text, cell=ref, label=label)
        return Entry(value, cell.text, ref, State.VALUE, label)
