"""What the checks of the funds block have in common: its rows, its columns, its rates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from perfcheck.checks.latest import latest
from perfcheck.checks.words import label, money, near, percent, quote, said
from perfcheck.model.form import Budget, Form, FundLine, Number

RATE_STEP = Decimal("0.0001")  # rates are printed to two decimals of a per cent
SCORE_STEP = Decimal("0.02")  # one last digit either way: software cuts off where people round
AMOUNT_STEP = Decimal("0.01")
FULL = Decimal(1)
ZERO = Decimal(0)
# A total and the sum of its parts in different units are off by 10,000, give or take other slips.
SUM_MIX = (Decimal(9_000), Decimal(11_000))
COLUMNS: Mapping[str, str] = {
    "original_budget": "年初预算数",
    "adjusted_budget": "全年预算数",
    "executed": "全年执行数",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of amounts: the total row's entry and those of the sources that are filled."""

    title: str
    total: Number
    sources: tuple[Number, ...]

    @property
    def sum(self) -> Decimal:
        """The sources added up."""
        return sum((entry.value or ZERO for entry in self.sources), ZERO)

    @property
    def complete(self) -> bool:
        """Whether total and sources can be compared."""
        return self.total.value is not None and bool(self.sources)

    @property
    def tolerance(self) -> Decimal:
        """Each figure may have been rounded by half of its last digit, 0.01 万元 at most."""
        digits = [e.quantum or AMOUNT_STEP for e in (self.total, *self.sources)]
        return min(AMOUNT_STEP, *digits) / 2 * len(digits)

    @property
    def head(self) -> str:
        """The heading as messages quote it."""
        return label(self.total, self.title)


@latest
def columns(budget: Budget) -> tuple[Column, ...]:
    """The columns of amounts; none where a source cannot be read or sources lie in one another."""
    if any("其中" in (line.name.value or "") for line in budget.sources[1:]):
        return ()
    return tuple(_columns(budget))


def _columns(budget: Budget) -> Iterator[Column]:
    for name, title in COLUMNS.items():
        sources: list[Number] = [getattr(line, name) for line in budget.sources]
        if not any(entry.unreadable for entry in sources):
            filled = tuple(entry for entry in sources if entry.value is not None)
            yield Column(title, getattr(budget.total, name), filled)


def lines(budget: Budget) -> tuple[FundLine, ...]:
    """The total row and the rows of the sources."""
    return (budget.total, *budget.sources)


def mixed_column(column: Column) -> bool:
    """Whether a total and its parts seem to be in different units."""
    total = column.total.value
    if not total or total < 0 or column.sum <= 0:
        return False
    return _within(total / column.sum, SUM_MIX) or _within(column.sum / total, SUM_MIX)


def _within(ratio: Decimal, bounds: tuple[Decimal, Decimal]) -> bool:
    return bounds[0] <= ratio <= bounds[1]


def rate_of(line: FundLine) -> Decimal | None:
    """The rate that a row's own amounts give; None where they give none that can be believed."""
    base, executed = line.base.value, line.executed.value
    if not base or executed is None or base < 0 or executed < 0 or line.mixed:
        return None
    return executed / base


def rate_is_wrong(line: FundLine) -> bool:
    """Whether the typed rate departs from the amounts; a rate capped at 100 % does not."""
    rate, stated = rate_of(line), line.rate
    if rate is None or stated.value is None:
        return False
    capped = rate > FULL and stated.value == FULL
    return not capped and not near(stated, rate, RATE_STEP)


def rate_by_sources(budget: Budget) -> Decimal | None:
    """The rate that the sources give together; None where they do not say."""
    sums = {column.title: column for column in columns(budget) if column.sources}
    base = sums.get("全年预算数") or sums.get("年初预算数")
    executed = sums.get("全年执行数")
    if base is None or executed is None or base.sum <= 0 or executed.sum < 0:
        return None
    return executed.sum / base.sum


def measured_rate(budget: Budget) -> Decimal | None:
    """The rate of the whole project, over the sources where the total row is empty."""
    if not budget.summed:
        return rate_of(budget.total)
    if budget.base is None or budget.executed is None or any(line.mixed for line in budget.sources):
        return None
    return budget.executed / budget.base


def division(line: FundLine, unit: str) -> str:
    """The arithmetic of a rate: “全年执行数”214.68 ÷ “全年预算数”300.00 = 71.56%."""
    base, executed, rate = line.base, line.executed, rate_of(line)
    if base.value is None or executed.value is None or rate is None:
        return ""
    return (
        f"{label(executed, '全年执行数')}{money(executed.value, unit)} ÷ "
        f"{label(base, '全年预算数')}{money(base.value, unit)} = {percent(rate)}"
    )


def measured(budget: Budget) -> str:
    """The arithmetic of the whole project's rate."""
    rate = measured_rate(budget)
    if not budget.summed:
        return division(budget.total, budget.unit)
    if rate is None or budget.executed is None or budget.base is None:
        return ""
    executed, base = money(budget.executed, budget.unit), money(budget.base, budget.unit)
    return f"各项资金来源合计，执行数 {executed} ÷ 预算数 {base} = {percent(rate)}"


def named(line: FundLine) -> str:
    """The row as messages name it."""
    return quote(line.name.value or "年度资金总额")


def accounted(form: Form) -> bool:
    """Whether the form says anything of why money was left or moved."""
    reasons = [line.deviation_reason for line in lines(form.budget)]
    return any(said(entry) for entry in (*reasons, form.deviation_reason))
