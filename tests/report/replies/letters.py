"""Batches that came by mail, and the letters that answer them."""

import datetime
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from perfcheck.model.mail import CHINA, Mail
from perfcheck.model.reply import Reply, Terms
from perfcheck.model.results import BatchResult, FileRecord, Reason, Status
from perfcheck.report.replies.message import render
from perfcheck.report.replies.planning import replies
from tests.report import batches

TERMS = Terms(datetime.date(2021, 3, 15), due="3月20日前", signature="示例区绩效评价科")
MAIL = Mail(
    sha256="d" * 64,
    sender="zhang@example.cn",
    sender_name="张三",
    subject="报送2020年自评表",
    message_id="<m1@example.cn>",
    references=("<m0@clerk.cn>",),
    date=datetime.datetime(2021, 3, 1, 9, 30, tzinfo=CHINA),
)
BOX = Reason("BOX002", "邮件，附件逐个列在下面", "不需要处理。")


def mailed(batch: BatchResult, mail: Mail = MAIL) -> BatchResult:
    """The batch as if everything in it had come with one mail."""
    box = FileRecord("信.eml", mail.sha256, Status.PROCESSED, BOX, mail=mail)
    files = tuple(replace(record, mail=mail) for record in batch.files)
    return replace(batch, files=(box, *files))


def alone(
    status: Status, code: str = "FIL016", mail: Mail = MAIL, path: str = "信.eml"
) -> BatchResult:
    """A batch of one mail in which nothing was found."""
    record = FileRecord(path, mail.sha256, status, Reason(code, "原因", "办法"), mail=mail)
    return BatchResult((record,), (), ())


def only(batch: BatchResult, terms: Terms = TERMS) -> Reply:
    (reply,) = replies(batch, terms)
    return reply


def parsed(reply: Reply, **more) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(render(reply, **more), policy=default))


SEED = mailed(batches.SEED)
