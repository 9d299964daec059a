"""Round trip of the review: evaluate, write into the workbook, change the form, evaluate again."""

import io
import json
import os
from pathlib import Path

import openpyxl
import pytest

from perfcheck import batch
from perfcheck.publishing import RESULTS, WORKBOOK, publish
from perfcheck.returning import Originals
from tests.forms import Table, workbook
from tests.report.recalculate import differences, recalculated
from tests.report.returned.marking import DEFECTS

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
SCORED, FINDINGS, LOST = "评分明细", "问题清单", "未能带入的复核"


def save(box: Path, form: Table, name: str = "表.xlsx") -> None:
    box.mkdir(exist_ok=True)
    (box / name).write_bytes(workbook(form))


def run(box: Path, out: Path) -> openpyxl.Workbook:
    submissions = []
    result = batch.evaluate([box], jobs=1, gathered=submissions.extend)
    publish(result, out, originals=Originals(tuple(submissions), jobs=1))
    return openpyxl.load_workbook(out / WORKBOOK, data_only=True)


def heads(sheet) -> dict[str, int]:
    return {str(cell.value).replace("\n", ""): cell.column for cell in sheet[3] if cell.value}


def rows(sheet, label: str) -> dict[str, int]:
    """Row numbers by what stands in a column."""
    column = heads(sheet)[label]
    return {
        str(sheet.cell(row, column).value): row
        for row in range(4, sheet.max_row + 1)
        if sheet.cell(row, column).value
    }


def at(sheet, row: int, label: str):
    return sheet.cell(row, heads(sheet)[label]).value


def write(out: Path, sheet: str, by: str, what: dict[str, dict[str, object]]) -> None:
    """What a reviewer types: for rows found by a word, values by the heading of their column."""
    book = openpyxl.load_workbook(out / WORKBOOK)
    own = book[sheet]
    found = rows(own, by)
    for word, values in what.items():
        for label, value in values.items():
            own.cell(found[word], heads(own)[label]).value = value
    book.save(out / WORKBOOK)


REVIEW = {
    "养护里程": {"复核得分": 15, "复核意见": "补报后核实 9 公里", "处理状态": "已退回"},
    "改善通行条件": {"复核档次": "部分达成", "复核意见": "照片为证"},
}


@pytest.fixture
def places(tmp_path):
    box, out = tmp_path / "box", tmp_path / "out"
    save(box, DEFECTS)
    run(box, out)
    return box, out


def summary(book) -> tuple[float, float]:
    sheet = book["汇总表"]
    head = next(r for r in range(1, 12) if sheet.cell(r, 1).value == "排名")
    columns = {str(c.value).replace("\n", ""): c.column for c in sheet[head] if c.value}
    return tuple(sheet.cell(head + 1, columns[name]).value for name in ("复算得分", "复核后得分"))


def test_before_any_review_both_scores_are_the_same(places):
    without, reviewed = summary(openpyxl.load_workbook(places[1] / WORKBOOK, data_only=True))
    assert without == reviewed > 0


def test_reviews_are_carried_over_though_rows_have_moved(places):
    box, out = places
    write(out, SCORED, "三级指标", REVIEW)
    moved = DEFECTS.insert_row(13).shift(2, 1)
    moved = moved.at(15, 5, "新增里程").at(15, 7, "≥1公里").at(15, 8, "1公里")
    save(box, moved)
    book = run(box, out)
    sheet = book[SCORED]
    found = rows(sheet, "三级指标")
    own = found["养护里程"]
    assert (at(sheet, own, "复核得分"), at(sheet, own, "复核后得分")) == (15, 15)
    assert at(sheet, own, "复核意见") == "补报后核实 9 公里"
    assert at(sheet, own, "处理状态") == "已退回"
    tier = found["改善通行条件"]
    assert at(sheet, tier, "复核档次") == "部分达成"
    points = at(sheet, tier, "分值")
    assert at(sheet, tier, "复核后得分") == pytest.approx(
        points * 0.8
    )  # claimed 28 of 30: 0.8 at most
    assert LOST not in book.sheetnames


def test_the_score_with_the_review_stands_beside_the_one_without(places):
    box, out = places
    write(out, SCORED, "三级指标", REVIEW)
    book = run(box, out)
    sheet = book[SCORED]
    without, reviewed = summary(book)
    change = sum(
        (at(sheet, r, "复核后得分") or 0) - (at(sheet, r, "复算得分") or 0)
        for r in (rows(sheet, "三级指标")[name] for name in REVIEW)
    )
    assert reviewed == pytest.approx(without + change)
    scores = json.loads((out / RESULTS).read_text("utf-8"))["projects"][0]["score"]
    assert scores["reviewed"] == pytest.approx(reviewed)
    assert reviewed != without


