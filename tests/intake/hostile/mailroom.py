"""A third round of mails: what really lies in the mailbox of a clerk."""

import base64
import binascii

from tests.form.oldbooks import xls
from tests.intake.hostile.case import Case, form, table
from tests.intake.hostile.containers import encrypted
from tests.intake.hostile.letters import FILE, LETTER, OPENED, RAW, came, header_lines
from tests.intake.mails import encoded, forwarded, mail, multipart, named, part, text, word
from tests.intake.outlook_files import compound, msg, winmail
from tests.intake.sending import archive

BOX = "processed BOX001"
SIGNED, ENVELOPED, COMPRESSED = 2, 3, 9
DATA = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"


def der(tag: int, *pieces: bytes) -> bytes:
    """One value of ASN.1 with its length before it."""
    body = b"".join(pieces)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + body


def endless(tag: int, *pieces: bytes) -> bytes:
    """The same without a length: it ends with two zeros, as OpenSSL and Outlook stream it."""
    return bytes([tag, 0x80]) + b"".join(pieces) + b"\0\0"


def sealed(content: bytes, kind: int = SIGNED, *, streamed: bool = False) -> bytes:
    """A CMS envelope around a content, with no signer: who signed it is not what is tested."""
    wrap = endless if streamed else der
    octets = der(0x04, content)
    if streamed:
        pieces = (content[at : at + 1000] for at in range(0, len(content), 1000))
        octets = endless(0x24, *(der(0x04, each) for each in pieces))
    inner = wrap(0x30, DATA, wrap(0xA0, octets))
    body = wrap(0x30, der(0x02, b"\1"), der(0x31), inner, der(0x31))
    if kind != SIGNED:
        body = der(0x30, der(0x02, b"\0"), der(0x31), der(0x30, DATA, der(0x80, content)))
    return wrap(0x30, DATA[:-1] + bytes([kind]), wrap(0xA0, body))


def opaque(content: bytes, words: bytes = b"signed-data") -> bytes:
    """A mail that is one smime.p7m and nothing else."""
    return header_lines(
        b"From: zhang@example.cn",
        b"Subject: x",
        b"Message-ID: <p7m@example.cn>",
        b"Content-Type: application/pkcs7-mime; smime-type=" + words + b'; name="smime.p7m"',
        b'Content-Disposition: attachment; filename="smime.p7m"',
        b"Content-Transfer-Encoding: base64",
    ) + encoded(content)


