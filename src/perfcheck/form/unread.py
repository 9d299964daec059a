"""What on a form looks like a field and was not understood, or only guessed.

A reading that passes over something in silence is worse than none: every such label is told.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import fields
from functools import cache
from itertools import islice, pairwise
from typing import cast, get_origin

from perfcheck.form.columns import Column, names_of
from perfcheck.form.fields import text_entry
from perfcheck.form.fundheads import divided
from perfcheck.form.goals import numbered_goals, unknown_headings
from perfcheck.form.grid import Cell
from perfcheck.form.head import head_values
from perfcheck.form.indicators import Table
from perfcheck.form.inferred import Label
from perfcheck.form.labels import Dictionary, narrow
from perfcheck.form.numbers import read_number
from perfcheck.form.segment import Segment, is_title
from perfcheck.model.cells import Entry
from perfcheck.model.form import Form, Text

READ = ("head", "funds", "goals", "foot")  # whose labels are read outside the tables
ANNEX = re.compile(r"附[件表录]|表[\d一二三四五六七八九十]")
LONGEST_LABEL = 16  # characters; what is longer is prose
MOST = 500  # labels of one part of a form that are told; what goes on is a list of its own


def unread(
    segment: Segment,
    words: Dictionary,
    form: Form,
    tables: Sequence[Table],
    guessed: Iterable[Column],
) -> tuple[Text, ...]:
    """The labels that were not understood; `label` is what one was taken for, if anything.

    `tables` are its indicator tables, `guessed` are columns of amounts whose headings are not
    known. What the form has read is no such label.
    """
    last = max((table.last for table in tables), default=segment.bottom)
    open_labels = any(header.unread for header in segment.headers)
    goals = {(c.row, c.column) for c in numbered_goals(segment, words)} if open_labels else set()
    found = [
        _entry(segment, label.cell, _taken_for(words, label))
        for header in segment.headers
        for label in header.unread
        if (label.cell.row, label.cell.column) not in goals
    ]
    found += [_entry(segment, cell) for cell in _beside_tables(segment, words)]
    found += [_entry(segment, column.label, _funds_for(words, column)) for column in guessed]
    found += [
        Entry(name.text, name.text, name.cell, name.state, "资金来源")
        for name in (line.name for line in form.budget.sources)
        if name.label != "资金来源" and name.value and not words.label(name.value)
    ]
    read = set(_cells(form))
    for _, cells in segment.lines(segment.top, segment.head_bottom):
        found += [
            _entry(segment, cell, words.title("goals", role) if role else "")
            for cell, role in unknown_headings(segment, words, cells)
        ]
    others = {cell.row: cell for cell in _tables(segment, words)}
    read |= {
        (r, c.column) for r in _under_tables(segment, words, others) for c in segment.grid.row(r)
    }
    for top, bottom in _outside(segment, tables, last):
        own = islice(_fields(segment, words, read, top, bottom), MOST)
        found += [_entry(segment, cell) for cell in own]
    found += [_entry(segment, cell) for cell in others.values()]
    passed = [own[0] for table in tables for own in table.passed if len(own) > 1]
    titles = {c.row for c in numbered_goals(segment, words)} if passed else set()
    found += [
        _entry(segment, cell) for cell in passed if _unknown(words, cell) and cell.row not in titles
    ]
    first = {entry.cell: entry for entry in reversed(found)}  # of two for one cell, the first
    return tuple({entry.cell: first[entry.cell] for entry in found}.values())


def _outside(segment: Segment, tables: Sequence[Table], last: int) -> Iterator[tuple[int, int]]:
    """The rows above, between and below the tables, the last of which ends with a row given."""
    yield segment.top, segment.head_bottom
    for table, following in zip(tables, segment.headers[1:], strict=False):
        yield max(table.last, table.total) + 1, following.top - 1
    yield last + 1, segment.bottom


def _beside_tables(segment: Segment, words: Dictionary) -> Iterator[Cell]:
    """What stands beside one of several tables and is not known: it may say of which year it is."""
    for header in segment.headers if len(segment.headers) > 1 else ():
        first = min(column.first for column in header.columns.values())
        for cell in segment.grid.row(header.top):
            if cell.column < first and _unknown(words, cell):
                yield cell


def _cells(form: Form) -> Iterator[tuple[int, int]]:
    """The places of all entries of a form."""
    budget = form.budget
    for part in (form, budget, budget.total, *budget.sources, *form.goals, *form.indicators):
        for name in _entries(cast("Hashable", type(part))):
            cell = getattr(part, name).cell
            if cell is not None:
                yield cell.row, cell.column


@cache
def _entries(part: Hashable) -> tuple[str, ...]:
    """The fields of a part of a form, given by its class, that are entries."""
    own = fields(cast("type[Form]", part))
    return tuple(each.name for each in own if get_origin(each.type) is Entry)


def _entry(segment: Segment, cell: Cell, label: str = "") -> Text:
    return text_entry(cell, segment.ref(cell), label)


def _taken_for(words: Dictionary, label: Label) -> str:
    return words.title("indicators", label.role) if label.role else ""


def _funds_for(words: Dictionary, column: Column) -> str:
    return words.title("funds", column.role) if column.role != "ignored" else ""


def _fields(
    segment: Segment, words: Dictionary, read: Container[tuple[int, int]], top: int, bottom: int
) -> Iterator[Cell]:
    """Unknown labels outside the tables: short words where a label is due, a value beside them.

    A row is taken as pairs of label and value, from left to right.
    """
    headings: dict[int, tuple[int, ...]] = {}
    for _, cells in segment.lines(top, bottom):
        if head_values(segment, words, cells):
            yield from (cell for cell in cells if _unknown(words, cell))
            continue
        if _divide(segment, words, cells):
            continue
        yield from _over_amounts(segment, words, cells)
        index = 0
        while index < len(cells) - 1:
            cell, value = cells[index : index + 2]
            label = _is_label(words, cell)
            known = _is_label(words, value) or is_title(cell.text, words)
            several = _of_rows(segment, cell, value)
            if known or several:
                unread = several and words.label(value.text) and not words.any(value.text, READ)
                if (
                    (unread or not known)
                    and (cell.row, cell.column) not in read
                    and _unknown(words, cell)
                ):
                    yield cell
                index += 1
                continue
            amount = cells[index + 2] if index + 2 < len(cells) else value
            if _of_block(words, cell) and read_number(amount.text) is not None:
                index += 1  # 项目资金 | 资金总额 | 200
                continue
            unknown = not label and (cell.row, cell.column) not in read and _like_label(words, cell)
            if unknown and not _under_heading(segment, words, cell, top, headings):
                yield cell
            index += 2


def _over_amounts(segment: Segment, words: Dictionary, cells: Sequence[Cell]) -> Iterator[Cell]:
    """Unknown headings above a number, among known headings above numbers."""
    over = [
        cell
        for cell in cells
        if read_number(cell.text) is None
        and read_number(segment.grid.at(_below(segment, cell), cell.column).text) is not None
    ]
    if any(words.find("funds", cell.text) for cell in over):
        yield from (cell for cell in over if _unknown(words, cell))


def _divide(segment: Segment, words: Dictionary, cells: Sequence[Cell]) -> bool:
    """Whether a row only divides the headings of amounts above it: 年初 below 预算数."""
    above = cells[0].row - 1
    return any(divided(segment, words, above, segment.grid.visible(above)))


def _below(segment: Segment, cell: Cell) -> int:
    return segment.grid.area(cell.row, cell.column).bottom + 1


def _of_rows(segment: Segment, cell: Cell, beside: Cell) -> bool:
    """Whether a cell stands beside several rows, of which the next cell is only one."""
    areas = [segment.grid.area(each.row, each.column) for each in (cell, beside)]
    return areas[0].bottom > areas[1].bottom


def _under_heading(
    segment: Segment,
    words: Dictionary,
    cell: Cell,
    top: int,
    headings: dict[int, tuple[int, ...]],
) -> bool:
    """Whether a cell is a value in a column below a known heading, from the row `top` on, or in a
    block whose own label reaches down to it.

    `headings` are the rows of the labels in each column, as far as somebody asked for them: below
    a form may stand a list of twenty thousand rows.
    """
    grid = segment.grid
    fields = any(words.label(c.text) for c in grid.row(cell.row))
    beside = (c for c in grid.visible(cell.row) if c.row < cell.row)
    if not fields and any(not words.label(c.text) for c in beside):
        return True
    column = cell.column
    if column not in headings:
        rows = (row for row, _ in segment.lines(top, segment.bottom))
        headings[column] = tuple(r for r in rows if words.label(grid.at(r, column).text))
    before = bisect_left(headings[column], grid.area(cell.row, column).top)
    if not before:
        return False
    above = grid.at(headings[column][before - 1], column)
    own = (c.text for c in grid.row(cell.row) if not words.find("funds", c.text))
    if any(words.any(text, ("head", "goals")) for text in own):
        return False  # a row of fields
    if any(is_title(first.text, words) for _, (first, *_) in segment.lines(above.row, cell.row)):
        return False  # another table has begun
    return not _of_block(words, above) and _is_heading(segment, words, above)


def _of_block(words: Dictionary, label: Cell) -> bool:
    """Whether a label stands beside the rows of a block: 项目资金."""
    return any(words.role(section, label.text, "block") for section in ("funds", "goals"))


def _is_heading(segment: Segment, words: Dictionary, label: Cell) -> bool:
    """Whether a label heads a column: another label as tall stands right beside it."""
    pairs = pairwise(segment.grid.row(label.row))
    return any(
        label in pair
        and all(words.label(cell.text) for cell in pair)
        and len({segment.grid.area(cell.row, cell.column).bottom for cell in pair}) == 1
        for pair in pairs
    )


def _is_label(words: Dictionary, cell: Cell) -> bool:
    """A known label, alone or with its value behind a colon."""
    return words.label(cell.text) or words.label(cell.text.replace("：", ":").partition(":")[0])


def _unknown(words: Dictionary, cell: Cell) -> bool:
    return not _is_label(words, cell) and _like_label(words, cell)


def _like_label(words: Dictionary, cell: Cell) -> bool:
    bare = narrow(cell.text)
    if ANNEX.match(bare) or words.alike("note", cell.text):
        return False  # 附件4 | 表3; 区扶贫办审核意见
    return (
        isinstance(cell.raw, str)
        and ":" not in bare.rstrip(":")
        and 2 <= len(bare) <= LONGEST_LABEL
        and bare[0] > "\u2e80"
        and read_number(bare) is None
    )


def _tables(segment: Segment, words: Dictionary) -> Iterator[Cell]:
    """Headings of tables with points and scores that are not indicators with a target."""
    heads = {row for header in segment.headers for row in range(header.top, header.bottom + 1)}
    for row, cells in segment.lines(segment.top, segment.head_bottom):
        roles = names_of(cells, words)
        if row not in heads and {"points", "score"} <= roles and not _of_funds(cells, words):
            yield cells[0]


def _under_tables(segment: Segment, words: Dictionary, heads: Iterable[int]) -> Iterator[int]:
    """The rows of such tables, each down to the next label that is known."""
    for head in heads:
        for row, cells in segment.lines(head + 1, segment.head_bottom):
            if words.label(cells[0].text):
                break
            yield row


def _of_funds(cells: tuple[Cell, ...], words: Dictionary) -> bool:
    amounts = ("original_budget", "adjusted_budget", "executed", "rate")
    return any(words.role("funds", cell.text, *amounts) for cell in cells)
