"""Containers and the file system: what a file may be, and how it may lie there."""

import io
import os
import struct
import warnings
import zipfile
from pathlib import Path

from perfcheck.form.biff import END
from tests.form.packages import changed
from tests.intake.hostile.case import Case, form, one
from tests.intake.sending import archive

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TABLE_HTML = "<table><tr><td>项目名称</td><td>甲</td></tr></table>"


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file [MS-CFB] with streams in its root, laid out as plainly as can be."""
    size = 512
    chains = []
    sectors: list[bytes] = []
    for content in streams.values():
        content = content.ljust(max(4096, -(-len(content) // size) * size), b"\0")
        chains.append((len(sectors) + 2, len(content)))
        sectors += [content[at : at + size] for at in range(0, len(content), size)]
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    for number, (name, (start, length)) in enumerate(zip(streams, chains, strict=True), start=1):
        right = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, start, length, right=right))
    directory = b"".join(entries).ljust(size, b"\0")
    assert len(directory) == size, "at most three streams"
    fat = [0xFFFFFFFD, END]
    for start, length in chains:
        count = length // size
        fat += [*range(start + 1, start + count), END]
    assert len(fat) <= 128, "one sector of the table is enough"
    table = struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    header = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    return header + table + directory + b"".join(sectors)


def _entry(
    name: str, kind: int, start: int, length: int, *, child: int = -1, right: int = 0xFFFFFFFF
) -> bytes:
    raw = name.encode("utf-16-le")
    own = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2, kind, 1)
    own += struct.pack("<III", 0xFFFFFFFF, right, child & 0xFFFFFFFF) + bytes(36)
    return own + struct.pack("<IQ", start, length)


def encrypted(content: bytes, password: str) -> bytes:
    """A workbook behind a password, as Excel 2010 and later write it."""
    from msoffcrypto.format.ooxml import OOXMLFile

    target = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, target)
    return target.getvalue()


def stored(content: bytes) -> bytes:
    """The same package without compression, so that its bytes can be altered."""
    return repacked(content, compression=zipfile.ZIP_STORED)


def repacked(
    content: bytes,
    rename=lambda name: name,
    compression: int = zipfile.ZIP_DEFLATED,
    more: dict[str, bytes] | None = None,
) -> bytes:
    """A package packed again: parts renamed, added, in another compression."""
    source = zipfile.ZipFile(io.BytesIO(content))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as file:
        for name in source.namelist():
            info = zipfile.ZipInfo("x", (2021, 1, 1, 0, 0, 0))
            info.filename, info.compress_type = rename(name), compression
            file.writestr(info, source.read(name))
        for name, part in (more or {}).items():
            file.writestr(name, part)
    return target.getvalue()


def strict(content: bytes) -> bytes:
    """The package in the strict dialect of ISO 29500."""
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def change(old: bytes) -> bytes:
        return old.replace(main, b"http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            relations, b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        )

    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    for name in names:
        content = changed(name, change, content)
    return content


def kinds() -> list[Case]:
    """Files that are what they are, whatever they are called."""
    f = form
    return [
        one("a-plain", "表.xlsx", f("a-plain"), "read"),
        one("a-upper", "表.XLSX", f("a-upper"), "read"),
        one("a-noext", "自评表", f("a-noext"), "read"),
        one("a-asxls", "表.xls", f("a-asxls"), "read"),
        one("a-aspdf", "表.pdf", f("a-aspdf"), "read"),
        one("a-astxt", "表.txt", f("a-astxt"), "read"),
        one("a-asds", "~$不是临时文件.xlsx", f("a-asds"), "read"),
        one("a-dots", "表.2021.终稿.xlsx.xlsx", f("a-dots"), "read"),
        one("a-strict", "表.xlsx", strict(f("a-strict")), "read"),
        one(
            "a-macro",
            "表.xlsm",
            repacked(f("a-macro"), more={"xl/vbaProject.bin": OLE + bytes(600)}),
            "read",
        ),
        one("a-stored", "表.xlsx", stored(f("a-stored")), "read"),
        one(
            "a-backslash",
            "表.xlsx",
            repacked(f("a-backslash"), lambda n: n.replace("/", "\\")),
            "read",
        ),
        one("a-partcase", "表.xlsx", repacked(f("a-partcase"), str.lower), "read"),
        one("a-trailing", "表.xlsx", f("a-trailing") + bytes(1000), "read|rejected"),
        one("a-html", "表.xls", f"<html><body>{TABLE_HTML}".encode("gbk"), "rejected FIL006"),
        one("a-htmlbom", "表.xlsx", ("\ufeff" + TABLE_HTML).encode(), "rejected FIL006"),
        one("a-html16", "表.xls", TABLE_HTML.encode("utf-16"), "rejected FIL006"),
        one(
            "a-htmlcomment",
            "表.xls",
            b"<!-- a -->\n<!-- b -->\n<html></html>",
            "rejected FIL006",
        ),
        one(
            "a-mht",
            "表.xls",
            b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"
            b'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n',
            "rejected FIL006",
        ),
        one("a-csv", "表.xlsx", "项目名称,预算\n甲,300\n乙,1\n".encode("gbk"), "rejected FIL007"),
        one("a-tsv", "表.xls", "项目\t预算\n甲\t300\n".encode("utf-16"), "rejected FIL007"),
        one("a-text", "表.xlsx", "这里只有文字。".encode(), "rejected FIL008"),
        one(
            "a-xml2003",
            "表.xls",
            b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "rejected FIL009",
        ),
        one("a-pdf", "表.xlsx", b"%PDF-1.4\n1 0 obj", "rejected FIL004"),
        one("a-png", "表.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(99), "rejected FIL010"),
        one("a-jpg", "照片.jpg", b"\xff\xd8\xff\xe0" + bytes(99), "rejected FIL010"),
        one("a-rar", "表.rar", b"Rar!\x1a\x07\x01\x00" + bytes(99), "rejected FIL011"),
        one("a-rarx", "表.xlsx", b"Rar!\x1a\x07\x00" + bytes(99), "rejected FIL011"),
        one("a-7z", "表.7z", b"7z\xbc\xaf\x27\x1c" + bytes(99), "rejected FIL011"),
        one("a-gz", "表.xlsx", b"\x1f\x8b\x08" + bytes(99), "rejected FIL011"),
        one(
            "a-docx",
            "表.xlsx",
            archive({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}),
            "rejected FIL005",
        ),
        one("a-doc", "表.doc", compound({"WordDocument": b"x"}), "rejected FIL005"),
        one("a-rtf", "表.xls", b"{\\rtf1 x}", "rejected FIL005"),
        one("a-ppt", "表.ppt", compound({"PowerPoint Document": b"x"}), "rejected FIL013"),
        one("a-ofd", "表.ofd", archive({"OFD.xml": b"<a/>"}), "rejected FIL004"),
        one("a-oldxls", "表.xls", b"\x09\x08\x10\0\0\x06\x05\0" + bytes(99), "rejected FIL027"),
        one("a-drm", "表.xlsx", b"%TSD-Header-###%" + bytes(999), "rejected FIL026"),
        one("a-ole", "表.xls", compound({"Contents": b"x"}), "rejected"),
        one("a-random", "表.xlsx", bytes(range(256)) * 9, "rejected FIL014"),
        one("a-nul", "表.xlsx", bytes(20000), "rejected FIL002"),
        one("a-empty", "表.xlsx", b"", "rejected FIL001"),
        one("a-onebyte", "表.xlsx", b"P", "rejected"),
        one("a-pk", "表.xlsx", b"PK\x03\x04", "rejected FIL002"),
        one("a-olehead", "表.xls", OLE, "rejected FIL002"),
        one("a-nobook", "表.xlsx", archive({"[Content_Types].xml": b"<a/>"}), "rejected FIL002"),
        one("a-lock", "~$表.xlsx", b"\x06user" + b" " * 160, "skipped SKP001"),
        one("a-ds", ".DS_Store", b"\0\0\0\1Bud1", "skipped SKP002"),
        one("a-thumbs", "Thumbs.db", OLE + bytes(9), "skipped SKP002"),
        one("a-readme", "README.txt", "填报说明".encode("gbk"), "skipped SKP003"),
    ]


def damaged() -> list[Case]:
    """Files that were cut, altered or locked."""
    cut = form("a-cut")
    cases = [
        one(f"a-cut{share}", "表.xlsx", cut[: len(cut) * share // 100], "rejected FIL002")
        for share in (10, 50, 90, 99)
    ]
    cases.append(one("a-cut1", "表.xlsx", cut[:-1], "read|rejected FIL002"))
    altered = stored(form("a-altered")).replace(b"214.68", b"294.68")
    strings = changed("xl/worksheets/sheet1.xml", lambda old: old[: len(old) // 2], form("a-half"))
    return [
        *cases,
        one("a-altered", "表.xlsx", altered, "rejected FIL002"),
        one("a-half", "表.xlsx", strings, "rejected"),
        one("a-locked", "表.xlsx", encrypted(form("a-locked"), "123456"), "rejected FIL003"),
        one(
            "a-velvet",
            "表.xlsx",
            encrypted(form("a-velvet"), "VelvetSweatshop"),
            "read",
        ),
    ]


def places() -> list[Case]:
    """How files lie: links, pipes, odd names, the same name twice."""
    hidden = "..表.xlsx"
    long_name = "长" * 80 + ".xlsx"

    def links(folder: Path) -> None:
        (folder / "外面.xlsx").symlink_to("/etc/hosts")
        (folder / "断了.xlsx").symlink_to(folder / "没有")
        (folder / "文件夹").symlink_to("/etc", target_is_directory=True)
        (folder / "圈.xlsx").symlink_to(folder / "圈.xlsx")
        os.mkfifo(folder / "管道.xlsx")

    def gbk(folder: Path) -> None:
        with open(os.fsencode(folder) + b"/" + "自评表.xlsx".encode("gbk"), "wb") as file:
            file.write(form("a-gbk"))

    return [
        Case(
            "a-links",
            {},
            {
                "外面.xlsx": "rejected FIL020",
                "断了.xlsx": "rejected FIL020|FIL022",
                "文件夹": "rejected FIL020",
                "圈.xlsx": "rejected",
                "管道.xlsx": "rejected FIL021",
            },
            make=links,
        ),
        Case("a-gbk", {}, {"自评表.xlsx": "read"}, make=gbk),
        one("a-long", long_name, form("a-long"), "read"),
        one("a-hiddendots", hidden, form("a-hiddendots"), "read|skipped"),
        one("a-newline", "表\n1.xlsx", form("a-newline"), "read"),
        one("a-escape", "表\x1b[31m.xlsx", form("a-escape"), "read"),
        one("a-rtl", "表\u202exslx.xlsx", form("a-rtl"), "read"),
        one("a-quote", "a'b\"c&d<e>.xlsx", form("a-quote"), "read"),
        one("a-formula", "=1+1.xlsx", form("a-formula"), "read"),
        one("a-percent", "100%s%d{0}.xlsx", form("a-percent"), "read"),
        Case(
            "a-case",
            {"Form.xlsx": form("a-case1"), "FORM.xlsx": form("a-case2")},
            {"Form.xlsx": "read", "FORM.xlsx": "read"},
        ),
        Case(
            "a-same",
            {"甲/表.xlsx": form("a-same"), "乙/表.xlsx": form("a-same")},
            {"甲/表.xlsx": "duplicate|read", "乙/表.xlsx": "read|duplicate"},
        ),
        Case("a-dirname", {"目录.xlsx/表.xlsx": form("a-dirname")}, {"目录.xlsx/表.xlsx": "read"}),
        Case(
            "a-output",
            {
                "out/绩效评价结果.xlsx": form("a-output"),
                "out/results.json": b"{}",
                "out/退回/表.xlsx": form("a-output2"),
            },
            {
                "out/绩效评价结果.xlsx": "skipped SKP009",
                "out/results.json": "skipped SKP009",
                "out/退回/表.xlsx": "skipped SKP009",
            },
        ),
    ]


def archives() -> list[Case]:
    """Zip archives."""
    f = form
    nested = archive({"内.zip": archive({"表.xlsx": f("z-nested")})})
    deep = f("z-deep")
    for _ in range(6):
        deep = archive({"a.zip": deep})
    gbk = "资料/自评表.xlsx".encode("gbk")
    raw = archive({"x" * len(gbk): f("z-gbk")}).replace(b"x" * len(gbk), gbk)
    link = io.BytesIO()
    with zipfile.ZipFile(link, "w") as file:
        info = zipfile.ZipInfo("链接.xlsx")
        info.external_attr = 0o120777 << 16
        file.writestr(info, "/etc/passwd")
    twice = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(twice, "w") as file:
        warnings.simplefilter("ignore")
        file.writestr("表.xlsx", f("z-twice1"))
        file.writestr("表.xlsx", f("z-twice2"))
    many = archive({f"{n}.txt": b"x" for n in range(2100)})
    opened = "processed BOX001"
    return [
        Case(
            "z-one",
            {"a.zip": archive({"表.xlsx": f("z-one")})},
            {"a.zip": opened, "a.zip!表.xlsx": "read"},
        ),
        Case(
            "z-stored",
            {"a.zip": archive({"表.xlsx": f("z-stored")}, compression=zipfile.ZIP_STORED)},
            {"a.zip": opened, "a.zip!表.xlsx": "read"},
        ),
        Case(
            "z-asxlsx",
            {"表.xlsx": archive({"表.xlsx": f("z-asxlsx")})},
            {"表.xlsx": opened, "表.xlsx!表.xlsx": "read"},
        ),
        Case(
            "z-nested",
            {"a.zip": nested},
            {"a.zip": opened, "a.zip!内.zip": opened, "a.zip!内.zip!表.xlsx": "read"},
        ),
        Case(
            "z-deep",
            {"a.zip": deep},
            {
                "a.zip": opened,
                "a.zip!a.zip": opened,
                "a.zip!a.zip!a.zip": opened,
                "a.zip!a.zip!a.zip!a.zip": "rejected|processed",
                "a.zip!a.zip!a.zip!a.zip!a.zip": "rejected LIM011",
            },
        ),
        Case("z-gbk", {"a.zip": raw}, {"a.zip": opened, "a.zip!资料/自评表.xlsx": "read"}),
        Case(
            "z-slip",
            {
                "a.zip": archive(
                    {
                        "../../etc/x.xlsx": f("z-slip1"),
                        "/abs/y.xlsx": f("z-slip2"),
                        "C:\\z.xlsx": f("z-slip3"),
                    }
                )
            },
            {
                "a.zip": opened,
                "a.zip!etc/x.xlsx": "read",
                "a.zip!abs/y.xlsx": "read",
                "a.zip!C:/z.xlsx": "read",
            },
        ),
        Case(
            "z-link",
            {"a.zip": link.getvalue()},
            {"a.zip": opened, "a.zip!链接.xlsx": "rejected FIL020"},
        ),
        Case(
            "z-twice",
            {"a.zip": twice.getvalue()},
            {"a.zip": opened, "a.zip!表.xlsx": "read", "a.zip!表.xlsx (2)": "read"},
        ),
        Case(
            "z-mac",
            {"a.zip": archive({"表.xlsx": f("z-mac"), "__MACOSX/._表.xlsx": b"\0\5\x16\7"})},
            {
                "a.zip": opened,
                "a.zip!表.xlsx": "read",
                "a.zip!__MACOSX/._表.xlsx": "skipped SKP002",
            },
        ),
        Case(
            "z-none",
            {"a.zip": archive({"说明.txt": "无".encode()})},
            {"a.zip": "rejected FIL012", "a.zip!说明.txt": "skipped"},
        ),
        Case("z-empty", {"a.zip": archive({})}, {"a.zip": "rejected"}),
        Case(
            "z-mixed",
            {
                "a.zip": archive(
                    {
                        "表.xlsx": f("z-mixed"),
                        "坏.xlsx": f("z-mixed")[:900],
                        "图.jpg": b"\xff\xd8\xff",
                    }
                )
            },
            {
                "a.zip": opened,
                "a.zip!表.xlsx": "read",
                "a.zip!坏.xlsx": "rejected FIL002",
                "a.zip!图.jpg": "rejected FIL010",
            },
        ),
        Case(
            "z-eml",
            {"a.zip": archive({"信.eml": b"From: a@b.cn\r\nSubject: x\r\n\r\nhi"})},
            {"a.zip": opened, "a.zip!信.eml": "rejected FIL016"},
        ),
        Case(
            "z-cut", {"a.zip": archive({"表.xlsx": f("z-cut")})[:-40]}, {"a.zip": "rejected FIL002"}
        ),
        Case(
            "z-bomb",
            {"a.zip": archive({"表.xlsx": bytes(40 << 20)})},
            {"a.zip": opened, "a.zip!表.xlsx": "rejected LIM006"},
        ),
        Case(
            "z-bombs",
            {"a.zip": archive({f"{n}.xlsx": bytes(19 << 20) for n in range(23)})},
            {"a.zip": opened} | {f"a.zip!{n}.xlsx": "rejected|duplicate" for n in range(23)},
        ),
        Case("z-overlap", {"a.zip": overlapping(300)}, {"a.zip": "rejected SEC002"}),
        Case(
            "z-many",
            {"a.zip": many},
            {"a.zip": opened, "a.zip!其余 100 个文件": "rejected LIM007"}
            | {f"a.zip!{n}.txt": "skipped" for n in range(2000)},
        ),
    ]


def overlapping(copies: int) -> bytes:
    """Many members that are the same bytes of the archive: they unpack to far more than it is."""
    base = archive({"a": bytes(5 << 20)})
    start = base.rindex(b"PK\x01\x02")
    end = base.rindex(b"PK\x05\x06")
    entry = base[start:end]
    directory = entry * copies
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, copies, copies, len(directory), start, 0)
    return base[:start] + directory + tail


def all_cases() -> list[Case]:
    return [*kinds(), *damaged(), *places(), *archives()]
