"""The sheet of the form: head, blocks, foot, hints, and how it is protected and printed.

Labels and formulas are locked with an empty password: it guards against slips, and anybody can
lift it. Rows may be inserted, because a project may have more indicators than the form has rows;
the reader finds fields by their labels, not by their rows. An inserted row has no hint beside it.
"""

from datetime import date

from perfcheck.report import palette
from perfcheck.report.formsheet.blocks import draw_funds, draw_goals, draw_indicators
from perfcheck.report.formsheet.cells import WIDTHS, high, live, pair, width
from perfcheck.report.formsheet.hints import banner, hints
from perfcheck.report.formsheet.marks import mark
from perfcheck.report.formsheet.plan import (
    DEPARTMENT_AT,
    FUNDS_HEAD,
    NAME_AT,
    TITLE_AT,
    YEAR_AT,
    Col,
    Plan,
)
from perfcheck.report.formsheet.prompts import prompt
from perfcheck.report.formsheet.sums import total_points, total_score
from perfcheck.report.look import Style
from perfcheck.report.measure import FORM_PAGE, FORM_ROW, TITLE_ROW, Page, fit_row
from perfcheck.report.xlsx import Book, Sheet

ONE_PAGE_POINTS = 1330  # more would print too small to read on one A4 page
NOTE = (
    "注：金额单位为万元。执行率＝全年执行数÷全年预算数（未填的用年初预算数）；灰色格子自动计算。"
    "各栏填法见“填报说明”。"
)
LEGEND = "黄色＝待填　红色＝矛盾　紫色＝未量化　灰色＝自动计算"
ALLOWED = {
    "format_rows": True,
    "format_columns": True,
    "insert_rows": True,
    "objects": True,  # the picture of the unit's stamp
}


def draw_form(book: Book, plan: Plan) -> Sheet:
    """Write the sheet of the form, blank or filled."""
    sheet = book.sheet(plan.sheet, palette.TAB_MAIN)
    sheet.columns(WIDTHS)
    parts = (_head, draw_funds, draw_goals, draw_indicators, _foot)
    height = sum(part(sheet, plan) for part in parts)
    _hints(sheet, plan)
    mark(sheet, plan)
    prompt(sheet, plan)
    _set_up(sheet, plan, height)
    return sheet


def _head(sheet: Sheet, plan: Plan) -> float:
    filling = plan.filling
    sheet.merge((TITLE_AT, Col.GROUP, TITLE_AT, Col.REASON), plan.spec.title, Style.FORM_TITLE)
    sheet.merge((YEAR_AT, Col.GROUP, YEAR_AT, Col.REASON), "", Style.FORM_YEAR)
    sheet.number(YEAR_AT, Col.GROUP, filling.year, Style.FORM_YEAR)
    sheet.merge((NAME_AT, Col.GROUP, NAME_AT, Col.SUBGROUP), "项目名称", Style.FORM_HEADER)
    sheet.merge((NAME_AT, Col.NAME, NAME_AT, Col.REASON), filling.name, Style.INPUT_TEXT)
    department, unit = ("主管部门", filling.department), ("实施单位", filling.unit)
    pair(sheet, DEPARTMENT_AT, department, unit, Style.INPUT_TEXT)
    names = [
        (filling.department, width(Col.NAME, Col.UNIT)),
        (filling.unit, width(Col.POINTS, Col.REASON)),
    ]
    project = [(filling.name, width(Col.NAME, Col.REASON))]
    return (
        high(sheet, TITLE_AT, TITLE_ROW)
        + high(sheet, YEAR_AT, FORM_ROW - 4)
        + high(sheet, NAME_AT, fit_row(project, FORM_ROW))
        + high(sheet, DEPARTMENT_AT, fit_row(names, FORM_ROW))
    )


def _foot(sheet: Sheet, plan: Plan) -> float:
    filling, total = plan.filling, plan.total
    sheet.merge((total, Col.GROUP, total, Col.ACTUAL), "总　分", Style.FORM_HEADER)
    live(sheet, total, Col.POINTS, total_points(plan), Style.LOCKED_TOTAL)
    live(sheet, total, Col.SCORE, total_score(plan), Style.LOCKED_TOTAL)
    sheet.text(total, Col.REASON, "—", Style.LOCKED)
    grade, day = ("自评等级", filling.grade), ("填报日期", _serial(filling.filled_on))
    pair(sheet, plan.grade, grade, day, Style.INPUT_CODE, Style.INPUT_DATE)
    person, phone = ("填表人", filling.person), ("联系电话", filling.phone)
    pair(sheet, plan.person, person, phone, Style.INPUT_PHONE)
    sheet.merge((plan.note, Col.GROUP, plan.note, Col.REASON), NOTE, Style.NOTE)
    rows = (total, plan.grade, plan.person)
    return sum(high(sheet, row, FORM_ROW) for row in rows) + high(sheet, plan.note, 20)


def _serial(day: date | None) -> int | None:
    # Excel counts the days from the last one of 1899.
    return None if day is None else (day - date(1899, 12, 30)).days


def _hints(sheet: Sheet, plan: Plan) -> None:
    live(sheet, TITLE_AT, Col.HINT, banner(plan), Style.BANNER)
    for row, hint in hints(plan).items():
        live(sheet, row, Col.HINT, hint, Style.LEGEND if row == plan.head else Style.HINT)
    sheet.text(FUNDS_HEAD, Col.HINT, LEGEND, Style.LEGEND)


def _set_up(sheet: Sheet, plan: Plan, height: float) -> None:
    one = height <= ONE_PAGE_POINTS
    page = FORM_PAGE if one else Page(FORM_PAGE.landscape, 0, FORM_PAGE.margins)
    document = plan.rubric.document.split("《")[0]
    sheet.page(page, repeat=None if one else (plan.head, plan.head), right=f"评分标准：{document}")
    sheet.raw.print_area(0, 0, plan.note - 1, Col.REASON - 1)
    sheet.raw.freeze_panes(YEAR_AT, 0)
    sheet.raw.ignore_errors({"number_stored_as_text": f"A1:{Col.REASON.at(plan.note)}"})
    sheet.raw.protect("", ALLOWED)
