"""One workbook for each unit: the lists and the sheets of its own projects.

A batch of hundreds has no sheets for single projects (`projectplan.MOST_SHEETS`); the workbook of
a unit has them, and the summary of the whole batch leads there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from perfcheck.model.results import BatchResult, Project

FOLDER = "分单位"
NO_UNIT = "未填单位"
MOST_LETTERS = 60
_UNSAFE = re.compile(r"[^\w（）-]+")  # what file systems or links may take amiss


@dataclass(frozen=True, slots=True)
class UnitBooks:
    """By the path of each workbook: its batch, and the places of its projects in the whole one."""

    batches: Mapping[str, BatchResult]
    indexes: Mapping[str, list[int]]


NO_BOOKS = UnitBooks({}, {})


def unit_books(batch: BatchResult) -> UnitBooks:
    """Divide a batch by units, in the order in which they come."""
    members: dict[str, list[int]] = {}
    for index, project in enumerate(batch.outlines):
        members.setdefault(_unit(project), []).append(index)
    paths: dict[str, list[int]] = {}
    for unit, indexes in members.items():
        paths[_path(unit, paths)] = indexes
    return UnitBooks(
        {path: _part(batch, indexes) for path, indexes in paths.items()},
        paths,
    )


def _unit(project: Project) -> str:
    return project.form.unit_name or project.form.department_name or NO_UNIT


def _path(unit: str, taken: Mapping[str, object]) -> str:
    """A file name that any system takes; a second unit of that name gets a number."""
    name = _UNSAFE.sub("", unit)[:MOST_LETTERS] or NO_UNIT
    used = {path.casefold() for path in taken}
    number, path = 1, f"{FOLDER}/{name}.xlsx"
    while path.casefold() in used:
        number += 1
        path = f"{FOLDER}/{name}（{number}）.xlsx"
    return path


def _part(batch: BatchResult, indexes: list[int]) -> BatchResult:
    """The projects at these places with their files and rubrics; ids stay those of the batch."""
    own = [batch.outlines[index] for index in indexes]
    ids = {project.id for project in own}
    used = {project.assessment.rubric.id for project in own}
    return replace(
        batch,
        files=tuple(record for record in batch.files if ids.intersection(record.projects)),
        projects=batch.some(indexes),
        rubrics=tuple(rubric for rubric in batch.rubrics if rubric.id in used),
        replies=(),
        reporting=None,
        reviews=replace(batch.reviews, lost=()),
    )
