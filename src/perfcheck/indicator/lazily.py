"""Patterns that are compiled when they are first asked: the large ones take tens of ms each.

One question on the command line needs few of them; a batch needs all, before its workers fork.
"""

import re
from typing import Any, cast

METHODS = ("match", "fullmatch", "search", "sub", "findall", "finditer", "split", "pattern")


class _Lazy:
    """Becomes as good as the pattern itself once a method of it is asked for."""

    def __init__(self, source: str) -> None:
        self.source = source

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        compiled = re.compile(self.source)
        vars(self).update((method, getattr(compiled, method)) for method in METHODS)
        return getattr(compiled, name)


_made: list[_Lazy] = []


def lazily(source: str) -> re.Pattern[str]:
    """The pattern of a regular expression, to be compiled later."""
    lazy = _Lazy(source)
    _made.append(lazy)
    return cast("re.Pattern[str]", lazy)


def compile_all() -> None:
    """Compile what was put off so far."""
    for lazy in _made:
        lazy.pattern  # noqa: B018 - asking compiles
