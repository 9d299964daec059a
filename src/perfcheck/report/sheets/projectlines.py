"""The indicators on the sheet of a project, with what they earn and why, and the sums below."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from perfcheck.model.form import Indicator
from perfcheck.model.results import ScoreLine
from perfcheck.model.values import Kind, Outcome
from perfcheck.report.content import Cell, Formula, Row, fitted
from perfcheck.report.look import Style
from perfcheck.report.measure import HEADER_ROW
from perfcheck.report.reviewed import follows_score
from perfcheck.report.sheets.anchors import Part
from perfcheck.report.sheets.formulas import Column, quote
from perfcheck.report.sheets.parts import group_label, number, text
from perfcheck.report.sheets.projectcontext import WIDTHS, Context
from perfcheck.report.sheets.projectplan import FUNDS_AT
from perfcheck.report.sheets.projectstrip import shown_grade
from perfcheck.report.wording import CLAIMED, NONE, OUTCOMES, VERIFIED, carried_by, ratio, rounded

SCORES = ("分值", "自评\n得分", "复算\n得分", "差异\n复算-自评", "结果和\n依据", "计分依据")
HEADS = (
    *("一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "完成率"),
    *(*SCORES, "问题和修改建议"),
)
LOOKS = {VERIFIED: Style.GOOD, CLAIMED: Style.WARN}
OUTCOME_LOOKS = {
    OUTCOMES[Outcome.UNMET]: Style.BAD,
    OUTCOMES[Outcome.UNREPORTED]: Style.WARN,
    OUTCOMES[Outcome.NO_TARGET]: Style.WARN,
}


def rows(context: Context) -> Iterable[Row]:
    """The headings, a row for every line that earns points, the sums, the grades, the review."""
    yield fitted((Cell(name, Style.HEADER) for name in HEADS), WIDTHS, HEADER_ROW)
    lines = context.card.lines
    firsts, seconds = (_runs([level(context, line) for line in lines]) for level in (_first, _both))
    for place, line in enumerate(lines):
        cells = (
            Cell(_first(context, line), Style.GROUP_CELL, down=firsts.get(place, 1)),
            Cell(_both(context, line)[1], Style.GROUP_CELL, down=seconds.get(place, 1)),
            *_described(context, line),
            *scores(context, line, place + 1, _reason(context, line)),
            context.problems(Part.INDICATORS, place),
        )
        yield fitted(cells, WIDTHS)
    yield _total(context)
    yield _grades(context)
    yield _reviewed(context)


def _first(context: Context, line: ScoreLine) -> str:
    if line.indicator is None:
        return group_label(line.group)
    own = context.project.form.indicators[line.indicator].category
    return own.value or own.text or group_label(line.group)


def _both(context: Context, line: ScoreLine) -> tuple[str, str]:
    """First and second level: a second level never reaches over the first one's end."""
    first = _first(context, line)
    if line.indicator is None:
        return first, NONE
    own = context.project.form.indicators[line.indicator].subcategory
    return first, own.value or own.text or NONE


def _runs(levels: Sequence[object]) -> dict[int, int]:
    """Where equal neighbours begin, and how many they are."""
    found, place = {}, 0
    for _, run in groupby(levels):
        count = len(list(run))
        found[place] = count
        place += count
    return found


def _described(context: Context, line: ScoreLine) -> Iterable[Cell]:
    """From 三级指标 to 完成率."""
    if line.indicator is None:
        return (Cell(line.title, Style.TEXT), *[Cell(NONE, Style.MUTED)] * 3)
    indicator = context.project.form.indicators[line.indicator]
    judgement = context.project.assessment.judgements[line.indicator]
    bad = judgement.outcome is Outcome.UNMET
    return (
        Cell(line.title, Style.TEXT),
        _target(indicator),
        text(indicator.actual.text),
        number(judgement.achievement, Style.RATE_BAD if bad else Style.RATE),
    )


def _target(indicator: Indicator) -> Cell:
    target = indicator.target
    if target.kind is Kind.EMPTY:
        return text(target.text)
    return Cell(target.text, Style.TEXT if target.quantified else Style.NOT_QUANTIFIED_TEXT)


def scores(context: Context, line: ScoreLine, offset: int, reason: str) -> Iterable[Cell]:
    """From 分值 to 计分依据; score and difference are those of 评分明细."""
    assumed = line.assumed and line.indicator is not None
    shown = line.score if context.scored else None
    difference = None
    if shown is not None and line.stated is not None:
        difference = rounded(shown - line.stated, 4)
    carried = carried_by(line) if context.scored else NONE
    outcome = _outcome(context, line)
    words = "\n".join(part for part in (outcome, carried) if part not in ("", NONE))
    return (
        number(line.points, Style.SCORE_ASSUMED if assumed else Style.SCORE),
        number(line.stated, Style.SCORE),
        Cell(context.scored_cell("L", offset, shown), Style.SCORE_BOLD),
        Cell(context.scored_cell("M", offset, difference), Style.DIFFERENCE),
        Cell(words, _look(outcome, carried)) if words else Cell(NONE, Style.MUTED),
        text(f"{line.basis}\n{reason}" if reason else line.basis),
    )


