"""Forms that stand side by side on one sheet."""

from dataclasses import replace

import pytest

from perfcheck.form.build import read_forms
from tests.form.test_published import case
from tests.form.told import told
from tests.forms import Table, national, own, workbook


def width(table: Table) -> int:
    return max(table.width, *(right for *_, right in table.merged))


def beside(*tables: Table, gap: int = 1) -> Table:
    """Tables from left to right on one sheet."""
    first, *rest = tables
    for table in rest:
        moved = table.shift(0, width(first) + gap)
        merged = (*first.merged, *moved.merged)
        first = replace(first, cells={**first.cells, **moved.cells}, merged=merged)
    return first


def lines(*tables: Table) -> list[list[str]]:
    return [told(form) for table in tables for form in read_forms(workbook(table), "表.xlsx")]


FORMS = {
    "two": (national(), national().put("城区道路养护", "城区桥梁养护")),
    "other": (national(), case("v_hebei_words")[0]),
    "three": (own(), replace(national(), name=own().name), own()),
}


@pytest.mark.parametrize(
    ("name", "gap"), [("two", 0), ("two", 1), ("other", 0), ("other", 2), ("three", 1)]
)
def test_each_is_read_as_if_it_stood_alone(name: str, gap: int):
    tables, at = FORMS[name], 0
    alone = []
    for table in tables:
        alone += lines(table.shift(0, at))
        at += width(table) + gap
    assert lines(beside(*tables, gap=gap)) == alone


def test_a_title_over_all_of_them_keeps_none_together():
    both = beside(national(), national())
    titled = replace(both.shift(1, 0), cells={**both.shift(1, 0).cells, (1, 1): "自评表汇编"})
    titled = replace(titled, merged=(*titled.merged, (1, 1, 1, width(both))))
    assert len(lines(titled)) == 2


def test_a_second_name_in_a_row_alone_makes_no_second_form():
    form = national().put("主管部门", "项目名称")
    assert len(lines(form)) == 1
