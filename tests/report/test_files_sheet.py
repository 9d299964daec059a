"""处理记录 says of everything that came by mail who sent it and when."""

import datetime
from dataclasses import replace

from perfcheck.model.mail import Mail
from perfcheck.model.results import BatchResult
from perfcheck.report.sheets import files, rubrics
from perfcheck.report.sheets.plan import plan
from tests.report import batches

MAIL = Mail(
    sha256="d" * 64,
    sender="zhang@example.cn",
    sender_name="张三",
    subject="报送自评表",
    date=datetime.datetime(2021, 3, 1, 1, 30, tzinfo=datetime.UTC),
)


def rows(batch: BatchResult) -> list[list[object]]:
    sheet = files.sheet(plan(batch, rubrics.grade_cells(batch)))
    return [[cell.content for cell in row.cells] for row in sheet.rows[files.HEADING - 1 :]]


def test_without_mail_there_are_no_columns_for_it():
    assert "发件人" not in rows(batches.SEED)[0]


def test_a_mail_shows_its_sender_time_and_subject_beside_what_became_of_it():
    first, *others = batches.SEED.files
    head, mailed, other, *_ = rows(
        replace(batches.SEED, files=(replace(first, mail=MAIL), *others))
    )
    place = head.index("发件人")
    assert head[place : place + 3] == ["发件人", "发送时间", "邮件主题"]
    assert mailed[place : place + 3] == [
        "张三 <zhang@example.cn>",
        "2021-03-01 09:30",
        "报送自评表",
    ]
    assert other[place : place + 3] == ["—"] * 3
