"""Tables whose headings have a shape of their own: groups of names and points, two levels only."""

import pytest

from perfcheck.errors import LayoutError
from perfcheck.model.form import Form
from tests.form.reading import read, read_one
from tests.forms import table

TOP = "项目支出绩效自评表 | < | < | < | < | < | <\n项目名称 | 林区道路 | < | < | < | < | <\n"


def form(text: str) -> Form:
    return read_one(table(TOP + text.strip()))


def rows(found: Form) -> list[tuple[str | None, ...]]:
    """Levels, name, target, points and score of each row."""
    return [
        (
            row.category.value,
            row.subcategory.value,
            row.name.value,
            row.target_entry.value,
            None if row.points.value is None else f"{row.points.value:f}",
        )
        for row in found.indicators
    ]


def test_names_and_points_below_the_heading_of_each_level():
    found = form(
        """
        一级指标 | < | 二级指标 | < | 三级指标 | < | 自评得分
        名称 | 权重（%） | 名称 | 权重（%） | 名称 | 权重（%） | ^
        投入 | 20 | 项目立项 | 20 | 论证充分性 | 20 | 18
        产出 | 80 | 数量指标 | 80 | 道路里程 | 80 | 80
        合计 | 100 | < | < | < | < | 98
        """
    )
    assert rows(found) == [
        ("投入", "项目立项", "论证充分性", None, "20"),
        ("产出", "数量指标", "道路里程", None, "80"),
    ]
    assert (found.total_points.value, found.total_score.value) == (100, 98)


def test_headings_that_nobody_can_place_are_refused_and_no_fault_of_ours():
    unknown = table(
        TOP
        + """一级指标 | < | 二级指标 | < | 三级指标 | < | 得分
甲类 | 权重 | 乙类 | 权重 | 丙类 | 权重 | ^
投入 | 20 | 立项 | 20 | 论证 | 20 | 18"""
    )
    with pytest.raises(LayoutError, match="指标表头"):
        read(unknown)


def test_of_two_levels_the_lower_one_names_the_indicators():
    found = form(
        """
        绩效指标 | 一级指标 | 二级指标 | 绩效标准 | 指标值 | < | <
        ^ | 数量指标 | 养护里程 | 反映养护情况 | 28公里 | < | <
        ^ | 质量指标 | 优良率 | 反映养护质量 | ≥90% | < | <
        """
    )
    assert rows(found) == [
        ("数量指标", None, "养护里程", "28公里", None),
        ("质量指标", None, "优良率", "≥90%", None),
    ]
    assert not found.unread


def test_one_heading_over_both_levels():
    found = form(
        """
        评价内容 | < | 绩效内容 | 绩效目标值 | 实际完成值 | 累计完成率 | 得分
        产出目标 | 数量目标 | 道路里程 | >=5公里 | 6公里 | 120% | 50
        ^ | 质量目标 | 合格率 | >=95% | 98% | 103% | 40
        """
    )
    assert rows(found) == [
        ("产出目标", "数量目标", "道路里程", ">=5公里", None),
        ("产出目标", "质量目标", "合格率", ">=95%", None),
    ]


def test_one_heading_over_one_level_in_wide_cells():
    found = form(
        """
        指标类别 | < | 指标名称 | 指标值 | 实际完成值 | 分值 | 得分
        产出指标 | < | 道路里程 | ≥5公里 | 6公里 | 90 | 90
        """
    )
    assert rows(found) == [("产出指标", None, "道路里程", "≥5公里", "90")]


@pytest.mark.parametrize("label", ["未达成原因分析及整改措施", "目标未完成的主要原因分析"])
def test_a_reason_below_the_table_in_words_of_its_own(label: str):
    found = form(
        f"""
        一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 数量指标 | 道路里程 | ≥5公里 | 4公里 | 90 | 72
        {label} | < | 雨季停工，已恢复 | < | < | < | <
        """
    )
    assert len(found.indicators) == 1
    assert found.deviation_reason.value == "雨季停工，已恢复"


def test_a_field_below_the_table_that_is_not_known_is_told():
    found = form(
        """
        一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 数量指标 | 道路里程 | ≥5公里 | 4公里 | 90 | 72
        项目管护责任落实情况 | < | 已签订管护协议 | < | < | < | <
        """
    )
    assert len(found.indicators) == 1
    assert [entry.text for entry in found.unread] == ["项目管护责任落实情况"]


def test_conclusion_and_measures_above_the_table():
    found = form(
        """
        评价结论 | 完成较好 | < | < | < | < | <
        改进措施 | 加快支付 | < | < | < | < | <
        一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 数量指标 | 道路里程 | ≥5公里 | 4公里 | 90 | 72
        """
    )
    assert (found.conclusion.value, found.improvement.value) == ("完成较好", "加快支付")


def test_a_field_in_one_cell_ends_where_another_one_begins():
    found = form(
        """
        一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分
        产出指标 | 数量指标 | 道路里程 | ≥5公里 | 4公里 | 90 | 72
        填表人：蒋某 联系电话：0745-0000000 单位负责人签字：唐某 | < | < | < | < | < | <
        """
    )
    assert (found.person.value, found.phone.value) == ("蒋某", "0745-0000000")


@pytest.mark.parametrize(
    "title", ["项目支出绩效自评表——林区道路", "项目绩效目标申报表（工程类）--林区道路"]
)
def test_the_title_names_the_project(title: str):
    found = read_one(
        table(
            f"""
            {title} | < | < | <
            一级指标 | 二级指标 | 三级指标 | 指标值
            产出指标 | 数量指标 | 道路里程 | ≥5公里
            """
        )
    )
    assert found.project_name.value == "林区道路"
    assert str(found.project_name.cell) == "自评表!A1"
