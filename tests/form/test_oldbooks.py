"""Excel 97-2003 workbooks built record by record: read like any other, hidden places known."""

import pytest

from perfcheck.form.build import read_forms
from perfcheck.intake.kinds import Kind, admit, sniff
from perfcheck.model.cells import Unseen
from tests.form.oldbooks import xls
from tests.form.reading import brief, read_one, without_cells
from tests.forms import hubei, national, own

WHOLE = brief(read_one(national()))


@pytest.mark.parametrize("form", [national(), hubei(), own()])
def test_an_old_workbook_is_read_like_the_other(form):
    content = xls(form)
    assert sniff(content, "表.xls") is Kind.XLS
    admit(content, Kind.XLS)
    (found,) = read_forms(content, "表.xls")
    assert without_cells(found) == without_cells(read_one(form))


def test_indicators_in_hidden_rows_are_read_and_the_rows_are_known():
    (found,) = read_forms(xls(national(), rows=(14, 15, 300)), "表.xls")
    assert brief(found) == WHOLE
    assert found.unseen == (Unseen("自评表", rows=(14, 15)),)


def test_hidden_columns_are_known_where_they_hold_anything():
    (found,) = read_forms(xls(national(), columns=((8, 8), (10, 256))), "表.xls")
    assert brief(found) == WHOLE
    assert found.unseen == (Unseen("自评表", columns=(8, 10)),)


def test_of_two_sheets_only_the_visible_one_is_a_project():
    last_year = type(national())(hubei().cells, hubei().merged, "2019年", hidden=True)
    (found,) = read_forms(xls(national(), last_year), "表.xls")
    assert (found.sheet, found.hidden_forms) == ("自评表", ("2019年",))
