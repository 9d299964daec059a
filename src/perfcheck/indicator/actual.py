"""An actual value is read in the light of its target: 95 under ≥95% is 95 per cent."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfcheck.indicator.lazily import lazily
from perfcheck.indicator.moments import read_date, read_interval
from perfcheck.indicator.patterns import read_pattern
from perfcheck.indicator.quantities import contents, inside
from perfcheck.indicator.reading import Reading
from perfcheck.indicator.remarks import actual_flags
from perfcheck.indicator.spelling import canonical
from perfcheck.indicator.units import converted, is_percent, scaled
from perfcheck.indicator.words import contains, lexicon
from perfcheck.model.cells import CellRef
from perfcheck.model.values import (
    NOT_QUANTIFIED,
    Actual,
    Direction,
    Kind,
    Operator,
    Quantity,
    Target,
)

BARE = lazily(r"[≥≤=<>]?-?\d+(?:\.\d+)?")
_SAID = r"[^\d,;.%≥≤<>=]"
OF_WHAT_IS_DUE = lazily(
    rf"应{_SAID}{{1,6}}(?P<whole>\d+){_SAID}{{0,6}}[,;.]?"
    rf"(?:已|实){_SAID}{{1,6}}(?P<part>\d+){_SAID}{{0,6}}"
)
PART_OF = lazily(r"(?P<part>\d+)[^\d/]{0,3}/(?P<whole>\d+)[^\d/]{0,3}")
# What was done stands behind these words; what was planned does not count: 计划50个，实际完成52个
DONE = lazily(r"(?:实际|完成|达到|达|实现|合计|共计|累计|共|总计)[^\d]{0,8}$")
NEVER = lazily(r"(?:无|未发生|未出现|没有|没有发生|没有出现|零发生|不存在|从未发生)[^\d,;]{0,14}")
FAILED = lazily(r"(?:暂|尚|仍|还|均|都)?未(?:能|达|完|到)|没有?(?:达|完)")
REMARKS = lazily(r"(?<=.)\([^()]*\)")
TINY = Decimal("0.02")  # below it a bare figure beside a percentage is taken as per cent


def read_actual(
    raw: str,
    target: Target,
    *,
    name: str = "",
    year: int | None = None,
    percent_format: bool = False,
    cell: CellRef | None = None,
) -> Actual:
    """Read what was reported; a value without a unit takes the unit of its target."""
    del name, year
    wanted = Wanted(target.kind, target.direction, target.value, target.high, target.unit)
    value, unit, parts = _read(raw, wanted, percent_format)
    return Actual(
        text=raw.strip(),
        cell=cell,
        value=value,
        unit=unit,
        parts=parts,
        flags=actual_flags(raw, target, value, parts),
    )


Found = tuple[Decimal | str | None, str, tuple[Quantity, ...]]
NOTHING: Found = (None, "", ())


class Wanted(NamedTuple):
    """What of a target decides how its actual is read; the same for many rows."""

    kind: Kind
    direction: Direction
    value: Decimal | str | None
    high: Decimal | str | None
    unit: str

    @property
    def quantified(self) -> bool:
        """A number, ratio, amount, date, duration or a checkable zero is stated."""
        return self.kind not in NOT_QUANTIFIED


@lru_cache(maxsize=8192)
def _read(raw: str, target: Wanted, percent_format: bool) -> Found:  # noqa: FBT001 - a fact of the cell
    key = canonical(raw)
    if target.unit == "date":
        date = _date(key)
        return (date, "date", ()) if date else NOTHING
    if _never(key, target):
        return Decimal(0), target.unit, ()
    if BARE.fullmatch(key):
        number = Decimal(key.lstrip("≥≤=<>"))
        if percent_format:
            return number, "%", ()
        return _in_scale(number, target), target.unit, ()
    return _part_of(key, target) or _quantity(key, target)


def _never(key: str, target: Wanted) -> bool:
    """未发生, 无投诉: nought of what should not happen or should be little."""
    if target.kind is Kind.ZERO:
        return key in ("无", "零") or bool(NEVER.fullmatch(key))
    if target.direction is not Direction.LOWER or target.kind not in (Kind.COUNT, Kind.PERCENT):
        return False
    return bool(NEVER.fullmatch(key)) and bool(contains(key, lexicon().bad_events))


def _date(key: str) -> str | None:
    """The date of an actual: the last that it names, for the last thing to be done decides."""
    bare = key.lstrip("≥≤=<>")
    date, interval = read_date(bare), read_interval(bare)
    if date or interval:
        return date or (interval[1] if interval else None)
    reading = read_pattern(bare)
    if reading and reading.unit == "date" and isinstance(reading.value, str):
        return reading.value
    found = contents(bare)
    if found.span:
        return found.span[1]
    return found.moments[-1].iso if found.moments else None


def _in_scale(number: Decimal, target: Wanted) -> Decimal:
    unit = target.unit
    if is_percent(unit):
        reference = next(
            (v for v in (target.value, target.high) if isinstance(v, Decimal)), Decimal(1)
        )
        as_fraction = (
            0 < number <= 1
            and reference > TINY
            and not (number == 1 and reference < Decimal("0.1"))
        )
        return number if as_fraction else number / 100
    return scaled(str(number), unit).value if target.quantified else number


def _part_of(key: str, target: Wanted) -> Found | None:
    """48/50: a share under a rate, the first of the two under a count of 50.

    Under a rate words may say as much: 应发120人，实发118人.
    """
    found = PART_OF.fullmatch(key)
    if not found and target.kind is Kind.PERCENT:
        found = OF_WHAT_IS_DUE.fullmatch(key)
    if not found:
        return None
    part, whole = Decimal(found["part"]), Decimal(found["whole"])
    if target.kind is Kind.PERCENT and whole:
        return part / whole, "%", ()
    return (part, target.unit, ()) if target.value == whole else None


def _quantity(key: str, target: Wanted) -> Found:
    if FAILED.match(key):
        return NOTHING
    reading = read_pattern(key) or read_pattern(REMARKS.sub("", key))
    if reading and isinstance(reading.value, Decimal):
        value = _comparable(reading, target)
        return (value, reading.unit, ()) if value is not None else NOTHING
    quantities = tuple(quantity for _, quantity in inside(key))
    several = quantities if len(quantities) > 1 else ()
    if target.kind in (Kind.MIXED, Kind.RANGE) and several:
        return None, "", several
    wanted = [each for each in quantities if _alike(each.unit, target.unit)]
    chosen = wanted[0] if len(wanted) == 1 else _behind_done(key, wanted)
    if chosen is None and len(quantities) == 1 and not wanted:
        chosen = quantities[0]
    if chosen is None:
        return None, "", several
    value = converted(chosen.value, chosen.unit, target.unit)
    return (value, chosen.unit, several) if value is not None else (None, "", several)


def _comparable(reading: Reading, target: Wanted) -> Decimal | None:
    """The value in the scale of its target; None where the units have nothing in common."""
    value = reading.value
    assert isinstance(value, Decimal)
    below = reading.operator is Operator.LESS and target.direction is Direction.HIGHER
    if below and value == target.value:
        return None  # 不足95% is somewhere below, and not 95 %
    if reading.unit in ("万", "亿") or not target.quantified:
        return value
    if not target.unit and is_percent(reading.unit) and target.kind is Kind.COUNT:
        return None  # 100% of 6 boats is a claim, not a count
    if target.kind is Kind.MONEY and not target.unit:
        # 120 under 总成本 is most likely in 万元, the unit of the form
        return value / 10_000 if reading.unit == "万元" else value
    return converted(value, reading.unit, target.unit)


def _behind_done(key: str, wanted: list[Quantity]) -> Quantity | None:
    """Of several figures in the target's unit the one that is said to be done."""
    done = [quantity for quantity in wanted if _is_behind(key, quantity)]
    return done[0] if len(done) == 1 else None


def _is_behind(key: str, quantity: Quantity) -> bool:
    shown = re.escape(f"{quantity.value.normalize():f}")
    places = re.finditer(rf"(?<![\d.]){shown}(?![\d.])", key)
    return any(DONE.search(key[: place.start()]) for place in places)


def _alike(one: str, other: str) -> bool:
    return bool(one) and (one == other or one.lstrip("万亿") == other.lstrip("万亿"))
