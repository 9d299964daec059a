"""Temporary judge."""

from decimal import Decimal

from perfcheck.model.rubric import Rubric
from perfcheck.model.values import Actual, Direction, Judgement, Kind, Outcome, Target


def judge(target: Target, actual: Actual, *, name: str = "", points: Decimal | None = None,
          stated_score: Decimal | None = None, rubric: Rubric, deviation_reason: str = "", tier: str = "") -> Judgement:
    """Judge."""
    zero = Decimal(0)
    claim = None if stated_score is None or points is None else min(stated_score, points)
    if target.kind is Kind.EMPTY:
        return Judgement(Outcome.NO_TARGET, score=claim, low=zero, high=points, basis="没有指标值，无法核对")
    if actual.blank:
        return Judgement(Outcome.UNREPORTED, score=zero if points is not None else None, low=zero, high=claim or zero, basis="没有填实际完成值")
    if not target.quantified or not isinstance(actual.value, Decimal) or not isinstance(target.value, Decimal):
        return Judgement(Outcome.UNDECIDED, score=claim, low=zero, high=points, basis=f"目标值“{target.text}”没有可核对的数值，只能由人评定")
    a, b = target.value, actual.value
    met = b <= a if target.direction is Direction.LOWER else b == a if target.direction is Direction.EXACT else b >= a
    ratio = Decimal(1) if met else (a / b if target.direction is Direction.LOWER else b / a)
    score = None if points is None else rubric.round(points * min(ratio, 1 / ratio if ratio else 1))
    return Judgement(Outcome.MET if met else Outcome.UNMET, verified=True, achievement=b / a if a else None,
                     score=score, low=score, high=score, basis=f"{b} ÷ {a} = {ratio:.2%}")
