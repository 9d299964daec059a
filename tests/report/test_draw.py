"""From a sheet as a value to a sheet of a workbook."""

from decimal import Decimal
from io import BytesIO

import pytest

from perfcheck.report.content import (
    Cell,
    Choice,
    Formula,
    Link,
    Mark,
    Row,
    SheetContent,
    fitted,
    headings,
)
from perfcheck.report.draw import draw
from perfcheck.report.look import Style
from perfcheck.report.measure import LINE_POINTS, LIST_ROW
from perfcheck.report.xlsx import open_workbook
from tests.dump import load

WIDTHS = (10.0, 12.0, 14.0)


def drawn(*rows: Row, **more):
    stream = BytesIO()
    with open_workbook(stream) as book:
        draw(book, SheetContent("表", "#1F3864", WIDTHS, rows, **more))
        draw(book, SheetContent("另一张", "", WIDTHS, ()))
    return load(stream.getvalue())["表"]


def row(*contents, divided=False):
    return Row(tuple(Cell(c, Style.TEXT) for c in contents), 30, divided)


def test_each_kind_of_content_becomes_its_kind_of_cell():
    sheet = drawn(row("=1+1", Decimal("1.5"), Formula("=1+1", 2)), row(None, 7, "x"))
    assert [(c.value, c.data_type) for c in sheet[1]] == [
        ("=1+1", "s"),
        (1.5, "n"),
        ("=1+1", "f"),
    ]
    assert [c.value for c in sheet[2]] == [None, 7, "x"]


def test_a_link_leads_into_the_workbook():
    sheet = drawn(row(Link("去看", "另一张", "B3")))
    assert sheet["A1"].value == "去看"
    assert sheet["A1"].hyperlink.location == "'另一张'!B3"


def test_a_wide_cell_is_merged_and_keeps_its_kind():
    wide = Row((Cell(Formula('="a"&"b"', "ab"), Style.TEXT, 2), Cell("c", Style.TEXT)), 24)
    sheet = drawn(wide)
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:B1"]
    assert (sheet["A1"].data_type, sheet["C1"].value) == ("f", "c")


def test_a_row_that_begins_something_has_a_heavy_line_above():
    sheet = drawn(row("a", Formula("=1", 1), Link("b", "另一张", "A1"), divided=True), row("c"))
    assert [cell.border.top.style for cell in sheet[1]] == ["medium"] * 3
    assert sheet["A2"].border.top.style == "thin"


def test_headings_are_frozen_repeated_and_filtered():
    head = headings(("甲", "乙", "丙"), WIDTHS, 24)
    sheet = drawn(head, row("1", "2", "3"), heading=1, fixed=1, table=(1, 1, 2, 3))
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:C2")
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_lists_marks_and_bars_are_there():
    area = (1, 1, 2, 1)
    sheet = drawn(
        row("待处理"),
        bars=((1, 2, 2, 2),),
        marks=(Mark(area, '$A1="已修改"', Style.MARK_DONE),),
        choices=(Choice(area, ("待处理", "已修改"), "处理状态", "请选择"),),
    )
    (validation,) = sheet.data_validations.dataValidation
    assert (str(validation.sqref), validation.formula1) == ("A1:A2", '"待处理,已修改"')
    kinds = {str(found.sqref): found.rules[0].type for found in sheet.conditional_formatting}
    assert kinds == {"A1:A2": "expression", "B1:B2": "dataBar"}


@pytest.mark.parametrize("words", ["短", "长" * 60, "一行\n二行\n三行\n四行"])
def test_a_row_is_as_high_as_its_text(words):
    made = fitted([Cell("a", Style.TEXT), Cell(words, Style.TEXT, 2)], WIDTHS)
    lines = max(words.count("\n") + 1, -(-2 * len(words) // 24))
    assert made.height >= max(LIST_ROW, lines * LINE_POINTS)


def test_a_link_and_a_formula_count_for_the_height_as_text_does():
    text, link, formula = (
        fitted([Cell(content, Style.TEXT)], (10.0,)).height
        for content in ("很" * 20, Link("很" * 20, "表", "A1"), Formula("=A1", "很" * 20))
    )
    assert text == link == formula > LIST_ROW
