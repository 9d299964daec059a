"""A target cell becomes a typed value: what is promised, in which unit, and whether it can be checked."""

import re
from decimal import Decimal
from functools import lru_cache

from perfcheck.indicator.moments import read_date
from perfcheck.indicator.patterns import SIGNS, Reading, has_date, inside, read_pattern
from perfcheck.indicator.spelling import canonical, squeeze
from perfcheck.indicator.weaknesses import target_flags, vagueness
from perfcheck.indicator.words import contains, lexicon
from perfcheck.model.cells import CellRef
from perfcheck.model.values import Direction, Kind, Operator, Target

RATE_NAME = re.compile(
    r"(?:率|满意度|占比|比例|比重|百分比|覆盖面|知晓度|%)(?:\(.*\))?(?:指标)?[%]?$"
)
MONEY_NAME = re.compile(r"成本|资金|经费|预算|金额|投资|收入|产值|费用|支出|元")
COUNT_NAME = re.compile(r"(?:数|数量|天数|次数|人数|时长|学时)(?:\(.*\))?$")
TIME_NAME = re.compile(r"时间|时限|日期|期限|进度|时效|完成时|工期")
LENGTH_NAME = re.compile(r"年限|周期|时长|期限|工期|时限|天数$")
NAME_UNIT = re.compile(r"[(（](?:[≥≤=<>]{0,2})?[*\d.]*([^()（）\d*≥≤=<>]{1,8})[)）]\s*$")
CLAUSE_DATE = re.compile(
    r"^(?:于|在|截至|截止)?((?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}[日号])?|年)?(?:底|末|年底|年末)?)(之?前|以前)?[^\d]{0,24}$"
)


def read_target(
    raw: str,
    *,
    operator: str = "",
    unit: str = "",
    name: str = "",
    category: str = "",
    subcategory: str = "",
    year: int | None = None,
    percent_format: bool = False,
    cell: CellRef | None = None,
) -> Target:
    """Read a target; sign and unit may come from columns of their own.

    `text` of the result joins what was typed. A number in the name is not the target, but a unit
    in brackets there is used. Never raises: whatever cannot be read is qualitative.
    """
    del year
    words = (
        ""
        if squeeze(operator) in ("定性", "定量", "正向", "反向", "正向指标", "反向指标")
        else operator
    )
    read = _read(
        squeeze(words),
        raw,
        squeeze(unit),
        squeeze(name),
        squeeze(category),
        squeeze(subcategory),
        percent_format,
    )
    shown = f"{words}{raw}{unit if unit and not _has_unit(raw) else ''}"
    values = {"text": shown.strip(), "cell": cell}
    target = Target(
        **values,
        kind=read.kind,
        operator=read.operator,
        value=read.value,
        low=read.low,
        high=read.high,
        unit=read.unit,
        approximate=read.approximate,
        direction=_direction(
            read, squeeze(operator), squeeze(name), squeeze(category + subcategory)
        ),
        parts=read.parts,
    )
    grade, vague = vagueness(target, raw, name)
    flags = target_flags(target, raw, name, squeeze(operator))
    if not flags and grade is None:
        return target
    return Target(
        **{
            field: getattr(target, field)
            for field in Target.__slots__
            if field not in ("vagueness", "vague_words", "flags")
        },
        vagueness=grade,
        vague_words=vague,
        flags=flags,
    )


def _has_unit(raw: str) -> bool:
    return bool(re.search(r"[^\d.,\s≥≤=<>]", squeeze(raw)))


@lru_cache(maxsize=8192)
def _read(
    sign: str, raw: str, unit: str, name: str, category: str, subcategory: str, percent: bool
) -> Reading:  # noqa: FBT001
    plain = squeeze(raw)
    if (
        plain.upper() in lexicon().empty
        or re.fullmatch(r"[≥≤=<>%]*[^\d]{0,2}", plain)
        and not plain.strip("≥≤=<>%*-/")
    ):
        return _empty(plain, name)
    if "*" in plain and not re.search(r"\d", plain):
        return Reading(Kind.EMPTY)
    key = canonical(raw)
    joined = key + unit if unit and re.fullmatch(r"[≥≤=<>]?\d+(?:\.\d+)?", key) else key
    if sign and not re.match(r"[≥≤=<>]", joined):
        joined = canonical(sign + joined)
    if percent and re.fullmatch(r"[≥≤=<>]?\d+(?:\.\d+)?", key):
        head = re.match(r"[≥≤=<>]?", joined)[0]  # type: ignore[index]
        number = Decimal(key.lstrip("≥≤=<>")) * 100
        joined = f"{head}{number.normalize():f}%"
    return _quantity(joined, raw, name, category, subcategory) or _words(plain, key, name)


def _empty(plain: str, name: str) -> Reading:
    if plain in ("无", "零") and contains(name, lexicon().bad_events):
        return Reading(Kind.ZERO, Operator.NONE, Decimal(0))
    return Reading(Kind.EMPTY)


