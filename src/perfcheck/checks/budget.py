"""BUD: the execution rate, its score, and what is said of the money that was left."""

from collections.abc import Iterator
from decimal import Decimal

from perfcheck.checks.declare import ERROR, NOTE, SELF, WARNING, Violation, check
from perfcheck.checks.funds import (
    FULL,
    RATE_STEP,
    SCORE_STEP,
    accounted,
    division,
    lines,
    measured,
    measured_rate,
    named,
    rate_by_sources,
    rate_is_wrong,
    rate_of,
)
from perfcheck.checks.mended import misrated_totals, overspending_totals
from perfcheck.checks.rows import cells
from perfcheck.checks.sources import (
    ARITHMETIC,
    FORM_NOTE,
    HUBEI_NOTE,
    RULE_10,
    SICHUAN_NOTE,
    SOFTWARE,
)
from perfcheck.checks.words import label, money, near, percent, plain, score
from perfcheck.model.form import FundLine, Number
from perfcheck.model.results import Assessment

ONE_OFF = Decimal("1.5")  # last digits: the typed figure and the rounded one differ by one


@check(
    "BUD001",
    "执行率与金额不符",
    severity=ERROR,
    source=f"{RULE_10}；{ARITHMETIC}",
)
def execution_rate_matches_amounts(assessment: Assessment) -> Iterator[Violation]:
    """执行率＝全年执行数÷全年预算数（没有填全年预算数的，用年初预算数）。

    逐行重算，按表中所填的小数位数比较。只差末位一个数字的（多为没有四舍五入），列为提示。
    执行率与各项资金来源相符、只是总额填错的，由“资金来源合计与总额不符”指出。

    错误示例：全年预算数 300.00，全年执行数 214.68，执行率 95%
    正确示例：全年预算数 300.00，全年执行数 214.68，执行率 71.56%
    """
    unit = assessment.form.budget.unit
    for line in lines(assessment.form.budget):
        rate, stated = rate_of(line), line.rate
        if rate is None or stated.value is None or not rate_is_wrong(line):
            continue
        if line is assessment.form.budget.total and _sources_agree(assessment, stated, FULL):
            continue
        typed, right = percent(stated.value, stated.quantum), percent(rate)
        head = label(stated, "执行率")
        digit = max(stated.quantum or RATE_STEP, RATE_STEP)
        yield Violation(
            cell=stated.cell,
            message=f"{named(line)}：{division(line, unit)}，表中{head}填 {typed}",
            found=f"{head}填 {typed}",
            expected=division(line, unit),
            suggestion=f"把执行率改为 {right}{_on_original(line)}{_and_score(assessment, line)}",
            related=cells((line.executed.cell, line.base.cell)),
            severity=NOTE if abs(stated.value - rate) < digit * ONE_OFF else None,
        )


def _sources_agree(assessment: Assessment, stated: Number, points: Decimal) -> bool:
    """Whether a typed rate (of 1) or score (of its points) fits the sources; the total is wrong."""
    rate = rate_by_sources(assessment.form.budget)
    if rate is None or (stated.value == points and rate < FULL):
        return False
    step = RATE_STEP if points == FULL else SCORE_STEP
    return near(stated, points * min(rate, FULL), step)


def _on_original(line: FundLine) -> str:
    """A hint where the typed rate is the one on the budget at the start of the year."""
    original, executed = line.original_budget, line.executed.value
    if not original.value or executed is None or original.value == line.base.value:
        return ""
    if not near(line.rate, executed / original.value, RATE_STEP):
        return ""
    own, right = label(original, "年初预算数"), label(line.base, "全年预算数")
    return f"（所填的数是按{own}算的，应按{right}算）"


def _and_score(assessment: Assessment, line: FundLine) -> str:
    """The score that goes with the right rate, where the typed one goes with the wrong rate."""
    if line is assessment.form.budget.total and _score_follows_rate(assessment):
        return f"，得分相应改为 {score(assessment.card.execution.score or Decimal(0))}"
    return ""


def _score_follows_rate(assessment: Assessment) -> bool:
    """Whether the typed execution score is wrong only because the typed rate is."""
    execution, total = assessment.card.execution, assessment.form.budget.total
    if execution.score is None or execution.points is None or not rate_is_wrong(total):
        return False
    follows = execution.points * min(total.rate.value or Decimal(0), FULL)
    return near(total.score, follows, SCORE_STEP) and not near(
        total.score, execution.score, SCORE_STEP
    )


@check(
    "BUD002",
    "执行数大于预算数",
    severity=ERROR,
    source=f"{FORM_NOTE}；{ARITHMETIC}",
    follows=("BUD006",),
)
def executed_stays_within_budget(assessment: Assessment) -> Iterator[Violation]:
    """全年执行数不应大于全年预算数；年中追加的，全年预算数应填追加以后的数。

    总额超出时只报总额一处，总额没有超出而某一项资金来源超出的，报该项。

    错误示例：全年预算数 45.00，全年执行数 45.80
    正确示例：全年预算数 48.00（含年中追加 3.00），全年执行数 45.80
    """
    budget = assessment.form.budget
    over = [line for line in lines(budget) if _overspent(line)]
    first = over[:1] if over and over[0] is budget.total else over
    for line in first:
        base, executed = line.base, line.executed
        if base.value is None or executed.value is None:
            continue
        spent, planned = money(executed.value, budget.unit), money(base.value, budget.unit)
        excess = money(executed.value - base.value, budget.unit)
        heads = label(executed, "全年执行数"), label(base, "全年预算数")
        yield Violation(
            cell=executed.cell,
            message=(
                f"{named(line)}：{heads[0]}{spent} 大于{heads[1]}{planned}，"
                f"超出 {excess} {budget.unit}"
            ),
            found=f"{heads[0]}{spent}",
            expected=f"不大于{heads[1]}{planned}",
            suggestion="核对执行数；确属年中追加的，把全年预算数改为追加以后的数并附批复文号",
            related=cells((base.cell, *(other.executed.cell for other in over if other != line))),
            stems=overspending_totals(budget) if line is budget.total else (),
        )


