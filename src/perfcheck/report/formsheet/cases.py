"""Conditions in a row, the first that holds speaks: as an Excel formula and as its value."""

from collections.abc import Iterable

from perfcheck.report.formsheet.filling import Typed, blank
from perfcheck.report.formsheet.rowhints import OK
from perfcheck.report.formsheet.sums import Live

Case = tuple[str, bool, str]  # an Excel condition, whether it holds, what to say


def first_case(cases: Iterable[Case], otherwise: str = OK) -> Live:
    """Nested IFs over the cases, and the value that they have now."""
    formula, value = f'"{otherwise}"', otherwise
    for asked, holds, say in reversed(tuple(cases)):
        formula = f'IF({asked},"{say}",{formula})'
        value = say if holds else value
    return Live(f"={formula}", value)


def empty_case(cell: str, value: Typed, say: str) -> Case:
    """The case that nothing is typed in a cell."""
    return f'{cell}=""', blank(value), say
