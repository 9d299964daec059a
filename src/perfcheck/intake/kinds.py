"""What a file really is, told by its content and never by its name, and what to say of it."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from perfcheck.errors import EncryptedError, WorkbookError
from perfcheck.intake.marked import marked_kind
from perfcheck.intake.package import FILE, MEGABYTE, check_package, package_kind
from perfcheck.intake.text import is_table, is_text
from perfcheck.model.results import Reason


class Kind(StrEnum):
    """What a file is; the keys of `data/intake/kinds.toml`."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    ENCRYPTED = "encrypted"
    PDF = "pdf"
    DOCX = "docx"
    DOC = "doc"
    HTML = "html"
    PAGE = "page"
    WEB_ARCHIVE = "webarchive"
    CSV = "csv"
    TEXT = "text"
    XML2003 = "xml2003"
    PICTURE = "picture"
    ARCHIVE = "archive"
    VOLUME = "volume"
    ZIP = "zip"
    POWERPOINT = "powerpoint"
    MAIL = "mail"
    EML = "eml"
    MBOX = "mbox"
    TNEF = "tnef"
    LOCK = "lock"
    DRM = "drm"
    OFD = "ofd"
    UOF = "uof"
    FLAT = "flat"
    NUMBERS = "numbers"
    MEDIA = "media"
    PROGRAM = "program"
    SEALED = "sealed"
    SIGNED = "signed"
    PGP = "pgp"
    OLDEST = "oldest"
    PARTS = "parts"
    SYSTEM = "system"
    LINK = "link"
    SPECIAL = "special"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Profile:
    """What is said of a kind: its name, and why it cannot be read (None where it can)."""

    name: str
    reason: Reason | None


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_SECTOR = 512
TABLE_STARTS = (b"PK\x03\x04", OLE)  # of a workbook or an archive
HEAD = 4096
END = 18  # bytes behind the mark at the end of a zip archive, without its comment
LOCK_SIZE = 1024  # bytes; a lock file holds a user's name
MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", Kind.PDF),
    (b"{\\rtf", Kind.DOC),
    (b"Rar!\x1a\x07", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
    (b"BZh", Kind.ARCHIVE),
    (b"\xfd7zXZ\x00", Kind.ARCHIVE),
    (b"MSCF\0\0\0\0", Kind.ARCHIVE),
    (b"\x28\xb5\x2f\xfd", Kind.ARCHIVE),
    (b"\x60\xea", Kind.ARCHIVE),
    (b"\x1f\x9d", Kind.ARCHIVE),
    (b"EGGA", Kind.ARCHIVE),
    (b"ALZ\x01", Kind.ARCHIVE),
    (b"PK\x07\x08", Kind.VOLUME),
    (b"8BPS\0\x01", Kind.PICTURE),
    (b"Founder CEB", Kind.OFD),
    (b"CAJ\0", Kind.OFD),
    (b"-----BEGIN PGP MESSAGE-----", Kind.PGP),
    (b"\x89PNG\r\n", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"II*\x00", Kind.PICTURE),
    (b"MM\x00*", Kind.PICTURE),
    (b"\x78\x9f\x3e\x22", Kind.TNEF),
    (b"\x7fELF", Kind.PROGRAM),
    (b"L\0\0\0\x01\x14\x02\0", Kind.LINK),
    (b"ID3\x03", Kind.MEDIA),
    (b"ID3\x04", Kind.MEDIA),
    (b"\x1aE\xdf\xa3", Kind.MEDIA),
    (b"FLV\x01", Kind.MEDIA),
    (b"#!AMR", Kind.MEDIA),
    (b"0&\xb2u\x8e\x66\xcf\x11", Kind.MEDIA),
    (b"%TSD-Header-###%", Kind.DRM),
    (b"\x09\x00\x04\x00", Kind.OLDEST),
    (b"\x09\x02\x06\x00", Kind.OLDEST),
    (b"\x09\x04\x06\x00", Kind.OLDEST),
    (b"\x09\x08\x10\x00", Kind.OLDEST),
    (b"\x09\x08\x08\x00", Kind.OLDEST),
)
PLACED: tuple[tuple[re.Pattern[bytes], Kind], ...] = (
    (re.compile(rb"RIFF.{4}WEBP|\0\0\0.ftyp(?:hei|hev|mif|msf|avi)", re.S), Kind.PICTURE),
    (re.compile(rb"RIFF.{4}(?:AVI |WAVE)|\0\0\0.ftyp", re.S), Kind.MEDIA),
    (re.compile(rb"BM.{4}\0\0\0\0", re.S), Kind.PICTURE),
    (re.compile(rb"MZ.{0,60}?\0", re.S), Kind.PROGRAM),
    (re.compile(rb"\x01\0\0\0.{36} EMF", re.S), Kind.PICTURE),
    (re.compile(rb".{257}ustar|..-lh[0-9d]-|.{7}\*\*ACE\*\*|.{32769}CD001", re.S), Kind.ARCHIVE),
    (re.compile(rb".{0,1019}?%PDF-\d\.\d\s", re.S), Kind.PDF),  # scanners put their own before
)  # what is known by more than its first bytes
DRM_MARK = b"E-SafeNet"
SIGNED_OR_SEALED = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"  # PKCS #7, as S/MIME has it
SIGNED = SIGNED_OR_SEALED + b"\x02"
STREAMS: tuple[tuple[str, Kind], ...] = (
    ("__properties_version1.0", Kind.MAIL),  # first: what is attached has streams of its own
    ("EncryptedPackage", Kind.ENCRYPTED),
    ("\x09DRMContent", Kind.DRM),
    ("WordDocument", Kind.DOC),
    ("PowerPoint Document", Kind.POWERPOINT),
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
)
MARKED = 1 << 16  # bytes in which the first element of XML begins, after whatever comments
INTERNET_SHORTCUT = re.compile(rb"\[(?:InternetShortcut(?:\.[AW])?|Desktop Entry)\]", re.I)
WEB_ARCHIVE = re.compile(rb"^x-document-type:\s*workbook|^content-location:\s*file:", re.I | re.M)
SAVED_PAGE = re.compile(rb"^(?:snapshot-)?content-location:", re.I | re.M)
TRAVELLED = re.compile(rb"^(?:received|to|delivered-to|message-id):", re.I | re.M)
COUNTED = re.compile(rb"\d{1,10}[ \t]*\r?\n(?=[A-Za-z][A-Za-z0-9-]*:)")  # Apple Mail's .emlx
MOST_HEADERS = 1 << 20
MAIL_START = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]|From ")
MBOX_START = re.compile(rb"From (?:[^\r\n]*\d{1,2}:\d{2}[^\r\n]*)?\r?\n")
MAIL_HEADER = re.compile(
    rb"(?:\A|\n)(?:received|return-path|from|to|subject|message-id|mime-version|content-type|date|x-[a-z-]+):",
    re.IGNORECASE,
)


