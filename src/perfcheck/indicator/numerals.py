"""Chinese numerals: 三万五千 is 35000, 百分之九十五 is 95%, 九成 is 90%."""

import re
from decimal import Decimal

DIGITS = (
    {c: n for n, c in enumerate("零一二三四五六七八九")}
    | {c: n for n, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
    | {"两": 2, "俩": 2, "貳": 2}
)
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
SECTIONS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
NUMERAL = "[零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]"
COUNTERS = (
    "个|名|人|次|场|件|项|份|部|册|本|卷|批|条|套|台|家|户|所|座|处|期|年|天|月|日|亩|"
    "万元|元|倍|辆|只|头|篇|幅|张|起|例|宗|株|米|公里|吨"
)
_PER_CENT = re.compile(f"百分之({NUMERAL}+(?:点{NUMERAL}+)?|\\d+(?:\\.\\d+)?)")
_PER_MILLE = re.compile(f"千分之({NUMERAL}+|\\d+(?:\\.\\d+)?)")
_TENTHS = re.compile(
    "(?<![完达建编形])([一二三四五六七八九两])成(?:([半])|([一二三四五六七八九]))?(?=以上|左右|以内|$)"
)
_QUANTITY = re.compile(
    f"(?:^|(?<=[≥≤><=])|(?<=于)|(?<=少于)|(?<=超过)|(?<=完成)|(?<=至少))({NUMERAL}+)(?=(?:{COUNTERS})(?:[以,、]|$|以上|以内)|$)"
)
_HALF = re.compile("^半(?=年|月|个月|天)")


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
            section += (digit or (1 if c in "十拾" and not section else digit)) * UNITS[c]
            last, digit = UNITS[c], 0
        elif c in SECTIONS:
            total = (total + section + digit) * SECTIONS[c]
            last, section, digit = SECTIONS[c], 0, 0
        else:
            return None
    if digit and last > 10 and text[-2] not in "零〇":  # 三万五 is 35000
        digit *= last // 10
    return total + section + digit


def arabic(text: str) -> str:
    """Chinese quantities in digits; words that merely contain a numeral stay (统一, 一线)."""
    if not any(c in text for c in "一二两三四五六七八九十百千半壹贰叁肆伍陆柒捌玖"):
        return text
    text = _PER_CENT.sub(lambda m: f"{_shown(m[1])}%", text)
    text = _PER_MILLE.sub(lambda m: f"{_shown(m[1])}‰", text)
    text = _TENTHS.sub(
        lambda m: f"{DIGITS[m[1]]}{'5' if m[2] else DIGITS.get(m[3] or '零', 0)}%", text
    )
    text = _HALF.sub("0.5", text)
    return _QUANTITY.sub(lambda m: _shown(m[1]), text)


def _shown(numeral: str) -> str:
    value = chinese_number(numeral)
    return numeral if value is None else f"{value:f}"
