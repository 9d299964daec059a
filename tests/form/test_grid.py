"""Opening workbooks: what cells are, and files that are damaged, odd or hostile."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcheck.errors import PerfcheckError, WorkbookError
from perfcheck.form.build import read_forms
from perfcheck.form.grid import read_grids
from perfcheck.model.cells import State
from tests.form import packages
from tests.form.reading import without_cells
from tests.forms import Table, national, own, table, workbook

PLAIN = without_cells(read_forms(workbook(national()), "表.xlsx"))


def grid(text: str):
    return read_grids(workbook(table(text)))[0]


def test_cells_keep_what_is_stored_and_what_is_seen():
    found = grid("214.68 | %71.56 | 文字 | @2020-12-31 | '0300")
    assert [(c.raw, c.text, c.percent) for c in found.row(1)][:3] == [
        (Decimal("214.68"), "214.68", False),
        (Decimal("0.7156"), "71.56%", True),
        ("文字", "文字", False),
    ]
    assert [c.text for c in found.row(1)][3:] == ["2020-12-31", "0300"]


def test_blank_error_and_uncalculated_are_three_things():
    found = grid('=1/0 -> 2 | !#DIV/0! | =A1 |  | =IF(A1,1,"") -> ')
    states = [found.at(1, column).state for column in range(1, 6)]
    assert states[:4] == [State.VALUE, State.ERROR, State.UNCALCULATED, State.BLANK]
    assert found.at(1, 2).text == "#DIV/0!"
    assert found.at(1, 1).formula


def test_a_value_that_a_program_took_for_a_formula_is_read():
    found = grid("=300 | =71.56% | =8个 | =8*2 | =SUM(A1) | =A1")
    cells = [found.at(1, column) for column in range(1, 7)]
    assert [(c.raw, c.text, c.percent) for c in cells[:3]] == [
        (Decimal(300), "300", False),
        (Decimal("0.7156"), "71.56%", True),
        ("=8个", "=8个", False),
    ]
    assert {c.state for c in cells[3:]} == {State.UNCALCULATED}


def test_rows_and_columns_are_counted_from_the_corner_of_the_sheet():
    found = read_grids(workbook(table("甲").shift(4, 2)))[0]
    assert found.at(5, 3).text == "甲"
    assert str(found.ref(5, 3)) == "自评表!C5"


def test_a_merged_area_shows_its_corner():
    found = grid("甲 | < | 乙\n^ | ^ | 丙")
    assert found.anchor(2, 2).text == "甲"
    assert [c.text for c in found.visible(2)] == ["甲", "丙"]
    assert [c.text for c in found.row(2)] == ["丙"]


def test_what_lies_under_a_merged_area_is_not_seen():
    content = packages.changed(
        packages.SHEET,
        lambda old: old.replace(b"</mergeCells>", b'<mergeCell ref="F13:G13"/></mergeCells>'),
    )
    found = read_grids(content)[0]
    assert (found.at(13, 6).text, found.at(13, 7).state) == ("≥12公里", State.BLANK)


def test_sheets_say_whether_they_are_hidden():
    hidden = Table({(1, 1): "旧"}, (), "旧表", hidden=True)
    assert [(g.sheet, g.hidden) for g in read_grids(workbook(national(), hidden))] == [
        ("自评表", False),
        ("旧表", True),
    ]


def test_infinity_is_no_number():
    content = packages.changed(
        packages.SHEET, lambda old: old.replace(b"<v>214.68</v>", b"<v>1e999</v>")
    )
    form = read_forms(content, "表.xlsx")[0]
    assert form.budget.total.executed.state is State.ERROR


@pytest.mark.parametrize(
    "content",
    [
        packages.with_cells('<row r="1048576"><c r="XFD1048576" s="1"/></row>'),
        packages.with_cells('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        packages.with_merges(30_000),
        packages.in_utf16(packages.SHEET),
        packages.in_utf16(packages.STRINGS),
        packages.changed("docProps/core.xml", lambda old: old[:20]),
        packages.changed("docProps/app.xml", lambda _: b""),
    ],
    ids=["far blank", "far value", "merges", "utf-16 sheet", "utf-16 strings", "core", "app"],
)
def test_what_a_person_could_read_is_read(content: bytes):
    assert without_cells(read_forms(content, "表.xlsx")) == PLAIN


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (packages.with_dtd(packages.SHEET), "SEC001"),
        (packages.with_dtd(packages.STRINGS), "SEC001"),
        (packages.with_dtd("xl/workbook.xml"), "SEC001"),
        (packages.with_dtd("xl/styles.xml"), "SEC001"),
        (packages.with_cells('<row r="1"><c r="ZZZZ60"><v>1</v></c></row>'), "WBK001"),
        (packages.with_cells('<row r="16777217"><c r="A16777217"><v>1</v></c></row>'), "WBK001"),
        (packages.changed(packages.SHEET, lambda old: old[:400]), "WBK001"),
        (packages.changed("xl/workbook.xml", lambda _: b""), "WBK001"),
        (b"PK\x03\x04 and no more", "WBK001"),
        ("只是文字".encode(), "WBK001"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000, "WBK001"),
        (b"", "WBK001"),
    ],
)
def test_what_nobody_can_read_is_refused_with_its_reason(content: bytes, code: str):
    with pytest.raises(WorkbookError) as refusal:
        read_grids(content)
    assert refusal.value.code == code
    assert refusal.value.advice


@pytest.mark.parametrize(
    ("tables", "code"),
    [
        ([table("项目 | 金额\n甲 | 3")], "LAY001"),
        ([Table({}, (), "空")], "LAY002"),
        ([table("合计", name) for name in ("汇总表", "问题清单", "处理记录")], "LAY004"),
    ],
)
def test_a_workbook_without_a_form_says_so(tables: list[Table], code: str):
    with pytest.raises(PerfcheckError) as refusal:
        read_forms(workbook(*tables), "甲单位.xlsx")
    assert refusal.value.code == code
    assert "甲单位.xlsx" in refusal.value.message


def test_a_form_on_a_hidden_sheet_is_pointed_out():
    hidden = Table(national().cells, national().merged, "旧表", hidden=True)
    with pytest.raises(PerfcheckError) as refusal:
        read_forms(workbook(table("封面", "封面"), hidden), "表.xlsx")
    assert "隐藏" in refusal.value.advice


def test_a_mark_of_a_rubric_that_does_not_exist_is_ignored():
    facts = {(1, 1): "rubric", (1, 2): "../../etc", (2, 1): "sheet", (2, 2): "项目申报表"}
    mark = Table(facts, (), "_meta", hidden=True)
    form = read_forms(workbook(own(), mark), "表.xlsx")[0]
    assert (form.layout, form.rubric) == ("perfcheck", None)


def test_the_mark_names_the_rubric_of_our_own_form():
    facts = {(1, 1): "rubric", (1, 2): "hubei-2020", (2, 1): "sheet", (2, 2): "项目申报表"}
    mark = Table(facts, (), "_meta", hidden=True)
    form = read_forms(workbook(own(), mark), "表.xlsx")[0]
    assert (form.layout, form.rubric) == ("perfcheck", "hubei-2020")


GOOD = workbook(national())


@settings(max_examples=150, derandomize=True)
@given(
    at=st.integers(0, len(GOOD) - 1), new=st.binary(min_size=1, max_size=8), cut=st.integers(0, 9)
)
def test_a_damaged_file_is_read_or_refused_but_never_breaks_us(at: int, new: bytes, cut: int):
    damaged = GOOD[:at] + new + GOOD[at + cut :]
    try:
        read_forms(damaged, "表.xlsx")
    except PerfcheckError as refusal:
        assert refusal.code


XML = packages.zipfile.ZipFile(packages.io.BytesIO(GOOD)).read(packages.SHEET)


@settings(max_examples=150, derandomize=True)
@given(at=st.integers(0, len(XML) - 1), new=st.binary(max_size=8), cut=st.integers(0, 40))
def test_a_damaged_sheet_is_read_or_refused_but_never_breaks_us(at: int, new: bytes, cut: int):
    damaged = packages.changed(packages.SHEET, lambda old: old[:at] + new + old[at + cut :], GOOD)
    try:
        read_forms(damaged, "表.xlsx")
    except PerfcheckError as refusal:
        assert refusal.code
