"""The hidden sheet that the charts of 图表 are drawn from: blocks of formulas, one under another.

The formulas point at 汇总表 and 评分明细, so that a chart follows whatever a reviewer changes.
Which projects a chart lists, and in what order, is settled when the workbook is written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from perfcheck.report import palette
from perfcheck.report.charts import Range
from perfcheck.report.content import Cell, Content, Formula, Row, SheetContent, spans
from perfcheck.report.look import Style
from perfcheck.report.losses import ZERO, Loss, full_mark, losses
from perfcheck.report.sheets.formulas import Column, quote, scored_cells, span
from perfcheck.report.sheets.parts import EXECUTION_GROUP, group_label
from perfcheck.report.sheets.plan import CHART_DATA, SCORED, SUMMARY, Plan, score_lines
from perfcheck.report.sheets.thresholds import low_rate_name
from perfcheck.report.wording import OPEN_GRADE, rounded

WIDTHS = (34.0, 14.0, 14.0, 14.0, 14.0)
ROW = 18
FULL, OTHERS, LEFT_OPEN, REACHED = "分值合计", "其他指标", "待判断", "平均得分"
MOST_RATE = Decimal(2)  # beyond 200% a bar says no more than that it is beyond


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of the hidden sheet under one heading; `first` is the first row of figures."""

    first: int
    count: int

    def column(self, column: int) -> Range:
        """One column of the block."""
        return Range(CHART_DATA, (self.first, column, self.first + self.count - 1, column))


@dataclass(slots=True)
class Data:
    """The hidden sheet in the making."""

    rows: list[Row] = field(default_factory=list)

    def add(self, title: str, heads: Sequence[str], body: Iterable[Sequence[Content]]) -> Block:
        """Write a block and say where it stands."""
        if self.rows:
            self.rows.append(Row((), ROW))
        self.rows.append(_row((title,), Style.SECTION))
        self.rows.append(_row(heads, Style.HEADER))
        first = len(self.rows) + 1
        self.rows.extend(_row(cells, Style.CODE) for cells in body)
        return Block(first, len(self.rows) - first + 1)

    def full(self, block: Block) -> Decimal:
        """The height of the first bar of a waterfall."""
        content = self.rows[block.first - 1].cells[1].content
        return content if isinstance(content, Decimal) else ZERO

    @property
    def next(self) -> int:
        """The row on which the figures of the next block begin."""
        return len(self.rows) + (3 if not self.rows else 4)

    def sheet(self) -> SheetContent:
        """The hidden sheet."""
        rows = tuple(self.rows)
        return SheetContent(CHART_DATA, palette.TAB_HELP, WIDTHS, rows, hidden=True)


def _row(contents: Sequence[Content], style: Style) -> Row:
    cells = [Cell(content, style) for content in contents]
    return Row((*cells, *[Cell("", Style.PLAIN)] * (len(WIDTHS) - len(cells))), ROW)


def rates(data: Data, plan: Plan, indexes: Sequence[int]) -> Block:
    """Execution rates in three columns, usual, low and over, of which one holds the figure."""
    heads = ("项目", "执行率", "低于下限", "超过预算")
    return data.add("预算执行率", heads, (_rate(plan, index) for index in indexes))


def _rate(plan: Plan, index: int) -> Sequence[Content]:
    project, rate = plan.batch.outlines[index], plan.overview.rows[index].rate or ZERO
    limit = project.assessment.rubric.thresholds.low_rate
    cell = f"N('{SUMMARY}'!${Column.RATE}${plan.summary_rows[index]})"
    low = low_rate_name(plan.batch.rubrics, project.assessment.rubric)
    conditions = (
        (f"AND({cell}>={low},{cell}<=1)", limit <= rate <= 1),
        (f"AND({cell}<{low},{cell}<=1)", rate < limit and rate <= 1),
        (f"{cell}>1", rate > 1),
    )
    figures = (Formula(f"=IF({c},{cell},0)", rate if true else ZERO) for c, true in conditions)
    return (project.name, *figures)


def grades(data: Data, plan: Plan, last: int) -> Block:
    """How many projects have each grade, and how many are still open."""
    counts = (*plan.overview.grades, (OPEN_GRADE, plan.overview.open_grades))
    cells = span(Column.GRADE, last, SUMMARY)
    body = [(name, Formula(f"=COUNTIF({cells},{quote(name)})", count)) for name, count in counts]
    return data.add("核定等级", ("等级", "项目数"), body)


