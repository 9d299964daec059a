"""Headings of the funds block: one row of them, or two where 预算数 stands over 年初 and 调整后."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from perfcheck.form.columns import Column
from perfcheck.form.grid import Cell
from perfcheck.form.head import parted
from perfcheck.form.labels import Dictionary, narrow, unnumbered, year_named
from perfcheck.form.numbers import read_amount, read_number
from perfcheck.form.segment import Segment, pick

MONEY = ("original_budget", "adjusted_budget", "executed")
COLUMNS = (*MONEY, "rate", "points", "score", "deviation_reason", "name")
BESIDE = ("rate", "points", "score")
FIRST, ADJUSTED = "original_budget", "adjusted_budget"
LEFT = "ignored"
GUESSED = 1000  # any known spelling goes before a guess


@dataclass(frozen=True, slots=True)
class Heads:
    """The headings of a funds block down to the row `bottom`, and the columns by role.

    `guessed` are the headings that are not known, whose words told the role; `unknown` those that
    say nothing, with figures below; `past`: others that are known and not read have figures.
    """

    bottom: int
    columns: dict[str, Column]
    guessed: tuple[Column, ...] = ()
    unknown: tuple[Column, ...] = ()
    past: tuple[Column, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether they head amounts: two at least, or one beside a rate or points and figures that
        nobody can place.
        """
        money = [role for role in MONEY if role in self.columns]
        others = self.unknown and not self.columns.keys().isdisjoint(BESIDE)
        return len(money) > 1 or bool(money and (others or self.past))


def read_heads(
    segment: Segment, words: Dictionary, row: int, cells: Sequence[Cell], year: int | None
) -> Heads:
    """The columns under a row of headings, its cells given, and under the row below it if that
    divides them further. Columns of another year than the form's are left alone.
    """
    columns, guessed = _columns(segment, words, cells, year)
    if columns.keys().isdisjoint(MONEY):
        return Heads(row, columns)
    lower = list(divided(segment, words, row, cells))
    if lower:
        row, cells = row + 1, lower
        columns, guessed = _columns(segment, words, cells, year)
    tall = [
        segment.grid.area(c.label.row, c.label.column) for r, c in columns.items() if r in MONEY
    ]
    bottom = max((row, *(area.bottom for area in tall)))
    read = [column.label for column in columns.values()]
    unknown = tuple(_unknown(segment, words, bottom, cells, read))
    past = () if lower else tuple(_other_figures(segment, words, bottom, cells))
    return Heads(row, columns, guessed, unknown, past)


def _other_figures(
    segment: Segment, words: Dictionary, row: int, cells: Sequence[Cell]
) -> Iterator[Column]:
    """The headings that are known and not read, as 上年度预算安排, with figures right below."""
    for cell in cells:
        if words.role("funds", cell.text, *COLUMNS, LEFT) == LEFT:
            below = (segment.grid.at(line, cell.column) for line in (row + 1, row + 2))
            if any(read_number(value.text) for value in below):
                yield Column(LEFT, cell, cell.column, segment.grid.area(row, cell.column).right)


def _unknown(
    segment: Segment, words: Dictionary, row: int, cells: Sequence[Cell], read: Sequence[Cell]
) -> Iterator[Column]:
    """The headings that are not known, and not read by their words, with figures right below;
    right of those that are known, with anything below.
    """
    first = min((cell.column for cell in read), default=0)
    for index, cell in enumerate(cells):
        area = segment.grid.area(cell.row, cell.column)
        if area.bottom > row or words.label(cell.text) or cell in read:
            continue
        following = cells[index + 1].column - 1 if index + 1 < len(cells) else area.right
        column = Column("ignored", cell, cell.column, following)
        below = [pick(segment, line, column) for line in (row + 1, row + 2)]
        figures = any(read_number(value.text) or read_amount(value.text) for value in below)
        if figures or (cell.column > first and any(not value.blank for value in below)):
            yield column


def of_another_year(text: str, year: int | None) -> bool:
    """Whether a heading is about a year that is not the form's: 2020年实际执行数."""
    named = year_named(text) if year else None
    return named is not None and named != year


def divided(segment: Segment, words: Dictionary, row: int, cells: Sequence[Cell]) -> Iterator[Cell]:
    """The headings with those of the next row in their places; none where that holds no heading.

    A lower heading is read as people say both: 年初 below 预算数 is 年初预算数.
    """
    below = [c for c in segment.grid.row(row + 1) if c.column <= segment.right]
    own = [(c, next((u for u in reversed(cells) if u.column <= c.column), None)) for c in below]
    named: dict[int, str] = {}
    for cell, over in own:
        said = _said(words, cell, over) if over is not None else None
        if not said:
            return
        named[id(cell)] = said
    if not named:
        return
    for upper in cells:
        under = [c for c, above in own if above is upper]
        yield from (c._replace(text=named[id(c)]) for c in under)
        if not under:
            yield upper


def _said(words: Dictionary, cell: Cell, upper: Cell) -> str | None:
    """What a lower heading says together with the one above it, None where it is no heading."""
    if read_number(cell.text) is not None or upper.row > cell.row:
        return None
    over = words.role("funds", upper.text, *COLUMNS, "ignored") or words.alike("funds", upper.text)
    if over and words.role("indicators", cell.text, "plain"):
        return upper.text  # 金额 below 执行数
    low, high = (unnumbered(narrow(each.text)) for each in (cell, upper))
    for text in (cell.text, low + high, high + low):
        if words.role("funds", text, *COLUMNS, "ignored"):
            return text
    return low + high if over and words.alike("funds", low + high) else None


def _columns(
    segment: Segment, words: Dictionary, cells: Sequence[Cell], year: int | None
) -> tuple[dict[str, Column], tuple[Column, ...]]:
    """The columns by role; of two for one role, the one with the preferred spelling.

    A label that is not known plays the role that its words tell, if no other does.
    """
    columns: dict[str, Column] = {}
    ranks: dict[str, int] = {}
    for index, cell in enumerate(cells):
        if parted(cell)[1] is not None:
            continue  # the amount stands in the cell itself: 年初预算数：150
        role, rank = words.role("funds", cell.text, *COLUMNS), 0
        if role is None:
            role = None if words.label(cell.text) else words.alike("funds", cell.text)
            rank = GUESSED
        if role is None or of_another_year(cell.text, year):
            continue
        following = cells[index + 1].column - 1 if index + 1 < len(cells) else 0
        last = following or segment.grid.area(cell.row, cell.column).right
        rank = rank or words.rank("funds", role, cell.text)
        known = columns.get(role)
        if known is None or rank < ranks[role]:
            columns[role], ranks[role] = Column(role, cell, cell.column, last), rank
        if known and role == ADJUSTED and columns[role] is not known:
            columns.setdefault(FIRST, replace(known, role=FIRST))  # 预算数 | 调整后预算数
    guessed = (columns[role] for role, rank in ranks.items() if rank == GUESSED)
    return columns, tuple(guessed)
