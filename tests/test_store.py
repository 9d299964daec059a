"""What an earlier run made: found again only unchanged and sound, and never more than was used."""

import os
import time

import pytest

from perfcheck import producing, workers
from perfcheck.batch import evaluate
from perfcheck.publishing import publish
from perfcheck.returning import Originals
from perfcheck.store import FOLDER, NO_STORE, Store, key
from tests.forms import national, table, workbook


def never():
    raise AssertionError("it is known")


def test_what_was_made_is_not_made_again(tmp_path):
    with Store(tmp_path) as store:
        assert store.made(key("a"), lambda: b"first") == b"first"
        assert store.made(key("a"), never) == b"first"
        assert store.made(key("b"), lambda: b"second") == b"second"
        assert store.made("", lambda: b"unknown") == b"unknown"
        assert store.made("", lambda: b"anew") == b"anew"


def test_parts_of_a_key_are_told_apart():
    assert len({key("a", "b"), key("ab"), key("a", b"b", ""), key()}) == 4


@pytest.mark.parametrize("damage", [b"", b"junk", b"\0" * 30])
def test_a_damaged_file_counts_as_none(tmp_path, damage):
    with Store(tmp_path) as store:
        store.made(key("a"), lambda: b"first")
        (tmp_path / FOLDER / key("a")).write_bytes(damage)
        assert store.made(key("a"), lambda: b"again") == b"again"
        assert store.made(key("a"), never) == b"again"


def test_what_a_run_does_not_use_is_removed(tmp_path):
    with Store(tmp_path) as store:
        for name in "ab":
            store.made(key(name), name.encode)
    for file in (tmp_path / FOLDER).iterdir():
        os.utime(file, (time.time() - 60, time.time() - 60))
    with Store(tmp_path) as store:
        store.made(key("a"), never)
    assert [file.name for file in (tmp_path / FOLDER).iterdir()] == [key("a")]


def test_a_folder_that_cannot_be_used_changes_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    with Store(tmp_path / "file") as store:
        assert store.made(key("a"), lambda: b"made") == b"made"
    assert NO_STORE.made(key("a"), lambda: b"made") == b"made"


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="permissions of POSIX")
def test_a_folder_that_others_can_write_into_is_not_used(tmp_path):
    with Store(tmp_path) as store:
        store.made(key("a"), lambda: b"first")
    (tmp_path / FOLDER).chmod(0o777)
    with Store(tmp_path) as store:
        assert store.made(key("a"), lambda: b"own") == b"own"


def files(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


PARTS = 7  # of a piece of the lists: two lists, three severities, objects, a tally


def street(number=20):
    return national().put("城区道路养护", f"第{number}段道路养护")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Evaluate the box of 40 forms, and say what the store holds."""
    monkeypatch.setattr(workers, "forks", lambda: True)
    monkeypatch.setattr(producing, "forks", lambda: True)
    box = tmp_path / "box"
    box.mkdir()
    for number in range(40):
        (box / f"{number:02}.xlsx").write_bytes(workbook(street(number)))

    def run(out, folder):
        submissions = []
        with Store(folder) as store:
            found = evaluate([box], jobs=1, gathered=submissions.extend)
            originals = Originals(tuple(submissions), jobs=2, store=store)
            publish(found, tmp_path / out, originals=originals, by_unit=True)
        return {path.name for path in (tmp_path / "cache" / FOLDER).glob("*")}

    return run


def test_a_second_run_makes_nothing_anew(run, tmp_path):
    first = run("first", tmp_path / "cache")
    assert len(first) == 40 + 1 + 3 * PARTS  # copies, the workbook of a unit, pieces
    assert run("again", tmp_path / "cache") == first
    assert files(tmp_path / "first") == files(tmp_path / "again")


CHANGES = {
    "a name": (street().put("第20段道路养护", "另一段道路养护"), PARTS),
    "figures that move ranks and findings": (
        street().put("96%", "90%").put("92.5%", ""),
        PARTS + 5,
    ),
    "a project that is gone": (table("甲 | 乙"), 3 * PARTS + 19),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_second_run_makes_only_what_changed_and_the_same_bytes(run, tmp_path, change):
    form, most = CHANGES[change]
    first = run("first", tmp_path / "cache")
    (tmp_path / "box" / "20.xlsx").write_bytes(workbook(form))
    changed = run("changed", tmp_path / "cache")
    assert 0 < len(changed - first) <= 2 + most  # and a copy, and the workbook of the unit
    run("anew", None)
    assert files(tmp_path / "changed") == files(tmp_path / "anew")
