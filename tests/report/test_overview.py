"""The figures of a batch: sums, means and ranks that agree with pencil and paper."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from perfcheck.report.overview import overview
from tests.report import batches
from tests.report.founding import COMPILATION, EXAMPLE, PRESERVATION
from tests.report.lines import Line
from tests.report.projects import Facts, batch

SCORES = st.lists(st.integers(0, 90), max_size=8)


def scored(scores):
    lines = [(Line("产出指标", "", "数量", "≥1", "1", score=str(s), points="90"),) for s in scores]
    return batch(
        *(Facts(f"P{n}", f"项目{n}", line, executed="100") for n, line in enumerate(lines))
    )


@settings(max_examples=30)
@given(SCORES)
def test_ranks_count_the_better_ones_and_the_order_is_that_of_the_batch(scores):
    figures = overview(scored(scores))
    assert [figures.ranks[n] for n in range(len(scores))] == [
        1 + sum(other > score for other in scores) for score in scores
    ]
    assert list(figures.ranked) == sorted(range(len(scores)), key=lambda n: (-scores[n], n))


@settings(max_examples=30)
@given(SCORES)
def test_sums_are_exact_and_means_are_sums_divided(scores):
    figures = overview(scored(scores))
    assert figures.verified == figures.high == sum(scores) + 10 * len(scores)
    assert figures.budget == 100 * len(scores)
    if scores:
        assert figures.mean_recomputed == figures.verified / len(scores)
    else:
        assert figures.mean_recomputed is None


def test_the_overall_rate_is_a_rate_of_sums_not_a_mean_of_rates():
    figures = overview(batch(PRESERVATION, COMPILATION))
    assert figures.rate == Decimal("290.68") / 400


def test_unknown_figures_stay_out_of_means_and_rates():
    figures = overview(batches.ODD)
    assert (figures.projects, figures.scored, figures.rated) == (3, 2, 1)
    assert (figures.rated_budget, figures.budget) == (45, 105)
    assert figures.mean_stated is None


def test_grades_are_counted_in_the_order_of_the_rubric_and_open_ones_apart():
    figures = overview(batches.SEED)
    assert figures.grades == (("优", 1), ("良", 0), ("中", 0), ("差", 1))
    assert figures.open_grades == 1


def test_findings_are_counted_by_severity():
    figures = overview(batches.SEED)
    assert (figures.errors, figures.warnings, figures.notes) == (3, 1, 1)
    assert [(row.errors, row.warnings) for row in figures.rows] == [(2, 1), (1, 0), (0, 0)]


def test_an_empty_batch_has_figures_too():
    figures = overview(batches.NOTHING)
    assert (figures.projects, figures.budget, figures.rate, figures.grades) == (0, 0, None, ())


def test_a_rubric_without_grades_leaves_none_open():
    ungraded = replace(EXAMPLE, grade=None)
    value = batch(ungraded)
    rubric = replace(value.rubrics[0], grades=())
    assert overview(replace(value, rubrics=(rubric,))).open_grades == 0
    assert overview(value).open_grades == 1
