"""The merged areas of a sheet, spread over the cells that they cover."""

from collections.abc import Iterable, Mapping, Set
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from perfcheck.form.notes import Position
from perfcheck.form.quickscan import Corners

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MERGED_CELLS = 200_000  # a merge over the whole sheet is decoration, not layout
MARGIN = 50  # columns beyond the last filled one to which an area counts
REMEMBERED = 10_000  # places of a sheet; forms made from one blank form have the same areas


class Area(NamedTuple):
    """A rectangle of cells, edges included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


Spread = tuple[Mapping[Position, Area], Set[Position]]


def areas_of(sheet: "CalamineSheet") -> list[Corners]:
    """The merged areas as the reader tells them."""
    ranges = sheet.merged_cell_ranges or ()
    return [(top + 1, left + 1, low + 1, right + 1) for (top, left), (low, right) in ranges]


def spread(areas: Iterable[Corners], rows: int, columns: int) -> Spread:
    """The area over each merged cell, cut to where the sheet holds anything, and the cells below
    one that are not its first.

    Of areas that overlap the first one holds. Nobody may change what is returned.
    """
    own = tuple(areas)
    small = rows * (columns + MARGIN) <= REMEMBERED
    return _remembered(own, rows, columns) if small else _spread(own, rows, columns)


def _spread(areas: tuple[Corners, ...], rows: int, columns: int) -> Spread:
    merged: dict[Position, Area] = {}
    firsts: set[Position] = set()
    for top, left, low, farthest in areas:
        bottom, right = min(low, rows), min(farthest, columns + MARGIN)
        size = (bottom - top + 1) * (right - left + 1)
        if size <= 1 or size + len(merged) > MERGED_CELLS:
            continue
        area = Area(top, left, bottom, right)
        if (top, left) not in merged:
            firsts.add((top, left))
        for position in product(range(top, bottom + 1), range(left, right + 1)):
            merged.setdefault(position, area)
    return merged, merged.keys() - firsts


_remembered = lru_cache(maxsize=16)(_spread)
