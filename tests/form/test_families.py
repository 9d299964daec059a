"""The forms of other authorities: what is particular in each, and which layout reads it."""

from decimal import Decimal

import pytest

from perfcheck.errors import LayoutError
from perfcheck.model.form import Form, Stage
from tests.form import families
from tests.form.reading import brief, read, read_one
from tests.forms import hubei, national, own, table


def form(text: str) -> Form:
    return read_one(families.family(text))


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        (families.YUNNAN, "yunnan"),
        (families.SICHUAN, "sichuan"),
        (families.CHONGQING, "chongqing"),
        (families.YINCHUAN, "yinchuan"),
        (families.SUIZHOU, "suizhou"),
        (families.HEBEI, "hebei"),
        (families.TRANSFER, "transfer"),
        (families.POVERTY, "transfer"),
        (families.DECLARATION_2015, "national-2015"),
        (families.HUNAN_TARGETS, "other"),
    ],
)
def test_each_family_is_recognised(text: str, layout: str):
    assert form(text).layout == layout


def test_our_own_form_is_recognised_by_its_labels_alone():
    found = read_one(own())
    assert (found.layout, found.rubric, found.grade.value) == ("perfcheck", None, "优")
    assert brief(found)[0] == (
        "产出指标",
        "数量指标",
        "图书角数量",
        "≥",
        "10",
        "个",
        "11",
        "50",
        "50",
    )
    assert [i.group_points.value for i in found.indicators] == [50, 30, 10]
    assert found.budget.total.deviation_reason.value == "结余交回"


def test_hubei_has_goals_with_points_and_no_points_column():
    found = read_one(hubei())
    assert (found.layout, found.rubric) == ("hubei-2020", "hubei-2020")
    assert [(g.title, g.points.value) for g in found.goals] == [
        ("年度绩效目标1（40分）", 40),
        ("年度绩效目标2（40分）", 40),
    ]
    assert [(i.name.value, i.goal, i.group_points.value) for i in found.indicators] == [
        ("接待读者", 0, 20),
        ("图书完好率", 0, 20),
        ("读者增长率", 0, 20),
        ("举办讲座", 1, 20),
        ("读者满意度", 1, 20),
    ]
    assert all(i.points.absent for i in found.indicators)
    assert found.budget.points.value == 20
    assert found.total_score.value == Decimal("93.2")
    assert (found.deviation_reason.value, found.improvement.value) == (
        "受疫情影响闭馆两个月",
        "增加线上服务",
    )
    assert (found.date.value, found.year.value) == ("2021年4月2日", 2020)


def test_yunnan_splits_the_target_under_a_header_of_two_rows():
    found = form(families.YUNNAN)
    assert brief(found)[0] == (
        "产出指标",
        "数量指标",
        "硬化里程",
        "≧",
        "20",
        "公里",
        "15",
        "25",
        "18.75",
    )
    assert found.budget.unit == "元"
    assert found.budget.total.executed.value == 150
    assert (found.total_score.value, found.grade.value) == (Decimal("91.25"), "良")


def test_sichuan_measures_against_the_adjusted_budget():
    found = form(families.SICHUAN)
    total = found.budget.total
    assert (total.original_budget.value, total.adjusted_budget.value) == (50, 48)
    assert (total.base.value, total.points.value, found.budget.points.value) == (48, 10, 10)
    assert (total.deviation_reason.value, found.conclusion.value) == (
        "验收后付款",
        "自评98.5分，完成较好",
    )
    assert found.goals[0].achieved.value == "解决3100人饮水问题"
    assert found.indicators[1].operator_entry.value == "定性"


def test_chongqing_takes_the_adjusted_target_where_there_is_one():
    found = form(families.CHONGQING)
    assert [(i.target_entry.value, i.target_entry.cell.address) for i in found.indicators] == [
        ("9", "E10"),
        ("1000", "D11"),
    ]
    assert [i.stated_score.value for i in found.indicators] == [50, 36]
    assert found.total_score.value == Decimal("95.5")
    assert found.unread == ()


def test_points_may_stand_before_the_target():
    found = form(families.POVERTY)
    assert [i.points.value for i in found.indicators] == [25, 25, 30, 10]
    assert found.indicators[0].name.value == "产业路里程（≥**公里）"
    assert (found.total_points.value, found.total_score.value) == (100, 100)


