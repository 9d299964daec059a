"""The way up: only gaps on paper, as few of them as can do it, held against every other choice."""

from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from perfcheck.model.values import Outcome
from perfcheck.report.wayup import Lack, Step, fewest, gaps, way_up
from tests.report.lines import ZERO, Line, empty_group, vague
from tests.report.projects import Facts, project


def line(outcome, points="20", score="0", **more):
    verified = outcome in (Outcome.MET, Outcome.UNMET)
    settings = {"outcome": outcome, "points": points, "score": score, "verified": verified}
    return Line("产出指标", "", f"{outcome} {points}", "≥1", **(settings | more))


def assessed(*lines, **more):
    return project(Facts("P1", "项目", lines, executed="100", **more)).assessment


def test_what_was_not_reached_is_no_gap():
    found = gaps(
        assessed(
            line(Outcome.UNMET),
            line(Outcome.MET, score="20"),
            line(Outcome.UNREPORTED),
            line(Outcome.NO_TARGET, score=None),
            vague("产出指标", "", "质量", "提高", "提高", points="5", score="3"),
            line(Outcome.PARTLY, score=None, verified=False),
            empty=(empty_group("效益", "30"),),
        )
    )
    assert [(step.lack, step.gain) for step in found] == [
        (Lack.ACTUAL, 20),
        (Lack.TARGET, 20),
        (Lack.EVIDENCE, 2),
        (Lack.CLAIM, 20),
        (Lack.GROUP, 30),
    ]


def test_an_unknown_execution_rate_is_a_gap():
    unknown = project(Facts("P1", "项目", executed=None)).assessment
    assert [(step.lack, step.gain) for step in gaps(unknown)] == [(Lack.EXECUTION, 10)]


def test_two_places_lift_a_project_to_the_next_grade():
    way = way_up(
        assessed(
            line(Outcome.MET, points="45", score="45"),
            *(line(Outcome.UNREPORTED, points=points) for points in ("3", "7", "5", "30")),
        )
    )
    assert (way.grade, way.target.name, way.score) == ("差", "中", 55)
    assert [step.gain for step in way.steps] == [30]
    assert (way.reached, way.ceiling, way.ceiling_grade) == (85, 100, "优")


def test_a_missing_group_comes_last():
    lines = (line(Outcome.MET, points="40", score="40"), line(Outcome.UNREPORTED, points="10"))
    way = way_up(assessed(*lines, empty=(empty_group("效益", "30"),)))
    assert [step.lack for step in way.steps] == [Lack.ACTUAL]
    short = way_up(assessed(lines[0], line(Outcome.UNREPORTED, points="9"), empty=way_empty()))
    assert [step.lack for step in short.steps] == [Lack.GROUP]


def way_empty():
    return (empty_group("效益", "30"),)


def test_where_gaps_do_not_suffice_there_is_no_way():
    way = way_up(assessed(line(Outcome.UNMET, points="80"), line(Outcome.UNREPORTED, points="10")))
    assert (way.steps, way.ceiling, way.ceiling_grade) == ((), 20, "差")


def test_the_best_grade_and_a_declaration_need_no_way():
    best = assessed(line(Outcome.MET, points="90", score="90"))
    assert way_up(best) is None


GAINS = st.lists(st.integers(1, 400), max_size=9)


@given(GAINS, st.integers(1, 1500))
def test_no_choice_of_fewer_gaps_would_do(gains, need):
    card_line = assessed(line(Outcome.UNREPORTED)).card.lines[0]
    steps = [Step(card_line, Lack.ACTUAL, Decimal(gain)) for gain in gains]
    chosen = fewest(steps, Decimal(need))
    enough = [
        size
        for size in range(1, len(gains) + 1)
        if any(sum(choice) >= need for choice in combinations(gains, size))
    ]
    assert len(chosen) == (min(enough) if enough else 0)
    assert not chosen or sum((step.gain for step in chosen), ZERO) >= need
