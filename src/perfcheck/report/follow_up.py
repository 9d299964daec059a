"""What became of the opinions of the round before: which are corrected, which still stand."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from perfcheck.model.results import BatchResult, Finding, Project
from perfcheck.model.returned import DISAGREED, EXPLAINED, FIXED, History, Opinion

Key = tuple[str, ...]
NEW, UNANSWERED, STILL = "本稿新出现", "未回复", "仍存在"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The findings of a file beside the opinions of the round before.

    `matched` runs parallel to the findings: the opinion that said the same, None for a new one.
    `corrected` are the opinions that no finding repeats.
    """

    history: History
    matched: tuple[Opinion | None, ...]
    corrected: tuple[Opinion, ...]

    @property
    def sentence(self) -> str:
        """第 2 稿：第 1 稿 12 个问题，本稿 3 个；已改正 10 个，仍存在 2 个，新出现 1 个。"""
        earlier = "，".join(
            f"第 {number} 稿 {count} 个问题"
            for number, count in enumerate(self.history.rounds, start=1)
        )
        now = len(self.matched)
        still = sum(1 for opinion in self.matched if opinion)
        return (
            f"第 {len(self.history.rounds) + 1} 稿：{earlier}，本稿 {now} 个；"
            f"已改正 {len(self.corrected)} 个，{STILL} {still} 个，新出现 {now - still} 个。"
        )


def subject(project: Project, finding: Finding) -> str:
    """The indicator that a finding is about, by its name."""
    indicators = project.form.indicators
    if finding.indicator is None or not 0 <= finding.indicator < len(indicators):
        return ""
    name = indicators[finding.indicator].name
    return " ".join((name.value or name.text).split())


def findings(projects: Sequence[Project]) -> list[tuple[Project, Finding]]:
    """Every finding of the projects of one file, the worst of each project first."""
    return [
        (project, finding)
        for project in projects
        for finding in sorted(project.findings, key=_order)
    ]


def _order(finding: Finding) -> tuple[int, str, int, int, str]:
    cell = finding.cell
    place = ("", 0, 0) if cell is None else (cell.sheet, cell.row, cell.column)
    return (finding.severity.rank, *place, finding.code)


def follow_up(projects: Sequence[Project]) -> FollowUp | None:
    """Compare with the round before; None where the file comes for the first time.

    An opinion is the same if rule, cell and indicator are; else, since rows move, rule and
    indicator; else rule and cell.
    """
    history = next((p.form.history for p in projects if p.form.history), None)
    if history is None:
        return None
    found = findings(projects)
    own = [(f.code, "" if f.cell is None else str(f.cell), subject(p, f)) for p, f in found]
    left = list(history.opinions)
    matched: list[Opinion | None] = [None] * len(own)
    for alike in (_all, _rule_and_subject, _rule_and_place):
        for index, key in enumerate(own):
            if matched[index] is None:
                matched[index] = _take(left, key, alike)
    return FollowUp(history, tuple(matched), tuple(left))


def came_back(batch: BatchResult) -> list[Project]:
    """The projects of the files that came back with what was said of them before."""
    files = {project.file for project in batch.outlines if project.form.history}
    own = (index for index, project in enumerate(batch.outlines) if project.file in files)
    return [batch.projects[index] for index in own]


def by_file(projects: Iterable[Project]) -> dict[str, FollowUp]:
    """What became of the round before, for every file that came back."""
    own: dict[str, list[Project]] = {}
    for project in projects:
        own.setdefault(project.file, []).append(project)
    compared = ((file, follow_up(members)) for file, members in own.items())
    return {file: found for file, found in compared if found}


def replies(projects: Sequence[Project]) -> dict[tuple[str, Finding], str]:
    """How each finding stands, by project and finding; only of files that came back."""
    before = by_file(projects)
    known: dict[tuple[str, Finding], str] = {}
    for file, found in before.items():
        own = findings([project for project in projects if project.file == file])
        for (project, finding), opinion in zip(own, found.matched, strict=True):
            known[project.id, finding] = standing(opinion)
    return known


def _take(left: list[Opinion], key: Key, alike: Callable[[Opinion, Key], bool]) -> Opinion | None:
    place = next((place for place, opinion in enumerate(left) if alike(opinion, key)), None)
    return None if place is None else left.pop(place)


def _all(opinion: Opinion, key: Key) -> bool:
    return (opinion.code, opinion.place, opinion.subject) == key


def _rule_and_subject(opinion: Opinion, key: Key) -> bool:
    return bool(opinion.subject) and (opinion.code, opinion.subject) == (key[0], key[2])


def _rule_and_place(opinion: Opinion, key: Key) -> bool:
    return (opinion.code, opinion.place) == key[:2]


def standing(opinion: Opinion | None) -> str:
    """How the unit answered an opinion that still stands: 仍存在（单位回复：已改）."""
    if opinion is None:
        return NEW
    if not opinion.answer:
        return f"{STILL}（{UNANSWERED}）"
    if opinion.answer == FIXED:
        return f"{STILL}（单位回复：{FIXED}{_words(opinion)}）"
    return f"{opinion.answer}{_words(opinion)}"


def settled(opinion: Opinion) -> str:
    """How the unit answered an opinion that no finding repeats."""
    if opinion.answer in (EXPLAINED, DISAGREED):
        return f"已改正（单位回复：{opinion.answer}{_words(opinion)}）"
    return f"已改正{_words(opinion)}"


def _words(opinion: Opinion) -> str:
    return f"：{opinion.words}" if opinion.words else ""
