"""Zip packages before any reader sees them: what they are, and whether they are of honest size.

The limits let every real form pass and stop every bomb: the largest honest file unpacks to 68 MB.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence

from perfcheck.errors import EncryptedError, WorkbookError
from perfcheck.inflating import inflated
from perfcheck.intake.flags import without_false_flags
from perfcheck.model.results import Reason

MEGABYTE = 1 << 20
FILE = 20 * MEGABYTE
MEMBERS = 1_000
MEMBER = 100 * MEGABYTE
TOTAL = 150 * MEGABYTE
RATIO = 200
RATIO_ABOVE = 4 * MEGABYTE  # small members may shrink as much as they like
CHUNK = 1 << 16
ENCRYPTED = 0x1
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    UnicodeError,
)

OPEN_DOCUMENTS = (("spreadsheet", "ods"), ("text", "docx"), ("presentation", "powerpoint"))
PARTS = (
    ("xl/workbook.bin", "xlsb"),
    ("xl/workbook.xml", "xlsx"),
    ("word/", "docx"),
    ("ppt/", "powerpoint"),
    ("ofd.xml", "ofd"),
    ("index/document.iwa", "numbers"),
    ("content/workbook.xml", "uof"),
    ("[content_types].xml", "parts"),
)

MACROS = ("xl/vbaproject.bin", "xl/macrosheets/")
OPEN_CONTENT = ("content.xml", "encrypted-package")
MANIFEST = "META-INF/manifest.xml"
COMMON_FOLDERS = frozenset(("", "_rels/", "docprops/", "customxml/", "xl/", "[trash]/"))
XML = (".xml", ".rels", ".vml")
TYPES = "[content_types].xml"
DECLARED = (
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"spreadsheetml.template.main+xml", "xlsx"),
    (b"ms-excel.sheet.macroEnabled.main+xml", "xlsm"),
    (b"ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
)

LimitReason = Callable[[str, int, int], Reason]


def package_kind(content: bytes) -> str:
    """What a zip package is by its parts; `truncated` where it cannot be opened."""
    try:
        return _package_kind(content)
    except UnicodeDecodeError:
        pass
    except BROKEN:
        return "truncated"
    try:
        return _package_kind(without_false_flags(content))
    except BROKEN:
        return "truncated"


def _package_kind(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return kind_of(package)


def kind_of(package: zipfile.ZipFile) -> str:
    """What an open zip package is by its parts: xlsx, ods, docx …, else zip."""
    names = {name.replace("\\", "/").lstrip("/").lower() for name in package.namelist()}
    if "mimetype" in names and not names.isdisjoint(OPEN_CONTENT):
        return _open_document(package)
    if "xl/workbook.xml" in names and any(name.startswith(MACROS) for name in names):
        return "xlsm"
    if not any(part in names for part, _ in PARTS[:2]) and TYPES in names:
        ours = _declared(package)
        if ours:
            return ours
    folders = {name[: name.find("/") + 1] for name in names}
    found = next((ours for part, ours in PARTS if part in names or part in folders), "zip")
    return "other" if found == "parts" and not folders <= COMMON_FOLDERS else found


def _open_document(package: zipfile.ZipFile) -> str:
    """What an OpenDocument package is; one with a password has its parts or itself encrypted."""
    with package.open("mimetype") as part:
        kind = part.read(100).decode("ascii", "replace")
    if MANIFEST in package.namelist():
        with package.open(MANIFEST) as part:
            if b"encryption-data" in part.read(MEGABYTE):
                return "encrypted"
    return next((ours for word, ours in OPEN_DOCUMENTS if word in kind), "other")


def _declared(package: zipfile.ZipFile) -> str:
    """What a package says it is where its parts have names of their own; "" for nothing known."""
    spelled = next(n for n in package.namelist() if n.lstrip("/").lower() == TYPES)
    with package.open(spelled) as part:
        content = part.read(MEGABYTE)
    return next((ours for word, ours in DECLARED if word in content), "")


def unpacked(content: bytes) -> int:
    """The bytes of all the XML in a package, as its directory states them; 0 where it has none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return sum(m.file_size for m in package.infolist() if m.filename.endswith(XML))
    except BROKEN:
        return 0


def check_package(content: bytes, reason: LimitReason) -> None:
    """Refuse a package beyond the limits or with parts that contradict each other.

    Every part that is XML is unpacked once, in pieces, so that its real size counts and its
    checksum is compared. Raises WorkbookError; `reason` words a limit with both figures.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            if any(member.flag_bits & ENCRYPTED for member in members):
                locked = reason("locked", 0, 0)
                raise EncryptedError(locked.code, locked.message, locked.advice)
            _check_list(members, len(content), reason)
            _check_sizes(members, reason)
            for member in members:
                _unpack(package, member)
    except BROKEN as fault:
        raise WorkbookError(
            "FIL002",
            "文件不完整或已损坏，内部校验不符",
            "请在原电脑上用 WPS 或 Excel 打开原文件，确认能打开、数字无误，"
            "另存为 .xlsx 后重新提交。",
        ) from fault


def _check_list(members: Sequence[zipfile.ZipInfo], size: int, reason: LimitReason) -> None:
    if len(members) > MEMBERS:
        _refuse(reason("members", len(members), MEMBERS))
    names = [member.filename.lower().replace("\\", "/") for member in members]
    packed = sum(member.compress_size for member in members)
    two_kinds = {"content.xml", "mimetype"}.issubset(names) and TYPES in names
    if len(set(names)) < len(names) or packed > size or two_kinds:
        _refuse(reason("repeated", 0, 0))


def _check_sizes(members: Sequence[zipfile.ZipInfo], reason: LimitReason) -> None:
    for member in members:
        if member.file_size > MEMBER:
            _refuse(reason("member", member.file_size // MEGABYTE, MEMBER // MEGABYTE))
        ratio = member.file_size // max(member.compress_size, 1)
        if member.file_size > RATIO_ABOVE and ratio > RATIO:
            _refuse(reason("ratio", ratio, RATIO))
    total = sum(member.file_size for member in members)
    if total > TOTAL:
        _refuse(reason("total", total // MEGABYTE, TOTAL // MEGABYTE))


def _unpack(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Read a part to its end, no further than the size that is declared, and check its CRC."""
    if member.is_dir():
        return
    if member.file_size <= CHUNK:
        inflated(package, member)
        return
    with package.open(member) as part:
        while part.read(CHUNK):
            pass


def _refuse(reason: Reason) -> None:
    raise WorkbookError(reason.code, reason.message, reason.advice)
