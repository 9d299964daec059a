"""The rows below 汇总表 on the files that came back: their rounds, and what is left of each."""

from collections.abc import Iterable, Mapping, Sequence

from perfcheck.report.content import Cell, Row, fitted
from perfcheck.report.follow_up import STILL, FollowUp, by_file, came_back
from perfcheck.report.look import Style
from perfcheck.report.sheets.parts import count, text
from perfcheck.report.sheets.plan import OPINIONS, Plan

MOST_FILES = 12
SECTION_ROW = 30
HEADS = (
    ("稿次", 2),
    ("修改后报回的项目", 1),
    ("各稿问题数", 2),
    ("本稿问题", 1),
    ("已改正", 1),
    (STILL, 1),
    ("新出现", 1),
)


def rows(plan: Plan, widths: Sequence[float]) -> Iterable[Row]:
    """A line a file, those with most problems left first; nothing where none came back."""
    before = by_file(came_back(plan.batch))
    if not before:
        return
    rest = len(widths) - sum(columns for _, columns in HEADS)
    title = f"修改后报回的文件（{len(before)} 个，逐条见“{OPINIONS}”）"
    yield Row((Cell(title, Style.SECTION, len(widths)),), SECTION_ROW)
    heads = (Cell(name, Style.HEADER, columns) for name, columns in HEADS)
    yield fitted((*heads, Cell("", Style.PLAIN, rest)), widths)
    names = _names(plan, before)
    files = sorted(before, key=lambda file: -len(before[file].matched))
    for file in files[:MOST_FILES]:
        yield fitted((*_cells(names[file], before[file]), Cell("", Style.PLAIN, rest)), widths)
    if len(files) > MOST_FILES:
        words = (
            f"……共 {len(files)} 个文件，以上为本稿问题最多的 {MOST_FILES} 个，其余见“处理记录”。"
        )
        yield fitted((Cell(words, Style.NOTE, len(widths)),), widths, 18)


def _names(plan: Plan, files: Iterable[str]) -> Mapping[str, str]:
    """The projects of each file."""
    names: dict[str, list[str]] = {file: [] for file in files}
    for project in plan.batch.outlines:
        if project.file in names:
            names[project.file].append(project.name)
    return {file: "、".join(own) for file, own in names.items()}


def _cells(name: str, found: FollowUp) -> Iterable[Cell]:
    now, still = len(found.matched), sum(1 for opinion in found.matched if opinion)
    counts = (*found.history.rounds, now)
    every = "，".join(f"第 {number} 稿 {own} 个" for number, own in enumerate(counts, start=1))
    return (
        Cell(f"第 {len(counts)} 稿", Style.CODE, 2),
        text(name),
        Cell(every, Style.TEXT, 2),
        count(now, Style.COUNT_BAD),
        count(len(found.corrected), Style.COUNT),
        count(still, Style.COUNT_WARN),
        count(now - still, Style.COUNT_WARN),
    )
