"""Rubrics: the shipped ones add up, broken ones are refused, and a form finds its own."""

from decimal import Decimal
from importlib import resources

import pytest

from perfcheck.errors import RubricError
from perfcheck.scoring import rubric as rubrics
from tests.scoring.builders import form, funds, row


def source(rubric_id: str) -> str:
    file = resources.files("perfcheck") / "data" / "rubrics" / f"{rubric_id}.toml"
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("rubric_id", rubrics.available())
def test_every_shipped_rubric_adds_up_and_names_its_document(rubric_id):
    rubric = rubrics.load(rubric_id)
    assert rubric.total == 100
    assert "号" in rubric.document


@pytest.mark.parametrize(
    ("rubric_id", "execution", "groups"),
    [
        ("national-2020", 10, {"产出": 50, "效益": 30, "满意度": 10}),
        ("national-2021", 10, {"成本": 20, "产出": 40, "效益": 20, "满意度": 10}),
        ("hubei-2020", 20, {"产出": 40, "效益": 40}),
    ],
)
def test_the_weights_are_those_of_the_documents(rubric_id, execution, groups):
    rubric = rubrics.load(rubric_id)
    assert rubric.execution.points == execution
    assert {g.name: g.points for g in rubric.groups} == groups


def test_hubei_halves_where_the_nation_has_sixty_per_cent():
    assert [t.low for t in rubrics.load("hubei-2020").tiers] == [Decimal("0.8"), Decimal("0.5"), 0]
    assert [t.low for t in rubrics.load("national-2020").tiers] == [
        Decimal("0.8"),
        Decimal("0.6"),
        0,
    ]


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("points = 50", "points = 51", "应为 100"),
        ('redistribute = { "效益" = 10 }', 'redistribute = { "效益" = 9 }', "应转出"),
        ('redistribute = { "效益" = 10 }', 'redistribute = { "成本" = 10 }', "不存在"),
        ("low = 0.6", "low = 0.5", "首尾相接"),
        ("low = 90", "low = 70", "从高到低"),
        ('reverse = "ratio"', 'reverse = "magic"', "magic"),
        ('document = "', 'dokument = "', "document"),
        ("overrun = 1.3", "overun = 1.3", "overun"),
        ('name = "满意度"', 'name = "产出"', "重复"),
    ],
)
def test_a_rubric_that_does_not_hold_is_refused_with_its_fault(old, new, word):
    broken = source("national-2020").replace(old, new, 1)
    assert broken != source("national-2020")
    with pytest.raises(RubricError) as refusal:
        rubrics.parse("broken", broken)
    assert word in refusal.value.message


def test_an_unknown_rubric_is_answered_with_the_known_ones():
    with pytest.raises(RubricError) as refusal:
        rubrics.load("hubei-1999")
    assert "hubei-2020" in refusal.value.advice


def test_execution_out_of_twenty_is_hubei():
    assert rubrics.choose(form(row("产出指标"), budget=funds(points="20"))).id == "hubei-2020"


def test_a_cost_group_of_its_own_is_the_rule_of_2021():
    assert rubrics.choose(form(row("成本指标"), row("产出指标"))).id == "national-2021"


def test_cost_inside_output_stays_with_the_rule_of_2020():
    rows = row("产出指标", sub="成本指标"), row("效益指标")
    assert rubrics.choose(form(*rows)).id == "national-2020"


def test_group_headings_decide_between_rubrics_of_the_same_groups():
    rows = row("产出指标", heading="40"), row("效益指标", heading="40")
    assert rubrics.choose(form(*rows)).id == "hubei-2020"


def test_the_wish_of_the_clerk_overrules_the_form():
    hubei = form(row("产出指标"), budget=funds(points="20"))
    assert rubrics.choose(hubei, "national-2020").id == "national-2020"


@pytest.mark.parametrize(
    ("category", "subcategory", "group"),
    [
        ("产出指标\n（50分）", "数量指标", "产出"),
        ("项目产出", "", "产出"),
        ("效益指标", "服务对象满意度指标", "满意度"),
        ("成本指标", "经济成本指标", "产出"),
        ("项目管理(25分)", "", None),
        ("", "时效指标", "产出"),
    ],
)
def test_level_names_find_their_group(category, subcategory, group):
    found = rubrics.load("national-2020").group_of(category, subcategory)
    assert (found.name if found else None) == group


@pytest.mark.parametrize(
    ("total", "grade"),
    [("100", "优"), ("90", "优"), ("89.99", "良"), ("80", "良"), ("60", "中"), ("59.99", "差")],
)
def test_grades_leave_no_gap_between_bands(total, grade):
    assert rubrics.load("national-2020").grade(Decimal(total)) == grade
