"""What the sheets say, looked at as values: before anything is drawn."""

from dataclasses import replace
from decimal import Decimal

import pytest

from perfcheck.model.cells import Entry, State
from perfcheck.report.content import Formula
from perfcheck.report.look import Style
from perfcheck.report.sheets.projectplan import MOST_SHEETS
from perfcheck.report.workbook import contents
from tests.report import batches
from tests.report.founding import EXAMPLE
from tests.report.projects import Facts, batch
from tests.report.shown import body, links, sheets, shown

SEED = sheets(batches.SEED)


def test_the_workbook_opens_on_the_summary_and_the_charts_follow():
    names = ["汇总表", "图表", "评分明细", "问题清单", "未量化指标", "评分标准", "处理记录"]
    seen = [name for name, content in SEED.items() if not content.hidden]
    assert seen[:7] == names
    assert seen[7:] == ["P001 档案保护费", "P002 史料编研费", "P003 社区图书角免费开放（示例）"]
    assert "图表" not in sheets(batches.NOTHING)


@pytest.mark.parametrize("value", [batches.SEED, batches.ODD, batches.NOTHING, batches.crowd(7)])
def test_rows_cover_exactly_the_columns_and_have_a_height(value):
    for content in contents(value):
        for row in content.rows:
            assert row.height > 0
            if row.cells:
                assert sum(cell.span for cell in row.cells) == len(content.widths)


@pytest.mark.parametrize("value", [batches.SEED, batches.ODD, batches.NOTHING])
def test_lists_state_their_headings_where_they_freeze_and_filter(value):
    for content in contents(value):
        if content.table:
            assert content.table[0] == content.heading
            assert content.table[2] <= len(content.rows)
        if content.heading and not content.repeated:
            heading = content.rows[content.heading - 1]
            assert {cell.style for cell in heading.cells} == {Style.HEADER}


def test_every_line_that_earns_points_is_in_the_scored_sheet():
    rows = body(SEED["评分明细"])
    assert len(rows) == 3 + 14 + 1
    assert rows[0][4:9] == ["预算执行率", "项目申报表!F8", *rows[0][6:9]]
    assert rows[0][6:9] == ["预算 300.00 万元", "执行 214.68 万元", Decimal("0.7156")]
    empty = next(row for row in rows if row[4] == "效益指标（未设置）")
    assert empty[9:13] == [Decimal(30), "—", Decimal(0), "—"]


def test_a_line_says_what_came_of_it_and_what_carries_it():
    rows = {row[4]: row for row in body(SEED["评分明细"])}
    assert rows["街道志出版"][11:16] == [Decimal(0), "—", "未达成", "数据可核实", "已量化"]
    assert rows["馆藏数量"][12:16] == ["—", "需人工判断", "—", "未量化"]
    assert rows["档案编研成果"][12:16] == [Decimal(-3), "需人工判断", "仅凭文字", "未量化"]


def test_assumed_points_carry_a_star_and_given_ones_do_not():
    styles = {
        row.cells[4].content: row.cells[9].style
        for row in SEED["评分明细"].rows
        if len(row.cells) > 17
    }
    assert styles["馆藏数量"] is Style.SCORE_ASSUMED
    assert styles["读者满意度"] is Style.SCORE
    assert "*" in shown(SEED["评分明细"], 2)[1]


def test_a_heavy_line_stands_above_every_project():
    divided = [n for n, row in enumerate(SEED["评分明细"].rows, start=1) if row.divided]
    assert divided == [4, 11, 17]


def test_findings_come_worst_first_then_by_project_and_cell():
    rows = body(SEED["问题清单"])
    assert [(row[1], row[2], row[3]) for row in rows] == [
        ("必须改", "档案保护费", "项目申报表!E14"),
        ("必须改", "档案保护费", "项目申报表!B41"),
        ("必须改", "史料编研费", "项目申报表!H15"),
        ("建议改", "档案保护费", "项目申报表!F8"),
        ("提示", "档案保护费", "整表"),
    ]
    assert shown(SEED["问题清单"], 2)[0].startswith("共 5 处：必须改 3 处，建议改 1 处，提示 1 处")


def test_a_finding_shows_what_was_found_and_the_arithmetic():
    row = body(SEED["问题清单"])[2]
    assert row[6] == "填报：送出版社审稿3部，送专家审稿7部，修改完善3部\n核对：0 ÷ 4 = 0.00%"


def test_a_finding_leads_to_the_row_that_says_it():
    rows = body(SEED["问题清单"])
    for row, (_, link) in zip(rows, links(SEED["问题清单"]), strict=True):
        assert link.sheet.startswith("P00")
        spoken = shown(SEED[link.sheet], int(link.address[1:]))
        below = shown(SEED[link.sheet], int(link.address[1:]) + 2)
        assert row[5] in str(spoken[-1]) or row[5] in below


