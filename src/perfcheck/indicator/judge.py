"""An indicator is judged: what became of it, what it earns by the rubric, and why."""

from dataclasses import replace
from decimal import Decimal

from perfcheck.indicator import formulas
from perfcheck.indicator.aligned import aligned
from perfcheck.indicator.lazily import lazily
from perfcheck.indicator.moments import last_day, spoken
from perfcheck.indicator.phrases import Saying, claims
from perfcheck.indicator.remarks import copies, empty
from perfcheck.indicator.stages import behind
from perfcheck.indicator.verdict import ZERO, Case, left_open, sure, tiered, unreported
from perfcheck.model.rubric import Rubric
from perfcheck.model.values import (
    Actual,
    Direction,
    Flag,
    FlagKind,
    Judgement,
    Kind,
    Operator,
    Outcome,
    Quantity,
    Target,
)

ONE = Decimal(1)
SOME_YEAR = 2000  # where neither date has one, both are of the same year
MONTH = lazily(r"(?:\d{4}|-)-\d{2}")  # 12月前: in a month before that one
CONTRADICTION = lazily(r"未开工|未建|未实施|未启动|未完工|未验收|停工|取消|未开展|没有实施")
FLOORS = (Operator.AT_LEAST, Operator.MORE, Operator.NONE)


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
    asked: bool = True,
) -> Judgement:
    """Judge one indicator by a rubric (DESIGN §5).

    Figures against figures are scored by the rubric's formula and are `verified`. Where only words
    speak the score is what staff claimed, as far as the tier allows. What only a person can decide
    is `undecided`. A form that has not `asked` what was done has nothing to hold against a claim.
    """
    target, actual = aligned(target, actual, name)
    case = Case(target, actual, name, points, stated_score, rubric, deviation_reason, tier, asked)
    result = _decide(case)
    if result.verified and result.achievement is not None:
        flags = _too_low(case, result.achievement)
        return replace(result, flags=(*result.flags, *flags)) if flags else result
    return result


def _decide(case: Case) -> Judgement:
    target, actual = case.target, case.actual
    if target.kind is Kind.EMPTY:
        reported = "" if actual.blank else f"，完成值“{actual.text}”没有可比的目标"
        return left_open(case, Outcome.NO_TARGET, f"没有填指标值{reported}，无法核对")
    if actual.blank or empty(actual.text):
        return unreported(case)
    earlier = behind(case)
    if earlier:
        return earlier
    if case.reason and CONTRADICTION.search(case.reason) and _equal(case):
        return left_open(
            case,
            Outcome.UNDECIDED,
            f"完成值与指标值相同，但原因栏写“{case.reason.strip()}”，需要人工判断",
        )
    return (_by_figures(case) if target.quantified else None) or _by_words(case)


def _by_figures(case: Case) -> Judgement | None:
    target, value = case.target, case.actual.value
    if target.unit == "date":
        return _by_date(case)
    if target.kind is Kind.MIXED:
        return _by_parts(case)
    numeric = isinstance(target.value, Decimal) or isinstance(target.high, Decimal)
    if not numeric or not isinstance(value, Decimal):
        return None
    met = formulas.is_met(target, value, case.rubric) or _copied_limit(case)
    earned = ONE if met else formulas.share(target, value, case.rubric)
    text = formulas.arithmetic(target, value, case.rubric)
    outcome = Outcome.MET if met else Outcome.UNMET
    return sure(case, outcome, earned, text, formulas.achievement(target, value))


def _copied_limit(case: Case) -> bool:
    """>92% answered by >92%: the sign is the actual's own, and is met."""
    strict = case.target.operator in (Operator.MORE, Operator.LESS)
    return strict and copies(case.actual.text, case.target)


