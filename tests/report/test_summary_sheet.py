"""The first sheet: ranking, totals, and the figures that a section chief reads."""

from dataclasses import replace
from decimal import Decimal

from tests.report import batches
from tests.report.founding import COMPILATION, EXAMPLE, PRESERVATION
from tests.report.projects import batch
from tests.report.shown import body, sheets, shown

SEED = sheets(batches.SEED)


def test_projects_are_ranked_best_first_and_those_without_a_score_come_last():
    names = [(row[0], row[2]) for row in body(SEED["汇总表"])]
    assert names == [(1, "社区图书角免费开放（示例）"), (2, "档案保护费"), (3, "史料编研费")]
    odd = [(row[0], row[2]) for row in body(sheets(batches.ODD)["汇总表"])]
    assert odd == [(1, "超预算"), (2, "（未填项目名称）"), ("—", "尚未自评的项目")]


def test_equal_scores_share_a_rank():
    twins = batch(*(replace(EXAMPLE, id=f"P00{n}") for n in (1, 2)), COMPILATION)
    assert [row[0] for row in body(sheets(twins)["汇总表"])] == [1, 1, 3]


def test_the_strip_shows_the_figures_of_the_whole_batch():
    two = sheets(batch(PRESERVATION, COMPILATION))["汇总表"]
    assert shown(two, 4)[:4] == [2, Decimal(400), Decimal("290.68"), Decimal("0.7267")]
    assert shown(two, 5)[3] == "290.68 ÷ 400.00"
    assert shown(two, 4)[5] == Decimal("34.55") / Decimal("109.55")
    assert shown(two, 4)[6:] == ["0 / 0 / 0 / 1", 3, 1, 0]
    assert shown(two, 5)[6] == "另有 1 个待定"


def test_the_overall_rate_leaves_out_projects_without_one_and_says_so():
    odd = sheets(batches.ODD)["汇总表"]
    assert shown(odd, 5)[3] == "45.80 ÷ 45.00（1 个项目）"
    assert shown(odd, 4)[1] == Decimal(105)


def test_a_grade_stands_beside_the_share_that_figures_carry():
    headings = shown(SEED["汇总表"], 7)
    assert headings[14:16] == ["核定\n等级", "可核实\n占比"]
    preserved = body(SEED["汇总表"])[1]
    assert preserved[9:13] == [Decimal(x) for x in ("28.95", "16.95", "16.95", "71.95")]
    assert preserved[14] == "待定"
    assert preserved[15] == Decimal("16.95") / Decimal("71.95")


def test_where_nearly_everything_is_open_the_verified_share_is_small():
    open_ = replace(PRESERVATION, lines=PRESERVATION.lines[:2])
    row = body(sheets(batch(open_))["汇总表"])[0]
    assert (row[9], row[10]) == (Decimal("7.16"), Decimal("7.16"))
    assert row[15] == Decimal("7.16") / Decimal("22.16")


def test_a_declaration_shows_dashes_where_scores_would_be():
    declared = body(sheets(batches.ODD)["汇总表"])[2]
    assert declared[8:16] == ["—"] * 8


def test_assumptions_are_said_under_the_summary_once_for_all_projects_concerned():
    same = replace(EXAMPLE, notes=("暂按平均分配。",))
    several = batch(*(replace(same, id=f"P{n:03d}", name=f"项目{n}") for n in range(1, 9)))
    notes = [row.cells[0].content for row in sheets(several)["汇总表"].rows if len(row.cells) == 1]
    listed = "项目1、项目2、项目3、项目4、项目5、项目6等 8 个项目"
    assert f"　　4. {listed}：暂按平均分配。" in notes


def test_a_flood_of_assumptions_is_cut_and_counted():
    many = batch(*(replace(EXAMPLE, id=f"P{n:03d}", notes=(f"暂按{n}。",)) for n in range(30)))
    assert "共 30 条" in sheets(many)["汇总表"].rows[-1].cells[0].content


def test_a_project_whose_grade_differs_from_its_own_is_marked():
    formulas = [mark.formula for mark in SEED["汇总表"].marks]
    assert any("LEFT($N8,LEN($O8))<>$O8" in formula for formula in formulas)


def named(name: str, unit: str = "武昌区档案馆"):
    return sheets(batch(replace(EXAMPLE, name=name, unit=unit, department=unit)))["汇总表"]


def test_names_stand_on_one_line_and_take_no_more_paper_than_they_need():
    short, long = named("档案费"), named("某" * 20, "某" * 10)
    assert short.widths[2:5] == (24, 16, 16)
    assert long.widths[2:5] == (42, 22, 22)
    assert short.rows[7].height == long.rows[7].height == 24
    assert named("某" * 60).widths[2] == 44
    assert named("某" * 60).rows[7].height > 2 * 24


def test_scores_beyond_the_full_mark_are_marked_and_their_ranks_not_relied_upon():
    beyond = replace(EXAMPLE, id="P002", name="分值填多了", lines=EXAMPLE.lines * 2)
    content = sheets(batch(EXAMPLE, beyond))["汇总表"]
    warnings = [row.cells[0].content for row in content.rows if len(row.cells) == 1]
    (said,) = (words for words in warnings if words.startswith("▲"))
    assert said.startswith("▲ 分值填多了复算得分超过满分")
    assert shown(content, 2)[0].endswith("▲ 有 1 条提醒，见表后。")
    assert any(mark.formula == "AND(ISNUMBER($J8),$J8>100)" for mark in content.marks)
    assert "▲" not in shown(SEED["汇总表"], 2)[0]
