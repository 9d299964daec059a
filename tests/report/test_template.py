"""The template as a workbook: what a spreadsheet program and the reader will find in it."""

import io
import re
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from perfcheck.errors import RubricError
from perfcheck.report.formsheet.filling import Filling, FundsRow, IndicatorRow
from perfcheck.report.formsheet.spec import load_wording
from perfcheck.report.template import write_template
from perfcheck.scoring.rubric import available, load
from tests.report.forms import every_hint, filled, row

# What Excel 2007 knows; newer functions show #NAME? in older Excel, WPS or LibreOffice.
OLD_FUNCTIONS = {
    "AND", "COUNT", "COUNTA", "COUNTIF", "IF", "ISERROR", "ISNUMBER", "ISTEXT", "LEFT", "MIN", "N",
    "NOT", "OR", "ROUND", "SEARCH", "SUM", "VALUE",
}  # fmt: skip


def written(filling=None, rubric="national-2020", sheet="项目申报表") -> bytes:
    stream = io.BytesIO()
    write_template(stream, load(rubric), filling, sheet)
    return stream.getvalue()


def opened(*arguments, **options):
    return openpyxl.load_workbook(io.BytesIO(written(*arguments, **options)))


def values(*arguments, **options):
    content = io.BytesIO(written(*arguments, **options))
    return openpyxl.load_workbook(content, data_only=True)["项目申报表"]


@pytest.fixture(scope="module")
def blank():
    return opened()


def named(book, name):
    sheet, cells = next(book.defined_names[name].destinations)
    return book[sheet][cells.replace("$", "")]


def test_the_same_form_has_the_same_bytes():
    assert written() == written()
    assert written(every_hint()) == written(every_hint())


def test_sheets_are_the_guide_the_form_and_two_hidden_ones(blank):
    states = {sheet.title: sheet.sheet_state for sheet in blank.worksheets}
    assert states == {
        "填报说明": "visible",
        "项目申报表": "visible",
        "_字典": "hidden",
        "_meta": "veryHidden",
    }


def test_names_lead_to_the_inputs_beside_their_labels(blank):
    sheet = blank["项目申报表"]
    labels = {
        "pc_name": "项目名称",
        "pc_dept": "主管部门",
        "pc_unit": "实施单位",
        "pc_grade": "自评等级",
        "pc_date": "填报日期",
        "pc_person": "填表人",
        "pc_phone": "联系电话",
    }
    for name, label in labels.items():
        cell = named(blank, name)
        left = [sheet.cell(cell.row, column).value for column in range(1, cell.column)]
        assert [value for value in left if value][-1] == label
    heads = [cell.value for cell in named(blank, "pc_ind_head")[0]]
    assert heads[2:7] == ["三级指标", "指标性质", "指标值", "计量单位", "实际完成值"]
    assert [cell.value for cell in named(blank, "pc_funds")[0]][:1] == ["年度资金总额"]


def test_meta_names_the_template_and_every_address(blank):
    meta = {key.value: value.value for key, value in blank["_meta"].iter_rows(max_col=2)}
    assert meta["template"] == meta["rubric"] == "national-2020"
    names = {name for name in blank.defined_names if name.startswith("pc_")}
    assert {name: "=" + meta[name] for name in names} == {
        name: "=" + blank.defined_names[name].attr_text for name in names
    }
    assert len(names) > 20
    assert {p.name for p in blank.custom_doc_props} == {"perfcheck.template", "perfcheck.version"}


@pytest.mark.parametrize("rubric", available())
def test_group_headings_carry_the_points_of_the_rubric(rubric):
    sheet = opened(rubric=rubric)["项目申报表"]
    column = [str(cell.value) for cell in sheet["A"] if cell.value]
    for group in load(rubric).groups:
        assert f"{group.name}指标\n（{group.points:f}分）" in column
    assert sheet["H6"].value == load(rubric).execution.points


def test_national_2021_puts_cost_first():
    assert opened(rubric="national-2021")["项目申报表"]["B13"].value == "经济成本指标"


def test_a_rubric_without_a_form_is_refused():
    with pytest.raises(RubricError, match="表样"):
        write_template(io.BytesIO(), replace(load("national-2020"), id="unknown"))


def test_labels_and_formulas_are_locked_and_inputs_are_not(blank):
    sheet = blank["项目申报表"]
    inputs = {"A2", "C3", "C4", "H4", "C11", "G11", "C31", "H31", "C32", "H32"}
    inputs |= {f"{column}{at}" for column in "DEFJ" for at in range(6, 10)}
    inputs |= {f"{column}{at}" for column in "CDEFGHIJ" for at in range(13, 30)}
    open_cells = {
        cell.coordinate
        for line in sheet.iter_rows(max_col=12)
        for cell in line
        if not cell.protection.locked and not isinstance(cell, openpyxl.cell.cell.MergedCell)
    }
    assert open_cells == inputs
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet.protection.insertRows  # false here means: not forbidden


