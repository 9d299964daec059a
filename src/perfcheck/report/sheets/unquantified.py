"""未量化指标: every target that states no figure, why, and how it could be worded instead."""

from collections.abc import Iterable, Mapping, Sequence

from perfcheck.model.form import Indicator
from perfcheck.model.results import Project
from perfcheck.model.values import FlagKind, Kind, Target, Vagueness
from perfcheck.report import palette
from perfcheck.report.content import Body, Cell, Link, Row, SheetContent, fitted, headings
from perfcheck.report.look import Style
from perfcheck.report.measure import LIST_ROW
from perfcheck.report.sheets.parts import empty_list, list_head, place, text
from perfcheck.report.sheets.plan import SCORED, UNQUANTIFIED, Plan
from perfcheck.report.wording import percent, ratio

COLUMNS: Mapping[str, float] = {
    "序号": 6,
    "项目名称": 18,
    "一级/二级": 14,
    "三级指标": 24,
    "表中位置": 16,
    "原指标值": 24,
    "无法核对的字词": 16,
    "类别": 12,
    "建议一": 32,
    "建议二": 32,
    "建议三": 32,
}
WIDTHS = tuple(COLUMNS.values())
HEADING = 3
MOST_PROPOSALS = 3
EMPTY_TARGET = "（未填指标值）"


def sheet(plan: Plan, kinds: Mapping[Vagueness, int], body: Body) -> SheetContent:
    """The sheet 未量化指标, so many of each kind."""
    count = plan.unquantified[-1]
    return SheetContent(
        streamed=True,
        name=UNQUANTIFIED,
        tab=palette.TAB_LIST,
        widths=WIDTHS,
        rows=(
            *list_head("未 量 化 指 标", _count(plan), _remark(kinds), len(WIDTHS)),
            headings(tuple(COLUMNS), WIDTHS, LIST_ROW),
            *(() if count else [empty_list(_nothing(plan), WIDTHS)]),
            *body.rows,
        ),
        drawn=body.drawn,
        heading=HEADING,
        table=(HEADING, 1, HEADING + count, len(WIDTHS)) if count else None,
    )


def _nothing(plan: Plan) -> str:
    return "全部指标均已量化。" if plan.overview.indicators else "没有读到任何指标。"


def _count(plan: Plan) -> str:
    figures = plan.overview
    share = percent(ratio(figures.unquantified, figures.indicators))
    return f"全部指标 {figures.indicators} 项，未量化 {figures.unquantified} 项，占 {share}。"


def _remark(kinds: Mapping[Vagueness, int]) -> str:
    parts = [f"{kind.value} {kinds[kind]} 项" for kind in Vagueness if kinds.get(kind)]
    return "，".join(parts)


def listed(plan: Plan, indexes: Sequence[int]) -> Iterable[tuple[tuple[int, int], Indicator]]:
    """Every indicator without a figure, with its project's and its own index."""
    for index in indexes:
        for row, indicator in enumerate(plan.batch.projects[index].form.indicators):
            if not indicator.target.quantified:
                yield (index, row), indicator


def first(plan: Plan, index: int) -> int:
    """The row on which a project's indicators begin."""
    return HEADING + plan.unquantified[index] + 1


def rows(plan: Plan, indexes: Sequence[int]) -> Iterable[Row]:
    """The rows of some projects, the first one at `first`."""
    before = plan.unquantified[indexes[0]] if indexes else 0
    last = -1
    for number, ((index, row), indicator) in enumerate(listed(plan, indexes), start=before + 1):
        project = plan.batch.projects[index]
        address = f"E{plan.scored_row(index, row)}"
        cells = (
            Cell(number, Style.CODE),
            Cell(project.name, Style.TEXT),
            text(_levels(indicator), Style.CODE),
            text(indicator.name.value or indicator.name.text),
            Cell(Link(place(indicator.cell), SCORED, address), Style.LINK_CODE),
            Cell(_target(indicator.target), Style.NOT_QUANTIFIED_TEXT),
            text("、".join(_words(indicator.target))),
            _vagueness(indicator.target),
            *_proposals(project, row),
        )
        yield fitted(cells, WIDTHS, divided=number > 1 and index != last)
        last = index


def _levels(indicator: Indicator) -> str:
    levels = (indicator.category.value, indicator.subcategory.value)
    return "\n".join(level for level in levels if level)


def _target(target: Target) -> str:
    """The target as typed; of a row with nothing but a unit, that nothing else was filled in."""
    if target.kind is not Kind.EMPTY:
        return target.text
    return f"{EMPTY_TARGET}{target.text}"


def _words(target: Target) -> tuple[str, ...]:
    flagged = (
        word for flag in target.flags if flag.kind is FlagKind.NOT_QUANTIFIED for word in flag.words
    )
    return target.vague_words or tuple(flagged)


def _vagueness(target: Target) -> Cell:
    return text(target.vagueness.value if target.vagueness else "", Style.CODE)


def _proposals(project: Project, row: int) -> Iterable[Cell]:
    wordings = [proposal.text for proposal in project.assessment.proposals[row]]
    shown = (*wordings[:MOST_PROPOSALS], *[""] * MOST_PROPOSALS)[:MOST_PROPOSALS]
    return [text(words) for words in shown]
