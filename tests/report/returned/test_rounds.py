"""A marked copy comes back: answers are read, rounds counted, marks of ours taken off again."""

import io
import re

import openpyxl
import pytest

from perfcheck.form.build import read_forms
from perfcheck.model.returned import Opinion
from perfcheck.report.follow_up import follow_up
from tests.report.returned.marking import by_openpyxl, mark, members, plain, projects, rebuilt, rich

RED, AMBER, PURPLE = "FFFFC7CE", "FFFFEB9C", "FFE4DFEC"
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def answered(copy: bytes, answers: dict[str, tuple[str, str]], cells: dict[str, object]) -> bytes:
    """The copy after a unit worked in it with another program: replies by rule, new values."""
    book = openpyxl.load_workbook(io.BytesIO(copy))
    sheet = book["修改意见"]
    for row in range(6, sheet.max_row + 1):
        reply = answers.get(sheet.cell(row, 10).value)
        if reply:
            sheet.cell(row, 7).value, sheet.cell(row, 8).value = reply
    for address, value in cells.items():
        book["自评表"][address].value = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


FIXED = {"G4": "某某区公路养护中心", "G13": "12公里", "I15": 20}
ANSWERS = {
    "CMP001": ("已改", None),
    "IND011": ("已改", None),
    "SCR001": ("已改", ""),
    "SCR004": ("已改", "已在正文说明"),
    "IND001": ("不同意", "无法量化"),
    "BUD004": ("已向财政局说明", None),
}


@pytest.fixture(params=[plain, by_openpyxl, rich], ids=lambda maker: maker.__name__)
def back(request):
    return answered(mark(request.param()).copy, ANSWERS, FIXED)


def test_the_sheet_of_opinions_is_no_form(back):
    forms = read_forms(back, "表.xlsx")
    assert len(forms) == 1
    assert forms[0].sheet == "自评表"


def test_answers_are_read_back(back):
    history = read_forms(back, "表.xlsx")[0].history
    assert history.rounds == (7,)
    opinions = {opinion.code: opinion for opinion in history.opinions}
    assert len(opinions) == 7
    assert opinions["CMP001"].place == "自评表!G4"
    assert (opinions["SCR004"].answer, opinions["SCR004"].words) == ("已改", "已在正文说明")
    assert (opinions["IND001"].answer, opinions["IND001"].words) == ("不同意", "无法量化")
    assert (opinions["BUD004"].answer, opinions["BUD004"].words) == ("说明", "已向财政局说明")
    assert opinions["BUD012"].answer == ""


def test_a_form_that_comes_for_the_first_time_has_no_history():
    assert read_forms(plain(), "表.xlsx")[0].history is None
    assert follow_up(projects(plain())) is None


def test_each_finding_is_told_apart_as_corrected_standing_or_new(back):
    found = follow_up(projects(back))
    assert {opinion.code for opinion in found.corrected} >= {"CMP001", "IND011", "SCR001"}
    still = {opinion.code for opinion in found.matched if opinion}
    assert {"SCR004", "IND001", "BUD004"} <= still
    now = len(found.matched)
    assert found.sentence.startswith(f"第 2 稿：第 1 稿 7 个问题，本稿 {now} 个；已改正 ")


def test_the_second_copy_has_one_sheet_of_opinions_that_counts_both_rounds(back):
    second = mark(back)
    names = second.book.sheetnames
    assert [name for name in names if name.startswith("修改意见")] == ["修改意见"]
    sheet = second.book["修改意见"]
    assert sheet["K5"].value == f"7,{len(second.letter.remarks)}"
    texts = [str(c.value) for row in sheet.iter_rows() for c in row if c.value]
    assert any("第 2 稿：第 1 稿 7 个问题" in text for text in texts)
    assert any("上一稿已指出：仍存在（单位回复：已改：已在正文说明）" in text for text in texts)
    assert any("上一稿已指出：不同意：无法量化" in text for text in texts)
    assert any(text.startswith("上一稿指出、本稿已改正的") for text in texts)
    assert second.book.active.title == "修改意见"
    replies = [sheet.cell(row, 7).value for row in range(6, 6 + len(second.letter.remarks))]
    assert not any(replies)


def test_old_marks_go_where_the_problem_is_gone_and_stay_where_it_is_not(back):
    first = openpyxl.load_workbook(io.BytesIO(back))["自评表"]
    assert first["G4"].fill.fgColor.rgb == RED
    second = mark(back).book["自评表"]
    original = openpyxl.load_workbook(io.BytesIO(mark(plain()).content))["自评表"]
    for address in ("G4", "G13", "I15"):
        assert second[address].fill.fgColor.rgb not in (RED, AMBER, PURPLE)
        assert second[address].comment is None
    assert second["J16"].fill.fgColor.rgb == RED
    assert second["J16"].comment.text.count("【核查意见】") == 1
    assert second["F16"].fill.fgColor.rgb == PURPLE
    assert original["G4"].comment is None


def test_the_fill_that_was_there_comes_back():
    marked = mark(rich())
    was = openpyxl.load_workbook(io.BytesIO(marked.content))["自评表"]["I15"].fill
    assert was.fgColor.rgb == "FFFFFF00"
    back = answered(marked.copy, ANSWERS, FIXED)
    now = mark(back).book["自评表"]["I15"].fill
    assert (now.fill_type, now.fgColor.rgb) == ("solid", "FFFFFF00")


