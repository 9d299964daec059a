"""Zip archives: members under the names that were meant, within bounds, with a list of passwords.

Nothing is ever written to disk, so a path such as ../../x or C:\\x is a name like any other.
"""

import contextlib
import datetime
import stat
import struct
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import BinaryIO

from perfcheck.intake.aes import METHOD as AES
from perfcheck.intake.aes import sealed
from perfcheck.intake.charsets import archive_charset
from perfcheck.intake.flags import without_false_flags
from perfcheck.intake.kinds import Kind, limit_reason, place_reason, profile
from perfcheck.intake.member import MEMBERS, TOTAL, Allowance, Member, OverlappingError
from perfcheck.intake.names import zip_name
from perfcheck.intake.package import BROKEN, FILE, MEGABYTE
from perfcheck.model.results import Reason

ENCRYPTED = 0x1
UTF8_NAME = 0x800
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
UNICODE_PATH = 0x7075  # an extra field that holds the name in UTF-8
ATTEMPTS = 3_000  # passwords tried on the members of one archive
CODECS = ("utf-8", "gb18030")  # that passwords are typed in
CHINA = datetime.timezone(datetime.timedelta(hours=8))  # archives write local time, without zone


@dataclass(slots=True)
class ZipBox:
    """An open archive; directories are no members."""

    archive: zipfile.ZipFile
    infos: Sequence[zipfile.ZipInfo]
    passwords: Sequence[str]
    charset: str = ""
    opened: dict[bytes, None] = field(default_factory=dict)  # passwords that opened a member
    attempts: int = 0

    def members(self, allowance: Allowance) -> Iterator[Member]:
        """Every file in it, the first 2,000; one more stands for the rest."""
        for index, info in enumerate(self.infos):
            if index == MEMBERS or allowance.files <= 0:
                rest = limit_reason("archive", len(self.infos), index)
                yield Member(f"其余 {len(self.infos) - index} 个文件", index, reason=rest)
                return
            found = self._member(info, index, allowance.unpacked)
            allowance.take(found)
            yield found

    def read(self, index: int) -> bytes:
        """The bytes of one member; ValueError where they are not there."""
        if not 0 <= index < len(self.infos):
            raise ValueError(index)
        found = self._member(self.infos[index], index, TOTAL)
        if found.reason:
            raise ValueError(found.reason.code)
        return found.content

    def _member(self, info: zipfile.ZipInfo, index: int, left: int) -> Member:
        empty = Member(_name(info, self.charset), index, modified=_modified(info))
        odd = _odd(info)
        if odd:
            return replace(empty, reason=odd)
        if left <= 0:
            most = TOTAL // MEGABYTE
            return replace(empty, reason=limit_reason("total", most, most))
        content = self._unpack(info, min(FILE, left))
        if isinstance(content, Reason):
            return replace(empty, reason=content)
        return replace(empty, content=content)

    def _unpack(self, info: zipfile.ZipInfo, most: int) -> bytes | Reason:
        if not info.flag_bits & ENCRYPTED and info.compress_type not in METHODS:
            return place_reason("method")
        if not info.flag_bits & ENCRYPTED:
            content = self._bytes(info, most, None)
            return place_reason("broken") if content is None else content
        if info.compress_size > 2 * FILE:
            return limit_reason("file", info.compress_size // MEGABYTE, FILE // MEGABYTE)
        content = self._unlock(info, most)
        return place_reason("locked") if content is None else content

    def _unlock(self, info: zipfile.ZipInfo, most: int) -> bytes | Reason | None:
        """The content behind a password of the list, one that opened another member first.

        An archive takes a bounded number of attempts: each costs a thousand rounds of hashing.
        """
        found = sealed(self.archive, info)
        tried = (word.encode(codec, "replace") for word in self.passwords for codec in CODECS)
        for password in dict.fromkeys((*self.opened, *tried)):
            self.attempts += password not in self.opened
            if self.attempts > ATTEMPTS and password not in self.opened:
                return None
            if info.compress_type == AES:
                content = _bounded(found.open(password, most), most) if found else None
            else:
                content = self._bytes(info, most, password)
            if content is not None:
                self.opened[password] = None
                return content
        return None

    def _bytes(
        self, info: zipfile.ZipInfo, most: int, password: bytes | None
    ) -> bytes | Reason | None:
        """The content, why it is too much, or None where it cannot be unpacked."""
        try:
            with self.archive.open(info, pwd=password) as stream:
                content = stream.read(most + 1)
        except BROKEN:
            return None
        return _bounded(content, most, info.file_size)


def _bounded(content: bytes | None, most: int, stated: int = 0) -> bytes | Reason | None:
    """The content, or why it is too much: what was unpacked is one byte more than is allowed."""
    if content is None or len(content) <= most:
        return content
    found = max(stated, len(content)) // MEGABYTE
    return limit_reason("file", found, most // MEGABYTE)


def open_zip(stream: BinaryIO, passwords: Sequence[str] = ()) -> ZipBox:
    """Open an archive; ValueError where it is damaged, OverlappingError where it is a trap."""
    try:
        archive = _archive(stream)
        infos = [info for info in archive.infolist() if info.file_size or not info.is_dir()]
    except BROKEN as fault:
        raise ValueError("no zip archive") from fault
    if sum(info.compress_size for info in infos) > stream.seek(0, 2):
        raise OverlappingError
    return ZipBox(archive, infos, passwords, archive_charset([*_raw_names(infos)]))


def _archive(stream: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except UnicodeDecodeError:
        stream.seek(0)
        return zipfile.ZipFile(BytesIO(without_false_flags(stream.read())))


def _raw_names(infos: Sequence[zipfile.ZipInfo]) -> Iterator[bytes]:
    """The names of whose charset nothing is said, as bytes."""
    for info in infos:
        if not info.flag_bits & UTF8_NAME and not _unicode_path(info.extra):
            with contextlib.suppress(UnicodeEncodeError):
                yield info.orig_filename.encode("cp437")


def _name(info: zipfile.ZipInfo, charset: str) -> str:
    extra = _unicode_path(info.extra)
    if extra:
        return zip_name(extra, utf8=True)
    return zip_name(info.orig_filename, utf8=bool(info.flag_bits & UTF8_NAME), charset=charset)


def _unicode_path(extra: bytes) -> str:
    """The name in the Info-ZIP field, as WinRAR and 7-Zip write it beside a name in GBK."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "ignore")
        extra = extra[4 + size :]
    return ""


def _odd(info: zipfile.ZipInfo) -> Reason | None:
    """Links and devices, as archives of Unix systems hold them, are not followed."""
    mode = stat.S_IFMT(info.external_attr >> 16)
    if mode == stat.S_IFLNK:
        return profile(Kind.LINK).reason
    return None if mode in (0, stat.S_IFREG) else profile(Kind.SPECIAL).reason


def _modified(info: zipfile.ZipInfo) -> float | None:
    try:
        return datetime.datetime(*info.date_time, tzinfo=CHINA).timestamp()
    except (ValueError, OverflowError):
        return None
