"""Colours while typing: yellow to fill, red contradiction, purple not quantified.

Paste goes past every colour, so nothing here is relied on when reading.
"""

from perfcheck.report.formsheet.plan import DEPARTMENT_AT, FUNDS_AT, NAME_AT, YEAR_AT, Col, Plan
from perfcheck.report.formsheet.rowhints import ADVICE, ERROR, OK, in_self_stage
from perfcheck.report.formsheet.spec import QUALITATIVE
from perfcheck.report.look import Style
from perfcheck.report.xlsx import Sheet


def mark(sheet: Sheet, plan: Plan) -> None:
    """Add every conditional colour of the form."""
    _mark_head(sheet, plan)
    _mark_funds(sheet, plan)
    _mark_indicators(sheet, plan)
    _mark_hints(sheet, plan)


def _when(sheet: Sheet, area: str, condition: str, style: Style) -> None:
    look = sheet.book.format(style)
    sheet.raw.conditional_format(
        area, {"type": "formula", "criteria": f"={condition}", "format": look}
    )


def _mark_head(sheet: Sheet, plan: Plan) -> None:
    stage = in_self_stage(plan)
    grade_due = "FALSE" if plan.rubric.grading_optional else stage
    fields = (
        (Col.GROUP, Col.REASON, YEAR_AT, ""),
        (Col.NAME, Col.REASON, NAME_AT, ""),
        (Col.NAME, Col.UNIT, DEPARTMENT_AT, ""),
        (Col.POINTS, Col.REASON, DEPARTMENT_AT, ""),
        (Col.NAME, Col.UNIT, plan.goal, ""),
        (Col.ACTUAL, Col.REASON, plan.goal, stage),
        (Col.NAME, Col.UNIT, plan.grade, grade_due),
        (Col.POINTS, Col.REASON, plan.grade, ""),
        (Col.NAME, Col.UNIT, plan.person, ""),
        (Col.POINTS, Col.REASON, plan.person, ""),
    )
    for left, right, row, late in fields:
        blank = f'${left.letter}${row}=""'
        condition = f"AND({blank},{late})" if late else blank
        _when(sheet, f"{left.at(row)}:{right.at(row)}", condition, Style.MARK_TO_FILL)


def _mark_funds(sheet: Sheet, plan: Plan) -> None:
    row = FUNDS_AT
    original, adjusted, executed = (c.at(row) for c in (Col.ORIGINAL, Col.ADJUSTED, Col.EXECUTED))
    stage, ratio = in_self_stage(plan), Col.RATE.at(row)
    low = plan.rubric.thresholds.low_rate
    _when(sheet, original, f"COUNT({original},{adjusted})=0", Style.MARK_TO_FILL)
    _when(sheet, adjusted, f'AND({stage},{adjusted}="")', Style.MARK_TO_FILL)
    _when(sheet, executed, f'AND({stage},{executed}="")', Style.MARK_TO_FILL)
    reason = Col.REASON.at(row)
    unexplained = f'AND({ratio}<>"",N({ratio})<{low},{reason}="")'
    _when(sheet, reason, unexplained, Style.MARK_TO_FILL)
    rates = f"{ratio}:{Col.RATE.at(plan.funds_last)}"
    _when(sheet, rates, f'AND({ratio}<>"",N({ratio})>1)', Style.MARK_CONTRADICTION)
    _when(sheet, rates, f'AND({ratio}<>"",N({ratio})<{low})', Style.MARK_WARNING)


# First and last column, when, and how; the words in braces are conditions or cells of the row.
_ROW_MARKS: tuple[tuple[Col, Col, str, Style], ...] = (
    (Col.TARGET, Col.TARGET, "AND({figure},ISTEXT({target}))", Style.MARK_CONTRADICTION),
    (Col.ACTUAL, Col.ACTUAL, "AND({figure},ISTEXT({actual}))", Style.MARK_CONTRADICTION),
    (Col.POINTS, Col.POINTS, "OR(ISTEXT({points}),{zero})", Style.MARK_CONTRADICTION),
    (
        Col.SCORE,
        Col.SCORE,
        'OR(ISTEXT({score}),{both}*(N({score})>N({points})),LEFT({hint},4)="× 没有")',
        Style.MARK_CONTRADICTION,
    ),
    (Col.SIGN, Col.TARGET, 'AND({words},{target}<>"")', Style.MARK_NOT_QUANTIFIED),
    (Col.NAME, Col.TARGET, 'AND({each}="",{needed})', Style.MARK_TO_FILL),
    (Col.UNIT, Col.UNIT, 'AND({unit}="",NOT({words}),{needed})', Style.MARK_TO_FILL),
    (Col.POINTS, Col.POINTS, 'AND({points}="",{needed})', Style.MARK_TO_FILL),
    (Col.ACTUAL, Col.ACTUAL, 'AND({actual}="",{typed},{stage})', Style.MARK_TO_FILL),
    (Col.SCORE, Col.SCORE, 'AND({score}="",{typed},{stage})', Style.MARK_TO_FILL),
    (
        Col.REASON,
        Col.REASON,
        'AND({both},N({score})<N({points}),{reason}="")',
        Style.MARK_TO_FILL,
    ),
)


def _mark_indicators(sheet: Sheet, plan: Plan) -> None:
    first, last = plan.first, plan.last
    cells = {column.name.lower(): f"${column.at(first)}" for column in Col}
    typed = "COUNTA({name}:{reason})>0".format(**cells)
    words = {
        **cells,
        "each": Col.NAME.at(first),
        "typed": typed,
        "needed": f'OR({typed},{cells["hint"]}<>"")',
        "words": f'{cells["sign"]}="{QUALITATIVE}"',
        "figure": f'{cells["sign"]}<>"",{cells["sign"]}<>"{QUALITATIVE}"',
        "both": "(COUNT({points})=1)*(COUNT({score})=1)".format(**cells),
        "zero": "AND(ISNUMBER({points}),N({points})<=0)".format(**cells),
        "stage": in_self_stage(plan),
    }
    for left, right, condition, style in _ROW_MARKS:
        area = f"{left.at(first)}:{right.at(last)}"
        _when(sheet, area, condition.format(**words), style)


def _mark_hints(sheet: Sheet, plan: Plan) -> None:
    top, first = Col.HINT.at(1), Col.HINT.at(YEAR_AT)
    _when(sheet, top, f'LEFT({top},1)="{ERROR}"', Style.MARK_ALARM)
    _when(sheet, top, f'LEFT({top},1)="{OK}"', Style.MARK_READY)
    area = f"{first}:{Col.HINT.at(plan.person)}"
    for sign, style in (
        (ERROR, Style.MARK_ERROR_INK),
        (ADVICE, Style.MARK_ADVICE_INK),
        (OK, Style.MARK_OK_INK),
    ):
        _when(sheet, area, f'LEFT({first},1)="{sign}"', style)
