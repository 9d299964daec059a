"""What a second look into a file tells of its cells besides their values."""

from dataclasses import dataclass, field

Position = tuple[int, int]
# The errors that every reader knows; newer ones (#SPILL!, #CALC!) make one give up the file.
KNOWN_ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))


@dataclass(frozen=True, slots=True)
class Notes:
    """Notes on the cells of one sheet; positions are (row, column) from 1.

    `errors` hold the error's text, `uncalculated` are formulas whose result was never stored (what
    stands in them, "" where the file does not spell it), `percents` stand under a number format
    that shows a percentage. `hidden_rows` are rows that are not shown, `hidden_columns` ranges of
    columns (first, last).
    """

    errors: dict[Position, str] = field(default_factory=dict)
    uncalculated: dict[Position, str] = field(default_factory=dict)
    formulas: set[Position] = field(default_factory=set)
    percents: set[Position] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
