"""What a function says of a text, worked out once for every text that comes back."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

LONGEST = 60  # characters: labels and values come back form by form, prose does not
# Texts; all are forgotten when more come, those that come back are soon known again. A list of
# twenty thousand rows, each text of which is asked eight times, must not be forgotten meanwhile.
MOST = 1 << 18


class Memo(dict[str, T]):
    """`memo[text]` is `work(text)`; a lookup costs a quarter of a call. Long texts are not kept."""

    __slots__ = ("work",)

    def __init__(self, work: Callable[[str], T]) -> None:
        super().__init__()
        self.work = work

    def __missing__(self, text: str) -> T:
        found = self.work(text)
        if len(text) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[text] = found
        return found
