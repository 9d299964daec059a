"""Binary workbooks (.xlsb): read like any other, errors and missing results told apart."""

import struct

import pytest

from perfcheck.errors import WorkbookError
from perfcheck.form.build import read_forms
from perfcheck.form.grid import read_grids
from perfcheck.intake.kinds import Kind, admit, sniff
from perfcheck.model.cells import State, Unseen
from tests.form.binaries import record, xlsb
from tests.form.otherwise import packed, parts
from tests.form.reading import read_one, without_cells
from tests.forms import hubei, national, own, table

SHEET = "xl/worksheets/sheet1.bin"


@pytest.mark.parametrize("form", [national(), hubei(), own()])
def test_a_binary_workbook_is_read_like_the_other(form):
    content = xlsb(form)
    assert sniff(content, "表.xlsb") is Kind.XLSB
    admit(content, Kind.XLSB)
    (found,) = read_forms(content, "表.xlsb")
    assert without_cells(found) == without_cells(read_one(form))


def test_errors_blanks_and_missing_results_are_told_apart():
    form = national().put("%71.56", "!#DIV/0!").put("93.49", "=SUM(I6:I17)")
    (found,) = read_forms(xlsb(form), "表.xlsb")
    rate, total = found.budget.total.rate, found.total_score
    assert (rate.state, rate.text) == (State.ERROR, "#DIV/0!")
    assert (total.state, str(total.cell)) == (State.UNCALCULATED, "自评表!I18")
    assert found.budget.sources[2].executed.state is State.BLANK


def test_cells_of_every_kind():
    form = table("空 | !#N/A | =A1 | =A1 -> 3 | %71.56 | 5")
    (grid,) = read_grids(xlsb(form))
    cells = {c: grid.at(1, c) for c in range(1, 7)}
    assert [cell.state for cell in cells.values()] == [
        State.VALUE,
        State.ERROR,
        State.UNCALCULATED,
        State.VALUE,
        State.VALUE,
        State.VALUE,
    ]
    assert [c for c, cell in cells.items() if cell.formula] == [3, 4]
    assert [cell.text for cell in cells.values()] == ["空", "#N/A", "", "3", "71.56%", "5"]


def test_an_empty_text_of_a_formula_that_gives_text_is_a_blank():
    row = record(0, struct.pack("<IIHBBBI", 0, 0, 300, 0, 0, 0, 0))
    string = b"\x17\0\0"  # ="" in tokens
    formula = struct.pack("<HI", 0, len(string)) + string + bytes(4)
    cell = record(8, struct.pack("<II", 0, 0) + bytes(4) + formula)
    size = record(148, struct.pack("<IIII", 0, 0, 0, 0))
    sheet = record(129) + size + record(145) + row + cell + record(146) + record(130)
    (grid,) = read_grids(packed(parts(xlsb(national())) | {SHEET: sheet}))
    assert grid.at(1, 1).state is State.BLANK


def test_hidden_rows_and_sheets_of_a_binary_workbook_are_known():
    last = type(national())(hubei().cells, hubei().merged, "2019年", hidden=True)
    (found,) = read_forms(xlsb(national(), last, hidden=[14]), "表.xlsb")
    assert found.unseen == (Unseen("自评表", rows=(14,)),)
    assert found.hidden_forms == ("2019年",)


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_a_cut_sheet_is_a_file_that_cannot_be_read_or_what_is_left(cut: int):
    content = parts(xlsb(national()))
    content[SHEET] = content[SHEET][: len(content[SHEET]) - cut - 1]
    try:
        read_grids(packed(content))
    except WorkbookError as fault:
        assert fault.code in ("WBK001", "LIM004")


def test_a_cell_far_out_is_refused_before_a_reader_lays_it_out():
    row = record(0, struct.pack("<IIHBBBI", 1_048_575, 0, 300, 0, 0, 0, 0))
    cell = record(5, struct.pack("<IId", 16_383, 0, 1.0))
    content = parts(xlsb(national()))
    content[SHEET] = content[SHEET].replace(record(146), row + cell + record(146))
    with pytest.raises(WorkbookError) as refusal:
        read_grids(packed(content))
    assert refusal.value.code == "LIM004"
