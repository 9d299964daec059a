"""In what unit the amounts of a form are: named in a heading, above the table, or nowhere."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from perfcheck.form.fields import visible
from perfcheck.form.grid import Cell
from perfcheck.form.head import beside
from perfcheck.form.labels import Dictionary, amount_unit_in
from perfcheck.form.layout import Amounts
from perfcheck.form.numbers import SCALES, read_amount, read_number
from perfcheck.form.segment import Segment
from perfcheck.model.form import Budget, FundLine

WAN_YUAN, YUAN = "万元", "元"


def unit_of(segment: Segment, words: Dictionary, labels: Iterable[Cell], bottom: int) -> str | None:
    """The unit that the form names in one of its labels, else in the rows down to `bottom`, else
    at the top of its sheet.
    """
    for label in labels:
        if unit := amount_unit_in(label.text):
            return unit
    return _named(segment, words, segment.top, bottom) or _named(segment, words, *segment.shared)


def _named(segment: Segment, words: Dictionary, top: int, bottom: int) -> str | None:
    for _, cells in segment.lines(top, bottom):
        for cell in cells:
            if unit := amount_unit_in(cell.text):
                return unit
            if words.role("head", cell.text, "amount_unit"):
                named = visible(beside(segment, words, cell).text)
                if named in SCALES:
                    return named
    return None


def judged(budget: Budget, stated: str | None, limits: Amounts) -> Budget:
    """The budget with what is known of its unit: stated, in every cell if nowhere else; in doubt
    where the amounts can hardly be in it.
    """
    base, unit = budget.base, None
    if base and stated == WAN_YUAN and base >= limits.wan_most:
        unit = YUAN
    if base and stated == YUAN and base * SCALES[WAN_YUAN] < limits.yuan_least:
        unit = WAN_YUAN
    own = None if stated else unit_of_cells(budget)
    if base and stated is None and own is None and limits.ask_from <= base:
        unit = YUAN if budget.unit == WAN_YUAN else None
    told = stated is not None or own is not None
    return replace(budget, unit=own or budget.unit, unit_stated=told, unit_doubted=unit)


def unit_of_cells(budget: Budget) -> str | None:
    """What each amount says itself that it is in: 88.5万元; None where one does not say it.

    Where they say several things, the unit of the form stays.
    """
    amounts = [
        entry
        for line in (budget.total, *budget.sources)
        for entry in (line.original_budget, line.adjusted_budget, line.executed)
        if entry.value
    ]
    typed = [read_number(entry.text) or read_amount(entry.text) for entry in amounts]
    units = {number.unit if number else "" for number in typed}
    if not units or not units <= SCALES.keys():
        return None
    return units.pop() if units in ({WAN_YUAN}, {YUAN}) else budget.unit


def looks_like_yuan(total: FundLine, limit: Decimal) -> bool:
    """Whether amounts that were taken for 万元 are so large that 元 must be meant."""
    amounts = (total.original_budget.value, total.adjusted_budget.value)
    return any(amount is not None and amount >= limit for amount in amounts)
