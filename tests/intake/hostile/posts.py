"""More mails: signed, sealed, bounced, answered by machines, with links instead of files."""

import base64
import quopri

from tests.intake.hostile.case import Case, form
from tests.intake.hostile.letters import FILE, LETTER, OPENED, RAW, alone, came, header_lines, whole
from tests.intake.mails import encoded, forwarded, mail, multipart, named, part, text, word

FORM = "自评表.xlsx"


def cloud() -> list[Case]:
    """The attachment is only a link: said so, and how to send it instead."""

    def link(case: str, letter: bytes, *more: bytes) -> Case:
        return Case(
            case,
            {"信.eml": mail(letter, *more)},
            {"信.eml": "rejected FIL017"},
            says={"信.eml": "链接.*(作为|普通)附件"},
            loose=True,
        )

    def html(words: str) -> bytes:
        return text(words, "gb18030", "html")

    picture = part(b"\x89PNG\r\n\x1a\n", b'inline; filename="logo.png"', b"image/png")
    return [
        link(
            "m-qq", html('从QQ邮箱发来的超大附件<a href="https://wx.mail.qq.com/ftn/x">表.xlsx</a>')
        ),
        link("m-163", html('来自网易邮箱的云附件 <a href="https://dashi.163.com/x">表.xlsx</a>')),
        link(
            "m-bareurl", html('<a href="https://wx.mail.qq.com/ftn/download?k=1">自评表.xlsx</a>')
        ),
        link("m-baidu", text("表见 https://pan.baidu.com/s/1abc 提取码：1234")),
        link("m-kdocs", text("填好了：https://kdocs.cn/l/cabc")),
        link("m-tencent", text("【腾讯文档】自评表 https://docs.qq.com/sheet/DAbc")),
        link("m-onedrive", text("https://1drv.ms/x/s!Abc")),
        link("m-signed", text("超大附件：自评表.xlsx，有效期至2021年3月30日"), picture),
        came(
            "m-both", mail(text("另有大文件在网盘，表已附上。"), named(RAW, form("m-both"))), FILE
        ),
        came(
            "m-website",
            mail(text("单位网站 https://www.example.gov.cn"), named(RAW, form("m-website"))),
            FILE,
        ),
        alone(
            "m-site", mail(text("表下周报。单位网站 https://www.example.gov.cn")), "rejected FIL016"
        ),
        alone(
            "m-external",
            mail(
                LETTER,
                b'Content-Type: message/external-body; access-type=URL; URL="https://e.com/x.xlsx"\r\n'
                b"\r\nContent-Type: application/octet-stream\r\n\r\n",
            ),
            "rejected FIL016|FIL017",
        ),
    ]


def sealed() -> list[Case]:
    """Signed and encrypted mails."""
    signature = part(
        b"0\x82\x01", b'attachment; filename="smime.p7s"', b"application/pkcs7-signature"
    )
    signed = multipart(
        multipart(LETTER, named(RAW, form("m-smime")), boundary=b"in"),
        signature,
        boundary=b"out",
        kind=b"signed",
    )
    opaque = header_lines(
        b"From: a@b.cn",
        b"Subject: x",
        b'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
        b'Content-Disposition: attachment; filename="smime.p7m"',
        b"Content-Transfer-Encoding: base64",
    ) + encoded(b"0\x82\x10\0\x06\x09*\x86H\x86\xf7\r\x01\x07\x03" + bytes(range(256)) * 8)
    pgp = mail(
        part(b"Version: 1\r\n", None, b"application/pgp-encrypted"),
        part(b"-----BEGIN PGP MESSAGE-----\r\n\r\nabc\r\n", b'inline; filename="encrypted.asc"'),
    ).replace(b"multipart/mixed", b'multipart/encrypted; protocol="application/pgp-encrypted"')
    return [
        Case(
            "m-smime",
            {"信.eml": mail(signed)},
            {"信.eml": OPENED, f"信.eml!{FILE}": "read", "信.eml!smime.p7s": "skipped SKP005"},
        ),
        Case(
            "m-opaque",
            {"信.eml": opaque},
            {"信.eml": "rejected|processed", "信.eml!smime.p7m": "rejected"},
            says={"信.eml!smime.p7m": "加密|签名"},
        ),
        Case("m-pgp", {"信.eml": pgp}, {"信.eml": "rejected"}, says={"信.eml": "加密"}, loose=True),
    ]


