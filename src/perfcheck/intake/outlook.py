"""A mail that Outlook saved (.msg): a compound file whose streams are named by MAPI numbers."""

import io
import struct
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

from perfcheck.intake.member import MEMBERS, Member, bounded
from perfcheck.intake.names import clean, decode

if TYPE_CHECKING:
    from olefile import OleFileIO

Place = tuple[str, ...]
ATTACHMENT = "__attach_version1.0_"
STREAM = "__substg1.0_"
DATA, LONG_NAME, SHORT_NAME, SHOWN_NAME = "3701", "3707", "3704", "3001"
SUBJECT, BODY, HEADERS, MESSAGE_ID = "0037", "1000", "007D", "1035"
SENDER_KIND, SENDER, SENDER_SMTP, SENDER_NAME = "0C1E", "0C1F", "5D01", "0C1A"
SENT, DELIVERED = 0x00390040, 0x0E060040
PROPERTIES, PROPERTIES_HEAD, PROPERTY = "__properties_version1.0", 32, 16
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
DEFECTS = (
    OSError,
    ArithmeticError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,  # a directory that leads back to itself
    struct.error,
)
DEEPEST = 5


def members(content: bytes) -> Iterator[Member]:
    """The attachments, those of mails inside the mail too; ValueError where it cannot be opened."""
    try:
        with _opened(content) as ole:
            found = [(_name(ole, place), data) for place, data in _files(ole, ())]
    except DEFECTS as fault:
        raise ValueError("no Outlook mail") from fault
    for index, (name, data) in enumerate(found[:MEMBERS]):
        yield bounded(name or f"附件{index + 1}", index, data)


def headers(content: bytes) -> bytes:
    """The mail's headers as they travelled, else what Outlook knows of them, written as headers.

    ValueError where it cannot be opened.
    """
    try:
        with _opened(content) as ole:
            return _text(ole, (), HEADERS).encode() or _made_up(ole)
    except DEFECTS as fault:
        raise ValueError("no Outlook mail") from fault


def letter(content: bytes) -> str:
    """What the sender wrote; ValueError where it cannot be opened."""
    try:
        with _opened(content) as ole:
            return _text(ole, (), BODY)
    except DEFECTS as fault:
        raise ValueError("no Outlook mail") from fault


def _opened(content: bytes) -> "OleFileIO":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from olefile import OleFileIO

        return OleFileIO(io.BytesIO(content))


def _files(ole: "OleFileIO", within: Place) -> Iterator[tuple[Place, bytes]]:
    depth = len(within)
    children = dict.fromkeys(
        path[depth]
        for path in ole.listdir()
        if tuple(path[:depth]) == within and path[depth].startswith(ATTACHMENT)
    )
    for child in sorted(children):
        place = (*within, child)
        data, message = (*place, f"{STREAM}{DATA}0102"), (*place, f"{STREAM}{DATA}000D")
        if ole.exists("/".join(data)):
            yield place, ole.openstream(list(data)).read()
        elif ole.exists("/".join(message)) and depth < 2 * DEEPEST:
            yield from _files(ole, message)


def _name(ole: "OleFileIO", place: Place) -> str:
    names = (_text(ole, place, prop) for prop in (LONG_NAME, SHORT_NAME, SHOWN_NAME))
    return next((clean(name) for name in names if name), "")


def _text(ole: "OleFileIO", place: Place, prop: str) -> str:
    for kind in ("001F", "001E"):
        stream = [*place, f"{STREAM}{prop}{kind}"]
        if ole.exists("/".join(stream)):
            raw = ole.openstream(stream).read()
            words = raw.decode("utf-16-le", "replace") if kind == "001F" else decode(raw)
            return words.rstrip("\0")
    return ""


def _made_up(ole: "OleFileIO") -> bytes:
    """A mail that never travelled (a copy in 已发送) or that came within Exchange."""
    address = _text(ole, (), SENDER_SMTP)
    if not address and _text(ole, (), SENDER_KIND).upper() in ("", "SMTP"):
        address = _text(ole, (), SENDER)
    moment = _moment(ole)
    lines = (
        f"From: {_text(ole, (), SENDER_NAME)} <{address}>" if address else "",
        f"Subject: {_text(ole, (), SUBJECT)}",
        f"Message-ID: {_text(ole, (), MESSAGE_ID)}",
        f"Date: {format_datetime(moment)}" if moment else "",
    )
    kept = (" ".join(line.split()) for line in lines if line)
    return ("\r\n".join(kept) + "\r\n\r\n").encode()


def _moment(ole: "OleFileIO") -> datetime | None:
    raw = ole.openstream(PROPERTIES).read() if ole.exists(PROPERTIES) else b""
    known = {}
    for at in range(PROPERTIES_HEAD, len(raw) - PROPERTY + 1, PROPERTY):
        tag, _, value = struct.unpack_from("<IIQ", raw, at)
        known[tag] = value
    ticks = known.get(SENT) or known.get(DELIVERED)
    return EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
