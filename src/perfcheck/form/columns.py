"""Which column of a table holds what, worked out from one or two rows of labels."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from perfcheck.form.grid import Cell, Grid
from perfcheck.form.inferred import Label, infer
from perfcheck.form.labels import YEAR, Dictionary, narrow, year_named

Columns = Mapping[str, "Column"]
UNUSED = ("ignored", "block", "level", "remark", "plain")
LEVELS = ("category", "subcategory")
NEAR = 4  # rows below a header that show whether a wide label heads two levels


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the role it plays, its label, and from where to where it reaches."""

    role: str
    label: Cell
    first: int
    last: int
    name: str = field(init=False)  # the label without its line breaks: 自评得分

    def __post_init__(self) -> None:
        """Name the column once for all its rows."""
        object.__setattr__(self, "name", "".join(self.label.text.split()))


@dataclass(slots=True)
class Found:
    """Columns while they are collected, from left to right; a second block begins a second set.

    `right` is the last column under a label that is understood; `yearly` are those that name a
    year. `unread` are labels that were not understood, or whose role was worked out; such a label
    counts only inside the table or right beside it: what stands beyond a blank column (hints,
    remarks) is not part of the form.
    """

    words: Dictionary
    right: int = 0
    yearly: list[Column] = field(default_factory=list)
    sets: list[dict[str, Column]] = field(default_factory=lambda: [{}])
    unread: list[Label] = field(default_factory=list)

    def add(self, column: Column) -> None:
        """Take a column in; of two for one role, the better one stays."""
        if year_named(column.label.text):
            self.yearly.append(column)
        last = self.sets[-1]
        if column.role in ("subcategory", "name") and column.role in last and "target" in last:
            shared = ("category",) if column.role == "subcategory" else LEVELS  # left of both
            last = {role: known for role, known in last.items() if role in shared}
            self.sets.append(last)
        known = last.get(column.role)
        if known is None or self._better(column, known, last):
            last[column.role] = column

    def _better(self, column: Column, known: Column, beside: Columns) -> bool:
        """A preferred spelling is better, and points right of the name: levels have theirs left."""
        if column.role == "points" and "name" in beside:
            return known.first < beside["name"].first < column.first
        ranks = [self.words.rank("indicators", column.role, c.label.text) for c in (column, known)]
        return ranks[0] < ranks[1]


def find_columns(grid: Grid, words: Dictionary, top: int, bottom: int) -> Found:
    """The columns under the header rows from top to bottom."""
    found = Found(words)
    labels = infer(tuple(_labels(grid, words, top, bottom)), words)
    roles = {label.role for label in labels}
    for index, label in enumerate(labels):
        area = grid.area(label.cell.row, label.cell.column)
        last = labels[index + 1].first - 1 if index + 1 < len(labels) else area.right
        last = max(last, label.first)
        if label.role in LEVELS and not roles.issuperset(LEVELS):
            found.sets[-1] |= _two_levels(grid, label, last, bottom)
        if label.role is not None and label.role not in UNUSED:
            found.add(Column(label.role, label.cell, label.first, last))
        if label.role is not None:
            found.right = max(found.right, area.right)
    left = next((label.first for label in labels if label.role), 0)
    used = (label for label in labels if label.first > left or _heads_any(grid, label, bottom))
    found.unread = list(_open(grid, used, found.right))
    return found


def _two_levels(grid: Grid, label: Label, last: int, bottom: int) -> dict[str, Column]:
    """Both levels under one label merged over their two columns: 评价内容 over 产出, 数量."""
    for row in range(bottom + 1, bottom + NEAR + 1):
        places = [grid.anchor(row, column) for column in range(label.first, last + 1)]
        inner = next((c.column for c in places[1:] if c.column > label.first and not c.blank), 0)
        if inner and not places[0].blank:
            return {
                "category": Column("category", label.cell, label.first, inner - 1),
                "subcategory": Column("subcategory", label.cell, inner, last),
            }
    return {}


def _heads_any(grid: Grid, label: Label, bottom: int) -> bool:
    """Whether anything stands below a label: a heading of the whole table has nothing."""
    rows = range(bottom + 1, bottom + NEAR + 1)
    return any(not grid.at(row, label.first).blank for row in rows)


