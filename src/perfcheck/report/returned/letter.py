"""Everything that is said to a unit about one file, as plain values that a worker can take."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from perfcheck.model.cells import CellRef
from perfcheck.model.results import Finding, Project, Severity
from perfcheck.model.returned import History, Opinion
from perfcheck.report.follow_up import NEW, FollowUp, findings, follow_up, standing, subject
from perfcheck.report.returned.looks import NOT_QUANTIFIED, SEVERITY_FILLS
from perfcheck.report.reviewed import project_key

MOST_NOTE = 600  # characters of one note; the whole text stands on the sheet
EXPECTED, SIGNS = "应为", ("÷", "×", " + ", " = ")
CUT = "……（详见“修改意见”表）"


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding as the unit reads it. `colour` is that of its cell, "" for none.

    `before` says how the unit answered it the round before; "" in the first round. `project` is the
    key by which its project is known again.
    """

    number: int
    severity: Severity
    code: str
    cell: CellRef | None
    subject: str
    problem: str
    expected: str
    suggestion: str
    colour: str
    before: str = ""
    project: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The remarks on one project of the file."""

    heading: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes back with one file. `rounds` counts the problems, this round last."""

    sections: tuple[Section, ...]
    rounds: tuple[int, ...]
    progress: str = ""
    corrected: tuple[Opinion, ...] = ()
    history: History | None = None

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """All remarks in their order."""
        return tuple(remark for section in self.sections for remark in section.remarks)

    def colours(self, sheet: str) -> dict[tuple[int, int], str]:
        """The cells of a sheet that are to be coloured; the worst finding of a cell decides."""
        found: dict[tuple[int, int], str] = {}
        for remark in self._on(sheet):
            if remark.cell and remark.colour:
                place = (remark.cell.row, remark.cell.column)
                known = found.get(place)
                if known is None or _weight(remark.colour) < _weight(known):
                    found[place] = remark.colour
        return found

    def notes(self, sheet: str) -> dict[tuple[int, int], str]:
        """The notes of a sheet by cell: every remark on it."""
        lines: dict[tuple[int, int], list[str]] = {}
        for remark in self._on(sheet):
            if remark.cell:
                lines.setdefault((remark.cell.row, remark.cell.column), []).extend(_note(remark))
        return {place: _cut("\n".join(own)) for place, own in lines.items()}

    def _on(self, sheet: str) -> Iterator[Remark]:
        return (r for r in self.remarks if r.cell and r.cell.sheet == sheet)


def letter(projects: Sequence[Project]) -> Letter:
    """What is said about the projects of one file."""
    before = follow_up(projects)
    remarks = list(_remarks(projects, before))
    sections, start = [], 0
    for project in projects:
        end = start + len(project.findings)
        if end > start:
            sections.append(Section(_heading(project), tuple(remarks[start:end])))
        start = end
    earlier = before.history.rounds if before else ()
    return Letter(
        sections=tuple(sections),
        rounds=(*earlier, len(remarks)),
        progress=before.sentence if before else "",
        corrected=before.corrected if before else (),
        history=before.history if before else None,
    )


def _remarks(projects: Sequence[Project], before: FollowUp | None) -> Iterator[Remark]:
    unquantified = {
        project.id: {
            i.target_entry.cell for i in project.form.indicators if not i.target.quantified
        }
        for project in projects
    }
    for index, (project, finding) in enumerate(findings(projects)):
        yield Remark(
            number=index + 1,
            severity=finding.severity,
            code=finding.code,
            cell=finding.cell,
            subject=subject(project, finding),
            problem=finding.message,
            expected=_expected(finding),
            suggestion=finding.suggestion,
            colour=_colour(finding, unquantified[project.id]),
            before=_before(before.matched[index]) if before else "",
            project=project_key(project.form),
        )


def _before(opinion: Opinion | None) -> str:
    return f"上一稿已指出：{standing(opinion)}" if opinion else NEW


def _expected(finding: Finding) -> str:
    parts = (("填报", finding.found), (EXPECTED, finding.expected))
    return "\n".join(f"{label}：{words}" for label, words in parts if words)


def _colour(finding: Finding, unquantified: Collection[CellRef | None]) -> str:
    """Red for what must be changed, purple for a target without a figure, amber for advice."""
    if finding.severity is not Severity.ERROR and finding.cell in unquantified:
        return NOT_QUANTIFIED
    return SEVERITY_FILLS.get(finding.severity, "")


def _weight(colour: str) -> int:
    order = (SEVERITY_FILLS[Severity.ERROR], NOT_QUANTIFIED, SEVERITY_FILLS[Severity.WARNING])
    return order.index(colour)


def _heading(project: Project) -> str:
    form = project.form
    year = f"（{form.year.value} 年度）" if form.year.value else ""
    counts = [
        f"{severity.label} {count} 处"
        for severity in Severity
        if (count := project.count(severity))
    ]
    return f"{_names((form.unit_name, project.name))}{year}：{'，'.join(counts)}。"


def _names(parts: Iterable[str | None]) -> str:
    return "　".join(" ".join(part.split()) for part in parts if part)


def _note(remark: Remark) -> Iterator[str]:
    yield f"{remark.number}. {remark.severity.label}：{_line(remark.problem)}"
    reckoned = _reckoned(remark)
    if reckoned:
        yield f"{EXPECTED}：{reckoned}"
    if remark.suggestion:
        yield f"建议写法：{_line(remark.suggestion)}"


def _reckoned(remark: Remark) -> str:
    """The arithmetic of what should stand there, where the problem does not tell it already."""
    label = f"{EXPECTED}："
    found = (line for line in remark.expected.split("\n") if line.startswith(label))
    words = next(found, "").removeprefix(label)
    sums = [part for part in words.split("，") if any(sign in part for sign in SIGNS)]
    return words if any(part not in remark.problem for part in sums) else ""


def _line(words: str) -> str:
    return " ".join(words.split())


def _cut(words: str) -> str:
    return words if len(words) <= MOST_NOTE else words[: MOST_NOTE - len(CUT)] + CUT
