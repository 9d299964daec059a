"""A sheet as a value becomes the XML of a part: text in place, links inside the workbook only."""

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from perfcheck.model.cells import column_letters
from perfcheck.model.returned import ANSWERS
from perfcheck.report.content import Cell, Formula, Link, Row, SheetContent, spans
from perfcheck.report.names import quoted, safe_text
from perfcheck.report.returned.catalog import DECLARATION
from perfcheck.report.returned.looks import argb
from perfcheck.report.returned.sheet import (
    CHOICE_HINT,
    CHOICE_TITLE,
    HIDDEN,
    HIDDEN_COLUMNS,
    REPLY,
    Opinions,
)
from perfcheck.report.returned.styles import Styles

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read _x0041_ as A
PADDING = 0.71  # of a column, beside its characters


def worksheet(opinions: Opinions, styles: Styles) -> bytes:
    """The part of the sheet 修改意见; its formats are added to the styles."""
    content = opinions.content
    pieces = (
        f'<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="{argb(content.tab)}"/>'
        '<pageSetUpPr fitToPage="1"/></sheetPr>',
        _view(content),
        '<sheetFormatPr defaultRowHeight="15"/>',
        _columns(content),
        "<sheetData>",
        *(_row(n, row, styles) for n, row in enumerate(content.rows, start=1)),
        "</sheetData>",
        '<sheetProtection sheet="1" formatColumns="0" formatRows="0" objects="1" scenarios="1"/>',
        _merged(content),
        _choices(opinions.rows),
        _links(content),
        _page(content),
        "</worksheet>",
    )
    return DECLARATION + "".join(pieces).encode()


def _view(content: SheetContent) -> str:
    top = f"A{content.heading + 1}"
    return (
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" zoomScale="90" '
        f'workbookViewId="0"><pane ySplit="{content.heading}" topLeftCell="{top}" '
        f'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="{top}" '
        f'sqref="{top}"/></sheetView></sheetViews>'
    )


def _columns(content: SheetContent) -> str:
    columns = []
    for number, width in enumerate(content.widths, start=1):
        hidden = ' hidden="1"' if HIDDEN <= number < HIDDEN + HIDDEN_COLUMNS else ""
        columns.append(
            f'<col min="{number}" max="{number}" width="{width + PADDING:g}" '
            f'customWidth="1"{hidden}/>'
        )
    return f"<cols>{''.join(columns)}</cols>"


def _row(number: int, row: Row, styles: Styles) -> str:
    cells, column = [], 1
    for cell in row.cells:
        style = styles.own(cell.style)
        cells.append(_cell(f"{column_letters(column)}{number}", cell, style))
        cells += [
            f'<c r="{column_letters(further)}{number}" s="{style}"/>'
            for further in range(column + 1, column + cell.span)
        ]
        column += cell.span
    return f'<row r="{number}" ht="{row.height:g}" customHeight="1">{"".join(cells)}</row>'


def _cell(address: str, cell: Cell, style: int) -> str:
    content = cell.content.text if isinstance(cell.content, Link) else cell.content
    if content is None or content == "":
        return f'<c r="{address}" s="{style}"/>'
    if isinstance(content, str):
        text = safe_text(content)
        text = escape(ESCAPE.sub("_x005F_", text) if "_x" in text else text)
        inside = f'<is><t xml:space="preserve">{text}</t></is>'
        return f'<c r="{address}" s="{style}" t="inlineStr">{inside}</c>'
    if isinstance(content, Formula):
        raise TypeError("the sheet has no formulas")
    return f'<c r="{address}" s="{style}"><v>{content}</v></c>'


def _merged(content: SheetContent) -> str:
    areas = [
        f'<mergeCell ref="{column_letters(column)}{number}:'
        f'{column_letters(column + cell.span - 1)}{number}"/>'
        for number, column, cell in _cells(content)
        if cell.span > 1
    ]
    return f'<mergeCells count="{len(areas)}">{"".join(areas)}</mergeCells>' if areas else ""


def _cells(content: SheetContent) -> Iterator[tuple[int, int, Cell]]:
    for number, row in enumerate(content.rows, start=1):
        column = 1
        for cell in row.cells:
            yield number, column, cell
            column += cell.span


def _choices(rows: Sequence[int]) -> str:
    if not rows:
        return ""
    letters = column_letters(REPLY)
    area = " ".join(f"{letters}{first}:{letters}{last}" for first, last in spans(rows))
    return (
        '<dataValidations count="1"><dataValidation type="list" allowBlank="1" '
        f'showInputMessage="1" promptTitle={quoteattr(CHOICE_TITLE)} '
        f"prompt={quoteattr(CHOICE_HINT)} "
        f'sqref="{area}"><formula1>"{",".join(ANSWERS)}"</formula1></dataValidation>'
        "</dataValidations>"
    )


def _links(content: SheetContent) -> str:
    links = [
        f'<hyperlink ref="{column_letters(column)}{number}" '
        f"location={quoteattr(f'{quoted(cell.content.sheet)}!{cell.content.address}')} "
        f"display={quoteattr(safe_text(cell.content.text))}/>"
        for number, column, cell in _cells(content)
        if isinstance(cell.content, Link)
    ]
    return f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""


def _page(content: SheetContent) -> str:
    left, right, top, bottom = content.page.margins
    footer = escape(content.page.footer)
    return (
        '<printOptions horizontalCentered="1"/>'
        f'<pageMargins left="{left}" right="{right}" top="{top}" bottom="{bottom}" '
        'header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" '
        f'fitToHeight="0"/><headerFooter><oddFooter>{footer}</oddFooter></headerFooter>'
    )
