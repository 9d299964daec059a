"""An indicator is judged: what became of it, what it earns by the rubric, and why."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from perfcheck.indicator import formulas
from perfcheck.indicator.actual import empty
from perfcheck.indicator.moments import last_day
from perfcheck.indicator.phrases import Saying, claims
from perfcheck.indicator.words import stage_of
from perfcheck.model.rubric import Rubric, Tier
from perfcheck.model.values import (
    Actual,
    Flag,
    FlagKind,
    Judgement,
    Kind,
    Operator,
    Outcome,
    Quantity,
    Target,
)

ZERO = Decimal(0)
SOME_YEAR = 2000  # where neither date has one, both are of the same year
FINISHED = 4  # stages from here on are works that are done: 编修稿, 出版
MONTH = re.compile(r"(?:\d{4}|-)-\d{2}")  # 12月前: in a month before that one
CONTRADICTION = re.compile(r"未开工|未建|未实施|未启动|未完工|未验收|停工|取消|未开展|没有实施")


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything that a judgement rests on."""

    target: Target
    actual: Actual
    name: str
    points: Decimal | None
    stated: Decimal | None
    rubric: Rubric
    reason: str
    tier: str


def judge(
    target: Target,
    actual: Actual,
    *,
    name: str = "",
    points: Decimal | None = None,
    stated_score: Decimal | None = None,
    rubric: Rubric,
    deviation_reason: str = "",
    tier: str = "",
) -> Judgement:
    """Judge one indicator by a rubric (DESIGN §5).

    Figures against figures are scored by the rubric's formula and are `verified`. Where only words
    speak the score is what staff claimed, as far as the tier allows. What only a person can decide
    is `undecided`.
    """
    case = _Case(target, actual, name, points, stated_score, rubric, deviation_reason, tier)
    result = _decide(case)
    if target.quantified and result.verified:
        result = replace(result, flags=(*result.flags, *_too_low(case)))
    return result


def _decide(case: _Case) -> Judgement:
    target, actual = case.target, case.actual
    if target.kind is Kind.EMPTY:
        reported = "" if actual.blank else f"，完成值“{actual.text}”没有可比的目标"
        return _open(case, Outcome.NO_TARGET, f"没有填指标值{reported}，无法核对")
    if actual.blank or empty(actual.text):
        return _unreported(case)
    behind = _behind(case)
    if behind:
        return behind
    if CONTRADICTION.search(case.reason) and _equal(case):
        return _open(
            case,
            Outcome.UNDECIDED,
            f"完成值与指标值相同，但原因栏写“{case.reason.strip()}”，需要人工判断",
        )
    return (_by_figures(case) if target.quantified else None) or _by_words(case)


def _by_figures(case: _Case) -> Judgement | None:
    target, actual = case.target, case.actual
    if target.kind is Kind.MIXED:
        return _by_parts(case)
    if target.unit == "date":
        return _by_date(case)
    numeric = isinstance(target.value, Decimal) or isinstance(target.high, Decimal)
    if not numeric or not isinstance(actual.value, Decimal):
        return None
    met = formulas.is_met(target, actual.value, case.rubric)
    earned = formulas.share(target, actual.value, case.rubric)
    text = formulas.arithmetic(target, actual.value, case.rubric)
    outcome = Outcome.MET if met else Outcome.UNMET
    reached = formulas.achievement(target, actual.value)
    return replace(_sure(case, outcome, earned, text), achievement=reached)


def _by_date(case: _Case) -> Judgement | None:
    """A date against its deadline; an interval is kept when the date lies before its end."""
    wanted, given = case.target.value or case.target.high, case.actual.value
    if not isinstance(wanted, str) or not isinstance(given, str):
        return None
    year = next((int(v[:4]) for v in (wanted, given) if not v.startswith("-")), SOME_YEAR)
    limit, done = last_day(wanted, year), last_day(given, year)
    if limit is None or done is None:
        return None
    before = case.target.operator is Operator.LESS and MONTH.fullmatch(wanted)
    met = done[:7] < limit[:7] if before else done <= limit
    text = f"期限 {wanted}，实际 {given}，{'按期' if met else '逾期'}"
    return _sure(case, Outcome.MET if met else Outcome.UNMET, Decimal(1) if met else ZERO, text)


