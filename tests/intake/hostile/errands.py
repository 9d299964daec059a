"""Mails once more: names, types, encodings and wrappings that clients and gateways make of them."""

import gzip

from tests.intake.hostile.case import Case, form
from tests.intake.hostile.letters import FILE, LETTER, OPENED, RAW, came, header_lines, whole
from tests.intake.mails import encoded, forwarded, mail, multipart, named, part, word
from tests.intake.outlook_files import compound, msg, winmail
from tests.intake.sending import archive


def spelled() -> list[Case]:
    """Names of attachments."""
    f = form

    def name(case: str, disposition: bytes, shown: str) -> Case:
        return came(case, mail(LETTER, part(f(case), disposition)), shown)

    gbk = b"=?x-gbk?B?" + word("自评表", "gbk").split(b"?")[3] + b"?=.xlsx"
    return [
        name("k-continued", b"attachment; filename*0*=gb18030''%D7%D4; filename*1*=%C6%C0; filename*2=.xlsx", "自评.xlsx"),
        name("k-nocharset", b"attachment; filename*=''%E8%A1%A8.xlsx", "表.xlsx"),
        name("k-disorder", b"attachment; filename*1*=%E8%A1%A8.xlsx; filename*0*=utf-8''%E8%87%AA%E8%AF%84", "自评表.xlsx"),
        name("k-qword", b'attachment; filename="=?gb2312?Q?=B1=ED?=.xlsx"', "表.xlsx"),
        name("k-semicolon", 'attachment; filename="表;自评(1).xlsx"'.encode(), "表;自评(1).xlsx"),
        name("k-xgbk", b'attachment; filename="' + gbk + b'"', "自评表.xlsx"),
        name("k-single", b"attachment; filename='a.xlsx'", "'a.xlsx'"),
        name("k-nospace", b'attachment;filename=a.xlsx;size=1234;creation-date="x"', "a.xlsx"),
        name("k-inlined", b'inline; filename="a.xlsx"', "a.xlsx"),
    ]  # fmt: skip