def machines() -> list[Case]:
    """What no person wrote: receipts, bounces, automatic replies, invitations."""
    report = b'multipart/report; report-type=delivery-status; boundary="=_b"'
    status = b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nAction: failed\r\n"
    lost = whole("m-bounce").replace(b"=_b", b"=_lost")
    bounce = mail(LETTER, status, forwarded(lost)).replace(
        b'multipart/mixed; boundary="=_b"', report
    )
    ours = mail(
        LETTER, named(RAW, form("m-own")), message_id=b"<pc-1@perfcheck.invalid>", boundary=b"=_o"
    )
    receipt = mail(
        text("您的邮件已被阅读"),
        b"Content-Type: message/disposition-notification\r\n\r\nDisposition: manual-action/x; displayed\r\n",
    ).replace(b"multipart/mixed", b"multipart/report; report-type=disposition-notification")
    again = mail(
        text("上次被退了，重发"),
        forwarded(
            mail(
                LETTER, status, forwarded(whole("m-again").replace(b"=_b", b"=_l")), boundary=b"=_r"
            ).replace(b"multipart/mixed", b"multipart/report; report-type=delivery-status")
        ),
    )
    invitation = mail(
        LETTER,
        part(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", None, b"text/calendar; method=REQUEST"),
        part(
            b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
            b'attachment; filename="invite.ics"',
            b"application/ics",
        ),
    )
    return [
        alone("m-bounce", bounce, "skipped SKP006"),
        alone("m-receipt", receipt, "skipped SKP006"),
        Case(
            "m-qqbounce",
            {
                "信.eml": mail(
                    text("您的邮件被退回"),
                    forwarded(ours),
                    sender=b"PostMaster@qq.com",
                    subject=word("系统退信", "gb18030"),
                )
            },
            {"信.eml": "skipped"},
            loose=True,
        ),
        Case("m-again", {"信.eml": again}, {"信.eml": OPENED, f"信.eml!{FILE}": "read"}),
        alone(
            "m-auto",
            mail(text("我正在休假"), subject=word("自动回复：催报", "gb18030")),
            "skipped SKP007",
        ),
        alone(
            "m-rfcauto",
            mail(text("out of office"), more=[b"Auto-Submitted: auto-replied"]),
            "skipped SKP007",
        ),
        Case(
            "m-invitation",
            {"信.eml": invitation},
            {"信.eml": "rejected FIL016|skipped", "信.eml!invite.ics": "skipped SKP005"},
        ),
    ]


def shapes() -> list[Case]:
    """Attachments where few clients put them, and transfer gone wrong."""
    f = form
    alternative = mail(
        multipart(
            text("见附件"),
            multipart(
                text("<p>见附件", kind="html"), named(RAW, f("m-alternative")), boundary=b"in"
            ),
            boundary=b"alt",
            kind=b"alternative",
        )
    )
    double = multipart(
        part(b"\0\5\x16\7", b'attachment; filename="' + RAW + b'"', b"application/applefile"),
        named(RAW, f("m-double")),
        boundary=b"ad",
        kind=b"appledouble",
    )
    printable = quopri.encodestring(
        whole("m-quoted").replace(b"=_b", b"=_q").replace(b"\r\n", b"\n")
    )
    printable = printable.replace(b"\n", b"\r\n")
    quoted = b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    emlx = whole("m-emlx")
    one_line = base64.b64encode(f("m-oneline"))
    arrows = mail(LETTER, named(RAW, f("m-arrows")))
    head, _, body = arrows.partition(b"filename=")
    first, _, data = body.partition(b"\r\n\r\n")
    data = b"\r\n".join(b"> " + line if len(line) > 70 else line for line in data.split(b"\r\n"))
    related = multipart(
        text("<img src=cid:1>", kind="html"),
        part(b"\x89PNG\r\n\x1a\n", b'inline; filename="image001.png"', b"image/png"),
        boundary=b"rel",
        kind=b"related",
    )
    scanned = part(
        b"\xff\xd8\xff\xe0" + bytes(300_000), b'attachment; filename="x.jpg"', b"image/jpeg"
    )
    return [
        came("m-alternative", alternative, FILE),
        came("m-double", mail(LETTER, double), FILE),
        came("m-quoted", mail(LETTER, quoted + printable), FILE),
        Case(
            "m-emlx",
            {"1.emlx": b"%d\n" % len(emlx) + emlx + b"<?xml version='1.0'?><plist/>"},
            {"1.emlx": "processed|rejected", f"1.emlx!{FILE}": "read"},
        ),
        came(
            "m-oneline",
            mail(LETTER, named(RAW, b"@")).replace(b"QA==", one_line),
            FILE,
        ),
        came("m-arrows", head + b"filename=" + first + b"\r\n\r\n" + data, FILE, "read|rejected"),
        came("m-gateway", mail(LETTER, named(b"ATT00001.dat", f("m-gateway"))), "ATT00001.dat"),
        came("m-safe", mail(LETTER, named(b"x.xlsx.safe", f("m-safe"))), "x.xlsx.safe"),
        Case(
            "m-related",
            {"信.eml": mail(related, named(RAW, f("m-related")))},
            {"信.eml": OPENED, "信.eml!image001.png": "skipped SKP004", f"信.eml!{FILE}": "read"},
        ),
        Case(
            "m-scanned",
            {"信.eml": mail(LETTER, scanned)},
            {"信.eml": "rejected|processed", "信.eml!x.jpg": "rejected|skipped FIL010|SKP004"},
            says={"信.eml!x.jpg": "图片"},
        ),
        came(
            "m-fromcomment",
            mail(LETTER, named(RAW, f("m-fromcomment")), sender=b"(" * 200_000 + b" a@b.cn"),
            FILE,
        ),
        came(
            "m-subject",
            mail(
                LETTER, named(RAW, f("m-subject")), subject=b"=?utf-8?q?" + b"=41" * 300_000 + b"?="
            ),
            FILE,
        ),
        came(
            "m-date",
            mail(
                LETTER,
                named(RAW, f("m-date")),
                date=b"Mon, 99 Foo 99999 99:99:99 +9999" + b"(" * 9999,
            ),
            FILE,
        ),
        came(
            "m-received",
            b"Received: from x by y; Mon, 1 Mar 2021 09:00:00 +0800\r\n" * 20_000
            + whole("m-received"),
            FILE,
        ),
        came(
            "m-inject",
            mail(
                LETTER,
                named(RAW, f("m-inject")),
                sender=word("张三\r\nBcc: evil@example.com\r\n", "utf-8") + b" <zhang@example.cn>",
                subject=word("表\r\nBcc: evil@example.com", "utf-8"),
                message_id=b"<a@b>\r\n X: y",
            ),
            FILE,
        ),
        came(
            "m-nul",
            whole("m-nul").replace(b"Subject: report", b"Subject: re\0port"),
            FILE,
        ),
        came(
            "m-twotypes",
            whole("m-twotypes").replace(
                b"MIME-Version: 1.0", b"MIME-Version: 1.0\r\nX-A: b\r\nmime-version: 1.0"
            ),
            FILE,
        ),
        came("m-boundary", whole("m-boundary").replace(b"=_b", b"= b'(x) +,-./:?"), FILE),
        Case(
            "m-partial",
            {
                "信.eml": header_lines(
                    b"From: a@b.cn",
                    b"Subject: x",
                    b'Content-Type: message/partial; id="a"; number=1; total=2',
                )
                + whole("m-partial")[:3000]
            },
            {"信.eml": "rejected|processed"},
            loose=True,
        ),
    ]


WANTED = (
    (b"attachment; filename*=big5''" + b"".join(b"%%%02X" % b for b in "自評表.xlsx".encode("big5")), "自評表.xlsx"),
    (b'attachment; filename="a;b.xlsx"', "a;b.xlsx"),
    (b"attachment; filename='x.xlsx'", "'x.xlsx'"),
    (b'attachment; filename="=?GBK?Q?=D7=D4=C6=C0=B1=ED?=.xlsx"', FORM),
    (b'attachment; filename="=?utf-8?b?6Ieq6K+E6KGo?= =?gb2312?q?.xlsx?="', FORM),
    (b'attachment; filename="=?utf-8?B?6Ieq6K+E6KGoLnhsc3g?="', FORM),
    (b'attachment; filename*0="=?utf-8?B?6Ieq6K+E6KGo?="; filename*1=".xlsx"', FORM),
    (b'attachment;\r\n\tfilename="=?utf-8?B?6Ieq6K+E?=\r\n =?utf-8?B?6KGoLnhsc3g=?="', FORM),
    (b"attachment; filename=\xd7\xd4\xc6\xc0\xb1\xed.xlsx; size=99", FORM),
    (b'ATTACHMENT; FileName="%E8%87%AA%E8%AF%84%E8%A1%A8.xlsx"', FORM),
)  # fmt: skip


def encodings() -> list[Case]:
    """Names of attachments in every spelling."""
    return [
        came(f"m-name{n}", mail(LETTER, part(form(f"m-name{n}"), raw)), shown)
        for n, (raw, shown) in enumerate(WANTED)
    ]


def all_cases() -> list[Case]:
    return [*cloud(), *sealed(), *machines(), *shapes(), *encodings()]
