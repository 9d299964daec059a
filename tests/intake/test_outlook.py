"""Outlook's own files: .msg and winmail.dat."""

import struct
import sys

import pytest

from perfcheck.intake import outlook, tnef
from perfcheck.intake.facts import read_facts
from perfcheck.intake.kinds import Kind, sniff
from tests.forms import national, workbook
from tests.intake.outlook_files import compound, msg, utf16, winmail

FORM = workbook(national())
SENT = 132_590_358_000_000_000  # 2021-03-01 01:30 UTC in steps of 100 ns since 1601


def test_the_attachments_of_an_outlook_mail_have_their_names_and_bytes():
    content = compound(msg({"自评表.xlsx": FORM, "短.txt": b"short"}))
    assert sniff(content, "信.msg") is Kind.MAIL
    assert [(m.name, m.content) for m in outlook.members(content)] == [
        ("自评表.xlsx", FORM),
        ("短.txt", b"short"),
    ]
    assert outlook.letter(content) == "请查收"


def test_a_mail_inside_an_outlook_mail_is_opened():
    inner = msg({"里面的.xlsx": FORM})
    content = compound(msg({"转发的邮件": inner, "外面的.xlsx": b"PK outer"}))
    assert [m.name for m in outlook.members(content)] == ["里面的.xlsx", "外面的.xlsx"]


def test_an_encrypted_workbook_in_an_outlook_mail_does_not_hide_the_mail():
    locked = compound({"EncryptedPackage": b"x" * 5000})
    assert sniff(locked, "") is Kind.ENCRYPTED
    assert sniff(compound(msg({"加密.xlsx": locked})), "") is Kind.MAIL


def test_the_facts_come_from_the_headers_that_travelled():
    headers = "From: =?gbk?B?1cXI/Q==?= <z@example.cn>\r\nSubject: x\r\nMessage-ID: <a@b.cn>\r\n"
    content = compound(msg({}, properties={"__substg1.0_007D001F": utf16(headers)}))
    facts = read_facts(Kind.MAIL, content, "0")
    assert (facts.sender, facts.sender_name) == ("z@example.cn", "张三")
    assert facts.message_id == "<a@b.cn>"


def test_the_facts_of_a_mail_that_never_travelled_are_what_outlook_knows():
    properties = {
        "__substg1.0_0C1A001F": utf16("张三"),
        "__substg1.0_5D01001F": utf16("z@example.cn"),
        "__substg1.0_0037001F": utf16("报送\r\n自评表"),
        "__properties_version1.0": b"\0" * 32 + struct.pack("<IIQ", outlook.SENT, 6, SENT),
    }
    facts = read_facts(Kind.MAIL, compound(msg({}, properties=properties)), "0")
    assert (facts.sender, facts.subject) == ("z@example.cn", "报送 自评表")
    assert facts.date is not None
    assert facts.date.isoformat() == "2021-03-01T09:30:00+08:00"


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
def test_a_compound_file_that_is_cut_is_refused(cut: float):
    content = compound(msg({"自评表.xlsx": FORM}))
    with pytest.raises(ValueError, match="Outlook"):
        list(outlook.members(content[: int(len(content) * cut)]))


@pytest.mark.parametrize("long_names", [True, False])
def test_winmail_gives_its_attachments(long_names: bool):
    content = winmail({"自评表.xlsx": FORM, "第二份.xlsx": b"PK 2"}, long_names=long_names)
    assert sniff(content, "winmail.dat") is Kind.TNEF
    assert [(m.name, m.content) for m in tnef.members(content)] == [
        ("自评表.xlsx", FORM),
        ("第二份.xlsx", b"PK 2"),
    ]


def test_padding_at_the_end_of_a_winmail_does_no_harm():
    content = winmail({"自评表.xlsx": FORM}) + b"\0" * 37 + b"\r\n"
    assert [m.content for m in tnef.members(content)] == [FORM]


def test_every_cut_of_a_winmail_is_refused_or_read_in_part():
    content = winmail({"自评表.xlsx": b"PK 12345"})
    for end in range(len(content) - 1):
        try:
            names = [m.name for m in tnef.members(content[:end])]
        except ValueError:
            continue
        assert names in ([], ["自评表.xlsx"], ["附件1"])


def test_folders_in_folders_without_end_are_damaged():
    tree = {}
    for _ in range(2000):
        tree = {"s": tree}
    most = sys.getrecursionlimit()
    sys.setrecursionlimit(10_000)  # for building it
    content = compound(msg({}) | {"s": tree})
    sys.setrecursionlimit(most)
    with pytest.raises(ValueError, match="no Outlook mail"):
        list(outlook.members(content))
