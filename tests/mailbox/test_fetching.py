"""Fetching from a real server: each mail once, nothing changed unless told to, nothing lost."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from perfcheck.errors import MailboxError
from perfcheck.mailbox.fetching import Outcome, Step, fetch
from perfcheck.mailbox.ledger import open_ledger
from perfcheck.mailbox.settings import Settings, load_settings
from tests.intake.mails import mail, named, text, word
from tests.mailbox.dovecot import Dovecot
from tests.mailbox.proxy import proxy

pytestmark = pytest.mark.dovecot


def letter(number: int, content: bytes = b"PK\x03\x04 form") -> bytes:
    return mail(
        text("请查收"),
        named("自评表.xlsx".encode(), content + b"%d" % number),
        subject=word(f"报送{number}", "gbk", "gb2312"),
        message_id=b"<m%d@example.cn>" % number,
    )


def setting(dovecot: Dovecot, user: str, folder: Path, **more: str) -> Settings:
    return load_settings(dovecot.settings(user, folder, **more))


def spooled(settings: Settings) -> list[bytes]:
    return [file.read_bytes() for file in sorted(settings.spool.glob("*.eml"))]


def test_every_mail_comes_once_and_the_mailbox_stays_as_it_was(dovecot: Dovecot, tmp_path: Path):
    dovecot.deliver("once", *(letter(n) for n in range(3)))
    settings = setting(dovecot, "once", tmp_path)
    assert fetch(settings) == Outcome(new=3)
    assert fetch(settings) == Outcome(known=3)
    dovecot.deliver("once", letter(3))
    assert fetch(settings) == Outcome(new=1, known=3)
    assert len(spooled(settings)) == 4
    assert set(dovecot.flags("once")) == {("\\Recent",)}  # not read, not even seen by a program
    assert all(b"Subject: =?gb2312?B?" in raw for raw in spooled(settings))


def test_the_bytes_are_those_of_the_server(dovecot: Dovecot, tmp_path: Path):
    raw = mail(named("自评表.xlsx".encode("gb18030")), sender="张三 <z@x.cn>".encode("gb18030"))
    dovecot.deliver("bytes", raw)
    settings = setting(dovecot, "bytes", tmp_path)
    fetch(settings)
    (stored,) = spooled(settings)
    assert stored.endswith(raw)
    (file,) = settings.spool.glob("*.eml")
    assert hashlib.sha256(stored).hexdigest()[:16] in file.name


def test_moved_mails_lie_in_the_folder_of_those_that_are_done(dovecot: Dovecot, tmp_path: Path):
    dovecot.deliver("move", *(letter(n) for n in range(3)))
    settings = setting(dovecot, "move", tmp_path)
    assert fetch(settings).moved == 0
    assert fetch(settings, move=True) == Outcome(known=3, moved=3)
    assert dovecot.ids("move") == []
    assert dovecot.ids("move", "已处理") == [f"<m{n}@example.cn>" for n in range(3)]
    assert fetch(settings, move=True) == Outcome()


def test_a_server_without_move_loses_no_mail_of_others(dovecot: Dovecot, tmp_path: Path):
    large = letter(9, b"PK" + b"x" * (1 << 20))
    dovecot.deliver("old", letter(0), letter(1), large)
    with dovecot.login("old") as box:  # the owner deleted it, and has not expunged it yet
        box.client.uid("STORE", box.uids()[2], "+FLAGS", "(\\Deleted)")
        box.client.unselect()
    with proxy(dovecot.imap, hidden=(b"MOVE",)) as old:
        settings = setting(dovecot, "old", tmp_path, port=str(old.port), more="max_megabytes = 1")
        assert fetch(settings, move=True) == Outcome(new=2, too_large=1, moved=2)
        assert any(b"UID EXPUNGE" in each for each in old.commands)
    assert dovecot.ids("old", "已处理") == ["<m0@example.cn>", "<m1@example.cn>"]
    assert dovecot.ids("old") == ["<m9@example.cn>"]


def test_a_provider_that_wants_a_name_before_it_opens_a_folder(dovecot: Dovecot, tmp_path: Path):
    dovecot.deliver("netease", letter(1))
    with proxy(dovecot.imap, strict=True) as provider:
        settings = setting(dovecot, "netease", tmp_path, port=str(provider.port))
        assert fetch(settings).new == 1
        opened = [each.split()[1].upper() for each in provider.commands]
        assert opened.index(b"ID") < opened.index(b"EXAMINE")


def test_a_refusal_of_unsafe_logins_is_explained(dovecot: Dovecot, tmp_path: Path):
    with proxy(dovecot.imap, strict=True, hidden=(b"ID",)) as provider:
        settings = setting(dovecot, "unsafe", tmp_path, port=str(provider.port))
        with pytest.raises(MailboxError) as refusal:
            fetch(settings)
    assert refusal.value.code == "MBX022"
    assert "授权码" in refusal.value.advice


def test_a_wrong_password_is_answered_with_the_hint(dovecot: Dovecot, tmp_path: Path):
    settings = setting(dovecot, "wrong", tmp_path)
    (tmp_path / "password").write_text("not this")
    with pytest.raises(MailboxError) as refusal:
        fetch(settings)
    assert refusal.value.code == "MBX021"
    assert "授权码" in refusal.value.advice
    assert "not this" not in str(refusal.value.args)


def test_a_folder_that_is_not_there_is_said(dovecot: Dovecot, tmp_path: Path):
    settings = setting(dovecot, "folder", tmp_path, more='folder = "没有"')
    with pytest.raises(MailboxError) as refusal:
        fetch(settings)
    assert refusal.value.code == "MBX023"


def test_new_numbers_bring_no_mail_twice(dovecot: Dovecot, tmp_path: Path):
    dovecot.deliver("numbers", *(letter(n) for n in range(3)))
    settings = setting(dovecot, "numbers", tmp_path)
    fetch(settings)
    before = spooled(settings)
    with dovecot.login("numbers") as box:
        old = box.folder.status("INBOX", ["UIDVALIDITY"])["UIDVALIDITY"]
    dovecot.forget_numbers("numbers")
    dovecot.deliver("numbers", letter(7))
    fetch(settings)
    with dovecot.login("numbers") as box:
        assert box.folder.status("INBOX", ["UIDVALIDITY"])["UIDVALIDITY"] != old
    assert len(spooled(settings)) == 4
    assert set(before) < set(spooled(settings))


def test_a_message_id_that_is_used_again_is_another_mail(dovecot: Dovecot, tmp_path: Path):
    dovecot.deliver("again", letter(5), letter(5, b"PK\x03\x04 corrected"))
    settings = setting(dovecot, "again", tmp_path)
    assert fetch(settings).new == 2
    assert len(spooled(settings)) == 2


def test_a_mail_that_is_too_large_is_told_and_not_fetched(dovecot: Dovecot, tmp_path: Path):
    dovecot.deliver("large", letter(1), letter(2, b"PK" + b"x" * (1 << 20)))
    settings = setting(dovecot, "large", tmp_path, more="max_megabytes = 1")
    assert fetch(settings) == Outcome(new=1, too_large=1)
    assert fetch(settings) == Outcome(known=2, too_large=1)


CRASHING = """
import os, sys
from pathlib import Path
from perfcheck.mailbox.fetching import fetch
from perfcheck.mailbox.settings import load_settings
count = 0
def watch(step):
    global count
    count += step == sys.argv[2]
    if count == 2:
        os._exit(9)
