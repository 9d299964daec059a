"""Funds with their sources across and 预算数, 执行数 down: each amount stands where both meet."""

from collections.abc import Iterator, Mapping

from perfcheck.form.grid import Cell
from perfcheck.form.labels import Dictionary
from perfcheck.form.numbers import read_number
from perfcheck.form.segment import Segment

WHOLE = ("rate", "points", "score")  # of the total, once for all its rows
Crossing = tuple[str, Cell, Cell]


def crossings(
    segment: Segment, words: Dictionary, rows: Mapping[str, int], left: int
) -> Iterator[Crossing]:
    """The amounts of sources, and the rate, points and score of the total, each with its role, its
    heading and its cell. `rows` are those of the labels of amounts by role, which stand in the
    column `left`; the headings stand in the row above them.
    """
    if len(rows) < 2:
        return
    top, grid = min(rows.values()), segment.grid
    for head in grid.row(top - 1):
        role = words.role("funds", head.text, "source_row", *WHOLE)
        if role is None or head.column <= left:
            continue
        for own, row in [(role, top)] if role in WHOLE else rows.items():
            value = grid.at(row, head.column)
            if read_number(value.text) is not None:
                yield own, head, value
