"""Rules that most units trip over are named, with how many units and how often."""

from dataclasses import replace

from perfcheck.model.results import Severity
from perfcheck.report.common import Common, common
from tests.report.founding import EXAMPLE
from tests.report.lines import finding
from tests.report.projects import batch
from tests.report.shown import sheets

BROKEN = finding("IND002", Severity.ERROR, 14, "没有填指标值")
NOTE = finding("BUD011", Severity.NOTE, 8, "提示")


def of(*units, findings=(BROKEN,)):
    made = (
        replace(EXAMPLE, id=f"P{n:03d}", unit=unit, findings=findings if bad else ())
        for n, (unit, bad) in enumerate(units, start=1)
    )
    return batch(*made)


def test_a_rule_that_most_units_break_is_named():
    units = of(("甲", True), ("甲", True), ("乙", True), ("丙", False), ("丁", True))
    assert common(units.projects) == (Common("IND002", 3, 4, 4),)


def test_half_of_the_units_are_not_most_and_two_are_too_few():
    assert common(of(("甲", True), ("乙", True), ("丙", False), ("丁", False)).projects) == ()
    assert common(of(("甲", True), ("乙", True)).projects) == ()


def test_notes_ask_for_nothing():
    units = [(name, True) for name in "甲乙丙"]
    assert common(of(*units, findings=(NOTE,)).projects) == ()


def test_the_summary_says_so_with_the_name_of_the_rule():
    value = replace(of(*[(name, True) for name in "甲乙丙"]), titles={"IND002": "指标没有指标值"})
    notes = [row.cells[0].content for row in sheets(value)["汇总表"].rows if len(row.cells) == 1]
    assert any("3 个单位中有 3 个" in str(n) and "指标没有指标值" in str(n) for n in notes)
