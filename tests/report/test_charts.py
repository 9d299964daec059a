"""图表: what a chart shows, what it is drawn from, and that it says what it leaves out."""

from dataclasses import replace

import pytest

from perfcheck.report.charts import ChartKind
from perfcheck.report.sheets import charts
from perfcheck.report.sheets.chartdata import Data
from perfcheck.report.sheets.plan import plan
from tests.report import batches
from tests.report.founding import EXAMPLE
from tests.report.projects import Facts, batch


def drawn(value):
    data = Data()
    return charts.sheet(plan(value), data), data.sheet()


def picture(value):
    content, data = drawn(value)
    return {chart.title.split("（")[0]: chart for chart in content.charts}, data


def cells(data, where):
    top, left, bottom, right = where.area
    assert left == right
    rows = data.rows[top - 1 : bottom]
    return [getattr(c, "value", c) for c in (row.cells[left - 1].content for row in rows)]


SEED, SEED_DATA = picture(batches.SEED)


def test_every_project_has_a_bar_the_lowest_rate_first():
    rates = SEED["各项目预算执行率"]
    names = cells(SEED_DATA, rates.series[0].categories)
    assert names == ["档案保护费", "史料编研费", "社区图书角免费开放（示例）"]
    usual, low, over = (cells(SEED_DATA, series.values) for series in rates.series)
    assert [float(x) for x in low] == [0.7156, 0.76, 0]
    assert sum(over) == 0 < usual[2]


@pytest.mark.parametrize(("count", "bars"), [(25, 25), (26, 15), (300, 15)])
def test_of_many_projects_the_lowest_are_shown_and_the_title_counts_all(count, bars):
    shown, data = picture(batches.crowd(count))
    (title,) = (t for t in shown if "执行率" in t and "得分" not in t)
    series = shown[title].series
    over = sum(1 for value in cells(data, series[2].values) if value)
    listed = len(cells(data, series[0].categories))
    assert listed == (bars if count <= 25 else bars + over)
    assert (f"全部 {count} 个" in shown[title].title) is (count > 25)


def test_those_over_budget_are_shown_however_many_others_are_lower():
    over = Facts("P999", "超预算项目", budget="10", executed="12")
    crowd = batches.crowd(40)
    both = replace(crowd, projects=(*crowd.projects, *batch(over).projects))
    shown, data = picture(both)
    (chart,) = (c for t, c in shown.items() if t.startswith("执行率最低"))
    assert cells(data, chart.series[0].categories)[-1] == "超预算项目"
    over = sum(1 for p in both.projects if (p.assessment.execution_rate or 0) > 1)
    assert f"超预算的 {over} 个" in chart.title


def test_grades_are_columns_and_open_ones_stand_apart():
    chart = SEED["核定等级分布"]
    assert cells(SEED_DATA, chart.series[0].categories) == ["优", "良", "中", "差", "待定"]
    assert cells(SEED_DATA, chart.series[0].values) == [1, 0, 0, 1, 1]
    assert len(chart.series[0].fills) == 5


def test_the_waterfall_falls_from_the_full_mark_to_the_mean():
    base, lost, total = (s.values for s in SEED["平均每个项目的分丢在哪里"].series)
    drops = [value or 0 for value in cells(SEED_DATA, lost) if value != ""]
    ends = [value for value in cells(SEED_DATA, total) if value]
    assert abs(ends[0] - sum(drops) - ends[1]) <= 0.001
    assert SEED["平均每个项目的分丢在哪里"].series[0].fill is None
    assert min(value for value in cells(SEED_DATA, base) if value) >= 0


def test_money_unspent_but_full_marks_stands_out_with_its_name():
    saver = replace(EXAMPLE, id="P1", name="2020年度钱没花完", budget="100", executed="60")
    others = [replace(EXAMPLE, id=f"P{n}") for n in (2, 3)]
    shown, data = picture(batch(saver, *others))
    chart = shown["执行率与得分"]
    assert chart.kind is ChartKind.SCATTER
    usual, standing = chart.series
    assert len(cells(data, standing.values)) == 1 and len(cells(data, usual.values)) == 2
    assert [label.text for label in standing.labels if label] == ["钱没花完"]


def test_the_share_of_quantified_targets_is_that_of_each_unit():
    chart = SEED["各单位指标量化率"]
    assert cells(SEED_DATA, chart.series[0].categories)[0] == "武昌区档案馆"
    assert all(0 <= share <= 1 for share in cells(SEED_DATA, chart.series[0].values))


@pytest.mark.parametrize("value", [batches.SEED, batches.ODD, batches.crowd(60)])
def test_charts_do_not_cover_each_other(value):
    content, _ = drawn(value)
    for column in {chart.at[1] for chart in content.charts}:
        own = sorted(c.at[0] * 20 for c in content.charts if c.at[1] == column)
        ends = sorted(c.at[0] * 20 + c.size[1] for c in content.charts if c.at[1] == column)
        assert all(end <= start for end, start in zip(ends, own[1:], strict=False))


def test_two_points_are_no_picture():
    shown, _ = picture(batch(EXAMPLE, replace(EXAMPLE, id="P2")))
    assert not any(title.startswith("执行率与得分") for title in shown)


def test_a_score_beyond_the_full_mark_stays_in_the_picture():
    beyond = replace(EXAMPLE, id="P9", lines=EXAMPLE.lines * 2)
    shown, data = picture(batch(beyond, *(replace(EXAMPLE, id=f"P{n}") for n in (1, 2))))
    highest = max(cells(data, shown["执行率与得分"].series[0].values))
    assert 100 < highest <= shown["执行率与得分"].y.high
    first = cells(data, shown["平均每个项目的分丢在哪里"].series[2].values)[0]
    assert 100 < first <= shown["平均每个项目的分丢在哪里"].y.high


def test_without_a_scatter_the_left_column_is_not_left_empty():
    content, _ = drawn(batch(EXAMPLE))
    assert [chart.at[1] for chart in content.charts] == [1, 1, 9, 9]
