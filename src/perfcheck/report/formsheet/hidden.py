"""What only machines and drop-downs look at: lists, defined names, addresses, properties.

Trust runs from names over `_meta` to the labels: names survive LibreOffice, but not a copy into
another workbook.
"""

from collections.abc import Iterator

from perfcheck.report.formsheet.plan import DEPARTMENT_AT, FUNDS_AT, NAME_AT, YEAR_AT, Col, Plan
from perfcheck.report.look import Style
from perfcheck.report.names import quoted
from perfcheck.report.xlsx import Book

LISTS_SHEET, META_SHEET = "_字典", "_meta"


def draw_lists(book: Book, plan: Plan) -> None:
    """Write the hidden sheet of the lists, and a name for each."""
    lists: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("指标性质", "dict_sign", plan.wording.signs),
        ("计量单位", "dict_unit", plan.wording.units),
        ("定性指标完成档次", "dict_qual", tuple(tier.name for tier in plan.rubric.tiers)),
        ("等级", "dict_grade", tuple(grade.name for grade in plan.rubric.grades)),
        ("（空）", "dict_none", ("",)),
    )
    sheet = book.sheet(LISTS_SHEET)
    for column, (title, name, items) in enumerate(lists, 1):
        sheet.text(1, column, title, Style.HEADER)
        for row, item in enumerate(items, 2):
            sheet.text(row, column, item, Style.CODE)
        letter = chr(ord("A") + column - 1)
        area = f"{quoted(LISTS_SHEET)}!${letter}$2:${letter}${len(items) + 1}"
        book.raw.define_name(name, f"={area}")
    sheet.columns((16, 16, 36, 10, 10))
    sheet.raw.hide()


def draw_meta(book: Book, plan: Plan) -> None:
    """Write the very hidden sheet of addresses, the defined names and the properties."""
    sheet = book.sheet(META_SHEET)
    facts = (
        ("template", plan.spec.id),
        ("version", plan.spec.version),
        ("rubric", plan.rubric.id),
        ("sheet", plan.sheet),
        *fields(plan),
    )
    for row, (key, value) in enumerate(facts, 1):
        sheet.text(row, 1, key, Style.TEXT)
        sheet.text(row, 2, value, Style.TEXT)
    sheet.columns((24, 44))
    sheet.raw.very_hidden()
    for name, address in fields(plan):
        book.raw.define_name(name, f"={address}")
    book.raw.set_custom_property("perfcheck.template", plan.spec.id)
    book.raw.set_custom_property("perfcheck.version", plan.spec.version)


def fields(plan: Plan) -> Iterator[tuple[str, str]]:
    """The defined names of the form and where they lead."""
    at = plan.absolute
    yield "pc_year", at(Col.GROUP, YEAR_AT)
    yield "pc_name", at(Col.NAME, NAME_AT)
    yield "pc_dept", at(Col.NAME, DEPARTMENT_AT)
    yield "pc_unit", at(Col.POINTS, DEPARTMENT_AT)
    yield "pc_funds", at(Col.SOURCE, FUNDS_AT, to=(Col.REASON, plan.funds_last))
    yield "pc_budget_original", at(Col.ORIGINAL, FUNDS_AT)
    yield "pc_budget_adjusted", at(Col.ADJUSTED, FUNDS_AT)
    yield "pc_exec_amount", at(Col.EXECUTED, FUNDS_AT)
    yield "pc_exec_rate", at(Col.RATE, FUNDS_AT)
    yield "pc_exec_points", at(Col.POINTS, FUNDS_AT)
    yield "pc_exec_score", at(Col.SCORE, FUNDS_AT)
    yield "pc_exec_reason", at(Col.REASON, FUNDS_AT)
    yield "pc_goal", at(Col.NAME, plan.goal)
    yield "pc_done", at(Col.ACTUAL, plan.goal)
    yield "pc_ind_head", at(Col.GROUP, plan.head, to=(Col.REASON, plan.head))
    yield "pc_ind", at(Col.GROUP, plan.first, to=(Col.REASON, plan.last))
    yield "pc_total_points", at(Col.POINTS, plan.total)
    yield "pc_total", at(Col.SCORE, plan.total)
    yield "pc_grade", at(Col.NAME, plan.grade)
    yield "pc_date", at(Col.POINTS, plan.grade)
    yield "pc_person", at(Col.NAME, plan.person)
    yield "pc_phone", at(Col.POINTS, plan.person)
