"""A form that was split over sheets is one form; two forms are two."""

import pytest

from perfcheck.errors import LayoutError
from tests.form import families
from tests.form.reading import brief, entries, read, read_one
from tests.forms import Table, hubei, national, own, table

HEADER = 12  # the row of the indicator header in the national form
WHOLE = read_one(national())


def rows(form: Table, first: int, last: int, name: str) -> Table:
    """Some rows of a form on a sheet of their own."""
    cells = {(r - first + 1, c): t for (r, c), t in form.cells.items() if first <= r <= last}
    merged = tuple(
        (max(t, first) - first + 1, left, min(b, last) - first + 1, right)
        for t, left, b, right in form.merged
        if t <= last and b >= first and (max(t, first), left) != (min(b, last), right)
    )
    return Table(cells, merged, name)


def split(at: int, form: Table | None = None) -> tuple[Table, Table]:
    """A form on two sheets, the second one beginning with a row of the first form."""
    whole = form or national()
    return rows(whole, 1, at - 1, "第一页"), rows(whole, at, whole.height, "第二页")


def repeated(at: int, *above: str) -> tuple[Table, Table]:
    """The national form cut inside its indicator table, the header repeated on the next sheet."""
    first, second = split(at)
    header = rows(national(), HEADER, HEADER, "第二页")
    down = len(above)
    cells = {(n, 1): text for n, text in enumerate(above, 1)}
    cells |= header.shift(down, 0).cells | second.shift(down + 1, 0).cells
    merged = header.shift(down, 0).merged + second.shift(down + 1, 0).merged
    return first, Table(cells, merged, "第二页")


def sheets_of(form) -> set[tuple[str, str]]:
    """Each filled entry's sheet, with its text."""
    return {(e.cell.sheet, e.text) for e in entries(form) if e.cell and e.text}


def test_head_and_funds_on_one_sheet_indicators_on_the_next():
    found = read_one(*split(HEADER))
    assert brief(found) == brief(WHOLE)
    assert found.project_name.value == "城区道路养护"
    assert found.budget.total.executed.value == WHOLE.budget.total.executed.value
    assert found.total_score.value == WHOLE.total_score.value
    assert [str(i.name.cell) for i in found.indicators][:2] == ["第二页!D2", "第二页!D3"]
    assert str(found.budget.total.executed.cell) == "第一页!G6"
    assert str(found.total_score.cell) == "第二页!I7"
    assert found.sheet == "第一页"


def test_every_entry_knows_its_own_sheet():
    found = sheets_of(read_one(*split(HEADER)))
    assert ("第一页", "城区道路养护") in found
    assert ("第二页", "居民满意度") in found
    assert ("第一页", "居民满意度") not in found


@pytest.mark.parametrize("above", [(), ("续表",), ("项目支出绩效自评表（续）",), ("（续表一）",)])
def test_a_table_goes_on_under_a_repeated_header(above: tuple[str, ...]):
    found = read_one(*repeated(15, *above))
    assert brief(found) == brief(WHOLE)
    assert found.total_score.value == WHOLE.total_score.value
    down = len(above)
    assert str(found.indicators[2].name.cell) == f"第二页!D{down + 2}"
    assert str(found.indicators[1].name.cell) == "第一页!D14"


def test_a_table_goes_on_without_a_header_where_the_sheet_says_so():
    first, second = split(15)
    second = second.shift(1, 0).at(1, 1, "续表")
    assert brief(read_one(first, second)) == brief(WHOLE)


def test_without_such_a_word_rows_without_a_header_are_nobodys():
    assert len(read_one(*split(15)).indicators) == 2


def test_head_funds_and_indicators_on_three_sheets():
    whole = national()
    parts = rows(whole, 1, 4, "封面"), rows(whole, 5, 11, "资金"), rows(whole, 12, 20, "指标")
    found = read_one(*parts)
    assert brief(found) == brief(WHOLE)
    assert str(found.budget.total.executed.cell) == "资金!G2"


def test_a_sheet_of_remarks_between_the_parts_changes_nothing():
    first, second = split(HEADER)
    remarks = table("填报说明\n请如实填写\n1. 金额以万元为单位", "说明")
    assert brief(read_one(first, remarks, second)) == brief(WHOLE)


def test_two_projects_on_two_sheets_each():
    first = split(HEADER)
    other = national().put("城区道路养护", "桥梁检测").put("养护里程", "检测座数")
    second = tuple(Table(t.cells, t.merged, t.name + "二") for t in split(HEADER, other))
    found = read(*first, *second)
    assert [f.project_name.value for f in found] == ["城区道路养护", "桥梁检测"]
    assert [f.indicators[0].name.value for f in found] == ["养护里程", "检测座数"]
    assert found[1].indicators[0].cell.sheet == "第二页二"


@pytest.mark.parametrize("second", [hubei(), own(), families.family(families.DECLARATION_2015)])
def test_two_complete_forms_stay_two(second: Table):
    found = read(national(), Table(second.cells, second.merged, "另一张"))
    assert [form.sheet for form in found] == ["自评表", "另一张"]
    assert len(found[0].indicators) == len(WHOLE.indicators)


def test_a_form_that_ended_takes_no_further_table():
    """A list of sample indicators behind a form with its total is not part of it."""
    samples = rows(national(), HEADER, 17, "指标库")
    found = read(national(), samples)
    assert len(found[0].indicators) == len(WHOLE.indicators)


def test_a_table_with_other_columns_is_no_continuation():
    first, _ = split(18)
    other = table(
        "一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 样例 | 5个", "样例"
    )
    assert len(read(first, other)[0].indicators) == len(WHOLE.indicators)


def test_a_cover_before_a_complete_form_changes_nothing():
    cover = table("项目名称 | 城区道路养护\n主管部门 | 某局\n实施单位 | 某中心", "封面")
    found = read_one(cover, national())
    assert (found.sheet, brief(found)) == ("自评表", brief(WHOLE))


def test_a_whole_department_on_two_sheets_is_still_refused():
    whole = families.family(families.WHOLE)
    with pytest.raises(LayoutError) as refusal:
        read(*split(5, whole))
    assert refusal.value.code == "LAY003"
