"""Budget execution: rate and points from the amounts."""

from dataclasses import replace
from decimal import Decimal

import pytest

from perfcheck.model.rubric import Band, ExecutionRule
from perfcheck.scoring.execution import amounts, score_execution
from perfcheck.scoring.rubric import load
from tests.scoring.builders import form, funds, row

NATIONAL, HUBEI = load("national-2020"), load("hubei-2020")


def _score(budget, rubric):
    return score_execution(form(budget=budget), rubric)


@pytest.mark.parametrize(
    ("budget", "executed", "national", "hubei"),
    [
        ("300", "214.68", "7.16", "14.31"),
        ("100", "76", "7.60", "15.20"),
        ("400", "290.68", "7.27", "14.53"),
        ("100", "100", "10.00", "20.00"),
        ("45.00", "45.80", "10.00", "20.00"),
        ("10", "0", "0.00", "0.00"),
    ],
)
def test_points_follow_the_rate_and_never_exceed_the_maximum(budget, executed, national, hubei):
    block = funds(budget, executed)
    assert _score(block, NATIONAL).score == Decimal(national)
    assert _score(block, HUBEI).score == Decimal(hubei)


def test_the_line_shows_its_arithmetic():
    line = _score(funds("300", "214.68"), NATIONAL)
    assert line.basis == "214.68 ÷ 300 = 71.56%，10 × 71.56% = 7.16 分"
    assert line.verified


def test_without_an_adjusted_budget_the_original_one_is_the_base():
    assert amounts(funds(None, "50", original="200")).rate == Decimal("0.25")


@pytest.mark.parametrize(
    ("budget", "executed"),
    [(None, "5"), ("0", "5"), ("5", None), ("28.6", "285600"), ("3000000", "214.68")],
)
def test_a_rate_that_cannot_be_worked_out_earns_only_what_was_claimed(budget, executed):
    line = _score(funds(budget, executed, score="12"), NATIONAL)
    assert (line.score, line.low, line.high, line.verified) == (10, 0, 10, False)
    assert _score(funds(budget, executed), NATIONAL).score is None


def test_amounts_in_two_units_are_named_with_both_figures():
    basis = _score(funds("28.6", "285600"), NATIONAL).basis
    assert basis == (
        "预算数 28.6 与执行数 285600 像是一个按元填、一个按万元填，执行率无法计算，改正后再评"
    )


def test_an_empty_total_row_is_made_up_by_its_sources():
    block = funds("0", "0", sources=[("90", "89.974"), ("10", "0")])
    line = _score(block, NATIONAL)
    assert line.score == Decimal("9.00")
    assert "资金来源合计" in line.basis


def test_bands_are_steps():
    bands = tuple(
        Band(Decimal(low), Decimal(s)) for low, s in (("0.8", "0.7"), ("0.6", "0.5"), ("0", "0"))
    )
    banded = replace(NATIONAL, execution=ExecutionRule(Decimal(10), bands))
    assert _score(funds("100", "80"), banded).score == 7
    assert _score(funds("100", "79.99"), banded).score == 5
    assert _score(funds("100", "59"), banded).score == 0


ROWS = [row("项目决策", "10"), row("预算执行率", "20"), row("产出", "70")]


def test_execution_that_is_an_indicator_is_counted_there():
    line = score_execution(form(*ROWS, budget=funds("100", "80")), NATIONAL)
    assert (line.points, line.score, line.high) == (0, 0, 0)
    assert (
        line.basis
        == "表中“预算执行率的指标”已列为指标（20 分），各条指标合计 100 分，这里不再另外计分"
    )


def test_groups_that_the_rubric_does_not_know_have_the_full_mark_too():
    rows = row("项目决策", "30"), row("产出", "70")
    line = score_execution(form(*rows, budget=funds("100", "80")), NATIONAL)
    assert (line.points, line.score) == (0, 0)
    assert line.basis == "表中预算执行没有分值，各条指标合计 100 分，这里不再另外计分"


@pytest.mark.parametrize(
    ("rows", "budget"),
    [
        (ROWS[:2], funds("100", "80")),  # 30 points: the rest is elsewhere
        ([row("效益", "30"), row("产出", "70")], funds("100", "80")),  # no such row
        (ROWS, funds("100", "80", points="10")),  # the funds have points of their own
        (ROWS, funds("100", "80", score="8")),
        ([*ROWS[:2], row("产出")], funds("100", "80")),
    ],
)
def test_it_has_its_own_points_everywhere_else(rows, budget):
    line = score_execution(form(*rows, budget=budget), NATIONAL)
    assert (line.points, line.score) == (10, 8)
