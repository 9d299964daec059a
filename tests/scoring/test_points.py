"""Points: kept where the form gives them, assumed by the design's rule where it does not."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from perfcheck.model.rubric import MissingRule
from perfcheck.scoring.points import allot
from perfcheck.scoring.rubric import load
from tests.scoring.builders import form, row

NATIONAL, HUBEI = load("national-2020"), load("hubei-2020")


def points(*rows, rubric=NATIONAL, goals=()):
    return [a.points for a in allot(form(*rows, goals=goals), rubric)]


def assumed(*rows):
    return [a.assumed for a in allot(form(*rows), NATIONAL)]


def test_points_of_the_form_are_kept():
    rows = row("产出指标", "30"), row("产出指标", "20"), row("效益指标", "40")
    assert points(*rows) == [30, 20, 40]
    assert assumed(*rows) == [False, False, False]


def test_without_points_a_group_is_shared_equally():
    rows = [*[row("产出指标")] * 5, row("效益指标"), row("满意度指标")]
    assert points(*rows) == [10, 10, 10, 10, 10, 30, 10]
    assert all(assumed(*rows))


def test_stated_scores_that_fill_the_group_are_its_points():
    assert points(row("产出指标", None, "35"), row("产出指标", None, "15"), row("满意度指标")) == [
        35,
        15,
        10,
    ]


def test_stated_scores_that_fall_short_are_not():
    assert points(row("产出指标", None, "30"), row("产出指标", None, "15"), row("满意度指标")) == [
        25,
        25,
        10,
    ]


def test_thirds_add_up_to_the_cent():
    assert points(*[row("产出指标")] * 3, row("满意度指标")) == [
        Decimal("16.67"),
        Decimal("16.66"),
        Decimal("16.67"),
        10,
    ]


def test_a_missing_optional_group_gives_its_points_to_its_heir():
    assert points(row("产出指标"), row("效益指标")) == [50, 40]


def test_or_all_others_grow_in_proportion():
    grown = replace(NATIONAL, missing=MissingRule.RENORMALISE)
    assert points(row("产出指标"), row("效益指标"), rubric=grown) == [
        Decimal("56.25"),
        Decimal("33.75"),
    ]


def test_rows_that_lack_points_share_what_the_others_leave():
    rows = row("产出指标", "30"), row("产出指标"), row("产出指标"), row("满意度指标", "10")
    assert points(*rows) == [30, 10, 10, 10]
    assert assumed(*rows) == [False, True, True, False]


def test_nothing_left_is_nothing_to_share():
    rows = row("产出指标", "50"), row("产出指标"), row("满意度指标", "10")
    assert points(*rows) == [50, None, 10]


def test_a_heading_beats_the_rubric():
    rows = (
        row("产出指标", heading="60"),
        row("产出指标", heading="60"),
        row("效益指标", heading="20"),
    )
    assert points(*rows) == [30, 30, 20]


def test_hubei_goals_with_points_of_their_own_split_each_group():
    rows = (
        row("产出指标", goal=0),
        row("效益指标", goal=0),
        row("产出指标", goal=1),
        row("效益指标", goal=1),
    )
    assert points(*rows, rubric=HUBEI, goals=("60", "20")) == [30, 30, 10, 10]


def test_an_unknown_group_has_no_points_to_give():
    assert points(row("项目管理"), row("产出指标"), row("满意度指标")) == [None, 50, 10]


@given(st.lists(st.sampled_from(["产出指标", "效益指标", "满意度指标"]), min_size=1, max_size=30))
def test_assumed_points_never_exceed_the_groups(categories):
    given_points = points(*(row(c) for c in categories))
    used = set(categories)
    full = (50 if "产出指标" in used else 0) + (30 if "效益指标" in used else 0)
    full += 10 if used & {"效益指标", "满意度指标"} else 0
    assert sum(given_points) == full
