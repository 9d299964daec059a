"""A small toolkit around XlsxWriter: the only door through which workbooks are written.

Rows and columns count from 1, as in `CellRef` and as Excel shows them. Text is always written as
text: nothing that came from a form becomes a formula, a link or markup. Numbers are Decimal until
they pass here, formulas carry their value, and the same calls give the same bytes.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.worksheet import Worksheet

from perfcheck.report import palette
from perfcheck.report.formats import properties
from perfcheck.report.look import Style
from perfcheck.report.measure import Page
from perfcheck.report.names import quoted, safe_text
from perfcheck.report.streamed import OwnSheet, StreamedSheet
from perfcheck.report.texts import OwnWorkbook

# A fixed instant: a file date taken from the clock would make every run differ.
CREATED = datetime(2020, 1, 1)  # noqa: DTZ001  XlsxWriter wants a naive time

MOST_LINKS = 65_530  # Excel's limit for one sheet

Border = str | int
NEW_BLOCK: Mapping[str, Border] = {"top": 2, "top_color": palette.INK}
Area = tuple[int, int, int, int]  # first row, first column, last row, last column; from 1
Figure = Decimal | int


class EmptyText(str):
    """The result of =IF(…,"") as Excel stores it: a text, and an empty one.

    XlsxWriter leaves the type out where a value equals "", which readers take for a formula that
    was never calculated.
    """

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True


@dataclass(slots=True)
class Sheet:
    """One sheet; `raw` is XlsxWriter's own, for what has no helper here (charts, filters)."""

    raw: Worksheet
    book: "Book"
    name: str
    links: int = 0

    def text(self, row: int, column: int, text: str, style: Style, **border: Border) -> None:
        """Write text as text; an empty one leaves a formatted blank cell."""
        look = self.book.format(style, **border)
        if text:
            self.raw.write_string(row - 1, column - 1, safe_text(text), look)
        else:
            self.raw.write_blank(row - 1, column - 1, None, look)

    def number(
        self, row: int, column: int, value: Figure | None, style: Style, **border: Border
    ) -> None:
        """Write a number; None leaves a formatted blank cell."""
        look = self.book.format(style, **border)
        if value is None:
            self.raw.write_blank(row - 1, column - 1, None, look)
        else:
            self.raw.write_number(row - 1, column - 1, float(value), look)

    def formula(
        self,
        row: int,
        column: int,
        formula: str,
        value: Figure | str | None,
        style: Style,
        **border: Border,
    ) -> None:
        """Write a formula of ours with the value it has; None and "" show nothing."""
        look = self.book.format(style, **border)
        stored: float | str = value if isinstance(value, str) else float(value or 0)
        if value is None or stored == "":
            stored = EmptyText()
        self.raw.write_formula(row - 1, column - 1, formula, look, stored)

    def link(
        self,
        row: int,
        column: int,
        text: str,
        where: tuple[str, str, str],
        style: Style = Style.LINK,
        **border: Border,
    ) -> None:
        """Write text that leads to a file ("" for this one), a sheet and a cell of it.

        Past Excel's limit it is plain text.
        """
        self.links += 1
        if self.links > MOST_LINKS or not text:
            self.text(row, column, text, style, **border)
            return
        file, sheet, address = where
        kind = f"external:{file}#" if file else "internal:"
        target = f"{kind}{quoted(sheet)}!{address}"
        look = self.book.format(style, **border)
        self.raw.write_url(row - 1, column - 1, target, look, safe_text(text), None)

    def blank(self, area: Area, style: Style) -> None:
        """Format every cell from (row, column) to (row, column), so that borders close."""
        look = self.book.format(style)
        for row in range(area[0], area[2] + 1):
            for column in range(area[1], area[3] + 1):
                self.raw.write_blank(row - 1, column - 1, None, look)

    def merge(self, area: Area, text: str, style: Style) -> None:
        """Merge from (row, column) to (row, column) and write text; one cell is just written."""
        self.blank(area, style)
        self.join(area)
        self.text(area[0], area[1], text, style)

    def join(self, area: Area) -> None:
        """Merge cells that the caller writes one by one; a single cell stays as it is.

        XlsxWriter's merge_range would write them at once, and a streamed sheet takes its rows in
        their order.
        """
        top, left, bottom, right = area
        if (top, left) != (bottom, right):
            self.raw.merge.append([top - 1, left - 1, bottom - 1, right - 1])

    def columns(self, widths: Collection[float]) -> None:
        """Set the widths of the first columns, in characters."""
        for index, width in enumerate(widths):
            self.raw.set_column(index, index, width)

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self.raw.set_row(row - 1, points)

    def page(self, page: Page, *, repeat: tuple[int, int] | None = None, right: str = "") -> None:
        """Set up printing; `repeat` rows stand on every page, `right` is a text of the footer."""
        if page.landscape:
            self.raw.set_landscape()
        else:
            self.raw.set_portrait()
        self.raw.set_paper(9)  # A4
        self.raw.fit_to_pages(1, page.pages)
        self.raw.set_margins(*page.margins)
        self.raw.center_horizontally()
        note = safe_text(right).replace("&", "&&")
        self.raw.set_footer(page.footer + (f"&R{note}" if note else ""), {"margin": 0.3})
        self.raw.hide_gridlines(2)
        if repeat:
            self.raw.repeat_rows(repeat[0] - 1, repeat[1] - 1)


