"""A second round of odd files, written after the classes of the first were mended."""

import io
import zipfile

from tests.form.packages import SHEET, STRINGS, changed
from tests.forms import Table, workbook
from tests.intake.hostile.case import Case, form, one, table
from tests.intake.hostile.containers import compound, repacked, stored
from tests.intake.hostile.dialects import executed, parts
from tests.intake.hostile.letters import FILE, LETTER, OPENED, RAW
from tests.intake.hostile.packages import BOOK, RELATIONS, sub
from tests.intake.mails import forwarded, mail, multipart, named, part, text, word
from tests.intake.outlook_files import compound as outlook
from tests.intake.outlook_files import msg
from tests.intake.sending import archive

ZIPPED = "processed BOX001"


def mails() -> list[Case]:
    f = form
    inline = mail(
        multipart(
            text("<img src=cid:a>", kind="html"),
            part(f("w-cid"), b"inline", b'application/vnd.ms-excel; name="' + RAW + b'"'),
            boundary=b"r",
            kind=b"related",
        )
    )
    tagged = b"=?UTF-8''%E8%A1%A8.xlsx?="
    latin = "表.xlsx".encode().decode("latin-1").encode("utf-8")  # a gateway encoded it twice
    link_and_reply = mail(
        text("> 原邮件：超大附件请从 https://wx.mail.qq.com/ftn/x 下载\r\n已改好，见附件。"),
        named(RAW, f("w-reply")),
    )
    inner = mail(text("超大附件 https://mail.qq.com/cgi-bin/ftnExs?k=1"), boundary=b"=_i")
    msg_in_msg = outlook(msg({"转发": msg({"表.xlsx": f("w-inner")})}))
    return [
        Case("w-cid", {"信.eml": inline}, {"信.eml": OPENED, f"信.eml!{FILE}": "read"}),
        Case("w-reply", {"信.eml": link_and_reply}, {"信.eml": OPENED, f"信.eml!{FILE}": "read"}),
        Case("w-forwardedlink", {"信.eml": mail(text("转发"), forwarded(inner))}, {"信.eml": "rejected FIL017"}),
        Case(
            "w-vacation",
            {"信.eml": mail(text("休假"), subject=b"Automatic reply: hi", more=[b"X-Autoreply: yes"])},
            {"信.eml": "skipped SKP007"},
        ),
        Case(
            "w-answered",
            {"信.eml": mail(LETTER, named(RAW, f("w-answered")), subject=word("回复：自动回复", "utf-8"))},
            {"信.eml": OPENED, f"信.eml!{FILE}": "read"},
        ),
        Case("w-msgmsg", {"信.msg": msg_in_msg}, {"信.msg": OPENED, "信.msg!表.xlsx": "read"}),
        Case(
            "w-lockedzip",
            {"信.eml": mail(LETTER, named(b"a.rar", b"Rar!\x1a\x07\x01\x00" + bytes(90)))},
            {"信.eml": OPENED, "信.eml!a.rar": "rejected FIL011"},
        ),
        Case(
            "w-program",
            {"信.eml": mail(LETTER, named("自评表.xlsx.scr".encode(), b"MZ\x90\0" + bytes(99)))},
            {"信.eml": OPENED, "信.eml!自评表.xlsx.scr": "rejected FIL028"},
        ),
        Case(
            "w-double",
            {"信.eml": mail(LETTER, named(latin, f("w-double")))},
            {"信.eml": OPENED, "信.eml!è¡¨.xlsx": "read"},
        ),
        Case(
            "w-rawword",
            {"信.eml": mail(LETTER, part(f("w-rawword"), b"attachment; filename=" + tagged))},
            {"信.eml": OPENED, "信.eml!=?UTF-8''表.xlsx?=": "read"},
        ),
    ]  # fmt: skip


