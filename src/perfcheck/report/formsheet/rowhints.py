"""The hint beside an indicator row, and the cell that says which stage the form is in."""

from collections.abc import Iterator

from perfcheck.report.formsheet.filling import blank
from perfcheck.report.formsheet.plan import FUNDS_AT, Col, Place, Plan
from perfcheck.report.formsheet.rules import (
    PROMISED,
    UNQUANTIFIED,
    WORDS,
    Rule,
    reported,
    unquantified,
)
from perfcheck.report.formsheet.spec import QUALITATIVE, Need
from perfcheck.report.formsheet.sums import Live

OK, ADVICE, ERROR = "√", "▲", "×"
SELF_STAGE = "自评阶段"
_LATE = f"{SELF_STAGE}：执行数、完成值、得分都要填"
_EARLY = "申报阶段：先填目标，完成值和得分留到自评时填"
_COLUMNS = {
    "name": Col.NAME,
    "sign": Col.SIGN,
    "target": Col.TARGET,
    "unit": Col.UNIT,
    "actual": Col.ACTUAL,
    "points": Col.POINTS,
    "score": Col.SCORE,
    "reason": Col.REASON,
}


def stage_hint(plan: Plan) -> Live:
    """Which stage the form is in; anything that only 自评 has decides."""
    executed = f"{Col.EXECUTED.at(FUNDS_AT)}:{Col.EXECUTED.at(plan.funds_last)}"
    cells = (executed, Col.ACTUAL.at(plan.goal), plan.column(Col.ACTUAL), plan.column(Col.SCORE))
    return Live(
        f'=IF(COUNTA({",".join(cells)})>0,"{_LATE}","{_EARLY}")',
        _LATE if self_stage(plan) else _EARLY,
    )


def self_stage(plan: Plan) -> bool:
    """Something is filled in that only a self-evaluation has."""
    return (
        any(not blank(funds.executed) for funds in plan.funds)
        or bool(plan.filling.achieved)
        or any(not blank(row.actual) or not blank(row.score) for row in plan.indicators())
    )


def in_self_stage(plan: Plan) -> str:
    """The Excel condition for the same, by the cell that names the stage."""
    return f'LEFT(${Col.HINT.letter}${plan.head},{len(SELF_STAGE)})="{SELF_STAGE}"'


def row_hint(plan: Plan, place: Place, index: int) -> Live:
    """The hint of an indicator row of a block: the first rule that holds, and how to quantify."""
    at, row = place.first + index, place.rows[index]
    words = row.sign == QUALITATIVE
    formula, value = f'IF({WORDS},"{ADVICE}","{OK}")', ADVICE if words else OK
    for rule, late in reversed(tuple(_rules(plan))):
        asked = f"AND({in_self_stage(plan)},{rule.excel})" if late else rule.excel
        formula = f'IF({asked},"{rule.say}",{formula})'
        if rule.holds(row) and (self_stage(plan) or not late):
            value = rule.say
    advice = _advice(plan, str(row.target or "")) if unquantified(row) else ""
    formula += f'&IF({UNQUANTIFIED},{_advice_formula(plan)},"")'
    cells = {name: column.at(at) for name, column in _COLUMNS.items()}
    empty = f"COUNTA({Col.NAME.at(at)}:{Col.REASON.at(at)})=0"
    missing = _missing(plan, place, index)
    return Live(
        f"=IF({empty},{missing.formula},{formula.format(**cells)})",
        missing.value if row.empty else value + advice,
    )


def _rules(plan: Plan) -> Iterator[tuple[Rule, bool]]:
    for rule in PROMISED:
        yield rule, False
    for rule in reported(plan.rubric):
        yield rule, True


def _advice(plan: Plan, target: str) -> str:
    found = (say for word, say in plan.wording.advice if word in target)
    return "　未量化：" + next(found, plan.wording.advice_otherwise)


def _advice_formula(plan: Plan) -> str:
    formula = f'"{plan.wording.advice_otherwise}"'
    for word, say in reversed(plan.wording.advice):
        formula = f'IF(ISNUMBER(SEARCH("{word}",{{target}})),"{say}",{formula})'
    return f'"　未量化："&{formula}'


def _missing(plan: Plan, place: Place, index: int) -> Live:
    # Only the first row of a block speaks for the block, the first of a group for the group.
    if index or place.block.need is Need.NONE:
        return Live('""', "")
    first, last, what, members = place.first, place.last, place.block.name, [place]
    if place.block.need is Need.GROUP:
        _, first, last = next(g for g in plan.groups() if g[0] == place.group)
        members = [p for p in plan.places if p.group == place.group]
        what = f"{place.group.name}指标"
    say = f"{ERROR} {what}至少填一条"
    area = f"{Col.NAME.at(first)}:{Col.REASON.at(last)}"
    empty = all(row.empty for member in members for row in member.rows)
    return Live(f'IF(COUNTA({area})=0,"{say}","")', say if empty else "")
