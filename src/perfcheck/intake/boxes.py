"""Files that hold files: zip archives and e-mails, opened in memory, one member at a time."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from perfcheck.intake.kinds import Kind, limit_reason, place_reason
from perfcheck.intake.names import decode, mail_name, zip_name
from perfcheck.intake.package import BROKEN, FILE, MEGABYTE
from perfcheck.model.results import Reason

MEMBERS = 2_000
TOTAL = 400 * MEGABYTE
BOX = 100 * MEGABYTE  # bytes of an archive or a mail
ENCRYPTED = 0x1
UTF8_NAME = 0x800
CLOUD = ("超大附件", "文件中转站", "下载链接", "网盘", "点击下载", "进入下载页面")


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another: its name, its place there, and its bytes or why there are none."""

    name: str
    index: int
    content: bytes = b""
    reason: Reason | None = None


def members(kind: Kind, content: bytes) -> Iterator[Member]:
    """The files in an archive or a mail; ValueError where it cannot be opened."""
    yield from _zip_members(content) if kind is Kind.ZIP else _mail_members(content)


def member(kind: Kind, content: bytes, index: int) -> bytes:
    """The bytes of one file in an archive or a mail; ValueError where they are not there."""
    found = next((each for each in members(kind, content) if each.index == index), None)
    if found is None:
        raise ValueError(index)
    return found.content


def _zip_members(content: bytes) -> Iterator[Member]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            total = 0
            for index, info in enumerate(infos[:MEMBERS]):
                name = zip_name(info.filename, utf8=bool(info.flag_bits & UTF8_NAME))
                found = _unpack(archive, info, name, index, TOTAL - total)
                total += len(found.content)
                yield found
            if len(infos) > MEMBERS:
                yield Member("……", MEMBERS, reason=limit_reason("members", len(infos), MEMBERS))
    except BROKEN as fault:
        raise ValueError("no zip archive") from fault


def _unpack(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, index: int, left: int
) -> Member:
    if info.flag_bits & ENCRYPTED:
        return Member(name, index, reason=place_reason("locked"))
    most = min(FILE, left)
    try:
        with archive.open(info) as stream:
            content = stream.read(most + 1)
    except BROKEN:
        return Member(name, index, reason=place_reason("broken"))
    if len(content) > most:
        found = max(info.file_size, len(content)) // MEGABYTE
        return Member(name, index, reason=limit_reason("file", found, FILE // MEGABYTE))
    return Member(name, index, content)


def _mail_members(content: bytes) -> Iterator[Member]:
    index = 0
    for part in _parts(content)[:MEMBERS]:
        name = _name(part)
        if name is None and part.get_content_maintype() in ("text", "multipart", "message"):
            continue  # the letter itself
        yield _attachment(part, name or f"附件{index + 1}", index)
        index += 1


def _attachment(part: Message, name: str, index: int) -> Member:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return Member(name, index, reason=place_reason("broken"))
    content = payload if isinstance(payload, bytes) else b""
    if len(content) > FILE:
        reason = limit_reason("file", len(content) // MEGABYTE, FILE // MEGABYTE)
        return Member(name, index, reason=reason)
    return Member(name, index, content)


def _name(part: Message) -> str | None:
    headers: dict[str, bytes] = {}
    for key, value in part.raw_items():
        headers.setdefault(key.lower(), str(value).encode("utf-8", "surrogateescape"))
    return mail_name(headers.get("content-disposition", b""), headers.get("content-type", b""))


def points_to_cloud(content: bytes) -> bool:
    """Whether a mail without attachments speaks of a file in a cloud drive."""
    texts = (
        part.get_payload(decode=True)
        for part in _parts(content)
        if part.get_content_maintype() == "text"
    )
    body = "".join(decode(text) for text in texts if isinstance(text, bytes))
    return any(word in body for word in CLOUD)


def _parts(content: bytes) -> list[Message]:
    """The parts of a mail that hold something, those of forwarded messages too."""
    try:
        message = message_from_bytes(content.removeprefix(b"\xef\xbb\xbf").lstrip())
        return [part for part in message.walk() if not part.is_multipart()]
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as fault:
        raise ValueError("no mail") from fault
