"""What a batch says of files that no worker gets through: in words of what they are."""

import pytest

from perfcheck import gathering
from perfcheck.intake import expand
from perfcheck.intake.kinds import Kind
from perfcheck.model.results import Status
from perfcheck.workers import Failure, Limits
from tests.forms import national, workbook
from tests.intake.mails import mail, named, text
from tests.intake.sending import archive

MAIL = mail(text("见附件"), named(b"x.xlsx", workbook(national())))


@pytest.mark.parametrize(
    ("name", "content", "kind", "words"),
    [
        ("信.eml", MAIL, Kind.EML, "邮件"),
        ("无后缀", b"From a Mon Mar  1 09:30:00 2021\n" + MAIL, Kind.MBOX, "邮件"),
        ("包.zip", archive({"x.xlsx": workbook(national())}), Kind.ARCHIVE, "压缩包"),
    ],
)
def test_mails_and_archives_are_given_up_in_words_of_their_own(
    tmp_path, name, content, kind, words
):
    (tmp_path / name).write_bytes(content)
    (file,) = gathering.find([tmp_path])
    found = gathering.given_up(file, Failure.MEMORY)
    assert (found.kind, found.status) == (kind, Status.REJECTED)
    assert found.reason.code == "LIM002"
    assert words in found.reason.message
    assert "Excel 打开" not in found.reason.advice


def test_a_mail_of_short_lines_alone_is_told_as_a_mail(tmp_path, monkeypatch):
    monkeypatch.setattr(gathering, "ROOM", Limits(megabytes=60))
    (tmp_path / "信.eml").write_bytes(MAIL + b"a\n" * 3_000_000)
    (found,) = gathering.gather([tmp_path], (), 1)
    assert found.status is Status.REJECTED
    assert (found.reason.code, "邮件" in found.reason.message) == ("LIM002", True)
    assert found.mail.sender == "zhang@example.cn"


def test_of_a_mail_that_is_too_large_the_sender_is_known(tmp_path, monkeypatch):
    monkeypatch.setattr(expand, "MAIL", 1 << 20)
    (tmp_path / "信.eml").write_bytes(MAIL + b"a" * (2 << 20))
    (file,) = gathering.find([tmp_path])
    (found,) = expand.unfold(file)  # here: a worker that does not fork would not see the limit
    assert (found.reason.code, "邮件" in found.reason.message) == ("LIM006", True)
    assert found.mail.sender == "zhang@example.cn"


def test_workbooks_are_given_up_with_the_clicks_of_excel(tmp_path):
    (tmp_path / "表.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9000))
    (file,) = gathering.find([tmp_path])
    assert "Excel 打开" in gathering.given_up(file, Failure.TIMEOUT).reason.advice
