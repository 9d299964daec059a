"""The waterfall: stacked columns on an invisible base, which Excel, WPS and LibreOffice draw."""

from decimal import Decimal

from perfcheck.report import palette
from perfcheck.report.charts import Axis, Chart, ChartKind, Place, Series
from perfcheck.report.sheets.chartdata import Block

CLEAR_SCORE = 65  # from here on losses are too small to see over the whole scale
FULL_MARK = 100


def waterfall(
    block: Block,
    title: str,
    reached: Decimal,
    size: tuple[int, int],
    at: tuple[int, int] = (1, 1),
) -> Chart:
    """From the full mark to what was reached; the block has totals, losses and the base."""
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
    ends = Series(
        "合计",
        categories,
        totals,
        palette.BAR_TOTAL,
        format="0.00;;",
        place=Place.CENTRE,
        ink=palette.WHITE_FILL,
    )
    low = int(reached - 15) // 10 * 10 if reached > CLEAR_SCORE else 0
    return Chart(
        ChartKind.STACKED,
        title,
        (Series("底座", categories, base, None), fall, ends),
        at,
        size,
        "从分值合计起，每一部分丢了多少分，最后得多少分",
        y=Axis(low=low, high=FULL_MARK, lines=True, format="0"),
    )
