"""Chinese numerals: 三万五千 is 35000, 百分之九十五 is 95%, 九成 is 90%, 一年半 is 1.5年."""

import re
from decimal import Decimal

from perfcheck.indicator.lazily import lazily

DIGITS = (
    {c: n for n, c in enumerate("零一二三四五六七八九")}
    | {c: n for n, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
    | {"两": 2, "俩": 2, "貳": 2}
)
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
SECTIONS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
NUMERAL = "[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]"
ANY = frozenset("零〇一二两三四五六七八九十百千万半番壹贰叁肆伍陆柒捌玖")
# What a numeral in a sentence counts; a narrow list, for most of what follows a numeral is a word.
COUNTERS = (
    "个(?!人)|名|人次|人|次|场次|场|件|项|份|部|册|本|卷|批次|批|条|套|台|家|户|所|座|处|期|年(?![级龄])|天|小时|课时|"
    "学时|亩|公顷|元|美元|倍|辆|只|头|篇|幅|张|起|例|宗|株|米|公里|平方米|吨|种|类|轮|周(?!边)|工作日|分(?=以上|及以上|$)"
)
# Set phrases whose numeral counts nothing.
IDIOMS = (
    r"两个(?:维护|责任|确立|结合|务必|毫不动摇|覆盖)|三个(?:代表|一批|清单|务必)|四个(?:意识|自信|全面|一批)|"
    r"[五六七八九十]个一|五位一体|[两三四五]位一体|[一二三四五六七八九十]年(?:规划|行动|计划|攻坚)|"
    r"[一二三四五]期(?:工程|项目|建设)|一次(?:验收|通过|交验|性)|[二三]次(?:供水|污染|创业|分配|产业|元|装修|开发)|"
    r"一[^年月周季天十百千万亿点]一.|十[一二三四五]五|千家万户|万户|千[乡村]万[村镇]|十[个项大](?:重点|专项)(?=行动)|十分|百年|百日|千年"
)
_PER_CENT = lazily(f"百分之({NUMERAL}+(?:点{NUMERAL}+)?|\\d+(?:\\.\\d+)?)")
_PER_MILLE = lazily(f"千分之({NUMERAL}+|\\d+(?:\\.\\d+)?)")
_FRACTION = lazily(f"({NUMERAL}+)分之({NUMERAL}+)")
_TENTHS = lazily(
    "(?<![完达建编形促集构组变生养])([一二三四五六七八九两])成(?:(半)|([一二三四五六七八九]))?"
    "(?=以上|左右|以内|及以上|$)"
)
_YEAR = lazily("([一二][零〇一二三四五六七八九]{3})(?=年)")
_MONTH = lazily("(十?[一二]|[三四五六七八九十])月(?:([一二三四五六七八九十]{1,3})([日号]))?")
_HALF = lazily("(?:^|(?<=[≥≤=<>]))半(?=年(?!度)|月|个月|天|小时)")
_AND_HALF = lazily(f"({NUMERAL}|\\d+)(?:(年|天|小时)半|个半(月|小时))")
_TIMES_TWO = lazily("翻([一二两三四])番")
_WHOLE = lazily(f"([≥≤=<>]?)({NUMERAL}+)")
# 百余场, 近百场, 上万人: about a hundred, about ten thousand.
_ABOUT = lazily(f"(?:(近|上)([百千万])|([十百千万])(余|多))(?=(?:{COUNTERS}))")
_ROUND = {"十": "10", "百": "100", "千": "1000", "万": "10000"}
_QUANTITY = lazily(
    f"(?P<idiom>{IDIOMS})|(?<![第同每另唯统逐下上数几单任{NUMERAL[1:-1]}\\d])"
    f"(?P<numeral>{NUMERAL}+)(?=(?P<unit>[余多]?(?:{COUNTERS})))"
)
_ONE = lazily(
    "(?:次(?![性供])|个|场|项|套|份|部|座|台|本|册|家|条|篇|期|年|天|人次|处)(?![一性级体])"
)


def chinese_number(text: str) -> Decimal | None:
    """The value of a whole Chinese numeral, None where the text is none: 两百 is 200."""
    whole, point, fraction = text.partition("点")
    value = _integer(whole)
    if value is None or (point and not fraction):
        return None
    if any(c not in DIGITS for c in fraction):
        return None
    return Decimal(value) + (
        Decimal("0." + "".join(str(DIGITS[c]) for c in fraction)) if fraction else 0
    )


def _integer(text: str) -> int | None:
    if not text:
        return None
    if len(text) > 1 and all(c in DIGITS for c in text):  # 二〇二〇
        return int("".join(str(DIGITS[c]) for c in text))
    total = section = digit = last = 0
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in UNITS:
            first = not section and (c in "十拾" or not total)  # 十五, 百万: the 一 is left out
            section += (digit or first) * UNITS[c]
            last, digit = UNITS[c], 0
        elif c in SECTIONS:
            # 一万亿 multiplies all before it, 一亿二千万 only what follows the 亿
            total = _section(total, section + digit or not total, SECTIONS[c])
            last, section, digit = SECTIONS[c], 0, 0
        else:
            return None
    if digit and last > 10 and text[-2] not in "零〇":  # 三万五 is 35000
        digit *= last // 10
    return total + section + digit


def _section(total: int, group: int, scale: int) -> int:
    return total + group * scale if total >= scale else (total + group) * scale


def arabic(text: str) -> str:
    """Chinese quantities in digits; words that merely contain a numeral stay (统一, 一线)."""
    if ANY.isdisjoint(text):
        return text
    whole = _WHOLE.fullmatch(text)
    if whole and not re.fullmatch(IDIOMS, whole[2]) and _countable(whole[2]):
        return whole[1] + _shown(whole[2])
    text = _PER_CENT.sub(lambda m: f"{_number(m[1])}%", text)
    text = _PER_MILLE.sub(lambda m: f"{_number(m[1])}‰", text)
    text = _FRACTION.sub(lambda m: f"{_number(m[1])}分之{_number(m[2])}", text)
    text = _TENTHS.sub(
        lambda m: f"{DIGITS[m[1]]}{'5' if m[2] else DIGITS.get(m[3] or '零', 0)}%", text
    )
    text = _YEAR.sub(lambda m: _number(m[1]), text)
    text = _MONTH.sub(_month, text)
    text = _HALF.sub("0.5", text)
    text = _AND_HALF.sub(lambda m: f"{_number(m[1])}.5{m[2] or f'个{m[3]}'}", text)
    text = _TIMES_TWO.sub(lambda m: f"翻{DIGITS[m[1]]}番", text)
    text = _ABOUT.sub(_about, text)
    return _QUANTITY.sub(_quantity, text)


def _month(found: re.Match[str]) -> str:
    day = f"{_number(found[2])}{found[3]}" if found[2] else ""
    return f"{_number(found[1])}月{day}"


def _about(found: re.Match[str]) -> str:
    place = found.string[found.start() - 1 : found.start()] if found.start() else ""
    if place in DIGITS or place in UNITS or place.isdecimal() or place == "成":
        return found[0]  # 二十余次, 2万余人 have a number of their own; 成千上万 has none
    ahead = "近" if found[1] == "近" else ""
    behind = "余" if found[1] == "上" else (found[4] or "")
    return f"{ahead}{_ROUND[found[2] or found[3]]}{behind}"


def _quantity(found: re.Match[str]) -> str:
    numeral = found["numeral"]
    if numeral is None or not _countable(numeral):
        return found[0]
    if numeral == "一" and not _ONE.match(found.string, found.end()):
        return found[0]
    return _shown(numeral)


def _countable(numeral: str) -> bool:
    """A numeral has a digit or a ten of its own: 千 in 千家 counts nothing."""
    return numeral[0] in "十拾" or any(c in DIGITS for c in numeral)


def _shown(numeral: str) -> str:
    """In digits, a last 万 or 亿 kept as part of the unit: 五万 is 5万, as it would be typed."""
    head, last = numeral[:-1], numeral[-1]
    if last in SECTIONS and head and SECTIONS.keys().isdisjoint(head):
        return _number(head) + last
    return _number(numeral)


def _number(numeral: str) -> str:
    value = chinese_number(numeral)
    return numeral if value is None else f"{value:f}"
