"""The hints beside the funds block: missing, spent beyond the budget, not adding up."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from perfcheck.report.formsheet.cases import Case, first_case
from perfcheck.report.formsheet.filling import FundsRow, Typed, blank, number
from perfcheck.report.formsheet.plan import FUNDS_AT, Col, Plan
from perfcheck.report.formsheet.rowhints import in_self_stage, self_stage
from perfcheck.report.formsheet.sums import SUM_STEP, Live, rate

_AMOUNTS: tuple[tuple[Col, str, Callable[[FundsRow], Typed]], ...] = (
    (Col.ORIGINAL, "年初预算数", lambda row: row.original),
    (Col.ADJUSTED, "全年预算数", lambda row: row.adjusted),
    (Col.EXECUTED, "全年执行数", lambda row: row.executed),
)


def total_hint(plan: Plan) -> Live:
    """The hint of the row 年度资金总额."""
    return first_case((*_missing(plan), *_out_of_line(plan)))


def sources_hint(plan: Plan) -> Live:
    """The hint of the first source: each column of sources adds up to its total."""
    area = f"{Col.ORIGINAL.at(FUNDS_AT + 1)}:{Col.EXECUTED.at(plan.funds_last)}"
    parts = plan.funds[1:]
    nothing = not any(number(pick(row)) for row in parts for _, _, pick in _AMOUNTS)
    sums = tuple(_sum_case(plan, *amount) for amount in _AMOUNTS)
    return first_case(((f"COUNT({area})=0", nothing, ""), *sums))


def _missing(plan: Plan) -> Iterator[Case]:
    original, adjusted, executed = (c.at(FUNDS_AT) for c, _, _ in _AMOUNTS)
    total = plan.funds[0]
    yield (
        f"COUNT({original},{adjusted})=0",
        not number(total.original) and not number(total.adjusted),
        "× 请填年度资金总额的预算数（万元）",
    )
    yield (
        f"AND({in_self_stage(plan)},NOT(ISNUMBER({executed})))",
        self_stage(plan) and not number(total.executed),
        "× 请填年度资金总额的全年执行数",
    )


def _out_of_line(plan: Plan) -> Iterator[Case]:
    ratio, reason = Col.RATE.at(FUNDS_AT), Col.REASON.at(FUNDS_AT)
    adjusted, total = Col.ADJUSTED.at(FUNDS_AT), plan.funds[0]
    low, earned = plan.rubric.thresholds.low_rate, rate(plan, FUNDS_AT).value
    share = earned if isinstance(earned, Decimal) else None
    yield (
        f'AND({ratio}<>"",N({ratio})>1)',
        share is not None and share > 1,
        "× 执行数大于预算数，请核对",
    )
    yield (
        f'AND({ratio}<>"",N({ratio})<{low},{reason}="")',
        share is not None and share < low and not total.reason,
        f"× 执行率低于 {low * 100:.0f}%，请填偏差原因",
    )
    yield (
        f'AND({in_self_stage(plan)},{adjusted}="")',
        self_stage(plan) and blank(total.adjusted),
        "▲ 全年预算数没有填，暂按年初预算数计算执行率",
    )


def _sum_case(plan: Plan, column: Col, what: str, pick: Callable[[FundsRow], Typed]) -> Case:
    cells = f"{column.at(FUNDS_AT + 1)}:{column.at(plan.funds_last)}"
    given = [Decimal(value) for value in map(pick, plan.funds[1:]) if number(value)]
    top = pick(plan.funds[0])
    whole = Decimal(top) if number(top) else Decimal(0)
    off = (sum(given, Decimal(0)) - whole).quantize(SUM_STEP)
    return (
        f"AND(COUNT({cells})>0,ROUND(SUM({cells})-N({column.at(FUNDS_AT)}),2)<>0)",
        bool(given) and off != 0,
        f"× {what}：各项来源合计与资金总额不符",
    )
