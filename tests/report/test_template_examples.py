"""The shipped forms: made by the generator, true to their source, clean where promised."""

import io
import re

import openpyxl
import pytest
from tools.examples import FACTS, TARGET, outputs

MADE = dict(outputs())
SEEDS = {name: path for path in MADE for name in ("档案保护费", "史料编研费") if name in path.name}

# Every figure that the source states, and those of the dates and titles in it.
STATED = {
    "档案保护费": "300 214.68 7006 7 149638 12607 3 27 45 4138 71531 524 16284 383 665 1700 1172 "
    "340 390 70 95 2020",
    "史料编研费": "100 76 1978 2002 2019 2020 4 3 7 2 95",
}


def sheet_of(path, *, data_only=True):
    book = openpyxl.load_workbook(io.BytesIO(MADE[path]), data_only=data_only)
    return book.worksheets[1]


def test_the_committed_files_are_what_the_generator_writes():
    committed = {p.relative_to(TARGET): p for p in TARGET.rglob("*.xlsx")}
    assert set(committed) == set(MADE)
    for path, content in MADE.items():
        assert committed[path].read_bytes() == content, f"{path}: run tools/examples.py"


def test_generating_twice_gives_the_same_bytes():
    assert dict(outputs()) == MADE


@pytest.mark.parametrize("name", STATED)
def test_a_seed_form_states_no_figure_that_its_source_does_not(name):
    sheet = sheet_of(SEEDS[name], data_only=False)
    inputs = [
        str(cell.value)
        for line in sheet.iter_rows(max_col=10)
        for cell in line
        if cell.value is not None and not cell.protection.locked
    ]
    figures = set(re.findall(r"\d+(?:\.\d+)?", " ".join(inputs)))
    assert figures <= set(STATED[name].split())
    assert figures >= set(STATED[name].split()) - {"2002"}


@pytest.mark.parametrize(("name", "rate"), [("档案保护费", 0.7156), ("史料编研费", 0.76)])
def test_a_seed_form_has_a_grade_but_no_points_and_no_scores(name, rate):
    sheet = sheet_of(SEEDS[name])
    rows = {cell.value: cell.row for cell in sheet["A"] if cell.value}
    cells = [sheet.cell(row, column) for row in range(13, rows["总　分"]) for column in (8, 9)]
    assert {cell.value for cell in cells} == {None}
    assert sheet.cell(rows["总　分"], 9).value is None
    assert sheet.cell(rows["自评等级"], 3).value == "优"
    assert sheet["G6"].value == rate
    assert sheet["L1"].value.startswith("× 尚有")


def test_the_example_says_that_it_is_one_and_is_clean():
    path = next(path for path in MADE if "示例" in path.name)
    sheet = sheet_of(path)
    assert "示例" in sheet.title
    assert "示例" in sheet["C3"].value
    assert sheet["L1"].value == "√ 可以报送"
    signs = {cell.value for cell in sheet["D"][12:29]} - {None}
    assert signs <= {"≥", "＞", "＝", "＜", "≤"}
    assert not [cell.value for cell in sheet["L"] if str(cell.value)[:1] in "×▲"]


def test_every_example_is_written():
    assert len(MADE) == 2 + len(list(FACTS.glob("*.toml"))) == 5
