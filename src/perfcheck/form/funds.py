"""The funds block: 年度资金总额 and its sources, under headings in any order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from perfcheck.form.amounts import (
    WAN_YUAN,
    YUAN,
    judged,
    looks_like_yuan,
    unit_of,
)
from perfcheck.form.columns import Column
from perfcheck.form.declared import read_declared
from perfcheck.form.fields import money_entry, points_entry, rate_entry, text_entry
from perfcheck.form.fundheads import LEFT, MONEY, Heads, read_heads
from perfcheck.form.grid import Cell
from perfcheck.form.labels import Dictionary, amount_unit_in, points_in
from perfcheck.form.layout import Layout
from perfcheck.form.numbers import read_number
from perfcheck.form.segment import Segment, pick
from perfcheck.model.cells import Entry, State
from perfcheck.model.form import NO_NUMBER, NO_TEXT, Budget, FundLine, Number, Text

HEADED = (*MONEY, LEFT)
GOALS = ("expected", "achieved")
COLON = re.compile("[:：]")
LONGEST_NAME = 40
NUMBERED = 3  # more numbers that follow each other are those of columns


def read_budget(
    segment: Segment, layout: Layout, year: int | None, default: str | None = None
) -> tuple[Budget, tuple[Column, ...]]:
    """The funds block of a form, an empty budget where it has none; the columns whose headings
    are not known, with what they were taken for. `default` is the unit where the form names none.
    """
    default = default or layout.unit
    block = _find(segment, layout, year)
    if block is None:
        return read_declared(segment, layout.words, default, layout.amounts, year), ()
    labels = [column.label for column in block.columns.values()]
    stated = unit_of(segment, layout.words, block.before[:1] + labels, block.row)
    unit = stated or default or WAN_YUAN
    budget = block.budget(unit)
    if not stated and looks_like_yuan(budget.total, layout.amounts.yuan_from):
        budget = block.budget(YUAN)
    return judged(budget, stated, layout.amounts), (*block.heads.guessed, *block.heads.unknown)


def amounts_below(segment: Segment, words: Dictionary, last: int) -> int:
    """The row of headings of amounts below the tables, whose last row is given; 0 for none."""
    for row, cells in segment.lines(last + 1, segment.bottom):
        if len([c for c in cells if words.role("funds", c.text, *MONEY)]) > 1:
            return row
    return 0


@dataclass(frozen=True, slots=True)
class FundsBlock:
    """The funds block with its header row; `before` are the labels left of the columns.

    `across` are columns that each hold the amount of one source, where the sources stand side by
    side.
    """

    segment: Segment
    layout: Layout
    heads: Heads
    before: list[Cell]
    across: tuple[Column, ...] = ()

    @property
    def row(self) -> int:
        """The last row of headings."""
        return self.heads.bottom

    @property
    def columns(self) -> Mapping[str, Column]:
        """The columns by role."""
        return self.heads.columns

    def budget(self, unit: str) -> Budget:
        """Everything in the block, amounts in 万元 from the given unit."""
        rows = list(self._rows())
        total_row = self._total_row(rows)
        lines = {row: self._line(row, name, unit) for row, name in rows}
        return Budget(
            total=lines.get(total_row, FundLine()),
            sources=(
                *self._across(total_row, unit),
                *(line for row, line in lines.items() if row != total_row),
            ),
            unit=unit,
            points=self._heading_points(),
        )

    @property
    def _first_figure(self) -> int:
        money = [column for role, column in self.columns.items() if role in MONEY]
        others = (*self.across, *self.heads.unknown, *self.heads.past)
        return min(column.first for column in (*money, *others))

    def _rows(self) -> Iterator[tuple[int, Cell]]:
        """The rows of the block, each with the cell that names it, down to the next block; a name
        that is not known, without an amount, belongs to it if another row of it follows.
        """
        words, first = self.layout.words, self._first_figure
        open_rows: list[tuple[int, Cell]] = []
        for row, cells in self.segment.lines(self.row + 1, self.segment.head_bottom):
            left = [c for c in cells if c.column < first]
            left = [c for c in left if read_number(c.text) is None] or left  # a column of 行次
            label = COLON.split(cells[0].text, maxsplit=1)[0]  # 年度目标：……
            labels = (label, *(c.text for c in left))
            if words.role("funds", label, "numbering") or _numbers_columns(cells):
                continue
            if any(words.role("funds", c.text, *HEADED) for c in cells if c.column >= first):
                return  # the headings of another table
            if any(words.role("goals", c.text, *GOALS) for c in cells if c.column >= first):
                return
            if words.role("head", label) or any(
                words.any(label, ("goals", "indicators")) for label in labels
            ):
                return
            if not left and not any(c.column >= first for c in cells):
                continue
            name = left[-1] if left else Cell(row, max(first - 1, 1))
            if left and not self._fund_like(row, name):
                if open_rows or len(name.text) > LONGEST_NAME:
                    return
                open_rows = [(row, name)]
                continue
            yield from open_rows
            yield row, name
            open_rows = []

    def _fund_like(self, row: int, name: Cell) -> bool:
        """A known source of funds, or anything short with an amount beside it."""
        known = ("total_row", "source_row", "ignored_row")
        if self.layout.words.role("funds", name.text, *known):
            return True
        cells = (self._cell(role, row) for role in MONEY if role in self.columns)
        return len(name.text) <= LONGEST_NAME and any(read_number(cell.text) for cell in cells)

    def _total_row(self, rows: Sequence[tuple[int, Cell]]) -> int:
        words = self.layout.words
        for row, name in rows:
            if words.role("funds", name.text, "total_row"):
                return row
        first, name = rows[0] if rows else (0, Cell(0, 0))
        is_source = "其中" in name.text or words.role("funds", name.text, "source_row")
        return 0 if is_source else first

    def _line(self, row: int, name: Cell, unit: str) -> FundLine:
        line = FundLine(
            name=text_entry(name, self.segment.ref(name), "资金来源"),
            original_budget=self._money("original_budget", row, unit),
            adjusted_budget=self._money("adjusted_budget", row, unit),
            executed=self._money("executed", row, unit),
            points=self._number("points", row),
            score=self._number("score", row),
            deviation_reason=self._reason(row),
        )
        return replace(line, rate=self._rate(row, line))

    def _across(self, row: int, unit: str) -> Iterator[FundLine]:
        """The sources that stand side by side in the row of the total."""
        for column in self.across if row else ():
            cell, own = pick(self.segment, row, column), amount_unit_in(column.name) or unit
            name, at = column.label, self.segment.grid.ref
            yield FundLine(
                name=text_entry(name, at(name.row, name.column), "资金来源"),
                adjusted_budget=money_entry(cell, at(cell.row, cell.column), own, column.name),
            )

    def _cell(self, role: str, row: int) -> Cell:
        return pick(self.segment, row, self.columns[role])

    def _money(self, role: str, row: int, unit: str) -> Number:
        if role not in self.columns:
            return NO_NUMBER
        cell, label = self._cell(role, row), self.columns[role].name
        own = amount_unit_in(label) or unit
        return money_entry(cell, self.segment.ref(cell), own, label)

    def _number(self, role: str, row: int) -> Number:
        if role not in self.columns:
            return NO_NUMBER
        cell = self._cell(role, row)
        ref = self.segment.ref(cell)
        return points_entry(cell, ref, self.columns[role].name)

    def _reason(self, row: int) -> Text:
        if "deviation_reason" not in self.columns:
            return NO_TEXT
        cell = self._cell("deviation_reason", row)
        ref = self.segment.ref(cell)
        return text_entry(cell, ref, self.columns["deviation_reason"].name)

    def _rate(self, row: int, line: FundLine) -> Number:
        if "rate" not in self.columns:
            return NO_NUMBER
        cell = self._cell("rate", row)
        ref = self.segment.ref(cell)
        return rate_entry(cell, ref, _expected(line), self.columns["rate"].name)

    def _heading_points(self) -> Number:
        """The points in a heading: 预算执行情况(万元)(20分), 得分（20分*执行率）."""
        labels = self.before[:1]
        labels += [self.columns[r].label for r in ("score", "rate", "points") if r in self.columns]
        for label in labels:
            points = points_in(label.text)
            if points is not None:
                ref = self.segment.ref(label)
                return Entry(points, label.text, ref, State.VALUE, "".join(label.text.split()))
        return NO_NUMBER


def _numbers_columns(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers its columns: 列次 | 0 | 1 | 2 | 3."""
    numbers = [int(cell.text) for cell in cells if cell.text.isdecimal()]
    return len(numbers) > NUMBERED and all(b - a == 1 for a, b in pairwise(numbers))


