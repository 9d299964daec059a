"""E-mails as clients, gateways and attackers make them."""

import base64

from tests.intake.hostile.case import Case, form
from tests.intake.hostile.containers import encrypted
from tests.intake.mails import encoded, forwarded, mail, multipart, named, part, text
from tests.intake.sending import archive

FILE = "表.xlsx"
RAW = FILE.encode()
LETTER = text("附上自评表，请查收。")
OPENED = "processed BOX002"


def came(case: str, content: bytes, inner: str, expect: str = "read") -> Case:
    """A mail with one attachment."""
    return Case(case, {"信.eml": content}, {"信.eml": OPENED, f"信.eml!{inner}": expect})


def alone(case: str, content: bytes, code: str) -> Case:
    """A mail in which there is nothing to examine."""
    return Case(case, {"信.eml": content}, {"信.eml": code})


def whole(case: str) -> bytes:
    return mail(LETTER, named(RAW, form(case)))


def header_lines(*lines: bytes) -> bytes:
    return b"\r\n".join(lines) + b"\r\n\r\n"


def shapes() -> list[Case]:
    """Where an attachment may be."""
    f = form
    xlsx = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    base64 = b"Content-Transfer-Encoding: base64"
    single = header_lines(
        b"From: a@b.cn", b"Subject: x", b"Content-Type: " + xlsx + b'; name="' + RAW + b'"', base64
    ) + encoded(f("e-single"))  # fmt: skip
    bare = header_lines(
        b"From: a@b.cn", b"Subject: x", b"Content-Type: application/octet-stream", base64
    ) + encoded(f("e-bare"))  # fmt: skip
    binary = mail(
        LETTER,
        b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n"
        b'Content-Disposition: attachment; filename="' + RAW + b'"\r\n\r\n' + f("e-binary"),
    )
    nested = LETTER
    for level in range(20):
        nested = multipart(nested, boundary=b"n%d" % level)
    return [
        came("e-plain", whole("e-plain"), FILE),
        came("e-lf", whole("e-lf").replace(b"\r\n", b"\n"), FILE),
        came("e-bom", b"\xef\xbb\xbf" + whole("e-bom"), FILE),
        came("e-blank", b"\r\n\r\n" + whole("e-blank"), FILE),
        came(
            "e-received",
            b"Received: from x by y; Mon, 1 Mar 2021 09:00:00 +0800\r\n" + whole("e-received"),
            FILE,
        ),
        came("e-single", single, FILE),
        came("e-bare", bare, "附件1"),
        came(
            "e-inline", mail(LETTER, part(f("e-inline"), b'inline; filename="' + RAW + b'"')), FILE
        ),
        came("e-astext", mail(LETTER, part(f("e-astext"), None, b"text/plain")), "附件1"),
        came(
            "e-aspdf",
            mail(
                LETTER,
                part(f("e-aspdf"), b'attachment; filename="' + RAW + b'"', b"application/pdf"),
            ),
            FILE,
        ),
        came(
            "e-forward", mail(LETTER, forwarded(whole("e-forward").replace(b"=_b", b"=_c"))), FILE
        ),
        came("e-nested", mail(multipart(nested, named(RAW, f("e-nested")), boundary=b"zz")), FILE),
        came("e-qp", mail(LETTER, quoted(f("e-qp"))), FILE),
        came("e-upper", whole("e-upper").replace(b"base64", b"BASE64"), FILE),
        came("e-noend", whole("e-noend").rpartition(b"--=_b--")[0], FILE),
        Case(
            "e-zip",
            {"信.eml": mail(LETTER, named(b"a.zip", archive({FILE: f("e-zip")})))},
            {"信.eml": OPENED, "信.eml!a.zip": "processed BOX001", f"信.eml!a.zip!{FILE}": "read"},
        ),
        Case(
            "e-eml",
            {"信.eml": mail(LETTER, named(b"b.eml", whole("e-eml").replace(b"=_b", b"=_c")))},
            {"信.eml": OPENED, "信.eml!b.eml": OPENED, f"信.eml!b.eml!{FILE}": "read"},
        ),
        Case(
            "e-two",
            {"信.eml": mail(LETTER, named(RAW, f("e-two1")), named(RAW, f("e-two2")))},
            {"信.eml": OPENED, f"信.eml!{FILE}": "read", f"信.eml!{FILE} (2)": "read"},
        ),
        Case(
            "e-twice",
            {"信.eml": mail(LETTER, named(RAW, f("e-twice")), named(b"copy.xlsx", f("e-twice")))},
            {"信.eml": OPENED, f"信.eml!{FILE}": "read", "信.eml!copy.xlsx": "duplicate"},
        ),
        came("e-binary", binary, FILE, "rejected|read"),
        *[
            came(f"e-name{n}", mail(LETTER, named(raw, f(f"e-name{n}"))), shown)
            for n, (raw, shown) in enumerate(NAMES)
        ],
        *[
            came(f"e-disp{n}", mail(LETTER, part(f(f"e-disp{n}"), raw)), shown)
            for n, (raw, shown) in enumerate(DISPOSITIONS)
        ],
        came("e-txtname", whole("e-txtname").replace(b'filename="', b'filename="..\\..\\'), FILE),
    ]


