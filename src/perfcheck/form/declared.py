"""The funds of a declaration: 年度资金总额 and its sources, each with one amount beside it."""

from collections.abc import Iterator

from perfcheck.form.amounts import WAN_YUAN, unit_of
from perfcheck.form.fields import money_entry, text_entry
from perfcheck.form.grid import Cell
from perfcheck.form.head import beside
from perfcheck.form.labels import Dictionary
from perfcheck.form.segment import Segment
from perfcheck.model.form import Budget, FundLine


def read_declared(segment: Segment, words: Dictionary, default_unit: str | None) -> Budget:
    """The budget of the year; amounts of several years (中期资金总额) are left alone."""
    stated = unit_of(segment, words, (), segment.head_bottom)
    unit = stated or default_unit or WAN_YUAN
    total = _total(segment, words)
    if total is None:
        return Budget(unit=unit, unit_stated=stated is not None)
    return Budget(
        total=_line(segment, words, total, unit),
        sources=tuple(
            _line(segment, words, cell, unit) for cell in _sources(segment, words, total)
        ),
        unit=unit,
        unit_stated=stated is not None,
    )


def _total(segment: Segment, words: Dictionary) -> Cell | None:
    """The label of the year's total: 年度资金总额 goes before 项目资金总额 of several years."""
    labels = [
        cell
        for _, cells in segment.lines(segment.top, segment.head_bottom)
        for cell in cells
        if words.role("funds", cell.text, "total_row")
    ]
    return min(labels, key=lambda cell: words.rank("funds", "total_row", cell.text), default=None)


def _sources(segment: Segment, words: Dictionary, total: Cell) -> Iterator[Cell]:
    for row, cells in segment.lines(total.row + 1, segment.head_bottom):
        named = [c for c in cells if c.column == total.column]
        if not named or not words.role("funds", named[0].text, "source_row"):
            if named and row > total.row + 1:
                return
            continue
        yield named[0]


def _line(segment: Segment, words: Dictionary, label: Cell, unit: str) -> FundLine:
    value = beside(segment, words, label)
    if value.blank:  # labels in one row, amounts in the next
        under = segment.grid.at(label.row + 1, label.column)
        value = under if not under.blank and not words.find("funds", under.text) else value
    ref = segment.grid.ref(value.row, value.column)
    name = "".join(label.text.split())
    return FundLine(
        name=text_entry(label, segment.grid.ref(label.row, label.column), name),
        original_budget=money_entry(value, ref, unit, name),
    )