fetch(load_settings(Path(sys.argv[1])), move=True, watch=watch)
"""


@pytest.mark.parametrize("step", Step)
def test_a_run_that_is_ended_anywhere_loses_nothing_and_doubles_nothing(
    dovecot: Dovecot, tmp_path: Path, step: Step
):
    user = f"crash-{step}"
    dovecot.deliver(user, *(letter(n) for n in range(3)))
    config = dovecot.settings(user, tmp_path)
    command = [sys.executable, "-c", CRASHING, str(config), step]
    first, again = (  # ended in the middle, and perhaps in the middle of the repair again
        subprocess.run(command, capture_output=True, timeout=60, check=False) for _ in range(2)
    )
    assert first.returncode == 9, first.stderr.decode()
    assert again.returncode in (0, 9), again.stderr.decode()
    settings = load_settings(config)
    fetch(settings, move=True)
    assert fetch(settings, move=True) == Outcome()
    names = [f"<m{n}@example.cn>" for n in range(3)]
    assert sorted(dovecot.ids(user, "已处理")) == names
    assert dovecot.ids(user) == []
    assert len(spooled(settings)) == 3
    assert {raw.count(b"Message-ID: <m%d@" % n) for n in range(3) for raw in spooled(settings)} == {
        0,
        1,
    }
    assert sorted(f.suffix for f in settings.spool.iterdir()) == [".eml"] * 3
    with open_ledger(settings.ledger) as ledger:
        states = ledger._connection.execute("SELECT state, count(*) FROM mail GROUP BY state")
        assert list(states) == [("moved", 3)]


def test_a_half_written_file_is_swept_away(dovecot: Dovecot, tmp_path: Path):
    settings = setting(dovecot, "sweep", tmp_path)
    settings.spool.mkdir()
    (settings.spool / ".receiving-abc").write_bytes(b"half")
    fetch(settings)
    assert list(settings.spool.iterdir()) == []


def test_a_server_that_is_not_there_is_said(tmp_path: Path):
    config = Dovecot(tmp_path, 1, 1).settings("nobody", tmp_path)
    with pytest.raises(MailboxError) as refusal:
        fetch(load_settings(config))
    assert refusal.value.code == "MBX027"


def test_a_spool_that_cannot_be_written_is_said(dovecot: Dovecot, tmp_path: Path):
    (tmp_path / "收件").write_text("in the way")
    with pytest.raises(MailboxError) as refusal:
        fetch(setting(dovecot, "blocked", tmp_path))
    assert refusal.value.code == "MBX011"
