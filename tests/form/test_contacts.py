"""Two people on one form: the phone that is read is that of the person who is."""

import pytest

from tests.form.reading import read_one
from tests.forms import national, table

ABOVE = """
项目支出绩效自评表 | < | < | < | < | <
（2021年度） | < | < | < | < | <
项目名称 | 路灯维护 | < | < | < | <
主管部门 | 某市城管局 | 联系人 | 甲某 | 联系电话 | 0712-1111111
实施单位 | 某市路灯所 | 联系人 | 乙某 | 联系电话 | 0712-2222222
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 得分
产出指标 | 数量指标 | 维护路灯 | ≥800盏 | 90 | 90
"""


def test_who_stands_beside_the_unit_goes_before_who_stands_beside_the_department():
    form = read_one(table(ABOVE))
    assert (form.person.value, form.phone.value) == ("乙某", "0712-2222222")


@pytest.mark.parametrize("leader", ["项目负责人", "负责人"])
def test_the_phone_is_that_of_the_person_below_the_table(leader: str):
    sheet = national()
    cells = {**sheet.cells, (4, 3): "某局", (4, 9): "联系电话", (4, 10): "0712-9999999"}
    cells[4, 6], cells[4, 7] = leader, "某某"
    merged = tuple(m for m in sheet.merged if m[0] != 4)
    form = read_one(type(sheet)(cells, merged))
    assert (form.person.value, form.phone.value) == ("张三", "027-12345678")
