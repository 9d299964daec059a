"""Weaknesses of a target that a person should hear of, each with the words that show it."""

import re
from collections.abc import Iterator
from decimal import Decimal

from perfcheck.indicator.lazily import lazily
from perfcheck.indicator.reading import SIGNS
from perfcheck.indicator.spelling import canonical, squeeze
from perfcheck.indicator.words import contains, lexicon
from perfcheck.model.values import Flag, FlagKind, Kind, Operator, Target, Vagueness

SLOGAN = lazily(
    r"^(?:提升|提高|促进|保障|维护|改善|推动|推进|增强|加强|带动|优化|满足|有效|持续|确保|减轻|巩固|完善|发挥|扩大)"
)
MEASURE = lazily(r"率|度$|度\(|比例|占比|比重|覆盖|数$|数量|面积|金额|收入|产值")
BASE = lazily(r"较|比|同比|环比|上年|基数|基期|\d{4}年")
GROWTH = lazily(r"增长率|增长$|增幅|增加率|下降率|降低率|提高率|提升率|增长比例")
RATE = lazily(r"(?:率|满意度|占比|比例)$")
RISE = lazily(r"(?:增长|增加|提高|提升|下降|降低|减少|压减|上升|增收)(?:约|近|[≥≤>])?\d")
RISING = lazily(
    r"(?:提高|提升|增加|降低|减少|增长|压减|促进)\w*(?:收入|产值|人数|人次|产量|能耗|成本|支出|消耗|排放)$"
)
NUMBER_OF = lazily(r"(?:人数|数量|次数|个数|件数|册数|场次)$")
SHARE = lazily(r"占|比例|比重|之比")  # 实际参训人数占计划参训人数 is a rate
SCALES = ("万", "亿")  # 2万 leaves its unit to the name
LAST_BRACKET = lazily(r"\([^()]*\)$")


def vagueness(target: Target, raw: str, name: str) -> tuple[Vagueness | None, tuple[str, ...]]:
    """How far an unquantified target is from one that can be checked, and the words in the way."""
    if target.quantified or target.kind is Kind.EMPTY:
        return None, ()
    lex = lexicon()
    words = contains(raw, lex.vague) or (raw.strip(),)
    if target.kind is Kind.BOOLEAN_STANDARD:
        return Vagueness.HALF, (raw.strip(),)
    if (
        contains(raw + name, lex.growth)
        or contains(raw + name, lex.countable)
        or re.search("及时|满意|率", raw + name)
    ):
        return Vagueness.DIRECT, words
    return Vagueness.TIERS, words


def target_flags(target: Target, raw: str, name: str, operator: str) -> tuple[Flag, ...]:
    """Every weakness of a target, in a fixed order."""
    return tuple(_flags(target, raw.strip(), squeeze(name), operator))


def _flags(target: Target, raw: str, name: str, operator: str) -> Iterator[Flag]:
    if target.kind is Kind.EMPTY:
        return
    if not target.quantified:
        yield _not_quantified(target, raw)
        return
    if target.kind is Kind.PERCENT and SLOGAN.match(name) and not MEASURE.search(name):
        yield Flag(
            FlagKind.PSEUDO_QUANTIFIED,
            f"“{name}”是一句口号，配上“{raw}”也说不清谁占谁的比例",
            (name,),
        )
    if target.approximate:
        yield Flag(FlagKind.APPROXIMATE, f"“{raw}”是约数，达没达到说不准", (raw,))
    if _grows(target, raw, name) and not BASE.search(name + raw):
        said = name if GROWTH.search(name) or not RISE.search(raw) else raw
        yield Flag(FlagKind.NO_BASELINE, f"“{said}”没有写明与什么时候相比", (said,))
    if target.kind is Kind.MIXED:
        yield Flag(FlagKind.MULTI_VALUE, f"“{raw}”一格里有几个要求，无法逐项计分", (raw,))
    yield from _misfit(target, raw, name)
    yield from _conflict(target, raw, operator)


def _not_quantified(target: Target, raw: str) -> Flag:
    words = contains(raw, lexicon().vague) or (raw,)
    said = "、".join(f"“{word}”" for word in words[:3])
    if target.kind is Kind.BOOLEAN_STANDARD:
        return Flag(FlagKind.NOT_QUANTIFIED, f"“{raw}”只能回答是或否，没有数量、比率或期限", (raw,))
    return Flag(FlagKind.NOT_QUANTIFIED, f"{said}没有数量、比率或期限，无法核对是否完成", words)


def _grows(target: Target, raw: str, name: str) -> bool:
    """A growth is promised, in the name or in the cell."""
    if GROWTH.search(name) or RISE.search(canonical(raw)):
        return True
    return target.kind is Kind.PERCENT and bool(RISING.match(name))


def _misfit(target: Target, raw: str, name: str) -> Iterator[Flag]:
    rate = RATE.search(name)
    if rate and target.kind in (Kind.COUNT, Kind.MONEY, Kind.DURATION) and target.unit:
        yield Flag(
            FlagKind.UNIT_MISFIT,
            f"“{name}”是比率，指标值“{raw}”的单位却是“{target.unit}”",
            (target.unit,),
        )
    if NUMBER_OF.search(name) and target.kind is Kind.PERCENT and not SHARE.search(name):
        yield Flag(FlagKind.UNIT_MISFIT, f"“{name}”是数量，指标值“{raw}”却是百分比", (target.unit,))
    yield from _of_another_kind(target, raw, LAST_BRACKET.sub("", name))
    if (
        rate
        and target.kind is Kind.PERCENT
        and isinstance(target.value, Decimal)
        and target.value > 1
        and not GROWTH.search(name)
    ):
        yield Flag(FlagKind.UNIT_MISFIT, f"“{name}”的指标值“{raw}”超过100%", (raw,))


def _of_another_kind(target: Target, raw: str, name: str) -> Iterator[Flag]:
    """An area in persons, a length in pieces; ratios and what has no unit say nothing."""
    if target.kind not in (Kind.COUNT, Kind.MONEY, Kind.DURATION):
        return
    if not target.unit or target.unit in SCALES:
        return
    for fit in lexicon().fits:
        if name.endswith(fit.names):
            if not any(part in target.unit for part in fit.units):
                reason = f"“{name}”说的是{fit.what}，指标值“{raw}”的单位却是“{target.unit}”"
                yield Flag(FlagKind.UNIT_MISFIT, reason, (target.unit,))
            return


def _conflict(target: Target, raw: str, operator: str) -> Iterator[Flag]:
    stated = SIGNS.get(canonical(operator + "1")[:1]) if operator else None
    typed = SIGNS.get(canonical(raw)[:1])
    if stated and typed and stated is not typed and Operator.NONE not in (stated, typed):
        yield Flag(
            FlagKind.OPERATOR_CONFLICT,
            f"指标性质填“{operator}”，指标值又写“{raw}”，两个符号不一致",
            (operator, raw),
        )
