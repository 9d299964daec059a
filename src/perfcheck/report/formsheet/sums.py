"""The formulas that the form computes by itself, each with the value that it has."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from perfcheck.report.formsheet.filling import Typed, number
from perfcheck.report.formsheet.plan import FUNDS_AT, Col, Plan

RATE_STEP = Decimal("0.0001")  # 71.56%, as the official forms show it
SUM_STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Live:
    """A formula and its value; "" where it shows nothing."""

    formula: str
    value: Decimal | str


def rate(plan: Plan, row: int) -> Live:
    """执行率 = 全年执行数 ÷ 全年预算数 (年初预算数 where that is blank), to the basis point."""
    executed, base = Col.EXECUTED.at(row), _base(row)
    formula = f'=IF(AND(ISNUMBER({executed}),N({base})>0),ROUND({executed}/{base},4),"")'
    value = _rate(plan, row)
    return Live(formula, "" if value is None else value.quantize(RATE_STEP, ROUND_HALF_UP))


def execution_score(plan: Plan) -> Live:
    """得分 of budget execution by the rubric's rule, from the unrounded rate."""
    exact, points = f"{Col.EXECUTED.at(FUNDS_AT)}/{_base(FUNDS_AT)}", Col.POINTS.at(FUNDS_AT)
    share = f"MIN({exact},1)"
    for band in reversed(plan.rubric.execution.bands):
        share = f"IF({exact}>={band.low},{band.share},{share})"
    digits = plan.rubric.digits
    formula = f'=IF({Col.RATE.at(FUNDS_AT)}="","",ROUND({points}*{share},{digits}))'
    value = _rate(plan, FUNDS_AT)
    if value is None:
        return Live(formula, "")
    bands = plan.rubric.execution.bands
    earned = next((b.share for b in bands if value >= b.low), min(value, Decimal(1)))
    return Live(formula, plan.rubric.round(plan.rubric.execution.points * earned))


def total_points(plan: Plan) -> Live:
    """分值合计, execution included; blank while no indicator has points."""
    cells = plan.column(Col.POINTS)
    formula = f'=IF(COUNT({cells})=0,"",ROUND({Col.POINTS.at(FUNDS_AT)}+SUM({cells}),2))'
    given = [row.points for row in plan.indicators()]
    return Live(formula, _sum(plan.rubric.execution.points, given))


def total_score(plan: Plan) -> Live:
    """总分, execution included; blank while no indicator has a score."""
    cells = plan.column(Col.SCORE)
    formula = f'=IF(COUNT({cells})=0,"",ROUND(N({Col.SCORE.at(FUNDS_AT)})+SUM({cells}),2))'
    earned = execution_score(plan).value
    given = [row.score for row in plan.indicators()]
    return Live(formula, _sum(earned if isinstance(earned, Decimal) else Decimal(0), given))


def _sum(start: Decimal, cells: list[Typed]) -> Decimal | str:
    numbers = [Decimal(cell) for cell in cells if number(cell)]
    if not numbers:
        return ""
    return sum(numbers, start).quantize(SUM_STEP, ROUND_HALF_UP)


def _base(row: int) -> str:
    adjusted, original = Col.ADJUSTED.at(row), Col.ORIGINAL.at(row)
    return f"IF(ISNUMBER({adjusted}),{adjusted},{original})"


def _rate(plan: Plan, row: int) -> Decimal | None:
    funds = plan.funds[row - FUNDS_AT]
    base = funds.adjusted if number(funds.adjusted) else funds.original
    if not number(funds.executed) or not number(base) or base <= 0:
        return None
    return Decimal(funds.executed) / Decimal(base)