def _open(grid: Grid, labels: Iterable[Label], right: int) -> Iterator[Label]:
    """The labels not understood or guessed, as far as the table reaches without a blank column."""
    for label in labels:
        unknown = label.role is None or label.guessed
        if not unknown or label.cell.column > right + 1:
            continue
        right = max(right, grid.area(label.cell.row, label.cell.column).right)
        if not narrow(label.cell.text).replace(".", "").isdigit():
            yield label


def _labels(grid: Grid, words: Dictionary, top: int, bottom: int) -> Iterator[Label]:
    """The label of each column, the lowest that is understood."""
    shown = [cell for row in range(top, bottom + 1) for cell in grid.visible(row)]
    left = min(cell.column for cell in shown)
    right = max(grid.area(cell.row, cell.column).right for cell in shown)
    named = any(_names(words, cell) for cell in shown)
    previous: Cell | None = None
    for column in range(left, right + 1):
        stack = [grid.anchor(row, column) for row in range(bottom, top - 1, -1)]
        filled = [c for c in stack if not c.blank]
        if len(filled) == 1 and filled[0].row > top:
            filled += above_of(grid, filled[0])
        if len(filled) > 1 and words.role("indicators", filled[0].text, "plain"):
            cells = filled[1:]  # 名称 below 一级指标 says nothing of its own
        else:
            filled = _joined(words, filled) if len(filled) > 1 else filled
            cells = [c for c in filled if not _is_split(grid, words, c, bottom)]
        best = next((c for c in cells if role_of(words, c, named=named)), (*cells, None)[0])
        if best is None:
            continue
        if best is not previous:
            beside = grid.area(best.row, best.column).bottom > bottom  # along the whole table
            role = role_of(words, best, named=named or beside)
            yield Label(column, best, role or ("block" if beside else None))
        previous = best


def above_of(grid: Grid, cell: Cell) -> list[Cell]:
    """The heading that a lower one divides where it is not merged: the last one to the left in the
    row above.
    """
    left = [each for each in grid.visible(cell.row - 1) if each.column <= cell.column]
    return left[-1:]


def _joined(words: Dictionary, cells: list[Cell]) -> list[Cell]:
    """The headings of a column, what only divides the one above said together with it: 2021年 or
    调整后 below 指标值, 自评 below 得分.
    """
    said = joined(words, *cells[:2])
    return [cells[0]._replace(text=said), *cells[1:]] if said else cells


def joined(words: Dictionary, lower: Cell, above: Cell) -> str | None:
    """What a lower heading says together with the one above it, if it says nothing alone."""
    said = words.key(lower.text) + words.key(above.text)
    divides = not words.label(lower.text) and words.find("indicators", said)
    return said if divides or YEAR.fullmatch(narrow(lower.text)) else None


def _is_split(grid: Grid, words: Dictionary, cell: Cell, bottom: int) -> bool:
    """Whether a label heads narrower ones below it: 年度指标值 over 指标性质, 指标值, 度量单位."""
    area = grid.area(cell.row, cell.column)
    below = [c for row in range(area.bottom + 1, bottom + 1) for c in grid.row(row)]
    below = [c for c in below if area.left <= c.column <= area.right]
    return any(
        words.find("indicators", text)
        for c in below
        for text in (c.text, joined(words, c, cell) or "")
    )


def _names(words: Dictionary, cell: Cell) -> bool:
    """Whether a label names indicators beyond doubt: 三级指标."""
    found = words.find("indicators", cell.text)
    return "name" in found and "block" not in found


def role_of(words: Dictionary, cell: Cell, *, named: bool) -> str | None:
    """The role of a header cell; 绩效指标 is a name only where no 三级指标 stands beside it.

    Where each row names its project, the fields of the head are columns as well.
    """
    found = words.find("indicators", cell.text)
    if "block" in found:
        return "block" if named else next((r for r in found if r != "block"), "block")
    return found[0] if found else words.role("listing", cell.text)


def names_of(labels: Sequence[Cell], words: Dictionary) -> set[str]:
    """The roles that a row of labels plays in an indicator table."""
    known = [cell for cell in labels if words.meanings[cell.text].column]
    if not known:
        return set()
    named = any(_names(words, cell) for cell in known)
    roles = (role_of(words, cell, named=named) for cell in known)
    return {role for role in roles if role}
