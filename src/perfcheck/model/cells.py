"""Where a value stands, and a value that remembers where it stood."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar

from perfcheck.model.members import plain_members

T = TypeVar("T")


@lru_cache(maxsize=256)
def column_letters(column: int) -> str:
    """Spell a 1-based column number as Excel does: 1 is A, 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """One cell of a submitted workbook; row and column count from 1, as Excel shows them."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """The cell without its sheet: G6."""
        return f"{column_letters(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address}"


@dataclass(frozen=True, slots=True)
class Unseen:
    """Rows and columns of a sheet that hold something and are hidden."""

    sheet: str
    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


@plain_members
class State(StrEnum):
    """What was found in a cell; blank, error and not calculated are three different things."""

    VALUE = "value"
    BLANK = "blank"
    UNREADABLE = "unreadable"  # something is typed, but not what the field asks for
    ERROR = "error"  # an Excel error: #DIV/0!
    UNCALCULATED = "uncalculated"  # a formula whose result was never stored


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """A field of a form: its typed value, its raw text, and the cell it came from.

    `value` is None unless `state` is VALUE. `cell` is None where the form has no place for the
    field at all. `label` is the form's own heading of the field (全年执行数). `quantum` is the
    weight of the last digit typed, in the scale of `value`: 71.56% read as 0.7156 has 0.0001.
    """

    value: T | None = None
    text: str = ""
    cell: CellRef | None = None
    state: State = State.BLANK
    label: str = ""
    quantum: Decimal | None = None

    @property
    def blank(self) -> bool:
        """Nothing was typed."""
        return self.state is State.BLANK

    @property
    def absent(self) -> bool:
        """The form has no cell for this field."""
        return self.cell is None

    @property
    def unreadable(self) -> bool:
        """Something stands there that the field cannot mean."""
        return self.state is not State.VALUE and self.state is not State.BLANK