@pytest.mark.parametrize("count", [3, 70])
def test_a_project_leads_to_its_sheet_or_where_there_are_too_many_to_its_first_line(count):
    content = sheets(batches.crowd(count))
    for row, link in links(content["汇总表"]):
        own = shown(content["汇总表"], row)
        if count > MOST_SHEETS:
            assert shown(content["评分明细"], int(link.address[1:]))[:2] == own[1:3]
        else:
            assert shown(content[link.sheet], 1) == [own[2]]
    for row, link in links(content["问题清单"]):
        name = shown(content["问题清单"], row)[2]
        if count > MOST_SHEETS:
            assert link.sheet in ("评分明细", "汇总表")
        else:
            assert shown(content[link.sheet], 1) == [name]


def test_every_target_without_a_figure_is_listed_with_its_words_and_proposals():
    rows = body(SEED["未量化指标"])
    assert [row[5] for row in rows] == [
        "逐年增长",
        "（未填指标值）",
        "得到有效开发利用",
        "减少档案保护成本，提高文件时效性，做好档案史志宣传",
        "完成",
    ]
    assert rows[0][6:11] == [
        "逐年增长",
        "半量化",
        "馆藏数量数量 ≥ ____ 卷（数据来源：馆藏登记簿）",
        "馆藏数量比上年增长 ≥ ____ %（数据来源：馆藏统计年报）",
        "—",
    ]
    assert shown(SEED["未量化指标"], 2)[0] == "全部指标 14 项，未量化 5 项，占 35.71%。"


def test_a_quantified_batch_is_told_so():
    clean = sheets(batch(EXAMPLE))
    assert shown(clean["未量化指标"], 4) == ["全部指标均已量化。"]
    assert shown(clean["问题清单"], 4) == ["没有发现问题。"]


def test_the_rubric_is_said_in_words_and_its_grades_are_live():
    rows = [shown(SEED["评分标准"], n) for n in range(1, len(SEED["评分标准"].rows) + 1)]
    assert ["预算执行", Decimal(10), *rows[5][2:]] == rows[5]
    assert any("财预〔2020〕10号" in str(row[0]) for row in rows if row)
    grade = body(SEED["汇总表"])
    formula = SEED["汇总表"].rows[7].cells[14].content
    assert isinstance(formula, Formula)
    for name, low in (("优", 90), ("良", 80), ("中", 60), ("差", 0)):
        row = next(n for n, row in enumerate(rows, start=1) if row[:2] == [name, Decimal(low)])
        cell = next(n for n in SEED["评分标准"].names if n.address == f"$B${row}")
        assert f'J8>={cell.name},"{name}"' in formula.text
    assert grade[0][14] == "优"


def test_two_rubrics_stand_one_under_the_other_and_each_grade_follows_its_own():
    both = sheets(batches.TWO_RUBRICS)
    titles = [r.cells[0].content for r in both["评分标准"].rows if _is_block(r)]
    assert [title[:3] for title in titles] == ["湖北省", "项目支"]
    formulas = {shown(both["汇总表"], n)[1]: both["汇总表"].rows[n - 1] for n in (8, 9)}
    national, hubei = (formulas[key].cells[14].content.text for key in ("P002", "P009"))
    assert national != hubei.replace("J8", "J9")
    assert shown(both["汇总表"], 1)[0] == "2020—2021年度项目支出绩效自评汇总表"


def _is_block(row):
    return bool(row.cells) and row.cells[0].style is Style.BLOCK


def test_a_grade_that_the_rubric_does_not_give_is_written_as_it_is():
    other = sheets(batch(replace(EXAMPLE, grade="另议")))["汇总表"]
    assert other.rows[7].cells[14].content == "另议"


def test_every_file_is_in_the_record():
    rows = body(SEED["处理记录"])
    assert [(row[1], row[3]) for row in rows] == [
        (record.path, record.status.label) for record in batches.SEED.files
    ]
    assert rows[3][4:6] == [
        "这不是工作簿，而是改了后缀的文本文件",
        "请在 WPS 或 Excel 中打开原表，另存为 .xlsx 后重新提交。",
    ]
    assert rows[0][6:8] == ["档案保护费", "项目申报表"]


def test_without_any_project_the_summary_says_where_the_reasons_are():
    nothing = sheets(batches.NOTHING)
    assert "没有读到任何项目" in shown(nothing["汇总表"], 8)[0]
    assert "处理记录" in shown(nothing["问题清单"], 4)[0]
    assert not any(
        isinstance(cell.content, Formula)
        for content in nothing.values()
        for row in content.rows
        for cell in row.cells
    )


def test_nothing_of_a_form_without_a_single_entry_is_lost():
    bare = Facts("P001", "", (), budget=None, executed=None, department="", unit="", year=None)
    project = batch(bare).projects[0]
    blank = replace(project.form, project_name=Entry(text="#N/A", state=State.ERROR))
    value = batch(bare)
    value = replace(
        value,
        projects=(replace(project, assessment=replace(project.assessment, form=blank)),),
    )
    assert body(sheets(value)["汇总表"])[0][2:5] == ["（未填项目名称）", "—", "—"]
