"""处理记录 says of everything that came by mail who sent it and when."""

import datetime
from dataclasses import replace

from perfcheck.model.results import BatchResult
from perfcheck.report.replies.planning import replies
from perfcheck.report.sheets import files
from perfcheck.report.sheets.plan import plan
from tests.report import batches
from tests.report.replies.letters import MAIL as LETTER
from tests.report.replies.letters import SEED as LETTERS
from tests.report.replies.letters import TERMS, mailed

MAIL = replace(
    LETTER, subject="报送自评表", date=datetime.datetime(2021, 3, 1, 1, 30, tzinfo=datetime.UTC)
)


def rows(batch: BatchResult) -> list[list[object]]:
    sheet = files.sheet(plan(batch))
    return [[cell.content for cell in row.cells] for row in sheet.rows[files.HEADING - 1 :]]


def test_without_mail_there_are_no_columns_for_it():
    assert "发件人" not in rows(batches.SEED)[0]


def test_a_mail_shows_its_sender_time_and_subject_beside_what_became_of_it():
    first, *others = batches.SEED.files
    head, mailed, other, *_ = rows(
        replace(batches.SEED, files=(replace(first, mail=MAIL), *others))
    )
    place = head.index("发件人")
    assert head[place:] == ["发件人", "发送时间", "邮件主题", "回复"]
    assert mailed[place:] == ["张三 <zhang@example.cn>", "2021-03-01 09:30", "报送自评表", "—"]
    assert other[place:] == ["—"] * 4


def test_the_answer_stands_beside_the_mail_and_so_does_why_there_is_none():
    made = replace(LETTERS, replies=replies(LETTERS, TERMS))
    assert {row[-1] for row in rows(made)[1:]} == {made.replies[0].file}
    robot = mailed(batches.SEED, replace(MAIL, automatic="自动发送的邮件", reply_to="a@b.cn"))
    assert {row[-1] for row in rows(robot)[1:]} == {"不回复：自动发送的邮件"}
    assert "a@b.cn" in str(rows(robot)[1][-4])
