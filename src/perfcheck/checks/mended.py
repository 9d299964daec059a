"""What would be right if one cell were: the cells that a violation may stem from (`causes`)."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from perfcheck.checks.funds import SCORE_STEP, columns
from perfcheck.checks.rows import Row, cells, rows
from perfcheck.checks.words import near
from perfcheck.model.cells import CellRef
from perfcheck.model.form import Budget
from perfcheck.model.results import Assessment

ZERO = Decimal(0)


def sums(
    budget: Budget, fits: Mapping[CellRef | None, Callable[[Decimal], bool]]
) -> tuple[CellRef, ...]:
    """The totals that would fit if they were the sums of their sources."""
    known = ((column.total.cell, column.sum) for column in columns(budget) if column.complete)
    return cells(cell for cell, sum_ in known if cell in fits and fits[cell](sum_))


def overspending_totals(budget: Budget) -> tuple[CellRef, ...]:
    """The totals that would not be overspent if they were the sums of their sources."""
    total = budget.total
    planned, spent = total.base.value or ZERO, total.executed.value or ZERO
    return sums(budget, {total.executed.cell: planned.__ge__, total.base.cell: spent.__le__})


def adjusted_totals(budget: Budget) -> tuple[CellRef, ...]:
    """The budgets that would be that of the other column if they were the sums of their sources."""
    total = budget.total
    before, after = total.original_budget, total.adjusted_budget
    same = {before.cell: (after.value or ZERO).__eq__, after.cell: (before.value or ZERO).__eq__}
    return sums(budget, same)


def misrated_totals(budget: Budget, least: Decimal) -> tuple[CellRef, ...]:
    """The totals with whose sums of sources the execution rate would be at least so much."""
    total = budget.total
    planned, spent = total.base.value or ZERO, total.executed.value or ZERO

    def spent_enough(sum_: Decimal) -> bool:
        return planned * least <= sum_ <= planned

    def planned_less(sum_: Decimal) -> bool:
        return sum_ * least <= spent <= sum_

    return sums(budget, {total.executed.cell: spent_enough, total.base.cell: planned_less})


def misstated_scores(assessment: Assessment, excess: Decimal) -> tuple[CellRef, ...]:
    """The scores that are too high by just what the sum is above the total."""
    card = assessment.card
    stated = [(assessment.form.budget.total.score, card.execution.score)]
    stated += [(row.indicator.stated_score, row.line.score) for row in rows(assessment)]
    known = [(e, right) for e, right in stated if e.value is not None and right is not None]
    return cells(e.cell for e, right in known if near(e, right + excess, SCORE_STEP))


def failing_rows(assessment: Assessment, gap: Decimal, *, best: bool) -> tuple[CellRef, ...]:
    """The cells of rows any one of which, with full marks, would carry the grade by itself."""
    found: list[CellRef | None] = []
    for row in rows(assessment):
        reached = row.line.high if best else row.line.score or ZERO
        if (row.line.points or ZERO) - reached >= gap:
            score_cell = row.indicator.stated_score.cell
            found += (row.target_cell, row.actual_cell, score_cell, row.indicator.points.cell)
    return cells(found)


def spoken(assessment: Assessment) -> list[Row]:
    """The rows that rest on words; what is blank or cannot be read has findings of its own."""
    return [row for row in rows(assessment) if not row.line.verified and _speaks(row)]


def _speaks(row: Row) -> bool:
    entries = (row.indicator.target_entry, row.indicator.actual_entry)
    return all(entry.value for entry in entries)


def spoken_rows(assessment: Assessment, gap: Decimal) -> tuple[CellRef, ...]:
    """The cells of rows any one of whose scores, resting on figures, would close the gap."""
    own = [row for row in spoken(assessment) if (row.line.score or ZERO) >= gap]
    return cells(cell for row in own for cell in (row.target_cell, row.actual_cell))
