"""A chart as a value: what it shows and where it stands, before anything is drawn.

Charts are native ones, drawn from cells, so that they follow what a reviewer changes. Texts in
them are literal: labels taken from cells show numbers in LibreOffice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class ChartKind(StrEnum):
    """The native kinds that Excel, WPS and LibreOffice draw alike."""

    BAR = "bar"
    COLUMN = "column"
    STACKED = "stacked"
    SCATTER = "scatter"


class Place(StrEnum):
    """Where the label of a point stands."""

    OUTSIDE = "outside_end"
    INSIDE = "inside_end"
    CENTRE = "center"
    ABOVE = "above"
    BELOW = "below"
    RIGHT = "right"
    LEFT = "left"


class Range(NamedTuple):
    """Cells of a sheet of the same workbook; `area` as everywhere: rows and columns from 1."""

    sheet: str
    area: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Label:
    """Literal text beside one point."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Series:
    """Values over categories (over x values in a scatter).

    `fill` None makes it invisible: the base that a waterfall stands on. `fills` colours points one
    by one; `format` shows each value as a label; `labels` replaces them, None for none.
    """

    name: str
    categories: Range
    values: Range
    fill: str | None
    fills: tuple[str, ...] = ()
    format: str = ""
    place: Place | None = None
    ink: str = ""
    labels: tuple[Label | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Axis:
    """Bounds, number format and title of an axis."""

    low: float | None = None
    high: float | None = None
    step: float | None = None
    format: str = ""
    title: str = ""
    lines: bool = False
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, its upper left cell (row, column), and its size in pixels.

    `x` is the axis of the categories, also where bars lie (the first at the bottom). `gap` is the
    room between bars in percent of their width.
    """

    kind: ChartKind
    title: str
    series: Sequence[Series]
    at: tuple[int, int]
    size: tuple[int, int]
    about: str
    x: Axis = Axis()
    y: Axis = Axis()
    gap: int = 40
