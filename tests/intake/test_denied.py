"""A file that nobody may read has its line, its code and advice, and the batch goes on."""

import os
from pathlib import Path

import pytest

from perfcheck import batch
from perfcheck.intake import expand
from perfcheck.model.results import Status
from tests.forms import national, workbook
from tests.intake.mails import mail, named, text
from tests.intake.sending import archive

CONTENTS = {
    "表.xlsx": workbook(national().put("城区道路养护", "关着的")),
    "表.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000),
    "包.zip": archive({"表.xlsx": workbook(national().put("城区道路养护", "包里的"))}),
    "信.eml": mail(text("见附件"), named(b"a.xlsx", workbook(national()))),
}


def refused(name: str, times: int):
    """Opening a file of that name fails, after so many times that it did not."""
    real, opened = Path.open, []

    def open_path(path: Path, *args, **kwargs):
        if path.name == name:
            opened.append(path)
            if len(opened) > times:
                raise PermissionError(13, "Permission denied", str(path))
        return real(path, *args, **kwargs)

    return open_path


@pytest.mark.parametrize("times", [0, 1])
@pytest.mark.parametrize("name", CONTENTS)
def test_a_file_that_may_not_be_opened_is_told(tmp_path, monkeypatch, name: str, times: int):
    (tmp_path / name).write_bytes(CONTENTS[name])
    (tmp_path / "好.xlsx").write_bytes(workbook(national().put("城区道路养护", "好的")))
    monkeypatch.setattr(Path, "open", refused(name, times))
    told(tmp_path, name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("name", CONTENTS)
def test_a_file_without_permissions_is_told(tmp_path, name: str):
    (tmp_path / name).write_bytes(CONTENTS[name])
    (tmp_path / name).chmod(0)
    (tmp_path / "好.xlsx").write_bytes(workbook(national().put("城区道路养护", "好的")))
    told(tmp_path, name)


def test_a_file_that_cannot_be_asked_about_is_told(tmp_path, monkeypatch):
    (tmp_path / "表.xlsx").write_bytes(CONTENTS["表.xlsx"])
    (tmp_path / "好.xlsx").write_bytes(workbook(national().put("城区道路养护", "好的")))
    real = Path.stat

    def stat(path: Path, **kwargs):
        if path.name == "表.xlsx":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, **kwargs)

    monkeypatch.setattr(Path, "stat", stat)
    told(tmp_path, "表.xlsx")


def test_a_disk_that_fails_while_a_box_is_read_is_told(tmp_path, monkeypatch):
    (tmp_path / "包.zip").write_bytes(CONTENTS["包.zip"])
    (tmp_path / "好.xlsx").write_bytes(workbook(national().put("城区道路养护", "好的")))

    def failing(*_args):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(expand, "open_box", failing)
    told(tmp_path, "包.zip")


def told(folder: Path, name: str) -> None:
    found = batch.evaluate([folder], jobs=1)
    known = {record.path: record for record in found.files}
    assert known["好.xlsx"].status is Status.PROCESSED
    assert known[name].status is Status.REJECTED
    assert known[name].reason.code == "FIL022"
    assert "权限" in known[name].reason.message + known[name].reason.advice
    assert [outline.name for outline in found.outlines] == ["好的"]
