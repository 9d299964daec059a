"""What the writers of a project's sheet need to know, and the widths of its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfcheck.model.results import Finding, Project, Scorecard
from perfcheck.report.content import Cell, Formula
from perfcheck.report.sheets.anchors import Anchor, Part, anchors
from perfcheck.report.sheets.beside import problems
from perfcheck.report.sheets.formulas import Column
from perfcheck.report.sheets.plan import SCORED, SUMMARY, Plan
from perfcheck.report.sheets.projectplan import ProjectPlan
from perfcheck.report.wording import NONE

WIDTHS = (11.0, 15.0, 24.0, 15.0, 15.0, 10.5, 8.5, 8.5, 8.5, 10.5, 11.0, 36.0, 60.0)


@dataclass(frozen=True, slots=True)
class Context:
    """A project, where everything stands, and its findings by the row that shows them."""

    plan: Plan
    index: int
    beside: Mapping[Anchor, Sequence[Finding]]

    @property
    def project(self) -> Project:
        """The project itself."""
        return self.plan.batch.projects[self.index]

    @property
    def card(self) -> Scorecard:
        """Its scores."""
        return self.project.assessment.card

    @property
    def scored(self) -> bool:
        """Whether it has a score: a declaration has none."""
        return self.card.recomputed is not None

    @property
    def places(self) -> ProjectPlan:
        """Where its parts stand."""
        return self.plan.sheets[self.index]

    def summary(self, column: Column, value: Decimal | str | None) -> Formula:
        """Its cell in a column of 汇总表, where amounts are corrected and scores add up."""
        cell = f"='{SUMMARY}'!${column}${self.plan.summary_rows[self.index]}"
        return Formula(cell, NONE if value is None else value)

    def scored_cell(self, column: str, offset: int, value: Decimal | None) -> Formula:
        """A cell of 评分明细, where scores are corrected; the execution line has offset 0."""
        row = self.plan.starts[self.index] + offset
        return Formula(f"='{SCORED}'!${column}${row}", NONE if value is None else value)

    def problems(self, part: Part, index: int = 0) -> Cell:
        """What is said beside a row."""
        return problems(self.beside.get(Anchor(part, index), ()))


def context(plan: Plan, index: int) -> Context:
    """Sort the findings of a project to the rows that they concern."""
    beside: dict[Anchor, list[Finding]] = {}
    project = plan.batch.projects[index]
    for finding, anchor in zip(project.findings, anchors(project), strict=True):
        beside.setdefault(anchor, []).append(finding)
    return Context(plan, index, beside)