def _by_parts(case: _Case) -> Judgement | None:
    """Several promises in one cell: each is held against the figure of the same unit."""
    actual = case.actual
    figures = actual.parts or (
        () if not isinstance(actual.value, Decimal) else (_as_quantity(actual),)
    )
    pairs = [
        (want.value, have.value)
        for want in case.target.parts
        for have in figures
        if want.unit == have.unit
    ]
    if not case.target.parts or len(pairs) < len(case.target.parts):
        return None
    done = [have >= want for want, have in pairs]
    text = f"{len(done)} 项要求中完成 {sum(done)} 项"
    if all(done):
        return _sure(case, Outcome.MET, Decimal(1), text)
    if any(done):
        return _tiered(
            case, Outcome.PARTLY, case.rubric.tiers[1], f"{text}，一格多项，需人工分配得分"
        )
    return _sure(case, Outcome.UNMET, ZERO, text)


def _as_quantity(actual: Actual) -> Quantity:
    """The single value of an actual as a quantity."""
    assert isinstance(actual.value, Decimal)
    return Quantity(actual.value, actual.unit)


def _by_words(case: _Case) -> Judgement:
    target, actual = case.target, case.actual
    said = claims(actual.text, target, case.tier)
    quoted = f"完成值“{actual.text}”"
    top, middle, bottom = case.rubric.tiers[0], case.rubric.tiers[1], case.rubric.tiers[-1]
    mismatch = "，没有数据可核对" if target.quantified else ""
    if said is Saying.DONE:
        return _tiered(case, Outcome.MET, top, f"{quoted}自述达成{mismatch}，计为自述得分")
    if said is Saying.PARTLY:
        return _tiered(case, Outcome.PARTLY, middle, f"{quoted}自述部分达成")
    if said is Saying.NOT_DONE:
        return _tiered(case, Outcome.UNMET, bottom, f"{quoted}自述未达成")
    if target.quantified:
        return _open(
            case, Outcome.UNDECIDED, f"{quoted}与指标值“{target.text}”无法直接比较，需要人工判断"
        )
    return _open(case, Outcome.UNDECIDED, f"指标值“{target.text}”没有可核对的数值，只能由人评定")


def _behind(case: _Case) -> Judgement | None:
    """A work that only reached an earlier stage than promised: 送审 is not 出版."""
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
        result = _sure(case, Outcome.UNMET, ZERO, f"{text}：完成 0，0 ÷ {count} = 0.00%")
        return replace(result, flags=(flag,), achievement=ZERO)
    return replace(_tiered(case, Outcome.UNMET, case.rubric.tiers[-1], text), flags=(flag,))


def _too_low(case: _Case) -> tuple[Flag, ...]:
    target, actual = case.target, case.actual
    reached = (
        formulas.achievement(target, actual.value) if isinstance(actual.value, Decimal) else None
    )
    limit = case.rubric.thresholds.overrun
    if (
        reached is None
        or reached < limit
        or target.operator not in (Operator.AT_LEAST, Operator.MORE, Operator.NONE)
    ):
        return ()
    if target.direction.value != "higher_better":
        return ()
    text = (
        formulas.arithmetic(target, actual.value, case.rubric)
        if isinstance(actual.value, Decimal)
        else ""
    )
    return (
        Flag(FlagKind.TARGET_TOO_LOW, f"{text}，超过{formulas.percent(limit)}，指标值可能定得过低"),
    )


def _equal(case: _Case) -> bool:
    return (
        case.actual.value is not None and case.actual.value == case.target.value
    ) or case.actual.text == case.target.text


def _sure(case: _Case, outcome: Outcome, earned: Decimal, text: str) -> Judgement:
    if case.points is None:
        return Judgement(outcome, verified=True, basis=text)
    score = case.rubric.round(case.points * earned)
    if 0 < earned < 1:
        points = formulas.plain(case.points, Target())
        text = f"{text}，{points} × {formulas.percent(earned)} = {score} 分"
    else:
        text = f"{text}，得 {formulas.plain(score, Target())} 分"
    return Judgement(outcome, verified=True, score=score, low=score, high=score, basis=text)


def _tiered(case: _Case, outcome: Outcome, tier: Tier, text: str) -> Judgement:
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


def _open(case: _Case, outcome: Outcome, text: str) -> Judgement:
    if case.points is None:
        return Judgement(outcome, basis=text)
    score = (
        None if case.stated is None else case.rubric.round(max(ZERO, min(case.stated, case.points)))
    )
    return Judgement(outcome, score=score, low=ZERO, high=case.points, basis=text)


def _unreported(case: _Case) -> Judgement:
    text = "没有填实际完成值，不能计分"
    if case.points is None:
        return Judgement(Outcome.UNREPORTED, basis=text)
    claimed = max(ZERO, min(case.stated or ZERO, case.points))
    return Judgement(Outcome.UNREPORTED, score=ZERO, low=ZERO, high=claimed, basis=text)
