"""Header rows of tables: which column holds what, over one or two rows of labels."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from perfcheck.form.grid import Cell, Grid
from perfcheck.form.labels import Dictionary

Columns = Mapping[str, "Column"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the role it plays, its label, and from where to where it reaches."""

    role: str
    label: Cell
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Header:
    """The header of an indicator table: its rows, and its columns by role.

    A table with two blocks side by side (中期 and 年度) has a second set in `others`. `unread`
    are labels inside the table that were not understood.
    """

    top: int
    bottom: int
    columns: Columns
    others: tuple[Columns, ...] = ()
    unread: tuple[Cell, ...] = ()

    @property
    def left(self) -> int:
        """The first column of the table."""
        return min(column.first for column in self.columns.values())

    @property
    def right(self) -> int:
        """The last column of the table."""
        sets = (self.columns, *self.others)
        return max(column.last for columns in sets for column in columns.values())


@dataclass(slots=True)
class _Found:
    """Columns while they are collected, from left to right.

    A label that was not understood counts only inside the table or right beside it: what stands
    beyond a blank column (hints, remarks) is not part of the form.
    """

    sets: list[dict[str, Column]] = field(default_factory=lambda: [{}])
    unread: list[Cell] = field(default_factory=list)

    def add(self, column: Column) -> None:
        last = self.sets[-1]
        if column.role in last and column.role in ("subcategory", "name") and "target" in last:
            self.sets.append({r: c for r, c in last.items() if r == "category"})
            last = self.sets[-1]
        last.setdefault(column.role, column)


def find_headers(grid: Grid, words: Dictionary) -> tuple[Header, ...]:
    """All headers of indicator tables on a sheet, from top to bottom."""
    headers: list[Header] = []
    for row in sorted(grid.shown):
        if headers and row <= headers[-1].bottom:
            continue
        if _is_header(grid, words, row):
            headers.append(_header(grid, words, row))
    return tuple(headers)


def _is_header(grid: Grid, words: Dictionary, row: int) -> bool:
    """A row that holds 三级指标 (or a like word) together with 指标值 (or a like word)."""
    cells = grid.visible(row)
    if len(cells) < 2 or not any(cell.row == row for cell in cells):
        return False
    roles = [words.role("indicators", cell.text) for cell in cells]
    return ("name" in roles or "subcategory" in roles) and "target" in roles


def _header(grid: Grid, words: Dictionary, row: int) -> Header:
    top, bottom = row, row
    above = _filled_above(grid, row)
    if above and _only_labels(grid, words, above):
        top = above
    below = next((r for r in range(row + 1, row + 3) if grid.row(r)), 0)
    if below and (_is_header(grid, words, below) or _only_labels(grid, words, below)):
        bottom = below
    found = _columns(grid, words, top, bottom)
    columns, *others = found.sets
    return Header(top, bottom, columns, tuple(others), tuple(found.unread))


def _filled_above(grid: Grid, row: int) -> int:
    return next((r for r in range(row - 1, max(row - 3, 0), -1) if grid.row(r)), 0)


def _only_labels(grid: Grid, words: Dictionary, row: int) -> bool:
    cells = grid.row(row)
    return len(cells) >= 2 and all(words.find("indicators", cell.text) for cell in cells)


def _columns(grid: Grid, words: Dictionary, top: int, bottom: int) -> _Found:
    found = _Found()
    labels = list(_labels(grid, words, top, bottom))
    for index, (first, cell, role) in enumerate(labels):
        following = labels[index + 1][0] if index + 1 < len(labels) else None
        area = grid.area(cell.row, cell.column)
        last = following - 1 if following else max(area.right, first)
        if role and role not in ("ignored", "block"):
            found.add(Column(role, cell, first, last))
        elif not role:
            found.unread.append(cell)
    edge = max(grid.area(c.row, c.column).right for _, c, role in labels if role) + 1
    found.unread = [cell for cell in found.unread if cell.column <= edge]
    return found


def _labels(
    grid: Grid, words: Dictionary, top: int, bottom: int
) -> Iterator[tuple[int, Cell, str | None]]:
    """The label of each column, the lowest that is understood, each with its first column."""
    shown = [cell for row in range(top, bottom + 1) for cell in grid.visible(row)]
    left = min(cell.column for cell in shown)
    right = max(grid.area(cell.row, cell.column).right for cell in shown)
    named = any(
        role == "name" and not _weak(words, cell)
        for cell in shown
        for role in words.find("indicators", cell.text)
    )
    previous: Cell | None = None
    for column in range(left, right + 1):
        stack = [grid.anchor(row, column) for row in range(bottom, top - 1, -1)]
        cells = [cell for cell in stack if not cell.blank]
        if not cells:
            continue
        best = next((c for c in cells if words.find("indicators", c.text)), cells[0])
        if best is not previous:
            yield column, best, _role(words, best, named=named)
        previous = best


def _weak(words: Dictionary, cell: Cell) -> bool:
    """绩效指标 names the indicators only where no 三级指标 stands beside it."""
    return "block" in words.find("indicators", cell.text)


def _role(words: Dictionary, cell: Cell, *, named: bool) -> str | None:
    if named and _weak(words, cell):
        return "block"
    found = [r for r in words.find("indicators", cell.text) if r != "block" or named]
    return found[0] if found else None