def test_it_prints_on_one_upright_page_without_the_hints(blank):
    sheet = blank["项目申报表"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("portrait", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight in (None, 1)  # one page is what a file need not say
    assert sheet.print_area == "'项目申报表'!$A$1:$J$33"


def test_a_form_too_long_for_one_page_repeats_its_header():
    long = filled(indicators=tuple(row(reason="因故未完成，" * 20) for _ in range(12)))
    sheet = opened(long)["项目申报表"]
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$12:$12"


def test_prompts_fit_into_what_excel_takes():
    for prompt in load_wording().prompts.values():
        assert len(prompt.title) <= 32
        assert len(prompt.text) <= 255


def test_every_input_has_its_prompt_and_the_signs_their_list(blank):
    rules = blank["项目申报表"].data_validations.dataValidation
    prompts = {rule.promptTitle for rule in rules}
    assert prompts == {prompt.title for prompt in load_wording().prompts.values()}
    lists = {rule.formula1: rule for rule in rules if rule.type == "list"}
    assert lists["dict_sign"].showErrorMessage
    assert not lists["dict_unit"].showErrorMessage
    assert 'IF($D13="定性",dict_qual,dict_none)' in lists
    assert [c[0].value for c in named(blank, "dict_sign")] == ["≥", "＞", "＝", "＜", "≤", "定性"]
    assert [c[0].value for c in named(blank, "dict_grade")] == ["优", "良", "中", "差"]


def test_formulas_use_only_functions_of_excel_2007(blank):
    formulas = [
        str(cell.value)
        for line in blank["项目申报表"].iter_rows()
        for cell in line
        if cell.data_type == "f"
    ]
    used = {name for f in formulas for name in re.findall(r"([A-Z.]+)\(", re.sub('"[^"]*"', "", f))}
    assert used <= OLD_FUNCTIONS
    assert max(map(len, formulas)) < 8192


def test_a_blank_form_shows_no_zero_and_no_error():
    sheet = values()
    shown = {cell.coordinate: cell.value for line in sheet.iter_rows(max_col=10) for cell in line}
    assert not any(str(value).startswith("#") or value == 0 for value in shown.values())
    assert shown["G6"] is None
    assert shown["I30"] is None


def test_the_form_computes_rate_score_and_totals():
    rows = (
        row(points=50, score=Decimal("49.5"), reason="略"),
        row("社会效益指标", points=40, score=40),
    )
    sheet = values(filled(indicators=rows))
    assert (sheet["G6"].value, sheet["I6"].value) == (0.7156, 7.16)
    last = next(cell.row for cell in sheet["A"] if cell.value == "总　分")
    assert (sheet.cell(last, 8).value, sheet.cell(last, 9).value) == (100, 96.66)


def test_the_original_budget_stands_in_for_an_adjusted_one_that_is_not_given():
    sheet = values(Filling(funds=(FundsRow(300, None, Decimal("214.68")),)))
    assert sheet["G6"].value == 0.7156


def test_more_indicators_than_rows_make_more_rows():
    book = opened(filled(indicators=tuple(row(name=f"指标{n}") for n in range(9))))
    sheet = book["项目申报表"]
    assert sheet["C21"].value == "指标8"
    assert sheet["B22"].value == "质量指标"
    assert "H13:H34" in sheet["H35"].value
    assert "A13:A27" in {str(area) for area in sheet.merged_cells.ranges}


def test_text_of_a_filling_stays_text():
    nasty = '=HYPERLINK("http://example.com","点我")'
    rows = (IndicatorRow("数量指标", nasty, "≥", nasty, nasty, nasty, None, None, nasty),)
    book = opened(filled(name=nasty, expected=nasty, indicators=rows))
    sheet = book["项目申报表"]
    for cell in ("C3", "C11", "C13", "E13", "F13", "G13", "J13"):
        assert (sheet[cell].data_type, sheet[cell].value) == ("s", nasty)
        assert sheet[cell].hyperlink is None


def test_long_texts_get_room():
    short, long = filled(), filled(expected="修复馆藏档案。" * 60)
    low = opened(short)["项目申报表"].row_dimensions[11].height
    high = opened(long)["项目申报表"].row_dimensions[11].height
    assert high > low


def test_a_sheet_name_that_is_taken_gives_way():
    assert opened(sheet="_META").sheetnames[1] == "_META（2）"


def test_rows_that_the_form_has_no_place_for_are_refused():
    with pytest.raises(ValueError, match="没有的指标"):
        written(Filling(indicators=(row("没有的指标"),)))
    with pytest.raises(ValueError, match="no place"):
        written(Filling(funds=(FundsRow(1),) * 5))


def coloured(sheet, cell):
    """The conditions that colour a cell, and the fill of each."""
    return [
        (rule.formula[0], rule.dxf.fill.bgColor.rgb if rule.dxf.fill else None)
        for area in sheet.conditional_formatting
        if cell in area.sqref
        for rule in area.rules
    ]


def test_colours_cover_every_indicator_row_and_know_only_old_functions(blank):
    sheet = blank["项目申报表"]
    for column in "CDEFGHIJ":
        first, last = (coloured(sheet, f"{column}{at}") for at in (13, 29))
        assert first == last != []
    assert coloured(sheet, "C30") == []
    formulas = " ".join(
        formula
        for area in sheet.conditional_formatting
        for r in area.rules
        for formula in r.formula
    )
    used = re.findall(r"([A-Z.]+)\(", re.sub('"[^"]*"', "", formulas))
    assert set(used) <= OLD_FUNCTIONS


def test_words_for_a_target_are_purple_where_meant_and_red_where_not(blank):
    conditions = dict(coloured(blank["项目申报表"], "E13"))
    assert conditions['AND($D13="定性",$E13<>"")'] == "FFE4DFEC"
    assert conditions['AND($D13<>"",$D13<>"定性",ISTEXT($E13))'] == "FFFFC7CE"


def test_a_grade_turns_yellow_only_where_it_is_asked_for():
    due = {}
    for rubric in available():
        cell = named(book := opened(rubric=rubric), "pc_grade")
        due[rubric] = coloured(book["项目申报表"], cell.coordinate)[0][0]
    assert due["hubei-2020"].endswith('="",FALSE)')
    assert "自评阶段" in due["national-2020"]
    assert "自评阶段" in due["national-2021"]