def seals() -> list[Case]:
    """Signed as a whole, encrypted, with PGP: what can be read is read, else told for what it is."""
    f = form

    def entity(case: str) -> bytes:
        return multipart(LETTER, named(RAW, f(case)), boundary=b"in")

    twice = sealed(opaque(sealed(entity("t-signedtwice"))).partition(b"example.cn>\r\n")[2])
    armour = (
        b"-----BEGIN PGP MESSAGE-----\r\nVersion: 2\r\n\r\nhQEMA1\r\n-----END PGP MESSAGE-----\r\n"
    )
    clear = multipart(
        multipart(LETTER, named(RAW, f("t-pgpsigned")), boundary=b"in"),
        part(b"-----BEGIN PGP SIGNATURE-----", b'attachment; filename="signature.asc"', b"application/pgp-signature"),
        boundary=b"out", kind=b"signed",
    )  # fmt: skip
    return [
        came("t-signed", opaque(sealed(entity("t-signed"))), FILE),
        came("t-signedstream", opaque(sealed(entity("t-signedstream"), streamed=True)), FILE),
        came("t-signedtwice", opaque(twice), FILE),
        came("t-signedpart", mail(LETTER, part(sealed(entity("t-signedpart")), b'attachment; filename="smime.p7m"')), FILE),
        Case(
            "t-signednone", {"信.eml": opaque(sealed(LETTER))}, {"信.eml": "rejected FIL016"},
        ),
        Case(
            "t-signedcut", {"信.eml": opaque(sealed(entity("t-signedcut"))[:900])},
            {"信.eml": OPENED, "信.eml!smime.p7m": "rejected FIL029"}, says={"信.eml!smime.p7m": "签名"},
        ),
        Case(
            "t-enveloped", {"信.eml": opaque(sealed(bytes(999), ENVELOPED), b"enveloped-data")},
            {"信.eml": OPENED, "信.eml!smime.p7m": "rejected FIL029"},
            says={"信.eml!smime.p7m": "S/MIME.*加密.*取消“加密”"},
        ),
        Case(
            "t-signedbomb",
            {"信.eml": opaque(b"0\x80" + DATA[:-1] + b"\2" + b"\xa0\x80\x30\x80" * 20_000)},
            {"信.eml": OPENED, "信.eml!smime.p7m": "rejected FIL029"},
        ),
        Case("t-alone", {"smime.p7m": sealed(entity("t-alone"))}, {"smime.p7m": "processed BOX002", f"smime.p7m!{FILE}": "read"}),
        Case("t-alonestream", {"x.p7m": sealed(entity("t-alonestream"), streamed=True)}, {"x.p7m": "processed", f"x.p7m!{FILE}": "read"}),
        Case("t-alonefile", {"表.xlsx.p7m": sealed(f("t-alonefile"))}, {"表.xlsx.p7m": "processed", "表.xlsx.p7m!签名的文件": "read"}),
        Case("t-alonenone", {"smime.p7m": sealed(LETTER)}, {"smime.p7m": "rejected FIL016"}),
        Case("t-alonecut", {"smime.p7m": sealed(entity("t-alonecut"))[:-900]}, {"smime.p7m": "rejected FIL029"}, says={"smime.p7m": "签名"}),
        Case("t-aloneinzip", {"信.zip": archive({"smime.p7m": sealed(entity("t-aloneinzip"))})}, {"信.zip": "processed", "信.zip!smime.p7m": "processed", f"信.zip!smime.p7m!{FILE}": "read"}),
        Case("t-alonemail", {"x.p7m": sealed(mail(named(b"x.xlsx", f("t-alonemail"))))}, {"x.p7m": "processed", "x.p7m!x.xlsx": "read"}),
        came("t-pgpfile", mail(LETTER, named(b"x.xlsx.asc", armour)), "x.xlsx.asc", "rejected FIL029"),
        Case("t-pgpbody", {"信.eml": mail(text(armour.decode()))}, {"信.eml": "rejected FIL029"}, says={"信.eml": "PGP"}),
        Case(
            "t-pgpsigned", {"信.eml": mail(clear)},
            {"信.eml": OPENED, f"信.eml!{FILE}": "read", "信.eml!signature.asc": "skipped SKP005"},
        ),
    ]  # fmt: skip


def links() -> list[Case]:
    """Only a link came, in the words of the services."""

    def link(case: str, *parts: bytes) -> Case:
        wanted = {"信.eml": "rejected FIL017"}
        return Case(case, {"信.eml": mail(*parts)}, wanted, says={"信.eml": "链接"}, loose=True)

    qq = (
        "<div>见超大附件</div><div id='QQMailBigAttach'><div>从QQ邮箱发来的超大附件</div>"
        '<a href="https://wx.mail.qq.com/ftn/download?func=3&k=1">2020自评表.xlsx</a>'
        "(3.62M, 2021年4月10日 10:10 到期)进入下载页面</div>"
    )
    jpg = part(b"\xff\xd8\xff\xe0" + bytes(9000), b'inline; filename="6F2D@1C.jpg"', b"image/jpeg")
    return [
        link("t-qqbig", multipart(text(qq, "gb18030", "html"), jpg, kind=b"related", boundary=b"r")),
        link("t-wps", text("张三通过WPS分享了文件《自评表.xlsx》 https://www.kdocs.cn/l/cq1 ")),
        link("t-wpseco", text("https://p.wpseco.cn/view/p/abc 填好了")),
        link("t-dingtalk", text("已上传到钉盘：https://qr.dingtalk.com/page/yunpan?route=x")),
        link("t-feishu", text("https://abc.feishu.cn/sheets/shtcnAbc?sheet=1")),
        link("t-139", text("<a href='https://mail.10086.cn/filecenter/x'>自评表.xlsx</a>", kind="html")),
        link("t-sina", text("新浪邮箱超大附件 https://vip.sina.com.cn/x")),
        link("t-sohu", text("此邮件包含云盘附件，点此下载")),
        link("t-aliyun", text("<p>我用阿里云盘分享了「自评表.xlsx」 https://www.aliyundrive.com/s/x</p>", kind="html")),
    ]  # fmt: skip


