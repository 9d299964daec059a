"""问题清单: one rule in one project is one row, and no cell of it is left out."""

from dataclasses import replace

from perfcheck.model.results import Severity
from perfcheck.report.sheets.grouped import MOST_SAID
from tests.report.founding import EXAMPLE, PRESERVATION
from tests.report.lines import finding
from tests.report.projects import batch
from tests.report.shown import body, sheets, shown


def listed(*findings, titles=None, **more):
    value = batch(replace(PRESERVATION, findings=findings, **more))
    return sheets(replace(value, titles=titles or {}))["问题清单"]


def missing(row, suggestion="补填指标值"):
    text = f"第{row}行没有指标值"
    return finding("IND002", Severity.ERROR, row, text, found="空白", suggestion=suggestion)


def test_one_rule_in_one_project_is_one_row_with_all_its_cells():
    content = listed(*(missing(row) for row in (16, 14, 15)), titles={"IND002": "没有指标值"})
    (row,) = body(content)
    assert row[3] == "项目申报表!E14\n等 3 处"
    assert row[5].split("\n") == [
        "没有指标值：共 3 处",
        *(f"E{n}：第{n}行没有指标值" for n in (14, 15, 16)),
    ]
    assert row[7] == "补填指标值"
    assert shown(content, 2)[0].startswith("共 3 处，同一项目同一规则的归并为 1 条：必须改 3 处")


def test_different_advice_is_given_cell_by_cell():
    (row,) = body(listed(missing(14, "填 10"), missing(15, "填 20")))
    assert row[7] == "E14：填 10\nE15：填 20"


def test_a_flood_is_cut_but_every_cell_is_named_and_counted():
    count = MOST_SAID + 3
    (row,) = body(listed(*(missing(14 + n) for n in range(count))))
    assert f"共 {count} 处" in row[5]
    assert row[5].endswith("……另有 3 处：" + "、".join(f"E{19 + n}" for n in range(3)))


def test_rules_weights_and_projects_are_kept_apart():
    lighter = replace(missing(15), severity=Severity.NOTE)
    both = batch(
        replace(PRESERVATION, findings=(missing(14), lighter)),
        replace(EXAMPLE, findings=(missing(14), finding("SCR004", Severity.ERROR, 15, "别的"))),
    )
    rows = body(sheets(both)["问题清单"])
    assert [(row[1], row[2][:4], row[4]) for row in rows] == [
        ("必须改", "档案保护", "IND002"),
        ("必须改", "社区图书", "IND002"),
        ("必须改", "社区图书", "SCR004"),
        ("提示", "档案保护", "IND002"),
    ]
