"""Targets in words: a quantity or a date inside a sentence, a nought, a standard, or a slogan."""

import re
from decimal import Decimal

from perfcheck.indicator.moments import read_date
from perfcheck.indicator.patterns import Reading, has_date, inside, read_pattern
from perfcheck.indicator.words import contains, lexicon
from perfcheck.model.values import Kind, Operator, Quantity

UNIT_ONLY = re.compile(r"[≥≤=<>]*\(?(?:%|百分比|公里|平方米|万元|元|个|人|次|亩|米|项|件|户)\)?")
GRADES = re.compile(r"(?:[优良中差低]\d+%,?)+")
CLAUSE = re.compile(
    r"^[^\d]{0,12}?((?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}[日号])?|年)(?:底|末)?|(?:当年|本年)?年底|年末)"
    r"(之?前|以前)?[^\d]{0,24}$"
)


def read_prose(plain: str, key: str) -> Reading:
    """What a sentence promises; `plain` as typed, `key` in canonical spelling."""
    lex = lexicon()
    body = key.lstrip("≥≤=<>")
    if UNIT_ONLY.fullmatch(plain):
        return Reading(Kind.EMPTY)
    if lex.zero.match(body) and contains(body, lex.bad_events):
        return Reading(Kind.ZERO, Operator.NONE, Decimal(0))
    quantities = inside(key)
    if quantities:
        return _quantified(quantities, plain, dated=has_date(key))
    clause = CLAUSE.match(key)
    deadline = _deadline(clause) if clause else None
    if deadline:
        return deadline
    if lex.standard.match(plain) or lex.standard.match(body) or body in lex.done:
        return Reading(Kind.BOOLEAN_STANDARD)
    return Reading(Kind.QUALITATIVE)


def _quantified(
    quantities: tuple[tuple[Operator, Quantity], ...], plain: str, *, dated: bool
) -> Reading:
    """One quantity is the target; several, or one and a date, are a mixed one.

    Of several the one with a sign of its own binds, else the first leads.
    """
    operator, first = next((q for q in quantities if q[0] is not Operator.NONE), quantities[0])
    parts = tuple(quantity for _, quantity in quantities)
    if GRADES.fullmatch(plain):
        return Reading(Kind.PERCENT, operator, first.value, unit=first.unit)
    if len(parts) > 1 or dated:
        return Reading(Kind.MIXED, operator, first.value, unit=first.unit, parts=parts)
    if first.value == 0:
        return Reading(Kind.ZERO, operator, first.value, unit=first.unit)
    again = read_pattern(f"1{first.unit}")
    return Reading(again.kind if again else Kind.COUNT, operator, first.value, unit=first.unit)


def _deadline(clause: re.Match[str]) -> Reading | None:
    end = clause[1].endswith(("底", "末"))
    date = read_date(clause[1]) or read_date(clause[1].rstrip("底末"))
    if date is None or len(date) == 4:
        return None
    operator = Operator.LESS if clause[2] and not end else Operator.AT_MOST
    return Reading(Kind.DEADLINE, operator, date, unit="date")
