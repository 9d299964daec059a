"""Which files are letters of ours, and how they leave."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from perfcheck.errors import MailboxError
from perfcheck.mailbox.outbox import complete, read_letters
from perfcheck.mailbox.settings import load_settings
from tests.mailbox.letters import write

CONFIG = 'user = "clerk@163.com"\nname = "绩效评价科"\n[imap]\nhost = "imap.163.com"\n'


def test_only_our_own_letters_to_people_are_taken(tmp_path: Path):
    write(tmp_path, "a@x.cn", "no-reply@x.cn", "MAILER-DAEMON@x.cn")
    (tmp_path / "回复" / "他人.eml").write_bytes(b"To: b@x.cn\r\nMessage-ID: <1@x.cn>\r\n\r\n")
    (letter,) = read_letters(tmp_path)
    assert letter.to == ("a@x.cn",)
    assert "退回-表.xlsx" in letter.title


def test_a_letter_leaves_with_the_clerks_address_and_the_hour(tmp_path: Path):
    (letter,) = write(tmp_path, "a@x.cn, b@x.cn")
    config = tmp_path / "mailbox.toml"
    config.write_text(CONFIG, "utf-8")
    raw = complete(letter, load_settings(config))
    message = message_from_bytes(raw, policy=default)
    assert message["From"] == "绩效评价科 <clerk@163.com>"
    assert message["Date"]
    assert message["X-Unsent"] is None
    assert message["Message-ID"] == letter.message_id
    assert letter.to == ("a@x.cn", "b@x.cn")
    assert raw.endswith(letter.raw.partition(b"\r\n\r\n")[2])


def test_where_there_is_nothing_the_way_to_letters_is_said(tmp_path: Path):
    with pytest.raises(MailboxError) as refusal:
        read_letters(tmp_path)
    assert "make evaluate" in refusal.value.advice
