"""The national form of 2020, as published and as really filled."""

from decimal import Decimal

import pytest

from perfcheck.model.cells import State
from perfcheck.model.form import Stage
from tests.form.reading import brief, read_one
from tests.forms import national


def test_every_field_is_found_with_its_cell():
    form = read_one(national())
    head = (form.project_name, form.department, form.unit, form.year)
    assert [(e.value, e.cell.address) for e in head] == [
        ("城区道路养护", "C3"),
        ("某某区住房和城乡建设局", "C4"),
        ("某某区公路养护中心", "G4"),
        (2020, "A2"),
    ]
    foot = (form.person, form.phone, form.date, form.total_points, form.total_score)
    assert [(e.value, e.cell.address) for e in foot] == [
        ("张三", "A19"),
        ("027-12345678", "D19"),
        ("2021年3月10日", "H19"),
        (Decimal(100), "H18"),
        (Decimal("93.49"), "I18"),
    ]
    assert (form.layout, form.rubric, form.stage) == (
        "national-2020",
        None,
        Stage.SELF_EVALUATION,
    )


def test_the_funds_block_is_read_row_by_row():
    budget = read_one(national()).budget
    lines = (budget.total, *budget.sources)
    assert [line.name.value for line in lines] == [
        "年度资金总额",
        "其中：当年财政拨款",
        "上年结转资金",
        "其他资金",
    ]
    assert [line.original_budget.value for line in lines] == [280, 280, 0, None]
    assert [line.adjusted_budget.value for line in lines] == [300, 300, 0, None]
    executed = [line.executed.value for line in lines]
    assert executed == [Decimal("214.68"), Decimal("214.68"), 0, None]
    assert (budget.total.points.value, budget.total.score.value) == (10, Decimal("7.16"))
    assert budget.total.rate.value == Decimal("0.7156")
    assert budget.total.rate.cell.address == "I6"
    assert budget.sources[0].points.blank
    assert (budget.unit, budget.unit_stated) == ("万元", True)


def test_indicators_carry_their_levels():
    assert brief(read_one(national())) == [
        ("产出指标", "数量指标", "养护里程", None, "≥12公里", None, "11公里", "20", "18.33"),
        ("产出指标", "数量指标", "更换路灯", None, "≥30盏", None, "30盏", "10", "10"),
        ("产出指标", "质量指标", "验收合格率", None, "≥95%", None, "96%", "20", "20"),
        (
            "效益指标",
            "社会效益指标",
            "改善通行条件",
            None,
            "明显改善",
            None,
            "明显改善",
            "30",
            "28",
        ),
        ("满意度指标", "服务对象满意度指标", "居民满意度", None, "≥90%", None, "92.5%", "10", "10"),
    ]


def test_targets_and_actuals_are_understood():
    first = read_one(national()).indicators[0]
    assert (first.target.value, first.target.unit, first.actual.value) == (12, "公里", 11)
    assert str(first.target.cell) == "自评表!F13"


def test_goals_are_read_from_under_their_headings():
    (goal,) = read_one(national()).goals
    assert (goal.expected.value, goal.expected.cell.address) == ("养护道路12公里", "C11")
    assert (goal.achieved.value, goal.achieved.cell.address) == ("养护道路11公里", "G11")


def test_a_total_of_nought_beside_filled_sources_is_kept_as_typed():
    form = national().at(6, 5, "0").at(6, 6, "0").at(6, 7, "0")
    budget = read_one(form).budget
    assert (budget.total.adjusted_budget.value, budget.total.executed.value) == (0, 0)
    assert budget.sources[0].adjusted_budget.value == 300


def test_without_anything_reported_it_is_a_declaration():
    form = national()
    reported = ("实际完成值", "得分")
    cells = dict(form.cells)
    for row in range(13, 19):
        for column in (7, 9):
            cells.pop((row, column), None)
    for position in [(6, 7), (7, 7), (8, 7), (6, 10), (6, 9), (7, 9)]:
        cells.pop(position)
    declared = read_one(type(form)(cells, form.merged))
    assert reported
    assert declared.stage is Stage.DECLARATION
    assert declared.budget.total.executed.blank


def test_placeholders_and_blank_rows_are_no_indicators():
    form = national().insert_row(15).insert_row(16)
    form = form.at(15, 4, "指标3：").at(16, 4, "……").at(16, 6, "……")
    assert len(read_one(form).indicators) == 5


def test_a_prefix_before_the_name_is_not_part_of_it():
    form = read_one(national().put("养护里程", "★指标1：养护里程"))
    assert form.indicators[0].name.value == "养护里程"
    assert form.indicators[0].name.text == "★指标1：养护里程"


