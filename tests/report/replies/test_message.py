"""The draft as mail programs read it."""

from dataclasses import replace

import pytest

from perfcheck.report.replies.message import render
from tests.report.replies.letters import SEED, TERMS, only, parsed

REPLY = only(SEED)


def unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def test_the_draft_continues_the_conversation():
    message = parsed(REPLY, date=TERMS.date)
    assert message["To"] == "张三 <zhang@example.cn>"
    assert message["In-Reply-To"] == "<m1@example.cn>"
    assert message["References"] == "<m0@clerk.cn> <m1@example.cn>"
    assert message["Message-ID"] == REPLY.message_id
    assert message["Auto-Submitted"] == "auto-replied"
    assert message["Date"] == "Mon, 15 Mar 2021 09:00:00 +0800"
    assert message["X-Unsent"] == "1"
    assert message["From"] is None
    assert unix(message.get_content()) == REPLY.body


def test_the_draft_is_plain_text_and_any_server_takes_it():
    raw = render(REPLY, [("退回-表.xlsx", b"PK\x03\x04")])
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"text/html" not in raw


def test_the_marked_copy_goes_with_it_under_its_name():
    message = parsed(REPLY, enclosures=[("退回-档案保护费.xlsx", b"PK\x03\x04 copy")])
    (enclosed,) = message.iter_attachments()
    assert enclosed.get_filename() == "退回-档案保护费.xlsx"
    assert enclosed.get_content() == b"PK\x03\x04 copy"
    body = message.get_body(("plain",))
    assert body is not None
    assert unix(body.get_content()) == REPLY.body


def test_the_same_letter_is_the_same_bytes():
    enclosed = [("表.xlsx", b"PK")]
    assert render(REPLY, enclosed) == render(REPLY, enclosed)
    assert "Date" not in parsed(REPLY)


@pytest.mark.parametrize(
    ("to", "name"),
    [
        ("zhang@example.cn", ""),
        ("..odd..@example.cn", "张三"),
        ("zhang@example.cn", '张"三, <x@y.cn>'),
        ("zhang@example.cn", "x" * 190),
    ],
)
def test_odd_senders_get_their_answer_at_their_address_alone(to: str, name: str):
    raw = render(replace(REPLY, to=to, to_name=name))
    head = raw.partition(b"\r\n\r\n")[0]
    assert head.count(b"\r\nTo:") + head.startswith(b"To:") == 1
    assert to.encode() in head
    assert len(parsed(replace(REPLY, to=to, to_name=name))["To"].addresses) <= 1


def test_long_subjects_and_many_references_are_folded():
    odd = replace(
        REPLY,
        subject="回复：" + "很长的主题" * 40,
        references=tuple(f"<{'x' * 60}{n}@example.cn>" for n in range(20)),
    )
    message = parsed(odd)
    assert message["Subject"] == odd.subject
    assert message["References"].split() == list(odd.references)
