"""Where a table stands, and how its level cells are merged, changes nothing but addresses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.form import families
from tests.form.reading import read, read_one, without_cells
from tests.forms import Table, hubei, national, own

FORMS = {
    "national": national(),
    "hubei": hubei(),
    "own": own(),
    **{
        name.lower(): families.family(text)
        for name, text in vars(families).items()
        if name.isupper() and name != "WHOLE"
    },
}
READ = {name: without_cells(read_one(form)) for name, form in FORMS.items()}
quick = settings(max_examples=12, derandomize=True)
names = st.sampled_from(sorted(FORMS))


@quick
@given(name=names, rows=st.integers(0, 30), columns=st.integers(0, 8))
def test_moving_the_table_changes_only_addresses(name: str, rows: int, columns: int):
    assert without_cells(read_one(FORMS[name].shift(rows, columns))) == READ[name]


@pytest.mark.parametrize("name", FORMS)
def test_a_blank_column_anywhere_changes_only_addresses(name: str):
    form = FORMS[name]
    for at in range(1, form.width + 1):
        assert without_cells(read_one(form.insert_column(at))) == READ[name], at


@pytest.mark.parametrize("name", FORMS)
def test_a_blank_row_anywhere_changes_only_addresses(name: str):
    form = FORMS[name]
    for at in range(1, form.height + 1):
        assert without_cells(read_one(form.insert_row(at))) == READ[name], at


@pytest.mark.parametrize("name", FORMS)
def test_taking_merged_cells_apart_changes_only_addresses(name: str):
    assert without_cells(read_one(FORMS[name].unmerge())) == READ[name]


@quick
@given(first=names, second=names, gap=st.integers(1, 6))
def test_forms_stacked_on_one_sheet_are_read_one_by_one(first: str, second: str, gap: int):
    found = read(FORMS[first].below(FORMS[second], gap))
    assert [without_cells(form) for form in found] == [READ[first], READ[second]]


def test_forms_on_several_sheets_are_all_read():
    second = Table(hubei().cells, hubei().merged, "第二张")
    found = read(national(), second)
    assert [(form.sheet, form.project_name.value) for form in found] == [
        ("自评表", "城区道路养护"),
        ("第二张", "免费开放专项"),
    ]


def test_hidden_sheets_are_not_read():
    hidden = Table(hubei().cells, hubei().merged, "旧表", hidden=True)
    assert [form.sheet for form in read(hidden, national())] == ["自评表"]
