"""Files that hold files: zip archives and e-mails, opened in memory, one member at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from perfcheck.intake import mbox, message, outlook, tnef
from perfcheck.intake.kinds import Kind, sniff
from perfcheck.intake.member import Allowance, Member
from perfcheck.intake.package import MEGABYTE
from perfcheck.intake.zips import open_zip

BOX = 100 * MEGABYTE  # bytes of an archive
Passwords = Sequence[str]


class Box(Protocol):
    """An open archive or mail."""

    def members(self, allowance: Allowance) -> Iterator[Member]:
        """Everything in it, in its own order, as far as is allowed."""
        ...

    def read(self, index: int) -> bytes:
        """The bytes of one member; ValueError where they are not there."""
        ...


@dataclass(slots=True)
class _Listed:
    """A box that is taken apart as a whole, as mails are; members are in memory once it is read."""

    opener: "Opener"
    content: bytes
    found: tuple[Member, ...] | None = None

    def members(self, allowance: Allowance) -> Iterator[Member]:
        for found in self.opener(self.content):
            allowance.take(found)
            yield found

    def read(self, index: int) -> bytes:
        if self.found is None:
            self.found, self.content = tuple(self.opener(self.content)), b""
        if index >= len(self.found) or self.found[index].reason:
            raise ValueError(index)
        return self.found[index].content


Opener = Callable[[bytes], Iterable[Member]]
LISTED: Mapping[Kind, Opener] = {
    Kind.EML: message.members,
    Kind.MAIL: outlook.members,
    Kind.MBOX: mbox.members,
    Kind.TNEF: tnef.members,
    Kind.SIGNED: message.signed_members,
}
BOXES = frozenset((Kind.ZIP, *LISTED))


def open_box(kind: Kind, stream: BinaryIO, passwords: Passwords = ()) -> Box:
    """Open an archive or a mail; ValueError, maybe from `members`, where it cannot be."""
    if kind is Kind.ZIP:
        return open_zip(stream, passwords)
    if kind not in LISTED:
        raise ValueError(kind)
    return _Listed(LISTED[kind], stream.read())


def box_kind(stream: BinaryIO) -> Kind:
    """Which kind of box a stream is, known to be one."""
    head = stream.read(2)
    stream.seek(0)
    if head == b"PK":
        return Kind.ZIP
    kind = sniff(stream.read(), "")
    stream.seek(0)
    return kind
