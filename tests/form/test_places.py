"""Headings in words that nobody knows, read by the place where they stand, and told."""

import pytest

from tests.form.reading import read_one
from tests.forms import table

ACHIEVED = """
项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | < | 路灯维护 | < | < | < | < | <
年度总体目标 | 预期目标 | < | < | {heading} | < | < | <
^ | 全部维护 | < | < | 已维护 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | {actual} | 分值 | 得分
^ | 产出指标 | 数量指标 | 维护路灯 | ≥800盏 | 800盏 | 90 | 90
"""
LISTED = """
项目清单 | < | < | < | < | <
序号 | 项目名称 | < | < | < | {heading}
1 | 路灯维护 | < | < | < |
{second}
项目支出绩效自评表 | < | < | < | < | <
{name} | 桥梁维护 | < | < | < | <
主管部门 | 某局 | < | < | 实施单位 | 某所
一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 得分
产出指标 | 数量指标 | 维护路灯 | ≥800盏 | 90 | 90
"""


def test_what_was_achieved_stands_right_of_what_was_expected():
    form = read_one(table(ACHIEVED.format(heading="某某栏目", actual="实际完成值")))
    (goal,) = form.goals
    assert (goal.expected.value, goal.achieved.value) == ("全部维护", "已维护")
    assert [(entry.text, entry.label) for entry in form.unread] == [("某某栏目", "实际完成情况")]


@pytest.mark.parametrize(("heading", "actual"), [("某某栏目", "备注"), ("中期规划", "实际完成值")])
def test_a_declaration_and_another_period_report_nothing(heading: str, actual: str):
    form = read_one(table(ACHIEVED.format(heading=heading, actual=actual)))
    assert form.goals[0].achieved.absent
    assert heading in [entry.text for entry in form.unread]


@pytest.mark.parametrize("heading", ["备注", "某某栏目"])
def test_a_list_above_names_no_project_of_the_form_below(heading: str):
    sheet = LISTED.format(heading=heading, second="2 | 桥梁维护 | < | < | < |", name="项目名称")
    assert read_one(table(sheet)).project_name.value == "桥梁维护"


def test_where_a_form_does_not_name_its_project_a_list_of_two_does_not():
    sheet = LISTED.format(heading="备注", second="2 | 桥梁维护 | < | < | < |", name="某某栏目")
    form = read_one(table(sheet))
    assert not form.project_name.value
    assert "某某栏目" in [entry.text for entry in form.unread]


UNDER = """
项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 路灯维护 | < | < | < | < | <
三、项目目标 | < | < | < | < | < | <
{heading} | 维护路灯八百盏，亮灯率达标 | < | 完成情况 | 已维护路灯八百盏 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 维护路灯 | ≥800盏 | 800盏 | 90 | 90
总分 | < | < | < | < | 90 | 90
{next} | 桥梁维护 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 维护桥梁 | ≥8座 | 8座 | 90 | 90
"""


def test_a_heading_below_a_block_is_no_goal():
    form = read_one(table(UNDER.format(heading="某某栏目", next="备注")))
    assert form.goals[0].expected.value == "维护路灯八百盏，亮灯率达标"
    assert "某某栏目" in [entry.text for entry in form.unread]


def test_a_label_between_two_tables_that_is_not_known_is_told():
    form = read_one(table(UNDER.format(heading="年初目标", next="某某栏目")))
    assert [entry.text for entry in form.unread] == ["某某栏目"]
