"""From the match of a grammar row to its reading."""

import re
from collections.abc import Callable
from decimal import Decimal

from perfcheck.indicator.lazily import lazily
from perfcheck.indicator.moments import read_date, read_interval
from perfcheck.indicator.numerals import chinese_number
from perfcheck.indicator.reading import SIGNS, Reading, approximately, operator_of
from perfcheck.indicator.units import BASE, alternatives, is_percent, kind_of, scaled
from perfcheck.model.values import Kind, Operator

Build = Callable[[re.Match[str]], Reading | None]
FINISH = lazily(
    r"完成|完工|竣工|到位|开工|验收|启动|投入|投用|交付|建成|结束|拨付|支付|发放|实施|使用|通车|开展|上报|报送|公开|下达|"
    r"提交|出版|印发|召开|举办|办结|完毕|结项|挂网|招标|采购|签订|送达|移交|上线|达到|实现"
)
WITHIN = lazily(r"度?(?:全年|内|之内|以内|期间|份)?")
SCALES = ("万", "亿")
ON_SO_MANY = lazily(BASE)
NAMED_YEAR = lazily(r"(?:19|20)\d{2}")
LATEST = lazily(r"不(?:晚|迟)于|最迟|最晚")


def single(match: re.Match[str]) -> Reading | None:
    """One number with its unit, if any; 2020年 is a date, not a time of 2020 years."""
    unit = match.groupdict().get("unit") or ""
    if unit.startswith("年") and NAMED_YEAR.fullmatch(match["n"]):
        return None
    return number(scaled(match["n"], unit).value, unit, match)


def other(match: re.Match[str]) -> Reading | None:
    """A number of what the list of units does not know; 0投诉 is left to the noughts in words."""
    return None if not Decimal(match["n"]) else single(match)


def yuan(match: re.Match[str]) -> Reading:
    """An amount behind ¥, in yuan unless typed otherwise."""
    unit = match["unit"] or "元"
    if unit in SCALES:
        unit += "元"
    return number(scaled(match["n"], unit).value, unit, match)


def number(value: Decimal, unit: str, match: re.Match[str]) -> Reading:
    """A value with the sign and the doubts of its match.

    Nought is a kind of its own, unless it is only a floor.
    """
    operator = operator_of(match)
    if operator is Operator.NONE and match.groupdict().get("within"):
        operator = Operator.AT_MOST
    kind, about = kind_of(unit), approximately(match)
    if value == 0 and operator not in (Operator.AT_LEAST, Operator.MORE):
        return Reading(Kind.ZERO, operator, abs(value), unit=unit, approximate=about)
    return Reading(kind, operator, value, unit=unit, approximate=about)


def per_something(match: re.Match[str]) -> Reading | None:
    """An amount or a count for each of something: 1600元/亩, 每月1次; 卷/件 is one unit."""
    unit = match["unit"] or ""
    if alternatives(unit):
        return None
    value = scaled(match["n"], unit).value
    about = approximately(match)
    return Reading(Kind.RATIO, operator_of(match), value, unit=unit, approximate=about)


def fraction(match: re.Match[str]) -> Reading | None:
    """A part of a whole: 1:15."""
    part, whole = Decimal(match["part"]), Decimal(match["whole"])
    return Reading(Kind.RATIO, operator_of(match), part / whole) if whole else None


def share(match: re.Match[str]) -> Reading | None:
    """A share: 三分之二; 十万分之二十 is 20 on 100,000, as 20/10万 is."""
    whole = match["whole"]
    if not ON_SO_MANY.fullmatch(whole):
        return fraction(match)
    return Reading(Kind.RATIO, operator_of(match), Decimal(match["part"]), unit=f"/{whole}")


def rank(match: re.Match[str]) -> Reading | None:
    """A place among others, the first is 1: 前三名 is at most 3."""
    place = match["n"] or match["nth"]
    value = Decimal(place) if place.isdecimal() else chinese_number(place)
    return Reading(Kind.COUNT, Operator.AT_MOST, value, unit="名") if value else None


def doubled(match: re.Match[str]) -> Reading:
    """翻番 is twice, 翻两番 four times."""
    return Reading(Kind.RATIO, operator_of(match), Decimal(2) ** int(match["n"] or 1), unit="倍")


def between(match: re.Match[str]) -> Reading:
    """A band between two numbers, the unit typed once or twice."""
    unit = match["unit"] or match["unit1"] or ""
    low, high = scaled(match["low"], match["unit1"] or unit), scaled(match["high"], unit)
    if is_percent(unit) and not is_percent(match["unit1"] or unit):
        low = scaled(match["low"], unit)
    return Reading(Kind.RANGE, Operator.RANGE, None, low.value, high.value, unit)


def tolerance(match: re.Match[str]) -> Reading:
    """As far above as below nought: ±3%."""
    quantity = scaled(match["n"], match["unit"] or "")
    return Reading(Kind.RANGE, Operator.RANGE, None, -quantity.value, quantity.value, quantity.unit)


def interval(match: re.Match[str]) -> Reading | None:
    """From one date to another."""
    found = read_interval(match["dates"])
    return Reading(Kind.RANGE, Operator.RANGE, None, *found, unit="date") if found else None


def deadline(match: re.Match[str]) -> Reading | None:
    """A date to be kept; 12月前 ends before December, 12月底前 with it.

    A date is a deadline when it stands alone, says 前 or 底, or is followed by what is finished
    then; a year that is merely named (2020年版) is none.
    """
    date, rest = match["date"], match["rest"]
    iso = read_date(date)
    at_end = bool(match["end"]) or date.endswith(("底", "末", "终"))
    bound = at_end or match["before"]
    if iso is None or not (bound or _finishes(rest)):
        return None
    sign = SIGNS.get(match["sign"] or "")
    if sign is None:
        strict = match["before"] and not at_end and not LATEST.match(match["head"] or "")
        sign = Operator.LESS if strict else Operator.AT_MOST
    return Reading(Kind.DEADLINE, sign, iso, unit="date")


def every_month(match: re.Match[str]) -> Reading | None:
    """A day of every month: 每月10日前 is ---10."""
    day = int(match["day"])
    sign = Operator.LESS if match["before"] else Operator.AT_MOST
    return Reading(Kind.DEADLINE, sign, f"---{day:02d}", unit="date") if 0 < day <= 31 else None


def _finishes(rest: str) -> bool:
    if not WITHIN.sub("", rest, count=1):
        return True
    return bool(FINISH.search(rest)) and not rest.startswith(("版", "工作", "规划"))
