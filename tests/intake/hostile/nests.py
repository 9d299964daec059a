"""Archives as other programs write them, archives in archives in mails, and archives that burst."""

import io
import struct
import zipfile

from tests.intake.hostile.case import Case, form, one
from tests.intake.mails import mail, named, text
from tests.intake.outlook_files import compound, msg, winmail
from tests.intake.sending import archive

OPENED, MAILED = "processed BOX001", "processed BOX002"
LETTER = text("附上自评表，请查收。")


class _Pipe(io.RawIOBase):
    """A target that cannot be rewound: sizes then stand behind each member."""

    def __init__(self) -> None:
        self.content = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.content += data
        return len(data)


def streamed(members: dict[str, bytes]) -> bytes:
    target = _Pipe()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return bytes(target.content)


def large(members: dict[str, bytes]) -> bytes:
    """With the fields for archives above 4 GB, as some programs always write them."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            with file.open(zipfile.ZipInfo(name), "w", force_zip64=True) as part:
                part.write(content)
    return target.getvalue()


def patched(content: bytes, at: int, form: str, *values: int) -> bytes:
    """Every directory entry and local header with a field changed; `at` counts in the entry."""
    raw = bytearray(content)
    place = raw.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into(form, raw, place + at, *values)
        local = struct.unpack_from("<I", raw, place + 42)[0]
        struct.pack_into(form, raw, local + at - 2, *values)
        place = raw.find(b"PK\x01\x02", place + 4)
    return bytes(raw)


def opened(case: str, content: bytes, inner: str, expect: str = "read") -> Case:
    return Case(case, {"a.zip": content}, {"a.zip": OPENED, f"a.zip!{inner}": expect})


def programs() -> list[Case]:
    """What other programs write."""
    f = form
    aes = patched(archive({"表.xlsx": f("y-aes")}), 8, "<HH", 1, 99)
    unknown = patched(archive({"表.xlsx": f("y-method")}), 10, "<H", 9)
    utf8 = "自评表.xlsx".encode()
    unflagged = archive({"x" * len(utf8): f("y-unflagged")}).replace(b"x" * len(utf8), utf8)
    folders = archive({f"d{n}/": b"" for n in range(60_000)} | {"表.xlsx": f("y-folders")})
    crc = archive({"表.xlsx": f("y-crc"), "坏.xlsx": b"z" * 5000}, compression=zipfile.ZIP_STORED)
    split = archive({"表.xlsx": f("y-split")})
    end = split.rindex(b"PK\x05\x06")
    split = split[2000 : end + 4] + struct.pack("<HH", 1, 1) + split[end + 8 :]  # the last volume
    comment = io.BytesIO()
    with zipfile.ZipFile(comment, "w") as file:
        file.writestr("表.xlsx", f("y-comment"))
        file.comment = b"PK\x05\x06" + b"c" * 60_000
    lzma = archive({"表.xlsx": f("y-lzma")}, compression=zipfile.ZIP_LZMA)
    return [
        opened("y-aes", aes, "表.xlsx", "rejected FIL023"),
        opened("y-method", unknown, "表.xlsx", "rejected FIL030"),
        opened("y-zip64", large({"表.xlsx": f("y-zip64")}), "表.xlsx"),
        opened("y-streamed", streamed({"表.xlsx": f("y-streamed")}), "表.xlsx"),
        opened("y-lzma", lzma, "表.xlsx"),
        opened("y-bzip", archive({"表.xlsx": f("y-bzip")}, compression=12), "表.xlsx"),
        opened("y-unflagged", unflagged, "自评表.xlsx"),
        opened("y-folders", folders, "表.xlsx"),
        Case(
            "y-crc",
            {"a.zip": crc.replace(b"z" * 5000, b"z" * 4999 + b"y")},
            {"a.zip": OPENED, "a.zip!表.xlsx": "read", "a.zip!坏.xlsx": "rejected FIL024"},
        ),
        one("y-split", "a.zip", split, "rejected"),
        Case("y-comment", {"a.zip": comment.getvalue()}, {"a.zip": "rejected FIL002"}),
        *names(),
    ]


def names() -> list[Case]:
    """Names of members."""
    odd = {
        "表\1.exe.xlsx": "表.exe.xlsx",
        "表\u202exslx.xlsx": "表xslx.xlsx",
        "a//./b/../表.xlsx": "a/b/表.xlsx",
        "n" * 5000 + ".xlsx": "n" * 110 + "….xlsx",
        "表\r\n1.xlsx": "表1.xlsx",
        "=1+1.xlsx": "=1+1.xlsx",
        "急!.稿.xlsx": "急!.稿.xlsx",
        "...": "未命名",
    }
    return [
        opened(
            f"y-name{n}", archive({name: form(f"y-name{n}")}).replace(b"\1.exe", b"\0.exe"), shown
        )
        for n, (name, shown) in enumerate(odd.items())
    ] + [
        Case(
            "y-cases",
            {"a.zip": archive({"表.xlsx": form("y-cases1"), "表.XLSX": form("y-cases2")})},
            {"a.zip": OPENED, "a.zip!表.xlsx": "read", "a.zip!表.XLSX": "read"},
        )
    ]


def nested() -> list[Case]:
    """Boxes in boxes."""
    f = form
    inner = mail(LETTER, named(b"b.zip", archive({"表.xlsx": f("y-zez")})))
    outlook = compound(msg({"表.xlsx": f("y-msg")}))
    chain = f("y-chain")
    for level in range(4):
        name = b"e%d.eml" % level if level else "表.xlsx".encode()
        chain = mail(LETTER, named(name, chain), boundary=b"c%d" % level)
    return [
        Case(
            "y-zez",
            {"a.zip": archive({"信.eml": inner})},
            {
                "a.zip": OPENED,
                "a.zip!信.eml": MAILED,
                "a.zip!信.eml!b.zip": OPENED,
                "a.zip!信.eml!b.zip!表.xlsx": "read",
            },
        ),
        Case(
            "y-msg",
            {"a.zip": archive({"信.msg": outlook})},
            {"a.zip": OPENED, "a.zip!信.msg": MAILED, "a.zip!信.msg!表.xlsx": "read"},
        ),
        Case(
            "y-winmail",
            {
                "信.eml": mail(
                    LETTER,
                    named(b"winmail.dat", winmail({"a.zip": archive({"表.xlsx": f("y-winmail")})})),
                )
            },
            {
                "信.eml": MAILED,
                "信.eml!winmail.dat": OPENED,
                "信.eml!winmail.dat!a.zip": OPENED,
                "信.eml!winmail.dat!a.zip!表.xlsx": "read",
            },
        ),
        Case(
            "y-chain",
            {"信.eml": chain},
            {
                "信.eml": MAILED,
                "信.eml!e3.eml": MAILED,
                "信.eml!e3.eml!e2.eml": MAILED,
                "信.eml!e3.eml!e2.eml!e1.eml": MAILED,
                "信.eml!e3.eml!e2.eml!e1.eml!表.xlsx": "read",
            },
        ),
    ]


def bombs() -> list[Case]:
    """Archives that unpack to far more than anybody can look at: none reads, none runs on."""
    core = archive({f"{n}.bin": bytes(1 << 20) for n in range(40)})
    for level in range(2):
        core = archive({f"{level}{n}.zip": core + bytes([n]) * (n + 1) for n in range(40)})
    wide = archive({f"{n}.txt": b"x" for n in range(1900)})
    wide = archive({f"{n}.zip": wide + bytes(n) for n in range(60)})
    return [
        Case("y-fortytwo", {"a.zip": core}, {"a.zip": "rejected|processed"}, loose=True),
        Case("y-wide", {"a.zip": wide}, {"a.zip": "rejected|processed"}, loose=True),
    ]


def all_cases() -> list[Case]:
    return [*programs(), *nested(), *bombs()]
