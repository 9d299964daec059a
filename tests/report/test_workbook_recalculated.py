"""The figures of the workbook are those that a spreadsheet program computes, and they are alive."""

import pytest

from perfcheck.report.content import Cell, Formula, Row, SheetContent
from perfcheck.report.draw import draw
from perfcheck.report.look import Style
from perfcheck.report.workbook import write_workbook
from perfcheck.report.xlsx import open_workbook
from tests.dump import load
from tests.report import batches
from tests.report.recalculate import differences, recalculated

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.xdist_group("recalculated workbooks"),
    pytest.mark.filterwarnings("ignore:.*extension is not supported"),
]

BATCHES = {
    "seed": batches.SEED,
    "odd": batches.ODD,
    "nothing": batches.NOTHING,
    "twelve": batches.crowd(12),
    "three-hundred": batches.crowd(300),
    "two-rubrics": batches.TWO_RUBRICS,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("workbooks")
    for name, batch in BATCHES.items():
        write_workbook(path / f"{name}.xlsx", batch)
    lie = Row((Cell(Formula("=1+1", 3), Style.COUNT),), 24)
    with open_workbook(path / "planted.xlsx") as book:
        draw(book, SheetContent("表", "", (10.0,), (lie,)))
    changed(path)
    return path


def changed(folder):
    """What a reviewer does: higher lines for 优 and the rate, a lower score, open lines settled."""
    book = load((folder / "seed.xlsx").read_bytes())
    cells = {row[0].value: row[1] for row in book["评分标准"].iter_rows(max_col=2)}
    cells["优"].value = 101
    cells["执行率下限"].value = 0.7
    scored = book["评分明细"]
    for line in scored.iter_rows(min_row=4):
        if line[1].value == "档案保护费" and line[11].value == "—":
            line[11].value = line[9].value
    row = next(r for r in scored.iter_rows(min_row=4) if r[4].value == "读者满意度")
    row[11].value = 4
    book["问题清单"]["I4"].value = "已修改"
    book.save(folder / "changed.xlsx")


@pytest.fixture(scope="module")
def again(folder, tmp_path_factory):
    return recalculated(sorted(folder.glob("*.xlsx")), tmp_path_factory.mktemp("libreoffice"))


@pytest.mark.parametrize("name", BATCHES)
def test_every_stored_value_is_the_recalculated_one(name, folder, again):
    count, wrong = differences(folder / f"{name}.xlsx", again[f"{name}.xlsx"])
    assert wrong == []
    assert count >= len(BATCHES[name].projects) * 6


def test_a_stored_value_that_is_wrong_is_noticed(folder, again):
    assert differences(folder / "planted.xlsx", again["planted.xlsx"]) == (1, ["表!A1: 3.0, 2.0"])


@pytest.fixture(scope="module")
def reviewed(again):
    return load(again["changed.xlsx"].read_bytes(), data_only=True)


def test_scores_grades_ranks_and_counts_follow_what_a_reviewer_changes(reviewed):
    summary = reviewed["汇总表"]
    row = next(r for r in summary.iter_rows(min_row=8) if "示例" in str(r[2].value))
    values = [cell.value for cell in row]
    assert values[0] == 1
    assert values[9:11] == [94, 94]
    assert values[14] == "良"
    assert summary["M4"].value.split(" / ")[0] == "0"
    assert reviewed["问题清单"]["H2"].value.endswith("待处理 4 条")


def test_an_open_grade_is_given_once_every_open_line_has_its_score(reviewed):
    rows = list(reviewed["汇总表"].iter_rows(min_row=8, values_only=True))
    preserved = next(row for row in rows if row[2] == "档案保护费")
    assert preserved[14] == ("中" if preserved[9] >= 60 else "差")
    assert reviewed["汇总表"]["M5"].value == "无待定项目"


def test_charts_follow_what_a_reviewer_changes(reviewed):
    data = {}
    for row in reviewed["_图表数据"].iter_rows(values_only=True):
        data.setdefault(row[0], row)
    assert data["优"][1] == 0
    assert data["良"][1] == 1
    assert data["档案保护费"][1:4] == (0.7156, 0, 0)
    mean = reviewed["汇总表"]["G4"].value
    assert data["平均得分"][1] == mean
    steps = ("预算执行", "产出", "效益", "满意度", "待判断")
    assert abs(data["分值合计"][1] - sum(data[step][2] for step in steps) - mean) < 1e-6
