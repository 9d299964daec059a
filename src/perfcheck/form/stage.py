"""Whether a form only promises or also reports, and whether on a whole year."""

from perfcheck.form.fields import text_entry
from perfcheck.form.grid import Grid
from perfcheck.form.labels import Dictionary, period_in
from perfcheck.form.segment import Segment
from perfcheck.model.cells import Entry, State
from perfcheck.model.form import NO_TEXT, Form, Number, Stage, Text

WHOLE = "12月"  # 1～12月 is all of the year


def stage_of(form: Form, grid: Grid) -> Stage:
    """自评 as soon as money spent, an actual value or a score is filled in, else 申报.

    A nought that a formula of the blank form shows is not filled in. Figures of a part of the year
    (绩效运行监控表) are no self-evaluation: only what was promised can be judged.
    """
    if not form.midway.blank:
        return Stage.DECLARATION
    if any(not indicator.actual_entry.blank for indicator in form.indicators):
        return Stage.SELF_EVALUATION
    reported = [form.budget.total.executed, *(line.executed for line in form.budget.sources)]
    reported += [form.budget.total.score, form.total_score]
    reported += [indicator.stated_score for indicator in form.indicators]
    if any(_filled_in(entry, grid) for entry in reported):
        return Stage.SELF_EVALUATION
    return Stage.DECLARATION


def _filled_in(entry: Number, grid: Grid) -> bool:
    if entry.cell is None or entry.blank:
        return False
    return bool(entry.value) or not grid.at(entry.cell.row, entry.cell.column).formula


def midway(form: Form, segment: Segment, words: Dictionary) -> Text:
    """The heading that says that results are those of a part of the year, else such a title."""
    for header in segment.headers:
        column = header.columns.get("actual")
        if column and _of_a_part(column.name):
            cell = column.label
            return text_entry(cell, segment.ref(cell), column.name)
    executed = form.budget.total.executed
    if _of_a_part(executed.label):
        return Entry(executed.label, executed.label, executed.cell, State.VALUE)
    if words.alike("midway", form.title):
        return Entry(form.title, form.title, form.project_name.cell, State.VALUE)
    return NO_TEXT


def _of_a_part(heading: str) -> bool:
    period = period_in(heading)
    return period is not None and WHOLE not in period
