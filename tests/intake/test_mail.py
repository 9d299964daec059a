"""Mails in every shape as the batch sees them: what is a submission, what is set aside, and why."""

import datetime
import io
import zipfile
from pathlib import Path

import pytest

from perfcheck.intake.facts import read_facts
from perfcheck.intake.folder import collect
from perfcheck.intake.kinds import Kind
from perfcheck.intake.submission import Submission
from perfcheck.model.results import Status
from tests.forms import national, workbook
from tests.intake.mails import (
    XLSX,
    encoded,
    forwarded,
    mail,
    multipart,
    named,
    part,
    text,
    word,
)
from tests.intake.outlook_files import compound, msg, winmail

FORM = workbook(national())
LETTER = text("附上自评表，请查收。")


def came(folder: Path, content: bytes, name: str = "信.eml") -> list[Submission]:
    """Everything in a folder that holds one file, without the file itself."""
    (folder / name).write_bytes(content)
    return list(collect([folder]))


def inside(found: list[Submission]) -> dict[str, bytes]:
    """What is left to examine: names without the way there, and the bytes that are read."""
    return {s.path.rpartition("!")[2]: s.read() for s in found if s.status is None}


FILE = named("表.xlsx".encode(), FORM)
NAMED = b'; filename="\xe8\xa1\xa8.xlsx"'
SHAPES = {
    "an attachment": mail(LETTER, FILE),
    "declared as text": mail(LETTER, part(FORM, b"attachment" + NAMED, b"text/plain")),
    "declared as a picture": mail(LETTER, part(FORM, b"inline" + NAMED, b"image/png")),
    "inline": mail(LETTER, part(FORM, b"inline" + NAMED, XLSX)),
    "no disposition": mail(LETTER, part(FORM, None, XLSX + b'; name="\xe8\xa1\xa8.xlsx"')),
    "in a related part": mail(multipart(LETTER, FILE, boundary=b"in")),
    "in a forwarded message": mail(
        LETTER, forwarded(mail(LETTER, FILE, boundary=b"in"))
    ),
    "forwarded twice": mail(
        forwarded(mail(forwarded(mail(FILE, boundary=b"c")), boundary=b"b"))
    ),
    "forwarded in base64": mail(
        b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + encoded(mail(FILE, boundary=b"in"))
    ),
    "a saved mail attached": mail(
        named(b"fwd.eml", mail(LETTER, FILE, boundary=b"in"))
    ),
    "winmail.dat": mail(LETTER, named(b"winmail.dat", winmail({"表.xlsx": FORM}))),
    "an Outlook mail attached": mail(LETTER, named(b"a.msg", compound(msg({"表.xlsx": FORM})))),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_the_form_is_found_wherever_a_client_puts_it(tmp_path: Path, shape: str):
    found = came(tmp_path, SHAPES[shape])
    assert inside(found) == {"表.xlsx": FORM}
    assert all(s.mail and s.mail.sender == "zhang@example.cn" for s in found)


def test_a_form_without_a_name_is_found_by_its_content(tmp_path: Path):
    found = came(tmp_path, mail(LETTER, part(FORM, b"inline", b"text/plain")))
    assert inside(found) == {"附件1": FORM}


def test_a_zip_with_names_of_windows_inside_a_mail(tmp_path: Path):
    packed, gbk = io.BytesIO(), "资料/表.xlsx".encode("gbk")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("x" * len(gbk), FORM)
    raw = packed.getvalue().replace(b"x" * len(gbk), gbk)
    found = came(tmp_path, mail(LETTER, named(b"a.zip", raw)))
    assert inside(found) == {"资料/表.xlsx": FORM}


def test_an_outlook_mail_in_the_folder(tmp_path: Path):
    found = came(tmp_path, compound(msg({"表.xlsx": FORM, "图.png": b"\x89PNG\r\n"})), "信.msg")
    assert inside(found) == {"表.xlsx": FORM}
    assert [s.status for s in found] == [Status.PROCESSED, None, Status.SKIPPED]


def test_a_mailbox_file_gives_its_mails_one_by_one(tmp_path: Path):
    one = mail(named("甲.xlsx".encode(), FORM), subject=word("甲单位报送", "gbk"))
    two = mail(
        text("在家\nFrom now on 12:30 we send\n>From quoted").replace(b"base64", b"8bit"),
        named("乙.xlsx".encode(), b"PK\x03\x04 2"),
        sender=b"li@example.cn",
    )
    box = b"From zhang Mon Mar  1 09:30:00 2021\n%s\n\nFrom - Mon Mar  1 10:00:00 2021\r\n%s\n"
    found = came(tmp_path, box % (one, two), "收件箱")
    assert [s.path for s in found if s.status is Status.PROCESSED] == [
        "收件箱",
        "收件箱!001 甲单位报送",
        "收件箱!002 report",
    ]
    assert inside(found) == {"甲.xlsx": FORM, "乙.xlsx": b"PK\x03\x04 2"}
    senders = {s.path.rpartition("!")[2]: s.mail.sender for s in found if s.mail}
    assert (senders["甲.xlsx"], senders["乙.xlsx"]) == ("zhang@example.cn", "li@example.cn")


def test_a_maildir_is_a_folder_of_mails(tmp_path: Path):
    for name in ("cur", "new", "tmp", ".Sent/cur"):
        (tmp_path / "Maildir" / name).mkdir(parents=True)
    box = tmp_path / "Maildir"
    (box / "cur/1614562200.M1P1.host:2,S").write_bytes(mail(named("甲.xlsx".encode(), FORM)))
    (box / "new/1614562300.M2P1.host").write_bytes(mail(named("乙.xlsx".encode(), b"PK\x03\x04")))
    (box / "tmp/1614562400.M3P1.host").write_bytes(mail(named(b"half.xlsx"))[:300])
    (box / "dovecot-uidlist").write_bytes(b"3 V1614562200 N3\n")
    (box / "dovecot.index.log").write_bytes(b"\1\2\3")
    found = collect([box])
    assert {s.path.rpartition("!")[2] for s in found if s.status is None} == {"甲.xlsx", "乙.xlsx"}
    assert {s.path: s.reason.code for s in found if s.reason and "dovecot" in s.path} == {
        "dovecot-uidlist": "SKP002",
        "dovecot.index.log": "SKP002",
    }
    assert not any("tmp/" in s.path for s in found)


ANSWERS = {
    "no attachment": (mail(LETTER), "rejected FIL016"),
    "a link to a big attachment": (mail(text("超大附件，请点击下载")), "rejected FIL017"),
    "a link in a page": (
        mail(text("<p>从<b>网</b>盘取：<a href='http://x'>链接</a></p>", kind="html")),
        "rejected FIL017",
    ),
    "only a picture": (mail(LETTER, named(b"logo.png", b"\x89PNG\r\n\x1a\n")), "rejected FIL016"),
    "an empty winmail.dat": (mail(LETTER, named(b"winmail.dat", winmail({}))), "processed BOX002"),
    "out of office": (mail(LETTER, more=[b"Auto-Submitted: auto-replied"]), "skipped SKP007"),
    "a bounce": (
        mail(LETTER, forwarded(mail(named(b"a.xlsx", FORM), boundary=b"in"))).replace(
            b"multipart/mixed", b"multipart/report; report-type=delivery-status", 1
        ),
        "skipped SKP006",
    ),
    "our own draft": (
        mail(named(b"a.xlsx", FORM), message_id=b"<pc-0123456789abcdef-1@perfcheck.invalid>"),
        "skipped SKP008",
    ),
    "signatures and cards only": (
        mail(LETTER, named(b"smime.p7s", b"\x30\x82\x01"), named(b"ATT00001.htm", b"<html><p>x")),
        "rejected FIL016",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ANSWERS)
def test_a_mail_without_a_form_gets_its_own_answer(tmp_path: Path, case: str):
    content, expected = ANSWERS[case]
    found = came(tmp_path, content)
    assert found[0].reason
    assert f"{found[0].status} {found[0].reason.code}" == expected
    assert inside(found) == {}


def test_what_is_in_a_forwarded_mail_came_with_the_mail_that_brought_it(tmp_path: Path):
    inner = mail(named("表.xlsx".encode(), FORM), sender=b"li@example.cn", boundary=b"in")
    found = came(tmp_path, mail(named(b"fwd.eml", inner), sender=b"zhang@example.cn"))
    assert {s.mail.sender for s in found if s.mail} == {"zhang@example.cn"}


def facts(**parts):
    return read_facts(Kind.EML, mail(LETTER, **parts), "0")


def test_the_facts_of_a_mail():
    found = facts(
        sender=word("张三", "gbk", "gb2312") + b" <zhang.san@mail.example.cn>",
        subject=word("自评表报送（档案保护费）", "gb18030"),
        more=[
            b"Received: from a by b; Mon, 1 Mar 2021 01:31:00 +0000",
            b"Received: from c by a; Mon, 1 Mar 2021 01:30:59 +0000",
            b"In-Reply-To: <old@clerk.cn>",
            b"References: <older@clerk.cn>\r\n <old@clerk.cn>",
        ],
    )
    assert (found.sender, found.sender_name) == ("zhang.san@mail.example.cn", "张三")
    assert found.person == "张三 <zhang.san@mail.example.cn>"
    assert found.subject == "自评表报送（档案保护费）"
    assert found.references == ("<older@clerk.cn>", "<old@clerk.cn>")
    assert found.arrived is not None
    assert found.arrived.isoformat() == "2021-03-01T09:31:00+08:00"
    assert found.automatic == ""


@pytest.mark.parametrize(
    ("sender", "address", "name"),
    [
        (b"zhang@example.cn", "zhang@example.cn", "zhang@example.cn"),
        (b'"\xd5\xc5\xc8\xfd" <z@example.cn>', "z@example.cn", "张三"),
        (b'"' + word("李四", "utf-8") + b'" <l@example.cn>', "l@example.cn", "李四"),
        (b'"a@b.cn" <real@example.cn>', "real@example.cn", "a@b.cn"),
        (b"<real@example.cn>\r\n\tx", "real@example.cn", "x"),
        (b"nobody", "", "nobody"),
        (b"", "", ""),
    ],
)
def test_the_sender_is_the_address_in_angle_brackets(sender: bytes, address: str, name: str):
    found = facts(sender=sender)
    assert (found.sender, found.sender_name) == (address, name)


@pytest.mark.parametrize(
    ("more", "sender", "automatic"),
    [
        ([], b"z@example.cn", False),
        ([b"Auto-Submitted: no"], b"z@example.cn", False),
        ([b"Return-Path: <z@example.cn>"], b"z@example.cn", False),
        ([b"Auto-Submitted: auto-generated; x=y"], b"z@example.cn", True),
        ([b"Precedence: bulk"], b"z@example.cn", True),
        ([b"Precedence: list"], b"z@example.cn", True),
        ([b"List-Id: <all.example.cn>"], b"z@example.cn", True),
        ([b"Return-Path: <>"], b"z@example.cn", True),
        ([], b"MAILER-DAEMON@example.cn", True),
        ([], b"no-reply@example.cn", True),
        ([], b"noreply_sys@example.cn", True),
        ([], b"nobody", True),
    ],
)
def test_automatic_senders_are_told(more: list[bytes], sender: bytes, automatic: bool):
    assert bool(facts(more=more, sender=sender).automatic) is automatic


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (b"Mon, 01 Mar 2021 09:30:00 +0800 (CST)", "2021-03-01T09:30:00+08:00"),
        (b"1 Mar 2021 01:30:00 GMT", "2021-03-01T09:30:00+08:00"),
        (b"Mon, 01 Mar 2021 09:30:00", "2021-03-01T09:30:00+08:00"),
        (b"yesterday", None),
        (b"Mon, 99 Mar 99999 09:30:00 +0800", None),
        (b"", None),
    ],
)
def test_a_date_is_in_chinese_time(date: bytes, expected: str | None):
    found = facts(date=date).date
    assert expected == (found and found.isoformat())
    assert found is None or isinstance(found, datetime.datetime)


def test_the_name_of_a_sender_cannot_break_a_line():
    found = facts(sender=word("张\r\nBcc: x@y.cn", "utf-8") + b" <z@example.cn>")
    assert "\n" not in found.sender_name + found.subject
    assert found.sender == "z@example.cn"
