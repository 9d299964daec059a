"""Cells that only keep a place in an indicator table: 指标2：, ……, 无."""

import re
from collections.abc import Sequence

from perfcheck.form.columns import Columns
from perfcheck.form.grid import Cell
from perfcheck.form.labels import narrow
from perfcheck.form.memo import Memo
from perfcheck.form.numbers import placeholder
from perfcheck.form.segment import Segment, pick
from perfcheck.model.cells import State

PREFIX = re.compile(
    r"^[★☆▲●\s]*(?:(?:指标|目标)\s*[\dN一二三四五六七八九十]*\s*[:：、.．]\s*)?[★☆▲●]*"
)
FILLER = re.compile(r"(?:指标|目标)?[\dnN一二三四五六七八九十]*[:：、.]*|…+|\.{2,}")

COLUMNS = 3  # at least so many numbers are those of columns


def is_filler(cell: Cell) -> bool:
    """Whether a cell is blank or only keeps a place."""
    return FILLERS[cell.text] if cell.state is State.VALUE else cell.blank


def is_unfilled(cell: Cell) -> bool:
    """Whether a cell for a value holds none; a bare 100 is one, though no name."""
    return is_filler(cell) and not narrow(cell.text).isdecimal()


def numbers_columns(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers its columns: 1 | 2 | 3 | 4."""
    texts = [cell.text for cell in cells]
    return len(texts) >= COLUMNS and texts == [str(n) for n in range(1, len(texts) + 1)]


def _fills(text: str) -> bool:
    bare = narrow(text)
    return placeholder(PREFIX.sub("", bare)) or FILLER.fullmatch(bare) is not None


FILLERS = Memo(_fills)


def filled(segment: Segment, columns: Columns, top: int, bottom: int) -> int:
    """How many target cells between two rows are filled."""
    if "target" not in columns:
        return 0
    cells = (pick(segment, row, columns["target"]) for row, _ in segment.lines(top, bottom))
    return sum(not is_unfilled(cell) for cell in cells)