def waterfall(data: Data, plan: Plan, last: int) -> Block:
    """From the full mark to the mean score: totals, losses, and the base that each stands on."""
    scored = [p for p in plan.batch.outlines if p.assessment.card.recomputed is not None]
    steps = losses(line for project in scored for line in score_lines(project))
    known = {EXECUTION_GROUP, *(g.name for rubric in plan.batch.rubrics for g in rubric.groups)}
    named = [step for step in steps if step.group in known]
    count, first = len(scored), data.next
    full = rounded(full_mark(steps) / count, 4)
    body: list[Sequence[Content]] = [(FULL, full)]
    left, before = full, f"B{first}"
    others = [step.lost for step in steps if step.group not in known]
    rest_lost = [(OTHERS, sum(others, ZERO))] if others else []
    lost_by = [(group_label(step.group), step.lost) for step in named] + rest_lost
    for row, (group, lost) in enumerate(lost_by, start=first + 1):
        value = rounded(lost / count, 4)
        left -= value
        own = _unnamed(plan, first, row) if group == OTHERS else _named(plan, row)
        base = Formula(f"={before}-C{row}", left)
        short = group.removesuffix("指标")
        body.append((short, None, _lost(plan, own, count, value), base, group))
        before = f"D{row}"
    mean = plan.overview.mean_recomputed or ZERO
    total = f"'{SUMMARY}'!${Column.SCORE}${last + 1}"
    if any(step.open for step in steps):
        rest = Formula(f"=ROUND({before}-{total},4)", rounded(left - mean, 4))
        body.append((LEFT_OPEN, None, rest, Formula(f"={total}", mean)))
    body.append((REACHED, Formula(f"={total}", mean)))
    return data.add("丢分去哪儿了", ("环节", "合计", "失分", "底座", "一级指标"), body)


def _named(plan: Plan, row: int) -> str:
    """The lines of 评分明细 of the group that stands on that row."""
    return f"--({scored_cells(plan, 'C')}=$E{row})"


def _unnamed(plan: Plan, first: int, row: int) -> str:
    """The lines of 评分明细 whose group is none of those above: names that no rubric knows."""
    return f"--(COUNTIF($E${first}:$E${row - 1},{scored_cells(plan, 'C')})=0)"


def _lost(plan: Plan, own: str, count: int, value: Decimal) -> Formula:
    """The mean loss over those scored lines of 评分明细 that `own` picks."""
    points, scores = (scored_cells(plan, column) for column in ("J", "L"))
    worth = f"SUMPRODUCT({own},--ISNUMBER({scores}),{points})"
    return Formula(f"=ROUND(({worth}-SUMPRODUCT({own},{scores}))/{count},4)", value)


def of_project(data: Data, plan: Plan, index: int, steps: Sequence[Loss]) -> Block:
    """The waterfall of one project, from its lines in 评分明细 and its score in 汇总表.

    Not from its own sheet, whose name holds words of the form: they never come into a formula.
    """
    project, first, start = plan.batch.projects[index], data.next, plan.starts[index]
    lines = score_lines(project)
    total = f"'{SUMMARY}'!${Column.SCORE}${plan.summary_rows[index]}"
    left = full_mark(steps)
    worth = _scored("J", start, start + len(lines) - 1)
    body: list[Sequence[Content]] = [(FULL, Formula(f"=SUM({worth})", left))]
    before = f"B{first}"
    for row, step in enumerate(steps, start=first + 1):
        left -= step.lost
        own = [at for at, line in enumerate(lines, start) if line.group == step.group]
        lost = "+".join(_lost_on(*run) for run in spans(own))
        base = Formula(f"={before}-C{row}", left)
        body.append((step.group, None, Formula(f"=ROUND({lost},4)", step.lost), base))
        before = f"D{row}"
    still_open = sum((step.open for step in steps), ZERO)
    reached = sum((step.earned for step in steps), ZERO)
    if still_open:
        rest = Formula(f"=ROUND({before}-{total},4)", still_open)
        body.append((LEFT_OPEN, None, rest, Formula(f"={total}", reached)))
    body.append(("复算得分", Formula(f"={total}", reached)))
    return data.add(project.name, ("环节", "合计", "失分", "底座"), body)


def _scored(column: str, first: int, last: int) -> str:
    return f"'{SCORED}'!${column}${first}:${column}${last}"


def _lost_on(first: int, last: int) -> str:
    """What the scored lines on rows of 评分明细 lost."""
    points, scores = (_scored(column, first, last) for column in ("J", "L"))
    return f"SUMPRODUCT(--ISNUMBER({scores}),{points})-SUM({scores})"


def scatter(data: Data, plan: Plan, title: str, indexes: Sequence[int]) -> Block:
    """Execution rate against score, one project a row."""
    return data.add(title, ("项目", "执行率", "复算得分"), (_point(plan, i) for i in indexes))


def _point(plan: Plan, index: int) -> Sequence[Content]:
    row, rate = plan.summary_rows[index], plan.overview.rows[index].rate or ZERO
    project = plan.batch.outlines[index]
    x = f"=MIN(N('{SUMMARY}'!${Column.RATE}${row}),{MOST_RATE})"
    y = f"='{SUMMARY}'!${Column.SCORE}${row}"
    score = project.assessment.card.recomputed
    return (project.name, Formula(x, min(rate, MOST_RATE)), Formula(y, score))


def shares(data: Data, found: Sequence[tuple[str, Decimal]]) -> Block:
    """The quantified share of each unit."""
    return data.add("量化率", ("单位", "已量化指标占比"), found)
