"""`results.json`, schema perfcheck.results/1: everything that was worked out, for other programs.

Amounts are in 万元, rates are fractions, null stands where nothing is known. The same batch gives
the same bytes.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import BinaryIO

from perfcheck.model.form import Budget, FundLine, Indicator, Number
from perfcheck.model.results import (
    BatchResult,
    FileRecord,
    Finding,
    Project,
    Scorecard,
    ScoreLine,
    Severity,
    Status,
)
from perfcheck.model.rubric import Rubric
from perfcheck.report.follow_up import replies
from perfcheck.report.indicator_object import indicator_object
from perfcheck.report.jsonable import Object, cell, dumps, number, rate
from perfcheck.report.mail_objects import (
    answer_objects,
    mail_object,
    reply_object,
    reporting_object,
)
from perfcheck.report.overview import Overview, UnitTotal, overview
from perfcheck.report.reviewed import Total, totals

__all__ = ["indicator_object", "objects_text", "project_objects", "render", "write"]

Standing = Mapping[tuple[str, Finding], str]  # how a unit answered a finding the round before

SCHEMA = "perfcheck.results/1"
FIELD, ITEM = "\n ", "\n  "  # before a field of the document, and before an item of a list of it
PROJECTS = b' "projects": ['  # the line on which they begin
# Control and format characters of a form, written as \uXXXX: they must not act where the file is
# shown. They can stand in strings only, so what is read back is the same.
UNSEEN = re.compile("[\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def render(batch: BatchResult) -> bytes:
    """The file `results.json`: UTF-8, ending in a line feed."""
    indexes = range(len(batch.outlines))
    objects = [objects_text(batch, indexes, totals(batch))] if indexes else []
    stream = BytesIO()
    write(stream, batch, overview(batch), objects)
    return stream.getvalue()


def write(file: BinaryIO, batch: BatchResult, figures: Overview, objects: Iterable[str]) -> None:
    """Write the file; `objects` are the texts of some projects each, of all in their order."""
    answers = {path: reply.file for reply in batch.replies for path in reply.answered}
    rounds = _rounds(batch)
    before: Object = {
        "schema": SCHEMA,
        "rubrics": [_rubric(rubric) for rubric in batch.rubrics],
        "files": [_file(r, answers.get(r.path), rounds.get(r.path)) for r in batch.files],
    }
    after: Object = {
        "replies": [reply_object(reply) for reply in batch.replies],
        "reporting": reporting_object(batch.reporting),
        "summary": _summary(batch, figures),
    }
    file.write(f"{_seen(dumps(before))[:-2]},\n".encode("utf-8", "replace") + PROJECTS)
    between = ITEM
    for text in objects:
        file.write(f"{between}{text}".encode("utf-8", "replace"))
        between = f",{ITEM}"
    end = "]" if between == ITEM else f"{FIELD}]"
    file.write(f"{end},{_seen(dumps(after))[1:]}\n".encode("utf-8", "replace"))


def objects_text(batch: BatchResult, indexes: Sequence[int], reviewed: Sequence[Total]) -> str:
    """The entries of `projects[]` of some projects as they stand in the file.

    A file's projects must all be among them, or none: their answers belong together. `reviewed`
    are the totals of all projects with their reviews.
    """
    own = replace(batch, projects=tuple(batch.projects[index] for index in indexes))
    objects = _objects(own, [reviewed[index] for index in indexes])
    return _seen(f",{ITEM}".join(dumps(each, ITEM) for each in objects))


def _seen(text: str) -> str:
    return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _rubric(rubric: Rubric) -> Object:
    return {
        "id": rubric.id,
        "title": rubric.title,
        "document": rubric.document,
        "year": rubric.year,
        "region": rubric.region,
        "execution_points": number(rubric.execution.points),
        "groups": [{"name": g.name, "points": number(g.points)} for g in rubric.groups],
        "grades": [{"name": band.name, "low": number(band.low)} for band in rubric.grades],
    }


def _rounds(batch: BatchResult) -> dict[str, list[int]]:
    """How many problems a file had each time it came in, the last time last."""
    counts: dict[str, list[int]] = {}
    for project in batch.outlines:
        earlier = project.form.history.rounds if project.form.history else ()
        counts.setdefault(project.file, [*earlier, 0])[-1] += len(project.findings)
    return counts


def _file(record: FileRecord, answer: str | None, rounds: list[int] | None) -> Object:
    reason = record.reason
    return {
        "path": record.path,
        "sha256": record.sha256,
        "kind": record.kind or None,
        "kind_name": record.kind_name or None,
        "status": record.status.value,
        "reason": None
        if reason is None
        else {"code": reason.code, "message": reason.message, "advice": reason.advice},
        "projects": list(record.projects),
        "returned": record.returned or None,
        "rounds": rounds,
        "mail": mail_object(record.mail),
        "reply": answer,
        **({"answers": answer_objects(record.answers)} if record.answers else {}),
    }


def project_objects(batch: BatchResult) -> Iterator[Object]:
    """The entries of `projects[]`, one after another."""
    return _objects(batch, totals(batch))


def _objects(batch: BatchResult, reviewed: Sequence[Total]) -> Iterator[Object]:
    standing = replies(batch.projects)
    for project, total in zip(batch.projects, reviewed, strict=True):
        yield _project(project, standing) | _reviewed(batch, project, total)


def _project(project: Project, standing: Standing) -> Object:
    form, assessment = project.form, project.assessment
    return {
        "id": project.id,
        "file": project.file,
        "sheet": form.sheet,
        "name": form.project_name.value,
        "department": form.department.value,
        "unit": form.unit.value,
        "year": form.year.value,
        "stage": form.stage.value,
        "form": form.layout,
        "rubric": assessment.rubric.id,
        "budget": _budget(project),
        "indicators": [
            _indicator(project, index, indicator) for index, indicator in enumerate(form.indicators)
        ],
        "score": _score(assessment.card),
        "findings": [
            _finding(finding, standing.get((project.id, finding))) for finding in project.findings
        ],
    }


def _reviewed(batch: BatchResult, project: Project, total: Total) -> Object:
    """Score and grade with what reviewers wrote; only where they wrote anything."""
    if not batch.reviews.any:
        return {}
    own = {"reviewed": number(total.score), "reviewed_grade": total.grade}
    return {"score": _score(project.assessment.card) | own}


def _budget(project: Project) -> Object:
    budget, execution = project.form.budget, project.assessment.card.execution
    total = budget.total
    return {
        "original": number(_amount(budget, lambda line: line.original_budget)),
        "adjusted": number(_amount(budget, lambda line: line.adjusted_budget)),
        "executed": number(budget.executed),
        "execution_rate": rate(project.assessment.execution_rate),
        "stated_rate": rate(total.rate.value),
        "points": number(execution.points),
        "score": number(execution.score),
        "stated_score": number(total.score.value),
        "unit_of_amounts": budget.unit,
        "cell": cell(total.executed.cell or total.base.cell),
    }


def _amount(budget: Budget, field: Callable[[FundLine], Number]) -> Decimal | None:
    """A figure of the total row or, where that row is empty, of the sources together."""
    if not budget.summed:
        return field(budget.total).value
    known = [value for line in budget.sources if (value := field(line).value) is not None]
    return sum(known, Decimal(0)) if known else None


def _indicator(project: Project, index: int, indicator: Indicator) -> Object:
    return indicator_object(
        target=indicator.target,
        actual=indicator.actual,
        judgement=project.assessment.judgements[index],
        cell=indicator.cell,
        category=indicator.category.value or "",
        subcategory=indicator.subcategory.value or "",
        name=indicator.name.value or "",
        points=indicator.points.value,
        points_assumed=_assumed(project.assessment.line(index)),
        stated_score=indicator.stated_score.value,
        deviation_reason=indicator.deviation_reason.value or "",
    )


def _assumed(line: ScoreLine) -> Decimal | None:
    return line.points if line.assumed else None


def _score(card: Scorecard) -> Object:
    return {
        "stated": number(card.stated),
        "recomputed": number(card.recomputed),
        "verified": number(card.verified),
        "claimed": number(card.claimed),
        "low": number(card.low),
        "high": number(card.high),
        "grade": card.grade,
        "stated_grade": card.stated_grade,
    }


def _finding(finding: Finding, reply: str | None) -> Object:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "cell": cell(finding.cell),
        "message": finding.message,
        "found": finding.found,
        "expected": finding.expected,
        "suggestion": finding.suggestion,
        **({"reply": reply} if reply else {}),  # only of a form that came back
    }


def _unit(total: UnitTotal) -> Object:
    return {
        "unit": total.unit,
        "projects": total.projects,
        "budget": number(total.budget),
        "executed": number(total.executed),
        "execution_rate": rate(total.rate),
    }


def _summary(batch: BatchResult, figures: Overview) -> Object:
    return {
        "projects": figures.projects,
        "scored": figures.scored,
        "budget": number(figures.budget),
        "executed": number(figures.executed),
        "execution_rate": rate(figures.rate),
        "scores": {
            "stated": rate(figures.mean_stated),
            "recomputed": rate(figures.mean_recomputed),
            "verified": rate(figures.mean_verified),
        },
        "verified_share": rate(figures.verified_share),
        "units": [_unit(total) for total in figures.units],
        "grades": dict(figures.grades),
        "open_grades": figures.open_grades,
        "indicators": figures.indicators,
        "unquantified": figures.unquantified,
        "findings": {
            Severity.ERROR.value: figures.errors,
            Severity.WARNING.value: figures.warnings,
            Severity.NOTE.value: figures.notes,
        },
        "files": {
            status.value: sum(1 for record in batch.files if record.status is status)
            for status in Status
        },
    }
