"""What a function says of a text, worked out once for every text that comes back."""

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")

LONGEST = 60  # characters: labels and values come back form by form, prose does not
MOST = 1 << 18  # texts of one workbook: each text of a long list is asked eight times
KEPT = 1 << 13  # texts that are worth keeping for the next workbook
_made: list["Memo[Any]"] = []


class Memo(dict[str, T]):
    """`memo[text]` is `work(text)`; a lookup costs a quarter of a call. Long texts are not kept.

    All is forgotten when more come than it holds; what comes back is soon known again.
    """

    __slots__ = ("work",)

    def __init__(self, work: Callable[[str], T]) -> None:
        super().__init__()
        self.work = work
        _made.append(self)

    def __missing__(self, text: str) -> T:
        found = self.work(text)
        if len(text) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[text] = found
        return found


def forget_lists() -> None:
    """Before the next workbook: let go of what a long list has left, or many forms together."""
    for memo in _made:
        if len(memo) > KEPT:
            memo.clear()
