"""What every sheet needs to know of the others: where projects, lines and thresholds stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate

from perfcheck.model.results import BatchResult, Project, ScoreLine
from perfcheck.report.overview import Overview, overview
from perfcheck.report.reviewed import totals
from perfcheck.report.sheets.elsewhere import Elsewhere
from perfcheck.report.sheets.projectplan import ProjectPlan, project_plans

SUMMARY, CHARTS, SCORED, FINDINGS = "汇总表", "图表", "评分明细", "问题清单"
UNQUANTIFIED, RUBRICS, FILES = "未量化指标", "评分标准", "处理记录"
CHART_DATA = "_图表数据"
OPINIONS, LOST = "单位回复", "未能带入的复核"

SUMMARY_HEADING, SCORED_HEADING = 7, 3


@dataclass(frozen=True, slots=True)
class Plan:
    """A batch, its figures, and where everything stands; projects go by their index in the batch.

    `summary_rows` are the projects' rows in 汇总表, `starts` the rows of 评分明细 on which they
    begin, `last_scored` its last row. `reviewed` are the scores with what reviewers wrote. `sheets`
    are those of the single projects, none where there are too many; `elsewhere` are those in the
    workbooks of units, by the project's index.
    """

    batch: BatchResult
    overview: Overview
    summary_rows: Mapping[int, int]
    starts: tuple[int, ...]
    last_scored: int
    reviewed: tuple[Decimal | None, ...]
    sheets: tuple[ProjectPlan, ...]
    elsewhere: Mapping[int, Elsewhere] = field(default_factory=dict)

    def scored_row(self, index: int, indicator: int | None) -> int:
        """The row of an indicator in 评分明细; without one, the row of budget execution."""
        lines = self.batch.projects[index].assessment.card.lines
        for row, line in enumerate(lines, start=self.starts[index] + 1):
            if indicator is not None and line.indicator == indicator:
                return row
        return self.starts[index]


def score_lines(project: Project) -> tuple[ScoreLine, ...]:
    """The lines of a project as 评分明细 lists them: budget execution, then the indicators."""
    card = project.assessment.card
    return (card.execution, *card.lines)


def plan(batch: BatchResult) -> Plan:
    """Settle where everything stands."""
    figures = overview(batch)
    places = enumerate(figures.ranked, start=SUMMARY_HEADING + 1)
    lengths = (len(score_lines(project)) for project in batch.projects)
    *starts, after = accumulate(lengths, initial=SCORED_HEADING + 1)
    rows = {index: row for row, index in places}
    sheets = project_plans(batch)
    return Plan(batch, figures, rows, tuple(starts), after - 1, totals(batch), sheets)
