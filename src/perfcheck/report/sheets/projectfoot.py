"""Below the form of a project: problems without a row, the way up, and where the points went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfcheck.model.results import Finding
from perfcheck.report.charts import Chart
from perfcheck.report.content import Cell, Formula, Row, fitted, spans
from perfcheck.report.look import Style
from perfcheck.report.losses import Loss, full_mark, losses
from perfcheck.report.sheets import chartdata
from perfcheck.report.sheets.anchors import REST
from perfcheck.report.sheets.chartdata import Data
from perfcheck.report.sheets.findings import SEVERITY_STYLES, arithmetic
from perfcheck.report.sheets.parts import group_label, number, place
from perfcheck.report.sheets.plan import score_lines
from perfcheck.report.sheets.projectcontext import WIDTHS, Context
from perfcheck.report.sheets.projectplan import FUNDS_AT
from perfcheck.report.sheets.waterfall import waterfall
from perfcheck.report.wayup import ADVICE, Step, WayUp, way_up
from perfcheck.report.wording import NONE, plain

SECTION_ROW = 30
CHART_SIZE = (650, 300)
CHART_COLUMN = 7
CHART_ROWS = 10  # of 24 points: as many as the chart is high
HONEST = (
    "只列没有填报、没有指标值、没有数据佐证的地方；“最多可增”以如实补填并达到指标值为前提，"
    "不得编造完成情况。"
)
YEAR_AHEAD = "其余失分是完成情况本身造成的，补材料不能改变，请写明原因并在下一年度改进。"


@dataclass(frozen=True, slots=True)
class Foot:
    """The rows below the form: problems and the way up, then where points went, with its chart."""

    rows: tuple[Row, ...]
    losses: tuple[Row, ...] = ()
    charts: tuple[Chart, ...] = ()


def foot(context: Context, data: Data) -> Foot:
    """Everything below the form; a declaration has no scores to speak of."""
    rows = [*_rest(context)]
    if not context.scored:
        return Foot(tuple(rows))
    way = way_up(context.project.assessment)
    rows.extend(_way(way) if way else ())
    charts, table = _losses(context, data, context.places.after + len(rows))
    return Foot(tuple(rows), table, charts)


def _section(words: str) -> Row:
    return Row((Cell(words, Style.SECTION, len(WIDTHS)),), SECTION_ROW)


def _note(words: str) -> Row:
    return fitted((Cell(words, Style.NOTE, len(WIDTHS)),), WIDTHS, 18)


def _heads(*names: tuple[str, int]) -> Row:
    return fitted((Cell(name, Style.HEADER, span) for name, span in names), WIDTHS)


def _rest(context: Context) -> Iterable[Row]:
    """Findings on the form as a whole, and on cells that have no row above."""
    findings = sorted(context.beside.get(REST, ()), key=lambda finding: finding.severity.rank)
    if not findings:
        return
    yield _section(f"整表和其他位置的问题（{len(findings)} 条）")
    yield _heads(("级别", 1), ("位置", 1), ("问题", 4), ("核对", 6), ("修改建议", 1))
    yield from map(_finding, findings)


def _finding(finding: Finding) -> Row:
    cells = (
        Cell(finding.severity.label, SEVERITY_STYLES[finding.severity]),
        Cell(place(finding.cell), Style.RULE_ID),
        Cell(finding.message, Style.TEXT, 4),
        Cell(arithmetic(finding), Style.TEXT, 6),
        Cell(finding.suggestion, Style.TEXT),
    )
    return fitted(cells, WIDTHS)


def _way(way: WayUp) -> Iterable[Row]:
    if not way.steps:
        best = f"缺口全部补齐最多 {plain(way.ceiling)} 分（“{way.ceiling_grade}”）"
        said = best if way.ceiling > way.score else "没有可以补的缺口"
        yield _section(f"怎样提高：{said}，达不到“{way.target.name}”的 {plain(way.target.low)} 分")
        yield _note(YEAR_AHEAD)
        return
    lift = f"最多可由“{way.grade}”升“{way.target.name}”"
    yield _section(
        f"怎样提高：补齐这 {len(way.steps)} 处，{lift}"
        f"（{plain(way.score)} → {plain(way.reached)} 分，“{way.target.name}”"
        f"从 {plain(way.target.low)} 分起）"
    )
    yield _heads(
        *(("序号", 1), ("表中位置", 1), ("指标", 1), ("现在缺什么", 3), ("分值", 1)),
        *(("现得分", 1), ("最多\n可增", 1), ("补后\n总分", 1), ("怎么补", 3)),
    )
    total = way.score
    for number_, step in enumerate(way.steps, start=1):
        total += step.gain
        yield _step(number_, step, total)
    yield _note(HONEST)


def _step(place_: int, step: Step, total: Decimal) -> Row:
    line = step.line
    cells = (
        Cell(place_, Style.CODE),
        Cell(place(line.cell), Style.RULE_ID),
        Cell(line.title, Style.TEXT),
        Cell(step.lack.value, Style.TEXT, 3),
        number(line.points, Style.SCORE),
        number(line.score, Style.SCORE),
        Cell(step.gain, Style.GAIN),
        Cell(total, Style.SCORE_BOLD),
        Cell(ADVICE[step.lack], Style.TEXT, 3),
    )
    return fitted(cells, WIDTHS)


def _losses(context: Context, data: Data, first: int) -> tuple[tuple[Chart, ...], tuple[Row, ...]]:
    """The points of every group in a table, and beside it as a waterfall."""
    steps = losses(score_lines(context.project))
    if not steps:
        return (), ()
    at = first + 2
    body = [_loss(context, step, row) for row, step in enumerate(steps, start=at)]
    total = at + len(steps)
    block = chartdata.of_project(data, context.plan, context.index, steps)
    chart = waterfall(
        block,
        "丢分去哪儿了",
        (full_mark(steps), context.card.recomputed or Decimal(0)),
        CHART_SIZE,
        (first + 1, CHART_COLUMN),
    )
    blank = Row((Cell("", Style.PLAIN, len(WIDTHS)),), 24)
    padding = [blank] * max(CHART_ROWS - len(steps) - 2, 0)
    heads = _padded((("一级指标", 2), ("分值", 1), ("复算得分", 1), ("失分", 1), ("待判断", 1)))
    rows = (_section("丢分去哪儿了"), heads, *body, _sum(steps, at, total), *padding)
    return (chart,), rows


def _padded(names: Sequence[tuple[str, int]]) -> Row:
    cells = [Cell(name, Style.HEADER, span) for name, span in names]
    return fitted((*cells, _beside()), WIDTHS)


def _beside() -> Cell:
    """The room where the chart stands."""
    return Cell("", Style.PLAIN, len(WIDTHS) - CHART_COLUMN + 1)


def _loss(context: Context, step: Loss, row: int) -> Row:
    points, scores = (_cells(context, step.group, column) for column in "GI")
    worth = "+".join(f"SUM({cells})" for cells in points)
    earned = "+".join(f"SUM({cells})" for cells in scores)
    pairs = zip(scores, points, strict=True)
    still_open = "+".join(f"SUMPRODUCT(--NOT(ISNUMBER({s})),{p})" for s, p in pairs)
    cells = (
        Cell(group_label(step.group) or NONE, Style.TEXT, 2),
        Cell(Formula(f"={worth}", step.points + step.open), Style.SCORE),
        Cell(Formula(f"={earned}", step.earned), Style.SCORE),
        Cell(Formula(f"=ROUND(C{row}-D{row}-F{row},4)", step.lost), Style.SCORE_BOLD),
        Cell(Formula(f"={still_open}", step.open), Style.SCORE),
        _beside(),
    )
    return fitted(cells, WIDTHS)


def _cells(context: Context, group: str, column: str) -> list[str]:
    """The cells of a group in a column of the form above; neighbours are one range."""
    numbers = [FUNDS_AT, *range(context.places.lines_at, context.places.total)]
    lines = score_lines(context.project)
    own = [row for row, line in zip(numbers, lines, strict=True) if line.group == group]
    return [f"{column}{first}:{column}{last}" for first, last in spans(own)]


def _sum(steps: Sequence[Loss], first: int, row: int) -> Row:
    def total(column: str, value: Decimal) -> Cell:
        cells = f"{column}{first}:{column}{row - 1}"
        return Cell(Formula(f"=SUM({cells})", value), Style.TOTAL_SCORE)

    nought = Decimal(0)
    return fitted(
        (
            Cell("合  计", Style.TOTAL_LABEL, 2),
            total("C", sum((s.points + s.open for s in steps), nought)),
            total("D", sum((s.earned for s in steps), nought)),
            total("E", sum((s.lost for s in steps), nought)),
            total("F", sum((s.open for s in steps), nought)),
            _beside(),
        ),
        WIDTHS,
    )
