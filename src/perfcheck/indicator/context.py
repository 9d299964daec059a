"""What stands around a target settles what its number means: the name, the levels, the unit."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from perfcheck.indicator.patterns import Reading, read_pattern
from perfcheck.model.values import Kind

RATE_NAME = re.compile(
    r"(?:率|满意度|占比|比例|比重|百分比|覆盖面|知晓度|%)(?:\(.*\))?(?:指标)?%?$"
)
MONEY_NAME = re.compile(r"成本|资金|经费|预算|金额|投资|收入|产值|费用|支出|元")
AMOUNT_NAME = re.compile(r"万元|成本$|金额|经费$|资金$|预算$|成本控制数$")
NUMBER_NAME = re.compile(r"率|数量|次数|个数|人数")
COUNT_NAME = re.compile(r"(?:数|数量|天数|次数|人数|时长|学时)(?:\(.*\))?$")
TIME_NAME = re.compile(r"时间|时限|日期|期限|进度|时效|完成时|工期")
LENGTH_NAME = re.compile(r"年限|周期|时长|期限|工期|时限")
EFFECT_NAME = re.compile(r"(?:作用|影响|影响程度|水平|要求|程度|能力|意识|条件|效果|满意度)$")
NAME_UNIT = re.compile(r"\((?:[≥≤=<>]{0,2})?[*\d.]*([^()\d*≥≤=<>]{1,8})\)$")
YEAR_MONTH = re.compile(r"[≥≤=<>]?\d{4}\.\d{1,2}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A target cell and its surroundings; everything but `raw` is squeezed."""

    raw: str
    sign: str
    unit: str
    name: str
    level: str
    percent: bool


def settle(reading: Reading, cell: Cell, key: str) -> Reading:
    """The reading with its kind and scale settled by name and levels."""
    value = reading.value
    if reading.kind is Kind.DEADLINE and YEAR_MONTH.fullmatch(key):
        by_time = TIME_NAME.search(cell.name + cell.level)
        return reading if by_time else Reading(Kind.COUNT, value=Decimal(key.lstrip("≥≤=<>")))
    if reading.kind is Kind.DURATION and COUNT_NAME.search(cell.name):
        return replace(reading, kind=Kind.COUNT)  # 免费开放天数 counts days
    if reading.kind is Kind.MONEY and reading.unit in ("万", "亿"):
        money = MONEY_NAME.search(cell.name + cell.level)
        return reading if money else replace(reading, kind=Kind.COUNT)
    if (
        reading.unit == ""
        and reading.kind in (Kind.COUNT, Kind.ZERO)
        and isinstance(value, Decimal)
    ):
        return _bare(reading, value, cell.name)
    if reading.unit == "" and reading.kind is Kind.RANGE and RATE_NAME.search(cell.name):
        return _percent_range(reading)
    return reading


def _bare(reading: Reading, value: Decimal, name: str) -> Reading:
    """A number without a unit takes it from the name: (公里), 率, 周期, 成本."""
    found = NAME_UNIT.search(name)
    unit = found[1] if found else ""
    if value == 0:
        return replace(reading, kind=Kind.ZERO, unit=unit)
    if unit in ("%", "百分比") or (not unit and RATE_NAME.search(name)):
        share = value / 100 if value > 1 else value
        return replace(reading, kind=Kind.PERCENT, value=share, unit="%")
    if unit:
        again = read_pattern(f"{value:f}{unit}")
        if again and again.kind in (Kind.MONEY, Kind.COUNT, Kind.DURATION, Kind.RATIO):
            return replace(again, operator=reading.operator, unit=unit)
    if EFFECT_NAME.search(name):
        return Reading(Kind.EMPTY)  # points typed into the value cell: a 作用 is no number
    if LENGTH_NAME.search(name) and not COUNT_NAME.search(name):
        return replace(reading, kind=Kind.DURATION)
    if AMOUNT_NAME.search(name) and not NUMBER_NAME.search(name):
        return replace(reading, kind=Kind.MONEY)
    return reading


def _percent_range(reading: Reading) -> Reading:
    low, high = reading.low, reading.high
    if not isinstance(low, Decimal) or not isinstance(high, Decimal) or high <= 1:
        return reading
    return replace(reading, low=low / 100, high=high / 100, unit="%")
