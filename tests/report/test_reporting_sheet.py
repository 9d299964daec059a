"""报送情况: the roster in the workbook, in the data and on the console."""

import json
from dataclasses import replace

from perfcheck.model.results import Status
from perfcheck.report import console, results
from perfcheck.roster.match import reporting
from tests.report import batches
from tests.report.shown import sheets
from tests.roster.rosters import came, expected, letter, older

PATH = came(("甲局", "修路", None)).files[0].path
BATCH = came(
    ("甲局", "修路", letter(day=3)),
    ("丁局", "种树", letter("d@x.cn", sha="e")),
    more=(older("副本.xlsx", PATH, letter(day=4), Status.DUPLICATE),),
)
ROSTER = [expected("甲局", "修路", "b@x.cn"), expected("乙局", "架桥", "b@x.cn"), expected("丙局")]
MADE = replace(BATCH, reporting=reporting(ROSTER, BATCH))
COUNTS = "应交 3 份：已交 1 份（其中迟交 1 份，重复报送 1 份），未交 2 份；名单外 1 份。"


def test_the_sheet_stands_behind_the_summary_only_where_there_is_a_roster():
    assert list(sheets(MADE))[:2] == ["汇总表", "报送情况"]
    assert "报送情况" not in sheets(batches.SEED)


def test_every_line_of_the_roster_and_what_is_not_on_it():
    head, names, *rows = (
        [cell.content for cell in row.cells] for row in sheets(MADE)["报送情况"].rows[1:]
    )
    assert head[0] == COUNTS
    lines = [dict(zip(names, row, strict=True)) for row in rows]
    assert [(line["单位"], line["报送情况"]) for line in lines] == [
        ("甲局", "迟交"),
        ("乙局", "未交"),
        ("丙局", "未交"),
        ("丁局", "名单外"),
    ]
    assert lines[0]["报送时间"] == "2021-03-03 23:59"
    assert lines[0]["次数"] == 2
    assert "迟交 2 天" in lines[0]["备注"]
    assert "没有起草催报函" in lines[2]["备注"]


def test_the_data_and_the_console_say_the_same():
    found = json.loads(results.render(MADE))["reporting"]
    numbers = ("expected", "reported", "late", "missing", "repeated")
    assert [found[key] for key in numbers] == [3, 1, 1, 2, 1]
    assert found["lines"][0]["standing"] == "late"
    assert found["lines"][0]["deadline"] == "2021-03-01"
    assert found["unlisted"] == [MADE.projects[1].id]
    shown = console.summary_table(MADE)
    assert COUNTS in shown
    assert "未交：乙局、丙局" in shown
