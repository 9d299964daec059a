"""A third round of archives: names of other countries, other methods, parts of parts."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile

from tests.intake.hostile.case import Case, form, one
from tests.intake.hostile.containers import repacked
from tests.intake.hostile.nests import OPENED, _Pipe, opened, patched
from tests.intake.sending import archive


def raw_names(members: dict[bytes, bytes]) -> bytes:
    """An archive without the UTF-8 flag; names are the bytes given."""
    fillers = {bytes([65 + n]) * len(name): name for n, name in enumerate(members)}
    content = archive(
        {f.decode(): c for f, c in zip(fillers, members.values(), strict=True)},
        compression=zipfile.ZIP_DEFLATED,
    )
    for filler, name in fillers.items():
        content = _renamed(content, filler, name)
    return content


def _renamed(content: bytes, old: bytes, new: bytes) -> bytes:
    """The names in the local header and in the directory; nothing else."""
    first = content.index(old)
    last = content.rindex(old)
    raw = bytearray(content)
    raw[first : first + len(old)] = new
    raw[last : last + len(old)] = new
    return bytes(raw)


def names() -> list[Case]:
    f = form

    def named(case: str, charset: str, *paths: str, shown: tuple[str, ...] = ()) -> Case:
        members = {p.encode(charset): f(f"{case}{n}") for n, p in enumerate(paths)}
        wanted = {f"a.zip!{path}": "read" for path in shown or paths}
        return Case(case, {"a.zip": raw_names(members)}, {"a.zip": OPENED} | wanted)

    return [
        named("u-big5", "big5", "文化局/專案支出績效自評表.xlsx", "文化局/圖書館免費開放.xlsx"),
        named("u-big5one", "big5", "績效自評表.xlsx"),
        named("u-big5short", "big5", "報表.xlsx"),
        named("u-big5mixed", "big5", "2020年度項目績效目標申報表（補充）.xlsx"),
        named("u-gbk", "gb18030", "文化局/项目支出绩效自评表.xlsx", "财政局/专项资金自评表.xlsx"),
        named("u-gbkshort", "gb18030", "自评表.xlsx"),
        named("u-gbktwo", "gb18030", "报表.xlsx"),
        named("u-gbkrare", "gb18030", "喆镕堃项目.xlsx"),
        named("u-gbktraditional", "gb18030", "績效自評表.xlsx"),
        named("u-gbknames", "gb18030", "张三丰.xlsx", "李四光.xlsx", "某某街道办事处.xlsx"),
        named("u-umlaut", "cp437", "Übersicht größe.xlsx"),
        Case("u-kana", {"a.zip": raw_names({"プロジェクト評価表.txt".encode("shift-jis"): b"x"})}, {"a.zip": "rejected FIL012"}, loose=True),
        Case("u-korean", {"a.zip": raw_names({"평가표.txt".encode("euc-kr"): b"x"})}, {"a.zip": "rejected FIL012"}, loose=True),
        Case("u-bytes", {"a.zip": raw_names({b"\xff\xfe\x80\x81\xff.txt": b"x", b"\x1b[31m.txt": b"y"})}, {"a.zip": "rejected FIL012"}, loose=True),
    ]  # fmt: skip


def stored_streamed(content: bytes) -> bytes:
    """A package without compression whose sizes stand behind each part."""
    source, target = zipfile.ZipFile(io.BytesIO(content)), _Pipe()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as file:
        for name in source.namelist():
            file.writestr(name, source.read(name))
    return bytes(target.content)


def tarred(content: bytes, mode: str) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode=mode) as file:
        info = tarfile.TarInfo("表.xlsx")
        info.size = len(content)
        file.addfile(info, io.BytesIO(content))
    return target.getvalue()


def methods() -> list[Case]:
    """Whole workbooks packed in other ways, and archives that nobody can open here."""
    f = form
    deflate64 = patched(archive({"表.xlsx": f("u-deflate64")}), 10, "<H", 9)
    zstd = patched(archive({"表.xlsx": f("u-zstd")}), 10, "<H", 93)
    slash = archive({"表.xlsx_": f("u-slash")}).replace(b"xlsx_", b"xlsx/")
    spanned = b"PK00" + archive({"表.xlsx": f("u-spanned")})
    first = b"PK\x07\x08" + archive({"表.xlsx": f("u-first")})[:3000]
    rar5 = (
        b"Rar!\x1a\x07\x01\x00" + b"\x33\x92\xb5\xe5\x0a\x01\x05\x06\0\5\1\1\x80\x80\0" + bytes(200)
    )
    hidden = patched(archive({"表.xlsx": f("u-hidden")}), 8, "<H", 0x2041)
    ace = b"\x31\x31\x31\0\0\x90\0**ACE**\x14\x14" + bytes(99)
    iso = bytes(32769) + b"CD001\1" + bytes(4000)
    commented = io.BytesIO(f("u-comment"))
    with zipfile.ZipFile(commented, "a") as file:
        file.comment = "下载自某某系统".encode() * 50
    short = bytearray(f("u-short"))
    end = short.rindex(b"PK\x05\x06")
    size = struct.unpack_from("<I", short, end + 12)[0]
    struct.pack_into("<HHI", short, end + 8, 2, 2, size // 4)
    embedded = archive({
        "[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>",
        "word/embeddings/Microsoft_Excel_Sheet1.xlsx": f("u-embedded"),
    })  # fmt: skip
    return [
        one("u-gz", "表.xlsx.gz", gzip.compress(f("u-gz"), mtime=0), "rejected FIL011", says="解压"),
        one("u-bz2", "表.xlsx", bz2.compress(f("u-bz2")), "rejected FIL011", says="解压"),
        one("u-xz", "表.xlsx", lzma.compress(f("u-xz")), "rejected FIL011", says="解压"),
        one("u-tgz", "表.tar.gz", tarred(f("u-tgz"), "w:gz"), "rejected FIL011", says="解压"),
        one("u-compress", "表.Z", b"\x1f\x9d\x90" + bytes(99), "rejected FIL011"),
        one("u-ace", "表.ace", ace, "rejected FIL011"),
        one("u-iso", "光盘.iso", iso, "rejected FIL011"),
        one("u-egg", "表.egg", b"EGGA\0\1" + bytes(99), "rejected FIL011"),
        one("u-alz", "表.alz", b"ALZ\1\x0a" + bytes(99), "rejected FIL011"),
        one("u-rar5", "表.rar", rar5, "rejected FIL011", says="rar"),
        one("u-7z", "表.7z", b"7z\xbc\xaf\x27\x1c\0\4" + bytes(99), "rejected FIL011", says="7z"),
        one("u-7zpart", "表.7z.001", b"7z\xbc\xaf\x27\x1c\0\4" + bytes(77), "rejected FIL011"),
        one("u-first", "表.z01", first, "rejected FIL002|FIL011", says="分卷"),
        Case("u-spanned", {"a.zip": spanned}, {"a.zip": OPENED, "a.zip!表.xlsx": "read"}),
        opened("u-deflate64", deflate64, "表.xlsx", "rejected FIL024|FIL030"),
        opened("u-zstd", zstd, "表.xlsx", "rejected FIL024|FIL030"),
        Case("u-slash", {"a.zip": slash}, {"a.zip": "processed|rejected", "a.zip!表.xlsx": "read|rejected"}),
        opened("u-hidden", hidden, "表.xlsx", "rejected FIL023"),
        one("u-embedded", "表.docx", embedded, "rejected FIL005"),
        one("u-comment", "表.xlsx", commented.getvalue(), "read"),
        one("u-short", "表.xlsx", bytes(short), "read|rejected"),
        one("u-stored", "表.xlsx", stored_streamed(f("u-stored")), "read"),
        one("u-lzma", "表.xlsx", repacked(f("u-lzma"), compression=zipfile.ZIP_LZMA), "read|rejected"),
        one("u-bzip", "表.xlsx", repacked(f("u-bzip"), compression=zipfile.ZIP_BZIP2), "read|rejected"),
        one("u-page", "表.xlsx", f("u-page") + b"\r\n<html><body>ok</body></html>", "read"),
        one("u-http", "表.xlsx", b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n" + f("u-http"), "rejected FIL002|FIL014"),
        one("u-bom", "表.xlsx", b"\xef\xbb\xbf" + f("u-bom"), "rejected FIL002"),
        one("u-halfzero", "表.xlsx", f("u-halfzero")[:4000] + bytes(9000), "rejected FIL002"),
        one("u-headzero", "表.xlsx", bytes(512) + f("u-headzero")[512:], "rejected FIL002|FIL014"),
    ]  # fmt: skip


def all_cases() -> list[Case]:
    return [*names(), *methods()]
