"""From an outcome to a judgement: what it earns, at least and at most, and why."""

from dataclasses import dataclass
from decimal import Decimal

from perfcheck.indicator import formulas
from perfcheck.model.rubric import Rubric, Tier
from perfcheck.model.values import Actual, Judgement, Outcome, Target

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that a judgement rests on; `asked` is whether the form asks for what was done."""

    target: Target
    actual: Actual
    name: str
    points: Decimal | None
    stated: Decimal | None
    rubric: Rubric
    reason: str
    tier: str
    asked: bool = True


def sure(
    case: Case, outcome: Outcome, earned: Decimal, text: str, reached: Decimal | None = None
) -> Judgement:
    """Figures decide: a share of the points, from 0 to 1; `reached` is actual over target."""
    if case.points is None:
        return Judgement(outcome, verified=True, achievement=reached, basis=text)
    score = case.rubric.round(case.points * earned)
    if 0 < earned < 1:
        points = formulas.plain(case.points, Target())
        text = f"{text}，{points} × {formulas.percent(earned)} = {score} 分"
    else:
        text = f"{text}，得 {formulas.plain(score, Target())} 分"
    return Judgement(outcome, True, reached, score, score, score, text)  # noqa: FBT003


def tiered(case: Case, outcome: Outcome, tier: Tier, text: str) -> Judgement:
    """What words claim, kept inside their tier; without a claim the top of the top or nothing."""
    if case.points is None:
        return Judgement(outcome, basis=text)
    high, low = case.points * tier.high, case.points * tier.low
    if case.stated is not None:
        score: Decimal | None = (
            min(case.stated, high) if outcome is Outcome.MET else max(low, min(case.stated, high))
        )
    else:
        score = {Outcome.MET: high, Outcome.UNMET: ZERO}.get(outcome)
    rounded = None if score is None else case.rubric.round(max(ZERO, score))
    return Judgement(outcome, score=rounded, low=ZERO, high=case.rubric.round(high), basis=text)


def left_open(case: Case, outcome: Outcome, text: str) -> Judgement:
    """Nobody but a person can say: the claim stands, between nothing and everything."""
    if case.points is None:
        return Judgement(outcome, basis=text)
    score = (
        None if case.stated is None else case.rubric.round(max(ZERO, min(case.stated, case.points)))
    )
    return Judgement(outcome, score=score, low=ZERO, high=case.points, basis=text)


def unreported(case: Case) -> Judgement:
    """Nothing reported, nothing earned; at most what was claimed. Unasked, the claim stands."""
    if not case.asked:
        return left_open(case, Outcome.UNREPORTED, "表中没有实际完成值一栏，没有数据可核对")
    text = "没有填实际完成值，不能计分"
    if case.points is None:
        return Judgement(Outcome.UNREPORTED, basis=text)
    claimed = max(ZERO, min(case.stated or ZERO, case.points))
    return Judgement(Outcome.UNREPORTED, score=ZERO, low=ZERO, high=claimed, basis=text)
