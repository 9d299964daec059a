"""The rows below the ranking table: what the projects of one unit amount to together."""

from collections.abc import Iterable
from decimal import Decimal

from perfcheck.report.content import Cell, Formula, Row, fitted
from perfcheck.report.look import Style
from perfcheck.report.overview import UnitTotal
from perfcheck.report.sheets.formulas import Column, quote, span
from perfcheck.report.sheets.plan import Plan
from perfcheck.report.wording import NONE


def rows(plan: Plan, widths: tuple[float, ...], last: int) -> Iterable[Row]:
    """A row for every unit with several projects; `last` is the last row of the ranking table.

    The formulas compare with the unit's name in its cell, so that no text of a form ever stands
    inside a formula.
    """
    for place, unit in enumerate(plan.overview.units, start=last + 2):
        yield _row(unit, place, widths, last)


def _row(unit: UnitTotal, row: int, widths: tuple[float, ...], last: int) -> Row:
    own = f"--({span(Column.UNIT, last)}={Column.UNIT}{row})"
    budget, executed = f"{Column.BUDGET}{row}", f"{Column.EXECUTED}{row}"
    rate = f"=IF(N({budget})<>0,{executed}/{budget},{quote(NONE)})"

    def total(column: Column, value: Decimal | int, style: Style) -> Cell:
        return Cell(Formula(f"=SUMPRODUCT({own},{span(column, last)})", value), style)

    blank = Cell("", Style.TOTAL_TEXT)
    cells = (
        Cell(f"单位小计（{unit.projects} 个项目）", Style.TOTAL_LABEL, 4),
        Cell(unit.unit, Style.TOTAL_TEXT),
        total(Column.BUDGET, unit.budget, Style.TOTAL_MONEY),
        total(Column.EXECUTED, unit.executed, Style.TOTAL_MONEY),
        Cell(Formula(rate, NONE if unit.rate is None else unit.rate), Style.TOTAL_RATE),
        *([blank] * 9),
        total(Column.ERRORS, unit.errors, Style.TOTAL_COUNT),
        total(Column.WARNINGS, unit.warnings, Style.TOTAL_COUNT),
        blank,
    )
    return fitted(cells, widths)
