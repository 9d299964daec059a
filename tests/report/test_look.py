"""Looks, widths and heights: the one place for colours, and room for Chinese text."""

import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import perfcheck.report
from perfcheck.report.formats import properties
from perfcheck.report.look import Style, grade_style
from perfcheck.report.measure import column_width, fit_row, lines, row_height, text_width
from perfcheck.report.xlsx import open_workbook


@pytest.mark.parametrize("style", Style)
def test_xlsxwriter_knows_every_property_of_every_style(style):
    from xlsxwriter.format import Format

    for name in properties(style):
        assert hasattr(Format(), f"set_{name}")


def test_all_styles_together_make_a_workbook():
    with open_workbook(io.BytesIO()) as book:
        sheet = book.sheet("全部")
        for row, style in enumerate(Style, 1):
            sheet.text(row, 1, style.value, style)


def test_a_look_cannot_be_changed_from_outside():
    properties(Style.MONEY)["num_format"] = "0"
    assert properties(Style.MONEY)["num_format"] != "0"


def test_colours_stand_in_the_palette_only():
    folder = Path(perfcheck.report.__file__).parent
    sources = [path for path in folder.rglob("*.py") if path.name != "palette.py"]
    coloured = [p.name for p in sources if re.search(r'"#[0-9A-Fa-f]{6}"', p.read_text("utf-8"))]
    assert coloured == []
    assert len(sources) > 10


def test_grades_run_from_green_to_red_however_many_there_are():
    looks = [grade_style(rank) for rank in range(6)]
    assert looks[:4] == [Style.GRADE_1, Style.GRADE_2, Style.GRADE_3, Style.GRADE_4]
    assert looks[4:] == [Style.GRADE_4] * 2


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("武昌区", 6), ("≥95%", 5), ("“优”", 6), ("e\u0301", 1)],
)
def test_a_chinese_character_is_two_wide(text, width):
    assert text_width(text) == width


@pytest.mark.parametrize(
    ("text", "width", "count"),
    [
        ("", 10, 1),
        ("武昌区档案馆", 14, 1),
        ("武昌区档案馆", 8, 2),
        ("年初\n预算数", 40, 2),
        ("149638 12607 71531", 9, 3),
        ("1" * 40, 12, 4),
    ],
)
def test_lines_are_counted_as_text_wraps(text, width, count):
    assert lines(text, width) == count


@given(st.text(max_size=200), st.floats(4, 80), st.floats(0, 40))
def test_a_wider_column_never_needs_more_lines(text, width, more):
    assert lines(text, width + more) <= lines(text, width)


def test_rows_grow_with_their_text_up_to_the_limit_of_excel():
    assert row_height(1, 26) == 26
    assert row_height(2, 26) > 26
    assert row_height(1000) == 409
    assert fit_row([("短", 20), ("长" * 60, 20)]) == row_height(lines("长" * 60, 20))
    assert fit_row([], 24) == 24


def test_a_column_is_as_wide_as_its_widest_line_within_limits():
    assert column_width(["武昌区档案馆", "a"]) == 14
    assert column_width(["短\n武昌区档案馆"]) == 14
    assert column_width([]) == 6
    assert column_width(["长" * 99]) == 40
