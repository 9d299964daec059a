"""Funds where each amount stands beside its own label: 年度资金总额 | 300; 预算数 | 30."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from perfcheck.form.amounts import (
    WAN_YUAN,
    YUAN,
    judged,
    looks_like_yuan,
    unit_of,
)
from perfcheck.form.crossed import crossings
from perfcheck.form.fields import money_entry, points_entry, rate_entry, text_entry
from perfcheck.form.fundheads import MONEY, of_another_year
from perfcheck.form.grid import Cell
from perfcheck.form.head import beside, parted
from perfcheck.form.labels import Dictionary, amount_unit_in, narrow, points_in
from perfcheck.form.layout import Amounts
from perfcheck.form.numbers import read_number
from perfcheck.form.segment import Segment
from perfcheck.model.cells import Entry, State
from perfcheck.model.form import NO_NUMBER, Budget, FundLine, Number

REST = ("rate", "points", "score")
ROLES = (*MONEY, *REST, "total_row", "source_row")
PART = "其中"
SPENT = re.compile("使用|支出|执行")
ITEM = re.compile(r"\(?[一二三四五六七八九十]+[、)]")  # numbered like the blocks of a form
LONGEST = 20  # characters of the name of a source


@dataclass(frozen=True, slots=True)
class Pair:
    """A label of the funds, and the cell with its value; `label` may be a part of that cell."""

    role: str
    label: Cell
    value: Cell

    @property
    def name(self) -> str:
        """The label without its line breaks."""
        return "".join(self.label.text.split())


def read_declared(
    segment: Segment,
    words: Dictionary,
    default_unit: str | None,
    limits: Amounts,
    year: int | None,
) -> Budget:
    """The budget of the year; amounts of several years (中期资金总额) are left alone."""
    found = tuple(_pairs(segment, words))
    stated = unit_of(segment, words, _left_of(segment, words, found), segment.head_bottom)
    unit = stated or default_unit or WAN_YUAN
    pairs = tuple(p for p in found if not of_another_year(p.label.text, year))
    budget = _budget(segment, words, pairs, unit)
    if not stated and looks_like_yuan(budget.total, limits.yuan_from):
        budget = replace(_budget(segment, words, pairs, YUAN), unit=YUAN)
    return replace(judged(budget, stated, limits), points=_points(segment, words))


def _budget(segment: Segment, words: Dictionary, pairs: tuple[Pair, ...], unit: str) -> Budget:
    main = _main(segment, words, pairs)
    if not main:
        return Budget(unit=unit)
    total = FundLine()
    for pair in main:
        total = _with(segment, words, total, pair, pair.role, unit)
    if named := next((pair for pair in main if pair.role == "total_row"), None):
        total = replace(total, name=_name(segment, named))
    lines = {line.name.text: line for line in _sources(segment, words, pairs, main, unit)}
    rows = {pair.role: pair.label.row for pair in main if pair.role in MONEY}
    left = max((pair.label.column for pair in main if pair.role in MONEY), default=0)
    for role, label, value in crossings(segment, words, rows, left):
        pair = Pair(role, label, value)
        if role in REST:
            total = _with(segment, words, total, pair, role, unit)
        else:
            line = lines.get(label.text) or FundLine(name=_name(segment, pair))
            lines[label.text] = _with(segment, words, line, pair, role, unit)
    return Budget(total=total, sources=tuple(lines.values()), unit=unit)


def _pairs(segment: Segment, words: Dictionary) -> Iterator[Pair]:
    """The labels of funds in the head, each with what stands behind, beside or below it."""
    for _, cells in segment.lines(segment.top, segment.head_bottom):
        for cell in cells:
            if inside_pairs := tuple(_inside(words, cell)):
                yield from inside_pairs
                continue
            label, inside = parted(cell)
            role = words.role("funds", label.text, *ROLES)
            alike = None if role or words.label(label.text) else words.alike("funds", label.text)
            if role is None and alike not in MONEY:
                continue
            value = beside(segment, words, cell) if inside is None else inside
            if inside is None and parted(value)[1] is not None:
                continue  # the heading of amounts that stand behind their labels
            if read_number(value.text) is None:  # labels in one row, amounts in the next
                rows = (cell.row + 1, cell.row + 2)
                below = [segment.grid.at(row, cell.column) for row in rows]
                value = next((c for c in below if read_number(c.text) is not None), value)
            if role is None and read_number(value.text) is None:
                continue
            yield Pair(_spent(segment, words, cell) or role or alike or "", label, value)


def _left_of(segment: Segment, words: Dictionary, pairs: Sequence[Pair]) -> Iterator[Cell]:
    """What stands left of the totals; its unit, 资金情况（万元）, goes before that of the form."""
    for pair in pairs:
        if words.role("funds", pair.label.text, "total_row", *MONEY):
            cells = segment.grid.visible(pair.label.row)
            yield from (cell for cell in cells if cell.column <= pair.label.column)


def _spent(segment: Segment, words: Dictionary, label: Cell) -> str | None:
    """What stands beside a second block in the same rows was spent: 资金使用情况 | 合计 | 109.8; so
    are the sources in a row that begins with what was spent: 实际支出 | 69 | 财政拨款 | 69.
    """
    if not words.role("funds", label.text, "total_row", "source_row"):
        return None
    left = [c for c in segment.grid.visible(label.row) if c.column < label.column]
    own = (c for c in left if not words.role("funds", c.text, "block"))
    amounts = (words.role("funds", c.text, "total_row", *MONEY) for c in own)
    if next((role for role in amounts if role), "") == "executed":
        return "executed"
    blocks = [c for c in left if words.role("funds", c.text, "block")]
    return "executed" if len(blocks) > 1 and SPENT.search(blocks[-1].text) else None


def _inside(words: Dictionary, cell: Cell) -> Iterator[Pair]:
    """The lines of a cell that begins with a total: 资金总额：250, then 一、预算资金：250."""
    lines = cell.text.splitlines() if "\n" in cell.text else []
    parts = [parted(Cell(cell.row, cell.column, line, line, State.VALUE)) for line in lines]
    filled = [(label, value) for label, value in parts if value is not None]
    if len(filled) < 2 or not words.role("funds", filled[0][0].text, "total_row"):
        return
    for index, (label, value) in enumerate(filled):
        yield Pair("source_row" if index else "total_row", label, value)


def _main(segment: Segment, words: Dictionary, pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """The pairs that make up the total: 预算数 and 执行数 with numbers beside them, else the label
    of the year's total; 年度资金总额 goes before 项目资金总额 of several years.
    """
    money = [p for p in pairs if p.role in MONEY and read_number(p.value.text) is not None]
    money = [p for p in money if not words.role("funds", p.label.text, "source_row")]
    totals = [p for p in pairs if words.role("funds", p.label.text, "total_row")]
    totals = [p for p in totals if p.role != "executed"]
    if money and (len({p.role for p in money}) > 1 or not totals):
        if {p.role for p in money} == {"adjusted_budget"}:  # nothing spent yet, nothing adjusted
            money = [replace(p, role="original_budget") for p in money]
        first = min(p.label.row for p in money)
        last = _end(segment, words, first)
        rest = [p for p in pairs if p.role in REST and first <= p.label.row < last]
        return tuple({p.role: p for p in reversed([*money, *rest])}.values())
    best = min(totals, key=lambda p: _order(words, p), default=None)
    if best and _order(words, best)[0]:  # the heading of a block, its first row is the total
        value = beside(segment, words, best.value)
        if read_number(value.text) is not None and not words.label(best.value.text):
            paid = (pair for pair in money if pair.role == "executed")
            return (Pair("total_row", best.value, value), *paid)
    if best is None:
        return ()
    end, column = _end(segment, words, best.label.row), best.label.column
    below = [p for p in pairs if best.label.row <= p.label.row < end]
    near = [p for p in below if p.label.row == best.label.row or p.label.column == column]
    spent = [p for p in near if p in money and p.role == "executed"]
    rates = [p for p in near if p.role == "rate"]
    return (replace(best, role="total_row"), *spent[:1], *rates[:1])


def _order(words: Dictionary, pair: Pair) -> tuple[bool, bool, int]:
    """Which label of a total goes first: no heading of something else, no part, the plainest."""
    heading = not pair.value.blank and read_number(pair.value.text) is None
    part = PART in narrow(pair.label.text)
    return heading, part, words.rank("funds", "total_row", pair.label.text)


def _sources(
    segment: Segment,
    words: Dictionary,
    pairs: tuple[Pair, ...],
    main: tuple[Pair, ...],
    unit: str,
) -> tuple[FundLine, ...]:
    """The sources below the labels of the total and beside them, not those below the total of
    several years; one line for each name.
    """
    first = min(pair.label.row for pair in main)
    end = _end(segment, words, first)
    roles = ("source_row", "executed")
    own = [p for p in pairs if p.role in roles and p not in main and first <= p.label.row < end]
    own = [p for p in own if words.role("funds", p.label.text, "source_row")]
    over = sorted(main, key=lambda pair: (pair.role not in REST, pair.role != "executed"))
    heads = {pair.label.column: pair.role for pair in over}  # of two in a column, the last
    others = set(_other_years(segment, words, first, end)) - heads.keys()
    columns = {p.label.column for p in (*own, *main) if p.role not in REST} - others
    own += _unnamed(segment, words, columns, first + 1, end)
    own.sort(key=lambda pair: (pair.label.row, pair.label.column))
    lines: dict[str, FundLine] = {}
    for pair in (pair for pair in own if pair.label.column not in others):
        role = heads.get(pair.label.column, main[0 if main[0].role == "total_row" else -1].role)
        role = "executed" if pair.role == "executed" else role
        line = lines.get(pair.name) or FundLine(name=_name(segment, pair))
        lines[pair.name] = _with(segment, words, line, pair, role, unit)
    return tuple(lines.values())


def _unnamed(
    segment: Segment, words: Dictionary, columns: Container[int], top: int, end: int
) -> Iterator[Pair]:
    """Sources under names that nobody has seen, in the column of those that are known."""
    for _, cells in segment.lines(top, end - 1):
        if any(words.role("funds", cell.text, *REST) for cell in cells):
            continue
        for cell in cells:
            if cell.column not in columns or words.label(cell.text) or len(cell.text) > LONGEST:
                continue
            value = beside(segment, words, cell)
            if read_number(cell.text) is None and read_number(value.text) is not None:
                yield Pair("source_row", cell, value)


def _other_years(segment: Segment, words: Dictionary, top: int, end: int) -> Iterator[int]:
    """The columns that another total heads: 中期资金总额, 项目资金总额."""
    for _, cells in segment.lines(top, end - 1):
        for cell in cells:
            other = words.role("funds", cell.text, "ignored_row", "total_row", "ignored")
            if other and PART not in narrow(cell.text):
                yield cell.column


def _end(segment: Segment, words: Dictionary, first: int) -> int:
    """The row where the next block begins."""
    for row, cells in segment.lines(first + 1, segment.head_bottom):
        source = words.role("funds", cells[0].text, "source_row")  # 其他 heads a column as well
        if not source and words.any(cells[0].text, ("head", "goals", "indicators")):
            return row
        area = segment.grid.area(row, cells[0].column)
        whole = area.right >= segment.right > area.left
        if len(cells) == 1 and (whole or ITEM.match(narrow(cells[0].text))):
            return row  # 二、项目支出明细情况
    return segment.head_bottom + 1


def _name(segment: Segment, pair: Pair) -> Entry[str]:
    label = pair.label
    return text_entry(label, segment.ref(label), pair.name)


def _with(
    segment: Segment, words: Dictionary, line: FundLine, pair: Pair, role: str, unit: str
) -> FundLine:
    """The line with one more figure; the label of a total or a source names a budget."""
    ref = segment.ref(pair.value)
    if role == "rate":
        return replace(line, rate=rate_entry(pair.value, ref, None, pair.name))
    if role == "points":
        return replace(line, points=points_entry(pair.value, ref, pair.name))
    if role == "score":
        return replace(line, score=points_entry(pair.value, ref, pair.name))
    money = money_entry(pair.value, ref, amount_unit_in(pair.name) or unit, pair.name)
    if role == "executed":
        return replace(line, executed=money)
    if role == "adjusted_budget":
        return replace(line, adjusted_budget=money)
    return replace(line, original_budget=money)


def _points(segment: Segment, words: Dictionary) -> Number:
    """The points of budget execution beside or in the heading of the funds: 预算执行 | 10分."""
    for _, cells in segment.lines(segment.top, segment.head_bottom):
        for cell in cells:
            if not words.role("funds", cell.text, "block"):
                continue
            for place in (cell, beside(segment, words, cell)):
                points = points_in(place.text)
                if points is not None:
                    ref = segment.ref(place)
                    return Entry(points, place.text, ref, State.VALUE, "".join(cell.text.split()))
    return NO_NUMBER
