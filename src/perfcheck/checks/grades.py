"""SCR: the total, the grade, and whether the figures carry them."""

from collections.abc import Iterator
from decimal import Decimal

from perfcheck.checks.declare import ERROR, NOTE, SELF, WARNING, Violation, check
from perfcheck.checks.funds import SCORE_STEP
from perfcheck.checks.limits import excessive, overpaid
from perfcheck.checks.mended import failing_rows, misstated_scores, spoken, spoken_rows
from perfcheck.checks.rows import cells, rows
from perfcheck.checks.shares import ZERO, points_printed, unread_points
from perfcheck.checks.sources import ARITHMETIC, FORM_NOTE, RULE_10
from perfcheck.checks.words import key, label, near, plain, quote, score
from perfcheck.model.cells import CellRef
from perfcheck.model.form import Number
from perfcheck.model.results import Assessment, Severity
from perfcheck.model.rubric import GradeBand, Rubric

FIRST = "表中没有写分值，请先核对有没有漏加的项目；没有的，"


def stated_scores(assessment: Assessment) -> list[Number] | None:
    """The typed scores of all rows; None where one is missing."""
    entries = [row.indicator.stated_score for row in rows(assessment)]
    return entries if entries and all(e.value is not None for e in entries) else None


def band_of(rubric: Rubric, grade: str) -> GradeBand | None:
    """The grade of a rubric that a typed word means: 优秀 is 优."""
    return next((band for band in rubric.grades if key(grade).startswith(band.name)), None)


def bands(rubric: Rubric) -> str:
    """The grades as messages print them."""
    return "，".join(f"{plain(band.low)} 分起为“{band.name}”" for band in rubric.grades)


@check(
    "SCR007",
    "总分不等于各项得分之和",
    severity=ERROR,
    source=f"{FORM_NOTE}；{ARITHMETIC}",
    stages=SELF,
    follows=("BUD003", "SCR001", "SCR003"),
)
def total_is_the_sum_of_scores(assessment: Assessment) -> Iterator[Violation]:
    """总分＝预算执行得分＋各条指标得分，按表中所填的数相加。有一项没有填的不比较。

    错误示例：预算执行 7.16，指标合计 86，总分 98
    正确示例：预算执行 7.16，指标合计 86，总分 93.16
    """
    form = assessment.form
    total, execution, scores = form.total_score, form.budget.total.score, stated_scores(assessment)
    if total.value is None or execution.value is None or scores is None:
        return
    sum_ = sum((entry.value or ZERO for entry in scores), ZERO)
    right = execution.value + sum_
    if near(total, right, SCORE_STEP) or 0 < total.value - right <= unread_points(assessment):
        return
    sum_text = f"预算执行 {plain(execution.value)} + 指标 {plain(sum_)} = {plain(right)}"
    head, sure = label(total, "总分"), points_printed(assessment)
    right_total = _right_total(assessment, right)
    yield Violation(
        cell=total.cell,
        message=f"{sum_text}，表中{head}填 {plain(total.value)}",
        found=f"{head}填 {plain(total.value)}",
        expected=sum_text,
        suggestion=right_total if sure else f"{FIRST}{right_total}",
        related=cells((execution.cell, *(entry.cell for entry in scores))),
        stems=misstated_scores(assessment, right - total.value),
        severity=None if sure else WARNING,
    )


def _right_total(assessment: Assessment, right: Decimal) -> str:
    """What to write in place of the total, whose scores add up to that."""
    now, full = f"再重新加总；按现在所填的得分，总分是 {score(right)}", assessment.rubric.total
    if any(excessive(row) or overpaid(row) for row in rows(assessment)):
        return f"先改好各项得分，{now}"
    if right > full:
        most = plain(full)
        return f"总分不能超过 {most}：先改好各项分值，使合计为 {most} 分，相应重填得分，{now}"
    return f"把总分改为 {score(right)}"


