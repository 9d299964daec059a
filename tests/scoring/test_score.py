"""The scorecard: verified and claimed points, the range, the grade and its reasons."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcheck.model.form import Stage
from perfcheck.model.rubric import level_key
from perfcheck.scoring.points import allot
from perfcheck.scoring.rubric import load
from perfcheck.scoring.score import score
from tests.scoring.builders import claimed, form, funds, met, number, row, text, unknown

NATIONAL = load("national-2020")


def card(filled, *judgements):
    return score(filled, NATIONAL, allot(filled, NATIONAL), judgements)


ROWS = row("产出指标", "50"), row("效益指标", "30"), row("满意度指标", "10")


def test_verified_and_claimed_points_make_the_recomputed_score():
    result = card(form(*ROWS), met("50"), claimed("24", "30"), met("10"))
    assert result.recomputed == Decimal("91.16")
    assert (result.verified, result.claimed) == (Decimal("67.16"), 24)
    assert (result.low, result.high) == (Decimal("67.16"), Decimal("97.16"))
    assert result.grade == "优"


def test_the_stated_figures_are_kept_beside():
    filled = form(*ROWS, total_score=number("98"), grade=text("优"))
    result = card(filled, met("50"), met("30"), met("10"))
    assert (result.stated, result.stated_grade) == (98, "优")


def test_lines_that_nobody_can_decide_leave_the_grade_open():
    result = card(form(*ROWS), met("50"), unknown("30"), met("10"))
    assert result.recomputed == Decimal("67.16")
    assert result.grade is None
    assert any("30 分" in note for note in result.notes)


def test_open_lines_that_cannot_change_the_grade_do_not():
    rows = row("产出指标", "50"), row("效益指标", "39"), row("满意度指标", "1")
    result = card(form(*rows, budget=funds("100", "100")), met("50"), met("39"), unknown("1"))
    assert result.grade == "优"


def test_assumed_points_are_said_to_be_assumed():
    filled = form(row("产出指标"), row("效益指标"), row("满意度指标"))
    result = card(filled, met("50"), met("30"), met("10"))
    assert all(line.assumed for line in result.lines)
    assert "3 项指标没有填分值" in result.notes[0]


def test_a_compulsory_group_without_indicators_earns_nothing_and_says_so():
    filled = form(row("产出指标"), row("满意度指标"))
    result = card(filled, met("50"), met("10"))
    empty = result.lines[-1]
    assert (empty.group, empty.points, empty.score, empty.indicator) == ("效益", 30, 0, None)
    assert "30 分无从得分" in empty.basis


def test_points_of_the_form_leave_no_empty_lines():
    filled = form(row("产出指标", "80"), row("满意度指标", "10"))
    assert len(card(filled, met("80"), met("10")).lines) == 2


PARTLY_READ = row("产出指标", "40"), row("效益指标", "20"), row("满意度指标", "10")


def test_what_was_not_read_is_a_line_for_a_person():
    filled = form(*PARTLY_READ, unread=(text("资金管理情况"),), total_points=number("100"))
    result = card(filled, met("40"), met("20"), met("10"))
    rest = result.lines[-1]
    assert (rest.points, rest.score, rest.low, rest.high) == (20, None, 0, 20)
    assert rest.basis == "表中分值合计 100，读到的有 80，另 20 分所在的栏目没有读懂，需人工评定"
    assert (result.recomputed, result.high) == (Decimal("77.16"), Decimal("97.16"))
    assert result.grade is None


def test_without_an_unread_place_or_a_full_total_nothing_is_left_over():
    judged = met("40"), met("20"), met("10")
    unread = (text("资金管理情况"),)
    for filled in (
        form(*PARTLY_READ, total_points=number("100")),
        form(*PARTLY_READ, unread=unread, total_points=number("80")),
        form(*PARTLY_READ, unread=unread),
    ):
        assert len(card(filled, *judged).lines) == 3
    assert len(card(form(*ROWS, unread=unread, total_points=number("100")), *judged).lines) == 3


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("产出指标\n（50分）", "产出"),
        ("1.项目产出", "产出"),
        ("二、效益指标", "效益"),
        ("（三）满意度目标", "满意度"),
        ("目标", "目标"),
        ("产出指标-数量指标（40分）", "产出"),
    ],
)
def test_a_level_is_known_by_its_name(label, name):
    assert level_key(label) == name


def test_a_declaration_has_lines_but_no_totals():
    result = card(form(*ROWS, stage=Stage.DECLARATION), met("50"), met("30"), met("10"))
    assert (result.recomputed, result.grade, len(result.lines)) == (None, None, 3)


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=8))
def test_low_is_never_above_the_score_nor_the_score_above_high(parts):
    rows = [row("产出指标", "30") for _ in parts]
    judged = [met(str(s)) if sure else claimed(str(s), "30") for s, sure in parts]
    result = card(form(*rows), *judged)
    assert result.low <= result.recomputed <= result.high
    assert result.recomputed == result.verified + result.claimed
