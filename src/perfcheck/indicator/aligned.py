"""Target and actual on one footing: times a month against times a year, a fall against a rise."""

from dataclasses import replace
from decimal import Decimal

from perfcheck.indicator.lazily import lazily
from perfcheck.indicator.spelling import canonical
from perfcheck.model.values import Actual, Direction, Kind, Target

PERIODS = {
    "年": 1,
    "半年": 2,
    "季": 4,
    "季度": 4,
    "月": 12,
    "周": 52,
    "星期": 52,
    "天": 365,
    "日": 365,
}
_PERIOD = "|".join(sorted(PERIODS, key=len, reverse=True))
_EVERY = lazily(rf"每(?:个)?({_PERIOD})|/({_PERIOD})(?![\w])")
# What is done again and again; amounts of money and hours are stated for a period as they are.
OCCASIONS = frozenset(("次", "期", "场", "场次", "篇", "份", "批", "批次", "轮", "回", "趟"))
_FELL = lazily(r"(?:下降|降低|减少|压减|压降|下滑|回落|负增长)了?(?=[约近]?\d)")
_ROSE = lazily(r"(?:上升|增长|增加|提高|提升|上涨)了?(?=[约近]?\d)")
_FALLING, _RISING = (
    lazily("下降率|降低率|减少率|降幅"),
    lazily("增长率|增加率|增幅|提高率|提升率|涨幅"),
)


def aligned(target: Target, actual: Actual, name: str) -> tuple[Target, Actual]:
    """Both in terms in which their figures compare.

    Times for a period are counted over a year where only one side, or each another, names one; an
    actual that may be either has no value then. A change the other way is below nought.
    """
    if not isinstance(target.value, Decimal) or not isinstance(actual.value, Decimal):
        return target, actual
    if target.kind is Kind.PERCENT:
        return target, _directed(target, actual, actual.value, name)
    if target.unit.partition("/")[0] not in OCCASIONS:
        return target, actual
    return _over_a_year(target, actual, target.value, actual.value)


def _over_a_year(
    target: Target, actual: Actual, wanted: Decimal, done: Decimal
) -> tuple[Target, Actual]:
    due, reported = _times_a_year(target.text), _times_a_year(actual.text)
    if due == reported:
        return target, actual
    if reported:
        return target, replace(actual, value=done * reported / (due or 1))
    assert due is not None
    if done <= wanted or target.direction is Direction.LOWER:
        return target, actual  # it is stated for the same period
    if 2 * done < wanted * due:
        return target, replace(actual, value=None)
    return replace(target, value=wanted * due), actual


def _times_a_year(text: str) -> int | None:
    found = _EVERY.search(canonical(text))
    return PERIODS[found[1] or found[2]] if found else None


def _directed(target: Target, actual: Actual, done: Decimal, name: str) -> Actual:
    wanted, said = canonical(target.text), canonical(actual.text)
    rises = bool(_ROSE.search(wanted) or _RISING.search(name))
    falls = bool(_FELL.search(wanted) or _FALLING.search(name))
    fell, rose = bool(_FELL.search(said)), bool(_ROSE.search(said))
    if falls and not rises and not fell and not rose:
        return replace(actual, value=abs(done))  # -3% answers 下降5%
    against = (rises and not falls and fell and not rose) or (
        falls and not rises and rose and not fell
    )
    return replace(actual, value=-abs(done)) if against else actual
