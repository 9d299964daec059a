"""A batch as three tidy pandas tables: one row a project, an indicator, a finding.

Every table always has all its columns, in this order, even when it is empty. Dtypes: TEXT is
pandas' str ("" where nothing is known), COUNT is Int64 (<NA> where nothing is known), FLAG is bool,
NUMBER is object and holds Decimal or None (so that sums stay exact), CELL is object and holds
CellRef or None. Amounts are in 万元, rates are fractions. The index is a plain 0..n-1 and means
nothing: addresses stand in the cell columns.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from pandas.api.extensions import ExtensionDtype

from perfcheck.model.outlines import COMPARED, Compared
from perfcheck.model.results import Project, Severity

Dtype = str | ExtensionDtype

# Held as Python strings even where pyarrow is installed: Arrow refuses half a character (U+D800).
TEXT = pd.StringDtype("python", na_value=float("nan"))
COUNT, FLAG, NUMBER, CELL = "Int64", "bool", "object", "object"

PROJECTS: Mapping[str, Dtype] = {
    "project": TEXT,  # Project.id
    "file": TEXT,
    "sheet": TEXT,
    "cell": CELL,  # of the project's name
    "name": TEXT,
    "department": TEXT,
    "unit": TEXT,
    "year": COUNT,
    "stage": TEXT,  # declaration | self_evaluation
    "layout": TEXT,
    "rubric": TEXT,
    "budget": NUMBER,  # what execution is measured against
    "executed": NUMBER,
    "execution_rate": NUMBER,  # unrounded
    "stated": NUMBER,
    "recomputed": NUMBER,
    "verified": NUMBER,
    "claimed": NUMBER,
    "low": NUMBER,
    "high": NUMBER,
    "verified_share": NUMBER,
    "grade": TEXT,
    "stated_grade": TEXT,
    "indicators": COUNT,
    "quantified": COUNT,
    "errors": COUNT,
    "warnings": COUNT,
    "notes": COUNT,
}

INDICATORS: Mapping[str, Dtype] = {
    "project": TEXT,
    "indicator": COUNT,  # index into Form.indicators
    "cell": CELL,  # that stands for the row
    "target_cell": CELL,
    "actual_cell": CELL,
    "category": TEXT,
    "subcategory": TEXT,
    "group": TEXT,  # of the rubric
    "name": TEXT,
    "target": TEXT,
    "actual": TEXT,
    "kind": TEXT,  # as in results.json
    "unit": TEXT,
    "quantified": FLAG,
    "sound": FLAG,  # nothing is wrong with the target
    "outcome": TEXT,
    "verified": FLAG,
    "achievement": NUMBER,
    "points": NUMBER,  # assumed ones included
    "assumed": FLAG,
    "stated_score": NUMBER,
    "score": NUMBER,
    "low": NUMBER,
    "high": NUMBER,
}

FINDINGS: Mapping[str, Dtype] = {
    "project": TEXT,
    "code": TEXT,
    "severity": TEXT,  # error | warning | note
    "cell": CELL,  # None: the form as a whole
    "indicator": COUNT,
    "message": TEXT,
    "found": TEXT,
    "expected": TEXT,
    "suggestion": TEXT,
}

Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Tables:
    """The three tables; `project` joins them."""

    projects: pd.DataFrame
    indicators: pd.DataFrame
    findings: pd.DataFrame


def build(projects: Sequence[Project]) -> Tables:
    """Lay a batch out as tables, in the order of the batch, of the forms and of the findings."""
    return Tables(
        projects=of_projects(projects),
        indicators=_frame(INDICATORS, (row for p in projects for row in _indicators(p))),
        findings=_frame(FINDINGS, (row for p in projects for row in _findings(p))),
    )


def of_projects(projects: Sequence[Project]) -> pd.DataFrame:
    """The table of the projects alone; outlines do."""
    return _frame(PROJECTS, map(_project, projects))


def comparable(projects: Sequence[Project], rows: Sequence[Sequence[Compared]]) -> Tables:
    """The tables of a batch from outlines, and what was `compared` of the indicators of each.

    The indicators have no other columns, and the findings no rows.
    """
    flat = [row for own in rows for row in own]  # column by column: a batch has ten thousands
    columns = {name: [row[place] for row in flat] for place, name in enumerate(COMPARED)}
    pairs = zip(projects, rows, strict=True)
    columns["project"] = [project.id for project, own in pairs for _ in own]
    indicators = {
        name: pd.Series(columns[name], dtype=INDICATORS[name]) for name in ("project", *COMPARED)
    }
    return Tables(of_projects(projects), pd.DataFrame(indicators), _frame(FINDINGS, ()))


def _frame(columns: Mapping[str, Dtype], records: Iterable[Record]) -> pd.DataFrame:
    rows = list(records)
    return pd.DataFrame(
        {
            name: pd.Series([row[name] for row in rows], dtype=dtype)
            for name, dtype in columns.items()
        }
    )


def _project(project: Project) -> Record:
    form, card = project.form, project.assessment.card
    return {
        "project": project.id,
        "file": project.file,
        "sheet": form.sheet,
        "cell": form.project_name.cell,
        "name": form.project_name.value or "",
        "department": form.department_name,
        "unit": form.unit_name,
        "year": form.year.value,
        "stage": form.stage.value,
        "layout": form.layout,
        "rubric": project.assessment.rubric.id,
        "budget": form.budget.base,
        "executed": form.budget.executed,
        "execution_rate": project.assessment.execution_rate,
        "stated": card.stated,
        "recomputed": card.recomputed,
        "verified": card.verified,
        "claimed": card.claimed,
        "low": card.low,
        "high": card.high,
        "verified_share": card.verified_share,
        "grade": card.grade or "",
        "stated_grade": card.stated_grade or "",
        "indicators": len(form.indicators),
        "quantified": form.quantified,
        "errors": project.count(Severity.ERROR),
        "warnings": project.count(Severity.WARNING),
        "notes": project.count(Severity.NOTE),
    }


def _indicators(project: Project) -> Iterable[Record]:
    form, assessment = project.form, project.assessment
    for index, (row, judgement) in enumerate(
        zip(form.indicators, assessment.judgements, strict=True)
    ):
        line = assessment.line(index)
        yield {
            "project": project.id,
            "indicator": index,
            "cell": row.cell,
            "target_cell": row.target.cell or row.target_entry.cell,
            "actual_cell": row.actual.cell or row.actual_entry.cell,
            "category": row.category.value or "",
            "subcategory": row.subcategory.value or "",
            "group": line.group,
            "name": row.name.value or "",
            "target": row.target.text,
            "actual": row.actual.text,
            "kind": row.target.kind.value,
            "unit": row.target.unit,
            "quantified": row.target.quantified,
            "sound": not row.target.flags,
            "outcome": judgement.outcome.value,
            "verified": judgement.verified,
            "achievement": judgement.achievement,
            "points": line.points,
            "assumed": line.assumed,
            "stated_score": row.stated_score.value,
            "score": line.score,
            "low": line.low,
            "high": line.high,
        }


def _findings(project: Project) -> Iterable[Record]:
    for finding in project.findings:
        yield {
            "project": project.id,
            "code": finding.code,
            "severity": finding.severity.value,
            "cell": finding.cell,
            "indicator": finding.indicator,
            "message": finding.message,
            "found": finding.found,
            "expected": finding.expected,
            "suggestion": finding.suggestion,
        }
