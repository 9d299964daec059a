"""An actual value is read in the light of its target: 95 under ≥95% is 95 per cent."""

import re
from decimal import Decimal
from functools import lru_cache

from perfcheck.indicator.moments import read_date, read_deadline, read_interval
from perfcheck.indicator.patterns import Reading, inside, read_pattern, scaled
from perfcheck.indicator.spelling import canonical, squeeze
from perfcheck.indicator.words import lexicon
from perfcheck.model.cells import CellRef
from perfcheck.model.values import Actual, Flag, FlagKind, Kind, Operator, Quantity, Target

BARE = re.compile(r"^[≥≤=<>]?-?\d+(?:\.\d+)?$")
PER_CENT_UNITS = ("%", "百分比", "个百分点", "百分点")
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
    value, unit, parts = _read(raw, target, percent_format)
    return Actual(
        text=raw.strip(),
        cell=cell,
        value=value,
        unit=unit,
        parts=parts,
        flags=_flags(raw, target, value, parts),
    )


def empty(text: str) -> bool:
    """Nothing was reported: blank, a dash, 不涉及."""
    plain = squeeze(text)
    return plain.upper() in lexicon().empty and plain not in ("无", "零")


Found = tuple[Decimal | str | None, str, tuple[Quantity, ...]]


@lru_cache(maxsize=8192)
def _read(raw: str, target: Target, percent_format: bool) -> Found:  # noqa: FBT001 - a fact of the cell
    key = canonical(raw)
    if target.kind is Kind.DEADLINE or target.unit == "date":
        return _date(key), "date" if _date(key) else "", ()
    if key in ("无", "零") and target.kind in (Kind.ZERO, Kind.EMPTY):
        return (Decimal(0), target.unit, ()) if target.kind is Kind.ZERO else (None, "", ())
    if BARE.match(key):
        number = Decimal(key.lstrip("≥≤=<>"))
        if percent_format:
            return number, "%", ()
        return _in_scale(number, target), target.unit, ()
    return _quantity(key, raw, target)


def _date(key: str) -> str | None:
    bare = key.lstrip("≥≤=<>")
    found = read_date(bare)
    if found:
        return found
    interval = read_interval(bare)
    if interval:
        return interval[1]
    deadline = read_deadline(bare)
    return deadline[1] if deadline else None


def _in_scale(number: Decimal, target: Target) -> Decimal:
    unit = target.unit
    if unit.startswith(PER_CENT_UNITS):
        reference = next(
            (v for v in (target.value, target.high) if isinstance(v, Decimal)), Decimal(1)
        )
        as_fraction = (
            0 < number <= 1
            and reference > TINY
            and not (number == 1 and reference < Decimal("0.1"))
        )
        return number if as_fraction else number / 100
    if unit.startswith("‰"):
        return number / 1000
    return scaled(str(number), unit).value if target.quantified else number


def _quantity(key: str, raw: str, target: Target) -> Found:
    reading = read_pattern(key)
    if reading and isinstance(reading.value, Decimal) and not reading.parts:
        return _same_scale(reading, target), reading.unit, ()
    quantities = tuple(q for _, q in inside(key))
    wanted = [q for q in quantities if _alike(q.unit, target.unit)]
    if len(wanted) == 1 and target.kind is not Kind.MIXED:
        return wanted[0].value, wanted[0].unit, quantities if len(quantities) > 1 else ()
    if len(quantities) == 1 and not target.unit:
        return quantities[0].value, quantities[0].unit, ()
    return None, "", quantities


def _same_scale(reading: Reading, target: Target) -> Decimal:
    value = reading.value
    assert isinstance(value, Decimal)
    if reading.unit in ("万", "亿") or not target.quantified:
        return value
    if target.kind is Kind.MONEY and not target.unit and isinstance(target.value, Decimal):
        # 38.75 under a name that says 万元, answered with 38.75万元
        shrunk = value / 10_000
        return shrunk if reading.unit == "万元" else value
    return value


def _alike(one: str, other: str) -> bool:
    return bool(one) and (one == other or one.removeprefix("万") == other.removeprefix("万"))


def _flags(
    raw: str, target: Target, value: Decimal | str | None, parts: tuple[Quantity, ...]
) -> tuple[Flag, ...]:
    flags = []
    text = raw.strip()
    signed = canonical(raw)[:1] in "≥≤<>" if text else False
    if text and squeeze(raw) == squeeze(target.text) and (signed or not target.quantified):
        flags.append(Flag(FlagKind.COPIED_TARGET, f"实际完成值“{text}”照抄了指标值", (text,)))
    elif signed or (value is not None and re.search(r"以上|以内|以下", raw)):
        flags.append(
            Flag(
                FlagKind.COPIED_SIGN,
                f"实际完成值“{text}”应填一个确定的数，不带符号和“以上”“以内”",
                (text,),
            )
        )
    if len(parts) > 1:
        flags.append(
            Flag(FlagKind.MULTI_VALUE, f"实际完成值“{text}”一格里有 {len(parts)} 个数", (text,))
        )
    numeric = (
        target.quantified
        and target.kind is not Kind.DEADLINE
        and target.operator is not Operator.RANGE
    )
    if text and numeric and value is None and not parts and not empty(text):
        flags.append(
            Flag(
                FlagKind.TYPE_MISMATCH,
                f"指标值“{target.text}”是数，实际完成值“{text}”却不是数",
                (text,),
            )
        )
    return tuple(flags)
