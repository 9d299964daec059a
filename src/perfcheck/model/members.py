"""Members of an enumeration at the price of an attribute."""

from enum import Enum
from typing import TypeVar

Kind = TypeVar("Kind", bound=type[Enum])


def plain_members(kind: Kind) -> Kind:
    """Let `State.BLANK` be a plain attribute of the class, as it is from Python 3.12 on.

    3.11 finds a member through a descriptor in Python, at ten times the cost: read for every cell
    of every form, that is a tenth of all work.
    """
    for name, member in kind.__members__.items():
        type.__setattr__(kind, name, member)
    return kind
