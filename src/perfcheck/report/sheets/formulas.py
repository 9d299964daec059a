"""The columns of the ranking table, and the formulas over them that several places need.

All in the functions of Excel 2007.
"""

from enum import StrEnum

from perfcheck.report.content import Area
from perfcheck.report.sheets.plan import SCORED, SCORED_HEADING, SUMMARY_HEADING, Plan
from perfcheck.report.wording import NONE

FIRST = SUMMARY_HEADING + 1


class Column(StrEnum):
    """The columns of 汇总表 that formulas refer to."""

    PROJECT = "B"
    NAME = "C"
    DEPARTMENT = "D"
    UNIT = "E"
    BUDGET = "F"
    EXECUTED = "G"
    RATE = "H"
    STATED = "I"
    SCORE = "J"
    VERIFIED = "K"
    LOW = "L"
    HIGH = "M"
    STATED_GRADE = "N"
    GRADE = "O"
    SHARE = "P"
    UNQUANTIFIED = "Q"
    ERRORS = "R"
    WARNINGS = "S"
    REVIEWED = "T"
    REVIEWED_GRADE = "U"
    MOVED = "V"


def quote(words: str) -> str:
    """A text inside a formula."""
    return '"' + words.replace('"', '""') + '"'


def span(column: Column, last: int, sheet: str = "") -> str:
    """The cells of a column of the ranking table; with its name from another sheet."""
    if sheet:
        return f"'{sheet}'!${column}${FIRST}:${column}${last}"
    return f"{column}{FIRST}:{column}{last}"


def area(column: Column, last: int) -> Area:
    """The same as an area."""
    number = ord(column) - ord("A") + 1
    return FIRST, number, last, number


def scored_cells(plan: Plan, column: str) -> str:
    """The cells of a column of 评分明细."""
    return f"'{SCORED}'!${column}${SCORED_HEADING + 1}:${column}${plan.last_scored}"


def counted(column: Column, last: int) -> str:
    """The sum of an amount over the projects that have an execution rate."""
    return f'SUMIF({span(Column.RATE, last)},">-1E9",{span(column, last)})'


def overall_rate(last: int) -> str:
    """What the projects with an execution rate spent, over what they were given."""
    executed, budget = counted(Column.EXECUTED, last), counted(Column.BUDGET, last)
    return f"IFERROR({executed}/{budget},{quote(NONE)})"


def overall_share(last: int) -> str:
    """The verified points of all projects over the most that they can have."""
    verified, most = (f"SUM({span(c, last)})" for c in (Column.VERIFIED, Column.HIGH))
    return f"IF({most}>0,{verified}/{most},{quote(NONE)})"


def shown(number: str) -> str:
    """A number as text with two decimals."""
    return f'TEXT({number},"#,##0.00")'
