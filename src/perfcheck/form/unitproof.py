"""In what unit amounts are whose form names none: shown by a sum that it names elsewhere.

A cost indicator ≤9万元 beside a budget of 90,000.00 says that the budget is in 元; ≤9万元 beside
9 says that it is in 万元. Nothing is concluded from the size of an amount alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfcheck.form.amounts import WAN_YUAN, YUAN
from perfcheck.form.numbers import AMOUNT, SCALES, Typed, read_number
from perfcheck.model.cells import Entry
from perfcheck.model.form import Budget, Goal, Indicator, Number, Text
from perfcheck.model.values import Kind

HALF = Decimal("0.5")
LEAST = Decimal(10_000)  # 元: smaller sums are prices, and may be the same by chance
# What is said of one of many, or of what comes in, is no sum of the project.
OTHER = re.compile(r"均|每|单价|标准|增收|收入|产值|节约|节支|利润|税")
CLAUSE = re.compile(r"[，。；,;！!\n]")
NEAR = (Decimal("0.001"), Decimal(10))  # what one amount of a project may be of another


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum with its unit, in 元: what it is, the weight of its last digit, where it stands."""

    value: Decimal
    quantum: Decimal
    entry: Text


def unit_shown(
    budget: Budget, goals: Sequence[Goal], indicators: Sequence[Indicator]
) -> tuple[str, Text] | None:
    """The unit that a sum named elsewhere shows, and where; None where none does, or several do.

    `budget` was read in 万元 without any heading that says so.
    """
    bare, typed = _amounts(budget)
    shown = [found for each in _sums(goals, indicators) for found in _same(each, bare)]
    shown += [found for each in typed for found in _near(each, bare)]
    units = {unit for unit, _ in shown}
    return shown[0] if len(units) == 1 else None


def _amounts(budget: Budget) -> tuple[list[Decimal], list[_Sum]]:
    """The amounts typed without a unit, as typed; those typed with one."""
    bare: list[Decimal] = []
    typed: list[_Sum] = []
    for line in (budget.total, *budget.sources):
        for entry in (line.original_budget, line.adjusted_budget, line.executed):
            if not entry.value:
                continue
            own = read_number(entry.text)
            if own is not None and own.unit in SCALES:
                typed.append(_sum(own, _worded(entry)))
            else:
                bare.append(entry.value)
    return bare, typed


def _worded(entry: Number) -> Text:
    return Entry(entry.text, entry.text, entry.cell, entry.state, entry.label)


def _sums(goals: Sequence[Goal], indicators: Sequence[Indicator]) -> Iterator[_Sum]:
    """The sums that targets, results and goals name."""
    for row in indicators:
        if row.target.kind is Kind.MONEY and not OTHER.search(row.name.text):
            yield from _in(row.target_entry, row.unit_entry.text)
            yield from _in(row.actual_entry, row.unit_entry.text)
    for goal in goals:
        yield from _in(goal.expected, "")
        yield from _in(goal.achieved, "")


def _in(entry: Text, unit: str) -> Iterator[_Sum]:
    text = entry.text if AMOUNT.search(entry.text) else entry.text + unit
    for found in AMOUNT.finditer(text):
        clause = CLAUSE.split(text[: found.start()])[-1]
        typed = read_number(found[0])
        if typed is not None and typed.unit.endswith(YUAN) and not OTHER.search(clause):
            yield _sum(typed, entry)


def _sum(typed: Typed, entry: Text) -> _Sum:
    scale = SCALES[typed.unit]
    return _Sum(typed.value * scale, typed.quantum * scale, entry)


def _same(named: _Sum, amounts: Sequence[Decimal]) -> Iterator[tuple[str, Text]]:
    """In which unit an amount is the sum that is named, as exactly as that is named."""
    for amount in amounts:
        for unit in (YUAN, WAN_YUAN):
            value = amount * SCALES[unit]
            if value >= LEAST and abs(named.value - value) <= named.quantum * HALF:
                yield unit, named.entry


def _near(known: _Sum, amounts: Sequence[Decimal]) -> Iterator[tuple[str, Text]]:
    """In which unit an amount can stand beside one of the same project whose unit is known."""
    for amount in amounts:
        units = [
            unit
            for unit in (YUAN, WAN_YUAN)
            if NEAR[0] < amount * SCALES[unit] / known.value < NEAR[1]
        ]
        if len(units) == 1:
            yield units[0], known.entry
