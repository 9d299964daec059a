"""A work that only reached an earlier stage than promised: 送审 is not 出版."""

from dataclasses import replace
from decimal import Decimal

from perfcheck.indicator import formulas
from perfcheck.indicator.verdict import ZERO, Case, sure, tiered
from perfcheck.indicator.words import stage_of
from perfcheck.model.values import Flag, FlagKind, Judgement, Kind, Outcome

FINISHED = 4  # stages from here on are works that are done: 编修稿, 出版


def behind(case: Case) -> Judgement | None:
    """Unmet, where the actual names an earlier stage than the target or the name promises."""
    if case.target.kind not in (Kind.COUNT, Kind.BOOLEAN_STANDARD, Kind.QUALITATIVE):
        return None
    if isinstance(case.actual.value, Decimal) and not case.actual.parts and case.target.quantified:
        return None
    promised = stage_of(case.target.text) or stage_of(case.name)
    reached = stage_of(case.actual.text)
    if promised is None or reached is None or promised < FINISHED or reached >= promised:
        return None
    wanted = f"{case.name}“{case.target.text}”"
    flag = Flag(
        FlagKind.STAGE_NOT_END,
        f"“{case.actual.text}”还在中间环节，不等于{wanted}完成",
        (case.actual.text,),
    )
    text = f"{wanted}要求做到最后一步，“{case.actual.text}”都还在中间环节"
    if case.target.quantified and isinstance(case.target.value, Decimal):
        count = formulas.plain(case.target.value, case.target)
        none = f"{text}：完成 0，0 ÷ {count} = 0.00%"
        return replace(sure(case, Outcome.UNMET, ZERO, none, ZERO), flags=(flag,))
    return replace(tiered(case, Outcome.UNMET, case.rubric.tiers[-1], text), flags=(flag,))
