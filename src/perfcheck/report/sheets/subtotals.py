"""The rows below the ranking table: what the projects of one department or unit amount to."""

from collections.abc import Iterable
from decimal import Decimal

from perfcheck.report.content import Cell, Formula, Row, fitted
from perfcheck.report.look import Style
from perfcheck.report.overview import Overview, UnitTotal
from perfcheck.report.sheets.formulas import Column, quote, span
from perfcheck.report.wording import NONE


def rows(figures: Overview, widths: tuple[float, ...], last: int) -> Iterable[Row]:
    """A row for every department and unit with several projects.

    `last` is the last row of the ranking table. The formulas compare with the name in its cell,
    so that no text of a form ever stands inside a formula.
    """
    totals = [(Column.DEPARTMENT, total) for total in figures.departments]
    totals += [(Column.UNIT, total) for total in figures.units]
    for place, (column, total) in enumerate(totals, start=last + 2):
        yield _row(column, total, place, widths, last)


def _row(by: Column, total: UnitTotal, row: int, widths: tuple[float, ...], last: int) -> Row:
    own = f"--({span(by, last)}={by}{row})"
    budget, executed = f"{Column.BUDGET}{row}", f"{Column.EXECUTED}{row}"
    rate = f"=IF(N({budget})<>0,{executed}/{budget},{quote(NONE)})"
    scores = span(Column.SCORE, last)
    mean = f"SUMPRODUCT({own},{scores})/SUMPRODUCT({own},--ISNUMBER({scores}))"

    def added(column: Column, value: Decimal | int, style: Style) -> Cell:
        return Cell(Formula(f"=SUMPRODUCT({own},{span(column, last)})", value), style)

    def known(formula: str, value: Decimal | None, style: Style) -> Cell:
        return Cell(Formula(formula, NONE if value is None else value), style)

    blank = Cell("", Style.TOTAL_TEXT)
    of_unit = by is Column.UNIT
    kind = "单位小计" if of_unit else "部门小计"
    cells = (
        Cell(f"{kind}（{total.projects} 个项目）", Style.TOTAL_LABEL, 3),
        blank if of_unit else Cell(total.unit, Style.TOTAL_TEXT),
        Cell(total.unit, Style.TOTAL_TEXT) if of_unit else blank,
        added(Column.BUDGET, total.budget, Style.TOTAL_MONEY),
        added(Column.EXECUTED, total.executed, Style.TOTAL_MONEY),
        known(rate, total.rate, Style.TOTAL_RATE),
        blank,
        known(f"=IFERROR({mean},{quote(NONE)})", total.mean, Style.TOTAL_SCORE),
        *([blank] * 6),
        added(Column.UNQUANTIFIED, total.unquantified, Style.TOTAL_COUNT),
        added(Column.ERRORS, total.errors, Style.TOTAL_COUNT),
        added(Column.WARNINGS, total.warnings, Style.TOTAL_COUNT),
        *([blank] * 3),
    )
    return fitted(cells, widths)
