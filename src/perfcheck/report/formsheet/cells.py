"""How values, formulas and pairs of fields get onto the form; widths and row heights of it."""

from perfcheck.report.formsheet.filling import Typed, number
from perfcheck.report.formsheet.plan import Col
from perfcheck.report.formsheet.sums import Live
from perfcheck.report.look import Style
from perfcheck.report.xlsx import Sheet

WIDTHS = (11.5, 16, 23, 10.5, 11.5, 10.5, 13, 7.5, 7.5, 25, 1.5, 50)


def width(first: Col, last: Col | None = None) -> float:
    """Width of a column, or of the columns from `first` to `last`, in characters."""
    return sum(WIDTHS[first - 1 : last or first])


def put(sheet: Sheet, row: int, column: Col, value: Typed, style: Style) -> None:
    """Write a typed value: a number as a number, words as words, nothing as a blank cell."""
    if number(value):
        sheet.number(row, column, value, style)
    else:
        sheet.text(row, column, str(value or ""), style)


def live(sheet: Sheet, row: int, column: Col, what: Live, style: Style) -> None:
    """Write a formula with its value."""
    sheet.formula(row, column, what.formula, what.value, style)


def pair(
    sheet: Sheet,
    row: int,
    left: tuple[str, Typed],
    right: tuple[str, Typed],
    style: Style,
    right_style: Style | None = None,
) -> None:
    """A row of two labels, each with its value in merged cells: a left and a right half."""
    sheet.merge((row, Col.GROUP, row, Col.SUBGROUP), left[0], Style.FORM_HEADER)
    sheet.merge((row, Col.NAME, row, Col.UNIT), "", style)
    put(sheet, row, Col.NAME, left[1], style)
    sheet.text(row, Col.ACTUAL, right[0], Style.FORM_HEADER)
    sheet.merge((row, Col.POINTS, row, Col.REASON), "", right_style or style)
    put(sheet, row, Col.POINTS, right[1], right_style or style)


def high(sheet: Sheet, row: int, points: float) -> float:
    """Set the height of a row and give it back, for adding up."""
    sheet.height(row, points)
    return points
