"""Amounts without any unit: a sum named elsewhere in the form shows it, else it is asked."""

from decimal import Decimal

import pytest

from perfcheck.model.form import Form
from tests.form.reading import read_one
from tests.forms import table

FORM = """
项目支出绩效自评表（2023年度） | < | < | < | < | < | <
项目名称 | 党员教育 | < | 实施单位 | 某镇政府 | < | <
项目资金 | | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
^ | 年度资金总额 | {budget} | {budget} | {spent} | |
年度总体目标 | {goal} | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 活动场次 | ≥12场 | 13场 | 40 | 40
^ | 成本指标 | {name} | {target} | {actual} | 40 | 40
"""


def read(budget: str = "90,000.00", spent: str = "85,321.47", **texts: str) -> Form:
    known = {
        "goal": "开展教育活动",
        "name": "活动总成本",
        "target": "不超预算",
        "actual": "未超预算",
    } | texts
    return read_one(table(FORM.format(budget=budget, spent=spent, **known)))


def told(form: Form) -> tuple[str, str, str | None, str]:
    """The unit, the budget in 万元, the unit in doubt, the text that shows the unit."""
    budget = form.budget
    assert not budget.unit_stated
    base = f"{budget.total.adjusted_budget.value:f}"
    return budget.unit, base, budget.unit_doubted, budget.unit_shown.text


def test_a_cost_target_in_wan_yuan_shows_that_the_amounts_are_in_yuan():
    form = read(target="≤9万元")
    assert told(form) == ("元", "9", None, "≤9万元")
    assert str(form.budget.unit_shown.cell) == "自评表!D8"


def test_the_same_target_shows_that_they_are_in_wan_yuan():
    assert told(read("9.00", "8.53", target="≤9万元")) == ("万元", "9", None, "≤9万元")


@pytest.mark.parametrize(
    "texts",
    [
        {"actual": "8.53万元", "target": "≤10万元"},
        {"goal": "安排资金9万元，开展教育活动"},
        {"target": "≤90000元"},
        {"target": "≤85321.47元"},
    ],
)
def test_results_and_goals_show_it_too(texts: dict[str, str]):
    unit, base, doubt, shown = told(read(**texts))
    assert (unit, base, doubt) == ("元", "9", None)
    assert shown in texts.values()


def test_of_large_amounts_without_any_such_sum_the_unit_is_asked():
    assert told(read()) == ("万元", "90000", "元", "")


def test_of_ordinary_amounts_it_is_only_noted():
    assert told(read("320.00", "300.00")) == ("万元", "320", None, "")


@pytest.mark.parametrize(
    "texts",
    [
        {"name": "人均补助标准", "target": "9万元"},
        {"goal": "户均增收9万元"},
        {"goal": "服务群众9万人次"},
        {"target": "≤9万元/场"},
        {"target": "≤7万元"},
    ],
)
def test_other_sums_show_nothing(texts: dict[str, str]):
    assert told(read(**texts)) == ("万元", "90000", "元", "")


def test_sums_that_contradict_one_another_show_nothing():
    texts = {"goal": "总投资9亿元，本年安排90000万元", "target": "≤9万元"}
    assert told(read(**texts))[:3] == ("万元", "90000", "元")


def test_a_price_in_yuan_is_not_taken_for_a_budget_in_wan_yuan():
    assert told(read("3000", "2900", target="≤3000元"))[:2] == ("万元", "3000")


def test_one_amount_with_its_unit_shows_that_of_those_without():
    unit, base, _, shown = told(read("9万元", "85,321.47"))
    assert (unit, base, shown) == ("元", "9", "9万元")
    form = read("9万元", "8.53")
    assert form.budget.total.executed.value == Decimal("8.53")
    assert form.budget.unit == "万元"


def test_a_heading_goes_before_all_of_it():
    text = FORM.replace("项目资金 |", "项目资金（万元） |")
    form = read_one(
        table(
            text.format(
                budget="9", spent="8", goal="安排9元", name="成本", target="≤9元", actual=""
            )
        )
    )
    assert (form.budget.unit, form.budget.unit_stated) == ("万元", True)
    assert form.budget.unit_shown.absent