NAMES = (
    (b"=?utf-8?B?6KGo?=.xlsx", "表.xlsx"),
    ("自评表.xlsx".encode("gbk"), "自评表.xlsx"),
    (b"=?gb2312?B?" + base64.b64encode("喆镕.xlsx".encode("gb18030")) + b"?=", "喆镕.xlsx"),
    (b"%E8%A1%A8.xlsx", "表.xlsx"),
    (b"C:\\Users\\a\\b.xlsx", "b.xlsx"),
    (b"../../etc/b.xlsx", "b.xlsx"),
    ("表\u202exslx.exe".encode(), "表xslx.exe"),
    (b"a\tb.xlsx", "ab.xlsx"),
    (b"=1+1.xlsx", "=1+1.xlsx"),
    (b"a" * 300 + b".xlsx", "a" * 110 + "….xlsx"),
    (b"", "未命名"),
)
DISPOSITIONS = (
    (b"attachment; filename*=UTF-8''%E8%A1%A8.xlsx", "表.xlsx"),
    (b"attachment; filename=\"x.xlsx\"; filename*=UTF-8''%E8%A1%A8.xlsx", "表.xlsx"),
    (b"attachment; filename*=gb18030''%B1%ED.xlsx", "表.xlsx"),
    (b"attachment; filename*0*=UTF-8''%E8%A1; filename*1*=%A8.xlsx", "表.xlsx"),
    (b'attachment; filename*0="a"; filename*1="b.xlsx"', "ab.xlsx"),
    (b"attachment; filename==?utf-8?B?6KGo?=.xlsx", "表.xlsx"),
    (b"attachment; filename=" + "表.xlsx".encode(), "表.xlsx"),
    (b"attachment", "附件1"),
)


def quoted(content: bytes) -> bytes:
    return (
        b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b'Content-Disposition: attachment; filename="'
        + RAW
        + b'"\r\n\r\n'
        + b"=\r\n".join(
            b"".join(b"=%02X" % byte for byte in content[at : at + 20])
            for at in range(0, len(content), 20)
        )
    )


def without_form() -> list[Case]:
    """Mails that bring no form, each with its own answer."""
    f = form
    deep = LETTER
    for level in range(3000):
        deep = (
            b'Content-Type: multipart/mixed; boundary="d%d"\r\n\r\n--d%d\r\n' % (level, level)
            + deep
        )
    deep_forward = LETTER
    for _ in range(150):
        deep_forward = forwarded(mail(deep_forward))
    parts = [LETTER] * 10_000
    files = [part(b"x%d" % n, b'attachment; filename="%d.txt"' % n) for n in range(2_100)]
    cut = whole("e-cut")
    return [
        alone("e-none", mail(LETTER), "rejected FIL016"),
        alone(
            "e-cloud", mail(text("超大附件：请点击下载 https://example.com/x")), "rejected FIL017"
        ),
        alone(
            "e-cloudhtml",
            mail(text("<a href='x'>进入下载页面</a>", "gbk", "html")),
            "rejected FIL017",
        ),
        alone("e-styles", mail(text("<style>" * 200_000, kind="html")), "rejected FIL016"),
        alone("e-angles", mail(text("<" * 2_000_000, kind="html")), "rejected FIL016"),
        alone("e-headers", header_lines(b"From: a@b.cn", b"Subject: x"), "rejected FIL016"),
        alone("e-deep", header_lines(b"From: a@b.cn", b"Subject: x")[:-2] + deep, "rejected"),
        Case("e-deepforward", {"信.eml": mail(deep_forward)}, {"信.eml": "rejected"}),
        alone("e-parts", mail(*parts), "rejected FIL016"),
        Case(
            "e-files",
            {"信.eml": mail(LETTER, *files)},
            {"信.eml": "rejected|processed", "信.eml!其余 100 个附件": "rejected LIM007"}
            | {f"信.eml!{n}.txt": "skipped" for n in range(2000)},
        ),
        came("e-cut", cut[: len(cut) * 2 // 3], FILE, "rejected FIL002"),
        came("e-pdf", mail(LETTER, named(b"a.pdf", b"%PDF-1.4")), "a.pdf", "rejected FIL004"),
        came("e-empty", mail(LETTER, named(b"a.xlsx", b"")), "a.xlsx", "rejected FIL001"),
        came(
            "e-locked",
            mail(LETTER, named(RAW, encrypted(f("e-locked"), "1"))),
            FILE,
            "rejected FIL003",
        ),
        Case(
            "e-picture",
            {
                "信.eml": mail(
                    LETTER, part(b"\x89PNG\r\n\x1a\n", b'inline; filename="a.png"', b"image/png")
                )
            },
            {"信.eml": "rejected FIL016", "信.eml!a.png": "skipped SKP004"},
        ),
        came(
            "e-badbase64",
            mail(LETTER, named(RAW, f("e-bad"))).replace(b"UEsDB", b"****U!"),
            FILE,
            "rejected",
        ),
        Case(
            "e-badboundary",
            {"信.eml": whole("e-badboundary").replace(b'boundary="=_b"', b'boundary="other"')},
            {"信.eml": "rejected"},
        ),
        alone(
            "e-utf16",
            whole("e-utf16").decode("latin-1").encode("utf-16"),
            "rejected|processed|skipped",
        ),
    ]


def all_cases() -> list[Case]:
    return [*shapes(), *without_form()]
