"""Header rows of indicator tables."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from perfcheck.form.columns import (
    Column,
    Columns,
    above_of,
    find_columns,
    joined,
    names_of,
)
from perfcheck.form.grid import Grid
from perfcheck.form.inferred import Label
from perfcheck.form.labels import Dictionary, year_named

LEVELS = frozenset(("category", "subcategory", "name"))
SCORED = frozenset(("points", "score"))
REPORTED = ("actual", "score")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of an indicator table: its rows, its last column, and its columns by role.

    A table with two blocks side by side (中期 and 年度) has a second set in `others`. `unread`
    are labels inside the table that were not understood, or only guessed; `yearly` are the columns
    that name a year.
    """

    top: int
    bottom: int
    right: int
    columns: Columns
    others: tuple[Columns, ...] = ()
    unread: tuple[Label, ...] = ()
    yearly: tuple[Column, ...] = ()

    def of(self, year: int) -> "Header":
        """The same with the columns of one year where each year has its own; what another year
        reported is not read, and told.
        """
        own = {c.role: c for c in self.yearly if year_named(c.label.text) == year}
        columns = {role: own.get(role, column) for role, column in self.columns.items()}
        past = [columns[r] for r in REPORTED if r in columns and self._of_others(columns[r], year)]
        return replace(
            self,
            columns={role: column for role, column in columns.items() if column not in past},
            unread=(*self.unread, *(Label(c.first, c.label, None) for c in past)),
        )

    def _of_others(self, column: Column, year: int) -> bool:
        return column in self.yearly and year_named(column.label.text) != year


def hopeful(grid: Grid, words: Dictionary) -> tuple[int, ...]:
    """The rows in which a header can begin: one names a column, and there is more in it.

    `words` are those of all layouts; what names no column there names none in any of them.
    """
    means, found = words.meanings, []
    for row, cells in grid.shown.items():
        if len(cells) > 1 and row in grid.standing:
            for cell in cells:
                if means[cell.text].column:
                    found.append(row)
                    break
    return tuple(found)


def find_headers(grid: Grid, words: Dictionary, rows: Iterable[int]) -> tuple[Header, ...]:
    """The headers of indicator tables that begin in some rows, from top to bottom."""
    headers: list[Header] = []
    for row in rows:
        if headers and row <= headers[-1].bottom:
            continue
        if _is_header(grid, words, row):
            headers.append(_header(grid, words, row))
    return tuple(headers)


def _is_header(grid: Grid, words: Dictionary, row: int) -> bool:
    """A row that holds 三级指标 (or a like word) together with 指标值 (or a like word), which may
    also stand in a second row of labels below.
    """
    cells = grid.visible(row)
    labels = [cell for cell in cells if words.meanings[cell.text].column]
    if not labels or len(cells) < 2 or row not in grid.standing:
        return False
    if len(labels) == 1 and labels[0].row < row:
        return False  # merged down beside the table
    roles = names_of(labels, words)
    if "target" not in roles and "name" in names_of(grid.row(row), words):
        below = next((r for r in (row + 1, row + 2) if grid.row(r)), row)
        if _only_labels(grid, words, below):
            roles |= names_of(grid.row(below), words)
    if "target" in roles:
        return "name" in roles or "subcategory" in roles
    return roles >= LEVELS and (len(labels) < len(cells) or roles >= SCORED)


def _header(grid: Grid, words: Dictionary, row: int) -> Header:
    """The header around a row: labels may stand in the row above or below as well."""
    above = next((r for r in (row - 1, row - 2) if grid.row(r)), row)
    top = above if _only_labels(grid, words, above) else row
    merged = [grid.area(cell.row, cell.column) for cell in grid.row(row)]
    below = next((r for r in (row + 1, row + 2) if grid.row(r)), row)
    labels = _is_header(grid, words, below) or _only_labels(grid, words, below, divide=True)
    tall = max((area.bottom for area in merged if area.top < area.bottom), default=row)
    if len([area for area in merged if area.bottom == tall > row]) < 2:
        tall = row  # one label beside the whole table is no second header row
    bottom = max(below if labels else row, min(tall, row + 2))
    found = find_columns(grid, words, top, bottom)
    columns, *others = found.sets
    return Header(
        top,
        bottom,
        found.right,
        columns,
        tuple(others),
        tuple(found.unread),
        tuple(found.yearly),
    )


def _only_labels(grid: Grid, words: Dictionary, row: int, *, divide: bool = False) -> bool:
    """Whether a row holds labels alone; they may `divide` those of the row above."""
    cells = grid.row(row)
    return len(cells) >= 2 and all(
        words.find("indicators", cell.text)
        or (divide and any(joined(words, cell, above) for above in above_of(grid, cell)))
        for cell in cells
    )
