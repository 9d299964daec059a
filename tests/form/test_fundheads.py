"""Headings of amounts in two rows, of other years, and such as nobody has seen."""

import pytest

from perfcheck.model.form import Budget
from tests.form.reading import read_one
from tests.forms import table

FORM = """
2022年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 湿地保护 | < | 实施单位 | 某湿地站 | < | <
{heads}
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 巡护次数 | 200次 | 210次 | 90 | 90
"""


def read(heads: str) -> Budget:
    return read_one(table(FORM.format(heads=heads.strip()))).budget


def figures(budget: Budget) -> list[str | None]:
    """The figures of the total: original, adjusted, executed, rate."""
    total = budget.total
    entries = (total.original_budget, total.adjusted_budget, total.executed, total.rate)
    return [None if entry.value is None else f"{entry.value:f}" for entry in entries]


TWO_ROWS = """
项目资金（万元） | 资金来源 | {over} | < | 全年执行数 | 执行率 | 得分
^ | ^ | {left} | {right} | ^ | ^ | ^
^ | 资金总额 | 60 | 50 | 45 | 90% | 9
^ | 财政拨款 | 60 | 50 | 45 | 90% |
"""


@pytest.mark.parametrize(
    ("over", "left", "right"),
    [
        ("全年预算数", "年初预算", "调整后预算"),
        ("预算数", "年初", "调整后"),
        ("预算安排情况", "年初预算数", "全年预算数"),
        ("预算批复数", "年初批复预算", "调整后预算数"),
    ],
)
def test_one_heading_over_two_budgets_is_two_budgets(over: str, left: str, right: str):
    budget = read(TWO_ROWS.format(over=over, left=left, right=right))
    assert figures(budget) == ["60", "50", "45", "0.9"]
    assert [line.name.value for line in budget.sources] == ["财政拨款"]
    assert budget.total.name.value == "资金总额"


def test_amount_and_rate_below_one_heading():
    budget = read(
        """
        项目资金（万元） | 资金性质 | 预算数 | < | 执行数 | < | 得分
        ^ | ^ | 年初 | 调整后 | 金额 | 执行率 | ^
        ^ | 合计 | 60 | 50 | 45 | 90% | 9
        """
    )
    assert figures(budget) == ["60", "50", "45", "0.9"]
    assert budget.total.original_budget.label == "年初预算数"


def test_letters_below_the_headings_are_no_row_of_funds():
    budget = read(
        """
        项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
        ^ | | A | B | C | D=C/B | E
        ^ | 资金总额 | 60 | 50 | 45 | 90% | 9
        """
    )
    assert figures(budget) == ["60", "50", "45", "0.9"]
    assert budget.total.name.value == "资金总额"


def test_a_row_of_funds_without_amounts_is_no_second_row_of_headings():
    budget = read(
        """
        项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 得分
        ^ | 年度资金总额 | | | | |
        ^ | 财政拨款 | 60 | 50 | 45 | 90% |
        """
    )
    assert budget.total.name.value == "年度资金总额"
    assert [line.name.value for line in budget.sources] == ["财政拨款"]


def test_what_other_years_spent_is_not_what_this_year_spent():
    budget = read(
        """
        项目资金（万元） | 资金来源 | 2020年执行数 | 2021年执行数 | 预算数 | 2022年执行数 | 得分
        ^ | 资金总额 | 40 | 48 | 50 | 45 | 9
        """
    )
    assert figures(budget) == [None, "50", "45", None]
    assert str(budget.total.executed.cell) == "自评表!F4"


def test_only_other_years_are_no_execution():
    budget = read(
        """
        项目资金（万元） | 资金来源 | 2020年执行数 | 2021年执行数 | 年初预算数 | 调整预算数 |
        ^ | 资金总额 | 40 | 48 | 55 | 50 |
        """
    )
    assert figures(budget) == ["55", "50", None, None]


def test_a_forecast_of_spending_is_no_spending():
    budget = read(
        """
        项目资金（万元） | 资金来源 | 年初预算数 | 全年预算数 | 全年预计执行数 | |
        ^ | 资金总额 | 55 | 50 | 49 | |
        """
    )
    assert figures(budget) == ["55", "50", None, None]


def test_a_heading_read_by_its_words_is_told():
    form = read_one(
        table(
            FORM.format(
                heads="项目资金（万元） | 资金来源 | 年初预算数 | 追加后预算数 | 全年支出数 | |\n"
                "^ | 资金总额 | 55 | 50 | 49 | |"
            )
        )
    )
    assert figures(form.budget) == ["55", "50", "49", None]
    assert [(entry.text, entry.label) for entry in form.unread] == [("追加后预算数", "全年预算数")]


def test_sources_beside_the_total_count_too():
    budget = read(
        """
        预算资金情况（万元） | < | 预算总额 | 580.5 | 其中：当年预算 | 560.5 | <
        ^ | ^ | 财政拨款 | 500.5 | 其他资金 | 80 | <
        """
    )
    assert budget.total.name.value == "预算总额"
    assert figures(budget)[0] == "580.5"
    assert [f"{s.original_budget.value:f}" for s in budget.sources] == ["500.5", "80"]


@pytest.mark.parametrize(
    ("typed", "unit"), [("156,000.00元", "元"), ("15.6万元", "万元"), ("0.00156亿元", "万元")]
)
def test_the_unit_that_every_amount_says_is_the_unit(typed: str, unit: str):
    budget = read(
        f"""
        项目资金 | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | |
        ^ | 资金总额 | {typed} | {typed} | {typed} | |
        """
    )
    assert figures(budget)[:3] == ["15.6", "15.6", "15.6"]
    assert (budget.unit, budget.unit_stated) == (unit, True)