def _quantity(key: str, raw: str, name: str, category: str, subcategory: str) -> Reading | None:
    reading = read_pattern(key)
    if reading is None and re.search(r"\d", raw):
        head, _, tail = raw.strip().rpartition(" ")
        if head and not re.search(r"\d", tail):  # 28.8万元 %: a unit that contradicts
            reading = read_pattern(canonical(head))
    if reading is None:
        return None
    if reading.kind is Kind.DEADLINE and re.fullmatch(r"[≥≤=<>]?\d{4}\.\d{1,2}", key):
        if not TIME_NAME.search(name + subcategory):
            return Reading(Kind.COUNT, Operator.NONE, Decimal(key.lstrip("≥≤=<>")))
    if (
        reading.kind is Kind.DURATION
        and COUNT_NAME.search(name)
        and not LENGTH_NAME.search(name.removesuffix("天数"))
    ):
        return _retyped(reading, Kind.COUNT)
    if (
        reading.kind is Kind.MONEY
        and reading.unit in ("万", "亿")
        and not MONEY_NAME.search(name + category + subcategory)
    ):
        return _retyped(reading, Kind.COUNT)
    if (
        reading.unit == ""
        and reading.kind in (Kind.COUNT, Kind.ZERO)
        and isinstance(reading.value, Decimal)
    ):
        return _bare(reading, name, category + subcategory)
    if (
        reading.unit == ""
        and reading.kind is Kind.RANGE
        and RATE_NAME.search(name)
        and isinstance(reading.high, Decimal)
        and isinstance(reading.low, Decimal)
        and reading.high > 1
    ):
        return Reading(
            Kind.RANGE, reading.operator, None, reading.low / 100, reading.high / 100, "%"
        )
    return reading


def _retyped(reading: Reading, kind: Kind) -> Reading:
    return Reading(
        kind, reading.operator, reading.value, unit=reading.unit, approximate=reading.approximate
    )


def _bare(reading: Reading, name: str, level: str) -> Reading:
    """A number without a unit takes it from the name: (公里), 率, 周期, 成本."""
    value = reading.value
    assert isinstance(value, Decimal)  # noqa: S101
    found = NAME_UNIT.search(name)
    unit = found[1] if found else ""
    if value == 0:
        return Reading(Kind.ZERO, reading.operator, value, unit=unit)
    if unit in ("%", "百分比") or (not unit and RATE_NAME.search(name)):
        share = value / 100 if value > 1 else value
        return Reading(
            Kind.PERCENT, reading.operator, share, unit="%", approximate=reading.approximate
        )
    if unit:
        again = read_pattern(f"{value:f}{unit}")
        if again and again.kind in (Kind.MONEY, Kind.COUNT, Kind.DURATION, Kind.RATIO):
            return Reading(again.kind, reading.operator, again.value, unit=unit)
    if LENGTH_NAME.search(name) and not COUNT_NAME.search(name):
        return Reading(Kind.DURATION, reading.operator, value)
    if re.search(r"万元|成本$|金额|经费$|资金$|预算$", name) and not re.search(
        "率|数量|次数|个数", name
    ):
        return Reading(Kind.MONEY, reading.operator, value)
    return Reading(Kind.COUNT, reading.operator, value, approximate=reading.approximate)


def _words(plain: str, key: str, name: str) -> Reading:
    lex = lexicon()
    body = key.lstrip("≥≤=<>")
    if re.fullmatch(
        r"[≥≤=<>]?[^\d]{0,3}(?:%|百分比|公里|平方米|万元|元|个|人|次)", plain
    ) and not lex.standard.match(plain):
        return Reading(Kind.EMPTY)
    if lex.zero.match(body) and contains(body, lex.bad_events):
        return Reading(Kind.ZERO, Operator.NONE, Decimal(0))
    quantities = inside(key)
    dated = has_date(key)
    if quantities:
        operator, first = next((q for q in quantities if q[0] is not Operator.NONE), quantities[0])
        if len(quantities) > 1 or dated:
            graded = re.fullmatch(r"(?:[优良中差低]\d+%,?)+", plain)
            kind = Kind.PERCENT if graded else Kind.MIXED
            return Reading(
                kind, operator, first.value, unit=first.unit, parts=tuple(q for _, q in quantities)
            )
        again = read_pattern(
            f"{first.value:f}{first.unit}"
            if first.unit not in ("%", "百分比")
            else f"{first.value * 100:f}%"
        )
        kind = again.kind if again else Kind.COUNT
        if first.value == 0:
            kind = Kind.ZERO
        return Reading(kind, operator, first.value, unit=first.unit)
    clause = CLAUSE_DATE.match(key)
    if clause and clause[1]:
        end = clause[1].endswith(("底", "末"))
        date = read_date(clause[1]) or read_date(clause[1].rstrip("底末"))
        if date:
            return Reading(
                Kind.DEADLINE,
                Operator.LESS if clause[2] and not end else Operator.AT_MOST,
                date,
                unit="date",
            )
    if lex.standard.match(body) or body in lex.done:
        return Reading(Kind.BOOLEAN_STANDARD)
    return Reading(Kind.QUALITATIVE)


def _direction(read: Reading, operator: str, name: str, level: str) -> Direction:
    lex = lexicon()
    if read.operator in (Operator.AT_LEAST, Operator.MORE):
        return Direction.HIGHER
    if read.operator in (Operator.AT_MOST, Operator.LESS) or operator.startswith("反向"):
        return Direction.LOWER
    if read.operator in (Operator.EQUAL, Operator.RANGE) or read.kind is Kind.RANGE:
        return Direction.EXACT
    if read.kind in (Kind.ZERO, Kind.DEADLINE, Kind.DURATION):
        return Direction.LOWER
    if read.kind in (Kind.MONEY, Kind.RATIO) and contains(name, lex.exact_names):
        return Direction.EXACT
    if read.kind is Kind.RATIO and re.match(r"(?:万?元)", read.unit):
        return Direction.LOWER if "成本" in level else Direction.EXACT
    if contains(name, lex.lower_names) or (read.kind is Kind.MONEY and "成本" in level):
        return Direction.LOWER
    return Direction.HIGHER


__all__ = ["SIGNS", "read_target"]
