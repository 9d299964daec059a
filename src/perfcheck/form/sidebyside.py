"""Forms that stand side by side on one sheet are taken apart, before anything is read from them."""

from collections.abc import Iterator
from dataclasses import replace

from perfcheck.form.grid import Grid, make_grid
from perfcheck.form.header import find_headers, hopeful
from perfcheck.form.labels import Dictionary

FIRST_ROWS = 30  # in which the head of a form stands


def apart(grid: Grid, words: Dictionary) -> tuple[Grid, ...]:
    """The forms of a sheet from left to right, each as a sheet of its own with its own columns.

    Two stand there if the name of a project is asked for in two columns, and the indicators of one
    end, with all merged areas, in a column before those of the other.
    """
    for column in _edges(grid, words):
        left, right = _part(grid, 1, column), _part(grid, column)
        if all(find_headers(part, words, hopeful(part, words)) for part in (left, right)):
            return left, *apart(right, words)
    return (grid,)


def _edges(grid: Grid, words: Dictionary) -> Iterator[int]:
    """Where another form may begin: left of the second label, best behind a blank column."""
    rows = list(grid.standing)[:FIRST_ROWS]
    labels = [
        (cell.column, row)
        for row in rows
        for cell in grid.row(row)
        if words.role("head", cell.text, "project_name")
    ]
    if len({column for column, _ in labels}) < 2:
        return
    (first, top), (second, other), *_ = sorted(dict(sorted(labels, reverse=True)).items())
    below = [area for area in grid.merged.values() if area.bottom >= min(top, other)]
    crossed = {c for area in below for c in range(area.left + 1, area.right + 1)}
    filled = {column for _, column in grid.cells} | crossed
    free = [column for column in range(second, first, -1) if column not in crossed]
    yield from sorted(free, key=lambda column: column - 1 in filled)


def _part(grid: Grid, first: int, behind: int = 1 << 20) -> Grid:
    """The columns from the first to the one before the last."""
    cells = {at: cell for at, cell in grid.cells.items() if first <= at[1] < behind}
    merged = {at: area for at, area in grid.merged.items() if first <= at[1] < behind}
    part = make_grid(grid.sheet, cells, merged, hidden=grid.hidden)
    return replace(part, unseen=grid.unseen)
