"""A workbook as text, read back by openpyxl: what a person would see, one line a cell."""

import warnings
from collections.abc import Iterable
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.chart._chart import ChartBase
from openpyxl.worksheet.worksheet import Worksheet


def dump(workbook: bytes) -> dict[str, str]:
    """The text of every sheet, by the sheet's name."""
    formulas, values = load(workbook), load(workbook, data_only=True)
    return {
        sheet.title: "\n".join((*_names(formulas, sheet), *_sheet(sheet, values[sheet.title])))
        + "\n"
        for sheet in formulas
    }


def _names(book: openpyxl.Workbook, sheet: Worksheet) -> Iterable[str]:
    for name, defined in sorted(book.defined_names.items()):
        if defined.attr_text.startswith(f"'{sheet.title}'"):
            yield f"name {name} = {defined.attr_text}"


def load(workbook: bytes, *, data_only: bool = False) -> openpyxl.Workbook:
    """Open a workbook; openpyxl warns of the solid data bars, which it cannot keep."""
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        return openpyxl.load_workbook(BytesIO(workbook), data_only=data_only)


def _sheet(sheet: Worksheet, values: Worksheet) -> Iterable[str]:
    looks: dict[str, str] = {}
    yield from _frame(sheet)
    for row in sheet.iter_rows():
        shown = [cell for cell in row if cell.value is not None]
        yield f"-- row {row[0].row}, height {sheet.row_dimensions[row[0].row].height}"
        for cell in shown:
            look = looks.setdefault(_look(cell), f"look {len(looks) + 1}")
            yield f"{cell.coordinate} {_value(cell, values[cell.coordinate])}{_link(cell)} [{look}]"
    yield "-- looks"
    for description, name in looks.items():
        yield f"{name}: {description}"


def _frame(sheet: Worksheet) -> Iterable[str]:
    if sheet.sheet_state != "visible":
        yield sheet.sheet_state
    for chart in sheet._charts:
        yield from _chart(chart)
    setup = sheet.page_setup
    yield f"tab {sheet.sheet_properties.tabColor.rgb if sheet.sheet_properties.tabColor else None}"
    yield f"zoom {sheet.sheet_view.zoomScale}, gridlines {sheet.sheet_view.showGridLines}"
    yield f"frozen above {sheet.freeze_panes}, filter {sheet.auto_filter.ref}"
    pages = f"{setup.fitToWidth} wide, {setup.fitToHeight} high"
    yield f"paper {setup.paperSize} {setup.orientation}, {pages}"
    yield f"repeated {sheet.print_title_rows}, footer {sheet.oddFooter.center.text}"
    breaks = [own.id for own in sheet.row_breaks.brk]
    yield from [f"new pages behind rows {breaks}"] if breaks else []
    widths = sorted(sheet.column_dimensions.items())
    yield "widths " + " ".join(f"{name}={dimension.width:.2f}" for name, dimension in widths)
    for area in sorted(str(merged) for merged in sheet.merged_cells.ranges):
        yield f"merged {area}"
    for validation in sheet.data_validations.dataValidation:
        yield f"list {validation.sqref}: {validation.formula1}"
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            fill = rule.dxf.fill.bgColor.rgb if rule.dxf and rule.dxf.fill else ""
            ink = rule.dxf.font.color.rgb if rule.dxf and rule.dxf.font else ""
            yield f"mark {area.sqref} {rule.type} {' '.join(rule.formula)} {fill} {ink}".rstrip()


def _chart(chart: ChartBase) -> Iterable[str]:
    title = "".join(run.t for p in chart.title.tx.rich.p for run in p.r or ())
    place = chart.anchor._from
    yield f"{chart.tagname} at row {place.row + 1}, column {place.col + 1}: {title}"
    for series in chart.series:
        values = (series.yVal or series.val).numRef.f
        yield f"  {series.tx.v if series.tx.v else series.tx.strRef.f}: {values}"


def _value(cell: Cell | MergedCell, stored: Cell | MergedCell) -> str:
    if cell.data_type == "f":
        return f"{cell.value} -> {stored.value!r}"
    return repr(cell.value)


def _link(cell: Cell | MergedCell) -> str:
    link = cell.hyperlink
    return f" => {link.location or link.target}" if link else ""


def _look(cell: Cell | MergedCell) -> str:
    font, fill, place, border = cell.font, cell.fill, cell.alignment, cell.border
    parts = (
        f"{font.name} {font.size:g}",
        "bold" if font.bold else "",
        f"ink {font.color.rgb}" if font.color and font.color.type == "rgb" else "",
        f"fill {fill.fgColor.rgb}" if fill.fill_type else "",
        cell.number_format,
        f"{place.horizontal}/{place.vertical}",
        "wrap" if place.wrap_text else "",
        f"top {border.top.style}" if border.top and border.top.style else "",
    )
    return ", ".join(part for part in parts if part)
