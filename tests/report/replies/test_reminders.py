"""Letters to the addresses of the roster."""

import datetime
from dataclasses import replace

from perfcheck.model.reply import Reply, ReplyKind, Terms
from perfcheck.model.results import BatchResult, FileRecord, Reason, Status
from perfcheck.report.replies.reminders import to_the_roster
from perfcheck.roster.match import reporting
from tests.report.replies.letters import parsed
from tests.roster.rosters import came, expected, letter

TERMS = Terms(datetime.date(2021, 3, 15))


def letters(*lines, batch: BatchResult, terms: Terms = TERMS) -> tuple[Reply, ...]:
    return to_the_roster(replace(batch, reporting=reporting(lines, batch)), terms)


NOTHING = BatchResult((), (), ())


def test_a_unit_is_reminded_once_of_all_that_it_owes():
    owed = [
        expected("甲局", "修路", "a@x.cn"),
        expected("甲局", "架桥", "b@x.cn"),
        expected("乙局", "种树"),
    ]
    (reminder,) = letters(*owed, batch=NOTHING)
    assert reminder.kind is ReplyKind.REMINDER
    assert reminder.to == "a@x.cn, b@x.cn"
    assert "1. 修路" in reminder.body
    assert "2. 架桥" in reminder.body
    assert "报送期限 2021-03-01" in reminder.body
    assert "期限已过" in reminder.body
    assert len(parsed(reminder)["To"].addresses) == 2


def test_before_the_last_day_nothing_is_said_of_being_late():
    early = replace(TERMS, date=datetime.date(2021, 3, 1))
    (reminder,) = letters(expected("甲局", "", "a@x.cn"), batch=NOTHING, terms=early)
    assert "期限已过" not in reminder.body


def test_a_second_reminder_is_another_letter_and_says_so():
    line = expected("甲局", "", "a@x.cn")
    (first,) = letters(line, batch=NOTHING)
    (again,) = letters(line, batch=NOTHING, terms=replace(TERMS, turn=2))
    assert first.message_id != again.message_id
    assert "第 2 次提醒" in again.body


def test_who_has_reported_or_tried_to_is_not_reminded():
    line = expected("甲局", "", "a@x.cn")
    assert letters(line, batch=came(("甲局", "修路", letter()))) == ()
    reason = Reason("FIL016", "没有附件", "")
    tried = FileRecord("信.eml", "d" * 64, Status.REJECTED, reason, mail=letter("a@x.cn"))
    assert letters(line, batch=came(more=(tried,))) == ()


def test_what_came_without_a_mail_is_answered_at_the_address_of_the_roster():
    batch = came(("甲局", "修路", None), ("甲局", "架桥", letter()))
    (answer,) = letters(expected("甲局", "", "a@x.cn"), batch=batch)
    assert answer.kind is ReplyKind.REPLY
    assert answer.to == "a@x.cn"
    assert answer.answered == (batch.files[0].path,)
    assert "修路" in answer.body
    assert "架桥" not in answer.body
    assert "《项目申报表》收悉" in answer.body


def test_without_a_roster_there_is_no_such_letter():
    assert to_the_roster(came(("甲局", "修路", None)), TERMS) == ()