def test_an_indicator_without_a_name_is_still_one():
    form = read_one(national().put("更换路灯", ""))
    assert form.indicators[1].name.blank
    assert form.indicators[1].name.cell.address == "D14"
    assert form.indicators[1].target_entry.value == "≥30盏"


def test_columns_in_another_order_are_found():
    form = national()
    swapped = {
        (r, {6: 8, 8: 6}.get(c, c) if r >= 12 and r <= 18 else c): text
        for (r, c), text in form.cells.items()
    }
    assert brief(read_one(type(form)(swapped, form.merged))) == brief(read_one(form))


@pytest.mark.parametrize("heading", ["项目资金（元）", "项目资金\n(元)"])
def test_amounts_in_yuan_become_wan_yuan(heading: str):
    form = (
        national().put("项目资金\n（万元）", heading).at(6, 6, "3000000").at(6, 7, "2,146,800.00")
    )
    budget = read_one(form).budget
    assert budget.total.adjusted_budget.value == 300
    assert budget.total.executed.value == Decimal("214.68")
    assert budget.total.executed.quantum == Decimal("0.000001")
    assert budget.unit == "元"


def test_huge_amounts_without_a_unit_must_be_in_yuan():
    form = national().put("项目资金\n（万元）", "项目资金").at(6, 6, "3000000").at(6, 7, "2146800")
    budget = read_one(form).budget
    assert budget.total.adjusted_budget.value == 300
    assert (budget.unit, budget.unit_stated) == ("元", False)


def test_a_unit_above_the_table_counts():
    form = national().put("项目资金\n（万元）", "项目资金").put("（2020年度）", "单位：元")
    assert read_one(form).budget.unit == "元"


def test_errors_and_uncalculated_formulas_are_not_blanks():
    form = read_one(national().at(6, 7, "!#REF!").at(6, 9, "=G6/F6").at(13, 8, "!#DIV/0!"))
    assert (form.budget.total.executed.state, form.budget.total.executed.text) == (
        State.ERROR,
        "#REF!",
    )
    assert form.budget.total.rate.state is State.UNCALCULATED
    assert form.indicators[0].points.state is State.ERROR


def test_a_formula_with_its_result_is_a_value():
    form = read_one(national().at(6, 9, "=ROUND(G6/F6,4) -> 0.7156"))
    assert form.budget.total.rate.value == Decimal("0.7156")


def test_points_in_a_group_heading_count_for_the_whole_group():
    form = read_one(national().put("产出指标", "产出指标\n（50分）"))
    assert [i.group_points.value for i in form.indicators] == [50, 50, 50, None, None]
    assert form.indicators[0].category.value == "产出指标"


def test_points_in_a_cell_below_the_group_count_too():
    form = read_one(national().unmerge().at(15, 2, "（50分）"))
    assert [i.category.value for i in form.indicators[:3]] == ["产出指标"] * 3
    assert [i.group_points.value for i in form.indicators] == [50, 50, 50, None, None]


def test_a_row_of_execution_among_the_indicators_is_none():
    form = national().at(6, 8, "").at(6, 10, "")
    form = form.put("居民满意度", "预算执行率").put("满意度指标", "预算执行")
    read = read_one(form)
    assert len(read.indicators) == 4
    assert (read.budget.total.points.value, read.budget.total.score.value) == (10, 10)


def test_execution_filed_under_another_group_is_an_indicator_like_the_others():
    read = read_one(national().put("更换路灯", "预算执行率"))
    assert [i.name.value for i in read.indicators][1] == "预算执行率"
    assert (read.indicators[1].category.value, read.indicators[1].points.value) == ("产出指标", 10)
    assert read.budget.total.points.value == 10


def test_a_label_that_is_not_understood_is_told():
    form = read_one(national().put("偏差原因分析及改进措施", "审计意见"))
    assert [(e.value, e.cell.address) for e in form.unread] == [("审计意见", "J12")]


def test_hints_beside_the_table_are_not_part_of_it():
    form = national().at(12, 12, "提示").at(3, 12, "请填项目名称").at(13, 12, "√")
    assert brief(read_one(form)) == brief(read_one(national()))
    assert read_one(form).unread == ()


def test_the_grade_may_stand_at_the_end_of_the_total_row():
    assert read_one(national().at(18, 10, "优")).grade.value == "优"


def test_the_year_may_stand_in_the_title_only():
    form = national().put("（2020年度）", "（    年度）")
    assert read_one(form).year.blank
    form = (
        national().put("（2020年度）", "").put("项目支出绩效自评表", "2020年度项目支出绩效自评表")
    )
    assert read_one(form).year.value == 2020
