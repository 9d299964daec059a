"""Execution rate against score, a point a project: money unspent but full marks stands out."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil

from perfcheck.report import palette
from perfcheck.report.charts import Axis, Chart, ChartKind, Label, Place, Series
from perfcheck.report.sheets import chartdata
from perfcheck.report.sheets.chartdata import Data
from perfcheck.report.sheets.plan import Plan

Point = tuple[float, float]  # rate and score

MOST_LABELS = 10
MOST_LETTERS = 9
NEAR_RATE, NEAR_SCORE = 0.06, 4  # a label covers about so much around its middle
SIDES = {
    Place.RIGHT: (0.07, 0.0),
    Place.LEFT: (-0.07, 0.0),
    Place.BELOW: (0.0, -6.0),
    Place.ABOVE: (0.0, 6.0),
}


def chart(plan: Plan, data: Data, indexes: Sequence[int], size: tuple[int, int]) -> Chart:
    """The chart of the projects that have both figures."""
    standing = [index for index in indexes if _stands_out(plan, index)]
    usual = [index for index in indexes if index not in standing]
    series = []
    if usual:
        block = chartdata.scatter(data, plan, "执行率与得分：一般", usual)
        series.append(Series("一般", block.column(2), block.column(3), palette.POINT))
    if standing:
        block = chartdata.scatter(data, plan, "执行率与得分：需核实", standing)
        labels = tuple(_labels(plan, standing, indexes))
        x, y = block.column(2), block.column(3)
        red = palette.BAR_BAD
        series.append(Series("需核实", x, y, red, ink=palette.RED_INK, labels=labels))
    title = "执行率与得分（红：钱没花完却得高分，或超预算）"
    if len(standing) > MOST_LABELS:
        title += f"，红点 {len(standing)} 个"
    about = "每个项目一个点：横轴预算执行率，纵轴复算得分"
    return Chart(ChartKind.SCATTER, title, series, (1, 1), size, about, *_axes(plan, indexes))


def _stands_out(plan: Plan, index: int) -> bool:
    """Money unspent but the best grade, by our score or by the unit's own; or overspent."""
    assessment, rate = plan.batch.outlines[index].assessment, plan.overview.rows[index].rate
    rubric, card = assessment.rubric, assessment.card
    best = rubric.grades[0].low if rubric.grades else rubric.total * Decimal("0.9")
    top = max(card.recomputed or Decimal(0), card.stated or Decimal(0))
    return rate is not None and (rate > 1 or (rate < rubric.thresholds.low_rate and top >= best))


def _labels(plan: Plan, standing: Sequence[int], indexes: Sequence[int]) -> Iterable[Label | None]:
    """Names of the most striking points, each on a side where nothing is near."""
    points = {i: _point(plan, i) for i in indexes}
    chosen = sorted(standing, key=lambda i: (-abs(points[i][0] - 1), i))[:MOST_LABELS]
    taken: list[Point] = []
    for index in standing:
        if index not in chosen:
            yield None
            continue
        own = points[index]
        others = [point for i, point in points.items() if i != index] + taken
        side = next((s for s, (dx, dy) in SIDES.items() if _free(own, dx, dy, others)), None)
        if side is None:
            yield None
            continue
        taken.append((own[0] + SIDES[side][0], own[1] + SIDES[side][1]))
        yield Label(_short(plan.batch.outlines[index].name), side)


def _point(plan: Plan, index: int) -> Point:
    rate, card = plan.overview.rows[index].rate, plan.batch.outlines[index].assessment.card
    return float(rate or 0), float(card.recomputed or 0)


def _free(own: Point, dx: float, dy: float, others: Sequence[Point]) -> bool:
    """Whether no other point lies where a label on that side would stand."""
    x, y = own[0] + dx, own[1] + dy
    return not any(abs(a - x) < NEAR_RATE and abs(b - y) < NEAR_SCORE for a, b in others)


def _short(name: str) -> str:
    """A name as a label: without the year in front, cut where it is long."""
    plain = re.sub(r"^\d{4}年度?", "", name)
    return plain if len(plain) <= MOST_LETTERS else plain[: MOST_LETTERS - 1] + "…"


def _axes(plan: Plan, indexes: Sequence[int]) -> tuple[Axis, Axis]:
    known = [plan.overview.rows[i].rate or Decimal(0) for i in indexes]
    scores = [plan.batch.outlines[i].assessment.card.recomputed or Decimal(0) for i in indexes]
    left = max(0.0, int(float(min(known)) * 10 - 0.5) / 10)
    right = min(max(1.2, float(max(known)) + 0.1), float(chartdata.MOST_RATE))
    low = max(0, int(min(scores) - 5) // 10 * 10)
    x = Axis(left, round(right, 1), format="0%", title="预算执行率", lines=True)
    high = max(100, ceil(max(scores) / 10) * 10)
    return x, Axis(low, high, format="0", title="复算得分", lines=True)
