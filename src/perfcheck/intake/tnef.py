"""winmail.dat: what Outlook makes of attachments when it sends in its own format (TNEF)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from perfcheck.intake.member import MEMBERS, Member, bounded
from perfcheck.intake.names import clean, decode

SIGNATURE = b"\x78\x9f\x3e\x22"
RENDERING, TITLE, DATA, PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
LONG_NAME, OBJECT = 0x3707, 0x3701
UNICODE = 0x1F
VARIABLE = (0x0D, 0x1E, UNICODE, 0x102)
SIZES = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8}
SIZES |= {0x40: 8, 0x48: 16}
MANY = 0x1000
HEAD = 9  # bytes before the value of an attribute
LEVELS = (1, 2)  # of the message, of an attachment
INTERFACE = 16  # the identity before the data of an embedded object


@dataclass(slots=True)
class _Attachment:
    title: bytes = b""
    long_name: str = ""
    data: bytes = b""

    @property
    def name(self) -> str:
        return self.long_name or decode(self.title.rstrip(b"\0"))


def members(content: bytes) -> Iterator[Member]:
    """The attachments in it; ValueError where it is cut or none at all."""
    if not content.startswith(SIGNATURE):
        raise ValueError("no TNEF")
    try:
        found = _attachments(content)
    except (struct.error, IndexError) as fault:
        raise ValueError("a TNEF stream that is cut") from fault
    for index, each in enumerate(found[:MEMBERS]):
        yield bounded(clean(each.name) if each.name else f"附件{index + 1}", index, each.data)


def _attachments(content: bytes) -> list[_Attachment]:
    found: list[_Attachment] = []
    for name, value in _attributes(content):
        if name == RENDERING:
            found.append(_Attachment())
        elif not found:
            continue
        elif name == TITLE:
            found[-1].title = value
        elif name == DATA:
            found[-1].data = value
        elif name == PROPERTIES:
            _describe(found[-1], value)
    return found


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Level (1 byte), name (2), type (2), length (4), the value, a checksum (2).

    Bytes at the end that begin no attribute are padding of some mail program.
    """
    at = len(SIGNATURE) + 2
    while at + HEAD <= len(content) and content[at] in LEVELS:
        name, _, length = struct.unpack_from("<xHHI", content, at)
        at += HEAD
        if at + length > len(content):
            raise struct.error("the value is cut")
        yield name, content[at : at + length]
        at += length + 2


def _describe(attachment: _Attachment, value: bytes) -> None:
    for name, kind, data in _properties(value):
        if name == LONG_NAME:
            text = data.decode("utf-16-le", "replace") if kind == UNICODE else decode(data)
            attachment.long_name = text.rstrip("\0")
        elif name == OBJECT and not attachment.data:
            attachment.data = data[INTERFACE:] if kind == 0x0D else data


def _properties(value: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The MAPI properties of an attachment: name, type, value; all padded to four bytes."""
    (count,) = struct.unpack_from("<I", value)
    at = 4
    for _ in range(min(count, MEMBERS)):
        kind, name = struct.unpack_from("<HH", value, at)
        at += 4
        if name >= 0x8000:
            at = _after_name(value, at)
        base = kind & ~MANY
        several = 1
        if kind & MANY or base in VARIABLE:
            (several,) = struct.unpack_from("<I", value, at)
            at += 4
        for _ in range(min(several, MEMBERS)):
            size = SIZES.get(base, 0)
            if base in VARIABLE:
                (size,) = struct.unpack_from("<I", value, at)
                at += 4
            yield name, base, value[at : at + size]
            at += size + -size % 4


def _after_name(value: bytes, at: int) -> int:
    """Behind the long name of a named property: an identity, then a number or a text."""
    kind, size = struct.unpack_from("<II", value, at + 16)
    return at + 24 + (size + -size % 4 if kind else 0)
