"""The grammar of quantities: a table of named patterns, read from top to bottom.

A cell is first brought to one spelling (`spelling.canonical`): one sign in front, plain digits,
no spaces. Each row of the table matches the whole cell; the first that matches decides. A number
inside prose is therefore never a target by accident; `inside` lists the few quantities that may be
lifted out of a sentence.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from perfcheck.indicator.moments import read_date, read_deadline, read_interval
from perfcheck.model.values import Kind, Operator, Quantity

N = r"\d+(?:\.\d+)?"
SIGNED = r"-?\d+(?:\.\d+)?"
LEAD = (
    r"(?:各|共|共计|合计|累计|全年|年度|每人|约|大约|近|将近|完成|已完成|达|达到|达到了|为|数量为|计|总计|"
    r"每年|新增|不少于)*"
)
AROUND = r"(?:左右|上下|余|多)?"
MORE = r"(?P<after>以上|及以上|\(含\)以上|以内|以下|及以下|之内)?"
PER_CENT = r"(?:%|百分比|个百分点|百分点|%%)"
MONEY = r"(?:亿元|万元|千元|百元|百万元|千万元|万美元|美元|元|万|亿|元整|万元整|元人民币)"
TIME = r"(?:个?工作日|日历天|个月|个小时|小时|分钟|学年|周年|年|月|天|日|周|季度)"
SIGNS = {
    "≥": Operator.AT_LEAST,
    ">": Operator.MORE,
    "=": Operator.EQUAL,
    "≤": Operator.AT_MOST,
    "<": Operator.LESS,
}
AFTER = {
    "以上": Operator.AT_LEAST,
    "及以上": Operator.AT_LEAST,
    "(含)以上": Operator.AT_LEAST,
    "以内": Operator.AT_MOST,
    "以下": Operator.AT_MOST,
    "及以下": Operator.AT_MOST,
    "之内": Operator.AT_MOST,
}
MULTIPLES = (("百万", 10**6), ("千万", 10**7), ("万", 10**4), ("亿", 10**8))


@dataclass(frozen=True, slots=True)
class Reading:
    """What a pattern made of a cell; dates are ISO texts."""

    kind: Kind
    operator: Operator = Operator.NONE
    value: Decimal | str | None = None
    low: Decimal | str | None = None
    high: Decimal | str | None = None
    unit: str = ""
    parts: tuple[Quantity, ...] = ()
    approximate: bool = False


Build = Callable[[re.Match[str]], Reading | None]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the grammar; `example` is a cell that this row, and no earlier one, reads."""

    name: str
    regex: re.Pattern[str]
    build: Build
    example: str


def scaled(number: str, unit: str) -> Quantity:
    """A number with its unit's multiple worked in: 1.2 万亩 is 12000; percent is a fraction."""
    value = Decimal(number)
    if re.match(PER_CENT, unit):
        return Quantity(value / 100, unit)
    if unit.startswith("‰"):
        return Quantity(value / 1000, unit)
    for word, factor in MULTIPLES:
        if unit.startswith(word) and not unit.startswith("万能"):
            return Quantity(value * factor, unit)
    if unit.startswith("千元"):
        return Quantity(value * 1000, unit)
    return Quantity(value, unit)


def _operator(match: re.Match[str]) -> Operator:
    groups = match.groupdict()
    return AFTER.get(groups.get("after") or "", SIGNS.get(groups.get("sign") or "", Operator.NONE))


def _approximate(match: re.Match[str]) -> bool:
    return bool(re.search(r"约|左右|上下|余|近|\d多", match[0]))


def _single(kind: Kind) -> Build:
    def build(match: re.Match[str]) -> Reading | None:
        unit = match.groupdict().get("unit") or ""
        quantity = scaled(match["n"], unit)
        operator = _operator(match)
        nought = quantity.value == 0 and operator not in (Operator.AT_LEAST, Operator.MORE)
        return Reading(
            Kind.ZERO if nought else kind,
            operator,
            abs(quantity.value) if nought else quantity.value,
            unit=unit,
            approximate=_approximate(match),
        )

    return build


