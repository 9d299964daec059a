"""What workers make of a batch is what would have been written at one go, byte for byte."""

import os
import platform
import zipfile
from dataclasses import replace

import pytest

from perfcheck import producing, workers
from perfcheck.batch import evaluate
from perfcheck.intake.submission import Submission
from perfcheck.model.results import FileRecord, Status
from perfcheck.model.review import Review, Written
from perfcheck.publishing import publish
from perfcheck.report import pieces, xlsx
from perfcheck.report.reviewed import finding_keys, line_keys
from perfcheck.returning import FOLDER, Originals
from perfcheck.reviewing import with_reviews
from tests.forms import hubei, national, own, workbook
from tests.report import batches
from tests.report.returned.marking import plain

CROWD = batches.crowd(40)
FOUND = batches.SEED.projects[0].findings
MANY = replace(
    CROWD,
    projects=tuple(
        replace(p, findings=FOUND[: number % 4]) for number, p in enumerate(CROWD.projects)
    ),
)


@pytest.fixture(autouse=True)
def inherited(monkeypatch):
    """Workers inherit the batch, though the test runner may have threads."""
    if platform.system() != "Linux":
        pytest.skip("workers inherit what is in memory on Linux only")
    monkeypatch.setattr(workers, "forks", lambda: True)
    monkeypatch.setattr(producing, "forks", lambda: True)


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def reviewed(batch):
    """Reviewers wrote beside a line and a finding of a project in the second piece."""
    line, finding = line_keys(batch)[20][1], finding_keys(batch)[21][0]
    written = Written(
        lines=(Review(line, score="3", opinion="看过"),),
        findings=(Review(finding, state="已修改"),),
    )
    return with_reviews(batch, written)


@pytest.mark.parametrize("batch", [MANY, reviewed(MANY)], ids=["plain", "reviewed"])
@pytest.mark.parametrize("jobs", [1, 3])
def test_in_workers_and_here_the_same_bytes(batch, jobs, tmp_path, monkeypatch):
    publish(batch, tmp_path / "workers", originals=Originals(jobs=jobs))
    monkeypatch.setattr(producing, "forks", lambda: False)
    publish(batch, tmp_path / "here")
    own = files(tmp_path / "workers")
    assert own == files(tmp_path / "here")
    assert len(own) == 2


@pytest.mark.parametrize("most", [0, 3, 40])
def test_a_list_with_more_links_than_excel_takes(most, tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_LINKS", most)
    monkeypatch.setattr(pieces, "MOST_LINKS", most)
    publish(MANY, tmp_path / "workers", originals=Originals(jobs=2))
    monkeypatch.setattr(producing, "forks", lambda: False)
    publish(MANY, tmp_path / "here")
    assert files(tmp_path / "workers") == files(tmp_path / "here")


def test_packed_projects_give_the_same_bytes_as_whole_ones(tmp_path, monkeypatch):
    forms = [national().put("城区道路养护", f"第{number}段道路养护") for number in range(30)]
    for number, form in enumerate((hubei(), own(), *forms)):
        (tmp_path / f"{number:02}.xlsx").write_bytes(workbook(form))
    found = evaluate([tmp_path], jobs=1)
    publish(found, tmp_path / "packed", originals=Originals(jobs=2))
    whole = replace(found, projects=tuple(found.projects))
    assert whole.outlines == whole.projects != found.outlines
    publish(whole, tmp_path / "whole", originals=Originals(jobs=2))
    assert files(tmp_path / "packed") == files(tmp_path / "whole")


def test_pieces_are_several_and_whole_files():
    projects = tuple(replace(p, file=f"{i // 5}.xlsx") for i, p in enumerate(MANY.projects))
    places = producing_plan(replace(MANY, projects=projects))
    parts = list(producing._parts(places))
    assert [index for part in parts for index in part] == list(range(len(projects)))
    assert len(parts) == 2
    assert all(part.start % 5 == 0 for part in parts)


def producing_plan(batch):
    from perfcheck.report.workbook import lay_out

    return lay_out(batch)


def test_a_worker_that_ends_takes_neither_rows_nor_copies_with_it(tmp_path, monkeypatch):
    source = tmp_path / "表.xlsx"
    source.write_bytes(plain())
    path = MANY.projects[1].file
    record = FileRecord(path, "", Status.PROCESSED, projects=(MANY.projects[1].id,))
    others = [own for own in MANY.files if own.path != path]
    batch = replace(MANY, files=(record, *others))
    originals = Originals((Submission(path, "", source),), jobs=2)
    publish(batch, tmp_path / "sound", originals=originals)
    here = os.getpid()

    def dies(*_):
        if os.getpid() != here:
            os._exit(1)
        return work(*_)

    work = producing._piece
    monkeypatch.setattr(producing, "_piece", dies)
    monkeypatch.setattr(producing, "mark", dies)
    publish(batch, tmp_path / "ended", originals=originals)
    sound, ended = files(tmp_path / "sound"), files(tmp_path / "ended")
    (copy,) = [name for name in sound if name.startswith(FOLDER)]
    assert sound.pop(copy) != ended.pop(copy)
    assert sound == ended
    with zipfile.ZipFile(tmp_path / "ended" / copy) as package:
        assert len([n for n in package.namelist() if n.startswith("xl/worksheets/")]) == 1