def test_the_state_of_a_finding_goes_with_its_finding(places):
    box, out = places
    book = openpyxl.load_workbook(out / WORKBOOK)
    sheet = book[FINDINGS]
    codes = rows(sheet, "规则")
    for code, state in (("SCR001", "不采纳"), ("IND001", "已退回"), ("CMP001", "已修改")):
        sheet.cell(codes[code], heads(sheet)["处理状态"]).value = state
    book.save(out / WORKBOOK)
    save(box, DEFECTS.shift(3, 0))
    after = run(box, out)[FINDINGS]
    states = {code: at(after, row, "处理状态") for code, row in rows(after, "规则").items()}
    assert (states["SCR001"], states["IND001"]) == ("不采纳", "已退回")
    assert states["IND011"] == "待处理"


def test_what_has_no_place_any_more_is_listed_and_stays_listed(places):
    box, out = places
    write(out, SCORED, "三级指标", REVIEW)
    save(box, DEFECTS.put("改善通行条件", "公众出行便利度"))
    for _ in range(2):
        book = run(box, out)
        sheet = book[LOST]
        assert sheet.max_row == 4
        assert "改善通行条件" in at(sheet, 4, "项目名称")
        assert (at(sheet, 4, "复核档次"), at(sheet, 4, "复核意见")) == ("部分达成", "照片为证")
        assert at(book[SCORED], rows(book[SCORED], "三级指标")["养护里程"], "复核得分") == 15
    save(box, DEFECTS)
    book = run(box, out)
    assert LOST not in book.sheetnames
    own = rows(book[SCORED], "三级指标")["改善通行条件"]
    assert at(book[SCORED], own, "复核档次") == "部分达成"


def test_the_workbook_that_was_worked_in_is_kept_once_under_its_date(places):
    box, out = places
    write(out, SCORED, "三级指标", REVIEW)
    os.utime(out / WORKBOOK, (1_795_617_120, 1_795_617_120))
    worked_in = (out / WORKBOOK).read_bytes()
    run(box, out)
    kept = list(out.glob("绩效评价结果_*.xlsx"))
    assert len(kept) == 1
    assert kept[0].read_bytes() == worked_in
    assert kept[0].stem.startswith("绩效评价结果_2026")
    first = (out / WORKBOOK).read_bytes()
    run(box, out)
    assert (out / WORKBOOK).read_bytes() == first
    assert list(out.glob("绩效评价结果_*.xlsx")) == kept


def test_a_workbook_that_nobody_touched_is_not_kept(places):
    box, out = places
    first = {p.name: p.read_bytes() for p in out.iterdir() if p.is_file()}
    run(box, out)
    assert {p.name: p.read_bytes() for p in out.iterdir() if p.is_file()} == first
    save(box, DEFECTS.put("养护里程", "养护总里程"))
    run(box, out)
    assert set(first) == {p.name for p in out.iterdir() if p.is_file()}


def test_a_workbook_that_cannot_be_read_is_kept(places):
    box, out = places
    (out / WORKBOOK).write_bytes(b"PK broken")
    sheet = run(box, out)[LOST]
    assert at(sheet, 4, "项目名称") == "上一份工作簿没有读出来"
    assert [p.read_bytes() for p in out.glob("绩效评价结果_*.xlsx")] == [b"PK broken"]


def test_words_where_a_number_belongs_are_kept_and_do_not_count(places):
    box, out = places
    write(out, SCORED, "三级指标", {"养护里程": {"复核得分": "约 15 分"}})
    book = run(box, out)
    own = rows(book[SCORED], "三级指标")["养护里程"]
    assert at(book[SCORED], own, "复核得分") == "约 15 分"
    assert at(book[SCORED], own, "复核后得分") == at(book[SCORED], own, "复算得分")


def test_a_sheet_that_was_sorted_keeps_each_review_with_its_row(places):
    box, out = places
    write(out, SCORED, "三级指标", REVIEW)
    book = openpyxl.load_workbook(out / WORKBOOK)
    sheet = book[SCORED]
    values = [[c.value for c in row] for row in sheet.iter_rows(min_row=4)]
    for row, own in enumerate(reversed(values), start=4):
        for column, value in enumerate(own, start=1):
            sheet.cell(row, column).value = value
    book.save(out / WORKBOOK)
    after = run(box, out)[SCORED]
    assert at(after, rows(after, "三级指标")["养护里程"], "复核得分") == 15


