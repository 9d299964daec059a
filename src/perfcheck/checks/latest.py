"""What was worked out about the form in hand: dozens of rules ask for it one after another."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def latest(work: Callable[[K], V]) -> Callable[[K], V]:
    """Keep the answer of a function for the one thing it was asked about last.

    It is that very thing that counts, not one like it; the answer must not be changed.
    """
    known: list[tuple[K, V]] = []

    @wraps(work)
    def answer(thing: K) -> V:
        for asked, found in known:
            if asked is thing:
                return found
        found = work(thing)
        known[:] = [(thing, found)]
        return found

    return answer
