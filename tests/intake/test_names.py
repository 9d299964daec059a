"""The names of attachments as people see them: the hard cases that mail clients really make."""

from urllib.parse import quote

import pytest

from perfcheck.intake.names import clean, header_text, mail_name, zip_name
from tests.intake.mails import word

NAME = "自评表-档案保护费.xlsx"
ATTACHED = b"attachment; filename="
GBK = NAME.encode("gb18030")


def split_words(text: str, charset: str, at: int, label: bytes) -> bytes:
    """Two RFC 2047 words that part the bytes of a name, wherever that is."""
    from base64 import b64encode

    raw = text.encode(charset)
    words = [b"=?" + label + b"?B?" + b64encode(piece) + b"?=" for piece in (raw[:at], raw[at:])]
    return b"\r\n ".join(words)


def percent(text: str, charset: str = "utf-8") -> bytes:
    return quote(text.encode(charset), safe="").encode()


CUT = len(percent("自")) + 3  # inside the second character
CASES: dict[str, tuple[bytes, bytes, str]] = {
    "plain ASCII": (ATTACHED + b'"form.xlsx"', b"", "form.xlsx"),
    "no quotes": (ATTACHED + b"form.xlsx", b"", "form.xlsx"),
    "RFC 2047 in UTF-8": (ATTACHED + b'"' + word(NAME, "utf-8") + b'"', b"", NAME),
    "RFC 2047 without quotes": (ATTACHED + word(NAME, "utf-8"), b"", NAME),
    "RFC 2047 in GBK": (ATTACHED + b'"' + word(NAME, "gbk") + b'"', b"", NAME),
    "RFC 2047 in GB18030": (ATTACHED + b'"' + word(NAME, "gb18030") + b'"', b"", NAME),
    "gb2312 that holds GBK": (
        ATTACHED + b'"' + word("喆镕.xlsx", "gbk", "gb2312") + b'"',
        b"",
        "喆镕.xlsx",
    ),
    "a charset nobody knows": (
        ATTACHED + b'"' + word(NAME, "gbk", "x-gbk") + b'"',
        b"",
        NAME,
    ),
    "a charset that is wrong": (
        ATTACHED + b'"' + word(NAME, "gb18030", "utf-8") + b'"',
        b"",
        NAME,
    ),
    "Big5": (ATTACHED + b'"' + word("自評表.xlsx", "big5") + b'"', b"", "自評表.xlsx"),
    "quoted-printable words": (ATTACHED + b'"=?utf-8?Q?=E8=A1=A8_1.xlsx?="', b"", "表 1.xlsx"),
    "words cut inside a character, UTF-8": (
        ATTACHED + b'"' + split_words(NAME, "utf-8", 4, b"utf-8") + b'"',
        b"",
        NAME,
    ),
    "words cut inside a character, GBK": (
        ATTACHED + b'"' + split_words(NAME, "gbk", 3, b"gb2312") + b'"',
        b"",
        NAME,
    ),
    "raw UTF-8": (ATTACHED + b'"' + NAME.encode() + b'"', b"", NAME),
    "raw GB18030": (ATTACHED + b'"' + GBK + b'"', b"", NAME),
    "raw GB18030 without quotes": (ATTACHED + GBK, b"", NAME),
    "RFC 2231": (b"attachment; filename*=utf-8''" + percent(NAME), b"", NAME),
    "RFC 2231 in GB18030": (
        b"attachment; filename*=gb18030''" + percent(NAME, "gb18030"),
        b"",
        NAME,
    ),
    "RFC 2231 in pieces": (
        b"attachment; filename*0*=utf-8''"
        + percent(NAME)[:18]
        + b";\r\n filename*1*="
        + percent(NAME)[18:],
        b"",
        NAME,
    ),
    "RFC 2231 cut inside a character": (
        b"attachment; filename*0*=gb2312''"
        + percent(NAME, "gbk")[:3]
        + b";\r\n filename*1*="
        + percent(NAME, "gbk")[3:],
        b"",
        NAME,
    ),
    "RFC 2231 pieces in no order": (
        b"attachment; filename*1*=.xlsx; filename*0*=utf-8''%E8%A1%A8",
        b"",
        "表.xlsx",
    ),
    "RFC 2047 words in RFC 2231 pieces": (
        b'attachment; filename*0="'
        + word(NAME, "gbk")[:20]
        + b'";\r\n filename*1="'
        + word(NAME, "gbk")[20:]
        + b'"',
        b"",
        NAME,
    ),
    "filename* goes before filename": (
        ATTACHED + b"\"attach.xlsx\"; filename*=UTF-8''" + percent(NAME),
        b"",
        NAME,
    ),
    "percent signs in a plain name": (ATTACHED + b'"' + percent(NAME) + b'"', b"", NAME),
    "a path of Windows": (
        ATTACHED + b'"C:\\Users\\' + "张三".encode() + b"\\" + NAME.encode() + b'"',
        b"",
        NAME,
    ),
    "a path of Unix": (ATTACHED + b'"../../etc/form.xlsx"', b"", "form.xlsx"),
    "the name stands in Content-Type": (
        b"attachment",
        b'application/octet-stream; name="' + word(NAME, "gbk") + b'"',
        NAME,
    ),
    "name* in Content-Type": (b"", b"application/x; name*=utf-8''" + percent(NAME), NAME),
    "a quote inside the name": (ATTACHED + b'"a\\"b.xlsx"', b"", 'a"b.xlsx'),
    "a name over several lines": (ATTACHED + b'"a\r\n b.xlsx"', b"", "a b.xlsx"),
    "a semicolon in the name": (ATTACHED + b'"a;b.xlsx"', b"", "a;b.xlsx"),
    "text that runs from right to left": (
        ATTACHED + b'"' + "\u202exslx.表".encode() + b'"',
        b"",
        "xslx.表",
    ),
    "base64 that was cut": (ATTACHED + b'"=?utf-8?B?YS54bHN4Z?="', b"", "a.xlsx"),
    "keys in capitals": (b'ATTACHMENT; FILENAME="form.xlsx"', b"", "form.xlsx"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_name_is_read_as_its_sender_sees_it(case: str):
    disposition, content_type, expected = CASES[case]
    assert mail_name(disposition, content_type) == expected


def test_a_part_without_a_name_has_none():
    assert mail_name(b"inline", b"text/plain; charset=utf-8") is None


@pytest.mark.parametrize(
    "junk", [b"=?utf-8?B?A?=", b"=?=?=", b"=?x?Q?=ZZ?=", b"\xff\xfe", b"=??B??="]
)
def test_junk_is_some_name_and_no_fault(junk: bytes):
    assert mail_name(ATTACHED + b'"' + junk + b'"', b"")


def test_names_in_a_zip_of_windows_are_gbk():
    assert zip_name("资料/自评表.xlsx".encode("gbk").decode("cp437"), utf8=False) == (
        "资料/自评表.xlsx"
    )
    assert zip_name("../../资料/自评表.xlsx", utf8=True) == "资料/自评表.xlsx"


def test_a_name_of_any_length_is_cut_and_keeps_its_ending():
    name = clean("很长" * 200 + ".xlsx")
    assert len(name) <= 120
    assert name.endswith(".xlsx")


def test_a_header_mixes_plain_text_and_words():
    raw = b"Re: " + word("报送", "gbk", "gb2312") + b"\r\n " + word("自评表", "utf-8")
    assert header_text(raw) == "Re: 报送自评表"
