"""Files that hold files: zip archives and e-mails, opened in memory, one member at a time."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping

from perfcheck.intake import mbox, message, outlook, tnef
from perfcheck.intake.kinds import Kind, limit_reason, place_reason
from perfcheck.intake.member import MEMBERS, Member
from perfcheck.intake.names import zip_name
from perfcheck.intake.package import BROKEN, FILE, MEGABYTE

TOTAL = 400 * MEGABYTE
BOX = 100 * MEGABYTE  # bytes of an archive or a mail
ENCRYPTED = 0x1
UTF8_NAME = 0x800


def members(kind: Kind, content: bytes) -> Iterator[Member]:
    """The files in an archive or a mail; ValueError where it cannot be opened."""
    yield from OPENERS[kind](content)


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


OPENERS: Mapping[Kind, Callable[[bytes], Iterator[Member]]] = {
    Kind.ZIP: _zip_members,
    Kind.EML: message.members,
    Kind.MAIL: outlook.members,
    Kind.MBOX: mbox.members,
    Kind.TNEF: tnef.members,
}
