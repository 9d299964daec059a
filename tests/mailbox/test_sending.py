"""Sending through a real SMTP server on loopback: each letter once, and never in doubt."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from perfcheck.errors import MailboxError
from perfcheck.mailbox.ledger import LetterState, open_ledger
from perfcheck.mailbox.sending import Interrupted, send, settle, standing
from perfcheck.mailbox.settings import Settings, load_settings
from tests.mailbox.dovecot import Dovecot, free_port
from tests.mailbox.letters import write


class Sink:
    """Takes every letter, but none for nouser."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, list[str], bytes]] = []
        self.port = free_port()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("nouser"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.original_content))
        return "250 OK"


@pytest.fixture
def sink() -> Iterator[Sink]:
    handler = Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def settings(sink: Sink, tmp_path: Path) -> Settings:
    server = Dovecot(tmp_path, 1, 1)  # nobody logs in to it here
    return load_settings(server.settings("clerk@163.com", tmp_path, smtp=str(sink.port)))


def test_every_letter_is_sent_once(sink: Sink, settings: Settings, tmp_path: Path):
    letters = write(tmp_path, "a@x.cn", "b@x.cn, c@x.cn")
    assert standing(letters, settings).open == letters
    assert send(letters, settings).sent == list(letters)
    assert standing(letters, settings).done == letters
    assert [to for _, to, _ in sink.taken] == [["a@x.cn"], ["b@x.cn", "c@x.cn"]]
    assert {sender for sender, _, _ in sink.taken} == {"clerk@163.com"}
    assert all(b"Auto-Submitted: auto-replied" in raw for _, _, raw in sink.taken)
    assert letters[0].raw.partition(b"\r\n\r\n")[2] in sink.taken[0][2]


def test_a_refused_address_stops_nobody_else(sink: Sink, settings: Settings, tmp_path: Path):
    letters = write(tmp_path, "nouser@x.cn", "b@x.cn")
    result = send(letters, settings)
    assert [each.to for each in result.sent] == [("b@x.cn",)]
    ((letter, words),) = result.refused
    assert letter.to == ("nouser@x.cn",)
    assert "no such user" in words
    assert standing(letters, settings).open == (letters[0],)


def test_one_refused_address_of_several_is_told(sink: Sink, settings: Settings, tmp_path: Path):
    letters = write(tmp_path, "nouser@x.cn, b@x.cn")
    result = send(letters, settings)
    assert result.sent == list(letters)
    assert result.refused == [(letters[0], "nouser@x.cn")]


CRASHING = """
import os, sys
from pathlib import Path
from perfcheck.mailbox.outbox import read_letters
from perfcheck.mailbox.sending import send
from perfcheck.mailbox.settings import load_settings
folder = Path(sys.argv[1])
watch = lambda state: os._exit(9) if state == sys.argv[2] else None
send(read_letters(folder), load_settings(folder / "mailbox.toml"), watch=watch)
"""


@pytest.mark.parametrize(
    ("state", "decision", "times"),
    [
        (LetterState.SENDING, Interrupted.RESEND, 1),  # it had not gone out
        (LetterState.SENT, Interrupted.SENT, 1),  # it had
        (LetterState.SENT, Interrupted.LEAVE, 1),
        (LetterState.SENDING, Interrupted.LEAVE, 0),
    ],
)
def test_what_may_have_gone_out_waits_for_a_persons_word(
    sink: Sink,
    settings: Settings,
    tmp_path: Path,
    state: LetterState,
    decision: Interrupted,
    times: int,
):
    letters = write(tmp_path, "a@x.cn")
    command = [sys.executable, "-c", CRASHING, str(tmp_path), state]
    ended = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert ended.returncode == 9, ended.stderr.decode()
    assert standing(letters, settings).uncertain == letters
    settle(letters, settings, decision)
    send(standing(letters, settings).open, settings)
    assert len(sink.taken) == times


def test_what_lies_among_the_drafts_is_sent_from_there(settings: Settings, tmp_path: Path):
    letters = write(tmp_path, "a@x.cn")
    with open_ledger(settings.ledger) as ledger:
        ledger.set_letter(letters[0].message_id, LetterState.DRAFTED)
    assert standing(letters, settings).drafted == letters
    assert standing(letters, settings).open == ()


def test_a_server_that_is_not_there_sends_nothing_and_is_said(tmp_path: Path):
    server = Dovecot(tmp_path, 1, 1)
    settings = load_settings(server.settings("clerk@163.com", tmp_path, smtp=str(free_port())))
    letters = write(tmp_path, "a@x.cn")
    with pytest.raises(MailboxError) as refusal:
        send(letters, settings)
    assert refusal.value.code == "MBX042"
    assert standing(letters, settings).open == letters


def test_without_a_server_for_sending_the_way_is_said(tmp_path: Path):
    settings = load_settings(Dovecot(tmp_path, 1, 1).settings("clerk@163.com", tmp_path))
    with pytest.raises(MailboxError) as refusal:
        send(write(tmp_path, "a@x.cn"), settings)
    assert refusal.value.code == "MBX040"
