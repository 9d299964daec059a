"""Where the points went: nothing is lost twice and nothing is forgotten."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from perfcheck.report.losses import full_mark, losses
from tests.report.lines import ZERO, Line, execution_line
from tests.report.projects import Facts, project

CENTS = st.integers(0, 2000).map(lambda n: Decimal(n) / 100)


def line(group: str, points, score):
    made = Line(f"{group}指标", "", "数量", "≥1", points=str(points), score=score)
    return project(Facts("P1", "项目", (made,))).assessment.card.lines[0]


def test_groups_keep_their_order_and_open_lines_are_not_lost():
    steps = losses(
        [
            execution_line("100", "76", Decimal(10)),
            line("产出", 10, "4"),
            line("效益", 5, None),
            line("产出", 6, "6"),
        ]
    )
    assert [(s.group, s.points, s.earned, s.open, s.lost) for s in steps] == [
        ("预算执行", 10, Decimal("7.60"), 0, Decimal("2.40")),
        ("产出", 16, 10, 0, 6),
        ("效益", 0, 0, 5, 0),
    ]
    assert full_mark(steps) == 31


def test_a_line_without_points_is_no_step():
    made = Line("产出指标", "", "数量", "≥1", points=None, score=None)
    assert losses(project(Facts("P1", "项目", (made,))).assessment.card.lines) == ()


@given(st.lists(st.tuples(st.sampled_from(["产出", "效益"]), CENTS, st.none() | CENTS)))
def test_full_mark_less_losses_and_open_points_is_the_score(rows):
    made = [line(group, points, None if s is None else str(s)) for group, points, s in rows]
    steps = losses(made)
    score = sum((x.score for x in made if x.score is not None), ZERO)
    assert full_mark(steps) - sum(s.lost + s.open for s in steps) == score
