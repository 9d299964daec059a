"""How help is laid out, and what the words of a command line become.

Nothing is loaded before it is needed: help is answered at the price of argparse alone.
"""

from __future__ import annotations

import argparse
import os

TYPE_CHECKING = False  # typing itself would cost a third of that
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any, TypeAlias

    Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def path(text: str) -> Path:
    """A path."""
    from pathlib import Path

    return Path(text)


class Parser(argparse.ArgumentParser):
    """A parser, and the parsers of its commands, with such help."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - those of argparse
        super().__init__(formatter_class=Help, **options)


class Help(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal, without shutil and the four compressors that it loads."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size().columns or 80
    except (ValueError, OSError):  # no terminal
        return 80
