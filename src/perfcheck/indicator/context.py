"""What stands around a target settles what its number means: the name, the levels, the unit."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from perfcheck.indicator.lazily import lazily
from perfcheck.indicator.patterns import read_pattern
from perfcheck.indicator.reading import SIGNS, Reading
from perfcheck.indicator.spelling import canonical
from perfcheck.indicator.units import is_percent, is_unit
from perfcheck.model.values import Kind, Operator

NAME_END = r"(?:\(.*\))?(?:指标|情况)?(?:达到?|为|是)?[≥≤=<>]?%?$"
RATE_NAME = lazily(
    r"(?:率|满意度|占比|比例|比重|百分比|覆盖面|知晓度|参与度|认可度|准确度|增幅|涨幅|降幅|%)"
    + NAME_END
)
MONEY_NAME = lazily(r"成本|资金|经费|预算|金额|投资|收入|产值|费用|支出|元")
AMOUNT_NAME = lazily(
    r"万元|(?:成本|金额|经费|资金|预算|成本控制数|总投资|费用|支出|产值|收入)(?:\(.*\))?$"
)
NUMBER_NAME = lazily(r"率|数量|次数|个数|人数")
COUNT_NAME = lazily(r"(?:数|数量|天数|次数|人数|时长|学时|课时|机时|航时)(?:\(.*\))?$")
TIME_NAME = lazily(r"时间|时限|日期|期限|进度|时效|完成时|工期|截止|完工|竣工|开工")
LENGTH_NAME = lazily(r"年限|周期|时长|期限|工期|时限")
EFFECT_NAME = lazily(
    r"(?:作用|影响|影响力|水平|要求|程度|能力|意识|条件|效果|效益|效应|发展|稳定|和谐|健康|安全|环境|生活|秩序|形象|氛围|素质|"
    r"[获幸]\w{1,2}感|积极性|安全感|运转|运行|改善|提升|提高|增强|促进|优化|文明|保障|机制|振兴|公平|需求|需要|可持续性?)$"
)
BRACKET = lazily(r"\((?:单位:?)?([≥≤=<>]{0,2})[*xX.…_-]*([^()\d*≥≤=<>]{0,10})\)")
FILLED = lazily(r"(?<![\d.])(\d+(?:\.\d+)?)([^\d,;()≥≤=<>]{0,4})")
OWN_QUANTITY = lazily(r"(?<![\d.])(\d+(?:\.\d+)?)([^\d,;()≥≤=<>]{1,4})$")
LAST_SIGN = lazily(r"([≥≤=<>])[*xX%…_]*$")
SIGN_WORDS = (
    (lazily(r"(?:不少于|不低于|不小于|至少|大于等于)$"), Operator.AT_LEAST),
    (lazily(r"(?:不超过|不高于|不大于|小于等于|控制在)$"), Operator.AT_MOST),
)
WISH_NAME = lazily(
    r"(?:进一步|有效|不断|持续)*(?:提升|提高|促进|保障|维护|改善|推动|推进|增强|加强|优化|满足|确保|巩固|完善|发挥|对)"
)
MEASURE_NAME = lazily(
    r"(?:率|度|数|(?<!质)量|额|比例|占比|比重|覆盖面|面积|收入|产值|里程|长度|人次|人|户|时间|天|年|费|成本|岗位|项目|就业|税收|"
    r"人员|人口|学生|儿童|老人|职工|干部|群众|对象|教师|企业|单位|村|社区|学校|机构|乡镇|场所|设备|车辆|设施|系统|平台|"
    r"个|处|座|台|套|次|场|期|辆)(?:\(.*\))?$"
)
ORDERLY_NAME = lazily(r"(?:按期|按时|如期|按计划|按要求|及时)(?!\w*(?:率|数|天|次)$)")
SCORED_NAME = lazily(r"分|考核|考试|成绩|评价|测评|评估|排名|评议")
FULL_RATE = lazily(r"满意(?:度|率)?$|(?:合格|达标|准确|完好|优良)率")
SOFT_LEVEL = lazily(r"效益|影响|满意")
MOST_POINTS = 20  # a rate may well be 50 or 90 %, and seldom one in five
YEAR_MONTH = lazily(r"[≥≤=<>]?(?:\d{4}\.\d{1,2}|\d{8})")
YEAR = lazily(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A target cell and its surroundings; everything but `raw` is squeezed."""

    raw: str
    sign: str
    unit: str
    name: str
    level: str
    percent: bool
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Hint:
    """What a name says of the number that belongs to it: 种植面积(≥**亩)."""

    operator: Operator = Operator.NONE
    unit: str = ""


def settle(reading: Reading, cell: Cell, key: str) -> Reading:
    """The reading with its kind, scale and sign settled by name and levels."""
    if reading.kind in (Kind.EMPTY, Kind.QUALITATIVE, Kind.BOOLEAN_STANDARD):
        return reading
    hint = _hint(cell.name)
    reading = _kind(reading, cell, key, hint)
    unsigned = reading.operator is Operator.NONE and hint.operator is not Operator.NONE
    if (
        unsigned
        and isinstance(reading.value, Decimal)
        and reading.kind not in (Kind.MIXED, Kind.EMPTY)
    ):
        return replace(reading, operator=hint.operator)
    return reading


