"""Files that are something else than they say, and places and names that trip a program up."""

import gzip
import io
import os
import socket
import struct
import tarfile
from pathlib import Path

from tests.intake.hostile.case import Case, form, one
from tests.intake.sending import archive

SHORTCUT = b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(200)
INTERNET = "[InternetShortcut]\r\nURL=https://example.com/表.xlsx\r\n".encode("gbk")
PROGRAM = b"MZ\x90\0\x03\0\0\0" + bytes(50) + struct.pack("<I", 64) + b"PE\0\0" + bytes(900)
VISIO = {"[Content_Types].xml": b"<Types/>", "visio/document.xml": b"<a/>", "_rels/.rels": b"<a/>"}


def tar(content: bytes) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as file:
        info = tarfile.TarInfo("表.xlsx")
        info.size = len(content)
        file.addfile(info, io.BytesIO(content))
    return target.getvalue()


def other_kinds() -> list[Case]:
    """What people rename, and what else lies in their folders."""
    f = form
    styled = b"\r\n<style>td{mso-number-format:\\@}</style>\r\n<table border=1><tr><td>1</td></tr></table>"
    saved_page = (
        b"From: =?gb2312?B?08kgTWljcm9zb2Z0IEludGVybmV0IEV4cGxvcmVyILGjtOY=?=\r\n"
        b"Subject: =?gb2312?B?sexz?=\r\nDate: Mon, 1 Mar 2021 09:00:00 +0800\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\n'
        b"Content-Type: text/html; charset=gb2312\r\nContent-Location: http://oa/x.jsp\r\n\r\n"
        b"<html><table><tr><td>1</td></tr></table></html>\r\n--x--\r\n"
    )
    uof = (
        '<?xml version="1.0" encoding="GB18030"?>\n'
        '<uof:UOF xmlns:uof="http://schemas.uof.org/cn/2003/uof" uof:language="cn">表</uof:UOF>'
    ).encode("gb18030")
    resource = b"\0\5\x16\7\0\2\0\0Mac OS X        " + bytes(200)
    return [
        one("d-webp", "表.xlsx", b"RIFF\x24\0\0\0WEBPVP8 " + bytes(90), "rejected FIL010"),
        one("d-heic", "表.xlsx", b"\0\0\0\x18ftypheic\0\0\0\0" + bytes(90), "rejected FIL010"),
        one(
            "d-video",
            "表.mp4",
            b"\0\0\0\x18ftypmp42\0\0\0\0" + bytes(90),
            "rejected",
            says="视频|不是 Excel",
        ),
        one("d-program", "自评表.xlsx.exe", PROGRAM, "rejected", says="程序"),
        one("d-shortcut", "自评表.xlsx.lnk", SHORTCUT, "rejected FIL020", says="快捷方式"),
        one("d-internet", "自评表.url", INTERNET, "rejected FIL020", says="快捷方式"),
        one("d-part", "自评表.xlsx.crdownload", f("d-part")[:2000], "rejected FIL002"),
        one("d-partwhole", "自评表.xlsx.part", f("d-partwhole"), "read"),
        one("d-zeroes", "表.xlsx", bytes(20_000), "rejected FIL001|FIL002"),
        one("d-gzip", "表.xlsx", gzip.compress(f("d-gzip"), mtime=0), "rejected FIL011"),
        one("d-tar", "表.tar", tar(f("d-tar")), "rejected FIL011"),
        one("d-cabinet", "表.cab", b"MSCF\0\0\0\0" + bytes(99), "rejected FIL011"),
        one("d-sylk", "表.xls", b"ID;PWXL;N;E\r\nC;Y1;X1;K300\r\nE\r\n", "rejected"),
        one("d-jet", "表.mdb", b"\0\1\0\0Standard Jet DB\0" + bytes(99), "rejected FIL014"),
        one("d-savedpage", "表.xls", saved_page, "rejected FIL006"),
        one("d-styled", "表.xls", styled, "rejected FIL006"),
        one("d-rows", "表.xls", b"<tr><td>1</td></tr>" * 9, "rejected FIL006"),
        one("d-visio", "图.vsdx", archive(VISIO), "rejected FIL014"),
        one("d-uof1", "表.uof", uof, "rejected FIL027"),
        one("d-resource", "表.xlsx", resource, "rejected FIL014"),
        one("d-mac", "._表.xlsx", resource, "skipped SKP002"),
        one("d-wpslock", ".~表.xlsx", b"\x06user" + b" " * 160, "skipped"),
        one("d-officelock", ".~lock.表.xlsx#", b",user,host,;", "skipped"),
        one("d-temporary", "5F3A2000.tmp", f("d-temporary"), "read"),
        one("d-before", "表.xlsx", b"\r\n" + f("d-before"), "read|rejected FIL002"),
        one("d-selfextract", "报送.exe", PROGRAM + archive({"表.xlsx": b"x"}), "rejected"),
    ]