@check(
    "SCR008",
    "等级与总分不符",
    severity=ERROR,
    source=RULE_10,
    stages=SELF,
    follows=("SCR007",),
)
def grade_matches_the_total(assessment: Assessment) -> Iterator[Violation]:
    """按评分标准的分数线，总分落在哪一档就是哪个等级；89.99 分不是“优”。

    错误示例：总分 86，自评等级“优”
    正确示例：总分 86，自评等级“良”
    """
    form, rubric = assessment.form, assessment.rubric
    grade, total = form.grade, form.total_score.value
    if grade.value is None or total is None or not rubric.grades:
        return
    band, right = band_of(rubric, grade.value), rubric.grade(total)
    if band is not None and band.name == right:
        return
    why = "不是评分标准里的等级" if band is None else f"与总分 {plain(total)} 不符"
    yield Violation(
        cell=grade.cell,
        message=f"{label(grade, '自评等级')}填{quote(grade.value)}，{why}：{bands(rubric)}",
        found=f"等级{quote(grade.value)}，总分 {plain(total)}",
        expected=f"总分 {plain(total)} 为“{right}”",
        suggestion=f"把等级改为“{right}”，或核对总分",
        related=cells((form.total_score.cell,)),
        stems=_if_added_up(assessment, "" if band is None else band.name),
    )


def _if_added_up(assessment: Assessment, grade: str) -> tuple[CellRef, ...]:
    """The total, where the grade is that of the scores added up."""
    scores, execution = stated_scores(assessment), assessment.form.budget.total.score.value
    if scores is None or execution is None:
        return ()
    right = execution + sum((entry.value or ZERO for entry in scores), ZERO)
    return cells(
        (assessment.form.total_score.cell,) if assessment.rubric.grade(right) == grade else ()
    )


@check(
    "SCR009",
    "有等级没有总分",
    severity=ERROR,
    source=RULE_10,
    stages=SELF,
)
def grade_has_a_total(assessment: Assessment) -> Iterator[Violation]:
    """填了等级、没有填总分的，等级没有依据。

    错误示例：自评等级“优”，总分空白
    正确示例：自评等级“优”，总分 97.16
    """
    form = assessment.form
    grade, total = form.grade, form.total_score
    if grade.value is None or not (total.blank or total.absent):
        return
    yield Violation(
        cell=grade.cell,
        message=f"{label(grade, '自评等级')}填{quote(grade.value)}，没有填总分，等级没有依据",
        found=f"等级{quote(grade.value)}，总分空白",
        expected=f"有总分：{bands(assessment.rubric)}" if assessment.rubric.grades else "有总分",
        suggestion="填写各项得分和总分，再按总分定等级",
        related=cells((total.cell,)),
    )


@check(
    "SCR010",
    "数据撑不起自评等级",
    severity=ERROR,
    source=RULE_10,
    stages=SELF,
    follows=(
        *("CMP015", "IND002", "IND011", "IND014"),
        *("SCR001", "SCR002", "SCR003"),
    ),
)
def figures_carry_the_grade(assessment: Assessment) -> Iterator[Violation]:
    """用表中的数据把得分重算一遍，看够不够自评的等级。分三种情况：

    只凭文字的指标全部算满分也不够的、复算得分不够的，必须改；还有指标既没有数据也没有得分、
    等级定不下来的，建议改；够是够、但可核实的得分本身不够这个等级的，作为提示。

    错误示例：自评“优”，复算得分 77.60（其中可核实 36.16），只够“中”
    正确示例：自评“优”，复算得分 97.16，全部有数据可核实
    """
    form, card, rubric = assessment.form, assessment.card, assessment.rubric
    band = band_of(rubric, form.grade.value or "") if form.grade.value else None
    figures = (card.recomputed, card.verified, card.low, card.high)
    if band is None or None in figures or _total_explains(assessment):
        return
    recomputed, verified, low, high = (value or ZERO for value in figures)
    claim = f"自评等级“{band.name}”（{plain(band.low)} 分起）"
    if high < band.low:
        only = f"凭文字的指标全部算满分，最高也只有 {score(high)}，只够“{rubric.grade(high)}”"
        stems = failing_rows(assessment, band.low - high, best=True)
        yield _not_carried(assessment, f"{claim}：{only}", None, stems)
    elif card.grade is None and _words_are_open(assessment):
        open_ = f"得分可能在 {score(low)} 到 {score(high)} 之间"
        why = f"{open_}，有的指标既没有数据也没有得分，等级定不下来"
        yield _not_carried(assessment, f"{claim}缺少依据：{why}", WARNING)
    elif card.grade is not None and recomputed < band.low:
        why = f"按表中数据复算为 {score(recomputed)}，只够“{card.grade}”"
        stems = failing_rows(assessment, band.low - recomputed, best=False)
        yield _not_carried(assessment, f"{claim}：{why}", None, stems)
    elif card.grade is not None and recomputed - _words(assessment) < band.low:
        why = f"复算得分 {score(recomputed)} 中有数据可核实的只有 {score(verified)}，其余凭文字"
        stems = spoken_rows(assessment, band.low - recomputed + _words(assessment))
        yield _not_carried(assessment, f"{claim}：{why}", NOTE, stems)


