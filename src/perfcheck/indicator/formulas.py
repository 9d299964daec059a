"""The official formulas: what a figure earns against its target, and the arithmetic in words."""

from decimal import ROUND_HALF_UP, Decimal

from perfcheck.model.rubric import EqualRule, ReverseRule, Rubric
from perfcheck.model.values import Direction, Operator, Target

ZERO, ONE = Decimal(0), Decimal(1)
CENT, FINE = Decimal("0.01"), Decimal("0.0001")
MOST_DIGITS = 20  # before the point: with those behind it fewer than Decimal keeps
SCALES = (("亿", 10**8), ("百万", 10**6), ("千万", 10**7), ("万", 10**4))


def is_met(target: Target, actual: Decimal, rubric: Rubric) -> bool:
    """Whether a figure reaches its target, by sign and direction."""
    if target.operator is Operator.RANGE:
        low, high = _bounds(target)
        return low <= actual <= high
    value = _value(target)
    if target.operator is Operator.MORE:
        return actual > value
    if target.operator is Operator.LESS:
        return actual < value
    if target.direction is Direction.HIGHER:
        return actual >= value
    if target.direction is Direction.LOWER:
        return actual <= value
    if rubric.equal is EqualRule.AT_LEAST and target.operator is Operator.EQUAL:
        return actual >= value
    return actual == value


def share(target: Target, actual: Decimal, rubric: Rubric) -> Decimal:
    """The share of the points that a figure earns, from 0 to 1 (formulas: see the rubric's notes).

    A target of nought is earned whole or not at all. A missed range is measured at the bound that
    was missed.
    """
    if is_met(target, actual, rubric):
        return ONE
    value = _reference(target, actual)
    if value <= 0:
        return ZERO
    if actual <= 0:
        return ZERO
    if actual < value:
        return actual / value
    if rubric.reverse is ReverseRule.LINEAR and target.direction is Direction.LOWER:
        return max(ZERO, ONE - (actual - value) / value)
    return min(ONE, value / actual)


def achievement(target: Target, actual: Decimal) -> Decimal | None:
    """Actual over target; None for a target of nought or a range around it."""
    if not isinstance(target.value, Decimal) or not target.value:
        return None
    return actual / target.value


def arithmetic(target: Target, actual: Decimal, rubric: Rubric) -> str:
    """The comparison in one clause: 27 ÷ 30 = 90.00%."""
    met = is_met(target, actual, rubric)
    shown = plain(actual, target)
    if target.operator is Operator.RANGE:
        low, high = _bounds(target)
        place = "在" if met else "不在"
        return f"{shown} {place} {plain(low, target)}～{plain(high, target)} 之间"
    value = _value(target)
    if not value:
        return f"完成值 {shown}，目标是 0，{'达成' if met else '未达成'}"
    wanted, earned = plain(value, target), percent(share(target, actual, rubric))
    if target.direction is Direction.LOWER:
        if met:
            return f"{shown} 不高于 {wanted}"
        if rubric.reverse is ReverseRule.LINEAR:
            return f"1 − ({shown} − {wanted}) ÷ {wanted} = {earned}"
        return f"{wanted} ÷ {shown} = {earned}"
    return f"{shown} ÷ {wanted} = {percent(actual / value)}"


def plain(value: Decimal, target: Target) -> str:
    """A value as the form would show it: percentages in per cent, amounts in the target's unit."""
    unit = target.unit
    if unit.startswith(("%", "百分")) or unit.endswith("百分点"):
        return f"{_short(value * 100)}%"
    if unit.startswith("‰"):
        return f"{_short(value * 1000)}‰"
    for word, factor in SCALES:
        if unit.startswith(word):
            return f"{_short(value / factor)}{unit}"
    return _short(value)


def percent(value: Decimal) -> str:
    """A share with two decimals, rounded half up: 90.00%."""
    return f"{_rounded(value * 100, CENT)}%"


def _short(value: Decimal) -> str:
    rounded = _rounded(value, FINE)
    return f"{(rounded if rounded else value).normalize():f}"


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    """Rounded half up; what has more digits than can be reckoned with stays as it is."""
    return value if value.adjusted() > MOST_DIGITS else value.quantize(step, ROUND_HALF_UP)


def _value(target: Target) -> Decimal:
    return target.value if isinstance(target.value, Decimal) else ZERO


def _bounds(target: Target) -> tuple[Decimal, Decimal]:
    low = target.low if isinstance(target.low, Decimal) else ZERO
    return low, target.high if isinstance(target.high, Decimal) else low


def _reference(target: Target, actual: Decimal) -> Decimal:
    if target.operator is Operator.RANGE:
        low, high = _bounds(target)
        return low if actual < low else high
    return _value(target)
