"""Formulas that several places of 汇总表 need, in the functions of Excel 2007."""

from perfcheck.report.sheets.plan import SUMMARY_HEADING
from perfcheck.report.wording import NONE

FIRST = SUMMARY_HEADING + 1


def quote(words: str) -> str:
    """A text inside a formula."""
    return '"' + words.replace('"', '""') + '"'


def span(column: str, last: int) -> str:
    """The cells of a column of the ranking table."""
    return f"{column}{FIRST}:{column}{last}"


def counted(column: str, last: int) -> str:
    """The sum of an amount over the projects that have an execution rate."""
    return f'SUMIF({span("H", last)},">-1E9",{span(column, last)})'


def overall_rate(last: int) -> str:
    """What the projects with an execution rate spent, over what they were given."""
    return f"IFERROR({counted('G', last)}/{counted('F', last)},{quote(NONE)})"


def verified_share(last: int) -> str:
    """The verified points of all projects over all their recomputed points."""
    verified, every = f"SUM({span('K', last)})", f"SUM({span('J', last)})"
    return f"IF({every}>0,{verified}/{every},{quote(NONE)})"


def shown(number: str) -> str:
    """A number as text with two decimals."""
    return f'TEXT({number},"#,##0.00")'
