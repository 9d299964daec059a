"""Forms that stand side by side on one sheet are taken apart, before anything is read from them."""

from collections.abc import Sequence
from dataclasses import replace

from perfcheck.form.grid import Grid, make_grid
from perfcheck.form.header import find_headers, hopeful
from perfcheck.form.labels import Dictionary

FIRST_ROWS = 30  # in which the head of a form stands
WIDEST = 200  # columns of a form
TRIED = 8  # columns in which the next form may begin


def apart(grid: Grid, words: Dictionary) -> tuple[Grid, ...]:
    """The forms of a sheet from left to right, each as a sheet of its own with its own columns.

    Two stand there if the name of a project is asked for in two columns, and the indicators of one
    end, with all merged areas, in a column before those of the other.
    """
    found: list[Grid] = []
    rest: Grid | None = grid
    while rest is not None:
        parts = ((_part(rest, 1, edge), _part(rest, edge)) for edge in _edges(rest, words))
        both = (pair for pair in parts if all(_has_table(part, words) for part in pair))
        left, rest = next(both, (rest, None))
        found.append(left)
    return tuple(found)


def _has_table(grid: Grid, words: Dictionary) -> bool:
    return bool(find_headers(grid, words, hopeful(grid, words)))


def _edges(grid: Grid, words: Dictionary) -> Sequence[int]:
    """Where another form may begin: left of the second label, best behind a blank column."""
    rows = list(grid.standing)[:FIRST_ROWS]
    labels = {
        cell.column: row
        for row in reversed(rows)
        for cell in grid.row(row)
        if words.role("head", cell.text, "project_name")
    }
    first, second, *_ = (*sorted(labels), 0, 0)
    if not first < second <= first + WIDEST:
        return ()
    top = min(labels[first], labels[second])
    below = [area for area in grid.merged.values() if area.bottom >= top]
    crossed = {
        column
        for area in below
        for column in range(max(area.left, first) + 1, min(area.right, second) + 1)
    }
    filled = {column for _, column in grid.cells} | crossed
    free = [column for column in range(second, first, -1) if column not in crossed]
    return sorted(free, key=lambda column: column - 1 in filled)[:TRIED]


def _part(grid: Grid, first: int, behind: int = 1 << 20) -> Grid:
    """The columns from the first to the one before the last."""
    cells = {at: cell for at, cell in grid.cells.items() if first <= at[1] < behind}
    merged = {at: area for at, area in grid.merged.items() if first <= at[1] < behind}
    part = make_grid(grid.sheet, cells, merged, hidden=grid.hidden)
    return replace(part, unseen=grid.unseen)
