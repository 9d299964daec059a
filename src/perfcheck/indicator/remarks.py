"""Weaknesses of an actual that a person should hear of, each with the words that show it."""

from collections.abc import Iterator
from decimal import Decimal

from perfcheck.indicator.lazily import lazily
from perfcheck.indicator.spelling import canonical, squeeze
from perfcheck.indicator.words import lexicon
from perfcheck.model.values import Flag, FlagKind, Kind, Operator, Quantity, Target

BOUND = lazily(r"以上|以内|以下")


def empty(text: str) -> bool:
    """Nothing was reported: blank, a dash, 不涉及; 无 and 零 are answers."""
    plain = squeeze(text)
    return plain.upper() in lexicon().empty and plain not in ("无", "零")


def copies(raw: str, target: Target) -> bool:
    """Whether an actual repeats its target as typed."""
    return bool(raw.strip()) and squeeze(raw) == squeeze(target.text)


def actual_flags(
    raw: str, target: Target, value: Decimal | str | None, parts: tuple[Quantity, ...]
) -> tuple[Flag, ...]:
    """Every weakness of an actual, in a fixed order."""
    return tuple(_flags(raw, target, value, parts)) if raw.strip() else ()


def _flags(
    raw: str, target: Target, value: Decimal | str | None, parts: tuple[Quantity, ...]
) -> Iterator[Flag]:
    text = raw.strip()
    signed = canonical(raw)[:1] in "≥≤<>"
    if copies(raw, target) and (signed or not target.quantified):
        yield Flag(FlagKind.COPIED_TARGET, f"实际完成值“{text}”照抄了指标值", (text,))
    elif signed or (value is not None and BOUND.search(raw)):
        yield Flag(
            FlagKind.COPIED_SIGN,
            f"实际完成值“{text}”应填一个确定的数，不带符号和“以上”“以内”",
            (text,),
        )
    if len(parts) > 1:
        yield Flag(FlagKind.MULTI_VALUE, f"实际完成值“{text}”一格里有 {len(parts)} 个数", (text,))
    if _words_for_a_number(target) and value is None and not parts and not empty(text):
        reason = f"指标值“{target.text}”是数，实际完成值“{text}”却不是数"
        if any(c.isdecimal() for c in canonical(raw)):
            reason = f"实际完成值“{text}”与指标值“{target.text}”说的不是同一个数，无法比较"
        yield Flag(FlagKind.TYPE_MISMATCH, reason, (text,))


def _words_for_a_number(target: Target) -> bool:
    dated = target.kind is Kind.DEADLINE or target.unit == "date"
    return target.quantified and not dated and target.operator is not Operator.RANGE