class Looks(dict[Style, str]):
    """The XML attributes by which cells name their formats, numbered as they come."""

    def __init__(self, book: "Book", border: Mapping[str, Border]) -> None:
        self.book, self.border = book, border

    def __missing__(self, style: Style) -> str:
        number = self.book.format(style, **self.border)._get_xf_index()
        self[style] = f' s="{number}"'
        return self[style]


@dataclass(slots=True)
class Book:
    """A workbook in the making; used as a context manager, it is written on leaving.

    `looks` name the formats of cells: of usual ones, and of those below a heavy line.
    """

    raw: xlsxwriter.Workbook
    formats: dict[tuple[object, ...], Format] = field(default_factory=dict)
    looks: tuple["Looks", "Looks"] = field(init=False)

    def __post_init__(self) -> None:
        self.looks = Looks(self, {}), Looks(self, NEW_BLOCK)

    def format(self, style: Style, **border: Border) -> Format:
        """The format of a role, made once; `border` overrides, such as top=2 of a group line."""
        key = (style, *sorted(border.items())) if border else (style,)
        if key not in self.formats:
            self.formats[key] = self.raw.add_format({**properties(style), **border})
        return self.formats[key]

    def prepare(self) -> None:
        """Number every format that a list can use, so that it is the same in every book."""
        for style in Style:
            for looks in self.looks:
                looks[style]

    def sheet(self, name: str, tab: str = "", *, streamed: bool = False) -> Sheet:
        """Add a sheet; the name must be safe already (`names.safe_sheet_name`).

        The rows of a `streamed` one must come from top to bottom, and no chart can use them.
        """
        raw = self.raw.add_worksheet(name, StreamedSheet if streamed else OwnSheet)
        if tab:
            raw.set_tab_color(tab)
        return Sheet(raw, self, name)

    def close(self) -> None:
        """Write the workbook to its target."""
        self.raw.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if fault is None:
            self.close()


def scratch_sheet() -> Sheet:
    """A streamed sheet of no book: rows are drawn in it, and cut out."""
    raw = StreamedSheet()
    raw.str_table = SharedStringTable()
    return Sheet(raw, _prepared_book(), "")


@cache
def _prepared_book() -> Book:
    book = open_workbook(BytesIO())
    book.prepare()
    return book


def open_workbook(target: BinaryIO | Path, title: str = "", *, spooled: bool = False) -> Book:
    """Start a workbook for a file or a stream; nothing is written before it is closed.

    The parts of a `spooled` one wait in temporary files, so that its memory stays flat.
    """
    raw = OwnWorkbook(
        target,
        {
            "in_memory": not spooled,
            "tmpdir": str(target.parent) if isinstance(target, Path) else None,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {
                "font_name": palette.BODY_FONT,
                "font_size": palette.BODY_SIZE,
            },
            "default_row_height": palette.DEFAULT_ROW_PIXELS,
            "default_column_width": palette.DEFAULT_COLUMN_PIXELS,
        },
    )
    raw.set_properties({"title": safe_text(title), "author": "perfcheck", "created": CREATED})
    return Book(raw)
