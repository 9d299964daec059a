"""A sheet as a value: what its cells hold and what they are for, before anything is written.

Rows are lists of cells from left to right, the first row is row 1. `draw` renders them. Cells
and rows are named tuples: a batch has hundreds of thousands, and a frozen dataclass takes three
times as long to fill.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from perfcheck.report.charts import Chart
from perfcheck.report.fragment import Fragment
from perfcheck.report.look import Style
from perfcheck.report.measure import CELL_PADDING, LIST_PAGE, LIST_ROW, Page, lines, row_height

SMALL = frozenset({Style.PROBLEM_ERROR, Style.PROBLEM_WARNING, Style.PROBLEM_NOTE})
SMALLER = 1.15  # more characters of a smaller font stand on a line, and lines are lower

Area = tuple[int, int, int, int]  # first row, first column, last row, last column; from 1


class Formula(NamedTuple):
    """A formula of ours, in the functions of Excel 2007, and the value that it has."""

    text: str
    value: Decimal | int | str | None


class Link(NamedTuple):
    """Text that leads to a cell of the same workbook, or of a `file` beside it."""

    text: str
    sheet: str
    address: str
    file: str = ""


Content = str | int | Decimal | Formula | Link | None


class Cell(NamedTuple):
    """What a cell holds and what it is for; it covers `span` columns and `down` rows.

    The rows below a cell that covers several hold a blank cell of the same look in its place.
    """

    content: Content
    style: Style
    span: int = 1
    down: int = 1

    @property
    def shown(self) -> str:
        """The text that decides how much room it needs; numbers always fit."""
        if isinstance(self.content, str):
            return self.content
        if isinstance(self.content, Link):
            return self.content.text
        value = self.content.value if isinstance(self.content, Formula) else None
        return value if isinstance(value, str) else ""


class Row(NamedTuple):
    """Cells from the left, the height in points, and whether a heavy line stands above."""

    cells: tuple[Cell, ...]
    height: float
    divided: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A drop-down list over an area."""

    area: Area
    words: tuple[str, ...]
    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A conditional format: `formula` is written for the first cell of the area."""

    area: Area
    formula: str
    style: Style


@dataclass(frozen=True, slots=True)
class Name:
    """A name for a cell of the sheet that holds it: formulas read 等级_优 instead of $B$24."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class SheetContent:
    """Everything about one sheet.

    `heading` is the row of the column headings, frozen and repeated on every page with
    `fixed` columns; `table` is the area that can be filtered; `bars` are areas with data bars
    from 0 to 1. `repeated` is a row that every page repeats in place of the heading; behind the
    rows of `breaks` a new page begins. `printed` is how many columns are printed, 0 for all;
    `machine` are columns that nobody sees. A hidden sheet holds what charts are drawn from. A
    `streamed` sheet costs little however long it is, but feeds no chart; further rows of it may be
    `drawn` already.
    """

    name: str
    tab: str
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    drawn: Iterable[Fragment] = ()
    heading: int = 0
    fixed: int = 0
    table: Area | None = None
    bars: tuple[Area, ...] = ()
    marks: tuple[Mark, ...] = ()
    choices: tuple[Choice, ...] = ()
    page: Page = LIST_PAGE
    streamed: bool = False
    machine: tuple[int, ...] = ()
    names: tuple[Name, ...] = ()
    charts: tuple[Chart, ...] = ()
    printed: int = 0
    repeated: int = 0
    breaks: tuple[int, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of a list below its headings: as values, or drawn already."""

    rows: Iterable[Row] = ()
    drawn: Iterable[Fragment] = ()


def fitted(
    cells: Iterable[Cell],
    widths: Sequence[float],
    least: float = LIST_ROW,
    *,
    divided: bool = False,
) -> Row:
    """A row as high as its texts need in columns of those widths; tall cells have other rows."""
    row = tuple(cells)
    column, most = 0, 1
    for cell in row:
        content, style, span, down = cell
        text = content if isinstance(content, str) else cell.shown
        if text and down == 1:
            room = widths[column] if span == 1 else sum(widths[column : column + span])
            # Most are so short that one line surely holds them, whatever their characters are.
            if 2 * len(text) > room - CELL_PADDING or "\n" in text:
                most = max(most, lines(text, room * SMALLER if style in SMALL else room))
        column += span
    return Row(row, row_height(most, least), divided)


def headings(names: Sequence[str], widths: Sequence[float], least: float) -> Row:
    """The row of the column headings."""
    return fitted((Cell(name, Style.HEADER) for name in names), widths, least)


def spans(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Rows that follow each other, as first and last."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
