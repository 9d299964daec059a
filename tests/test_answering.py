"""A unit answers in its opinion workbook and sends that alone: no answer is lost."""

import io
import json
from pathlib import Path

import openpyxl
import pytest

from perfcheck import batch, publishing
from perfcheck.model.results import BatchResult, Status
from perfcheck.report.pieces import whole
from perfcheck.report.results import render
from perfcheck.report.returned.book import opinion_workbook
from perfcheck.report.returned.letter import letter
from perfcheck.report.sheets import files, findings, opinions
from perfcheck.report.sheets.plan import plan
from tests.forms import Table, workbook
from tests.report.returned.marking import DEFECTS, mark, projects

COUNT = len(projects(workbook(DEFECTS))[0].findings)
REPLIES = {"IND001": ("不同意", "照片为证"), "SCR001": ("已改", ""), "CMP001": ("说明", "见附件")}


def answers(form: Table = DEFECTS, replies=REPLIES, *, cut: bool = False) -> bytes:
    """The opinion workbook of a form as its unit sends it back."""
    book = openpyxl.load_workbook(io.BytesIO(opinion_workbook(letter(projects(workbook(form))))))
    sheet = book["修改意见"]
    for row in range(6, sheet.max_row + 1):
        for column, word in enumerate(replies.get(sheet.cell(row, 10).value, ()), start=7):
            sheet.cell(row, column).value = word
    if cut:
        sheet.delete_cols(9, 9)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def run(box: Path, **contents: bytes) -> BatchResult:
    box.mkdir(exist_ok=True)
    for name, content in contents.items():
        (box / f"{name}.xlsx").write_bytes(content)
    return batch.evaluate([box], jobs=1)


def record(result: BatchResult, name: str):
    return next(file for file in result.files if file.path == f"{name}.xlsx")


def texts(sheet) -> list[list[str]]:
    return [[cell.shown for cell in row.cells] for row in sheet.rows]


def listed(result: BatchResult) -> list[list[str]]:
    return [row for sheet in opinions.sheet(plan(result)) for row in texts(sheet)[3:]]


def test_answers_are_shown_beside_the_findings_of_their_form(tmp_path):
    result = run(tmp_path, 表=workbook(DEFECTS), 意见=answers())
    own = record(result, "意见")
    assert own.status is Status.PROCESSED
    assert own.kind_name == "单位回复（修改意见表）"
    assert "已改 1 条，说明 1 条，不同意 1 条" in own.reason.message
    assert "已与 “表.xlsx” 的问题对应" in own.reason.message
    assert own.answers is None
    places = plan(result)
    rows = texts(findings.sheet(places, 0, whole(places).findings))[3:]
    said = {row[4]: row[9] for row in rows}
    assert said["IND001"] == "不同意：照片为证"
    assert said["SCR001"] == "仍存在（单位回复：已改）"
    assert {row[-1] for row in listed(result)} == {"仍存在"}
    document = json.loads(render(result))
    assert document["files"][1]["rounds"] == [COUNT, COUNT]
    assert "answers" not in document["files"][0]


def test_a_corrected_form_beside_its_answers_counts_as_the_next_round(tmp_path):
    result = run(tmp_path, 表=workbook(DEFECTS.put("25", "20")), 意见=answers())
    left = {finding.code for finding in result.projects[0].findings}
    states = {row[4]: row[-1] for row in listed(result)}
    assert "SCR001" not in left
    assert states["SCR001"] == "已改正"
    assert states["IND001"] == "仍存在"


def test_answers_without_any_form_are_listed_and_not_lost(tmp_path):
    result = run(tmp_path, 意见=answers())
    own = record(result, "意见")
    assert own.status is Status.PROCESSED
    assert "请要求单位把改好的申报表和这张表一起报回" in own.reason.advice
    rows = listed(result)
    assert len(rows) == len(own.answers.opinions) == COUNT
    assert {row[-1] for row in rows} == {"未附申报表"}
    assert ["不同意", "照片为证"] in [row[6:8] for row in rows]
    document = json.loads(render(result))["files"][0]["answers"]
    assert {"IND001", "SCR001"} <= {own["code"] for own in document}
    assert any(
        "未附申报表" in "".join(row) or "没有附申报表" in "".join(row)
        for row in texts(files.sheet(plan(result)))
    )


