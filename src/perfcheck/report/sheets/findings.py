"""问题清单: every finding of every project, the worst first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from perfcheck.model.cells import CellRef
from perfcheck.model.form import Form, FundLine
from perfcheck.model.results import BatchResult, Finding, Project, Severity
from perfcheck.model.review import KEY, NOTHING
from perfcheck.report import palette
from perfcheck.report.content import (
    Cell,
    Choice,
    Formula,
    Link,
    Mark,
    Row,
    SheetContent,
    fitted,
    headings,
)
from perfcheck.report.follow_up import replies
from perfcheck.report.look import Style
from perfcheck.report.measure import LIST_ROW
from perfcheck.report.reviewed import finding_keys
from perfcheck.report.sheets.parts import empty_list, keyed, list_head, place, text
from perfcheck.report.sheets.plan import FINDINGS, SCORED, SUMMARY, Plan
from perfcheck.report.wording import STATES

COLUMNS: Mapping[str, float] = {
    "序号": 6,
    "级别": 9,
    "项目名称": 21,
    "位置": 18,
    "规则": 9.5,
    "问题": 38,
    "核对": 36,
    "修改建议": 44,
    "处理状态": 11,
}
WIDTHS = tuple(COLUMNS.values())
REPLIES: Mapping[str, float] = {"单位回复": 28}  # only where a marked copy came back
HEADING = 3
STATE = 9  # the column of 处理状态

SEVERITY_STYLES: Mapping[Severity, Style] = {
    Severity.ERROR: Style.SEVERITY_ERROR,
    Severity.WARNING: Style.SEVERITY_WARNING,
    Severity.NOTE: Style.SEVERITY_NOTE,
}


Answers = Mapping[tuple[str, Finding], str]


@dataclass(frozen=True, slots=True)
class _Item:
    index: int
    project: Project
    finding: Finding
    key: str
    state: str


def sheet(plan: Plan) -> SheetContent:
    """The sheet 问题清单."""
    items = _sorted(plan.batch)
    answers = replies(plan.batch.projects)
    columns = {**COLUMNS, **(REPLIES if answers else {}), KEY: 9}
    widths = tuple(columns.values())
    rows = [
        keyed(fitted((*_cells_of(plan, number, item), *_reply(answers, item)), widths), item.key)
        for number, item in enumerate(items, start=1)
    ]
    last = HEADING + len(rows)
    return SheetContent(
        streamed=True,
        name=FINDINGS,
        tab=palette.TAB_LIST,
        widths=widths,
        rows=(
            *_head(plan, items, len(widths)),
            headings(tuple(columns), widths, LIST_ROW),
            *(rows or [empty_list(_nothing(plan), widths)]),
        ),
        heading=HEADING,
        table=(HEADING, 1, last, len(widths)) if rows else None,
        marks=_marks(last) if rows else (),
        choices=_choices(last) if rows else (),
        machine=(len(widths),),
    )


def _sorted(batch: BatchResult) -> list[_Item]:
    keys, known = finding_keys(batch), batch.reviews.findings
    items = [
        _Item(index, project, finding, own, known.get(own, NOTHING).state or STATES[0])
        for index, project in enumerate(batch.projects)
        for finding, own in zip(project.findings, keys[index], strict=True)
    ]
    return sorted(items, key=lambda item: (item.finding.severity.rank, item.index, _cell(item)))


def _cell(item: _Item) -> tuple[int, str, int, int, str]:
    cell = item.finding.cell
    if cell is None:
        return (0, "", 0, 0, item.finding.code)
    return (1, cell.sheet, cell.row, cell.column, item.finding.code)


def _nothing(plan: Plan) -> str:
    return "没有发现问题。" if plan.batch.projects else "没有读到任何项目，原因见“处理记录”。"


def _head(plan: Plan, items: Sequence[_Item], columns: int) -> Iterable[Row]:
    count = len(items)
    figures = plan.overview
    concerned = sum(1 for project in plan.batch.projects if project.findings)
    left = (
        f"共 {count} 条：必须改 {figures.errors} 条，建议改 {figures.warnings} 条，"
        f"提示 {figures.notes} 条；涉及 {concerned} 个项目。"
    )
    return list_head("问 题 清 单", left, _waiting(items), columns)


def _waiting(items: Sequence[_Item]) -> Formula | str:
    """How many are still to be dealt with: follows the drop-downs."""
    if not items:
        return ""
    area = f"$I${HEADING + 1}:$I${HEADING + len(items)}"
    count = sum(1 for item in items if item.state == STATES[0])
    formula = f'="点击“位置”可跳转；待处理 "&COUNTIF({area},"{STATES[0]}")&" 条"'
    return Formula(formula, f"点击“位置”可跳转；待处理 {count} 条")


def _reply(answers: Answers, item: _Item) -> Iterable[Cell]:
    """How the unit answered the same finding the round before; nothing on a first round."""
    if not answers:
        return ()
    return (text(answers.get((item.project.id, item.finding), "")),)


def _cells_of(plan: Plan, number: int, item: _Item) -> tuple[Cell, ...]:
    finding = item.finding
    return (
        Cell(number, Style.CODE),
        Cell(finding.severity.label, SEVERITY_STYLES[finding.severity]),
        Cell(item.project.name, Style.TEXT),
        Cell(_link(plan, item), Style.LINK_CODE),
        Cell(finding.code, Style.RULE_ID),
        text(finding.message),
        text(_arithmetic(finding)),
        text(finding.suggestion),
        Cell(item.state, Style.CODE),
    )


def _link(plan: Plan, item: _Item) -> Link:
    """To the row where the finding's cell is shown; to the project's row for all others."""
    finding, form = item.finding, item.project.form
    shown = place(finding.cell)
    indicator = _row_of(form, finding.cell) if finding.indicator is None else finding.indicator
    if indicator is not None:
        return Link(shown, SCORED, f"E{plan.scored_row(item.index, indicator)}")
    if finding.cell in _fund_cells(form):
        return Link(shown, SCORED, f"E{plan.scored_row(item.index, None)}")
    return Link(shown, SUMMARY, f"C{plan.summary_rows[item.index]}")


def _row_of(form: Form, cell: CellRef | None) -> int | None:
    """The indicator on whose row of the form a cell stands."""
    for index, indicator in enumerate(form.indicators):
        own = indicator.cell
        if cell and own and (own.sheet, own.row) == (cell.sheet, cell.row):
            return index
    return None


def _fund_cells(form: Form) -> frozenset[CellRef | None]:
    lines = (form.budget.total, *form.budget.sources)
    return frozenset(cell for line in lines for cell in _cells(line)) - {None}


def _cells(line: FundLine) -> Iterable[CellRef | None]:
    numbers = (
        line.original_budget,
        line.adjusted_budget,
        line.executed,
        line.rate,
        line.points,
        line.score,
    )
    return (line.name.cell, line.deviation_reason.cell, *(entry.cell for entry in numbers))


def _arithmetic(finding: Finding) -> str:
    parts = (("填报", finding.found), ("核对", finding.expected))
    return "\n".join(f"{label}：{words}" for label, words in parts if words)


def _marks(last: int) -> tuple[Mark, ...]:
    first = HEADING + 1
    area = (first, 1, last, STATE)
    return (Mark(area, f'OR($I{first}="{STATES[2]}",$I{first}="{STATES[3]}")', Style.MARK_DONE),)


def _choices(last: int) -> tuple[Choice, ...]:
    area = (HEADING + 1, STATE, last, STATE)
    return (Choice(area, STATES, "处理状态", "从列表中选择；选“已修改”或“不采纳”后本行变灰。"),)