def sniff(content: bytes, name: str) -> Kind:
    """Tell what a file is by its first bytes and its structure; the name only marks lock files."""
    if not content:
        return Kind.EMPTY
    if name.rpartition("/")[2].startswith("~$") and len(content) <= LOCK_SIZE:
        return Kind.LOCK
    for magic, kind in MAGIC:
        if content.startswith(magic):
            return kind
    if content.startswith(b"PK"):
        kind = Kind(package_kind(content))
        return Kind.VOLUME if kind is Kind.TRUNCATED and _is_last_volume(content) else kind
    if content.startswith(OLE):
        return _ole_kind(content)
    return _inner_kind(content) or _text_kind(content)


def _is_last_volume(content: bytes) -> bool:
    """Whether a zip archive ends here that began in another file."""
    end = content[-MARKED:].rpartition(b"PK\5\6")[2]
    comment = int.from_bytes(end[16:18], "little")
    return len(end) == END + comment and end[:2] not in (b"\0\0", b"\xff\xff")


def _inner_kind(content: bytes) -> Kind | None:
    """What is known by bytes that stand not at the very start."""
    for magic, kind in PLACED:
        if magic.match(content):
            return kind
    head = content[:64]
    if DRM_MARK in head:
        return Kind.DRM
    if head.startswith(b"0") and SIGNED_OR_SEALED in head:
        return Kind.SIGNED if SIGNED in head else Kind.SEALED
    if head.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(TABLE_STARTS):
        return Kind.TRUNCATED  # something was put before it
    if _is_last_volume(content):
        return Kind.VOLUME
    return Kind.TRUNCATED if content[0] == 0 and not content.strip(b"\0") else None


