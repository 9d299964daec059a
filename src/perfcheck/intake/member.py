"""A file inside another file."""

from dataclasses import dataclass

from perfcheck.intake.kinds import limit_reason
from perfcheck.intake.package import FILE, MEGABYTE
from perfcheck.model.results import Reason

MEMBERS = 2_000


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another: its name, its place there, and its bytes or why there are none."""

    name: str
    index: int
    content: bytes = b""
    reason: Reason | None = None


def bounded(name: str, index: int, content: bytes, most: int = FILE) -> Member:
    """A member with its bytes, or with the reason why it is too large."""
    if len(content) > most:
        reason = limit_reason("file", len(content) // MEGABYTE, most // MEGABYTE)
        return Member(name, index, reason=reason)
    return Member(name, index, content)
