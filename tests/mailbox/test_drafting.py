"""Drafts in a real mailbox: each once, whatever the clerk does with them."""

from pathlib import Path

import pytest

from perfcheck.errors import MailboxError
from perfcheck.mailbox.drafting import file_drafts
from perfcheck.mailbox.ledger import open_ledger
from perfcheck.mailbox.settings import load_settings
from tests.mailbox.dovecot import Dovecot
from tests.mailbox.letters import write

pytestmark = pytest.mark.dovecot


def test_every_letter_is_filed_once(dovecot: Dovecot, tmp_path: Path):
    letters = write(tmp_path, "a@x.cn", "b@x.cn")
    settings = load_settings(dovecot.settings("drafts", tmp_path))
    first, again = (file_drafts(letters, settings) for _ in range(2))
    assert (first.new, first.before, first.folder) == (2, 0, "Drafts")
    assert (again.new, again.before) == (0, 2)
    assert dovecot.ids("drafts", "Drafts") == [each.message_id for each in letters]


def test_a_draft_is_marked_as_one_and_keeps_its_copy(dovecot: Dovecot, tmp_path: Path):
    letters = write(tmp_path, "a@x.cn")
    file_drafts(letters, load_settings(dovecot.settings("marked", tmp_path)))
    with dovecot.login("marked", "Drafts") as box:
        (found,) = box.fetch(mark_seen=False)
        assert {"\\Draft", "\\Seen"} <= set(found.flags)
        assert found.obj["In-Reply-To"] == "<m0@example.cn>"
        assert [each.filename for each in found.attachments] == ["退回-表.xlsx"]


def test_a_run_that_ended_before_the_book_files_nothing_twice(dovecot: Dovecot, tmp_path: Path):
    letters = write(tmp_path, "a@x.cn")
    settings = load_settings(dovecot.settings("ended", tmp_path))
    file_drafts(letters, settings)
    settings.ledger.unlink()
    assert file_drafts(letters, settings).new == 0
    assert len(dovecot.ids("ended", "Drafts")) == 1


def test_a_draft_that_the_clerk_sent_is_not_filed_again(dovecot: Dovecot, tmp_path: Path):
    letters = write(tmp_path, "a@x.cn")
    settings = load_settings(dovecot.settings("clerk", tmp_path))
    file_drafts(letters, settings)
    with dovecot.login("clerk", "Drafts") as box:
        box.move(box.uids(), "Sent")
    assert file_drafts(letters, settings).new == 0
    assert dovecot.ids("clerk", "Drafts") == []
    second = write(tmp_path, "a@x.cn", turn=2)
    assert file_drafts(second, settings).new == 1


def test_a_folder_of_drafts_may_be_named(dovecot: Dovecot, tmp_path: Path):
    letters = write(tmp_path, "a@x.cn")
    with dovecot.login("named") as box:
        box.folder.create("草稿")
    settings = load_settings(dovecot.settings("named", tmp_path, more='drafts = "草稿"'))
    assert file_drafts(letters, settings).folder == "草稿"
    assert len(dovecot.ids("named", "草稿")) == 1


def test_the_book_is_one_for_fetching_and_filing(dovecot: Dovecot, tmp_path: Path):
    letters = write(tmp_path, "a@x.cn")
    settings = load_settings(dovecot.settings("book", tmp_path))
    file_drafts(letters, settings)
    with open_ledger(settings.ledger) as ledger:
        assert ledger.letter(letters[0].message_id) == "drafted"


def test_a_book_that_is_none_is_said(dovecot: Dovecot, tmp_path: Path):
    settings = load_settings(dovecot.settings("broken", tmp_path))
    settings.ledger.write_bytes(b"this is no database, and long enough to be looked at" * 20)
    with pytest.raises(MailboxError) as refusal:
        file_drafts(write(tmp_path, "a@x.cn"), settings)
    assert refusal.value.code == "MBX010"
