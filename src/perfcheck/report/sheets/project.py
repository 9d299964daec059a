"""The sheet of one project: the form as people know it, stated and recomputed side by side.

Scores are those of 评分明细, where a reviewer changes them; the sums, the losses and the chart
follow.
"""

from collections.abc import Iterable, Sequence

from perfcheck.model.form import FundLine, Goal
from perfcheck.report import palette
from perfcheck.report.content import Cell, Content, Formula, Mark, Row, SheetContent, fitted
from perfcheck.report.look import Style
from perfcheck.report.measure import HEADER_ROW
from perfcheck.report.sheets import projectfoot, projectlines, projectstrip
from perfcheck.report.sheets.anchors import Part
from perfcheck.report.sheets.chartdata import Data
from perfcheck.report.sheets.formulas import Column, quote
from perfcheck.report.sheets.parts import number, text
from perfcheck.report.sheets.plan import Plan
from perfcheck.report.sheets.projectcontext import WIDTHS, Context, context
from perfcheck.report.sheets.projectplan import FUNDS_AT
from perfcheck.report.wording import NONE, ratio

FUNDS = (
    *("项目资金\n（万元）", "资金来源", "年初预算数", "全年预算数\n（A）", "全年执行数\n（B）"),
    *("执行率\n（B÷A）", *projectlines.SCORES, "问题和修改建议"),
)
TOTAL_FUNDS, SOURCE = "年度资金总额", "（未填来源）"
DIFFERENCE = 10  # the column of 差异
# Of rows on a sheet of paper: programs, and fonts, differ in how wide the columns come out, and
# so in how small a page is printed to hold them.
PAGE_POINTS = (940, 1140)


def sheet(plan: Plan, index: int, data: Data) -> SheetContent:
    """The sheet of a project; what its chart is drawn from goes to the hidden sheet."""
    own = context(plan, index)
    foot = projectfoot.foot(own, data)
    places = own.places
    area = (places.lines_at, DIFFERENCE, places.total, DIFFERENCE)
    differs = f"ISNUMBER($J{places.lines_at}),$J{places.lines_at}"
    form = (
        *projectstrip.rows(own),
        *_head(own),
        *_funds(own),
        *_goals(own),
        *projectlines.rows(own),
    )
    return SheetContent(
        name=places.sheet,
        tab=palette.TAB_LIST,
        widths=WIDTHS,
        rows=(*form, *foot.rows, *foot.losses),
        breaks=_breaks(form, (foot.rows, foot.losses), form[places.head - 1].height),
        heading=2,
        repeated=places.head,
        marks=(
            Mark(area, f"AND({differs}<0)", Style.MARK_CONTRADICTION),
            Mark(area, f"AND({differs}>0)", Style.MARK_WARNING),
        ),
        charts=foot.charts,
        streamed=True,
    )


def _breaks(form: Sequence[Row], foot: Sequence[Sequence[Row]], again: float) -> tuple[int, ...]:
    """Before which rows a page begins, so that no part of the foot is cut in two by its end.

    `again` is the height of the row that every further page repeats.
    """
    used = {page: _used(form, 0, again, page) for page in PAGE_POINTS}
    breaks: list[int] = []
    at = len(form)
    for part in foot:
        height = sum(row.height for row in part)
        if part and any(full + height > page for page, full in used.items()):
            breaks.append(at)
            used = dict.fromkeys(PAGE_POINTS, again)
        used = {page: _used(part, full, again, page) for page, full in used.items()}
        at += len(part)
    return tuple(breaks)


def _used(rows: Iterable[Row], used: float, again: float, page: float) -> float:
    """How much of the last page is full when rows follow what is on it."""
    for row in rows:
        full = used + row.height > page
        used = (again if full else used) + row.height
    return used


def _head(context: Context) -> Iterable[Row]:
    form = context.project.form
    yield fitted(
        (
            Cell("项目名称", Style.HEADER, 2),
            Cell(form.project_name.value or NONE, Style.TEXT, 10),
            context.problems(Part.NAME),
        ),
        WIDTHS,
    )
    yield fitted(
        (
            Cell("主管部门", Style.HEADER, 2),
            Cell(form.department_name or NONE, Style.TEXT, 4),
            Cell("实施单位", Style.HEADER, 3),
            Cell(form.unit_name or NONE, Style.TEXT, 3),
            context.problems(Part.UNIT),
        ),
        WIDTHS,
    )


def _funds(context: Context) -> Iterable[Row]:
    budget = context.project.form.budget
    label, *heads = FUNDS
    tall = Cell(label, Style.HEADER, down=2 + len(budget.sources))
    yield fitted((tall, *(Cell(name, Style.HEADER) for name in heads)), WIDTHS, HEADER_ROW)
    for index, line in enumerate((budget.total, *budget.sources)):
        row = FUNDS_AT + index
        usual = TOTAL_FUNDS if not index else SOURCE
        cells = (
            Cell("", Style.HEADER),
            text(line.name.value or usual, Style.TEXT if index else Style.LABEL_CELL),
            number(line.original_budget.value, Style.MONEY),
            number(line.adjusted_budget.value, Style.MONEY),
            number(line.executed.value, Style.MONEY),
            Cell(_rate(context, line, row, total=not index), Style.RATE),
            *(_execution(context) if not index else [Cell(NONE, Style.MUTED)] * 6),
            context.problems(Part.FUNDS, index),
        )
        yield fitted(cells, WIDTHS)


def _rate(context: Context, line: FundLine, row: int, *, total: bool) -> Content:
    """The rate of the total is that of 汇总表; a source is measured against its own budget."""
    if total:
        return context.summary(Column.RATE, context.plan.overview.rows[context.index].rate)
    if line.executed.value is None or not line.base.value:
        return NONE
    base = "D" if line.adjusted_budget.value is not None else "C"
    rate = ratio(line.executed.value, line.base.value)
    return Formula(f"=IF(N({base}{row})<>0,E{row}/{base}{row},{quote(NONE)})", rate)


def _execution(context: Context) -> Iterable[Cell]:
    return projectlines.scores(context, context.card.execution, 0, "")


def _goals(context: Context) -> Iterable[Row]:
    goals = context.project.form.goals or (Goal(),)
    yield fitted(
        (
            Cell("年度总体\n目标", Style.HEADER, down=1 + len(goals)),
            Cell("预期目标", Style.HEADER, 4),
            Cell("实际完成情况", Style.HEADER, 7),
            Cell("", Style.HEADER),
        ),
        WIDTHS,
    )
    for index, goal in enumerate(goals):
        title = f"{goal.title}：" if goal.title and len(goals) > 1 else ""
        cells = (
            Cell("", Style.HEADER),
            Cell(f"{title}{goal.expected.text}" or NONE, Style.GOAL, 4),
            Cell(goal.achieved.text or NONE, Style.GOAL, 7),
            context.problems(Part.GOALS, index),
        )
        yield fitted(cells, WIDTHS, 40)
