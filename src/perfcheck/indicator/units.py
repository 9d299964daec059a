"""The units of the field by class, from `data/lexicon/units.toml`, as pieces of the grammar.

The constants are alternations for regular expressions, the longest spelling first.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from perfcheck.indicator.lazily import lazily
from perfcheck.model.values import Kind, Quantity

_FILE = resources.files("perfcheck") / "data" / "lexicon" / "units.toml"
_DATA: Mapping[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


_SMALL = tuple(
    (f"{scale}{unit}", scale, rule["factor"])
    for scale, rule in _DATA["small_scales"].items()
    for unit in rule["before"]
)
_SCALE = f"(?:{_any_of(_DATA['scales'])})"

PER_CENT = f"(?:{_any_of(_DATA['percent'])})"
PER_MILLE = f"(?:{_any_of(_DATA['permille'])})"
_SMALL_MONEY = [whole for whole, _, _ in _SMALL if whole.endswith("元")]
MONEY = f"(?:{_SCALE}?(?:{_any_of(_DATA['money'])})|{_any_of(_SMALL_MONEY)}|{_SCALE})"
_COUNTER = f"(?:{_any_of([*_DATA['counter'], *(w for w, _, _ in _SMALL if w[-1] != '元')])})"
COUNTER = f"(?:{_SCALE}?{_COUNTER})"
# 卷、件; 卷/件; 台(套)
COUNTERS = rf"(?:{COUNTER}(?:[、/]{_COUNTER}|\({_COUNTER}\))?)"
# Alternatives for one thing, so that 卷/件 is no rate: a volume or a piece.
ALTERNATIVES = frozenset("卷件册份台套张部本座处场次项个幅条盒支辆批期所间幢栋")
# A unit in a sentence: the longest of all classes, so that 18周岁 is no 18周; 3年级, 5日均 are no
# years and days.
_NO_WORD = "(?!(?<=[年天日周])[岁级龄度均报版代产终底末])"
_BEHIND_SCALE = (*_DATA["time"], *_DATA["money"], *_DATA["counter"], "倍")
_ALL = _any_of([*_BEHIND_SCALE, *(whole for whole, _, _ in _SMALL)])
IN_TEXT = (
    rf"(?:{PER_CENT}|{PER_MILLE}|{_SCALE}?(?:{_ALL}){_NO_WORD}(?![A-Za-z²³])"
    rf"(?:[、/]{_COUNTER}(?=[,;.、()]|$)|\({_COUNTER}\))?|{_SCALE})"
)
# How many of whom a rate counts on: 45/10万, 12例/十万人.
BASE = r"(?:10{3,6}(?!\d)|(?:10{0,2}|十|百)?万|千)"
KNOWN = f"(?:{IN_TEXT}|{MONEY}|{COUNTERS})"

_IS_PER_CENT = lazily(PER_CENT)
_IS_PER_MILLE = lazily(PER_MILLE)
_IS_MONEY = lazily(rf"{MONEY}")
_IS_TIME = lazily(f"(?:{_any_of(_DATA['time'])})")
_IS_KNOWN = lazily(rf"{KNOWN}(?:[/每]{KNOWN})*")
_BASE = lazily(rf"[^/]*/({BASE})")
_SCALED = lazily(f"({_any_of(_DATA['scales'])})(?!能)")


def is_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else: 公里, 万人次, 元/亩."""
    return bool(_IS_KNOWN.fullmatch(text))


def is_percent(unit: str) -> bool:
    """%, 百分比, 个百分点."""
    return bool(_IS_PER_CENT.match(unit))


@lru_cache(maxsize=1024)
def factor(unit: str) -> Decimal:
    """What a unit multiplies its number by: 万亩 ten thousand, % a hundredth."""
    if _IS_PER_CENT.match(unit):
        return Decimal("0.01")
    if _IS_PER_MILLE.match(unit):
        return Decimal("0.001")
    for whole, _, times in _SMALL:
        if unit.startswith(whole):
            return Decimal(times)
    found = _SCALED.match(unit)
    return Decimal(_DATA["scales"][found[1]]) if found else Decimal(1)


def scaled(number: str, unit: str) -> Quantity:
    """A number with its unit's multiple worked in: 1.2 万亩 is 12000; percent is a fraction."""
    return Quantity(Decimal(number) * factor(unit), unit)


@lru_cache(maxsize=1024)
def kind_of(unit: str) -> Kind:
    """What a single number with this unit states."""
    if "/" in unit and not alternatives(unit):
        return Kind.RATIO
    if _IS_PER_CENT.fullmatch(unit) or _IS_PER_MILLE.fullmatch(unit):
        return Kind.PERCENT
    if _IS_MONEY.fullmatch(unit):
        return Kind.MONEY
    if _IS_TIME.fullmatch(unit):
        return Kind.DURATION
    return Kind.RATIO if unit == "倍" else Kind.COUNT


def alternatives(unit: str) -> bool:
    """Whether a slash stands between two names of one thing: 卷/件, 台/套."""
    head, slash, tail = unit.partition("/")
    return bool(slash) and (unit == "人/次" or {head.lstrip("万亿"), tail} <= ALTERNATIVES)


@lru_cache(maxsize=1024)
def _base(unit: str) -> Decimal | None:
    """How many a rate counts on: 例/10万 on 100,000."""
    found = _BASE.match(unit)
    if not found:
        return None
    digits, size = re.sub(r"\D", "", found[1]), re.sub(r"\d", "", found[1])
    words = {"": 1, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000}
    return Decimal(digits or 1) * words[size]


@cache
def _measures() -> Mapping[str, tuple[int, Decimal]]:
    """The group and the size of every unit that can be converted."""
    return {
        unit: (group, Decimal(str(size)))
        for group, sizes in enumerate(_DATA["measures"])
        for unit, size in sizes.items()
    }


def converted(value: Decimal, unit: str, wanted: str) -> Decimal | None:
    """A value with its multiple worked in, in the unit wanted; None where the two do not compare.

    Counters are labels: 52项 answers ≥50个. Percent answers percent alone, money money alone.
    """
    if not unit or not wanted:
        return value
    bases = tuple(_base(each) for each in (unit, wanted))
    if bases[0] and bases[1]:
        return value * bases[1] / bases[0]
    one, other = (_measures().get(_SCALED.sub("", each)) for each in (unit, wanted))
    if one and other:
        return value * one[1] / other[1] if one[0] == other[0] else None
    kinds = {kind_of(unit), kind_of(wanted)}
    if len(kinds) > 1 and kinds & {Kind.PERCENT, Kind.MONEY, Kind.DURATION}:
        return value if kinds == {Kind.MONEY, Kind.RATIO} else None
    return value
