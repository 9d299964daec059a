"""Hidden rows, columns and sheets: read or left out as a person would expect, and told."""

import pytest

from perfcheck.errors import LayoutError
from perfcheck.form.build import read_forms
from perfcheck.model.cells import Unseen
from perfcheck.pipeline import process
from tests.form.oldbooks import xls
from tests.form.opendocs import ods
from tests.form.packages import SHEET, changed
from tests.form.reading import brief, read, read_one
from tests.form.test_joined import split
from tests.forms import Table, hubei, national, workbook

WHOLE = brief(read_one(national()))


def with_hidden(*rows: int, columns: str = "", content: bytes | None = None) -> bytes:
    """The national form with some rows hidden, and columns from one number to another."""

    def change(old: bytes) -> bytes:
        for row in rows:
            assert b'<row r="%d"' % row in old
            old = old.replace(b'<row r="%d"' % row, b'<row r="%d" hidden="1"' % row)
        if columns:
            first, _, last = columns.partition("-")
            cols = f'<cols><col min="{first}" max="{last or first}" width="0" hidden="1"/></cols>'
            old = old.replace(b"<sheetData>", cols.encode() + b"<sheetData>")
        return old

    return changed(SHEET, change, content)


def test_indicators_in_hidden_rows_are_read_and_the_rows_are_known():
    (found,) = read_forms(with_hidden(14, 15, 17), "表.xlsx")
    assert brief(found) == WHOLE
    assert found.unseen == (Unseen("自评表", rows=(14, 15, 17)),)


def test_the_slow_scan_sees_the_same_rows():
    content = with_hidden(14, 15)
    slow = changed(
        SHEET, lambda old: old.replace(b"<sheetData>", b"<!-- x --><sheetData>"), content
    )
    assert read_forms(slow, "表.xlsx")[0].unseen == (Unseen("自评表", rows=(14, 15)),)


def test_rows_without_their_number_are_counted():
    content = with_hidden(14)
    plain = changed(SHEET, lambda old: old.replace(b'<row r="14"', b"<row"), content)
    assert read_forms(plain, "表.xlsx")[0].unseen == (Unseen("自评表", rows=(14,)),)


def test_hidden_columns_are_known_where_they_hold_anything():
    (found,) = read_forms(with_hidden(columns="8-16384"), "表.xlsx")
    assert brief(found) == WHOLE
    assert found.unseen == (Unseen("自评表", columns=(8, 9, 10)),)


def test_hidden_rows_below_the_form_say_nothing():
    rows = "".join(f'<row r="{n}" hidden="1"/>' for n in range(100, 400))
    content = changed(SHEET, lambda o: o.replace(b"</sheetData>", rows.encode() + b"</sheetData>"))
    assert read_forms(content, "表.xlsx")[0].unseen == ()


def test_of_a_form_on_two_sheets_each_sheet_has_its_own_hidden_rows():
    part = "xl/worksheets/sheet2.xml"
    content = changed(
        part,
        lambda old: old.replace(b'<row r="3"', b'<row r="3" hidden="1"'),
        with_hidden(4, content=workbook(*split(12))),
    )
    (found,) = read_forms(content, "表.xlsx")
    assert found.unseen == (Unseen("第一页", rows=(4,)), Unseen("第二页", rows=(3,)))


def hidden(form: Table, name: str) -> Table:
    return Table(form.cells, form.merged, name, hidden=True)


def test_a_filled_form_on_a_hidden_sheet_is_no_project_but_is_told():
    found = read(hidden(hubei(), "2019年"), national())
    assert [(f.sheet, f.hidden_forms) for f in found] == [("自评表", ("2019年",))]


def test_lists_on_hidden_sheets_are_no_forms():
    lists = Table({(n, 1): f"选项{n}" for n in range(1, 30)}, (), "字典", hidden=True)
    assert read_one(lists, national()).hidden_forms == ()


def test_where_the_only_form_is_hidden_the_clicks_are_told():
    text = Table({(1, 1): "说明"}, (), "说明")
    with pytest.raises(LayoutError) as refusal:
        read(text, hidden(national(), "自评表"))
    assert refusal.value.code == "LAY001"
    assert "“自评表”" in refusal.value.advice
    assert "取消隐藏" in refusal.value.advice


OTHERS = {
    "xls": lambda rows, columns: xls(national(), rows=rows, columns=[(c, c) for c in columns]),
    "ods": lambda rows, columns: ods(national(), rows=rows, columns=columns),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_other_kinds_of_workbooks_hide_as_well_and_it_is_told(kind: str):
    ((assessment, findings),) = process(OTHERS[kind]((14, 15), (10,)), f"表.{kind}")
    assert brief(assessment.form) == WHOLE
    assert assessment.form.unseen == (Unseen("自评表", rows=(14, 15), columns=(10,)),)
    told = [finding.message for finding in findings if finding.code == "CMP019"]
    assert {words.partition("里有")[0] for words in told} == {"隐藏的第 14、15 行", "隐藏的第 J 列"}


@pytest.mark.parametrize("kind", OTHERS)
def test_where_nothing_is_hidden_nothing_is_told(kind: str):
    ((assessment, findings),) = process(OTHERS[kind]((), ()), f"表.{kind}")
    assert assessment.form.unseen == ()
    assert "CMP019" not in {finding.code for finding in findings}


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_what_libreoffice_hides_is_known_too(tmp_path, libreoffice, kind: str):
    source = tmp_path / "表.xlsx"
    source.write_bytes(with_hidden(14, 15, columns="10"))
    saved = libreoffice({"": source}, tmp_path, kind)[""].read_bytes()
    (found,) = read_forms(saved, f"表.{kind}")
    assert brief(found) == WHOLE
    assert found.unseen == (Unseen("自评表", rows=(14, 15), columns=(10,)),)