def names() -> list[Case]:
    """Names of files, as odd as file systems allow."""
    plain = (
        "自\u200b评\u2060表.xlsx",
        "长" * 83 + ".xlsx",
        "📎表.xlsx",
        "a\\b.xlsx",
        "+1.xlsx",
        "-o.xlsx",
        "@SUM(1).xlsx",
        '=HYPERLINK("x").xlsx',
        " 空格 .xlsx",
        "\t.xlsx",
        "CON.xlsx",
        "表.xlsx. ",
        "加急!.终稿.xlsx",
        "说明!readme",
        "甲!乙.xlsx",
        "<script>alert(1)<%2fscript>.xlsx",
        "_x0041_.xlsx",
        "http:example.com.xlsx",
        "2021-01-01",
    )
    cases = [one(f"n-{n}", name, form(f"n-{n}"), "read") for n, name in enumerate(plain)]

    def invalid(folder: Path) -> None:
        with open(os.fsencode(folder) + b"/\xff\xfe\x80.xlsx", "wb") as file:
            file.write(form("n-invalid"))

    def same_shown(folder: Path) -> None:
        (folder / "自评表.xlsx").write_bytes(form("n-same1"))
        with open(os.fsencode(folder) + b"/" + "自评表.xlsx".encode("gbk"), "wb") as file:
            file.write(form("n-same2"))

    return [
        *cases,
        Case("n-invalid", {}, {"\ufffd\ufffd\ufffd.xlsx": "read"}, make=invalid),
        Case("n-same", {}, {"自评表.xlsx": "read", "自评表.xlsx (2)": "read"}, make=same_shown),
    ]


def folders() -> list[Case]:
    """Folders that systems made, sockets, devices, folders without end, what nobody may read."""

    def odd_files(folder: Path) -> None:
        here = Path.cwd()
        os.chdir(folder)  # the path of a socket may have 108 bytes
        try:
            with socket.socket(socket.AF_UNIX) as server:
                server.bind("socket.xlsx")
        finally:
            os.chdir(here)
        (folder / "zero.xlsx").symlink_to("/dev/zero")
        (folder / "loop").symlink_to(folder, target_is_directory=True)

    def endless(folder: Path) -> None:
        here = Path.cwd()
        try:
            for _ in range(60):
                os.chdir(folder)
                folder = Path("长" * 80)
                folder.mkdir()
        finally:
            os.chdir(here)

    def closed(folder: Path) -> None:
        (folder / "关.xlsx").write_bytes(form("n-closed"))
        (folder / "关.xlsx").chmod(0)

    return [
        Case(
            "n-system",
            {
                "__MACOSX/._表.xlsx": b"\0\5\x16\7",
                "$RECYCLE.BIN/$R1.xlsx": form("n-system"),
                "desktop.ini": b"[.ShellClassInfo]",
            },
            {
                "__MACOSX/._表.xlsx": "skipped SKP002",
                "$RECYCLE.BIN/$R1.xlsx": "skipped SKP002",
                "desktop.ini": "skipped SKP002",
            },
        ),
        Case(
            "n-odd",
            {},
            {
                "socket.xlsx": "rejected FIL021",
                "zero.xlsx": "rejected FIL020",
                "loop": "rejected FIL020",
            },
            make=odd_files,
        ),
        Case("n-endless", {}, {}, make=endless, loose=True),
        Case("n-closed", {}, {"关.xlsx": "read|rejected FIL022"}, make=closed),
    ]


def all_cases() -> list[Case]:
    return [*other_kinds(), *names(), *folders()]
