"""问题清单: every finding of every project, those of one rule together, the worst first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from perfcheck.model.results import Finding, Severity
from perfcheck.model.review import KEY, NOTHING, TOGETHER
from perfcheck.report import palette
from perfcheck.report.content import (
    Body,
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
from perfcheck.report.sheets.anchors import Part
from perfcheck.report.sheets.grouped import Group, each, grouped, said
from perfcheck.report.sheets.parts import empty_list, keyed, list_head, text
from perfcheck.report.sheets.plan import FINDINGS, SCORED, SUMMARY, Plan
from perfcheck.report.wording import STATES

COLUMNS: Mapping[str, float] = {
    "序号": 6,
    "级别": 9,
    "项目名称": 21,
    "位置": 21,
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
MOST_KEYS = 100  # of a row that stands for several findings: any one finds it again

SEVERITY_STYLES: Mapping[Severity, Style] = {
    Severity.ERROR: Style.SEVERITY_ERROR,
    Severity.WARNING: Style.SEVERITY_WARNING,
    Severity.NOTE: Style.SEVERITY_NOTE,
}


Answers = Mapping[tuple[str, Finding], str]


@dataclass(frozen=True, slots=True)
class _Item:
    """A group, and what became of it so far."""

    group: Group
    state: str


def sheet(plan: Plan, left: int, body: Body) -> SheetContent:
    """The sheet 问题清单, of which so many entries are `left` to do."""
    columns = _columns(plan)
    widths = tuple(columns.values())
    count = plan.groups[Severity.NOTE][-1]
    last = HEADING + count
    return SheetContent(
        streamed=True,
        name=FINDINGS,
        tab=palette.TAB_LIST,
        widths=widths,
        rows=(
            *_head(plan, count, left, len(widths)),
            headings(tuple(columns), widths, LIST_ROW),
            *(() if count else [empty_list(_nothing(plan), widths)]),
            *body.rows,
        ),
        drawn=body.drawn,
        heading=HEADING,
        table=(HEADING, 1, last, len(widths)) if count else None,
        marks=_marks(last) if count else (),
        choices=_choices(last) if count else (),
        machine=(len(widths),),
    )


def _columns(plan: Plan) -> Mapping[str, float]:
    return {**COLUMNS, **(REPLIES if plan.answered else {}), KEY: 18}


def rows(plan: Plan, indexes: Sequence[int]) -> Mapping[Severity, list[Row]]:
    """The rows of some projects, the first of each severity at `first`.

    A file's projects must all be among them, or none: their answers belong together.
    """
    widths = tuple(_columns(plan).values())
    answers = replies([plan.batch.projects[index] for index in indexes])
    found: dict[Severity, list[Row]] = {severity: [] for severity in plan.groups}
    for index in indexes:
        for item in _items(plan, index):
            severity = item.group.severity
            number = plan.groups[severity][indexes[0]] + len(found[severity]) + 1
            cells = _cells(plan, number, item)
            reply = (_reply(answers, item),) if plan.answered else ()
            found[severity].append(
                keyed(fitted((*cells, *reply), widths), TOGETHER.join(item.group.keys[:MOST_KEYS]))
            )
    return found


def waiting(rows: Iterable[Row]) -> int:
    """How many entries are still to be dealt with."""
    return sum(row.cells[STATE - 1].content == STATES[0] for row in rows)


def first(plan: Plan, severity: Severity, index: int) -> int:
    """The row on which a project's entries of a severity begin."""
    return HEADING + plan.groups[severity][index] + 1


def _items(plan: Plan, index: int) -> Iterable[_Item]:
    """What is said of a project."""
    known = plan.batch.reviews.findings
    for group in grouped(plan.batch.projects[index], index, plan.keys[index]):
        # What a reviewer chose for one of its findings holds for the row.
        key = next((own for own in group.keys if own in known), "")
        yield _Item(group, known.get(key, NOTHING).state or STATES[0])


def _reply(answers: Answers, item: _Item) -> Cell:
    """How the unit answered the same findings the round before."""
    own = item.group.project.id
    return text(each(item.group, lambda finding: answers.get((own, finding), "")))


def _nothing(plan: Plan) -> str:
    return "没有发现问题。" if plan.batch.outlines else "没有读到任何项目，原因见“处理记录”。"


def _head(plan: Plan, entries: int, waiting: int, columns: int) -> Iterable[Row]:
    figures = plan.overview
    concerned = sum(1 for project in plan.batch.outlines if project.findings)
    count = figures.errors + figures.warnings + figures.notes
    merged = f"，同一项目同一规则的归并为 {entries} 条" if entries < count else ""
    left = (
        f"共 {count} 处{merged}：必须改 {figures.errors} 处，建议改 {figures.warnings} 处，"
        f"提示 {figures.notes} 处；涉及 {concerned} 个项目。"
    )
    return list_head("问 题 清 单", left, _waiting(entries, waiting), columns)


def _waiting(entries: int, count: int) -> Formula | str:
    """How many are still to be dealt with: follows the drop-downs."""
    if not entries:
        return ""
    area = f"$I${HEADING + 1}:$I${HEADING + entries}"
    formula = f'="点击“位置”可跳转；待处理 "&COUNTIF({area},"{STATES[0]}")&" 条"'
    return Formula(formula, f"点击“位置”可跳转；待处理 {count} 条")


def _cells(plan: Plan, number: int, item: _Item) -> tuple[Cell, ...]:
    group = item.group
    return (
        Cell(number, Style.CODE),
        Cell(group.severity.label, SEVERITY_STYLES[group.severity]),
        Cell(group.project.name, Style.TEXT),
        Cell(_link(plan, group), Style.LINK_CODE),
        Cell(group.code, Style.RULE_ID),
        text(said(group, plan.batch.titles)),
        text(each(group, arithmetic)),
        text(each(group, lambda finding: finding.suggestion)),
        Cell(item.state, Style.CODE),
    )


def _link(plan: Plan, group: Group) -> Link:
    """To the row of the project's sheet that shows the first; without one to 评分明细."""
    anchor = group.anchor
    if plan.sheets:
        places = plan.sheets[group.index]
        return Link(group.shown_place, places.sheet, f"M{places.row(anchor)}")
    if anchor.part is Part.INDICATORS:
        row = plan.scored_row(group.index, anchor.index)
        return Link(group.shown_place, SCORED, f"E{row}")
    if anchor.part is Part.FUNDS:
        return Link(group.shown_place, SCORED, f"E{plan.scored_row(group.index, None)}")
    return Link(group.shown_place, SUMMARY, f"C{plan.summary_rows[group.index]}")


def arithmetic(finding: Finding) -> str:
    """What was found and what the figures give, a line each."""
    parts = (("填报", finding.found), ("核对", finding.expected))
    return "\n".join(f"{label}：{words}" for label, words in parts if words)


def _marks(last: int) -> tuple[Mark, ...]:
    first = HEADING + 1
    area = (first, 1, last, STATE)
    return (Mark(area, f'OR($I{first}="{STATES[2]}",$I{first}="{STATES[3]}")', Style.MARK_DONE),)


def _choices(last: int) -> tuple[Choice, ...]:
    area = (HEADING + 1, STATE, last, STATE)
    return (Choice(area, STATES, "处理状态", "从列表中选择；选“已修改”或“不采纳”后本行变灰。"),)
