"""图表: what a section chief sees at a glance, in native charts that follow the figures."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from perfcheck.report import palette
from perfcheck.report.charts import Axis, Chart, ChartKind, Place, Series
from perfcheck.report.content import Cell, Row, SheetContent
from perfcheck.report.look import Style
from perfcheck.report.measure import Page
from perfcheck.report.overview import Overview
from perfcheck.report.sheets import chartdata, scatter
from perfcheck.report.sheets.chartdata import Block, Data
from perfcheck.report.sheets.parts import list_head
from perfcheck.report.sheets.plan import CHARTS, Plan
from perfcheck.report.sheets.plan import SUMMARY_HEADING as HEADING
from perfcheck.report.sheets.waterfall import waterfall
from perfcheck.report.wording import year_prefix

WIDTHS = (10.0,) * 14
TOP = 4  # the first row of charts
ROW_PIXELS, ROW_POINTS = 20, 15
LEFT, RIGHT = 670, 505  # widths in pixels
RIGHT_COLUMN = 9
GAP_ROWS = 1
BAR_PIXELS, FRAME_PIXELS = 24, 96
GRADES_HEIGHT, WATERFALL_HEIGHT, SCATTER_HEIGHT = 300, 340, 380
ALL_BARS, FEW_BARS, MOST_OVER = 25, 15, 15
MOST_UNITS, FEW_UNITS = 20, 15
FEWEST_POINTS = 3  # fewer show nothing that the table does not
PAGE = Page(landscape=False, pages=1)


def sheet(plan: Plan, data: Data) -> SheetContent:
    """The sheet 图表; what its charts are drawn from goes to the hidden sheet."""
    charts = tuple(_charts(plan, data))
    end = max(chart.at[0] + -(-chart.size[1] // ROW_PIXELS) for chart in charts)
    year = year_prefix(project.form for project in plan.batch.outlines)
    blank = Row((Cell("", Style.PLAIN, len(WIDTHS)),), ROW_POINTS)
    return SheetContent(
        name=CHARTS,
        tab=palette.TAB_MAIN,
        widths=WIDTHS,
        rows=(
            *list_head(f"{year}项目支出绩效自评图表", _remark(plan.overview), "", len(WIDTHS)),
            *[blank] * (end - 3),
        ),
        page=PAGE,
        charts=charts,
    )


def _remark(figures: Overview) -> str:
    return (
        f"共 {figures.projects} 个项目，{figures.scored} 个有复算得分。"
        "图中数字取自汇总表和评分明细，修改得分或评分标准后随之变化。"
    )


def _charts(plan: Plan, data: Data) -> Iterable[Chart]:
    """Two columns of charts; the last one of the shorter column fills the rest."""
    last = HEADING + len(plan.overview.ranked)
    columns = _balanced(list(_left(plan, data)), list(_right(plan, data, last)))
    lowest = max(sum(map(_rows, charts)) for charts in columns)
    for charts, column in zip(columns, (1, RIGHT_COLUMN), strict=True):
        row = TOP
        for chart in charts[:-1]:
            yield replace(chart, at=(row, column))
            row += _rows(chart)
        for chart in charts[-1:]:
            room = (TOP + lowest - GAP_ROWS - row) * ROW_PIXELS
            height = room if len(charts) > 1 else chart.size[1]
            yield replace(chart, at=(row, column), size=(chart.size[0], height))


def _balanced(left: list[Chart], right: list[Chart]) -> tuple[list[Chart], list[Chart]]:
    """Both columns filled: without a scatter the left one would be all but empty."""
    if len(left) < len(right) - 1:
        moved = right.pop(1)
        left.append(replace(moved, size=(LEFT, moved.size[1])))
    return left, right


def _rows(chart: Chart) -> int:
    return -(-chart.size[1] // ROW_PIXELS) + GAP_ROWS


def _left(plan: Plan, data: Data) -> Iterable[Chart]:
    listed = _listed(plan.overview)
    if listed:
        yield _rates(plan, chartdata.rates(data, plan, listed))
    points = [i for i in plan.overview.ranks if plan.overview.rows[i].rate is not None]
    if len(points) >= FEWEST_POINTS:
        yield scatter.chart(plan, data, sorted(points), (LEFT, SCATTER_HEIGHT))


def _right(plan: Plan, data: Data, last: int) -> Iterable[Chart]:
    if plan.overview.grades:
        yield _grades(chartdata.grades(data, plan, last))
    if plan.overview.scored:
        yield _waterfall(plan, data, chartdata.waterfall(data, plan, last))
    found = _shares(plan)
    if found:
        yield _units(data, found)


def _listed(figures: Overview) -> list[int]:
    """All projects with a rate, the lowest first; of many, the lowest and those over budget."""
    rated = [(row.rate, index) for index, row in enumerate(figures.rows) if row.rate is not None]
    ordered = [index for _, index in sorted(rated)]
    if len(ordered) <= ALL_BARS:
        return ordered
    over = [index for rate, index in sorted(rated) if rate > 1]
    return [*ordered[:FEW_BARS], *(i for i in over[-MOST_OVER:] if i not in ordered[:FEW_BARS])]


def _rates(plan: Plan, block: Block) -> Chart:
    figures = plan.overview
    over = sum(1 for row in figures.rows if (row.rate or 0) > 1)
    title = "各项目预算执行率（橙：低于下限　红：超预算）"
    if block.count < figures.rated:
        some = f"中最高的 {MOST_OVER} 个" if over > MOST_OVER else ""
        title = f"执行率最低的 {FEW_BARS} 个、超预算的 {over} 个{some}（全部 {figures.rated} 个）"
    fills = (palette.BAR, palette.BAR_LOW, palette.BAR_BAD)
    names = ("正常", "低于下限", "超过预算")
    series = [
        Series(name, block.column(1), block.column(column), fill, format="0.0%;;", ink=palette.INK)
        for column, (name, fill) in enumerate(zip(names, fills, strict=True), start=2)
    ]
    widest = max((row.rate or Decimal(0) for row in figures.rows), default=Decimal(1))
    high = min(max(float(widest) + 0.15, 1.2), float(chartdata.MOST_RATE))
    return Chart(
        ChartKind.BAR,
        title,
        series,
        (1, 1),
        (LEFT, block.count * BAR_PIXELS + FRAME_PIXELS),
        "每个项目的预算执行率，从低到高",
        y=Axis(low=0, high=round(high, 1), step=0.2, format="0%", lines=True),
    )


def _grades(block: Block) -> Chart:
    count = block.count
    fills = (*palette.BAR_GRADES, *[palette.BAR_GRADES[-1]] * count)[: count - 1]
    series = Series(
        "项目数",
        block.column(1),
        block.column(2),
        palette.BAR,
        fills=(*fills, palette.BAR_OPEN),
        format="0",
        place=Place.OUTSIDE,
        ink=palette.INK,
    )
    size = (RIGHT, GRADES_HEIGHT)
    about = "每个等级有多少项目"
    return Chart(
        ChartKind.COLUMN, "核定等级分布（个）", [series], (1, 1), size, about, y=Axis(shown=False)
    )


def _waterfall(plan: Plan, data: Data, block: Block) -> Chart:
    mean = plan.overview.mean_recomputed or Decimal(0)
    return waterfall(
        block,
        "平均每个项目的分丢在哪里",
        (data.full(block), mean),
        (RIGHT, WATERFALL_HEIGHT),
    )


def _shares(plan: Plan) -> list[tuple[str, Decimal]]:
    """The quantified share of each unit, the lowest first."""
    found: dict[str, list[int]] = {}
    for project, row in zip(plan.batch.outlines, plan.overview.rows, strict=True):
        name = project.form.unit_name or project.form.department_name or "（未填单位）"
        counts = found.setdefault(name, [0, 0])
        counts[0] += row.indicators - row.unquantified
        counts[1] += row.indicators
    known = [(Decimal(part) / whole, name) for name, (part, whole) in found.items() if whole]
    return [(name, share) for share, name in sorted(known, key=lambda pair: pair[0])]


def _units(data: Data, found: Sequence[tuple[str, Decimal]]) -> Chart:
    title = "各单位指标量化率"
    shown = found
    if len(found) > MOST_UNITS:
        shown, title = (
            found[:FEW_UNITS],
            f"指标量化率最低的 {FEW_UNITS} 个单位（共 {len(found)} 个）",
        )
    block = chartdata.shares(data, shown)
    series = Series(
        "量化率",
        block.column(1),
        block.column(2),
        palette.BAR,
        format="0%",
        place=Place.OUTSIDE,
        ink=palette.INK,
    )
    return Chart(
        ChartKind.BAR,
        title,
        [series],
        (1, 1),
        (RIGHT, block.count * BAR_PIXELS + FRAME_PIXELS),
        "每个单位有多少指标写明了可以核对的数值",
        y=Axis(low=0, high=1.2, step=0.2, format="0%", lines=True),
    )
