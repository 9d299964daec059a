"""What units answered is shown beside the finding, file by file, and counted."""

import json
from dataclasses import replace

from perfcheck.model.results import BatchResult, FileRecord, Status
from perfcheck.model.returned import History, Opinion
from perfcheck.report.pieces import whole
from perfcheck.report.results import render
from perfcheck.report.sheets import files, findings, opinions, rounds, summary
from perfcheck.report.sheets.plan import plan
from tests.report import batches
from tests.report.shown import shown


def came_back() -> BatchResult:
    """The seed batch after the first file came back: one corrected, the others answered."""
    first = batches.SEED.projects[0]
    own = first.findings
    said = [Opinion("GONE01", "必须改", "项目申报表!A1", "", "已经改好的问题", "已改", "")]
    for finding, reply in zip(own, (("已改", ""), ("说明", "年底才下达"), ("", "")), strict=False):
        place = "" if finding.cell is None else str(finding.cell)
        said.append(Opinion(finding.code, "必须改", place, "", finding.message, *reply))
    form = replace(first.form, history=History((9, 5), tuple(said)))
    project = replace(first, assessment=replace(first.assessment, form=form))
    projects = (project, *batches.SEED.projects[1:])
    record = replace(batches.SEED.files[0], returned="退回/档案保护费.xlsx")
    return replace(batches.SEED, projects=projects, files=(record, *batches.SEED.files[1:]))


BATCH = came_back()
PLACES = plan(BATCH)
COUNT = len(BATCH.projects[0].findings)


def texts(sheet) -> list[list[str]]:
    return [[cell.shown for cell in row.cells] for row in sheet.rows]


def test_the_answer_stands_beside_the_finding():
    rows = texts(findings.sheet(PLACES, 0, whole(PLACES).findings))
    assert rows[2][9] == "单位回复"
    answers = [row[9] for row in rows[3:]]
    assert "仍存在（单位回复：已改）" in answers
    assert "说明：年底才下达" in answers
    assert answers.count("—") == sum(len(p.findings) for p in BATCH.projects[1:])


def test_a_batch_of_first_rounds_has_no_such_column_and_no_such_sheet():
    places = plan(batches.SEED)
    assert "单位回复" not in texts(findings.sheet(places, 0, whole(places).findings))[2]
    assert list(opinions.sheet(places)) == []


def test_every_opinion_is_listed_with_what_became_of_it():
    (sheet,) = opinions.sheet(PLACES)
    rows = texts(sheet)
    listed = rows[3:]
    assert listed[0][5] == "已经改好的问题"
    assert listed[0][-1] == "已改正"
    assert {row[-1] for row in listed[1:]} == {"仍存在"}
    assert rows[1][0].startswith("修改后报回的文件 1 个：已改正 1 个问题")


def test_the_record_counts_the_rounds_and_names_the_copy():
    remark = texts(files.sheet(PLACES))[3]
    assert any(f"第 3 稿：第 1 稿 9 个问题，第 2 稿 5 个问题，本稿 {COUNT} 个" in t for t in remark)
    assert any("退回件：退回/档案保护费.xlsx" in t for t in remark)


def test_a_section_chief_sees_the_rounds_under_the_ranking():
    rows = [row or [""] for row in texts(summary.sheet(PLACES))]
    at = rows.index(next(row for row in rows if row[0].startswith("修改后报回的文件（1 个")))
    assert rows[at + 1][:7] == [name for name, _ in rounds.HEADS]
    line = [shown(summary.sheet(PLACES), at + 3)][0]
    assert line[0:3] == [
        "第 3 稿",
        BATCH.projects[0].name,
        f"第 1 稿 9 个，第 2 稿 5 个，第 3 稿 {COUNT} 个",
    ]
    assert line[3:7] == [COUNT, 1, 3, COUNT - 3]
    first = texts(summary.sheet(plan(batches.SEED)))
    assert not any(row[0].startswith("修改后报回") for row in first if row)


def test_programs_get_rounds_and_answers_too():
    document = json.loads(render(BATCH))
    assert document["files"][0]["rounds"] == [9, 5, COUNT]
    assert document["files"][1]["rounds"] == [len(BATCH.projects[1].findings)]
    answers = [f["reply"] for f in document["projects"][0]["findings"]]
    assert "仍存在（单位回复：已改）" in answers
    assert not any("reply" in f for f in document["projects"][1]["findings"])


def test_a_rejected_file_has_no_rounds():
    batch = BatchResult((FileRecord("坏.xlsx", "0" * 64, Status.REJECTED),), (), ())
    assert json.loads(render(batch))["files"][0]["rounds"] is None
