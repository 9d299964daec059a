"""Targets in words: a quantity or a date inside a sentence, a nought, a standard, or a slogan."""

from decimal import Decimal

from perfcheck.indicator.builders import FINISH
from perfcheck.indicator.lazily import lazily
from perfcheck.indicator.quantities import Contents, Found, contents
from perfcheck.indicator.reading import Reading
from perfcheck.indicator.standards import is_standard
from perfcheck.indicator.units import kind_of
from perfcheck.indicator.words import contains, lexicon
from perfcheck.model.values import Kind, Operator

GRADES = lazily(r"(?:[优良中差低]\d+(?:\.\d+)?%[,;、]?)+")
NOUGHT = lazily(r"[^\d,;]{1,12}[为是=:]0")
REMARKS = lazily(r"\([^()]*\)")
KIND_WORD = lazily(r"^(?:定性|定量)(?:指标)?[:]?(?=.)")
ONLY_SIGN = lazily(r"^[≥≤=<>]+")


def read_prose(plain: str, key: str, name: str) -> Reading:
    """What a sentence promises; `plain` as typed, `key` in canonical spelling, both squeezed.

    What stands in brackets counts only where nothing else does.
    """
    body = KIND_WORD.sub("", key)
    bare = ONLY_SIGN.sub("", body)
    if _is_nought(bare):
        return Reading(Kind.ZERO, Operator.NONE, Decimal(0))
    outside = REMARKS.sub("", body)
    found = contents(outside) if outside else contents(body)
    if not found.quantities and outside != body:
        found = contents(body)
    reading = _counted(found, plain) or _dated(found, bare)
    if reading:
        return reading
    words = KIND_WORD.sub("", plain).rstrip(".,;!")
    return Reading(Kind.BOOLEAN_STANDARD if _standard(words, bare, name) else Kind.QUALITATIVE)


def _standard(words: str, bare: str, name: str) -> bool:
    return any(is_standard(text, name) for text in (words, bare, REMARKS.sub("", words)) if text)


def _is_nought(text: str) -> bool:
    """无安全事故, 零投诉, 发生次数为0: what should not happen did not."""
    lex = lexicon()
    if NOUGHT.fullmatch(text) or text in lex.noughts:
        return True
    return bool(lex.zero.match(text)) and bool(contains(text, lex.bad_events))


def _counted(found: Contents, plain: str) -> Reading | None:
    """One quantity is the target; several, or one and a date, are a mixed one.

    Of several the one with a sign of its own binds, else the first leads.
    """
    if not found.quantities:
        return None
    signed = (each for each in found.quantities if each.operator is not Operator.NONE)
    first = next(signed, found.quantities[0])
    if GRADES.fullmatch(plain):
        first = found.quantities[0]
        return Reading(Kind.PERCENT, first.operator, first.quantity.value, unit=first.quantity.unit)
    dated = found.span or any(moment.within_a_year for moment in found.moments)
    if len(found.quantities) > 1 or dated:
        parts = tuple(each.quantity for each in found.quantities)
        value, unit = first.quantity.value, first.quantity.unit
        return Reading(
            Kind.MIXED, first.operator, value, unit=unit, parts=parts, approximate=first.approximate
        )
    return _single(first)


def _single(found: Found) -> Reading:
    value, unit = found.quantity.value, found.quantity.unit
    if found.low is not None:
        return Reading(Kind.RANGE, Operator.RANGE, None, found.low, value, unit)
    if value == 0 and found.operator not in (Operator.AT_LEAST, Operator.MORE):
        return Reading(Kind.ZERO, found.operator, value, unit=unit)
    kind = kind_of(unit)
    if found.each and kind in (Kind.COUNT, Kind.MONEY, Kind.DURATION):
        kind = Kind.RATIO
    return Reading(kind, found.operator, value, unit=unit, approximate=found.approximate)


def _dated(found: Contents, text: str) -> Reading | None:
    """A date that something is to be finished by, or the dates that it lies between."""
    if found.span:
        return Reading(Kind.RANGE, Operator.RANGE, None, *found.span, unit="date")
    finished = bool(FINISH.search(text))
    limits = [each for each in found.moments if each.bound or (each.within_a_year and finished)]
    if not limits:
        return None
    last = limits[-1]  # of several dates the last binds the whole
    operator = Operator.LESS if last.strict else Operator.AT_MOST
    kind = Kind.DEADLINE if len({each.iso for each in limits}) == 1 else Kind.MIXED
    return Reading(kind, operator, last.iso, unit="date")
