"""Every line that cannot wrap has the room that it needs."""

from decimal import Decimal

import pytest

from perfcheck.report.content import Cell, Formula, Link
from perfcheck.report.formats import properties
from perfcheck.report.look import Style
from perfcheck.report.measure import GLYPH_SHARE, text_width
from perfcheck.report.workbook import contents
from tests.report import batches
from tests.report.test_opinions_sheet import came_back

NUMBERS = {Style.KPI_MONEY: "{:,.2f}", Style.KPI_RATE: "{:.2%}", Style.KPI_SCORE: "{:.2f}"}
BATCHES = {
    "seed": batches.SEED,
    "odd": batches.ODD,
    "nothing": batches.NOTHING,
    "two rubrics": batches.TWO_RUBRICS,
    "three hundred": batches.crowd(300),
    "came back": came_back(),
}


def shown(cell: Cell) -> str:
    value = cell.content.value if isinstance(cell.content, Formula) else cell.content
    if isinstance(value, Link):
        return value.text
    if isinstance(value, Decimal | int):
        return NUMBERS.get(cell.style, "{}").format(value)
    return value or ""


@pytest.mark.parametrize("name", BATCHES)
def test_no_line_is_cut(name):
    cut = []
    for content in contents(BATCHES[name]):
        for number, row in enumerate(content.rows, start=1):
            column = 0
            for cell in row.cells:
                room = sum(content.widths[column : column + cell.span])
                column += cell.span
                look, words = properties(cell.style), shown(cell)
                need = text_width(words) * GLYPH_SHARE * float(look.get("font_size", 11)) / 11
                if need > room and not look.get("text_wrap"):
                    cut.append(f"{content.name}, row {number}: {words}")
    assert cut == []
