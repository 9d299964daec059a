"""Who gets a letter, where it lies, and what identifies it."""

from dataclasses import replace

import pytest

from perfcheck.model.mail import OWN
from perfcheck.model.results import Status
from perfcheck.report.replies.planning import file_name, replies
from tests.report import batches
from tests.report.replies.letters import MAIL, SEED, TERMS, alone, mailed, only


def test_one_letter_answers_all_files_of_a_mail():
    reply = only(SEED)
    assert reply.to == "zhang@example.cn"
    assert set(reply.answered) == {record.path for record in SEED.files}
    assert reply.subject == "回复：报送2020年自评表"
    assert reply.references == ("<m0@clerk.cn>", "<m1@example.cn>")


def test_what_did_not_come_by_mail_is_not_answered():
    assert replies(batches.SEED, TERMS) == ()


def test_nothing_automatic_is_answered():
    assert replies(mailed(batches.SEED, replace(MAIL, automatic="自动发送的邮件")), TERMS) == ()


def test_a_mail_that_was_set_aside_is_not_answered():
    assert replies(alone(Status.SKIPPED, "SKP006"), TERMS) == ()


def test_the_same_mail_twice_in_a_batch_is_answered_once():
    twice = replace(SEED, files=(*SEED.files, replace(SEED.files[0], path="又一次.eml")))
    assert "又一次.eml" in only(twice).answered


def test_the_identity_follows_from_the_mail_and_the_round():
    first, again = only(SEED), only(SEED, replace(TERMS, date=None, due=""))
    assert first.message_id == again.message_id
    assert OWN.fullmatch(first.message_id)
    assert only(SEED, replace(TERMS, turn=2)).message_id != first.message_id
    other = mailed(batches.SEED, replace(MAIL, sha256="e" * 64))
    assert only(other).message_id != first.message_id


@pytest.mark.parametrize("subject", ["回复：报送", "Re: 报送", "RE:报送", "答复: 报送"])
def test_an_answer_to_an_answer_does_not_pile_up(subject: str):
    assert only(mailed(batches.SEED, replace(MAIL, subject=subject))).subject == subject


def test_an_answer_goes_to_the_sender_and_nowhere_else():
    elsewhere = replace(MAIL, reply_to="other@example.com")
    assert only(mailed(batches.SEED, elsewhere)).to == "zhang@example.cn"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("武昌区档案馆", "回复/武昌区档案馆_aaaaaaaa.eml"),
        ("../../etc/passwd", "回复/etc_passwd_aaaaaaaa.eml"),
        ('a:b*c?"<>|\n', "回复/a_b_c_aaaaaaaa.eml"),
        ("", "回复/来信_aaaaaaaa.eml"),
        ("长" * 200, f"回复/{'长' * 29}…_aaaaaaaa.eml"),
    ],
)
def test_a_file_name_is_one_that_any_system_takes(label: str, expected: str):
    assert file_name(label, "a" * 64) == expected
