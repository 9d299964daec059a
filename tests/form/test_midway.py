"""Figures of a part of the year, forecasts and other years: never taken for this year's results."""

import pytest

from perfcheck.model.form import Stage
from tests.form.reading import read_one
from tests.forms import Table, national, table


def headed(heading: str) -> Table:
    return national().put("实际完成值", heading)


@pytest.mark.parametrize(
    "heading",
    [
        "1～7月执行情况",
        "1-6月完成值",
        "１－９月实际完成值",
        "1至8月份完成情况",
        "截至9月底完成值",
        "上半年完成情况",
        "前三季度实际完成值",
        "1-X月完成值",
    ],
)
def test_results_of_a_part_of_the_year_are_read_and_not_judged(heading: str):
    form = read_one(headed(heading))
    assert form.indicators[0].actual_entry.value
    assert form.stage is Stage.DECLARATION
    assert form.midway.text == heading
    assert not form.unread


@pytest.mark.parametrize("heading", ["1-12月完成值", "全年实际完成值", "2020年实际完成值"])
def test_results_of_the_whole_year_are_those_of_the_year(heading: str):
    form = read_one(headed(heading))
    assert form.stage is Stage.SELF_EVALUATION
    assert form.midway.blank


def test_the_title_of_a_monitoring_form_says_so():
    form = read_one(national().put("项目支出绩效自评表", "项目支出绩效运行监控表"))
    assert form.stage is Stage.DECLARATION
    assert form.midway.text == "项目支出绩效运行监控表"


def test_a_project_about_cameras_is_no_monitoring_form():
    form = read_one(national().put("项目支出绩效自评表", "视频监控系统项目支出绩效自评表"))
    assert form.stage is Stage.SELF_EVALUATION


TABLE = """
项目支出绩效自评表 | < | < | < | < | <
（2022年度） | < | < | < | < | <
项目名称 | 苗圃建设 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | {first} | {second} | {third}
产出指标 | 数量指标 | 育苗数量 | 7万株 | 8万株 | 9万株
"""


def values(first: str, second: str, third: str) -> tuple[str | None, str | None, list[str]]:
    """Target, actual and what is told of the columns."""
    form = read_one(table(TABLE.format(first=first, second=second, third=third)))
    row = form.indicators[0]
    return row.target_entry.value, row.actual_entry.value, [entry.text for entry in form.unread]


def test_a_forecast_is_no_result():
    assert values("年度指标值", "1-9月完成情况", "全年预计完成情况")[:2] == ("7万株", "8万株")
    assert values("年度指标值", "全年预计完成情况", "1-9月完成情况")[:2] == ("7万株", "9万株")
    assert values("年度指标值", "预计完成的数", "备注") == ("7万株", None, ["预计完成的数"])


def test_what_is_expected_is_a_target_and_what_is_real_is_a_result():
    assert values("绩效标准", "本年预期实现的值", "实际实现的指标值")[:2] == ("8万株", "9万株")


def test_the_year_of_the_form_goes_before_other_years():
    assert values("2021年指标值", "2022年指标值", "2023年指标值")[0] == "8万株"
    assert values("年度指标值", "2021年实际完成值", "2022年实际完成值")[:2] == ("7万株", "9万株")


def test_years_below_one_heading():
    form = read_one(
        table(
            """
            项目支出绩效目标表（2022年度） | < | < | < | < | <
            项目名称 | 苗圃建设 | < | < | < | <
            一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
            ^ | ^ | ^ | 2021年 | 2022年 | 2023年
            产出指标 | 数量指标 | 育苗数量 | 7万株 | 8万株 | 9万株
            """
        )
    )
    assert form.indicators[0].target_entry.value == "8万株"


def test_what_only_another_year_reported_is_told_and_not_read():
    assert values("2021年实际完成值", "2022年指标值", "备注") == (
        "8万株",
        None,
        ["2021年实际完成值"],
    )
