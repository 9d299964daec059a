"""Where everything stands on the sheet of one project, settled before anything is written."""

import re
from dataclasses import dataclass

from perfcheck.model.results import BatchResult, Project
from perfcheck.report.names import safe_sheet_name
from perfcheck.report.sheets.anchors import Anchor, Part

MOST_SHEETS = 60  # projects; a workbook with more sheets is no longer leafed through
MOST_LETTERS = 14  # of a project's name on its tab
# Links name the sheet: nothing but letters and digits of a form may come into them.
_PUNCTUATION = re.compile(r"[^\w（）]+")
NAME_AT, UNIT_AT, FUNDS_HEAD, FUNDS_AT = 7, 8, 9, 10  # title, subtitle, strip of figures above


@dataclass(frozen=True, slots=True)
class ProjectPlan:
    """The sheet of a project and the rows of its parts; lines are those that earn points."""

    sheet: str
    sources: int
    goals: int
    lines: int

    @property
    def goals_head(self) -> int:
        """The row of 预期目标 and 实际完成情况."""
        return FUNDS_AT + 1 + self.sources

    @property
    def goals_at(self) -> int:
        """The first overall goal."""
        return self.goals_head + 1

    @property
    def head(self) -> int:
        """The headings of the indicators."""
        return self.goals_at + self.goals

    @property
    def lines_at(self) -> int:
        """The first line below the headings."""
        return self.head + 1

    @property
    def total(self) -> int:
        """The row of the sums; grades follow, then both with the review."""
        return self.lines_at + self.lines

    @property
    def after(self) -> int:
        """The first row below the form."""
        return self.total + 3

    def row(self, anchor: Anchor) -> int:
        """The row on which a finding is shown."""
        return {
            Part.NAME: NAME_AT,
            Part.UNIT: UNIT_AT,
            Part.FUNDS: FUNDS_AT + anchor.index,
            Part.GOALS: self.goals_at + anchor.index,
            Part.INDICATORS: self.lines_at + anchor.index,
            Part.TOTAL: self.total,
            Part.REST: self.after,
        }[anchor.part]


def project_plans(batch: BatchResult) -> tuple[ProjectPlan, ...]:
    """The sheet of every project, in their order; none where there are too many of them."""
    if len(batch.outlines) > MOST_SHEETS:
        return ()
    names: list[str] = []
    plans = []
    for project in batch.outlines:  # ids set the names apart from those of all other sheets
        wanted = f"{project.id} {_PUNCTUATION.sub('', project.name)[:MOST_LETTERS]}"
        names.append(safe_sheet_name(wanted, names))
        plans.append(_plan(project, names[-1]))
    return tuple(plans)


def _plan(project: Project, sheet: str) -> ProjectPlan:
    form, card = project.form, project.assessment.card
    return ProjectPlan(sheet, len(form.budget.sources), max(len(form.goals), 1), len(card.lines))
