"""Results and marked copies: written whole or not at all, and nothing of others is removed."""

import json
from pathlib import Path

import openpyxl
import pytest

from perfcheck import batch
from perfcheck.errors import OutputError
from perfcheck.publishing import RESULTS, WORKBOOK, publish
from perfcheck.returning import Originals
from tests.forms import NATIONAL, table, workbook
from tests.report.returned.marking import plain

CLEAN = workbook(table(NATIONAL))


def run(box: Path, out: Path, jobs: int = 1) -> dict:
    submissions = []
    result = batch.evaluate([box], jobs=jobs, gathered=submissions.extend)
    publish(result, out, originals=Originals(tuple(submissions), jobs=jobs))
    return json.loads((out / RESULTS).read_text("utf-8"))


@pytest.fixture
def box(tmp_path):
    folder = tmp_path / "box"
    for unit in ("甲单位", "乙单位"):
        (folder / unit).mkdir(parents=True)
    (folder / "甲单位" / "自评表.xlsx").write_bytes(plain())
    (folder / "乙单位" / "自评表.xlsx").write_bytes(plain())
    book = openpyxl.load_workbook(folder / "乙单位" / "自评表.xlsx")
    book["自评表"]["C3"].value = "桥梁养护"
    book.save(folder / "乙单位" / "自评表.xlsx")
    (folder / "传坏了.xlsx").write_bytes(plain()[:900])
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    files = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def test_each_processed_file_with_findings_has_a_copy(box, tmp_path):
    results = run(box, tmp_path / "out")
    returned = {f["path"]: f["returned"] for f in results["files"]}
    assert returned == {
        "乙单位/自评表.xlsx": "退回/乙单位_自评表.xlsx",
        "甲单位/自评表.xlsx": "退回/甲单位_自评表.xlsx",
        "传坏了.xlsx": None,
    }
    for name in filter(None, returned.values()):
        assert openpyxl.load_workbook(tmp_path / "out" / name).sheetnames == ["修改意见", "自评表"]


def test_a_second_run_gives_the_same_bytes_however_many_work(box, tmp_path):
    run(box, tmp_path / "out")
    first = tree(tmp_path / "out")
    run(box, tmp_path / "out", jobs=2)
    assert tree(tmp_path / "out") == first


def test_copies_without_successor_go_and_files_of_others_stay(box, tmp_path):
    out = tmp_path / "out"
    run(box, out)
    (out / "退回" / "我的备注.txt").write_text("勿删", "utf-8")
    (box / "甲单位" / "自评表.xlsx").unlink()
    run(box, out)
    assert sorted(p.name for p in (out / "退回").iterdir()) == ["我的备注.txt", "自评表.xlsx"]


def test_a_results_file_that_lies_removes_nothing_elsewhere(box, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "x.xlsx").write_bytes(b"x")
    names = ["退回/../../x.xlsx", "../x.xlsx", str(tmp_path / "x.xlsx"), 7, None]
    (out / RESULTS).write_text(json.dumps({"files": [{"returned": name} for name in names]}))
    run(box, out)
    assert (tmp_path / "x.xlsx").exists()


def test_a_file_that_cannot_be_replaced_leaves_all_old_results(box, tmp_path, monkeypatch):
    out = tmp_path / "out"
    run(box, out)
    before = tree(out)
    (box / "甲单位" / "自评表.xlsx").write_bytes(plain())
    book = openpyxl.load_workbook(box / "甲单位" / "自评表.xlsx")
    book["自评表"]["C3"].value = "河道养护"
    book.save(box / "甲单位" / "自评表.xlsx")
    replace = Path.replace

    def locked(self, target):
        if (
            Path(target).name == "甲单位_自评表.xlsx"
            and "退回" in str(target)
            and "new" in str(self)
        ):
            raise PermissionError(13, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(OutputError):
        run(box, out)
    assert tree(out) == before


def test_a_full_disk_leaves_all_old_results(box, tmp_path, monkeypatch):
    out = tmp_path / "out"
    run(box, out)
    before = tree(out)

    def full(self, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError):
        run(box, out)
    assert tree(out) == before


def test_nothing_to_return_leaves_no_folder(tmp_path):
    box = tmp_path / "box"
    box.mkdir()
    (box / "坏.xlsx").write_bytes(b"PK")
    run(box, tmp_path / "out")
    assert {p.name for p in (tmp_path / "out").iterdir()} == {WORKBOOK, RESULTS}
