"""SCR: scores against the figures, the tiers and the reasons."""

from collections.abc import Iterator
from decimal import Decimal

from perfcheck.checks.declare import ERROR, NOTE, SELF, Violation, check
from perfcheck.checks.funds import FULL, SCORE_STEP
from perfcheck.checks.limits import FALLEN_SHORT, told_already
from perfcheck.checks.rows import Row, cells, explained, rows
from perfcheck.checks.sources import ARITHMETIC, FORM_NOTE, HUBEI_NOTE, RULE_10, SOFTWARE
from perfcheck.checks.words import label, near, percent, plain, quote, score
from perfcheck.model.results import Assessment
from perfcheck.model.rubric import ReverseRule, Rubric
from perfcheck.model.values import Direction, Outcome

OTHER_FORMULA = (
    "反向指标有“A÷B×分值”和“按超出比例扣分”两种算法，本表用的是另一种；"
    "当地没有规定的，以评分标准为准"
)


@check(
    "SCR003",
    "得分与复算不符",
    severity=ERROR,
    source=f"{RULE_10}；{FORM_NOTE}；{ARITHMETIC}",
    stages=SELF,
)
def scores_match_the_figures(assessment: Assessment) -> Iterator[Violation]:
    """有数字的指标按完成值与指标值重算得分，按表中所填的小数位数比较。

    填多了必须改；填少了、又写了原因的，反向指标（≤）按另一种通行公式计算的，列为提示。
    大于分值的、没达到却打满分的、扣分没有原因的，另有规则指出。

    错误示例：分值 10，指标值 ≥95%，实际完成值 90%，得分 9.8
    正确示例：分值 10，指标值 ≥95%，实际完成值 90%，得分 9.47（10 × 90% ÷ 95%）
    """
    for row in rows(assessment):
        stated, right = row.indicator.stated_score, row.line.score
        if stated.value is None or right is None or not row.line.verified or row.line.assumed:
            continue
        if told_already(row) or near(stated, right, SCORE_STEP):
            continue
        if stated.value < right and not explained(assessment.form, row):
            continue
        head, other_way = label(stated, "得分"), _other_formula(row, assessment.rubric)
        yield Violation(
            cell=stated.cell,
            message=f"{row.title}：{row.line.basis}，表中{head}填 {plain(stated.value)}",
            found=f"{head}填 {plain(stated.value)}",
            expected=row.line.basis,
            suggestion=OTHER_FORMULA if other_way else _correction(row, stated.value, right),
            indicator=row.index,
            related=cells((row.target_cell, row.actual_cell)),
            severity=NOTE if stated.value < right or other_way else None,
        )


def _other_formula(row: Row, rubric: Rubric) -> bool:
    """Whether a missed ≤ target was scored by the other of the two official formulas."""
    target, actual = row.indicator.target, row.indicator.actual.value
    if target.direction is not Direction.LOWER or row.points is None:
        return False
    if not isinstance(target.value, Decimal) or not isinstance(actual, Decimal) or not target.value:
        return False
    share = target.value / actual if actual else FULL
    if rubric.reverse is ReverseRule.RATIO:
        share = FULL - (actual - target.value) / target.value
    return near(row.indicator.stated_score, row.points * share, SCORE_STEP)


def _correction(row: Row, stated: Decimal, right: Decimal) -> str:
    if stated > right:
        return f"把得分改为 {score(right)}，或核对指标值和实际完成值"
    return f"按完成情况可得 {score(right)}；所写的原因确应扣分的，不用改"


@check(
    "SCR004",
    "没有完成或扣分，没有说明原因",
    severity=ERROR,
    source=f"{RULE_10}；{SOFTWARE}",
    stages=SELF,
)
def deviations_are_explained(assessment: Assessment) -> Iterator[Violation]:
    """没有达到指标值的、得分低于分值的，要写明偏差原因和改进措施；只写“无”不算说明。

    没有填完成值的、没达到却打满分的，另有规则指出，这里不重复。

    错误示例：分值 6，指标值 ≥24 场，实际完成值 22 场，得分 5.5，偏差原因空白
    正确示例：偏差原因写“12月场地维修，2场未办；已排入次年1月补办”
    """
    for row in rows(assessment):
        if explained(assessment.form, row) or not _deviates(row):
            continue
        own = row.indicator
        reason, whole = own.deviation_reason, assessment.form.deviation_reason
        head = label(whole if reason.absent and not whole.absent else reason, "偏差原因")
        yield Violation(
            cell=reason.cell or whole.cell or own.stated_score.cell or row.actual_cell,
            message=f"{row.title}：{_shortfall(row)}，{head}没有填",
            found="没有说明原因",
            expected="为什么没有完成、下一步怎么改进",
            suggestion=_advice(row, head),
            indicator=row.index,
            related=cells((own.stated_score.cell, row.actual_cell)),
        )


def _deviates(row: Row) -> bool:
    stated, points, outcome = row.indicator.stated_score.value, row.points, row.judgement.outcome
    if told_already(row):
        return False
    if outcome in FALLEN_SHORT:
        return True
    return stated is not None and points is not None and stated < points


def _advice(row: Row, head: str) -> str:
    if row.judgement.outcome is Outcome.MET and row.line.verified and row.points is not None:
        full = score(row.points)
        return f"已达到指标值，可打满分 {full}；确有扣分理由的，写入{head}"
    return f"在{head}写明差在哪里、为什么、什么时候补上"


def _shortfall(row: Row) -> str:
    own, points = row.indicator, row.points
    stated = own.stated_score.value
    parts = []
    if row.judgement.outcome in FALLEN_SHORT:
        parts.append(f"指标值{quote(own.target.text)}，实际完成{quote(own.actual.text)}，没有达到")
    if stated is not None and points is not None and stated < points:
        parts.append(f"分值 {plain(points)}，得分 {plain(stated)}，扣 {plain(points - stated)} 分")
    return "；".join(parts)


@check(
    "SCR005",
    "定性指标得分超出档次",
    severity=ERROR,
    source=f"{RULE_10}；{HUBEI_NOTE}；{SOFTWARE}",
    stages=SELF,
)
def qualitative_scores_keep_to_their_tier(assessment: Assessment) -> Iterator[Violation]:
    """定性指标按完成档次打分：达成、部分达成、未达成各有分值区间，得分应落在所填档次的区间内。

    错误示例：分值 10，实际完成值“部分达成年度指标并具有一定效果”，得分 9
    正确示例：分值 10，实际完成值“部分达成年度指标并具有一定效果”，得分 7（60% 到 80%）
    """
    for row in rows(assessment):
        stated, allowed, points = row.indicator.stated_score, row.line.score, row.points
        if stated.value is None or allowed is None or points is None or row.line.verified:
            continue
        if told_already(row) or near(stated, allowed, SCORE_STEP):
            continue
        share = percent(stated.value / points) if points else ""
        yield Violation(
            cell=stated.cell,
            message=(
                f"{row.title}：实际完成{quote(row.indicator.actual.text)}，"
                f"得分 {plain(stated.value)} ÷ 分值 {plain(points)} = {share}，不在该档的区间内"
            ),
            found=f"得分 {plain(stated.value)}（{share}）",
            expected=row.line.basis or _tiers(assessment.rubric),
            suggestion=f"改为区间内的得分（例如 {score(allowed)}），或核对完成档次",
            indicator=row.index,
            related=cells((row.actual_cell,)),
        )


def _tiers(rubric: Rubric) -> str:
    step = Decimal("0.01")
    return "；".join(
        f"{t.name} {percent(t.low, step)}至{percent(t.high, step)}" for t in rubric.tiers
    )
