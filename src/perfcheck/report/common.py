"""Rules that most units trip over: then the form or its instruction may be at fault."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from perfcheck.model.results import Project, Severity

FEWEST_UNITS = 3  # with two, both may simply have made the same mistake
MORE_THAN = 2  # one in two


@dataclass(frozen=True, slots=True)
class Common:
    """A rule, how many of how many units trip over it, and how often in all."""

    code: str
    units: int
    of: int
    findings: int


def common(projects: Sequence[Project]) -> tuple[Common, ...]:
    """Rules that more than half of at least three units break, the most frequent first.

    Notes do not count: they ask for nothing. A project without a unit stands for itself.
    """
    units = {_unit(project) for project in projects}
    if len(units) < FEWEST_UNITS:
        return ()
    broken: dict[str, list[str]] = {}
    for unit, code in _findings(projects):
        broken.setdefault(code, []).append(unit)
    found = [
        Common(code, len(set(by)), len(units), len(by))
        for code, by in broken.items()
        if len(set(by)) * MORE_THAN > len(units)
    ]
    return tuple(sorted(found, key=lambda rule: (-rule.units, -rule.findings, rule.code)))


def _findings(projects: Iterable[Project]) -> Iterable[tuple[str, str]]:
    for project in projects:
        for finding in project.findings:
            if finding.severity is not Severity.NOTE:
                yield _unit(project), finding.code


def _unit(project: Project) -> str:
    return project.form.unit_name or project.form.department_name or project.id
