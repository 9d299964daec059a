"""What the form says beside each row while it is typed."""

import pytest

from perfcheck.report.formsheet.filling import Filling, FundsRow
from perfcheck.report.formsheet.hints import banner, hints
from perfcheck.report.formsheet.plan import DEPARTMENT_AT, FUNDS_AT, NAME_AT, YEAR_AT, make_plan
from perfcheck.report.formsheet.spec import load_spec, load_wording
from perfcheck.scoring.rubric import load
from tests.report.forms import GOOD_ROW, PROMISE, ROW_HINTS, filled, oddities, row


def plan_of(filling=None, rubric="national-2020"):
    spec = load_spec(rubric)
    return make_plan(spec, load_wording(), load(rubric), filling or Filling(), "项目申报表")


def said(filling=None, rubric="national-2020"):
    plan = plan_of(filling, rubric)
    return plan, {at: str(hint.value) for at, hint in hints(plan).items()}


def test_a_blank_form_asks_for_the_promises_only():
    plan, hint = said()
    asked = {at: text for at, text in hint.items() if text.startswith("×")}
    assert asked[YEAR_AT] == "× 请填年度（只填四位数字）"
    assert asked[FUNDS_AT] == "× 请填年度资金总额的预算数（万元）"
    assert hint[plan.head].startswith("申报阶段")
    assert not any("完成" in text or "得分" in text for text in asked.values())
    assert banner(plan).value == f"× 尚有 {len(asked)} 处待改，见下方提示"
    assert len(asked) == 12


def test_each_required_block_asks_once():
    plan, hint = said()
    first = {place.block.name: hint[place.first] for place in plan.places}
    assert first["数量指标"] == "× 数量指标至少填一条"
    assert first["经济效益指标"] == "× 效益指标至少填一条"
    assert first["社会效益指标"] == ""
    second = [hint[at] for place in plan.places for at in range(place.first + 1, place.last + 1)]
    assert set(second) == {""}


def test_any_indicator_of_a_group_answers_for_the_group():
    plan, hint = said(Filling(indicators=(row("生态效益指标"),)))
    assert next(hint[p.first] for p in plan.places if p.block.name == "经济效益指标") == ""


@pytest.mark.parametrize(("change", "expected"), ROW_HINTS)
def test_the_first_thing_that_is_wrong_in_a_row_is_said(change, expected):
    plan, hint = said(filled(indicators=(row(**change),)))
    assert hint[plan.first] == expected


def test_a_promise_needs_no_result():
    plan, hint = said(Filling(indicators=(PROMISE,)))
    assert hint[plan.first] == "√"


@pytest.mark.parametrize(
    "filling",
    [
        Filling(achieved="做完了"),
        Filling(funds=(FundsRow(executed=1),)),
        Filling(indicators=(GOOD_ROW,)),
    ],
)
def test_anything_reported_makes_it_a_self_evaluation(filling):
    plan, hint = said(filling)
    assert hint[plan.head].startswith("自评阶段")


def test_the_reverse_rules_of_a_rubric_are_followed():
    over = filled(indicators=(row(sign="＝", actual=31),))
    assert said(over, "national-2020")[1][13] == "× 没有达到指标值，不能得满分"
    plan, hint = said(over, "national-2021")
    assert hint[plan.places[3].first] == "√"


def test_department_and_unit_are_asked_in_turn():
    assert said(filled(department=""))[1][DEPARTMENT_AT] == "× 请填主管部门"
    assert said(filled(unit=""))[1][DEPARTMENT_AT] == "× 请填实施单位"
    assert said(filled(name=""))[1][NAME_AT] == "× 请填项目名称"


@pytest.mark.parametrize(
    ("funds", "total", "sources"),
    [
        ((FundsRow(300, 300, 295), FundsRow(300, 300, 295)), "√", "√"),
        ((FundsRow(300, 300, 295),), "√", ""),
        ((FundsRow(300, None, 295),), "▲ 全年预算数没有填，暂按年初预算数计算执行率", ""),
        ((FundsRow(300, 300, 301),), "× 执行数大于预算数，请核对", ""),
        ((FundsRow(300, 300, 214),), "× 执行率低于 90%，请填偏差原因", ""),
        ((FundsRow(300, 300, 214, "招标晚"),), "√", ""),
        ((FundsRow(300, 300),), "× 请填年度资金总额的全年执行数", ""),
        ((FundsRow(executed=3),), "× 请填年度资金总额的预算数（万元）", ""),
        (
            (FundsRow(300, 300, 295), FundsRow(200), FundsRow(90)),
            "√",
            "× 年初预算数：各项来源合计与资金总额不符",
        ),
        (
            (FundsRow(0, 0, 0), FundsRow(90, 90, 90)),
            "√",
            "× 年初预算数：各项来源合计与资金总额不符",
        ),
        (
            (FundsRow(300, 300, 295), FundsRow(300, 300, 294)),
            "√",
            "× 全年执行数：各项来源合计与资金总额不符",
        ),
    ],
)
def test_the_funds_block_is_checked(funds, total, sources):
    _, hint = said(filled(funds=funds))
    assert (hint[FUNDS_AT], hint[FUNDS_AT + 1]) == (total, sources)


@pytest.mark.parametrize(
    ("rubric", "points", "expected"),
    [
        ("national-2020", {"数量指标": 48}, "× 产出指标分值合计应为 50，现为 48"),
        (
            "national-2020",
            {"数量指标": 50, "社会效益指标": 30},
            "× 效益指标分值合计应为 40，现为 30",
        ),
        ("national-2020", {"数量指标": 50, "社会效益指标": 40}, "√"),
        (
            "national-2020",
            {"数量指标": 50, "社会效益指标": 30, "服务对象满意度指标": 10},
            "√",
        ),
        (
            "national-2021",
            {"数量指标": 50, "社会效益指标": 30, "服务对象满意度指标": 10},
            "√",
        ),
        (
            "national-2021",
            {"经济成本指标": 20, "数量指标": 50, "社会效益指标": 30},
            "× 产出指标分值合计应为 40，现为 50",
        ),
        ("hubei-2020", {"数量指标": 40, "服务对象满意度指标": 40}, "√"),
    ],
)
def test_points_must_be_what_the_rubric_gives_each_group(rubric, points, expected):
    rows = tuple(row(block, points=given, score=given) for block, given in points.items())
    plan, hint = said(filled(indicators=rows), rubric)
    assert hint[plan.total] == expected


def test_the_grade_must_be_the_one_that_the_total_carries():
    wrong, right = oddities()["wrong-grade"], oddities()["right-grade"]
    plan, hint = said(wrong)
    assert hint[plan.grade] == "× 按总分自评等级应为“优”"
    assert said(right)[1][plan.grade] == "√"
    assert said(filled(grade=""))[1][plan_of(filled()).grade] == "× 请选自评等级"


def test_a_rubric_without_grading_does_not_ask_for_a_grade():
    plan, hint = said(filled(grade=""), "hubei-2020")
    assert hint[plan.grade] == "√"


def test_a_form_without_mistakes_may_be_sent():
    rows = tuple(
        row(block, points=points, score=points)
        for block, points in {
            "数量指标": 20,
            "质量指标": 10,
            "时效指标": 10,
            "成本指标": 10,
            "社会效益指标": 30,
            "服务对象满意度指标": 10,
        }.items()
    )
    funds = (FundsRow(300, 300, 300),)
    assert banner(plan_of(filled(indicators=rows, funds=funds, grade="优"))).value == "√ 可以报送"
