"""A form as staff filled it: every field an Entry that knows its cell."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NoReturn, Self

from perfcheck.model.agency import without_code
from perfcheck.model.cells import CellRef, Entry, Unseen
from perfcheck.model.members import plain_members
from perfcheck.model.returned import History
from perfcheck.model.values import Actual, Target

Text = Entry[str]
Number = Entry[Decimal]
NO_TEXT: Text = Entry()
NO_NUMBER: Number = Entry()
# 元 typed under 万元 makes a figure ten thousand times too large. With execution rates from 10 %
# to 110 % taken for possible, executed over budget is then 1,000 to 11,000, or budget over executed
# 9,000 to 100,000.
EXECUTED_IN_YUAN = (Decimal(1_000), Decimal(11_000))
BUDGET_IN_YUAN = (Decimal(9_000), Decimal(100_000))


@plain_members
class Stage(StrEnum):
    """申报 promises; 自评 also reports."""

    DECLARATION = "declaration"
    SELF_EVALUATION = "self_evaluation"


@dataclass(frozen=True, slots=True)
class FundLine:
    """One row of the funds block; amounts in 万元 whatever unit the form uses.

    `rate` is a fraction. `points` and `score` stand on the total row only.
    """

    name: Text = NO_TEXT
    original_budget: Number = NO_NUMBER
    adjusted_budget: Number = NO_NUMBER
    executed: Number = NO_NUMBER
    rate: Number = NO_NUMBER
    points: Number = NO_NUMBER
    score: Number = NO_NUMBER
    deviation_reason: Text = NO_TEXT

    @property
    def base(self) -> Number:
        """The budget that execution is measured against: adjusted, else original."""
        return self.original_budget if self.adjusted_budget.value is None else self.adjusted_budget

    @property
    def mixed(self) -> bool:
        """Whether executed amount and budget seem to be in different units."""
        return in_two_units(self.base.value, self.executed.value)


def in_two_units(budget: Decimal | None, executed: Decimal | None) -> bool:
    """Whether one of two amounts of a project seems to be in 元 and the other in 万元."""
    if not budget or not executed or budget < 0 or executed < 0:
        return False
    return (
        EXECUTED_IN_YUAN[0] <= executed / budget <= EXECUTED_IN_YUAN[1]
        or BUDGET_IN_YUAN[0] <= budget / executed <= BUDGET_IN_YUAN[1]
    )


@dataclass(frozen=True, slots=True)
class Budget:
    """The funds block: 年度资金总额 and its sources; `unit` is what the form's amounts were in.

    `unit_doubted`: the unit that the amounts look like, where the form names another one or none.
    `unit_shown`: where the form names a sum that shows the unit, if no heading does.
    """

    total: FundLine = FundLine()
    sources: tuple[FundLine, ...] = ()
    unit: str = "万元"
    unit_stated: bool = True
    unit_doubted: str | None = None
    unit_shown: Text = NO_TEXT
    points: Number = NO_NUMBER  # from a heading such as 预算执行情况(万元)(20分)

    @property
    def summed(self) -> bool:
        """The sources are measured: they are filled, and the total row is blank or nought."""
        return not self.total.base.value and any(line.base.value for line in self.sources)

    @property
    def base(self) -> Decimal | None:
        """The budget that execution is measured against."""
        if not self.summed:
            return self.total.base.value
        return sum((line.base.value or Decimal(0) for line in self.sources), Decimal(0))

    @property
    def executed(self) -> Decimal | None:
        """The executed amount that is measured."""
        if not self.summed or self.total.executed.value:
            return self.total.executed.value
        known = [v for line in self.sources if (v := line.executed.value) is not None]
        return sum(known, Decimal(0)) if known else self.total.executed.value


@dataclass(frozen=True, slots=True)
class Goal:
    """An overall goal: 预期目标 and 实际完成情况, or one Hubei 年度绩效目标N with its points."""

    title: str = ""
    expected: Text = NO_TEXT
    achieved: Text = NO_TEXT
    points: Number = NO_NUMBER


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator row.

    `category` and `subcategory` are spread over the rows that their merged or blank cells cover,
    as they stand in the form; `group_points` is the figure in a heading such as 产出指标(40分).
    `target` and `actual` are read already; their raw cells are in `target_entry`, `actual_entry`.
    `goal` is the index of the goal it stands under.
    """

    name: Text
    category: Text = NO_TEXT
    subcategory: Text = NO_TEXT
    operator_entry: Text = NO_TEXT
    target_entry: Text = NO_TEXT
    unit_entry: Text = NO_TEXT
    actual_entry: Text = NO_TEXT
    points: Number = NO_NUMBER
    stated_score: Number = NO_NUMBER
    deviation_reason: Text = NO_TEXT
    group_points: Number = NO_NUMBER
    target: Target = Target()
    actual: Actual = Actual()
    goal: int = 0

    @property
    def cell(self) -> CellRef | None:
        """The cell that stands for the whole row: the indicator's name, else its target."""
        return self.name.cell or self.target_entry.cell


