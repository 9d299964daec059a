"""Charts as values become native charts of a sheet."""

from typing import Any

from perfcheck.report import palette as p
from perfcheck.report.charts import Axis, Chart, ChartKind, Label, Range, Series
from perfcheck.report.xlsx import Book, Sheet

KINDS = {
    ChartKind.BAR: {"type": "bar"},
    ChartKind.COLUMN: {"type": "column"},
    ChartKind.STACKED: {"type": "column", "subtype": "stacked"},
    ChartKind.SCATTER: {"type": "scatter"},
}
NO_LINE = {"none": True}
MARKER = 8

Options = dict[str, Any]  # XlsxWriter's own way of saying things


def draw_chart(book: Book, sheet: Sheet, chart: Chart) -> None:
    """Put a chart on a sheet."""
    raw = book.raw.add_chart(dict(KINDS[chart.kind]))
    for series in chart.series:
        raw.add_series(_series(chart, series))
    raw.set_title({"name": chart.title, "name_font": _font(12, p.INK, bold=True), "overlay": False})
    raw.set_legend({"none": True})
    lying = chart.kind is ChartKind.BAR  # XlsxWriter takes the axes of bars as they lie
    raw.set_x_axis(_axis(chart.y if lying else chart.x))
    raw.set_y_axis(_axis(chart.x if lying else chart.y))
    raw.set_chartarea({"border": {"color": p.LIST_LINE}, "fill": {"color": p.WHITE_FILL}})
    raw.show_hidden_data()  # the figures stand on a hidden sheet
    raw.show_blanks_as("gap")
    raw.set_size({"width": chart.size[0], "height": chart.size[1]})
    row, column = chart.at
    sheet.raw.insert_chart(
        row - 1, column - 1, raw, {"object_position": 2, "description": chart.about}
    )


def _font(size: int, colour: str, *, bold: bool = False) -> Options:
    return {"name": p.FIGURE_FONT, "size": size, "color": colour, "bold": bold}


def _range(cells: Range) -> list[str | int]:
    top, left, bottom, right = cells.area
    return [cells.sheet, top - 1, left - 1, bottom - 1, right - 1]


def _series(chart: Chart, series: Series) -> Options:
    options: Options = {
        "name": series.name,
        "categories": _range(series.categories),
        "values": _range(series.values),
    }
    if chart.kind is ChartKind.SCATTER:
        fill = {"color": series.fill}
        options["marker"] = {"type": "circle", "size": MARKER, "fill": fill, "border": fill}
    else:
        options |= {"gap": chart.gap, "border": NO_LINE, "fill": _fill(series.fill)}
        options |= {"overlap": 100}
    if series.fills:
        options["points"] = [{"fill": _fill(fill), "border": NO_LINE} for fill in series.fills]
    labels = _labels(series)
    return options | ({"data_labels": labels} if labels else {})


def _fill(colour: str | None) -> Options:
    return {"none": True} if colour is None else {"color": colour}


def _labels(series: Series) -> Options:
    if not series.format and not any(series.labels):
        return {}
    font = _font(9, series.ink or p.GREY_INK)
    options: Options = {"value": True, "font": font}
    if series.format:
        options["num_format"] = series.format
    if series.place:
        options["position"] = series.place.value
    if series.labels:
        options["custom"] = [_label(label, font) for label in series.labels]
    return options


def _label(label: Label | None, font: Options) -> Options:
    if label is None:
        return {"delete": True}
    return {"value": label.text, "font": font, "position": label.place.value}


def _axis(axis: Axis) -> Options:
    options: Options = {
        "num_font": _font(9, p.GREY_INK),
        "line": {"color": p.LIST_LINE},
        "major_gridlines": {"visible": axis.lines, "line": {"color": p.GRID_LINE, "width": 0.75}},
        "major_tick_mark": "none",
        "visible": axis.shown,
    }
    bounds = {"min": axis.low, "max": axis.high, "major_unit": axis.step}
    options |= {name: value for name, value in bounds.items() if value is not None}
    if axis.format:
        options["num_format"] = axis.format
    if axis.title:
        options |= {"name": axis.title, "name_font": _font(9, p.GREY_INK)}
    return options