def _by_date(case: Case) -> Judgement | None:
    """A date against its deadline; an interval is kept when the date lies before its end."""
    wanted, given = case.target.value or case.target.high, case.actual.value
    if not isinstance(wanted, str) or not isinstance(given, str):
        return None
    year = next((int(v[:4]) for v in (wanted, given) if not v.startswith("-")), SOME_YEAR)
    limit, done = last_day(wanted, year), last_day(given, year)
    if limit is None or done is None:
        return None
    before = case.target.operator is Operator.LESS and MONTH.fullmatch(wanted)
    kept = done[:7] < limit[:7] if before else done <= limit
    met = kept or copies(case.actual.text, case.target)
    late = "按期" if met else "逾期"
    text = f"期限 {spoken(wanted)}，实际 {spoken(given)}，{late}"
    return sure(case, Outcome.MET if met else Outcome.UNMET, ONE if met else ZERO, text)


def _by_parts(case: Case) -> Judgement | None:
    """Several promises in one cell: each is held against the figure of the same unit."""
    actual, wanted = case.actual, case.target.parts
    figures = actual.parts or (
        () if not isinstance(actual.value, Decimal) else (Quantity(actual.value, actual.unit),)
    )
    pairs = _pairs(wanted, figures)
    if not wanted or len(pairs) < len(wanted):
        return None
    lower = case.target.direction is Direction.LOWER
    done = [have <= want if lower else have >= want for want, have in pairs]
    text = f"{len(done)} 项要求中完成 {sum(done)} 项"
    if all(done):
        return sure(case, Outcome.MET, ONE, text)
    if any(done):
        middle = case.rubric.tiers[1]
        return tiered(case, Outcome.PARTLY, middle, f"{text}，一格多项，需人工分配得分")
    return sure(case, Outcome.UNMET, ZERO, text)


def _pairs(
    wanted: tuple[Quantity, ...], figures: tuple[Quantity, ...]
) -> list[tuple[Decimal, Decimal]]:
    """Every promise with the first figure of its unit that no earlier promise took."""
    left = list(figures)
    pairs = []
    for want in wanted:
        have = next((each for each in left if each.unit == want.unit), None)
        if have is not None:
            left.remove(have)
            pairs.append((want.value, have.value))
    return pairs


def _by_words(case: Case) -> Judgement:
    target, actual = case.target, case.actual
    said = claims(actual.text, target, case.tier)
    quoted = f"完成值“{actual.text}”"
    top, middle, bottom = case.rubric.tiers[0], case.rubric.tiers[1], case.rubric.tiers[-1]
    mismatch = "，没有数据可核对" if target.quantified else ""
    if said is Saying.DONE:
        return tiered(case, Outcome.MET, top, f"{quoted}自述达成{mismatch}，计为自述得分")
    if said is Saying.PARTLY:
        return tiered(case, Outcome.PARTLY, middle, f"{quoted}自述部分达成")
    if said is Saying.NOT_DONE:
        return tiered(case, Outcome.UNMET, bottom, f"{quoted}自述未达成")
    if target.quantified:
        text = f"{quoted}与指标值“{target.text}”无法直接比较，需要人工判断"
        return left_open(case, Outcome.UNDECIDED, text)
    text = f"指标值“{target.text}”没有可核对的数值，只能由人评定"
    return left_open(case, Outcome.UNDECIDED, text)


def _too_low(case: Case, reached: Decimal) -> tuple[Flag, ...]:
    """A target that was passed so far that it asked for little."""
    target, limit = case.target, case.rubric.thresholds.overrun
    if reached < limit or target.operator not in FLOORS:
        return ()
    if target.direction is not Direction.HIGHER or not isinstance(case.actual.value, Decimal):
        return ()
    text = formulas.arithmetic(target, case.actual.value, case.rubric)
    most = f"{(limit * 100).normalize():f}%"
    reason = f"{text}，超过 {most}，指标值可能定得过低"
    return (Flag(FlagKind.TARGET_TOO_LOW, reason),)


def _equal(case: Case) -> bool:
    return (
        case.actual.value is not None and case.actual.value == case.target.value
    ) or case.actual.text == case.target.text