class Away(tuple[Indicator, ...]):
    """So many indicators, of which so many have a figure, that are kept elsewhere.

    They count, and cannot be looked at: whoever tries must have the whole form.
    """

    quantified: int
    _count: int

    def __new__(cls, count: int, quantified: int) -> Self:
        """Stand for so many."""
        own = super().__new__(cls)
        own._count, own.quantified = count, quantified
        return own

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> NoReturn:
        raise LookupError("this is an outline of the form: its indicators are not here")

    def __getitem__(self, _: object) -> NoReturn:
        raise LookupError("this is an outline of the form: its indicators are not here")


@dataclass(frozen=True, slots=True)
class Form:
    """One project's form.

    `layout` is the id of the layout that read it, `rubric` the id of the rubric that the layout
    names (None: decided by the points of the funds block). `unread` are labels that look like
    fields but were not understood. `history` is what came back with it on the sheet 修改意见.
    `unseen` are hidden rows and columns of its sheets, `hidden_forms` the names of hidden sheets of
    its workbook that hold filled forms too and were not read, `passed_over` the titles of tables in
    plain sight that were not read, each with the reason as its label. `midway` is the heading that
    says that the figures are not those of the whole year: 1～7月执行数.
    """

    sheet: str
    layout: str
    stage: Stage
    title: str = ""
    rubric: str | None = None
    project_name: Text = NO_TEXT
    department: Text = NO_TEXT
    unit: Text = NO_TEXT
    year: Entry[int] = Entry()
    budget: Budget = Budget()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    total_points: Number = NO_NUMBER
    total_score: Number = NO_NUMBER
    grade: Text = NO_TEXT
    deviation_reason: Text = NO_TEXT  # one cell for the whole form (Hubei)
    improvement: Text = NO_TEXT
    conclusion: Text = NO_TEXT
    person: Text = NO_TEXT
    phone: Text = NO_TEXT
    date: Text = NO_TEXT
    unread: tuple[Text, ...] = ()
    history: History | None = None
    unseen: tuple[Unseen, ...] = ()
    hidden_forms: tuple[str, ...] = ()
    passed_over: tuple[Text, ...] = ()
    midway: Text = NO_TEXT

    @property
    def quantified(self) -> int:
        """How many indicators have a target that states a figure."""
        if isinstance(self.indicators, Away):
            return self.indicators.quantified
        return sum(each.target.quantified for each in self.indicators)

    @property
    def unquantified(self) -> int:
        """How many have one that states none, or no target."""
        return len(self.indicators) - self.quantified

    @property
    def department_name(self) -> str:
        """The department without its budget code; "" where none is named."""
        return without_code(self.department.value or "")

    @property
    def unit_name(self) -> str:
        """The unit without its budget code; "" where none is named."""
        return without_code(self.unit.value or "")
