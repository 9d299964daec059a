"""Sheets as values become sheets of a workbook; knows nothing of what they say."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from perfcheck.report import palette
from perfcheck.report.content import Area, Cell, Choice, Formula, Link, Row, SheetContent
from perfcheck.report.drawcharts import draw_chart
from perfcheck.report.names import quoted
from perfcheck.report.streamed import StreamedSheet
from perfcheck.report.wording import TOO_LARGE, holdable
from perfcheck.report.xlsx import NEW_BLOCK, Book, Border, Sheet

ZOOM = 90


def draw(book: Book, content: SheetContent) -> None:
    """Add a sheet and write everything it holds."""
    sheet = book.sheet(content.name, content.tab, streamed=content.streamed)
    sheet.columns(content.widths)
    for column in content.machine:
        sheet.raw.set_column(column - 1, column - 1, None, None, {"hidden": True})
    draw_rows(sheet, content.rows, 1)
    if content.streamed:
        for rows in content.drawn:
            sheet.raw.take(rows)
    _view(sheet, content)
    for bar in content.bars:
        _bar(sheet, bar)
    for mark in content.marks:
        options = {"type": "formula", "criteria": f"={mark.formula}"}
        look = {"format": book.format(mark.style)}
        sheet.raw.conditional_format(*_zero_based(mark.area), options | look)
    for choice in content.choices:
        _choice(sheet, choice)
    for name in content.names:
        book.raw.define_name(name.name, f"={quoted(content.name)}!{name.address}")
    for chart in content.charts:
        draw_chart(book, sheet, chart)


def draw_rows(sheet: Sheet, rows: Iterable[Row], first: int) -> None:
    """Write rows, the first one on that row of the sheet."""
    for number, row in enumerate(rows, start=first):
        _row(sheet, number, row)


def _row(sheet: Sheet, number: int, row: Row) -> None:
    border = NEW_BLOCK if row.divided else {}
    if isinstance(sheet.raw, StreamedSheet):
        looks = sheet.book.looks[row.divided]
        for column, cell in sheet.raw.put_row(number - 1, row.cells, row.height, looks):
            _cell(sheet, number, column + 1, cell, border)
        return
    sheet.height(number, row.height)
    column = 1
    for cell in row.cells:
        _cell(sheet, number, column, cell, border)
        column += cell.span


def _cell(sheet: Sheet, row: int, column: int, cell: Cell, border: Mapping[str, Border]) -> None:
    if cell.down > 1:
        sheet.join((row, column, row + cell.down - 1, column + cell.span - 1))
    elif cell.span > 1:
        last = column + cell.span - 1
        sheet.join((row, column, row, last))
        sheet.blank((row, column + 1, row, last), cell.style)
    content = cell.content
    if isinstance(content, Formula):
        value = _holdable(content.value)
        sheet.formula(row, column, content.text, value, cell.style, **border)
    elif isinstance(content, Link):
        where = (content.file, content.sheet, content.address)
        sheet.link(row, column, content.text, where, cell.style, **border)
    elif isinstance(content, str):
        sheet.text(row, column, content, cell.style, **border)
    else:
        value = _holdable(content)
        if isinstance(value, str):
            sheet.text(row, column, value, cell.style, **border)
        else:
            sheet.number(row, column, value, cell.style, **border)


def _holdable(value: Decimal | int | str | None) -> Decimal | int | str | None:
    """What a cell can hold: a number with hundreds of digits is named, not written."""
    return TOO_LARGE if isinstance(value, Decimal) and not holdable(value) else value


def _view(sheet: Sheet, content: SheetContent) -> None:
    """Zoom, freeze, filter and print set-up."""
    sheet.raw.set_zoom(ZOOM)
    again = content.repeated or content.heading
    repeat = (again, again) if again else None
    sheet.page(content.page, repeat=repeat)
    if content.heading:
        sheet.raw.freeze_panes(content.heading, content.fixed)
    if content.table:
        sheet.raw.autofilter(*_zero_based(content.table))
    if content.printed:
        last = content.table[2] if content.table else len(content.rows)
        sheet.raw.print_area(0, 0, last - 1, content.printed - 1)
    if content.breaks:
        sheet.raw.set_h_pagebreaks(content.breaks)
    if content.hidden:
        sheet.raw.hide()


def _bar(sheet: Sheet, area: Area) -> None:
    sheet.raw.conditional_format(
        *_zero_based(area),
        {
            "type": "data_bar",
            "bar_color": palette.BAR_BEHIND,
            "bar_solid": True,
            "min_type": "num",
            "max_type": "num",
            "min_value": 0,
            "max_value": 1,
        },
    )


def _choice(sheet: Sheet, choice: Choice) -> None:
    sheet.raw.data_validation(
        *_zero_based(choice.area),
        {
            "validate": "list",
            "source": list(choice.words),
            "input_title": choice.title,
            "input_message": choice.hint,
            "error_type": "warning",
            "error_title": choice.title,
            "error_message": f"请选择：{'、'.join(choice.words)}",
        },
    )


def _zero_based(area: Area) -> Area:
    top, left, bottom, right = area
    return top - 1, left - 1, bottom - 1, right - 1
