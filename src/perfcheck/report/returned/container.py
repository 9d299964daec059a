"""A zip package whose untouched members are carried over as they are, compressed bytes and all.

zipfile reads the directory; writing is done here, because zipfile cannot copy a member without
unpacking it, and a picture of a megabyte would cost more than all the marks.
"""

import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO

from perfcheck.report.returned.splice import Unpatchable

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
LOCAL_SIZE = 30
UTF8, DESCRIPTOR, ENCRYPTED = 0x800, 0x08, 0x01
NEW_DATE = (1 << 5) | 1  # 1980-01-01, the first day that a zip file knows
MOST_UNPACKED = 40 << 20  # bytes of a part that is still worth patching
LEVEL = 5


@dataclass(frozen=True, slots=True)
class _Member:
    """A member as it stands in the file: compressed bytes and what the directory says of them."""

    name: bytes
    flags: int
    method: int
    time: int
    date: int
    crc: int
    size: int
    data: bytes
    external: int = 0


@dataclass(slots=True)
class Container:
    """The parts of a package by lower-case name; what was put in anew, and what was taken out."""

    content: bytes
    members: dict[str, zipfile.ZipInfo]
    unpacked: dict[str, bytes] = field(default_factory=dict)
    changed: dict[str, bytes] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)

    def __contains__(self, part: str) -> bool:
        name = part.lower()
        return name not in self.removed and (name in self.members or name in self.changed)

    def read(self, part: str) -> bytes:
        """A part as it is now; Unpatchable where there is none or it is too large."""
        name = part.lower()
        if name in self.changed:
            return self.changed[name]
        info = self.members.get(name)
        if info is None or name in self.removed:
            raise Unpatchable(f"no part {part}")
        if name not in self.unpacked:
            self.unpacked[name] = _unpacked(info, self._stored(info))
        return self.unpacked[name]

    def put(self, part: str, content: bytes) -> None:
        """Change a part, or add one; a part that is the same stays untouched."""
        name = part.lower()
        if name in self.members and name not in self.changed and self.read(name) == content:
            return
        self.changed[name] = content
        self.spelled.setdefault(name, part)
        self.removed.discard(name)

    def remove(self, part: str) -> None:
        """Take a part out."""
        self.removed.add(part.lower())
        self.changed.pop(part.lower(), None)

    def free(self, pattern: str) -> str:
        """The first name of the pattern (`xl/worksheets/sheet{}.xml`) that no part has."""
        number = 1
        while pattern.format(number).lower() in self.members or pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def render(self) -> bytes:
        """The package: old members in their order, new ones behind them."""
        members = [
            self._kept(name, info)
            for name, info in self.members.items()
            if name not in self.removed
        ]
        members += [
            _packed(self.spelled[name].encode(), content, 0)
            for name, content in self.changed.items()
            if name not in self.members
        ]
        return _write(members)

    def _kept(self, name: str, info: zipfile.ZipInfo) -> _Member:
        flags = info.flag_bits & UTF8
        spelled = info.orig_filename.encode("utf-8" if flags else "cp437")
        if name in self.changed:
            return _packed(spelled, self.changed[name], flags)
        year, month, day, hour, minute, second = info.date_time
        return _Member(
            name=spelled,
            flags=flags,
            method=info.compress_type,
            time=(hour << 11) | (minute << 5) | (second // 2),
            date=((year - 1980) << 9) | (month << 5) | day,
            crc=info.CRC,
            size=info.file_size,
            data=self._stored(info),
            external=info.external_attr,
        )

    def _stored(self, info: zipfile.ZipInfo) -> bytes:
        """The bytes of a member as they lie in the file."""
        start = info.header_offset
        if self.content[start : start + 4] != LOCAL or info.flag_bits & ENCRYPTED:
            raise Unpatchable("a member is not where the directory says")
        start += LOCAL_SIZE + sum(struct.unpack_from("<HH", self.content, start + 26))
        return self.content[start : start + info.compress_size]


def open_container(content: bytes) -> Container:
    """The package in these bytes; Unpatchable where it is none."""
    try:
        file = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as fault:
        raise Unpatchable("no zip package") from fault
    members = {part_name(info.filename): info for info in file.infolist()}
    if len(members) != len(file.infolist()):
        raise Unpatchable("two members of one name")
    return Container(content, members)


def part_name(name: str) -> str:
    """The name by which relationships call a member, in lower case."""
    return name.replace("\\", "/").lstrip("/").lower()


def _unpacked(info: zipfile.ZipInfo, stored: bytes) -> bytes:
    if info.file_size > MOST_UNPACKED:
        raise Unpatchable("a part is too large")
    content = stored
    try:
        if info.compress_type == zipfile.ZIP_DEFLATED:
            content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(stored, info.file_size + 1)
    except zlib.error as fault:
        raise Unpatchable("a part is damaged") from fault
    if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
        raise Unpatchable("a part is damaged")
    return content


def _packed(name: bytes, content: bytes, flags: int) -> _Member:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packer.compress(content) + packer.flush()
    if not name.isascii():
        flags |= UTF8
    crc = zlib.crc32(content)
    return _Member(name, flags, zipfile.ZIP_DEFLATED, 0, NEW_DATE, crc, len(content), data)


def _write(members: list[_Member]) -> bytes:
    target, directory = BytesIO(), BytesIO()
    for member in members:
        sizes = (member.crc, len(member.data), member.size, len(member.name))
        common = (20, member.flags, member.method, member.time, member.date, *sizes, 0)
        offset = target.tell()
        target.write(LOCAL + struct.pack("<HHHHHIIIHH", *common) + member.name + member.data)
        directory.write(CENTRAL + struct.pack("<H", 20) + struct.pack("<HHHHHIIIHH", *common))
        directory.write(struct.pack("<HHHII", 0, 0, 0, member.external, offset) + member.name)
    start, size, count = target.tell(), directory.tell(), len(members)
    target.write(directory.getvalue())
    target.write(END + struct.pack("<HHHHIIH", 0, 0, count, count, size, start, 0))
    return target.getvalue()
