"""The sheet 修改意见 as a value: what is wrong, where, what to write instead, and the reply."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from perfcheck.model import returned
from perfcheck.model.cells import CellRef
from perfcheck.model.results import Severity
from perfcheck.model.returned import Opinion
from perfcheck.report import palette
from perfcheck.report.content import Cell, Link, Row, SheetContent, fitted, headings
from perfcheck.report.follow_up import settled
from perfcheck.report.look import Style
from perfcheck.report.measure import LIST_ROW, TITLE_ROW
from perfcheck.report.returned.letter import Letter, Remark, Section
from perfcheck.report.wording import WHOLE_FORM

COLUMNS: Mapping[str, float] = {
    "序号": 6,
    returned.LEVEL: 9,
    returned.PLACE: 12,
    returned.PROBLEM: 38,
    "核对（算式/应为）": 34,
    "建议写法": 40,
    returned.ANSWER: 12,
    returned.WORDS: 26,
}
WIDTHS = tuple(COLUMNS.values())
HEADING = 5
REPLY, WORDS = 7, 8
HIDDEN = 10  # the first of the hidden columns: rule, cell, indicator, fill, project
HIDDEN_COLUMNS = 5
NARROW = 2.0  # between what is seen and what is hidden
HOW = (
    "请在表中标了颜色的格子里直接修改（格子上的批注与本表相同），改好后在“单位回复”栏选“已改”，"
    "不改的选“说明”或“不同意”并写明理由，另存后按原途径报回这一份。"
)
HOW_ELSEWHERE = (
    "请在原表中逐条修改，在“单位回复”栏选“已改”，不改的选“说明”或“不同意”并写明理由，"
    "把改好的原表和本表一起报回。"
)
CHOICE_TITLE = returned.ANSWER
CHOICE_HINT = "改好了选“已改”；不改的选“说明”或“不同意”，在右边写明理由。"
SEVERITY_STYLES: Mapping[Severity, Style] = {
    Severity.ERROR: Style.SEVERITY_ERROR,
    Severity.WARNING: Style.SEVERITY_WARNING,
    Severity.NOTE: Style.SEVERITY_NOTE,
}

Fill = Callable[[CellRef], str]


class Opinions(NamedTuple):
    """The sheet, and the rows in which a reply can be given."""

    content: SheetContent
    rows: tuple[int, ...]


def sheet(
    letter: Letter, name: str = returned.SHEET, fill: Fill | None = None, *, only_ours: bool = False
) -> Opinions:
    """The sheet 修改意见.

    `fill` tells the fill of a cell before it was marked; it is None where the sheet stands in a
    workbook of its own, apart from the form, and nothing links. `only_ours` says that the form
    had no cell in the colours of our marks.
    """
    rows = [*_head(letter, linked=fill is not None), _headings(letter, only_ours=only_ours)]
    replies = []
    sheets = {remark.cell.sheet for remark in letter.remarks if remark.cell}
    for section in letter.sections:
        if len(letter.sections) > 1:
            rows.append(_block(section.heading))
        for remark in section.remarks:
            rows.append(_remark(remark, fill, full=len(sheets) > 1 or fill is None))
            replies.append(len(rows))
    rows += _corrected(letter)
    content = SheetContent(
        name=name,
        tab=palette.RED_INK,
        widths=(*WIDTHS, NARROW, *[NARROW] * HIDDEN_COLUMNS),
        rows=tuple(rows),
        heading=HEADING,
    )
    return Opinions(content, tuple(replies))


def _head(letter: Letter, *, linked: bool) -> Iterator[Row]:
    first = letter.sections[0].heading if len(letter.sections) == 1 else _several(letter.sections)
    yield Row((Cell("修 改 意 见", Style.TITLE, len(WIDTHS)),), TITLE_ROW)
    yield fitted((Cell(first, Style.PLAIN, len(WIDTHS)),), (sum(WIDTHS),), 22)
    how = HOW if linked else HOW_ELSEWHERE
    yield fitted((Cell(how, Style.NOTE, len(WIDTHS)),), (sum(WIDTHS),), 20)
    progress = letter.progress or f"第 {len(letter.rounds)} 稿：{letter.rounds[-1]} 个问题。"
    yield fitted((Cell(progress, Style.NOTE, len(WIDTHS)),), (sum(WIDTHS),), 20)


def _several(sections: tuple[Section, ...]) -> str:
    count = sum(len(section.remarks) for section in sections)
    return f"本文件有 {len(sections)} 个项目需要修改，共 {count} 处。"


def _headings(letter: Letter, *, only_ours: bool) -> Row:
    """The headings, and hidden beside them the mark by which the sheet is known again."""
    seen = headings(tuple(COLUMNS), WIDTHS, LIST_ROW)
    only = returned.ONLY_OURS if only_ours else ""
    rounds = ",".join(str(count) for count in letter.rounds)
    hidden = (returned.MARK, rounds, only, "", "")
    return Row((*seen.cells, Cell("", Style.PLAIN), *_hidden(hidden)), seen.height)


def _hidden(words: tuple[str, ...]) -> Iterator[Cell]:
    return (Cell(word, Style.RULE_ID) for word in words)


def _remark(remark: Remark, fill: Fill | None, *, full: bool) -> Row:
    problem = f"{remark.problem}\n{remark.before}" if remark.before else remark.problem
    cells = (
        Cell(remark.number, Style.CODE),
        Cell(remark.severity.label, SEVERITY_STYLES[remark.severity]),
        _place(remark.cell, linked=fill is not None, full=full),
        Cell(problem, Style.TEXT),
        Cell(remark.expected, Style.TEXT),
        Cell(remark.suggestion, Style.TEXT),
        Cell("", Style.REPLY),
        Cell("", Style.REPLY_TEXT),
    )
    row = fitted(cells, WIDTHS)
    place = "" if remark.cell is None else str(remark.cell)
    before = fill(remark.cell) if fill and remark.cell else ""
    hidden = (remark.code, place, remark.subject, before, remark.project)
    return Row((*row.cells, Cell("", Style.PLAIN), *_hidden(hidden)), row.height)


def _place(cell: CellRef | None, *, linked: bool, full: bool) -> Cell:
    if cell is None:
        return Cell(WHOLE_FORM, Style.CODE)
    shown = str(cell) if full else cell.address
    return (
        Cell(Link(shown, cell.sheet, cell.address), Style.LINK_CODE)
        if linked and cell.sheet  # a sheet without a name is nowhere to go to
        else Cell(shown, Style.CODE)
    )


def _block(words: str) -> Row:
    return fitted((Cell(words, Style.BLOCK, len(WIDTHS)),), (sum(WIDTHS),), LIST_ROW)


def _corrected(letter: Letter) -> Iterator[Row]:
    if not letter.corrected:
        return
    yield _block(f"上一稿指出、本稿已改正的（{len(letter.corrected)} 个）")
    for opinion in letter.corrected:
        yield _done(opinion)


def _done(opinion: Opinion) -> Row:
    place = opinion.place.rpartition("!")[2] or WHOLE_FORM
    cells = (
        Cell("√", Style.RULE_ID),
        Cell(opinion.level, Style.RULE_ID),
        Cell(place, Style.RULE_ID),
        Cell(opinion.message, Style.DONE),
        Cell(settled(opinion), Style.DONE, 4),
    )
    return fitted(cells, WIDTHS)