def test_text_of_a_reviewer_stays_text(places):
    box, out = places
    book = openpyxl.load_workbook(out / WORKBOOK)
    sheet = book[SCORED]
    cell = sheet.cell(rows(sheet, "三级指标")["养护里程"], heads(sheet)["复核意见"])
    cell.value, cell.data_type = "=1+1", "s"
    target = io.BytesIO()
    book.save(target)
    (out / WORKBOOK).write_bytes(target.getvalue())
    run(box, out)
    book = openpyxl.load_workbook(out / WORKBOOK)
    own = book[SCORED].cell(
        rows(book[SCORED], "三级指标")["养护里程"], heads(book[SCORED])["复核意见"]
    )
    assert (own.value, own.data_type) == ("=1+1", "s")


def test_two_projects_with_the_same_name_are_told_apart(tmp_path):
    box, out = tmp_path / "box", tmp_path / "out"
    save(box, DEFECTS.put("（2020年度）", "（2019年度）"), "a.xlsx")
    save(box, DEFECTS, "b.xlsx")
    run(box, out)
    book = openpyxl.load_workbook(out / WORKBOOK)
    sheet = book[SCORED]
    column = heads(sheet)["三级指标"]
    own = [r for r in range(4, sheet.max_row + 1) if sheet.cell(r, column).value == "养护里程"]
    assert len(own) == 2
    for score, row in enumerate(own, start=3):
        sheet.cell(row, heads(sheet)["复核得分"]).value = score
    book.save(out / WORKBOOK)
    (box / "a.xlsx").rename(box / "c.xlsx")
    after = run(box, out)[SCORED]
    scores = [at(after, r, "复核得分") for r in own]
    assert scores == [4, 3]


GRADES = ("核定等级", "复核后等级", "等级变化")


def graded(book) -> tuple[str, ...]:
    sheet = book["汇总表"]
    head = next(r for r in range(1, 12) if sheet.cell(r, 1).value == "排名")
    columns = {str(c.value).replace("\n", ""): c.column for c in sheet[head] if c.value}
    return tuple(sheet.cell(head + 1, columns[name]).value for name in GRADES)


def settle(out: Path, share: float) -> None:
    """A reviewer gives every line that share of its part of 100 points."""
    book = openpyxl.load_workbook(out / WORKBOOK)
    sheet = book[SCORED]
    rows = [r for r in range(4, sheet.max_row + 1) if sheet.cell(r, heads(sheet)["分值"]).value]
    points = [sheet.cell(row, heads(sheet)["分值"]).value for row in rows]
    for row, own in zip(rows, points, strict=True):
        sheet.cell(row, heads(sheet)["复核得分"]).value = own / sum(points) * share * 100
    book.save(out / WORKBOOK)


def test_without_a_review_the_grade_has_not_moved(places):
    before, after, moved = graded(openpyxl.load_workbook(places[1] / WORKBOOK, data_only=True))
    assert before == after
    assert moved == "—"


@pytest.mark.parametrize(
    ("share", "grade", "moved"), [(1, "优", "升"), (0.85, "良", "升"), (0.1, "差", "降")]
)
def test_the_grade_follows_the_review_and_says_how_it_moved(places, share, grade, moved):
    box, out = places
    before = graded(run(box, out))[0]
    settle(out, share)
    book = run(box, out)
    assert graded(book) == (before, grade, moved)
    score = json.loads((out / RESULTS).read_text("utf-8"))["projects"][0]["score"]
    assert score["grade"] == before
    assert score["reviewed_grade"] == grade
    own = next(sheet for sheet in book if sheet.title.startswith("P001"))
    row = next(r for r in own.iter_rows(values_only=True) if r[0] == "复核后")
    assert row[11] == grade
    assert row[12] == f"复核使等级由“{before}”变为“{grade}”"


@pytest.mark.libreoffice
@pytest.mark.parametrize("share", [1, 0.85, 0.1])
def test_grades_with_a_review_are_the_recalculated_ones(places, tmp_path, share):
    """Typed into the workbook, the formulas say what the next run would write."""
    box, out = places
    settle(out, share)
    typed = tmp_path / "typed.xlsx"
    typed.write_bytes((out / WORKBOOK).read_bytes())
    again = recalculated([typed], tmp_path)["typed.xlsx"]
    assert graded(openpyxl.load_workbook(again, data_only=True)) == graded(run(box, out))