def test_a_transfer_form_has_neither_points_nor_scores():
    found = form(families.TRANSFER)
    assert found.stage is Stage.SELF_EVALUATION
    assert all(i.points.absent and i.stated_score.absent for i in found.indicators)
    assert (found.department.value, found.unit.value) == ("某县卫生健康局", "某县疾控中心")
    assert found.goals[0].expected.value == "免费提供基本公共卫生服务"


def test_hebei_splits_the_target_and_lists_execution_as_an_indicator():
    found = form(families.HEBEI)
    assert [i[2:7] for i in brief(found)] == [
        ("巡查次数", "≥", "100", "次", "120"),
        ("优良天数", "≥", "250", "天", "240"),
    ]
    assert found.budget.total.points.value == 10
    assert found.budget.total.rate.value == Decimal("0.9")


def test_yinchuan_has_process_groups():
    found = form(families.YINCHUAN)
    assert [(i.category.value, i.group_points.value) for i in found.indicators] == [
        ("项目决策", 10),
        ("项目决策", 10),
        ("项目产出", 30),
        ("项目效益", 60),
    ]


def test_of_two_blocks_side_by_side_the_year_is_read():
    found = form(families.DECLARATION_2015)
    assert found.stage is Stage.DECLARATION
    assert [(i.name.value, i.target_entry.value) for i in found.indicators] == [
        ("编织袋", "1万条"),
        ("铁锹", "500把"),
        ("合格率", "100%"),
        ("防汛能力", "提升"),
    ]
    assert found.budget.total.original_budget.value == 100
    assert [line.original_budget.value for line in found.budget.sources] == [90, 10]
    assert found.goals[0].expected.value == "储备编织袋1万条"


def test_where_the_block_of_the_year_is_empty_the_other_is_read():
    text = families.DECLARATION_2015
    for target in ("| 1万条\n", "| 500把\n", "| 100%\n", "| 提升\n"):
        text = text.replace(target, "|\n")
    assert [i.target_entry.value for i in form(text).indicators] == ["3万条", "100%", "提升"]


def test_a_declaration_lists_amounts_without_headings():
    found = form(families.HUNAN_TARGETS)
    assert (found.stage, found.budget.unit, found.unit.value) == (
        Stage.DECLARATION,
        "万元",
        "某县文旅局",
    )
    assert found.budget.total.original_budget.value == 35
    assert found.goals[0].expected.value == "开展非遗展演6场"


def test_a_whole_department_is_no_project():
    with pytest.raises(LayoutError) as refusal:
        form(families.WHOLE)
    assert refusal.value.code == "LAY003"
    assert "部门（单位）整体" in refusal.value.message


def test_beside_a_whole_department_the_project_is_read():
    whole = table(families.WHOLE, "部门整体")
    assert [f.sheet for f in read(whole, national())] == ["自评表"]


LISTING = """
2022年项目绩效目标表 | < | < | < | < | < | < | < | < | < | < | <
单位：万元 | < | < | < | < | < | < | < | < | < | < | <
单位名称 | 项目名称 | 预算数 | 年度目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 权重 | 指标方向性
某县水利局 | 河道清淤 | 40 | 清淤5公里 | 产出指标 | 数量指标 | 清淤长度 | ≥ | 5 | 公里 | 50 | 正向指标
^ | ^ | ^ | ^ | 效益指标 | 社会效益指标 | 防洪能力 | 定性 | 提升 | | 40 | 正向指标
^ | 水质监测 | 12 | 监测12次 | 产出指标 | 数量指标 | 监测次数 | ＝ | 12 | 次 | 90 | 正向指标
"""  # noqa: E501


def test_a_long_table_of_projects_is_one_form_for_each():
    found = read(table(LISTING))
    assert [
        (
            f.project_name.value,
            f.unit.value,
            f.budget.total.original_budget.value,
            len(f.indicators),
        )
        for f in found
    ] == [("河道清淤", "某县水利局", 40, 2), ("水质监测", "某县水利局", 12, 1)]
    assert [f.goals[0].expected.value for f in found] == ["清淤5公里", "监测12次"]
    assert found[1].indicators[0].category.value == "产出指标"
    assert found[0].stage is Stage.DECLARATION
