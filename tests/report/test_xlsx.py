"""The toolkit that writes workbooks: text stays text, formulas carry values, bytes repeat."""

import io
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcheck.report import xlsx
from perfcheck.report.look import Style
from perfcheck.report.measure import FORM_PAGE, LIST_PAGE
from perfcheck.report.names import MOST_TEXT, quoted, safe_sheet_name, safe_text
from perfcheck.report.xlsx import open_workbook


def sheet_with(write):
    stream = io.BytesIO()
    with open_workbook(stream, "测试") as book:
        write(book.sheet("一"))
    return openpyxl.load_workbook(stream)["一"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "http://example.com",
        "mailto:a@b.c",
        "0012",
        "<r>&</r>",
        "&A",
    ],
)
def test_text_is_written_as_text(text):
    cell = sheet_with(lambda s: s.text(2, 3, text, Style.TEXT))["C2"]
    assert (cell.data_type, cell.value.rstrip(), cell.hyperlink) == ("s", text, None)


@given(st.lists(st.text(alphabet=st.characters(), max_size=30), min_size=1, max_size=20))
@settings(max_examples=40)
def test_whatever_was_typed_gives_a_workbook_that_opens(texts):
    def write(sheet):
        for row, text in enumerate(texts, 1):
            sheet.text(row, 1, text, Style.TEXT)

    sheet = sheet_with(write)
    for row, text in enumerate(texts, 1):
        if "_x" not in text:  # openpyxl leaves escapes such as _x005F_ as they are
            assert (sheet.cell(row, 1).value or "") == safe_text(text)


def test_what_xml_refuses_is_dropped_and_overlong_text_is_cut_visibly():
    assert safe_text("a\x00b\ud800c\ufffed\x1be\r\nf\rg\th") == "abcde\nf\ng\th"
    assert safe_text("表\u202exslx\u2066.exe") == "表xslx.exe"
    cut = safe_text("馆" * 40_000)
    assert len(cut) == MOST_TEXT
    assert cut.endswith("从略）")
    emoji = safe_text("😀" * 20_000)
    assert len(emoji.encode("utf-16-le")) // 2 <= MOST_TEXT
    assert safe_text("馆" * MOST_TEXT) == "馆" * MOST_TEXT


def test_numbers_and_blanks():
    def write(sheet):
        sheet.number(1, 1, Decimal("214.68"), Style.MONEY)
        sheet.number(1, 2, None, Style.MONEY)
        sheet.text(1, 3, "", Style.TEXT)

    sheet = sheet_with(write)
    assert [cell.value for cell in sheet[1]] == [214.68, None, None]
    assert sheet["B1"].border.left.style == "thin"


@pytest.mark.parametrize("value", [Decimal("0.7156"), 3, "√"])
def test_a_formula_carries_its_value(value):
    stream = io.BytesIO()
    with open_workbook(stream) as book:
        book.sheet("一").formula(1, 1, "=A2", value, Style.SCORE)
    stored = openpyxl.load_workbook(stream, data_only=True)["一"]["A1"].value
    assert stored == (float(value) if isinstance(value, Decimal) else value)
    assert openpyxl.load_workbook(stream)["一"]["A1"].value == "=A2"


@pytest.mark.parametrize("value", ["", None])
def test_a_formula_that_shows_nothing_is_stored_as_an_empty_text(value):
    stream = io.BytesIO()
    with open_workbook(stream) as book:
        book.sheet("一").formula(1, 1, "=A2", value, Style.SCORE)
    with zipfile.ZipFile(stream) as package:
        cell = re.search(rb"<c [^>]*><f>.*?</c>", package.read("xl/worksheets/sheet1.xml"))
    assert b' t="str"' in cell[0]
    assert b"<v></v>" in cell[0]


def test_a_link_leads_inside_the_workbook_whatever_the_sheet_is_called():
    cell = sheet_with(lambda s: s.link(1, 1, "=去", ("", "档案'保护 #1", "C3")))["A1"]
    assert cell.value == "=去"
    assert cell.hyperlink.location == "'档案''保护 #1'!C3"
    assert cell.hyperlink.target is None


def test_past_the_limit_of_excel_links_become_text(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_LINKS", 1)

    def write(sheet):
        sheet.link(1, 1, "甲", ("", "一", "A1"))
        sheet.link(2, 1, "乙", ("", "一", "A1"))

    sheet = sheet_with(write)
    assert [sheet["A1"].hyperlink is None, sheet["A2"].hyperlink is None] == [False, True]
    assert sheet["A2"].value == "乙"


def test_merged_cells_are_framed_all_around():
    sheet = sheet_with(lambda s: s.merge((1, 1, 2, 3), "题", Style.HEADER))
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C2"]
    assert sheet["A1"].value == "题"


def test_pages_are_a4_and_footers_keep_their_ampersands():
    portrait = sheet_with(lambda s: s.page(FORM_PAGE, right="甲 & 乙"))
    landscape = sheet_with(lambda s: s.page(LIST_PAGE, repeat=(1, 2)))
    assert portrait.page_setup.orientation == "portrait"
    assert portrait.oddFooter.right.text == "甲 && 乙"
    assert (landscape.page_setup.orientation, landscape.page_setup.fitToHeight) == ("landscape", 0)
    assert landscape.print_title_rows == "$1:$2"


def test_a_format_is_made_once():
    with open_workbook(io.BytesIO()) as book:
        book.sheet("一")
        assert book.format(Style.TEXT) is book.format(Style.TEXT)
        assert book.format(Style.TEXT, top=2) is not book.format(Style.TEXT)


def test_nothing_is_written_when_something_fails(tmp_path):
    target = tmp_path / "result.xlsx"
    with pytest.raises(ZeroDivisionError), open_workbook(target) as book:
        book.sheet("一").number(1, 1, 1 // 0, Style.COUNT)
    assert not target.exists()


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("档案保护费", (), "档案保护费"),
        ("a/b:c[1]*?", (), "a b c 1"),
        ("", (), "项目"),
        ("'引号'", (), "引号"),
        ("History", (), "项目History"),
        ("汇总表", ("汇总表",), "汇总表（2）"),
        ("ABC", ("abc", "abc（2）"), "ABC（3）"),
        ("长" * 40, (), "长" * 31),
        ("长" * 40, ("长" * 31,), "长" * 28 + "（2）"),
        ("😀" * 20, (), "😀" * 15),
    ],
)
def test_sheet_names_are_made_safe(name, taken, expected):
    assert safe_sheet_name(name, taken) == expected


@given(st.lists(st.text(alphabet=st.characters(), max_size=40), max_size=6))
@settings(max_examples=60)
def test_any_names_make_sheets_that_xlsxwriter_takes(names):
    taken: list[str] = []
    with open_workbook(io.BytesIO()) as book:
        for name in names:
            taken.append(safe_sheet_name(name, taken))
            book.sheet(taken[-1])
        book.sheet(safe_sheet_name("末", taken))
    assert len({name.casefold() for name in taken}) == len(names)


def test_quotes_in_sheet_names_are_doubled():
    assert quoted("it's") == "'it''s'"
