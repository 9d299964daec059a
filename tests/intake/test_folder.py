"""Files and folders as clerks name them."""

import hashlib
import os
import pickle
from pathlib import Path

import pytest

from perfcheck.errors import InputError, WorkbookError
from perfcheck.examining import Task, answer
from perfcheck.intake.folder import collect, find, opened
from perfcheck.model.results import Status
from tests.forms import national, workbook
from tests.intake.sending import archive


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "收到"
    (root / "乙单位").mkdir(parents=True)
    (root / "b.xlsx").write_bytes(b"PK b")
    (root / "a.xlsx").write_bytes(b"PK a")
    (root / "乙单位" / "c.xls").write_bytes(b"\xd0\xcf\x11\xe0 c")
    return root


def test_a_folder_is_searched_to_any_depth_in_a_stable_order(folder: Path):
    found = collect([folder])
    assert [s.path for s in found] == ["a.xlsx", "b.xlsx", "乙单位/c.xls"]
    assert found[0].sha256 == hashlib.sha256(b"PK a").hexdigest()
    assert found[0].read() == b"PK a"
    assert all(s.reason is None for s in found)


def test_a_file_is_called_by_its_name(folder: Path):
    assert [s.path for s in collect([folder / "乙单位" / "c.xls"])] == ["c.xls"]


def test_a_file_that_is_named_twice_counts_once(folder: Path):
    found = collect([folder / "a.xlsx", folder, folder])
    assert [s.path for s in found] == ["a.xlsx", "b.xlsx", "乙单位/c.xls"]


def test_paths_of_two_folders_do_not_collide(tmp_path: Path):
    for unit in ("甲", "乙"):
        (tmp_path / unit).mkdir()
        (tmp_path / unit / "自评表.xlsx").write_bytes(unit.encode())
    found = collect([tmp_path / "甲", tmp_path / "乙"])
    assert [s.path for s in found] == ["自评表.xlsx", "乙/自评表.xlsx"]
    assert [s.read().decode() for s in found] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("name", "content", "status", "code"),
    [
        ("~$a.xlsx", b"\x06user", Status.SKIPPED, "SKP001"),
        (".DS_Store", b"\0\0", Status.SKIPPED, "SKP002"),
        ("._a.xlsx", b"\0\0", Status.SKIPPED, "SKP002"),
        ("Thumbs.db", b"\xd0\xcf", Status.SKIPPED, "SKP002"),
        ("desktop.ini", b"[x]", Status.SKIPPED, "SKP002"),
        ("README.txt", "说明".encode(), Status.SKIPPED, "SKP003"),
        ("填报说明.md", "# 说明".encode("gb18030"), Status.SKIPPED, "SKP003"),
        ("空.xlsx", b"", Status.REJECTED, "FIL001"),
    ],
)
def test_what_cannot_be_a_form_is_settled_at_once(
    folder: Path, name: str, content: bytes, status: Status, code: str
):
    (folder / name).write_bytes(content)
    submission = next(s for s in collect([folder]) if s.path == name)
    assert (submission.status, submission.reason.code) == (status, code)
    with pytest.raises(WorkbookError) as refusal:
        submission.read()
    assert refusal.value.code == code


def test_a_text_named_xlsx_is_left_to_the_examination(folder: Path):
    (folder / "改名.xlsx").write_bytes("只是文字".encode())
    assert next(s for s in collect([folder]) if s.path == "改名.xlsx").reason is None


def test_links_out_of_the_folder_are_not_opened(folder: Path, tmp_path: Path):
    secret = tmp_path / "别处.xlsx"
    secret.write_bytes(b"PK secret")
    (folder / "link.xlsx").symlink_to(secret)
    (folder / "dir").symlink_to(tmp_path, target_is_directory=True)
    (folder / "broken.xlsx").symlink_to(tmp_path / "没有.xlsx")
    settled = {s.path: s for s in collect([folder]) if s.reason}
    assert set(settled) == {"link.xlsx", "dir", "broken.xlsx"}
    assert all(s.sha256 == "" for s in settled.values())
    assert settled["link.xlsx"].reason.code == "FIL020"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_opened(folder: Path):
    os.mkfifo(folder / "pipe.xlsx")
    submission = next(s for s in collect([folder]) if s.path == "pipe.xlsx")
    assert submission.reason.code == "FIL021"


def test_names_that_are_no_utf8_are_shown_readably(folder: Path):
    raw = os.fsencode(folder) + b"/" + "自评表.xlsx".encode("gb18030")
    try:
        with open(raw, "wb") as file:
            file.write(b"PK gbk")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    submission = next(s for s in collect([folder]) if s.path == "自评表.xlsx")
    assert submission.read() == b"PK gbk"


def test_a_path_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(InputError) as refusal:
        collect([tmp_path / "没有"])
    assert "没有" in refusal.value.message


def test_an_empty_folder_holds_nothing(tmp_path: Path):
    assert collect([tmp_path]) == ()


def test_a_submission_travels_to_a_worker(folder: Path):
    for submission in collect([folder]):
        assert pickle.loads(pickle.dumps(submission)).read() == submission.read()


def test_a_folder_that_is_closed_is_listed_and_the_rest_goes_on(folder: Path, monkeypatch):
    real = os.walk

    def walk(top, onerror):
        yield from real(top)
        onerror(PermissionError(13, "Permission denied", str(folder / "乙单位")))

    monkeypatch.setattr(os, "walk", walk)
    found = {s.path: s for s in collect([folder])}
    assert found["乙单位"].reason.code == "FIL025"
    assert found["a.xlsx"].reason is None


def test_a_folder_that_is_closed_itself_is_said(folder: Path, monkeypatch):
    def walk(top, onerror):
        onerror(PermissionError(13, "Permission denied", str(top)))
        return iter(())

    monkeypatch.setattr(os, "walk", walk)
    with pytest.raises(InputError) as refusal:
        collect([folder])
    assert refusal.value.code == "INP003"


@pytest.mark.parametrize("name", ["表.xlsx", "包.zip"])
def test_a_file_that_is_gone_before_it_is_read_has_its_line(tmp_path: Path, name: str):
    content = workbook(national()) if name == "表.xlsx" else archive({"表.xlsx": b"PK"})
    (tmp_path / name).write_bytes(content)
    (file,) = find([tmp_path])
    (tmp_path / name).unlink()
    (found,) = opened(file)
    reason = found.reason or answer(Task(found, None)).reason
    assert reason.code == "FIL022"


@pytest.mark.parametrize("change", [lambda old: old[:900], lambda old: old + old, lambda _: b""])
def test_a_file_that_changes_before_it_is_read_has_an_outcome(tmp_path: Path, change):
    content = workbook(national())
    (tmp_path / "表.xlsx").write_bytes(content)
    (file,) = find([tmp_path])
    (tmp_path / "表.xlsx").write_bytes(change(content))
    found = answer(Task(file, None))
    assert found.checked or found.reason.code in ("FIL001", "FIL002")