def _overspent(line: FundLine) -> bool:
    base, executed = line.base.value, line.executed.value
    if base is None or executed is None or base < 0 or line.mixed:
        return False
    return executed > base


@check(
    "BUD003",
    "预算执行得分与执行率不符",
    severity=ERROR,
    source=f"{RULE_10}；{HUBEI_NOTE}；{ARITHMETIC}",
    stages=SELF,
)
def execution_score_matches_rate(assessment: Assessment) -> Iterator[Violation]:
    """预算执行得分＝分值×执行率，最高不超过分值；评分标准按档给分的，按所在的档给分。

    执行率填错、得分跟着错的，只在执行率一处指出；得分大于分值的，由“得分大于分值”指出。

    错误示例：分值 10，执行率 71.56%，得分 10
    正确示例：分值 10，执行率 71.56%，得分 7.16
    """
    total, line = assessment.form.budget.total, assessment.card.execution
    stated, right, points = total.score, line.score, line.points
    if stated.value is None or right is None or points is None or not line.verified:
        return
    other_points = total.points.value is not None and total.points.value != points
    judged = total.mixed or other_points or stated.value > points
    if judged or _score_follows_rate(assessment) or _sources_agree(assessment, stated, points):
        return
    full_marks = stated.value == points and right < points  # that is no rounding
    if near(stated, right, SCORE_STEP) and not full_marks:
        return
    yield Violation(
        cell=stated.cell,
        message=f"预算执行得分：{line.basis}，表中填 {plain(stated.value)}",
        found=f"{label(stated, '得分')}填 {plain(stated.value)}",
        expected=line.basis,
        suggestion=f"把得分改为 {score(right)}",
        related=cells((total.executed.cell, total.base.cell, total.rate.cell)),
    )


@check(
    "BUD004",
    "执行率偏低没有说明原因",
    severity=ERROR,
    source=f"{SICHUAN_NOTE}；{SOFTWARE}",
    stages=SELF,
    follows=("BUD006", "BUD007"),
)
def low_rate_is_explained(assessment: Assessment) -> Iterator[Violation]:
    """执行率低于评分标准规定的比例（一般为 90%）的，要写明原因和结余资金怎么处理。

    原因可以写在资金栏的偏差原因里，也可以写在整表的原因栏里；只写“无”不算说明。
    表中没有地方写原因的，列为建议改。

    错误示例：执行率 71.56%，偏差原因栏空白
    正确示例：执行率 71.56%，偏差原因写“修复招标推迟到次年 3 月，结余 85.32 万元结转使用”
    """
    form, limits = assessment.form, assessment.rubric.thresholds
    rate, total = measured_rate(form.budget), form.budget.total
    if rate is None or rate >= limits.low_rate or accounted(form):
        return
    floor = percent(limits.low_rate, Decimal("0.01"))
    place = total.deviation_reason if not total.deviation_reason.absent else form.deviation_reason
    yield Violation(
        cell=place.cell or total.rate.cell or total.executed.cell,
        message=(f"{measured(form.budget)}，低于 {floor}，{_left(assessment, rate)}，没有说明原因"),
        found="没有说明原因",
        expected=f"{measured(form.budget)}，低于 {floor} 的应说明原因",
        suggestion=f"写明{_left(assessment, rate)}的原因、结余资金怎么处理、下一步怎么改进",
        related=cells((total.executed.cell, total.base.cell)),
        severity=WARNING if place.absent else None,
        stems=misrated_totals(form.budget, limits.low_rate),
    )


def _left(assessment: Assessment, rate: Decimal) -> str:
    """What was not spent: 结余 85.32 万元（28.44%）."""
    budget = assessment.form.budget
    left = (budget.base or Decimal(0)) - (budget.executed or Decimal(0))
    return f"结余 {money(left, budget.unit)} {budget.unit}（{percent(FULL - rate)}）"


@check(
    "BUD005",
    "结余较多",
    severity=NOTE,
    source=SOFTWARE,
    stages=SELF,
)
def unspent_share_is_moderate(assessment: Assessment) -> Iterator[Violation]:
    """结余超过评分标准规定的比例（一般为预算的 20%）的，即使写了原因也提示复核人员留意。

    没有写原因的，由“执行率偏低没有说明原因”指出，这里不再重复。

    错误示例：全年预算数 100，全年执行数 76，已写明原因：结余 24.00%，提示留意
    正确示例：全年预算数 100，全年执行数 85：结余 15.00%，不提示
    """
    form, limit = assessment.form, assessment.rubric.thresholds.unspent
    rate, total = measured_rate(form.budget), form.budget.total
    if rate is None or FULL - rate <= limit or not accounted(form):
        return
    share = percent(limit, Decimal("0.01"))
    yield Violation(
        cell=total.rate.cell or total.executed.cell,
        message=f"{measured(form.budget)}，{_left(assessment, rate)}，超过预算的 {share}",
        found=_left(assessment, rate),
        expected=f"结余不超过预算的 {share}",
        suggestion="请核对原因是否成立，下年度预算是否需要相应压减",
        related=cells((total.executed.cell, total.base.cell)),
    )
