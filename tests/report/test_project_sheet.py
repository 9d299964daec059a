"""The sheet of one project: the form row by row, what is said beside it, and its sums."""

from dataclasses import replace
from decimal import Decimal

import pytest

from perfcheck.model.results import Severity
from perfcheck.report.charts import ChartKind
from perfcheck.report.sheets.plan import plan
from perfcheck.report.sheets.project import PAGE_POINTS
from perfcheck.report.sheets.projectplan import MOST_SHEETS
from tests.report import batches
from tests.report.founding import EXAMPLE, PRESERVATION
from tests.report.lines import finding
from tests.report.projects import batch
from tests.report.shown import sheets, shown

SEED = sheets(batches.SEED)
OWN = SEED["P001 档案保护费"]
PLACES = plan(batches.SEED).sheets[0]


@pytest.mark.parametrize("value", [batches.SEED, batches.ODD, batches.crowd(3)])
def test_every_part_stands_where_the_plan_says(value):
    content = sheets(value)
    for project, places in zip(value.projects, plan(value).sheets, strict=True):
        own = content[places.sheet]
        assert shown(own, 7)[0] == "项目名称"
        assert shown(own, 9)[1] == "资金来源"
        assert shown(own, places.goals_head)[1] == "预期目标"
        assert shown(own, places.head)[2] == "三级指标"
        titles = [line.title for line in project.assessment.card.lines]
        lines = range(places.lines_at, places.total)
        assert [shown(own, row)[2] for row in lines] == titles
        assert shown(own, places.total)[0] == "合  计"


def test_stated_and_recomputed_stand_side_by_side_with_the_arithmetic():
    funds = shown(OWN, 10)
    assert funds[2:6] == [Decimal(300), Decimal(300), Decimal("214.68"), Decimal("0.7156")]
    assert funds[6:9] == [10, Decimal("7.16"), Decimal("7.16")]
    assert "214.68 ÷ 300" in funds[11]
    total = shown(OWN, PLACES.total)
    points = sum(x.points for x in batches.SEED.projects[0].assessment.card.lines) + 10
    assert total[1:4] == [points, "—", batches.SEED.projects[0].assessment.card.recomputed]


def test_a_finding_is_said_beside_its_row_worst_first():
    more = (
        finding("IND001", Severity.WARNING, 14, "未量化", suggestion="改为数字"),
        finding("IND002", Severity.ERROR, 14, "没有指标值"),
        finding("CMP001", Severity.NOTE, 3, "名称太长", column=2),
        finding("XXX001", Severity.NOTE, 90, "别处"),
    )
    content = sheets(batch(replace(PRESERVATION, findings=more)))["P001 档案保护费"]
    places = plan(batch(PRESERVATION)).sheets[0]
    assert shown(content, places.lines_at)[-1] == "× E14　没有指标值\n▲ E14　未量化\n　→ 改为数字"
    assert "名称太长" in shown(content, 7)[-1]
    assert shown(content, places.after) == ["整表和其他位置的问题（1 条）"]
    assert "别处" in shown(content, places.after + 2)


def test_a_flood_beside_one_row_is_cut_and_counted():
    many = tuple(finding(f"IND{n:03d}", Severity.NOTE, 14, f"问题{n}") for n in range(9))
    content = sheets(batch(replace(PRESERVATION, findings=many)))["P001 档案保护费"]
    said = shown(content, plan(batch(PRESERVATION)).sheets[0].lines_at)[-1]
    assert said.count("\n") == 5 and "共 9 条" in said


def test_the_waterfall_of_a_project_has_its_figures_in_the_table_beside_it():
    (chart,) = OWN.charts
    assert chart.kind is ChartKind.STACKED
    heads = chart.at[0]
    assert shown(OWN, heads)[:5] == ["一级指标", "分值", "复算得分", "失分", "待判断"]
    rows = [shown(OWN, row) for row in range(heads + 1, heads + 6)]
    total = next(row for row in rows if row[0] == "合  计")
    assert total[1] == total[2] + total[3] + total[4]


def test_the_way_up_names_places_and_points():
    rows = [shown(OWN, n) for n in range(1, len(OWN.rows) + 1)]
    (title,) = (row[0] for row in rows if row and str(row[0]).startswith("怎样提高"))
    assert "处" in title and "→" in title
    assert not any(
        str(row[0]).startswith("怎样提高") for row in _rows(SEED["P003 社区图书角免费开放（示例）"])
    )


def _rows(content):
    return [row for n in range(1, len(content.rows) + 1) if (row := shown(content, n))]


def test_a_declaration_has_no_scores_and_no_losses():
    declared = sheets(batches.ODD)["P001 尚未自评的项目"]
    places = plan(batches.ODD).sheets[0]
    assert shown(declared, places.total)[2:4] == ["—", "—"]
    assert declared.charts == ()


def test_too_many_projects_have_no_sheets_of_their_own():
    assert len(plan(batches.crowd(MOST_SHEETS)).sheets) == MOST_SHEETS
    assert plan(batches.crowd(MOST_SHEETS + 1)).sheets == ()


def test_projects_of_one_name_have_sheets_of_their_own():
    twins = batch(EXAMPLE, replace(EXAMPLE, id="P004"))
    assert len({places.sheet for places in plan(twins).sheets}) == 2


def test_what_stands_below_a_full_page_begins_a_new_one():
    assert OWN.breaks == (PLACES.total + 2,)
    short = sheets(batch(replace(EXAMPLE, lines=EXAMPLE.lines[:1], findings=())))
    assert next(own for name, own in short.items() if name.startswith("P00")).breaks == ()


def _pages(own, points: float) -> list[list[int]]:
    """The rows of every printed page, from 1, if a page holds so many points of rows."""
    again = own.rows[own.repeated - 1].height
    pages: list[list[int]] = [[]]
    full = 0.0
    for at, row in enumerate(own.rows, start=1):
        if at - 1 in own.breaks or full + row.height > points:
            pages.append([])
            full = again
        pages[-1].append(at)
        full += row.height
    return pages


@pytest.mark.parametrize("points", PAGE_POINTS)
def test_no_end_of_a_page_cuts_the_chart(points: float):
    """Programs scale a page differently; forms of any height, so that any row may be the last."""
    many = [finding(f"XXX{n:03}", Severity.NOTE, 90 + n, "别处" * n) for n in range(40)]
    facts = [replace(PRESERVATION, id=f"P{n:03}", findings=tuple(many[:n])) for n in range(40)]
    own = [value for name, value in sheets(batch(*facts)).items() if name.startswith("P0")]
    assert {len(value.breaks) for value in own} == {1, 2}
    for value in own:
        losses = set(range(value.charts[0].at[0] - 1, len(value.rows) + 1))
        assert sum(1 for page in _pages(value, points) if losses & set(page)) == 1
