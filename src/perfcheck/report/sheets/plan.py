"""What every sheet needs to know of the others: where projects, lines and thresholds stand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import accumulate

from perfcheck.model.results import BatchResult, Project, ScoreLine, Severity
from perfcheck.report.overview import Overview, overview
from perfcheck.report.reviewed import Total, project_keys, totals
from perfcheck.report.sheets.elsewhere import Elsewhere
from perfcheck.report.sheets.projectplan import ProjectPlan, project_plans

SUMMARY, CHARTS, SCORED, FINDINGS = "汇总表", "图表", "评分明细", "问题清单"
UNQUANTIFIED, RUBRICS, FILES = "未量化指标", "评分标准", "处理记录"
CHART_DATA = "_图表数据"
OPINIONS, LOST = "单位回复", "未能带入的复核"

SUMMARY_HEADING, SCORED_HEADING = 7, 3


class Scope(Enum):
    """What a workbook holds.

    That of a `UNIT` lies beside one of all projects: it has the lists and the sheets of its
    projects, and no charts that compare a handful of them. `LISTS` is the lists alone.
    """

    ALL = auto()
    UNIT = auto()
    LISTS = auto()


@dataclass(frozen=True, slots=True)
class Plan:
    """A batch, its figures, and where everything stands; projects go by their index in the batch.

    `summary_rows` are the projects' rows in 汇总表, `starts` the rows of 评分明细 on which they
    begin, `last_scored` its last row. `reviewed` are the totals with what reviewers wrote. `sheets`
    are those of the single projects, none where there are too many; `elsewhere` are those in the
    workbooks of units, by the project's index. `keys` say which project of the last run is which.
    `groups` are the numbers in 问题清单 before a project's own, by severity, `unquantified` those
    in 未量化指标; the last number is how many there are. `answered` says that a file came back
    that still has findings.
    """

    batch: BatchResult
    overview: Overview
    summary_rows: Mapping[int, int]
    starts: tuple[int, ...]
    last_scored: int
    reviewed: tuple[Total, ...]
    sheets: tuple[ProjectPlan, ...]
    keys: tuple[str, ...]
    groups: Mapping[Severity, tuple[int, ...]]
    unquantified: tuple[int, ...]
    answered: bool
    scope: Scope
    elsewhere: Mapping[int, Elsewhere] = field(default_factory=dict)

    def scored_row(self, index: int, indicator: int | None) -> int:
        """The row of an indicator in 评分明细; without one, the row of budget execution."""
        lines = self.batch.outlines[index].assessment.card.lines
        for row, line in enumerate(lines, start=self.starts[index] + 1):
            if indicator is not None and line.indicator == indicator:
                return row
        return self.starts[index]


def score_lines(project: Project) -> tuple[ScoreLine, ...]:
    """The lines of a project as 评分明细 lists them: budget execution, then the indicators."""
    card = project.assessment.card
    return (card.execution, *card.lines)


def plan(batch: BatchResult, scope: Scope = Scope.ALL) -> Plan:
    """Settle where everything stands."""
    figures = overview(batch)
    places = enumerate(figures.ranked, start=SUMMARY_HEADING + 1)
    lengths = (len(score_lines(project)) for project in batch.outlines)
    *starts, after = accumulate(lengths, initial=SCORED_HEADING + 1)
    rows = {index: row for row, index in places}
    return Plan(
        batch,
        figures,
        rows,
        tuple(starts),
        after - 1,
        totals(batch),
        () if scope is Scope.LISTS else project_plans(batch),
        tuple(project_keys(batch)),
        _groups(batch),
        tuple(accumulate((row.unquantified for row in figures.rows), initial=0)),
        _answered(batch),
        scope,
    )


def _answered(batch: BatchResult) -> bool:
    came_back = {project.file for project in batch.outlines if project.form.history}
    return any(project.findings for project in batch.outlines if project.file in came_back)


def _groups(batch: BatchResult) -> Mapping[Severity, tuple[int, ...]]:
    """Findings of one rule and one weight are one entry of 问题清单, the worst first."""
    found: dict[Severity, tuple[int, ...]] = {}
    before = 0
    for severity in sorted(Severity, key=lambda severity: severity.rank):
        counts = (
            len({finding.code for finding in project.findings if finding.severity is severity})
            for project in batch.outlines
        )
        found[severity] = tuple(accumulate(counts, initial=before))
        before = found[severity][-1]
    return found
