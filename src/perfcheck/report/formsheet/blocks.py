"""The three blocks of the form: funds, overall goals, indicators. Each returns its height."""

from perfcheck.report.formsheet.cells import high, live, put, width
from perfcheck.report.formsheet.filling import FundsRow, IndicatorRow, Typed
from perfcheck.report.formsheet.plan import FUNDS_AT, FUNDS_HEAD, Col, Place, Plan
from perfcheck.report.formsheet.sums import execution_score, rate
from perfcheck.report.look import Style
from perfcheck.report.measure import FORM_ROW, HEADER_ROW, fit_row, lines, row_height
from perfcheck.report.xlsx import Sheet

ROOMY_ROWS = 20  # with more indicator rows the form is set tighter, to stay on one page
GOAL_ROW, TIGHT_GOAL_ROW = 150, 92
INDICATOR_ROW = 36
FUNDS_HEADS = (
    "资金来源",
    "年初预算数",
    "全年预算数\n（A）",
    "全年执行数\n（B）",
    "执行率\n（B/A）",
    "分值",
    "得分",
    "偏差原因分析及改进措施",
)
INDICATOR_HEADS = (
    "一级\n指标",
    "二级指标",
    "三级指标",
    "指标性质",
    "指标值",
    "计量单位",
    "实际完成值",
    "分值",
    "自评\n得分",
    "偏差原因分析及改进措施",
)


def draw_funds(sheet: Sheet, plan: Plan) -> float:
    """年度资金总额 and its sources, with the execution rate."""
    area = (FUNDS_HEAD, Col.GROUP, plan.funds_last, Col.SUBGROUP)
    sheet.merge(area, "项目资金\n（万元）", Style.FORM_HEADER)
    for column, text in enumerate(FUNDS_HEADS, Col.SOURCE):
        sheet.text(FUNDS_HEAD, column, text, Style.FORM_HEADER)
    height = high(sheet, FUNDS_HEAD, HEADER_ROW)
    rows = range(FUNDS_AT, plan.funds_last + 1)
    for row, label, funds in zip(rows, plan.spec.funds, plan.funds, strict=True):
        height += _funds_row(sheet, plan, row, label, funds)
    return height


def _funds_row(sheet: Sheet, plan: Plan, row: int, label: str, funds: FundsRow) -> float:
    outer = row <= FUNDS_AT + 1
    sheet.text(row, Col.SOURCE, label, Style.FORM_LABEL if outer else Style.FORM_LABEL_INDENT)
    put(sheet, row, Col.ORIGINAL, funds.original, Style.INPUT_MONEY)
    put(sheet, row, Col.ADJUSTED, funds.adjusted, Style.INPUT_MONEY)
    put(sheet, row, Col.EXECUTED, funds.executed, Style.INPUT_MONEY)
    live(sheet, row, Col.RATE, rate(plan, row), Style.LOCKED_RATE)
    if row == FUNDS_AT:
        sheet.number(row, Col.POINTS, plan.rubric.execution.points, Style.LOCKED_TOTAL)
        live(sheet, row, Col.SCORE, execution_score(plan), Style.LOCKED_TOTAL)
    else:
        sheet.text(row, Col.POINTS, "—", Style.LOCKED)
        sheet.text(row, Col.SCORE, "—", Style.LOCKED)
    sheet.text(row, Col.REASON, funds.reason, Style.INPUT_TEXT)
    return high(sheet, row, fit_row([(funds.reason, width(Col.REASON))], FORM_ROW - 3))


def draw_goals(sheet: Sheet, plan: Plan) -> float:
    """年度总体目标: what was expected, what was achieved."""
    head, row, filling = plan.goal_head, plan.goal, plan.filling
    sheet.merge((head, Col.GROUP, row, Col.SUBGROUP), "年度总体\n目标", Style.FORM_HEADER)
    sheet.merge((head, Col.NAME, head, Col.UNIT), "预期目标", Style.FORM_HEADER)
    sheet.merge((head, Col.ACTUAL, head, Col.REASON), "实际完成情况", Style.FORM_HEADER)
    sheet.merge((row, Col.NAME, row, Col.UNIT), filling.expected, Style.INPUT_TOP)
    sheet.merge((row, Col.ACTUAL, row, Col.REASON), filling.achieved, Style.INPUT_TOP)
    texts = [
        (filling.expected, width(Col.NAME, Col.UNIT)),
        (filling.achieved, width(Col.ACTUAL, Col.REASON)),
    ]
    least = GOAL_ROW if _roomy(plan) else TIGHT_GOAL_ROW
    return high(sheet, head, 22) + high(sheet, row, fit_row(texts, least))


def draw_indicators(sheet: Sheet, plan: Plan) -> float:
    """The indicator rows under their group and block headings."""
    for column, text in enumerate(INDICATOR_HEADS, Col.GROUP):
        sheet.text(plan.head, column, text, Style.FORM_HEADER)
    height = high(sheet, plan.head, HEADER_ROW)
    for group, first, last in plan.groups():
        heading = f"{group.name}指标\n（{group.points:f}分）"
        sheet.merge((first, Col.GROUP, last, Col.GROUP), heading, Style.FORM_GROUP)
    for place in plan.places:
        area = (place.first, Col.SUBGROUP, place.last, Col.SUBGROUP)
        sheet.merge(area, place.block.label, Style.FORM_SUBGROUP)
        least = _least(place, INDICATOR_ROW if _roomy(plan) else FORM_ROW)
        for row, values in place.numbered():
            height += _indicator(sheet, row, values, least)
    return height


def _roomy(plan: Plan) -> bool:
    return plan.last - plan.first < ROOMY_ROWS


def _least(place: Place, usual: float) -> float:
    # A block of few rows must still be as high as its own name.
    need = row_height(lines(place.block.label, width(Col.SUBGROUP)))
    return max(usual, need / len(place.rows))


def _indicator(sheet: Sheet, row: int, values: IndicatorRow, least: float) -> float:
    cells: tuple[tuple[Col, Typed, Style], ...] = (
        (Col.NAME, values.name, Style.INPUT_TEXT),
        (Col.SIGN, values.sign, Style.INPUT_CODE),
        (Col.TARGET, values.target, Style.INPUT_NUMBER),
        (Col.UNIT, values.unit, Style.INPUT_CODE),
        (Col.ACTUAL, values.actual, Style.INPUT_NUMBER),
        (Col.POINTS, values.points, Style.INPUT_NUMBER),
        (Col.SCORE, values.score, Style.INPUT_NUMBER),
        (Col.REASON, values.reason, Style.INPUT_TEXT),
    )
    for column, value, style in cells:
        put(sheet, row, column, value, style)
    texts = [(value, width(column)) for column, value, _ in cells if isinstance(value, str)]
    return high(sheet, row, fit_row(texts, least))