@pytest.mark.libreoffice
def test_the_formulas_of_the_review_compute_what_is_stored(places, tmp_path):
    box, out = places
    tiers = {"改善通行条件": {"复核档次": "未达成"}, "养护里程": {"复核得分": 12.5}}
    write(out, SCORED, "三级指标", tiers)
    run(box, out)
    file = tmp_path / "recalculated.xlsx"
    file.write_bytes((out / WORKBOOK).read_bytes())
    count, wrong = differences(file, recalculated([file], tmp_path)[file.name])
    assert wrong == []
    assert count > 20
    assert json.loads((out / RESULTS).read_text("utf-8"))["files"]


def state(out: Path, code: str, chosen: str) -> None:
    book = openpyxl.load_workbook(out / WORKBOOK)
    sheet = book[FINDINGS]
    sheet.cell(rows(sheet, "规则")[code], heads(sheet)["处理状态"]).value = chosen
    book.save(out / WORKBOOK)


def test_the_state_of_a_row_of_several_survives_when_its_first_finding_is_gone(tmp_path):
    box, out = tmp_path / "box", tmp_path / "out"
    twice = DEFECTS.at(14, 9, "60")
    save(box, twice)
    before = run(box, out)[FINDINGS]
    assert "SCR001" in rows(before, "规则")
    places = {c: at(before, r, "位置") for c, r in rows(before, "规则").items()}
    assert "等 2 处" in places["SCR001"]
    state(out, "SCR001", "已退回")
    save(box, DEFECTS)
    book = run(box, out)
    sheet = book[FINDINGS]
    own = rows(sheet, "规则")["SCR001"]
    assert at(sheet, own, "位置") != places["SCR001"]
    assert at(sheet, own, "处理状态") == "已退回"
    assert LOST not in book.sheetnames


def test_a_state_never_goes_to_another_rule_of_the_same_indicator(places):
    box, out = places
    state(out, "IND001", "不采纳")
    save(box, DEFECTS.put("改善通行条件", "公众出行便利度"))
    sheet = run(box, out)[FINDINGS]
    states = {code: at(sheet, row, "处理状态") for code, row in rows(sheet, "规则").items()}
    assert set(states.values()) == {"待处理"}


def test_a_whole_round_loses_nothing(tmp_path):
    """Reviews in three projects; then rows move in one, one is renamed and one is gone."""
    box, out = tmp_path / "box", tmp_path / "out"
    name = "城区道路养护"
    for own in ("甲", "乙", "丙"):
        save(box, DEFECTS.put(name, f"{own}路养护"), f"{own}.xlsx")
    run(box, out)
    book = openpyxl.load_workbook(out / WORKBOOK)
    sheet = book[SCORED]
    for row in range(4, sheet.max_row + 1):
        own = str(at(sheet, row, "项目名称"))[:1]
        for label, value in REVIEW.get(at(sheet, row, "三级指标"), {}).items():
            sheet.cell(row, heads(sheet)[label]).value = (
                f"{own}{value}" if label == "复核意见" else value
            )
    found = book[FINDINGS]
    for row in range(4, found.max_row + 1):
        if at(found, row, "规则") == "SCR001":
            found.cell(row, heads(found)["处理状态"]).value = "不采纳"
    book.save(out / WORKBOOK)

    moved = DEFECTS.insert_row(13).shift(2, 1)
    moved = moved.at(15, 5, "新增里程").at(15, 7, "≥1公里").at(15, 8, "1公里")
    save(box, moved.put(name, "甲路养护"), "甲.xlsx")
    save(box, DEFECTS.put(name, "更名的项目"), "乙.xlsx")
    (box / "丙.xlsx").unlink()
    after = run(box, out)
    sheet, found, lost = after[SCORED], after[FINDINGS], after[LOST]
    kept = {
        at(sheet, row, "三级指标"): at(sheet, row, "复核意见")
        for row in range(4, sheet.max_row + 1)
        if at(sheet, row, "复核意见")
    }
    assert kept == {"养护里程": "甲补报后核实 9 公里", "改善通行条件": "甲照片为证"}
    tiers = [at(sheet, r, "复核档次") for r in range(4, sheet.max_row + 1)]
    assert tiers.count("部分达成") == 1
    states = [at(found, row, "处理状态") for row in range(4, found.max_row + 1)]
    assert states.count("不采纳") == 1
    said = [[cell.value for cell in row] for row in lost.iter_rows(min_row=4)]
    opinions = {str(row[4]) for row in said}
    assert {f"{p}{REVIEW[i]['复核意见']}" for p in "乙丙" for i in REVIEW} <= opinions
    assert sum(row[5] == "不采纳" for row in said) == 2
    assert sum(row[5] == "已退回" for row in said) == 2
