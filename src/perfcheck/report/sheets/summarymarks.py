"""The conditional formats of 汇总表: they follow what a reviewer changes."""

from collections.abc import Iterable
from itertools import groupby

from perfcheck.report.content import Mark
from perfcheck.report.look import Style, grade_style
from perfcheck.report.overview import full_mark, grade_ranks
from perfcheck.report.sheets.formulas import FIRST, Column, area, quote
from perfcheck.report.sheets.plan import Plan
from perfcheck.report.sheets.thresholds import low_rate_name
from perfcheck.report.wording import NONE, OPEN_GRADE


def marks(plan: Plan, last: int) -> Iterable[Mark]:
    """Overspending and a grade that differs from the unit's own in red, grades in their colours."""
    rate, stated, given = (f"${c}{FIRST}" for c in (Column.RATE, Column.STATED_GRADE, Column.GRADE))
    over = f"AND(ISNUMBER({rate}),{rate}>1)"
    yield Mark(area(Column.RATE, last), over, Style.MARK_ERROR_INK)
    score = f"${Column.SCORE}{FIRST}"
    beyond = f"AND(ISNUMBER({score}),{score}>{full_mark(plan.batch.rubrics)})"
    yield Mark(area(Column.SCORE, last), beyond, Style.MARK_ERROR_INK)
    both = f'{stated}<>"{NONE}",{given}<>"{NONE}",{given}<>"{OPEN_GRADE}"'
    yield from _low_rates(plan, rate)
    differs = f"AND({both},LEFT({stated},LEN({given}))<>{given})"
    yield Mark(area(Column.STATED_GRADE, last), differs, Style.MARK_ERROR_INK)
    changed = f"${Column.REVIEWED}{FIRST}<>${Column.SCORE}{FIRST}"
    yield Mark(area(Column.REVIEWED, last), changed, Style.MARK_WARNING)
    moved = f'${Column.MOVED}{FIRST}<>"{NONE}"'
    yield Mark(area(Column.MOVED, last), moved, Style.MARK_WARNING)
    for grade, rank in grade_ranks(plan.batch.rubrics).items():
        for column in (Column.GRADE, Column.REVIEWED_GRADE):
            own = f"${column}{FIRST}={quote(grade)}"
            yield Mark(area(column, last), own, grade_style(rank))


def _low_rates(plan: Plan, rate: str) -> Iterable[Mark]:
    """Execution below the line of the project's rubric in amber; neighbours share a mark."""
    rubrics = [plan.batch.outlines[index].assessment.rubric for index in plan.overview.ranked]
    places = groupby(range(len(rubrics)), key=lambda place: rubrics[place].id)
    for _, run in places:
        first, *rest = run
        row, end = FIRST + first, FIRST + (rest[-1] if rest else first)
        own = rate.replace(str(FIRST), str(row))
        below = f"AND(ISNUMBER({own}),{own}<{low_rate_name(plan.batch.rubrics, rubrics[first])})"
        column = area(Column.RATE, end)
        yield Mark((row, *column[1:]), below, Style.MARK_LOW)
