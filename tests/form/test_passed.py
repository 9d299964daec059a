"""Tables beside a form that are not read are told, with the reason."""

from tests.form.families import WHOLE
from tests.form.reading import read, read_one
from tests.forms import national, table

FUNDS = """
项目资金使用情况表 | < | < | <
项目名称 | 城市内涝治理 | < | <
年初预算数 | 全年预算数 | 全年执行数 | 执行率
300 | 280 | 210 | 75%
"""


def passed(*tables) -> list[tuple[str, str, str]]:
    """The tables that were passed over: cell, title, reason."""
    form = read(*tables)[0]
    return [(str(e.cell), e.text, e.label) for e in form.passed_over]


def test_a_form_alone_has_nothing_beside_it():
    assert passed(national()) == []


def test_a_table_of_the_whole_department_is_told():
    ((cell, title, why),) = passed(national(), table(WHOLE, "整体"))
    assert (cell, title) == ("整体!A1", "部门整体支出绩效自评表")
    assert "整体支出绩效表" in why


def test_amounts_of_a_project_without_indicators_are_told():
    ((cell, title, why),) = passed(national(), table(FUNDS, "资金"))
    assert (cell, title) == ("资金!A1", "项目资金使用情况表")
    assert "指标表头" in why


def test_a_list_of_other_things_is_not():
    other = table("物资清单 | < | <\n名称 | 数量 | 单价\n水泵 | 3 | 200", "清单")
    assert passed(national(), other) == []


def test_the_head_on_a_sheet_before_the_indicators_that_name_the_same_project():
    head = """
    项目支出绩效自评表（一） | < | < | <
    项目名称 | 冷链更新 | 主管部门 | 某市卫健委
    资金来源 | 年初预算数 | 全年预算数 | 全年执行数
    合计 | 40 | 40 | 38
    """
    rows = """
    项目名称：{name} | < | < | <
    一级指标 | 二级指标 | 三级指标 | 指标值
    产出指标 | 数量指标 | 更新设备 | 60台
    """
    sheets = table(head, "一"), table(rows.format(name="冷链更新"), "二")
    form = read_one(*sheets)
    assert (form.department.value, form.budget.total.executed.value) == ("某市卫健委", 38)
    assert str(form.indicators[0].name.cell) == "二!C3"
    assert form.passed_over == ()
    other = read_one(sheets[0], table(rows.format(name="疫苗采购"), "二"))
    assert other.project_name.value == "疫苗采购"
    assert other.budget.total.executed.value is None
    assert [entry.text for entry in other.passed_over] == ["项目支出绩效自评表（一）"]
