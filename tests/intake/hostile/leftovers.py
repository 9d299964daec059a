"""A fourth, short round: types that lie, names without a stem, documents written as XML."""

import base64
import os
import re
from pathlib import Path

from tests.form.packages import SHEET, STRINGS, changed
from tests.intake.hostile.case import Case, form, one
from tests.intake.hostile.dialects import executed, sheet
from tests.intake.hostile.letters import FILE, LETTER, RAW, came
from tests.intake.hostile.mailroom import opaque, sealed
from tests.intake.hostile.wrappers import raw_names
from tests.intake.mails import encoded, forwarded, mail, multipart, named, part
from tests.intake.outlook_files import winmail
from tests.intake.sending import archive

BOX = "processed BOX001"


def mails() -> list[Case]:
    f = form
    lying = (
        b"Content-Type: message/rfc822; name="
        + RAW
        + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    )
    signed = part(
        sealed(multipart(LETTER, named(RAW, f("q-listed")), boundary=b"in")),
        b'attachment; filename="smime.p7m"', b"application/x-pkcs7-mime; smime-type=signed-data",
    )  # fmt: skip
    compressed = b"0\x82\x10\0\x06\x0b*\x86H\x86\xf7\r\x01\x09\x10\x01\x09" + bytes(300)
    forward = forwarded(mail(LETTER, named(RAW, f("q-forward")), boundary=b"q"))
    forward = forward.replace(
        b"message/rfc822",
        b'message/rfc822; name="a.eml"\r\nContent-Disposition: attachment; filename="a.eml"',
    )
    plain = (
        b'Content-Type: text/plain; name="'
        + RAW
        + b'"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + encoded(f("q-astext"))
    )
    octets = base64.b64encode(f("q-spaced"))
    spaced = b" \r\n".join(octets[at : at + 60] for at in range(0, len(octets), 60))
    inner = mail(LETTER, named(RAW, f("q-tnefmail")), boundary=b"t")
    return [
        came("q-lying", mail(LETTER, lying + encoded(f("q-lying"))), FILE),
        came("q-listed", mail(signed, LETTER), FILE),
        came("q-compressed", opaque(compressed, b"compressed-data"), "smime.p7m", "rejected"),
        came("q-forward", mail(LETTER, forward), FILE),
        came("q-astext", mail(LETTER, plain), FILE),
        came("q-spaced", mail(LETTER, named(RAW, b"@").replace(b"QA==", spaced)), FILE),
        came("q-html", mail(LETTER, named(b"x.xls", b"<table><tr><td>1</td></tr></table>")), "x.xls", "rejected FIL006"),
        Case(
            "q-tnefmail", {"信.eml": mail(LETTER, named(b"winmail.dat", winmail({"a.eml": inner})))},
            {"信.eml": "processed", "信.eml!winmail.dat": BOX, "信.eml!winmail.dat!a.eml": "processed BOX002", f"信.eml!winmail.dat!a.eml!{FILE}": "read"},
        ),
        came("q-noname", mail(LETTER, part(f("q-noname"), b'attachment; filename=".xlsx"')), ".xlsx"),
    ]  # fmt: skip


def files() -> list[Case]:
    f = form
    word = b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">'
    flat = b'<?xml version="1.0"?>\n<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"><pkg:part pkg:name="/word/document.xml">'

    def aged(folder: Path) -> None:
        for name, moment in (("旧.xlsx", -86_400), ("远.xlsx", 1 << 40)):
            (folder / name).write_bytes(f(f"q-aged{name[0]}"))
            os.utime(folder / name, (moment, moment))

    return [
        one("q-dotname", ".xlsx", f("q-dotname"), "read"),
        one("q-dotted", ".自评表.xls", f("q-dotted"), "read"),
        one("q-dotother", ".gitignore", b"*.tmp\n", "skipped SKP002"),
        Case("q-zipdot", {"a.zip": archive({"甲/.xlsx": f("q-zipdot")})}, {"a.zip": BOX, "a.zip!甲/.xlsx": "read"}),
        Case("q-et", {"表.xlsx": raw_names({"自评表.et".encode("gbk"): f("q-et")})}, {"表.xlsx": BOX, "表.xlsx!自评表.et": "read"}),
        one("q-word2003", "表.xls", word, "rejected FIL005"),
        one("q-wordflat", "表.xml", flat, "rejected FIL005"),
        one("q-2003late", "表.xls", b'\r\n\r\n<?xml version="1.0" encoding="gb2312"?>\r\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "rejected FIL009"),
        one("q-longcomment", "表.xls", b"<!--" + b"x" * 90_000 + b"--><table><tr><td>", "rejected FIL006|FIL008"),
        one("q-rtf", "表.doc", b"\r\n{\\rtf1\\ansi x}", "rejected FIL005|FIL008"),
        Case("q-aged", {}, {"旧.xlsx": "read", "远.xlsx": "read"}, make=aged, figures={}),
    ]  # fmt: skip


def books() -> list[Case]:
    space = b' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

    def everywhere(old: bytes) -> bytes:
        return re.sub(rb"<(c|v|row)(?=[ >])", rb"<\1" + space, old)

    empty = changed(
        STRINGS, lambda o: o.replace(b"</sst>", b"<si/><si><t/></si></sst>"), form("q-emptysi")
    )
    return [
        sheet("q-everywhere", everywhere),
        one("q-emptysi", "表.xlsx", empty, "read"),
        executed("q-emptyindex", b'<c r="G6" t="s"><v></v></c>', executed=None),
        executed("q-space", b'<c r="G6"><v xml:space="preserve">214.68</v></c>'),
        executed("q-namespace", b'<c r="G6" foo:bar="1" xmlns:foo="urn:x"><v>214.68</v></c>'),
        executed("q-extension", b'<c r="G6"><v>214.68</v><extLst><ext><v>999</v></ext></extLst></c>', "read|rejected"),
        sheet("q-crlf", lambda o: o.replace(b"><", b">\r\n<")),
        one("q-tabs", "表.xlsx", changed(SHEET, lambda o: o.replace(b"<c r=", b"\t<c\n r="), form("q-tabs")), "read"),
    ]  # fmt: skip


def all_cases() -> list[Case]:
    return [*mails(), *files(), *books()]
