"""Packages whose parts have other names go all the way: read, told, and given back."""

from perfcheck.form.grid import read_grids
from tests.form.otherwise import WAYS, moved
from tests.forms import workbook
from tests.intake.hostile.case import evaluate, misses, one, table, write
from tests.intake.hostile.containers import strict


def test_parts_under_other_names_are_read_and_an_opinion_goes_back(tmp_path):
    cases = []
    for way, rename in WAYS.items():
        for name, dialect in (("plain", lambda content: content), ("strict", strict)):
            case = f"{way}-{name}"
            content = moved(rename, dialect(workbook(table(case))))
            cases.append(one(case, "表.xlsx", content, "read"))
    write(cases, tmp_path / "in")
    results = evaluate(tmp_path / "in", tmp_path / "out")
    assert misses(cases, results) == []
    for file in results["files"]:
        assert file["returned"], file["path"]
        copy = (tmp_path / "out" / file["returned"]).read_bytes()
        assert "修改意见" in [grid.sheet for grid in read_grids(copy)], file["path"]
