"""A target cell becomes a typed value: what is promised, in which unit, by when."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from perfcheck.indicator.context import Cell, settle
from perfcheck.indicator.lazily import lazily
from perfcheck.indicator.patterns import read_pattern
from perfcheck.indicator.prose import read_prose
from perfcheck.indicator.reading import Reading
from perfcheck.indicator.spelling import canonical, squeeze
from perfcheck.indicator.units import is_unit
from perfcheck.indicator.weaknesses import target_flags, vagueness
from perfcheck.indicator.words import contains, lexicon
from perfcheck.model.cells import CellRef
from perfcheck.model.values import Direction, Kind, Operator, Target

NUMBER = lazily(r"[≥≤=<>]?-?\d+(?:\.\d+)?")
BAND = lazily(r"\d+(?:\.\d+)?(?:-|~|至|到)\d+(?:\.\d+)?")
REMARK = lazily(r"(?<=.)\([^()]*\)$")
COST = lazily(r"^(?!.*(?:节约|节省|降低|压减|减少)).*成本(?:控制数?)?$")  # 节约成本 is no cost
FALL = lazily(r"(?:下降|降低|减少|压减|压降|回落|缩短|下调)[^\d,;]{0,6}\d")
# What a template leaves to fill in; x only beside another or alone, for it also multiplies.
PLACEHOLDER = lazily(
    r"[≥≤=<>*_/\\~.…()\-:,]|[Xx]{1,3}|某|若干|待定|\(?填(?:写|报)?(?:数字|数值)?\)?"
)
DIGIT = re.compile(r"\d")
WORDS = re.compile(r"[^\dⅠ-Ⅻ.,\s≥≤=<>]")
BY_SIGN = {
    Operator.AT_LEAST: Direction.HIGHER,
    Operator.MORE: Direction.HIGHER,
    Operator.AT_MOST: Direction.LOWER,
    Operator.LESS: Direction.LOWER,
    Operator.EQUAL: Direction.EXACT,
    Operator.RANGE: Direction.EXACT,
}
NO_UNITS = frozenset(("对", "口", "点", "面"))  # units that are also answers
NOT_SIGNS = frozenset(
    ("定性", "定量", "正向", "反向", "正向指标", "反向指标", "定量指标", "定性指标")
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
    points: Decimal | None = None,
    cell: CellRef | None = None,
) -> Target:
    """Read a target; sign and unit may come from columns of their own.

    `text` of the result joins what was typed. A number in the name is not the target, but a unit
    in brackets there is used. `points` are those of the row, to tell a value from points that were
    typed in its place. Dates keep the precision typed, so `year` does not enter them.
    Never raises: whatever cannot be read is qualitative.
    """
    del year
    sign = "" if squeeze(operator) in NOT_SIGNS else operator
    level = squeeze(category + subcategory)
    typed = (squeeze(sign), squeeze(unit), squeeze(name))
    read = _read(Cell(raw, *typed, level, percent_format, points))
    target = Target(
        text=_shown(sign, raw, unit),
        cell=cell,
        kind=read.kind,
        operator=read.operator,
        value=read.value,
        low=read.low,
        high=read.high,
        unit=read.unit,
        approximate=read.approximate,
        direction=_direction(read, squeeze(operator), squeeze(name), level, raw),
        parts=read.parts,
    )
    flags = target_flags(target, raw, name, squeeze(sign))
    if target.quantified and not flags:
        return target
    grade, vague = vagueness(target, raw, name)
    return replace(target, vagueness=grade, vague_words=vague, flags=flags)


def _shown(operator: str, raw: str, unit: str) -> str:
    """What was typed, as one would type it in one cell; a unit alone is no target."""
    if not raw.strip():
        return ""
    own = WORDS.search(squeeze(raw))
    return f"{operator}{raw}{'' if own else unit}".strip()


@lru_cache(maxsize=8192)
def _read(cell: Cell) -> Reading:
    plain = squeeze(cell.raw)
    if _is_empty(plain):
        return _nothing(plain, cell.name)
    key = _joined(cell, canonical(cell.raw))
    reading = read_pattern(key) or _without_remark(cell.raw, key)
    return (
        settle(reading, cell, key)
        if reading
        else settle(read_prose(plain, key, cell.name), cell, key)
    )


def _is_empty(plain: str) -> bool:
    """Nothing, a dash, a sign or a unit without a number, a template's ≥**人 or XX%."""
    if plain.upper() in lexicon().empty:
        return True
    if DIGIT.search(plain):
        return False
    rest = PLACEHOLDER.sub("", plain)
    return not rest or (is_unit(rest) and rest not in NO_UNITS)


def _nothing(plain: str, name: str) -> Reading:
    """无 as the target of something that should not happen is a nought; else it is no target."""
    if plain in ("无", "零") and contains(name, lexicon().bad_events):
        return Reading(Kind.ZERO, Operator.NONE, Decimal(0))
    return Reading(Kind.EMPTY)


def _joined(cell: Cell, key: str) -> str:
    """The cell as if sign, number and unit had been typed together."""
    if NUMBER.fullmatch(key):
        if cell.percent:
            number = Decimal(key.lstrip("≥≤=<>")) * 100
            key = f"{key[: len(key) - len(key.lstrip('≥≤=<>'))]}{number.normalize():f}%"
        elif cell.unit:
            key += cell.unit
    elif cell.unit and BAND.fullmatch(key):
        key += cell.unit
    if cell.sign and key[:1] not in "≥≤=<>":  # "" is in every text
        return canonical(cell.sign + key)
    return key


def _without_remark(raw: str, key: str) -> Reading | None:
    """The value before a remark in brackets, or before a unit that contradicts it (28.8万元 %)."""
    bare = REMARK.sub("", key)
    if bare != key:
        return read_pattern(bare)
    head, _, tail = raw.strip().rpartition(" ")
    return read_pattern(canonical(head)) if head and not re.search(r"\d", tail) else None


def _direction(read: Reading, operator: str, name: str, level: str, raw: str) -> Direction:
    """Which way is better: by the sign, else by what is measured (rules of the corpus)."""
    lex = lexicon()
    if by_sign := BY_SIGN.get(read.operator):
        return by_sign
    if operator.startswith("反向") or read.kind in (Kind.ZERO, Kind.DEADLINE, Kind.DURATION):
        return Direction.LOWER
    amount = read.kind in (Kind.MONEY, Kind.RATIO)
    if amount and contains(name, lex.exact_names):
        return Direction.EXACT
    if read.kind is Kind.RATIO and re.match("万?元", read.unit):
        return Direction.LOWER if "成本" in level else Direction.EXACT
    if FALL.search(squeeze(raw)):
        return Direction.HIGHER  # 下降5% of what is better less: the further it falls the better
    cost = read.kind is Kind.MONEY and ("成本" in level or COST.search(name))
    return Direction.LOWER if cost or _better_less(name) else Direction.HIGHER


def _better_less(name: str) -> bool:
    """Less is better of what should not happen, but not of how it is dealt with: 受理案件."""
    lex = lexicon()
    handled = contains(name, lex.handling)
    words = [word for word in lex.lower_names if word in name]
    return any(not (handled and word in lex.bad_events) for word in words)