def test_answers_about_another_project_do_not_go_to_this_one(tmp_path):
    other = DEFECTS.put("实施单位", "实施单位")
    name = next(p.form.project_name.value for p in projects(workbook(DEFECTS)))
    result = run(tmp_path, 表=workbook(other.put(name, "另一个项目")), 意见=answers())
    assert result.projects[0].form.history is None
    assert len(record(result, "意见").answers.opinions) == COUNT


def test_answers_are_read_where_the_hidden_columns_are_gone(tmp_path):
    result = run(tmp_path, 表=workbook(DEFECTS), 意见=answers(cut=True))
    assert result.projects[0].form.history is None
    assert ["不同意", "照片为证"] in [row[6:8] for row in listed(result)]


def test_a_form_with_its_own_answers_keeps_them(tmp_path):
    marked = mark(workbook(DEFECTS)).copy
    result = run(tmp_path, 表=marked, 意见=answers())
    assert all(not own.answer for own in result.projects[0].form.history.opinions)
    assert len(record(result, "意见").answers.opinions) == COUNT


@pytest.mark.parametrize("names", [("甲", "乙"), ("乙", "甲")])
def test_of_two_answers_the_later_round_counts(tmp_path, names):
    first, later = names
    second = answers(replies={"IND001": ("已改", "第二次")})
    book = openpyxl.load_workbook(io.BytesIO(second))
    book["修改意见"].cell(5, 11).value = f"9,{COUNT}"
    target = io.BytesIO()
    book.save(target)
    result = run(tmp_path, 表=workbook(DEFECTS), **{first: answers(), later: target.getvalue()})
    history = result.projects[0].form.history
    assert history.rounds == (9, COUNT)
    assert "第二次" in [own.words for own in history.opinions]
    assert len(record(result, first).answers.opinions) == COUNT
    assert record(result, later).answers is None


def published(box: Path, out: Path, **contents: bytes) -> tuple[list[list[str]], dict[str, object]]:
    """The rows of 单位回复 after a run into a folder that may hold the results of another."""
    publishing.publish(run(box, **contents), out)
    sheet = openpyxl.load_workbook(out / publishing.WORKBOOK)["单位回复"]
    rows = [[str(value or "") for value in row] for row in sheet.iter_rows(4, values_only=True)]
    return rows, json.loads((out / publishing.RESULTS).read_bytes())


@pytest.mark.parametrize("cut", [False, True])
def test_answers_alone_find_the_findings_of_the_last_run(tmp_path, cut):
    out = tmp_path / "结果"
    publishing.publish(run(tmp_path / "一", 表=workbook(DEFECTS)), out)
    rows, document = published(tmp_path / "二", out, 意见=answers(cut=cut))
    assert len(rows) == COUNT
    assert {row[1].split("\n")[1] for row in rows} == {"上次报送：表.xlsx"}
    assert {row[8] for row in rows} == {opinions.BEFORE}
    file = document["files"][0]
    assert f"其中 {COUNT} 条是对上次结果中“表.xlsx”的问题的回复" in file["reason"]["message"]
    assert {own["earlier"] for own in file["answers"]} == {"表.xlsx"}


def test_answers_to_what_the_last_run_did_not_say_stay_listed(tmp_path):
    out = tmp_path / "结果"
    mended = DEFECTS.put("25", "20")
    publishing.publish(run(tmp_path / "一", 表=workbook(mended)), out)
    rows, document = published(tmp_path / "二", out, 意见=answers())
    assert len(rows) == COUNT
    loose = [row[4] for row in rows if row[8] == opinions.ALONE]
    assert loose == ["SCR001"]
    assert [o["code"] for o in document["files"][0]["answers"] if not o["earlier"]] == loose


@pytest.mark.parametrize("content", [b"", b"{", b'{"projects": 1}', b' "projects": [\n  {\n  }x\n'])
def test_results_that_cannot_be_read_place_nothing_and_stop_nothing(tmp_path, content):
    out = tmp_path / "结果"
    out.mkdir()
    (out / publishing.RESULTS).write_bytes(content)
    rows, _ = published(tmp_path / "二", out, 意见=answers())
    assert {row[8] for row in rows} == {opinions.ALONE}
