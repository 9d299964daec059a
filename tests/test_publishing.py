"""What stands in the folder of results after a run, and after the next."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from perfcheck.batch import evaluate
from perfcheck.intake.submission import Submission
from perfcheck.publishing import count_letters, publish
from perfcheck.returning import Originals
from tests.forms import national, workbook
from tests.intake.mails import mail, named
from tests.report import batches
from tests.report.replies.letters import MAIL, TERMS, mailed

BATCH = mailed(batches.SEED)
OTHER = mailed(batches.SEED, replace(MAIL, sha256="e" * 64))


def letters(folder: Path) -> list[str]:
    return sorted(f.name for f in (folder / "回复").iterdir())


def test_letters_of_an_earlier_run_go_and_other_files_stay(tmp_path: Path):
    publish(BATCH, tmp_path)
    assert letters(tmp_path) == ["张三_dddddddd.eml"]
    (tmp_path / "回复" / "我的.eml").write_bytes(b"Message-ID: <x@y.cn>\r\n\r\nmine")
    (tmp_path / "回复" / "备忘.txt").write_text("x")
    publish(OTHER, tmp_path)
    assert letters(tmp_path) == ["备忘.txt", "张三_eeeeeeee.eml", "我的.eml"]
    assert count_letters(tmp_path) == 1
    publish(batches.SEED, tmp_path)
    assert letters(tmp_path) == ["备忘.txt", "我的.eml"]


def test_the_same_batch_gives_the_same_letters(tmp_path: Path):
    publish(BATCH, tmp_path / "a", TERMS)
    publish(BATCH, tmp_path / "b", TERMS)
    one, two = ((tmp_path / n / "回复" / "张三_dddddddd.eml").read_bytes() for n in "ab")
    assert one == two
    assert b"Date: Mon, 15 Mar 2021" in one


def test_the_marked_copy_of_a_mailed_file_goes_with_its_letter(tmp_path: Path):
    content = workbook(national())
    inbox = tmp_path / "收件"
    inbox.mkdir()
    (inbox / "信.eml").write_bytes(mail(named("表.xlsx".encode(), content)))
    gathered: list[Submission] = []
    result = evaluate([inbox], jobs=1, gathered=gathered.extend)
    publish(result, tmp_path / "out", originals=Originals(tuple(gathered), jobs=1))
    (letter,) = (tmp_path / "out" / "回复").glob("*.eml")
    (copy,) = (tmp_path / "out" / "退回").iterdir()
    message = message_from_bytes(letter.read_bytes(), policy=default)
    (enclosed,) = message.iter_attachments()
    assert enclosed.get_filename() == copy.name
    assert enclosed.get_content() == copy.read_bytes()
    body = message.get_body(("plain",))
    assert body is not None
    assert "条意见已标注在所附表中" in body.get_content()


def test_without_mail_there_is_no_folder_for_letters(tmp_path: Path):
    publish(batches.SEED, tmp_path)
    assert not (tmp_path / "回复").exists()