def _kind(reading: Reading, cell: Cell, key: str, hint: Hint) -> Reading:
    if reading.kind is Kind.DEADLINE and YEAR_MONTH.fullmatch(key):
        by_time = TIME_NAME.search(cell.name + cell.level)
        return reading if by_time else Reading(Kind.COUNT, value=Decimal(key.lstrip("≥≤=<>")))
    if reading.kind is Kind.DURATION and COUNT_NAME.search(cell.name):
        return replace(reading, kind=Kind.COUNT)  # 免费开放天数 counts days
    if reading.kind is Kind.MONEY and reading.unit in ("万", "亿"):
        money = MONEY_NAME.search(cell.name + cell.level)
        return reading if money else replace(reading, kind=Kind.COUNT)
    if reading.unit == "分" and _are_marks(reading, cell.name):
        return Reading(Kind.EMPTY)
    if reading.unit == "" and reading.kind in (Kind.COUNT, Kind.ZERO):
        return _bare(reading, cell, key, hint)
    if reading.unit == "" and reading.kind is Kind.RANGE:
        return _bare_range(reading, cell.name, hint)
    return reading


def _bare(reading: Reading, cell: Cell, key: str, hint: Hint) -> Reading:
    """A number without a unit takes it from the name: (公里), 率, 周期, 成本."""
    value, name, unit = reading.value, cell.name, hint.unit
    assert isinstance(value, Decimal)
    if value == 0:
        floor = reading.operator in (Operator.AT_LEAST, Operator.MORE)
        return replace(reading, kind=Kind.COUNT if floor else Kind.ZERO, unit=unit)
    if _are_points(value, cell, key):
        return Reading(Kind.EMPTY)
    if is_percent(unit) or (not unit and RATE_NAME.search(name)):
        share = value / 100 if value > 1 else value
        return replace(reading, kind=Kind.PERCENT, value=share, unit=unit or "%")
    if unit or (unit := _unit_of_same_number(value, name)):
        again = read_pattern(f"{value:f}{unit}")
        if again and isinstance(again.value, Decimal):
            return replace(again, operator=reading.operator, unit=unit)
    if YEAR.fullmatch(key) and TIME_NAME.search(name) and not LENGTH_NAME.search(name):
        return Reading(Kind.DEADLINE, Operator.AT_MOST, key, unit="date")
    if LENGTH_NAME.search(name) and not COUNT_NAME.search(name):
        return replace(reading, kind=Kind.DURATION)
    if AMOUNT_NAME.search(name) and not NUMBER_NAME.search(name):
        return replace(reading, kind=Kind.MONEY)
    return reading


def _are_points(value: Decimal, cell: Cell, key: str) -> bool:
    """Whether the points of the row were typed into its value cell: a 作用 is no number.

    A small number without sign and unit says nothing of an effect or of satisfaction; nor of a rate
    where it equals the points of its row.
    """
    name, signed = cell.name, key[0] in SIGNS
    if signed or value > MOST_POINTS or 0 < value < 1:
        return False
    if EFFECT_NAME.search(name) or FULL_RATE.search(name):
        return True  # nobody promises that 10 % are satisfied
    if ORDERLY_NAME.match(name) or _says_its_number(name, value):
        return True  # 按期完成投资, 建设公路32.1公里: the name promises all, the cell holds points
    if WISH_NAME.match(name) and not MEASURE_NAME.search(name):
        return True
    return value == cell.points and bool(RATE_NAME.search(name) or SOFT_LEVEL.search(cell.level))


def _says_its_number(name: str, value: Decimal) -> bool:
    """The name ends with a quantity of its own, and it is another than the cell's."""
    found = OWN_QUANTITY.search(name)
    return found is not None and Decimal(found[1]) != value and is_unit(found[2])


def _are_marks(reading: Reading, name: str) -> bool:
    """10分 under what gives no marks are the points of the row."""
    value = reading.value
    if reading.operator is not Operator.NONE or not isinstance(value, Decimal):
        return False
    return value <= MOST_POINTS and not SCORED_NAME.search(name)


def _bare_range(reading: Reading, name: str, hint: Hint) -> Reading:
    low, high = reading.low, reading.high
    if not isinstance(low, Decimal) or not isinstance(high, Decimal):
        return reading
    if is_percent(hint.unit) or (not hint.unit and RATE_NAME.search(name)):
        if high <= 1:
            return reading
        return replace(reading, low=low / 100, high=high / 100, unit=hint.unit or "%")
    again = read_pattern(f"{low:f}-{high:f}{hint.unit}") if hint.unit else None
    return again or reading


@lru_cache(maxsize=8192)
def _hint(name: str) -> Hint:
    """Sign and unit that stand in a name in brackets, or the sign that it ends with."""
    for sign, inner in reversed(BRACKET.findall(name)):
        unit = inner.strip("*xX.…_-:")
        operator = SIGNS.get(canonical(f"{sign}1")[:1], Operator.NONE) if sign else Operator.NONE
        if is_unit(unit) or (sign and not unit):
            return Hint(operator, unit)
    last = LAST_SIGN.search(name)
    if last:
        return Hint(SIGNS[last[1]], "%" if name.endswith("%") else "")
    for words, operator in SIGN_WORDS:
        if words.search(name):
            return Hint(operator)
    return Hint()


def _unit_of_same_number(value: Decimal, name: str) -> str:
    """The unit beside the same number in the name: 38.75 under 项目成本38.75万元."""
    for number, behind in FILLED.findall(name):
        if Decimal(number) == value:
            return next((behind[:n] for n in range(len(behind), 0, -1) if is_unit(behind[:n])), "")
    return ""
