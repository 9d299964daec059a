"""Whether a form only promises or also reports."""

from perfcheck.form.grid import Grid
from perfcheck.model.form import Form, Number, Stage


def stage_of(form: Form, grid: Grid) -> Stage:
    """自评 as soon as money spent, an actual value or a score is filled in, else 申报.

    A nought that a formula of the blank form shows is not filled in.
    """
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