def _range(match: re.Match[str]) -> Reading:
    unit = match["unit"] or match["unit1"] or ""
    low, high = scaled(match["low"], unit), scaled(match["high"], unit)
    return Reading(Kind.RANGE, Operator.RANGE, None, low.value, high.value, unit)


def _tolerance(match: re.Match[str]) -> Reading:
    quantity = scaled(match["n"], match["unit"] or "")
    return Reading(Kind.RANGE, Operator.RANGE, None, -quantity.value, quantity.value, quantity.unit)


def _interval(match: re.Match[str]) -> Reading | None:
    found = read_interval(match[0])
    return Reading(Kind.RANGE, Operator.RANGE, None, *found, unit="date") if found else None


def _deadline(match: re.Match[str]) -> Reading | None:
    text = match["rest"]
    sign = SIGNS.get(match["sign"] or "")
    found = read_deadline(text)
    if not found or (len(found[1]) == 4 and "年" not in text):
        return None
    share = re.search(r"(\d+(?:\.\d+)?)%", text)
    if share:
        return Reading(Kind.MIXED, Operator.NONE, Decimal(share[1]) / 100, unit="%")
    return Reading(Kind.DEADLINE, sign or Operator(found[0]), found[1], unit="date")


def _ratio(match: re.Match[str]) -> Reading:
    quantity = scaled(match["n"], match["unit"])
    return Reading(Kind.RATIO, _operator(match), quantity.value, unit=match["unit"])


def _each(match: re.Match[str]) -> Reading:
    return Reading(Kind.RATIO, _operator(match), Decimal(match["n"]), unit=match["unit"] or "")


def _row(name: str, regex: str, build: Build, example: str) -> Pattern:
    return Pattern(name, re.compile(f"^(?:{regex})$"), build, example)


S = r"(?P<sign>[≥≤=<>])?"
DATE = (
    r"(?:(?:[12]\d{3}(?:年度?|[./-]))?\d{1,2}(?:月(?:\d{1,2}[日号])?(?:底|末)?|[./-]\d{1,2}(?:[./-]?\d{1,2})?)?|"
    r"[12]\d{3}年?)"
)
U = r"[^\d\s,;。、()≥≤=<>%+:]{1,8}?"

PATTERNS: tuple[Pattern, ...] = (
    _row(
        "tolerance",
        rf"(?:误差|偏差)?(?:控制在|不超过)?(?:[≤<])?±(?P<n>{N})(?P<unit>%|‰|[^\d]{{0,4}}?)(?:以内|之内)?",
        _tolerance,
        "±3%以内",
    ),
    _row(
        "date interval", rf"{DATE}[-~至到]{DATE}(?:底|末)?(?:完成|实施|开展)?", _interval, "1-12月"
    ),
    _row(
        "range",
        rf"{LEAD}(?P<low>{N})(?P<unit1>%|‰|[^\d\-~至到]{{1,4}})?(?:-|~|至|到)(?P<high>{N})"
        rf"(?P<unit>%|‰|{U})?(?:之间)?",
        _range,
        "60%~80%",
    ),
    _row(
        "deadline",
        rf"{S}(?P<rest>.*(?:年|月|日|号|底|末|\d[./-]\d).*)",
        _deadline,
        "2020年12月底前",
    ),
    _row(
        "percent",
        rf"{S}{LEAD}(?P<n>{SIGNED})(?P<unit>{PER_CENT}|‰){AROUND}{MORE}"
        r"(?:完成|到位|覆盖|合格|达标|通过|发放|完成率|全覆盖)?",
        _single(Kind.PERCENT),
        "≥95%以上",
    ),
    _row(
        "money per something",
        rf"{S}{LEAD}(?P<n>{N})(?P<unit>{MONEY}(?:[/每·].+|人[次均]?)){MORE}",
        _ratio,
        "1600元/亩",
    ),
    _row(
        "count per something",
        rf"{S}{LEAD}(?P<n>{N})(?P<unit>{U}[/每].{{1,8}}|倍){MORE}",
        _ratio,
        "1次/月",
    ),
    _row(
        "each gets",
        rf"{S}(?:平均)?(?:每|人均|户均|亩均|生均)[^\d]{{0,8}}?(?P<n>{N})(?P<unit>{MONEY}|{U})?{MORE}",
        _each,
        "每亩300",
    ),
    _row(
        "money",
        rf"{S}{LEAD}[¥]?(?P<n>{SIGNED}){AROUND}(?P<unit>{MONEY}){AROUND}{MORE}",
        _single(Kind.MONEY),
        "≤90万元",
    ),
    _row(
        "duration",
        rf"{S}{LEAD}(?P<n>{N}){AROUND}(?P<unit>{TIME}){AROUND}{MORE}(?:完成|内完成|内|之内完成)?",
        _single(Kind.DURATION),
        "≤7工作日",
    ),
    _row(
        "count",
        rf"{S}{LEAD}(?P<n>{N}){AROUND}(?P<unit>{U}|[a-zA-Z]{{1,3}}[²³23]?|[㎡㎥㎞㎏]|"
        rf"{U}\({U}\)|{U}[、/]{U}){AROUND}{MORE}",
        _single(Kind.COUNT),
        "1.2万亩",
    ),
    _row("bare number", rf"{S}{LEAD}(?P<n>{SIGNED}){AROUND}{MORE}", _single(Kind.COUNT), "220"),
)


