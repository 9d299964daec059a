"""A batch: the same results whatever the number of workers, and nothing lost on the way."""

import io
from pathlib import Path

import pytest

from perfcheck import batch
from perfcheck.errors import InputError, RubricError
from perfcheck.model.results import BatchResult, Status
from perfcheck.report import results, workbook
from tests.forms import hubei, national, own
from tests.forms import workbook as form_bytes


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dozen files: forms, one twice, one that is damaged, one that is no form."""
    place = tmp_path_factory.mktemp("收件")
    forms = (national(), hubei(), own())
    for number in range(9):
        form = forms[number % 3]
        names = {"城区道路养护", "社区图书角", "免费开放专项"} & set(form.cells.values())
        for name in names:
            form = form.put(name, f"{name}{number}")
        (place / f"{number:02d}.xlsx").write_bytes(form_bytes(form))
    (place / "03 副本.xlsx").write_bytes((place / "03.xlsx").read_bytes())
    (place / "坏.xlsx").write_bytes((place / "00.xlsx").read_bytes()[:3000])
    (place / "说明.txt").write_text("请查收", encoding="utf-8")
    return place


def published(found: BatchResult) -> tuple[bytes, bytes]:
    """The bytes of results.json and of the workbook."""
    stream = io.BytesIO()
    workbook.write_workbook(stream, found)
    return results.render(found), stream.getvalue()


@pytest.mark.parametrize("jobs", [2, 4])
def test_any_number_of_workers_gives_the_same_bytes(folder: Path, jobs: int):
    alone = batch.evaluate([folder], jobs=1)
    assert published(batch.evaluate([folder], jobs=jobs)) == published(alone)
    assert [file.path for file in alone.files] == sorted(file.path for file in alone.files)
    assert [file.status for file in alone.files].count(Status.PROCESSED) == 9
    assert len(alone.projects) == 9


def test_progress_is_told_file_by_file(folder: Path):
    steps: list[tuple[int, int]] = []
    batch.evaluate([folder], jobs=2, tick=lambda done, total: steps.append((done, total)))
    assert steps == [(number, 12) for number in range(1, 13)]


def test_nothing_to_evaluate_and_a_rubric_that_is_not_there_are_told(tmp_path: Path):
    with pytest.raises(InputError, match="没有可处理的文件"):
        batch.evaluate([tmp_path])
    with pytest.raises(RubricError):
        batch.evaluate([tmp_path], rubric="nowhere-1999")
