"""Where everything stands on the form: rows and columns worked out from template and filling."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from perfcheck.model.cells import column_letters
from perfcheck.model.rubric import Group, Rubric
from perfcheck.report.formsheet.filling import Filling, FundsRow, IndicatorRow
from perfcheck.report.formsheet.spec import Block, Spec, Wording
from perfcheck.report.names import quoted


class Col(IntEnum):
    """Columns of the form; the funds block uses those of the indicators, so that sums line up."""

    GROUP = 1
    SUBGROUP = 2
    NAME = 3
    SIGN = 4
    TARGET = 5
    UNIT = 6
    ACTUAL = 7
    POINTS = 8
    SCORE = 9
    REASON = 10
    GAP = 11
    HINT = 12

    SOURCE = 3
    ORIGINAL = 4
    ADJUSTED = 5
    EXECUTED = 6
    RATE = 7

    @property
    def letter(self) -> str:
        """The column as Excel spells it."""
        return column_letters(self)

    def at(self, row: int) -> str:
        """A cell of the column: G13."""
        return f"{self.letter}{row}"


TITLE_AT, YEAR_AT, NAME_AT, DEPARTMENT_AT, FUNDS_HEAD = 1, 2, 3, 4, 5
FUNDS_AT = 6  # the total; its sources follow


@dataclass(frozen=True, slots=True)
class Place:
    """A block on the sheet: its rows from `first` to `last`, and what stands in them."""

    block: Block
    group: Group
    first: int
    last: int
    rows: tuple[IndicatorRow, ...]

    def numbered(self) -> Iterator[tuple[int, IndicatorRow]]:
        """Row numbers and what stands there."""
        return zip(range(self.first, self.last + 1), self.rows, strict=True)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the writers of the form need to know."""

    spec: Spec
    wording: Wording
    rubric: Rubric
    filling: Filling
    sheet: str
    places: tuple[Place, ...]

    @property
    def funds_last(self) -> int:
        """The last row of the funds block."""
        return FUNDS_AT + len(self.spec.funds) - 1

    @property
    def goal_head(self) -> int:
        """The row of 预期目标 and 实际完成情况; the texts stand in the next one."""
        return self.funds_last + 1

    @property
    def goal(self) -> int:
        """The row of the two texts."""
        return self.goal_head + 1

    @property
    def head(self) -> int:
        """The header row of the indicators; its hint cell names the stage."""
        return self.goal + 1

    @property
    def first(self) -> int:
        """The first indicator row."""
        return self.places[0].first

    @property
    def last(self) -> int:
        """The last indicator row."""
        return self.places[-1].last

    @property
    def total(self) -> int:
        """The row of 总分; grade and date, person and phone follow."""
        return self.last + 1

    @property
    def grade(self) -> int:
        """The row of 自评等级 and 填报日期."""
        return self.total + 1

    @property
    def person(self) -> int:
        """The row of 填表人 and 联系电话."""
        return self.total + 2

    @property
    def note(self) -> int:
        """The row under the table; the last one that is printed."""
        return self.total + 3

    @property
    def funds(self) -> tuple[FundsRow, ...]:
        """What stands in the rows of the funds block, blank ones included."""
        given = self.filling.funds
        return given + (FundsRow(),) * (len(self.spec.funds) - len(given))

    def indicators(self) -> Iterator[IndicatorRow]:
        """All indicator rows, blank ones included."""
        return (row for place in self.places for row in place.rows)

    def groups(self) -> Iterator[tuple[Group, int, int]]:
        """Each group with its first and last row."""
        for group in dict.fromkeys(place.group for place in self.places):
            rows = [place for place in self.places if place.group == group]
            yield group, rows[0].first, rows[-1].last

    def column(self, column: Col) -> str:
        """The indicator cells of a column as a range: H13:H30."""
        return f"{column.at(self.first)}:{column.at(self.last)}"

    def absolute(self, column: Col, row: int, *, to: tuple[Col, int] | None = None) -> str:
        """A cell or range with its sheet, as defined names want it."""
        end = f":${to[0].letter}${to[1]}" if to else ""
        return f"{quoted(self.sheet)}!${column.letter}${row}{end}"


def make_plan(spec: Spec, wording: Wording, rubric: Rubric, filling: Filling, sheet: str) -> Plan:
    """Lay a form out; ValueError for rows of a block, or funds, that the template does not have."""
    names = [block.name for block in spec.blocks]
    strange = [row.block for row in filling.indicators if row.block not in names]
    if strange or len(filling.funds) > len(spec.funds):
        raise ValueError(f"no place in template {spec.id} for {strange or filling.funds}")
    places: list[Place] = []
    first = FUNDS_AT + len(spec.funds) + 3
    for block in spec.blocks:
        group = rubric.group_of(block.group, block.name)
        if group is None:
            raise ValueError(f"rubric {rubric.id} has no group {block.group}")
        rows = [row for row in filling.indicators if row.block == block.name]
        rows += [IndicatorRow(block.name)] * (block.rows - len(rows))
        places.append(Place(block, group, first, first + len(rows) - 1, tuple(rows)))
        first += len(rows)
    return Plan(spec, wording, rubric, filling, sheet, tuple(places))