def typed() -> list[Case]:
    """Types and encodings that are not what the file is."""
    f = form
    disposition = b'attachment; filename="' + RAW + b'"'

    def body(case: str, encode, *lines: bytes) -> Case:
        head = b"\r\n".join((*lines, b"Content-Disposition: " + disposition))
        return came(case, mail(LETTER, head + b"\r\n\r\n" + encode(encoded(f(case)))), FILE)

    kind, base64 = b"Content-Type: application/octet-stream", b"Content-Transfer-Encoding: base64"
    spaced = lambda raw: raw.replace(b"\r\n", b" \t\r\n\r\n")  # noqa: E731
    footer = lambda raw: raw + b"\r\n-- \r\nScanned by antivirus\r\n"  # noqa: E731
    one = lambda raw: raw.replace(b"\r\n", b"")  # noqa: E731
    return [
        came("k-image", mail(LETTER, part(f("k-image"), None, b'image/png; name="' + RAW + b'"')), FILE),
        came("k-page", mail(LETTER, part(f("k-page"), disposition, b"text/html; charset=gbk")), FILE),
        came("k-calendar", mail(part(b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR", None, b"text/calendar; method=REQUEST"), part(f("k-calendar"), disposition)), FILE),
        body("k-spaced", spaced, kind, base64),
        body("k-footer", footer, kind, base64),
        body("k-oneline", one, kind, base64),
        body("k-comment", bytes, kind, b"Content-Transfer-Encoding: BASE64 (encoded)"),
        body("k-twokinds", bytes, b"Content-Type: text/plain", kind, base64),
        body("k-nokind", bytes, b"Content-Type: ;;;", base64),
        body("k-longline", bytes, kind, base64, b"X-Junk: " + b"a" * 200_000),
    ]  # fmt: skip


def wrapped() -> list[Case]:
    """Mails in mails, in archives, in Outlook's own wrappings."""
    f = form
    chain = whole("k-chain")
    for _ in range(6):
        chain = mail(LETTER, forwarded(chain))
    double = multipart(
        part(b"\0\5\x16\7" + bytes(90), b'attachment; filename="x"', b"application/applefile"),
        part(f("k-double"), b'attachment; filename="' + RAW + b'"'),
        boundary=b"ad", kind=b"appledouble",
    )  # fmt: skip
    prefix = mail(multipart(LETTER, boundary=b"=_b2"), named(RAW, f("k-prefix")), boundary=b"=_b")
    odd = mail(LETTER, named(RAW, f("k-boundary")), boundary=b"----=_ Next:Part 1")
    tnef = mail(LETTER, forwarded(mail(named(b"winmail.dat", winmail({FILE: f("k-winmail")})))))
    outlook = mail(LETTER, named(b"fw.msg", compound(msg({FILE: f("k-outlook")}))))
    nameless = (part(f(f"k-nameless{n}"), None) for n in (1, 2))
    same = f("k-same")
    two = mail(LETTER, named(b"a.xlsx", same), named(b"b.xlsx", same))
    nohead = mail(
        LETTER, b'Content-Disposition: attachment; filename="x.xlsx"\r\n' + encoded(f("k-nohead"))
    )
    return [
        came("k-chain", chain, FILE),
        came("k-double", mail(LETTER, double), FILE),
        came("k-prefix", prefix, FILE),
        came("k-boundary", odd, FILE),
        came("k-noversion", whole("k-noversion").replace(b"MIME-Version: 1.0\r\n", b""), FILE),
        Case("k-winmail", {"信.eml": tnef}, {"信.eml": OPENED, "信.eml!winmail.dat": "processed", f"信.eml!winmail.dat!{FILE}": "read"}),
        Case("k-outlook", {"信.eml": outlook}, {"信.eml": OPENED, "信.eml!fw.msg": "processed", f"信.eml!fw.msg!{FILE}": "read"}),
        Case("k-nameless", {"信.eml": mail(LETTER, *nameless)}, {"信.eml": OPENED, "信.eml!附件1": "read", "信.eml!附件2": "read"}),
        Case("k-same", {"信.eml": two}, {"信.eml": OPENED, "信.eml!a.xlsx": "read", "信.eml!b.xlsx": "duplicate"}),
        Case("k-nohead", {"信.eml": nohead}, {"信.eml": "processed|rejected"}, loose=True),
        Case("k-gz", {"信.eml.gz": gzip.compress(whole("k-gz"), mtime=0)}, {"信.eml.gz": "rejected FIL011"}),
        Case("k-forwardzip", {"信.eml": mail(LETTER, forwarded(mail(named(b"a.zip", archive({FILE: f("k-forwardzip")})))))}, {"信.eml": OPENED, "信.eml!a.zip": "processed", f"信.eml!a.zip!{FILE}": "read"}),
    ]  # fmt: skip


def headed() -> list[Case]:
    """Headers that lie, act or are far too long."""
    f = form

    def letter(case: str, **head) -> Case:
        return came(case, mail(LETTER, named(RAW, f(case)), **head), FILE)

    nobody = header_lines(b"Subject: x", b"To: c@example.cn")[:-2] + multipart(
        LETTER, named(RAW, f("k-nobody"))
    )
    recipients = b"Cc: " + b",\r\n ".join(b"u%d@example.cn" % n for n in range(60_000))
    return [
        letter("k-acting", subject=b'=HYPERLINK("http://127.0.0.1:1/","x")\r\n Bcc: evil@example.com', sender=b"\"=cmd|'/c calc'!A1\" <z@example.cn>"),
        letter("k-folded", subject=b"a\r\n\tb\r\n c", more=[b"X-A: 1\r\n\t2"]),
        letter("k-absurd", date=b"Mon, 99 Foo 20210 77:88:99 +9999"),
        letter("k-subject", subject=b"x" * 1_000_000),
        letter("k-recipients", more=[recipients]),
        letter("k-two", more=[b"From: other@example.cn", b"Subject: other"]),
        came("k-nobody", nobody, FILE),
        came("k-utf7", mail(part(b"+ADw-script+AD4-", None, b"text/html; charset=utf-7"), named(RAW, f("k-utf7"))), FILE),
        letter("k-bidi", subject=b"=?utf-8?B?4oCuZm9ybQ==?=", sender="\u202e张三 <z@example.cn>".encode()),
    ]  # fmt: skip


def all_cases() -> list[Case]:
    return [*spelled(), *typed(), *wrapped(), *headed()]