def attachments() -> list[Case]:
    """Attachments under wrong names, in old transfer encodings, deep inside."""
    f = form
    deep = mail(LETTER, named(RAW, f("t-deep")), boundary=b"d0")
    for level in range(1, 4):
        deep = mail(text(f"转发{level}"), forwarded(deep), boundary=b"d%d" % level)
    digest = multipart(
        *[
            b"\r\n" + mail(LETTER, named(b"%d.xlsx" % n, f(f"t-digest{n}")), boundary=b"g%d" % n)
            for n in (1, 2)
        ],
        kind=b"digest",
        boundary=b"dig",
    )
    lines = f("t-uu")
    uu = b"begin 644 x.xlsx\n" + b"".join(
        binascii.b2a_uu(lines[at : at + 45]) for at in range(0, len(lines), 45)
    )
    uuencoded = (
        b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: x-uuencode\r\n"
        b'Content-Disposition: attachment; filename="' + RAW + b'"\r\n\r\n' + uu + b"`\nend\n"
    )
    footer = named(RAW, f("t-footer")).rstrip() + b"\r\n\r\n____________\r\nlist: https://l.cn\r\n"
    outlook = compound(msg({FILE: f("t-msg")}))
    chinese = "自评表.xlsx".encode("gb18030")
    box = b"".join(
        b"From x@y.cn Mon Mar  1 09:30:00 2021\n" + each
        for each in (
            mail(LETTER, named(RAW, f("t-mbox1")), boundary=b"m1"),
            mail(LETTER, boundary=b"m2", subject=word("收到", "gb18030")),
            mail(LETTER, named(RAW, f("t-mbox2")), boundary=b"m3")[:1500],
        )
    )
    copies = [named(b"%02d.xlsx" % n, f("t-copies")) for n in range(30)]
    crlf = f("t-crlf").replace(b"\n", b"\r\n")
    return [
        came("t-deep", deep, FILE),
        Case("t-digest", {"信.eml": mail(digest)}, {"信.eml": OPENED, "信.eml!1.xlsx": "read", "信.eml!2.xlsx": "read"}),
        came("t-uu", mail(LETTER, uuencoded), FILE),
        came("t-footer", mail(LETTER, footer), FILE),
        Case(
            "t-tnefname", {"信.eml": mail(LETTER, named(RAW, winmail({FILE: f("t-tnefname")})))},
            {"信.eml": OPENED, f"信.eml!{FILE}": BOX, f"信.eml!{FILE}!{FILE}": "read"},
        ),
        Case(
            "t-tnefshort",
            {"信.eml": mail(LETTER, named(b"ATT0001.dat", winmail({"ZPB~1.XLS": f("t-tnefshort")}, long_names=False)))},
            {"信.eml": OPENED, "信.eml!ATT0001.dat": BOX, "信.eml!ATT0001.dat!ZPB~1.XLS": "read"},
        ),
        Case(
            "t-msg", {"信.eml": mail(LETTER, named(b"b.msg", outlook))},
            {"信.eml": OPENED, "信.eml!b.msg": OPENED, f"信.eml!b.msg!{FILE}": "read"},
        ),
        Case(
            "t-mbox", {"箱.mbox": box},
            {
                "箱.mbox": "processed BOX003", "箱.mbox!001 report": OPENED, f"箱.mbox!001 report!{FILE}": "read",
                "箱.mbox!002 收到": "rejected FIL016", "箱.mbox!003 report": "processed|rejected",
                f"箱.mbox!003 report!{FILE}": "rejected FIL002",
            },
        ),
        Case(
            "t-copies", {"信.eml": mail(LETTER, *copies)},
            {"信.eml": OPENED, "信.eml!00.xlsx": "read"} | {f"信.eml!{n:02d}.xlsx": "duplicate" for n in range(1, 30)},
        ),
        came("t-crlf", mail(LETTER, named(RAW, crlf)), FILE, "rejected FIL002"),
        came("t-twice64", mail(LETTER, named(RAW, base64.encodebytes(f("t-twice64")))), FILE, "rejected FIL008"),
        came("t-xls", mail(LETTER, named(b"x.xlsx", xls(table("t-xls")))), "x.xlsx"),
        came("t-auto", mail(LETTER, named(RAW, f("t-auto")), more=[b"Auto-Submitted: auto-generated"]), FILE),
        came("t-invited", mail(LETTER, part(b"BEGIN:VCALENDAR", None, b"text/calendar; method=REQUEST"), named(RAW, f("t-invited"))), FILE),
        came("t-unquoted", mail(LETTER, named(RAW, f("t-unquoted")), boundary=b"----=_Part_1_2.3").replace(b'"----=_Part_1_2.3"', b"----=_Part_1_2.3"), FILE),
        came("t-badcharset", mail(LETTER, part(f("t-badcharset"), b"attachment; filename*0*=x-none''" + b"".join(b"%%%02X" % c for c in chinese[:3]) + b"; filename*1*=" + b"".join(b"%%%02X" % c for c in chinese[3:]))), "自评表.xlsx"),
        came("t-nofirst", mail(LETTER, part(f("t-nofirst"), b"attachment; filename*1*=%A8.xlsx")), "附件1"),
        came("t-latin", mail(LETTER, part(f("t-latin"), b'attachment; filename="=?iso-8859-1?Q?=D7=D4=C6=C0=B1=ED?=.xlsx"')), "×ÔÆÀ±í.xlsx"),
        came("t-splitword", mail(LETTER, part(f("t-splitword"), b'attachment; filename="=?UTF-8?B?6Ieq6K/E?= =?UTF-8?B?6KGo?=.xlsx"'.replace(b"6K/E", b"6K+E"))), "自评表.xlsx"),
        came("t-formula", mail(LETTER, named(RAW, f("t-formula")), subject=b'=HYPERLINK("http://127.0.0.1:1","x")', sender=b'"@SUM(1)" <=1+1@example.cn>'), FILE),
        came("t-lockedmail", mail(LETTER, named(RAW, encrypted(f("t-lockedmail"), "8"))), FILE, "rejected FIL003"),
        Case(
            "t-empty", {"信.eml": mail(LETTER, named(b"0.xlsx", b""), named(RAW, f("t-empty")))},
            {"信.eml": OPENED, "信.eml!0.xlsx": "rejected FIL001", f"信.eml!{FILE}": "read"},
        ),
        Case(
            "t-zipmail", {"信.eml": mail(LETTER, named(b"a.zip", archive({"甲/信.eml": mail(LETTER, named(RAW, f("t-zipmail")), boundary=b"zm")})))},
            {"信.eml": OPENED, "信.eml!a.zip": BOX, "信.eml!a.zip!甲/信.eml": OPENED, f"信.eml!a.zip!甲/信.eml!{FILE}": "read"},
        ),
    ]  # fmt: skip


def all_cases() -> list[Case]:
    return [*seals(), *links(), *attachments()]
