"""The bench of the room measures what it says."""

from tools import bench_values


def test_the_bench_measures_ours_and_the_plain_one():
    cost = bench_values.measure(rounds=1)
    assert cost.rows == 359
    assert 0 < cost.baseline < cost.warm < cost.first


def test_the_lines_name_the_goal_and_the_baseline():
    said = "\n".join(bench_values.lines())
    assert "≤60" in said
    assert "re" in said
