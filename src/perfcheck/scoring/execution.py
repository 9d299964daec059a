"""Budget execution: the rate that the amounts give, and the points that it earns."""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from perfcheck.model.form import Budget, Form, FundLine, Indicator, in_two_units
from perfcheck.model.results import ScoreLine
from perfcheck.model.rubric import Rubric

ZERO = Decimal(0)
TITLE, GROUP = "预算执行率", "预算执行"


@dataclass(frozen=True, slots=True)
class Amounts:
    """Budget and executed amount in 万元; `summed` where the total row was empty or nought."""

    budget: Decimal | None
    executed: Decimal | None
    summed: bool = False

    @property
    def rate(self) -> Decimal | None:
        """Executed over budget, unrounded; None where either is missing or the budget is nought."""
        if not self.budget or self.executed is None:
            return None
        return self.executed / self.budget


def amounts(budget: Budget) -> Amounts:
    """The figures that execution is measured on.

    Published forms often leave the total row at 0 beside a filled 其中 row; then the sources are
    added up (a check reports the total row).
    """
    total = Amounts(budget.total.base.value, budget.total.executed.value)
    if total.budget or not budget.sources:
        return total
    return Amounts(
        _sum([line.base.value for line in budget.sources]),
        total.executed or _sum([line.executed.value for line in budget.sources]),
        summed=True,
    )


def score_execution(form: Form, rubric: Rubric) -> ScoreLine:
    """The execution line of the scorecard: points × min(rate, 1), or the rubric's bands.

    Nothing where a form of another kind (决策, 管理, 产出, 效益) gives the full mark to its
    indicators (docs/adr/006).
    """
    if _full_without(form, rubric):
        return _counted(form, rubric)
    budget = form.budget
    known = amounts(budget)
    line = _unknown(budget.total, rubric.execution.points)
    if known.rate is None:
        return line
    if in_two_units(known.budget, known.executed):
        return replace(line, basis=_in_doubt(known))
    share = _share(known.rate, rubric)
    score = rubric.round(rubric.execution.points * share)
    basis = (
        f"{_plain(known.executed)} ÷ {_plain(known.budget)} = {_percent(known.rate)}，"
        f"{rubric.execution.points} × {_percent(share)} = {score} 分"
    )
    if known.summed:
        basis = f"年度资金总额未填，按各项资金来源合计：{basis}"
    return replace(line, score=score, low=score, high=score, verified=True, basis=basis)


def _in_doubt(known: Amounts) -> str:
    """Amounts of which one is in 元 and the other in 万元 give no rate that can be believed."""
    figures = f"预算数 {_plain(known.budget)} 与执行数 {_plain(known.executed)}"
    return f"{figures} 像是一个按元填、一个按万元填，执行率无法计算，改正后再评"


def _full_without(form: Form, rubric: Rubric) -> bool:
    """Whether a form of another kind gives the full mark to its indicators, none to the funds.

    It counts budget execution among them, or has groups that the rubric does not know.
    """
    total = form.budget.total
    printed = (total.points, total.score, form.budget.points)
    points = [row.points.value for row in form.indicators]
    if any(entry.value is not None for entry in printed) or None in points:
        return False
    if sum((p for p in points if p is not None), ZERO) != rubric.total:
        return False
    return _row(form) is not None or any(
        row.category.value and not rubric.group_of(row.category.value, row.subcategory.value or "")
        for row in form.indicators
    )


def _row(form: Form) -> Indicator | None:
    """The indicator that is budget execution."""
    return next((row for row in form.indicators if GROUP in (row.name.value or "")), None)


def _counted(form: Form, rubric: Rubric) -> ScoreLine:
    row = _row(form)
    why = "表中预算执行没有分值"
    if row is not None:
        why = f"表中“{row.name.value}”已列为指标（{_plain(row.points.value)} 分）"
    return ScoreLine(
        title=TITLE,
        group=GROUP,
        points=ZERO,
        assumed=False,
        stated=None,
        score=ZERO,
        low=ZERO,
        high=ZERO,
        verified=True,
        basis=f"{why}，各条指标合计 {_plain(rubric.total)} 分，这里不再另外计分",
        cell=row.cell if row else form.budget.total.executed.cell,
    )


def _unknown(total: FundLine, points: Decimal) -> ScoreLine:
    """The line where the rate cannot be worked out: only what staff claimed is known."""
    stated = total.score.value
    return ScoreLine(
        title=TITLE,
        group=GROUP,
        points=points,
        assumed=total.points.value is None,
        stated=stated,
        score=None if stated is None else max(ZERO, min(stated, points)),
        low=ZERO,
        high=points,
        verified=False,
        basis="预算数或执行数未填，执行率无法计算",
        cell=total.score.cell or total.executed.cell,
    )


def _share(rate: Decimal, rubric: Rubric) -> Decimal:
    if rubric.execution.bands:
        return next((b.share for b in rubric.execution.bands if rate >= b.low), ZERO)
    return max(ZERO, min(rate, Decimal(1)))


def _sum(values: list[Decimal | None]) -> Decimal | None:
    known = [v for v in values if v is not None]
    return sum(known, ZERO) if known else None


def _plain(value: Decimal | None) -> str:
    return "—" if value is None else f"{value.normalize():f}"


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).quantize(Decimal('0.01'), ROUND_HALF_UP)}%"
