"""What stands in the folder of results after a run, and after the next."""

import datetime
from dataclasses import replace
from pathlib import Path

from perfcheck.correspondence import draft
from perfcheck.publishing import publish
from tests.report import batches
from tests.report.replies.letters import MAIL, TERMS, mailed

BATCH = draft(mailed(batches.SEED), TERMS)
OTHER = draft(mailed(batches.SEED, replace(MAIL, sha256="e" * 64)), TERMS)


def letters(folder: Path) -> list[str]:
    return sorted(f.name for f in (folder / "回复").iterdir())


def test_letters_of_an_earlier_run_go_and_other_files_stay(tmp_path: Path):
    publish(BATCH, tmp_path)
    assert letters(tmp_path) == ["张三_dddddddd.eml"]
    (tmp_path / "回复" / "我的.eml").write_bytes(b"Message-ID: <x@y.cn>\r\n\r\nmine")
    (tmp_path / "回复" / "备忘.txt").write_text("x")
    publish(OTHER, tmp_path)
    assert letters(tmp_path) == ["备忘.txt", "张三_eeeeeeee.eml", "我的.eml"]
    publish(batches.SEED, tmp_path)
    assert letters(tmp_path) == ["备忘.txt", "我的.eml"]


def test_the_same_batch_gives_the_same_letters(tmp_path: Path):
    publish(BATCH, tmp_path / "a", datetime.date(2021, 3, 15))
    publish(BATCH, tmp_path / "b", datetime.date(2021, 3, 15))
    one, two = ((tmp_path / n / BATCH.replies[0].file).read_bytes() for n in "ab")
    assert one == two


def test_without_mail_there_is_no_folder_for_letters(tmp_path: Path):
    publish(batches.SEED, tmp_path)
    assert not (tmp_path / "回复").exists()
