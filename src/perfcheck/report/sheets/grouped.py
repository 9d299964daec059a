"""Findings of one rule in one project become one entry, with all their cells."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from perfcheck.model.cells import CellRef
from perfcheck.model.results import Finding, Project, Severity
from perfcheck.report.reviewed import own_finding_keys
from perfcheck.report.sheets.anchors import Anchor, anchors
from perfcheck.report.sheets.parts import place

MOST_SAID = 5  # findings of a group that are said one by one; all their cells are listed


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one rule and weight in one project, by their cells; most groups are of one."""

    index: int
    project: Project
    findings: tuple[Finding, ...]
    anchor: Anchor  # where the first of them is shown
    keys: tuple[str, ...]  # by which what reviewers wrote finds its place again

    @property
    def severity(self) -> Severity:
        """How much each of them weighs."""
        return self.findings[0].severity

    @property
    def code(self) -> str:
        """The rule."""
        return self.findings[0].code

    @property
    def shown_place(self) -> str:
        """The first cell, and how many there are."""
        first = place(self.findings[0].cell)
        return first if len(self.findings) == 1 else f"{first}\n等 {len(self.findings)} 处"


def grouped(project: Project, index: int, own: str) -> list[Group]:
    """Every finding of a project in its group, the worst first; `own` is the project's key."""
    groups = _groups(index, project, own_finding_keys(own, project))
    return sorted(groups, key=lambda group: (group.severity.rank, _cell(group)))


def _groups(index: int, project: Project, keys: Sequence[str]) -> Iterable[Group]:
    members: dict[tuple[Severity, str], list[tuple[Finding, Anchor, str]]] = {}
    for finding, anchor, key in zip(project.findings, anchors(project), keys, strict=True):
        members.setdefault((finding.severity, finding.code), []).append((finding, anchor, key))
    for own in members.values():
        own.sort(key=lambda member: _order(member[0].cell))
        found, _, marks = zip(*own, strict=True)
        yield Group(index, project, found, own[0][1], marks)


def _cell(group: Group) -> tuple[tuple[int, str, int, int], str]:
    return _order(group.findings[0].cell), group.code


def _order(cell: CellRef | None) -> tuple[int, str, int, int]:
    return (0, "", 0, 0) if cell is None else (1, cell.sheet, cell.row, cell.column)


def said(group: Group, titles: Mapping[str, str]) -> str:
    """The problem; of several the rule's own name, and all their cells."""
    first = group.findings[0]
    if len(group.findings) == 1:
        return first.message
    name = titles.get(first.code)
    head = f"{name}：共 {len(group.findings)} 处" if name else f"共 {len(group.findings)} 处"
    return f"{head}\n{each(group, lambda finding: finding.message)}{_others(group.findings)}"


def each(group: Group, part: Callable[[Finding], str]) -> str:
    """One part of every finding: once where it is the same for all, else cell by cell."""
    shown = group.findings[:MOST_SAID]
    words = dict.fromkeys(part(finding) for finding in group.findings)
    if len(words) == 1:
        return next(iter(words))
    return "\n".join(f"{_address(f)}：{part(f)}" for f in shown if part(f))


def _others(findings: Sequence[Finding]) -> str:
    """The cells of those that are not said one by one."""
    rest = findings[MOST_SAID:]
    cells = "、".join(_address(finding) for finding in rest)
    return f"\n……另有 {len(rest)} 处：{cells}" if rest else ""


def _address(finding: Finding) -> str:
    return finding.cell.address if finding.cell else place(None)
