"""A file inside another file."""

from dataclasses import dataclass

from perfcheck.intake.kinds import limit_reason
from perfcheck.intake.package import FILE, MEGABYTE
from perfcheck.model.results import Reason

MEMBERS = 2_000
TOTAL = 250 * MEGABYTE  # unpacked, of all that lies in one file, archives inside archives and all
FILES = 5_000


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another: its name, its place there, and its bytes or why there are none.

    `modified` is when an archive says that it was last written, in seconds since 1970.
    """

    name: str
    index: int
    content: bytes = b""
    reason: Reason | None = None
    modified: float | None = None


@dataclass(slots=True)
class Allowance:
    """What all the archives in one file may still hold: bytes unpacked, and files."""

    unpacked: int = TOTAL
    files: int = FILES

    def take(self, member: Member) -> None:
        """One file more."""
        self.unpacked -= len(member.content)
        self.files -= 1


class TooDeepError(ValueError):
    """Parts in parts in parts, far beyond what any program writes."""


class OverlappingError(ValueError):
    """An archive whose members lie over each other: made to burst, not to carry files."""


def bounded(name: str, index: int, content: bytes, most: int = FILE) -> Member:
    """A member with its bytes, or with the reason why it is too large."""
    if len(content) > most:
        reason = limit_reason("file", len(content) // MEGABYTE, most // MEGABYTE)
        return Member(name, index, reason=reason)
    return Member(name, index, content)