def _look(outcome: str, carried: str) -> Style:
    """How it ended decides; else what carries the score."""
    return OUTCOME_LOOKS.get(outcome) or LOOKS.get(carried, Style.CODE)


def _outcome(context: Context, line: ScoreLine) -> str:
    if line.indicator is None:
        return ""
    return OUTCOMES[context.project.assessment.judgements[line.indicator].outcome]


def _reason(context: Context, line: ScoreLine) -> str:
    if line.indicator is None:
        return ""
    reason = context.project.form.indicators[line.indicator].deviation_reason.text.strip()
    return f"偏差原因：{reason}" if reason else ""


def summed(context: Context, column: str) -> str:
    """The sum of a column over the execution line and all lines below."""
    places = context.places
    last = f",{column}{places.lines_at}:{column}{places.total - 1}" if places.lines else ""
    return f"SUM({column}{FUNDS_AT}{last})"


def _total(context: Context) -> Row:
    card, row = context.card, context.places.total
    every = (card.execution, *card.lines)
    points = sum((line.points for line in every if line.points is not None), Decimal(0))
    reached: Formula | str = NONE
    if context.scored:
        digits = context.project.assessment.rubric.digits
        reached = Formula(f"=ROUND({summed(context, 'I')},{digits})", card.recomputed)
    cells = (
        Cell("合  计", Style.TOTAL_LABEL, 6),
        Cell(Formula(f"={summed(context, 'G')}", points), Style.TOTAL_SCORE),
        Cell(NONE if card.stated is None else card.stated, Style.TOTAL_SCORE),
        Cell(reached, Style.TOTAL_SCORE),
        Cell(_difference(context, row), Style.TOTAL_SCORE),
        Cell("", Style.TOTAL_TEXT),
        Cell(_made_of(context), Style.TOTAL_TEXT),
        context.problems(Part.TOTAL),
    )
    return fitted(cells, WIDTHS)


def _difference(context: Context, row: int) -> Formula | str:
    card = context.card
    if card.stated is None or card.recomputed is None:
        return NONE
    return Formula(f"=ROUND(I{row}-H{row},4)", rounded(card.recomputed - card.stated, 4))


def _made_of(context: Context) -> Formula | str:
    card = context.card
    if card.recomputed is None or card.verified is None:
        return ""
    verified, every = (
        context.summary(column, None).text.removeprefix("=")
        for column in (Column.VERIFIED, Column.SCORE)
    )
    claimed = rounded(card.recomputed - card.verified, 2)
    said = f"可核实 {rounded(card.verified, 2)} ＋ 自述 {claimed}"
    shown = f'TEXT({verified},"0.00")&" ＋ 自述 "&TEXT({every}-{verified},"0.00")'
    return Formula(f"={quote('可核实 ')}&{shown}", said)


def _grades(context: Context) -> Row:
    card = context.card
    share = ratio(card.verified or Decimal(0), card.high or Decimal(0)) if context.scored else None
    cells = (
        Cell("等  级", Style.TOTAL_LABEL, 6),
        Cell("", Style.TOTAL_TEXT),
        Cell(card.stated_grade or NONE, Style.TOTAL_SCORE),
        Cell(context.summary(Column.GRADE, shown_grade(context)), Style.TOTAL_SCORE),
        Cell("", Style.TOTAL_TEXT),
        Cell("可核实占比", Style.TOTAL_TEXT),
        Cell(context.summary(Column.SHARE, share), Style.TOTAL_RATE),
        Cell("", Style.PROBLEM_NOTE),
    )
    return fitted(cells, WIDTHS)


def _reviewed(context: Context) -> Row:
    """Score and grade with what reviewers wrote on 评分明细, and what that moved."""
    total = context.plan.reviewed[context.index]
    grade = total.grade or (shown_grade(context) if context.scored else NONE)
    row = context.places.total
    difference: Formula | str = NONE
    if total.score is not None and context.card.recomputed is not None:
        change = rounded(total.score - context.card.recomputed, 4)
        difference = Formula(f"=ROUND(I{row + 2}-I{row},4)", change)
    cells = (
        Cell("复核后", Style.TOTAL_LABEL, 6),
        *[Cell("", Style.TOTAL_TEXT)] * 2,
        Cell(context.summary(Column.REVIEWED, total.score), Style.TOTAL_SCORE),
        Cell(difference, Style.TOTAL_SCORE),
        Cell("复核后等级", Style.TOTAL_TEXT),
        Cell(context.summary(Column.REVIEWED_GRADE, grade), Style.TOTAL_SCORE),
        Cell(_moved(context, grade), Style.PROBLEM_NOTE),
    )
    return fitted(cells, WIDTHS)


def _moved(context: Context, grade: str) -> Formula | str:
    if not follows_score(context.project):
        return ""
    before, after = (
        context.summary(column, None).text.removeprefix("=")
        for column in (Column.GRADE, Column.REVIEWED_GRADE)
    )
    same, own = "复核没有改变等级", shown_grade(context)
    said = f"{quote('复核使等级由“')}&{before}&{quote('”变为“')}&{after}&{quote('”')}"
    value = same if grade == own else f"复核使等级由“{own}”变为“{grade}”"
    return Formula(f"=IF({after}={before},{quote(same)},{said})", value)
