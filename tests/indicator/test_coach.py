"""The coach proposes what could be counted, and leaves the number to the unit."""

import re

import pytest
from tools.accuracy import rows

from perfcheck.indicator.coach import propose
from perfcheck.indicator.target import read_target

VAGUE = [row for row in rows() if row["quantified"] == "no" and row["target"].strip()]


def proposals_for(row):
    target = read_target(
        row["target"], name=row["name"], category=row["level1"], subcategory=row["level2"]
    )
    if target.quantified:  # read otherwise than labelled: nothing to coach
        return None
    return propose(target, name=row["name"], category=row["level1"], subcategory=row["level2"])


@pytest.mark.parametrize("row", [pytest.param(row, id=row["row_id"]) for row in VAGUE])
def test_a_target_that_cannot_be_checked_gets_two_or_three_wordings(row):
    given = proposals_for(row)
    if given is None:
        return
    assert 2 <= len(given) <= 3
    assert len({proposal.name for proposal in given}) == len(given)
    assert given == proposals_for(row)


@pytest.mark.parametrize("row", [pytest.param(row, id=row["row_id"]) for row in VAGUE])
def test_no_proposal_invents_a_figure(row):
    for proposal in proposals_for(row) or ():
        assert f"{proposal.operator} ____ {proposal.unit}" in proposal.text
        assert set(re.findall(r"\d+", proposal.name)) <= set(re.findall(r"\d+", row["name"]))
        assert not re.search(r"\d", proposal.operator + proposal.unit)


def test_hardly_a_vague_row_is_taken_for_a_figure():
    assert sum(proposals_for(row) is None for row in VAGUE) <= 4


@pytest.mark.parametrize("raw", ["≥4次", "≥95%", "2020年12月底前", "0起", "≤90万元"])
def test_a_good_target_is_left_alone(raw):
    assert propose(read_target(raw), name="开展培训", category="产出", subcategory="数量") == ()


def test_a_blank_target_is_coached_by_its_name_and_level():
    given = propose(read_target(""), name="服务对象满意度", category="满意度", subcategory="")
    assert given
    assert any("满意度" in proposal.name for proposal in given)
    assert all(proposal.why for proposal in given)


def test_a_slogan_with_a_percentage_is_coached():
    name = "提升群众获得感"
    target = read_target("≥95%", name=name)
    assert len(propose(target, name=name, category="效益", subcategory="社会效益")) >= 2


def test_the_matter_of_the_indicator_is_kept_in_the_wording():
    target = read_target("逐年增长", name="档案查询人员数量")
    given = propose(target, name="档案查询人员数量", category="效益", subcategory="社会效益")
    assert any("档案查询人员" in proposal.name for proposal in given)


@pytest.mark.parametrize(
    ("name", "target", "sub", "wording"),
    [
        ("群众满意度", "满意", "满意度", "群众满意度"),
        ("资金支付及时性", "及时", "时效", "资金支付按期完成率"),
        ("档案查询人员数量", "逐年增长", "数量", "档案查询人员较上年增长率"),
        ("提升公共文化服务水平", "有效提升", "社会效益", "公共文化服务惠及人数"),
        ("档案资源利用", "得到有效利用", "社会效益", "档案资源利用人次"),
        ("文物保护", "有效保护", "社会效益", "文物保护完好率"),
        ("政策宣传", "加大宣传", "数量", "政策宣传活动场次"),
        ("资金使用合规性", "合规", "质量", "资金使用合规率"),
        ("保障单位正常运转", "正常运转", "社会效益", "工资和办公经费按时支付率"),
        ("项目实施效果", "效果明显", "社会效益", "项目实施惠及人数"),
        ("可持续影响", "长期", "可持续影响", "成果可持续使用年限"),
        ("对维护社会稳定的作用", "显著", "社会效益", "信访、投诉件数"),
        ("困难群众补助", "足额发放", "质量", "困难群众补助按时足额发放率"),
        ("食品安全监管人员培训", "已完成", "质量", "食品安全监管人员培训人次"),
        ("成本控制", "控制在预算内", "成本", "总成本"),
        ("及时率", "及时", "时效", "按期完成率"),
        ("补贴机具是否符合目录要求", "是", "质量", "补贴机具符合目录要求的比例"),
        ("已建工程是否存在质量问题", "否", "质量", "检查发现已建工程存在质量问题的件数"),
        ("项目成本控制在预算内", "节约", "成本", "项目总成本"),
        ("应急处置演练", "已完成", "数量", "应急处置演练次数"),
        ("学科排名", "提升", "社会效益", "学科排名较上年上升"),
        ("新建堤防、护岸长度", "公里", "数量", "新建堤防、护岸长度"),
        ("立项依据充分性", "充分", "项目立项", "立项依据充分性评分要点符合数"),
        ("村医队伍", "稳定", "社会效益", "村医队伍达到上年的比例"),
        ("预算执行率", "—", "资金管理", "预算执行率较上年提高"),
        ("通行时间", "缩短", "社会效益", "平均通行时间较上年缩短"),
        ("提升群众幸福感", "提升", "社会效益", "群众幸福感调查认可率"),
        ("效果显著", "改善条件", "社会效益", "惠及人数"),
    ],
)
def test_the_commonest_wishes_get_a_wording_that_fits(name, target, sub, wording):
    given = propose(
        read_target(target, name=name, subcategory=sub), name=name, category="", subcategory=sub
    )
    assert wording in [proposal.name for proposal in given]
    assert 2 <= len(given) <= 3


def test_no_wording_says_a_word_twice():
    for row in VAGUE:
        for proposal in proposals_for(row) or ():
            assert not re.search(r"(\w{2,})\1", proposal.name), proposal.name


@pytest.mark.parametrize(
    ("name", "wording"),
    [("即办件占比", "即办件占比 ≥ ____ %"), ("设备故障率", "设备故障率 ≤ ____ %")],
)
def test_a_name_that_is_a_rate_already_is_proposed_as_it_stands(name, wording):
    target = read_target("", name=name)
    first = propose(target, name=name, category="产出", subcategory="时效")[0]
    assert wording in first.text


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("增加就业机会，提高农民收入。", "就业机会"),
        ("通过补贴，带动农户增收", "农户"),
        ("提高森林覆盖率，促进生物多样性保护。", "森林覆盖率"),
        ("硬化道路3.5公里；新建桥梁2座", "硬化道路"),
    ],
)
def test_of_several_things_in_a_name_the_first_is_coached(name: str, subject: str):
    given = propose(read_target("显著"), name=name, category="效益", subcategory="社会效益")
    assert any(proposal.name.startswith(subject) for proposal in given)
    assert not any("，" in proposal.name or "," in proposal.name for proposal in given)