def _ole_kind(content: bytes) -> Kind:
    """What a compound file holds, by the names in its directory."""
    if len(content) < 3 * OLE_SECTOR:
        return Kind.TRUNCATED
    for stream, kind in STREAMS:
        if stream.encode("utf-16-le") + b"\0\0" in content:
            return kind
    directory = int.from_bytes(content[48:52], "little")  # [MS-CFB] 2.2: where the names stand
    return Kind.TRUNCATED if (directory + 1) * OLE_SECTOR >= len(content) else Kind.OTHER


def _text_kind(content: bytes) -> Kind:
    seen = content
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        seen = content[: 2 * MARKED].decode("utf-16", "replace").encode()
    head = seen[:MARKED].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<"):
        found = marked_kind(head, seen)
        if found:
            return Kind(found)
    head = head[:HEAD]
    if INTERNET_SHORTCUT.match(head):
        return Kind.LINK
    counted = COUNTED.match(head)
    head = head[counted.end() :] if counted else head
    if MAIL_START.match(head) and len(MAIL_HEADER.findall(content[:MOST_HEADERS])) >= 2:
        if WEB_ARCHIVE.search(head) or (SAVED_PAGE.search(head) and not TRAVELLED.search(head)):
            return Kind.WEB_ARCHIVE
        return Kind.MBOX if MBOX_START.match(content) else Kind.EML
    if not is_text(content):
        return Kind.OTHER
    return Kind.CSV if is_table(content) else Kind.TEXT


def admit(content: bytes, kind: Kind) -> None:
    """Let a workbook pass to the reader, before which nobody has parsed it.

    Raises WorkbookError with the reason and the clicks that mend it where it is something else,
    or where its package is larger than any honest form.
    """
    reason = profile(kind).reason
    if reason:
        error = EncryptedError if kind is Kind.ENCRYPTED else WorkbookError
        raise error(reason.code, reason.message, reason.advice)
    if len(content) > FILE:
        reason = limit_reason("file", len(content) // MEGABYTE, FILE // MEGABYTE)
        raise WorkbookError(reason.code, reason.message, reason.advice)
    if kind not in (Kind.XLS, Kind.XML2003):
        check_package(content, limit_reason)


@cache
def _data() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    file = resources.files("perfcheck") / "data" / "intake" / "kinds.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def profile(kind: Kind) -> Profile:
    """The name of a kind in a clerk's words, and why it cannot be read."""
    entry = _data()["kind"][kind]
    if "code" not in entry:
        return Profile(entry["name"], None)
    return Profile(entry["name"], Reason(entry["code"], entry["message"], entry["advice"]))


def place_reason(place: str) -> Reason:
    """What is said of a file because of where and how it lies: notes, locked …"""
    entry = _data()["place"][place]
    return Reason(entry["code"], entry["message"], entry["advice"])


def limit_reason(limit: str, found: int, most: int) -> Reason:
    """Which limit a file exceeds, with both figures."""
    entry = _data()["limit"][limit]
    message = entry["message"].format(found=found, limit=most)
    return Reason(entry["code"], message, entry["advice"])


LimitReason = Callable[[str, int, int], Reason]