def read_pattern(key: str) -> Reading | None:
    """The first pattern of the table that reads the whole cell."""
    for pattern in PATTERNS:
        match = pattern.regex.match(key)
        if match:
            reading = pattern.build(match)
            if reading:
                return reading
    return None


_PROTECTED = re.compile(
    r"《[^》]*》|〔[^〕]*〕|\([12]\d{3}(?:年|-)?[^)]*\)|十[一二三四五]五|第[\d一二三四五六七八九十]+[届次批期个]?|"
    r"[12]\d{3}年(?:度|版)?|[12]\d{3}-[12]\d{3}|\d+号文?|\d+-\d+期"
)
COUNTERS = (
    "平方米|平方公里|立方米|平米|公里|千米|公斤|千克|公顷|千瓦时?|人次|人天|课时|学时|车次|场次|班次|批次|亩次|"
    "标段|项目|乡镇|社区|企业|学校|人|次|个|件|项|份|部|册|本|卷|批|条|套|台|家|户|所|座|处|场|名|亩|辆|篇|幅|张|起|"
    "例|宗|株|棵|吨|小时|分钟|天|米|只|头|匹|艘|架|间|栋|幢|层|孔|眼|口|趟|班|组|类|种|对|双|盏|块|片|盆|枚|"
    "支|期|村|镇|乡|县|字|万字|分"
)
_QUANTITY = re.compile(
    rf"(?P<sign>[≥≤=<>]|不少于|不低于|至少|不超过|不高于|达到|大于|高于|超过|小于|低于|少于)?"
    rf"(?P<n>{N})(?P<unit>{PER_CENT}|‰|{MONEY}(?:/[^\d,;、。]{{1,4}})?|万?(?:{COUNTERS})|个?月|"
    r"(?:个?工作日|日历天))(?![底末前份])(?P<after>以上|及以上|以内|以下)?"
)
_WORD_SIGNS = {
    "不少于": "≥",
    "不低于": "≥",
    "至少": "≥",
    "不超过": "≤",
    "不高于": "≤",
    "大于": ">",
    "高于": ">",
    "超过": ">",
    "小于": "<",
    "低于": "<",
    "少于": "<",
    "达到": "",
}


def inside(key: str) -> tuple[tuple[Operator, Quantity], ...]:
    """Every quantity with a unit inside a sentence, titles, years and document numbers left out."""
    found = []
    at_least = "至少" in key or "不少于" in key
    for match in _QUANTITY.finditer(_PROTECTED.sub("□", key)):
        sign = _WORD_SIGNS.get(match["sign"] or "", match["sign"])
        operator = AFTER.get(match["after"] or "", SIGNS.get(sign or "", Operator.NONE))
        if operator is Operator.NONE and at_least:
            operator = Operator.AT_LEAST
        found.append((operator, scaled(match["n"], match["unit"])))
    return tuple(found)


def has_date(key: str) -> bool:
    """A month or a day is named somewhere in the text."""
    return (
        bool(re.search(r"\d{1,2}月(?:底|末|前|\d|份)|年底|年末|\d{4}年\d", key))
        or read_date(key) is not None
    )
