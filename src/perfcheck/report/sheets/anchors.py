"""Which row of a form a finding belongs to: there it is shown, and there links lead."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from perfcheck.model.cells import CellRef
from perfcheck.model.form import Form, FundLine
from perfcheck.model.results import Finding, Project


class Part(StrEnum):
    """The parts of a form that have rows of their own."""

    NAME = "name"
    UNIT = "unit"
    FUNDS = "funds"
    GOALS = "goals"
    INDICATORS = "indicators"
    TOTAL = "total"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A row: the part, and which row of it; the total of the funds is 0, its sources follow."""

    part: Part
    index: int = 0


REST = Anchor(Part.REST)


def anchors(project: Project) -> tuple[Anchor, ...]:
    """The row of each finding of a project, in their order."""
    cells = _cells(project.form)
    rows = _rows(project.form)
    return tuple(_anchor(project, finding, cells, rows) for finding in project.findings)


def _anchor(
    project: Project,
    finding: Finding,
    cells: dict[CellRef, Anchor],
    rows: dict[tuple[str, int], Anchor],
) -> Anchor:
    if finding.indicator is not None and finding.indicator < len(project.form.indicators):
        return Anchor(Part.INDICATORS, finding.indicator)
    if finding.cell is None:
        return REST
    known = cells.get(finding.cell)
    return known or rows.get((finding.cell.sheet, finding.cell.row)) or REST


def _rows(form: Form) -> dict[tuple[str, int], Anchor]:
    """The rows of the submitted sheet on which indicators stand."""
    own = ((indicator.cell, index) for index, indicator in enumerate(form.indicators))
    return {(c.sheet, c.row): Anchor(Part.INDICATORS, i) for c, i in own if c is not None}


def _cells(form: Form) -> dict[CellRef, Anchor]:
    """The cells outside the indicators that have a row of their own."""
    found: list[tuple[CellRef | None, Anchor]] = [
        (form.project_name.cell, Anchor(Part.NAME)),
        (form.year.cell, Anchor(Part.NAME)),
        (form.department.cell, Anchor(Part.UNIT)),
        (form.unit.cell, Anchor(Part.UNIT)),
    ]
    for index, line in enumerate((form.budget.total, *form.budget.sources)):
        found.extend((cell, Anchor(Part.FUNDS, index)) for cell in _fund_cells(line))
    for index, goal in enumerate(form.goals):
        own = (goal.expected.cell, goal.achieved.cell, goal.points.cell)
        found.extend((cell, Anchor(Part.GOALS, index)) for cell in own)
    totals = (form.total_points.cell, form.total_score.cell, form.grade.cell)
    found.extend((cell, Anchor(Part.TOTAL)) for cell in totals)
    return {cell: anchor for cell, anchor in found if cell is not None}


def _fund_cells(line: FundLine) -> Iterable[CellRef | None]:
    yield line.name.cell
    yield line.deviation_reason.cell
    numbers = (line.original_budget, line.adjusted_budget, line.executed, line.rate)
    yield from (entry.cell for entry in (*numbers, line.points, line.score))
