"""The cache: the same bytes with it and without it, and nothing in it can do harm."""

import os
import sqlite3
import stat
import zlib
from pathlib import Path

import pytest

from perfcheck import batch, mapping
from perfcheck import cache as caches
from perfcheck.answers import Answer, pack
from perfcheck.cache import FILE, Cache
from perfcheck.examining import INTERNAL, Task
from perfcheck.intake.submission import Submission
from perfcheck.model.results import Reason, Status
from perfcheck.report import results
from perfcheck.workers import Failure
from tests.forms import hubei, national, own, workbook


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "收件"
    place.mkdir()
    for name, form in (("a", national()), ("b", hubei()), ("c", own())):
        (place / f"{name}.xlsx").write_bytes(workbook(form))
    (place / "d.xlsx").write_bytes(b"PK\x03\x04 broken")
    return place


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were really examined."""
    paths: list[str] = []
    real = mapping.examine_all

    def examine_all(tasks, jobs, executor=None):
        paths.extend(task.submission.path for task in tasks)
        return real(tasks, jobs, executor)

    monkeypatch.setattr(batch, "examine_all", examine_all)
    return paths


def run(folder: Path, cache: Cache | None, **options: str) -> bytes:
    return results.render(batch.evaluate([folder], jobs=1, cache=cache, **options))


def test_what_is_unchanged_is_not_examined_again_and_the_bytes_are_the_same(
    folder: Path, tmp_path: Path, asked: list[str]
):
    cache = Cache(tmp_path / "cache")
    first = run(folder, cache)
    (folder / "b.xlsx").write_bytes(workbook(hubei().put("100", "101")))
    asked.clear()
    second = run(folder, cache)
    assert asked == ["b.xlsx"]
    assert second == run(folder, None) != first
    asked.clear()
    assert run(folder, cache) == second
    assert asked == []


def test_another_rubric_name_or_password_is_another_question(
    folder: Path, tmp_path: Path, asked: list[str]
):
    cache = Cache(tmp_path / "cache")
    run(folder, cache)
    asked.clear()
    assert run(folder, cache, rubric="national-2021") == run(folder, None, rubric="national-2021")
    assert len(set(asked)) == 4
    (folder / "a.xlsx").rename(folder / "aa.xlsx")
    asked.clear()
    run(folder, cache)
    assert asked == ["aa.xlsx"]
    asked.clear()
    batch.evaluate([folder], jobs=1, cache=cache, passwords=["1234"])
    assert len(asked) == 4


def test_another_perfcheck_asks_anew(
    folder: Path, tmp_path: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
):
    cache = Cache(tmp_path / "cache")
    run(folder, cache)
    monkeypatch.setattr(caches, "fingerprint", lambda: "another")
    asked.clear()
    run(folder, cache)
    assert len(asked) == 4


def planted(folder: Path, answer: bytes) -> None:
    with sqlite3.connect(folder / FILE) as book:
        book.execute("UPDATE answers SET answer = ?", (answer,))
    book.close()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"junk",
        zlib.compress(b"junk"),
        zlib.compress(b"cos\nsystem\n(S'touch /tmp/owned'\ntR."),
        pack(Answer(Status.PROCESSED))[:-4],
    ],
)
def test_a_damaged_entry_counts_as_none(
    folder: Path, tmp_path: Path, asked: list[str], answer: bytes
):
    cache = Cache(tmp_path / "cache")
    expected = run(folder, cache)
    planted(tmp_path / "cache", answer)
    asked.clear()
    assert run(folder, cache) == expected
    assert len(asked) == 4


def test_a_damaged_cache_is_made_anew(folder: Path, tmp_path: Path, asked: list[str]):
    cache = Cache(tmp_path / "cache")
    expected = run(folder, cache)
    (tmp_path / "cache" / FILE).write_bytes(b"no database at all" * 100)
    assert run(folder, cache) == expected
    asked.clear()
    assert run(folder, cache) == expected
    assert asked == []


def test_a_cache_that_can_be_deleted_or_never_made_changes_nothing(folder: Path, tmp_path: Path):
    expected = run(folder, None)
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert run(folder, Cache(blocked)) == expected
    assert run(folder, Cache(blocked / "below")) == expected


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="permissions of POSIX")
def test_a_cache_that_others_can_write_into_is_not_used(
    folder: Path, tmp_path: Path, asked: list[str]
):
    cache = Cache(tmp_path / "cache")
    run(folder, cache)
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700
    (tmp_path / "cache").chmod(0o777)
    asked.clear()
    run(folder, cache)
    assert len(asked) == 4


def test_faults_of_our_own_and_lost_workers_are_not_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def broken(tasks, _jobs, _executor=None):
        answers = (pack(Answer(Status.REJECTED, INTERNAL)), Failure.CRASH)
        return (answers[index % 2] for index, _ in enumerate(tasks))

    cache = Cache(tmp_path / "cache")
    monkeypatch.setattr(batch, "examine_all", broken)
    run(folder, cache)
    monkeypatch.undo()
    assert run(folder, cache) == run(folder, None)


def test_only_the_last_answers_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(caches, "MOST", 3)
    answer = Answer(Status.REJECTED, Reason("A", "b", "c"))
    tasks = [Task(Submission(f"{n}.xlsx", "0" * 64, Path(f"{n}")), None) for n in range(9)]
    for task in tasks:
        with Cache(tmp_path / "cache") as cache:
            cache.keep(task, pack(answer), answer)
    with Cache(tmp_path / "cache") as cache:
        assert list(cache.find(tasks)) == [6, 7, 8]


def test_the_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PERFCHECK_CACHE", str(tmp_path / "own"))
    assert caches.default_folder() == tmp_path / "own"
    monkeypatch.delenv("PERFCHECK_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("platform.system", lambda: "Linux")
    assert caches.default_folder() == tmp_path / "perfcheck"