def _words(assessment: Assessment) -> Decimal:
    """The points that rest on words; what is blank or cannot be read has findings of its own."""
    return sum((row.line.score or ZERO for row in spoken(assessment)), ZERO)


def _words_are_open(assessment: Assessment) -> bool:
    return any(row.line.score is None and row.line.points for row in rows(assessment))


def _total_explains(assessment: Assessment) -> bool:
    """The grade is wrong by the form's own total already, and right by it afterwards."""
    total, card = assessment.form.total_score.value, assessment.card
    grade = assessment.form.grade.value or ""
    band = band_of(assessment.rubric, grade)
    if total is None or band is None:
        return False
    by_total = assessment.rubric.grade(total)
    return by_total not in (band.name, "") and by_total == card.grade


def _not_carried(
    assessment: Assessment,
    message: str,
    severity: Severity | None,
    stems: tuple[CellRef, ...] = (),
) -> Violation:
    card, grade = assessment.card, assessment.form.grade
    values = (card.recomputed, card.verified, card.low, card.high)
    recomputed, verified, low, high = (score(value or ZERO) for value in values)
    return Violation(
        cell=grade.cell,
        message=message,
        found=f"等级{quote(grade.value or '')}",
        expected=f"复算 {recomputed}，可核实 {verified}，最低 {low}，最高 {high}",
        suggestion="补充凭文字的指标的数据，或按复算得分调整等级",
        related=cells((assessment.form.total_score.cell,)),
        severity=severity,
        stems=stems,
    )


@check(
    "SCR011",
    "总分高于数据所能支撑的最高分",
    severity=ERROR,
    source=f"{RULE_10}；{ARITHMETIC}",
    stages=SELF,
)
def total_is_within_reach(assessment: Assessment) -> Iterator[Violation]:
    """各条指标没有逐条填得分、只填了总分的，总分不应高于按表中数据所能得到的最高分。

    逐条填了得分的，由得分各条规则核对。

    错误示例：总分 98，按表中数据最高 82.16
    正确示例：总分 82.16
    """
    total, high = assessment.form.total_score, assessment.card.high
    if total.value is None or high is None or stated_scores(assessment) is not None:
        return
    if total.value <= high or near(total, high, SCORE_STEP):
        return
    head = label(total, "总分")
    execution = assessment.card.execution
    why = f"预算执行 {score(execution.high)}，各条指标按数据最高 {score(high - execution.high)}"
    yield Violation(
        cell=total.cell,
        message=f"{head}填 {plain(total.value)}，按表中数据最高 {score(high)}（{why}）",
        found=f"{head}{plain(total.value)}",
        expected=f"不高于 {score(high)}",
        suggestion="逐条填写得分，按实际得分之和填总分",
        related=cells((execution.cell,)),
    )
