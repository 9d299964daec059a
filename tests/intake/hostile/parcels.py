"""Archives, text tables and file names once more."""

import io
import sqlite3
import struct
import zipfile

from tests.forms import NATIONAL
from tests.intake.hostile.case import Case, form, one
from tests.intake.sending import archive


def packed(case: str, content: bytes, wanted: dict[str, str], *, loose: bool = False) -> Case:
    inner = {f"包.zip!{name}": outcome for name, outcome in wanted.items()}
    return Case(case, {"包.zip": content}, {"包.zip": "processed", **inner}, loose=loose)


def named_in_gbk(content: bytes) -> bytes:
    """An archive that says its names are UTF-8, while they are GBK."""
    raw = bytearray(archive({"ab.xlsx": content}))
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = raw.index(mark)
        flags = struct.unpack_from("<H", raw, start + at)[0] | 0x800
        struct.pack_into("<H", raw, start + at, flags)
    return bytes(raw).replace(b"ab.xlsx", "表".encode("gbk") + b".xlsx")


def dated(content: bytes, stamp: bytes) -> bytes:
    raw = bytearray(archive({"表.xlsx": content}))
    local, central = raw.index(b"PK\3\4"), raw.index(b"PK\1\2")
    raw[local + 10 : local + 14] = raw[central + 12 : central + 16] = stamp
    return bytes(raw)


def damaged(case: str) -> bytes:
    """Two members, of which the first was changed on its way."""
    raw = bytearray(archive({"坏.xlsx": form(case), "好.xlsx": form(case + "2")}, compression=0))
    raw[3000] ^= 255
    return bytes(raw)


def archives() -> list[Case]:
    f = form
    same = f("j-same")
    acting = ("=1+1.xlsx", "+cmd.xlsx", "@SUM(1).xlsx", "-2.xlsx")
    devices = ("CON.xlsx", "aux.xlsx", "COM1.xlsx", "nul")
    deep = "很深/" * 60 + "表.xlsx"
    local = archive({"表.xlsx": f("j-local")})
    local = local.replace("表.xlsx".encode(), "单.xlsx".encode(), 1)
    comment = io.BytesIO(archive({"表.xlsx": f("j-comment")}))
    with zipfile.ZipFile(comment, "a") as file:
        file.comment = (b"PK\5\6" + bytes(18)) * 100
    folders = io.BytesIO()
    with zipfile.ZipFile(folders, "w") as file:
        for name in ("甲/", "甲/乙/", "丙/"):
            file.writestr(zipfile.ZipInfo(name, (2021, 3, 1, 12, 0, 0)), b"")
    mac = {
        "表.xlsx": f("j-mac"),
        ".DS_Store": b"\0\0\0\1Bud1",
        "Icon\r": b"",
        "__MACOSX/._表.xlsx": b"\0\5\x16\7",
    }
    return [
        packed("j-acting", archive({n: f(f"j-acting{i}") for i, n in enumerate(acting)}), dict.fromkeys(acting, "read")),
        packed("j-devices", archive({n: f(f"j-devices{i}") for i, n in enumerate(devices)}), dict.fromkeys(devices, "read")),
        packed("j-same", archive({"甲/表.xlsx": same, "乙/表.xlsx": same}), {"甲/表.xlsx": "read", "乙/表.xlsx": "duplicate"}),
        packed("j-saysutf8", named_in_gbk(f("j-saysutf8")), {"表.xlsx": "read"}),
        packed("j-zerodate", dated(f("j-zerodate"), bytes(4)), {"表.xlsx": "read"}),
        packed("j-fardate", dated(f("j-fardate"), b"\xff\xff\xff\xff"), {"表.xlsx": "read"}),
        packed("j-onebad", damaged("j-onebad"), {"坏.xlsx": "rejected FIL024", "好.xlsx": "read"}),
        packed("j-deep", archive({deep: f("j-deep")}), {deep: "read"}),
        packed("j-local", local, {"表.xlsx": "read|rejected"}),
        # The comment pretends to be the end of an empty archive; which end is meant, nobody knows.
        Case("j-comment", {"包.zip": comment.getvalue()}, {"包.zip": "rejected"}),
        packed("j-rar", archive({"a.rar": b"Rar!\x1a\x07\x01\0" + bytes(99), "表.xlsx": f("j-rar")}), {"a.rar": "rejected FIL011", "表.xlsx": "read"}),
        packed("j-mac", archive(mac), {"表.xlsx": "read"}, loose=True),
        Case("j-folders", {"包.zip": folders.getvalue()}, {"包.zip": "rejected FIL012"}),
        Case("j-renamed", {"表.zip": f("j-renamed")}, {"表.zip": "read"}),
        Case("j-tail", {"包.zip": archive({"表.xlsx": f("j-tail")}) + bytes(100_000)}, {"包.zip": "rejected|processed"}, loose=True),
    ]  # fmt: skip


def tables() -> list[Case]:
    """Text that stands in columns, and data that are no table."""
    rows = [line.replace(" | ", ",") for line in NATIONAL.strip().splitlines()]
    csv = "\r\n".join(row.replace("<", "").replace("^", "") for row in rows)
    database = sqlite3.connect(":memory:")
    database.execute("create table a(b)")
    acting = '项目名称,预算\r\n"=cmd|\'/c calc\'!A1",300\r\n=HYPERLINK("http://127.0.0.1:1/"),2\r\n'
    return [
        one("l-csv", "自评表.csv", csv.encode("gbk", "replace"), "rejected FIL007"),
        one("l-csv16", "自评表.xls", csv.replace(",", "\t").encode("utf-16"), "rejected FIL007"),
        one("l-csvsemi", "自评表.xlsx", ("\ufeff" + csv.replace(",", ";")).encode(), "rejected FIL007"),
        one("l-acting", "表.csv", acting.encode("gbk"), "rejected FIL007"),
        one("l-single", "表.csv", "项目名称,主管部门,预算\r\n".encode("gbk"), "rejected FIL007|FIL008"),
        one("l-sqlite", "表.xlsx", database.serialize(), "rejected FIL014"),
        one("l-calendar", "会议.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "rejected|skipped"),
        one("l-markdown", "表.xlsx", "| 项目 | 预算 |\n|---|---|\n| 甲 | 300 |\n".encode(), "rejected"),
    ]  # fmt: skip


def names() -> list[Case]:
    """Names on disk."""

    def each(case: str, *listed: str) -> Case:
        files = {name: form(f"{case}{n}") for n, name in enumerate(listed)}
        return Case(case, files, dict.fromkeys(listed, "read"))

    return [
        each("i-acting", "=1+1.xlsx", "+1.xlsx", "-1.xlsx", "@a.xlsx", "'b.xlsx"),
        each("i-devices", "CON.xlsx", "NUL.xls", "COM1.xlsx", "PRN"),
        each("i-shell", "$(id).xlsx", "`id`.xlsx", "a;rm -rf.xlsx", "{0}%n.xlsx", "&a|b.xlsx"),
        each("i-bang", "甲!乙.xlsx", "包.zip!表.xlsx"),
        each("i-ends", "表.xlsx ", "表.xlsx.", " 表.xlsx"),
        each("i-zerowidth", "自\u200b评表.xlsx", "自评表.xlsx"),
        each("i-emoji", "📎自评表👨\u200d👩\u200d👧.xlsx"),
        each("i-dash", "--help.xlsx", "-o.xlsx"),
    ]


def all_cases() -> list[Case]:
    return [*archives(), *tables(), *names()]