def books() -> list[Case]:
    f = form
    last = b'</sheetData><extLst><ext xmlns:x="urn:x"><x:v>1</x:v><x:v>2</x:v></ext></extLst>'
    shared = changed(
        STRINGS,
        lambda old: old.replace("案例w-shared".encode(), "案例<!--a-->w-<?p q?>shared".encode()),
        f("w-shared"),
    )
    pair = {"xl/worksheets/Sheet1.xml ": b"<x/>"}
    two_in_one = parts(f("w-inside"))
    two_in_one["xl/embeddings/Microsoft_Excel_Sheet1.xlsx"] = f("w-inside2")
    huge_name = sub(
        "w-defined",
        BOOK,
        b"</sheets>",
        b'</sheets><definedNames><definedName name="'
        + b"n" * 3_000_000
        + b'">1</definedName></definedNames>',
    )
    loop = sub(
        "w-selflink",
        RELATIONS,
        b"worksheets/sheet1.xml",
        b"./worksheets/../worksheets/./sheet1.xml",
    )
    return [
        executed("w-exponent", b'<c r="G6"><v>21468E-2</v></c>'),
        executed("w-nested", b'<c r="G6"><is><t>999</t></is><v>214.68</v></c>', "read|rejected"),
        executed("w-date", b'<c r="G6" t="d"><v>2021-01-01</v></c>', "read", executed=None),
        executed("w-wrongtype", b'<c r="G6" t="zzz"><v>214.68</v></c>', "read|rejected"),
        executed("w-quote", b"<c r='G6'><v>214.68</v></c>"),
        one("w-extension", "表.xlsx", sub("w-extension", SHEET, b"</sheetData>", last), "read"),
        one("w-shared", "表.xlsx", shared, "read", name="案例w-shared"),
        one("w-blankpart", "表.xlsx", repacked(f("w-blankpart"), more=pair), "read|rejected"),
        one("w-inside", "表.xlsx", archive(two_in_one), "read", forms=1),
        one("w-defined", "表.xlsx", huge_name, "read|rejected"),
        one("w-selflink", "表.xlsx", loop, "read"),
    ]  # fmt: skip


def others() -> list[Case]:
    f = form
    tail = io.BytesIO(f("w-tail"))
    with zipfile.ZipFile(tail, "a") as file:
        file.writestr("xl/worksheets/sheet2.xml", b"<worksheet/>")
    return [
        one("w-stored", "表.xlsx", stored(f("w-stored")) + b"PK\x05\x06", "read|rejected FIL002"),
        one("w-append", "表.xlsx", tail.getvalue(), "read"),
        one("w-emptystream", "表.xls", compound({"Workbook": b""}), "rejected"),
        one("w-word", "表.xls", compound({"WordDocument": b"x"}), "rejected FIL005"),
        one("w-script", "自评表.vbs", b'CreateObject("WScript.Shell").Run "calc"\r\n', "rejected"),
        Case("w-java", {"表.jar": archive({"META-INF/MANIFEST.MF": b"x", "A.class": b"\xca\xfe\xba\xbe"})}, {"表.jar": "rejected|processed"}, loose=True),
        Case("w-partial", {"a.zip": archive({"甲/表.xlsx": f("w-partial"), "甲/~$表.xlsx": b"\x06u" + b" " * 160})},
             {"a.zip": ZIPPED, "a.zip!甲/表.xlsx": "read", "a.zip!甲/~$表.xlsx": "skipped SKP001"}),
        Case("w-githistory", {".git/HEAD": b"x", ".git/objects/aa/b": b"y", "表.xlsx": f("w-githistory")},
             {".git": "skipped SKP002", "表.xlsx": "read"}),
        one("w-sheets", "表.xlsx", workbook(Table(table("w-sheets").cells, table("").merged, "2020"), Table({(1, 1): "填表说明"}, (), "说明")), "read"),
    ]  # fmt: skip


def all_cases() -> list[Case]:
    return [*mails(), *books(), *others()]