def _find(segment: Segment, layout: Layout, year: int | None) -> FundsBlock | None:
    """The first row that heads at least two amounts: 预算数 | 执行数; a second row of headings may
    stand below it.
    """
    for row, _ in segment.lines(segment.top, segment.head_bottom):
        cells = [c for c in segment.grid.visible(row) if c.column <= segment.right]
        heads = read_heads(segment, layout.words, row, cells, year)
        columns = heads.columns
        if heads.complete and not _beside_numbers(cells, columns):
            across = tuple(_sources_across(segment, layout, cells))
            first = min(column.first for column in (*columns.values(), *across))
            before = [c for c in cells if c.column < first]
            return FundsBlock(segment, layout, heads, before, across)
    return None


def _beside_numbers(cells: Sequence[Cell], columns: Mapping[str, Column]) -> bool:
    """Whether the labels stand beside their amounts instead: 预算数 | 30 | 执行数 | 28."""
    money = {column.first for role, column in columns.items() if role in MONEY}
    return any(
        cell.column in money and read_number(following.text) is not None
        for cell, following in pairwise(cells)
    )


def _sources_across(segment: Segment, layout: Layout, cells: Sequence[Cell]) -> Iterator[Column]:
    for cell in cells:
        if layout.words.role("funds", cell.text, "source_column"):
            right = segment.grid.area(cell.row, cell.column).right
            yield Column("source_column", cell, cell.column, right)


def _expected(line: FundLine) -> Decimal | None:
    base, executed = line.base.value, line.executed.value
    return executed / base if base and executed is not None else None
