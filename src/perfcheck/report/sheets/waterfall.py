"""The waterfall: stacked columns on an invisible base, which Excel, WPS and LibreOffice draw."""

from decimal import Decimal
from math import ceil

from perfcheck.report import palette
from perfcheck.report.charts import Axis, Chart, ChartKind, Place, Series
from perfcheck.report.sheets.chartdata import Block

CLEAR_SCORE = 65  # from here on losses are too small to see over the whole scale
FULL_MARK, STEP = 100, 5


def waterfall(
    block: Block,
    title: str,
    ends: tuple[Decimal, Decimal],
    size: tuple[int, int],
    at: tuple[int, int] = (1, 1),
) -> Chart:
    """From the full mark to what was reached, the `ends`; the block has what lies between."""
    full, reached = ends
    categories, totals, lost, base = (block.column(column) for column in (1, 2, 3, 4))
    fall = Series(
        "失分",
        categories,
        lost,
        palette.BAR_LOW,
        format="-0.00;;",
        place=Place.INSIDE,
        ink=palette.RED_INK,
    )
    sums = Series(
        "合计",
        categories,
        totals,
        palette.BAR_TOTAL,
        format="0.00;;",
        place=Place.CENTRE,
        ink=palette.WHITE_FILL,
    )
    high = max(FULL_MARK, ceil(full / STEP) * STEP)
    low = int(reached - 15) // 10 * 10 if reached > CLEAR_SCORE else 0
    return Chart(
        ChartKind.STACKED,
        title,
        (Series("底座", categories, base, None), fall, sums),
        at,
        size,
        "从分值合计起，每一部分丢了多少分，最后得多少分",
        y=Axis(low=low, high=high, lines=True, format="0"),
    )