def test_the_units_own_note_survives_every_round():
    copy = mark(rich()).copy
    for _ in range(3):
        copy = mark(answered(copy, {}, {})).copy
    note = openpyxl.load_workbook(io.BytesIO(copy))["自评表"]["J16"].comment.text
    assert note.count("单位自己的批注") == 1
    assert note.count("【核查意见】") == 1


def test_boxes_of_notes_that_are_gone_are_gone_too():
    second = mark(answered(mark(plain()).copy, ANSWERS, FIXED))
    boxes = next(c for name, c in second.after.items() if name.endswith(".vml"))
    comments = next(
        c for name, c in second.after.items() if "comment" in name.lower() and name.endswith(".xml")
    )
    assert len(re.findall(rb"ObjectType=.Note", boxes)) == len(re.findall(rb"<comment ", comments))


def test_marks_are_found_again_where_rows_have_moved():
    book = openpyxl.load_workbook(io.BytesIO(mark(plain()).copy))
    sheet = book["自评表"]
    merged = [str(area) for area in sheet.merged_cells.ranges]
    for area in merged:
        sheet.unmerge_cells(area)
    sheet.insert_rows(13)
    for area in merged:
        first, last = area.split(":")
        moved = [
            re.sub(r"\d+", lambda n: str(int(n[0]) + (int(n[0]) >= 13)), p) for p in (first, last)
        ]
        sheet.merge_cells(":".join(moved))
    for column, text in enumerate(
        ("", "产出指标", "数量指标", "新增里程", "", "≥1公里", "1公里"), 1
    ):
        if text:
            sheet.cell(13, column).value = text
    sheet["I16"].value = 20
    target = io.BytesIO()
    book.save(target)
    second = mark(target.getvalue())
    found = follow_up(projects(target.getvalue()))
    assert {"IND011", "SCR004", "IND001"} <= {o.code for o in found.matched if o}
    assert "SCR001" in {o.code for o in found.corrected}
    assert second.book["自评表"]["I16"].fill.fgColor.rgb not in (RED, AMBER, PURPLE)
    assert second.book["自评表"]["G14"].fill.fgColor.rgb == RED


def test_a_form_that_uses_our_colours_keeps_them():
    book = openpyxl.load_workbook(io.BytesIO(plain()))
    own = openpyxl.styles.PatternFill("solid", fgColor="FFC7CE")
    for address in ("A20", "I15"):
        book["自评表"][address].fill = own
    target = io.BytesIO()
    book.save(target)
    second = mark(answered(mark(target.getvalue()).copy, ANSWERS, FIXED))
    assert second.book["自评表"]["A20"].fill.fgColor.rgb[-6:] == "FFC7CE"
    assert second.book["自评表"]["I15"].fill.fgColor.rgb[-6:] == "FFC7CE"
    assert second.book["自评表"]["G4"].fill.fill_type is None


@pytest.mark.parametrize(
    "fill", ["", "solid|rgb=FFFF0000|", 'x"/><script/>|a|b', "solid|rgb=FF|theme=9;tint=-0.5"]
)
def test_a_remembered_fill_that_was_tampered_with_is_no_markup(fill):
    book = openpyxl.load_workbook(io.BytesIO(mark(plain()).copy))
    for row in range(6, 14):
        book["修改意见"].cell(row, 13).value = fill
    target = io.BytesIO()
    book.save(target)
    second = mark(target.getvalue())
    assert b"script" not in second.after["xl/styles.xml"]


def test_the_sheet_is_known_by_its_headings_when_the_hidden_columns_are_gone():
    book = openpyxl.load_workbook(io.BytesIO(mark(plain()).copy))
    book["修改意见"].delete_cols(9, 6)
    target = io.BytesIO()
    book.save(target)
    forms = read_forms(target.getvalue(), "表.xlsx")
    assert [form.sheet for form in forms] == ["自评表"]
    assert forms[0].history is None


@pytest.mark.libreoffice
def test_replies_survive_a_trip_through_other_formats(tmp_path, libreoffice):
    file = tmp_path / "back.xlsx"
    file.write_bytes(answered(mark(plain()).copy, ANSWERS, FIXED))
    for kind in ("xlsx", "xls", "ods"):
        saved = libreoffice({"back": file}, tmp_path, kind)["back"].read_bytes()
        forms = read_forms(saved, f"back.{kind}")
        assert len(forms) == 1
        opinions = {o.code: o for o in forms[0].history.opinions}
        assert opinions["IND001"] == Opinion(
            "IND001",
            "建议改",
            "自评表!F16",
            "改善通行条件",
            opinions["IND001"].message,
            "不同意",
            "无法量化",
            project="城区道路养护||2020",
        )
        if kind == "xlsx":
            second = mark(saved)
            assert second.book["自评表"]["I15"].fill.fill_type is None
            assert second.book["自评表"]["I15"].comment is None
            assert second.book["自评表"]["J16"].fill.fgColor.rgb == RED


def test_the_list_of_a_copy_that_was_not_touched_stays_the_same():
    first = mark(plain())
    second = mark(first.copy)
    assert second.letter.rounds == (7, 7)
    assert second.added == set()
    assert rebuilt(members(second.copy))


def test_opinions_without_their_form_are_told_from_a_form_that_is_missing():
    from perfcheck.errors import LayoutError
    from perfcheck.report.returned.book import opinion_workbook

    alone = opinion_workbook(mark(plain()).letter)
    with pytest.raises(LayoutError, match="只有修改意见") as refused:
        read_forms(alone, "意见.xlsx")
    assert refused.value.code == "LAY005"
