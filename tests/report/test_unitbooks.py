"""One workbook a unit: every project in exactly one of them, and the summary leads there."""

from dataclasses import replace

from perfcheck import publishing
from perfcheck.report.unitbooks import unit_books
from perfcheck.report.workbook import contents
from tests.dump import load
from tests.report import batches
from tests.report.founding import EXAMPLE
from tests.report.projects import batch
from tests.report.shown import links, shown

MANY = batches.crowd(70)


def test_every_project_is_in_the_workbook_of_its_unit_and_in_no_other():
    books = unit_books(MANY)
    ids = [project.id for part in books.batches.values() for project in part.projects]
    assert sorted(ids) == sorted(project.id for project in MANY.projects)
    for path, part in books.batches.items():
        assert {p.form.unit.value for p in part.projects} == {path.split("/")[1][: -len(".xlsx")]}
        assert [MANY.projects[i] for i in books.indexes[path]] == list(part.projects)
        assert {i for record in part.files for i in record.projects} == {
            p.id for p in part.projects
        }


def test_names_are_those_that_any_system_takes_and_none_is_used_twice():
    units = ("甲/乙:局", "甲乙局", '"?*"', "")
    made = (replace(EXAMPLE, id=f"P{n}", unit=u, department="") for n, u in enumerate(units))
    assert list(unit_books(batch(*made)).batches) == [
        "分单位/甲乙局.xlsx",
        "分单位/甲乙局（2）.xlsx",
        "分单位/未填单位.xlsx",
        "分单位/未填单位（2）.xlsx",
    ]


def test_the_summary_leads_to_the_sheet_of_each_project():
    books = unit_books(MANY)
    summary = next(iter(contents(MANY, books)))
    targets = [(shown(summary, row)[1], link) for row, link in links(summary)]
    assert len(targets) == 70
    for own_id, link in targets:
        names = {c.name for c in contents(books.batches[link.file])}
        assert link.sheet in names and link.sheet.startswith(own_id)
    said = [str(row.cells[0].content) for row in summary.rows if len(row.cells) == 1]
    assert any("超过 60 个" in words and "分单位" in words for words in said)


def test_without_such_workbooks_the_summary_says_where_the_scores_are():
    said = [str(r.cells[0].content) for r in next(iter(contents(MANY))).rows if len(r.cells) == 1]
    assert any("超过 60 个" in words and "得分见“评分明细”" in words for words in said)


def test_beyond_the_limit_the_workbooks_come_by_themselves(tmp_path):
    publishing.publish(MANY, tmp_path / "many")
    assert len(list((tmp_path / "many" / "分单位").iterdir())) == 5
    publishing.publish(batches.crowd(60), tmp_path / "fewer")
    assert not (tmp_path / "fewer" / "分单位").exists()


def test_a_brief_result_is_the_lists_and_the_data(tmp_path):
    publishing.publish(MANY, tmp_path, brief=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["results.json", "绩效评价结果.xlsx"]
    book = load((tmp_path / "绩效评价结果.xlsx").read_bytes())
    assert book.sheetnames == ["汇总表", "评分明细", "问题清单", "评分标准", "处理记录"]


def test_the_workbooks_are_published_and_those_of_the_last_run_removed(tmp_path):
    few = batches.crowd(6)
    publishing.publish(few, tmp_path, by_unit=True)
    own = tmp_path / "分单位" / "我的.xlsx"
    own.write_bytes(b"mine")
    first = sorted(p.name for p in (tmp_path / "分单位").iterdir())
    assert len(first) == 6
    book = load((tmp_path / "分单位" / "第2街道办事处.xlsx").read_bytes())
    assert book.sheetnames == [
        *("汇总表", "评分明细", "问题清单", "评分标准", "处理记录"),
        *(f"P00{n} 第{n}项城乡基础设施维护项目" for n in (1, 6)),
        "_图表数据",  # of the chart on each project's sheet
    ]
    publishing.publish(batches.crowd(2), tmp_path, by_unit=True)
    left = sorted(p.name for p in (tmp_path / "分单位").iterdir())
    assert left == sorted(["我的.xlsx", "第2街道办事处.xlsx", "第3街道办事处.xlsx"])
    publishing.publish(batches.crowd(2), tmp_path)
    assert [p.name for p in (tmp_path / "分单位").iterdir()] == ["我的.xlsx"]
