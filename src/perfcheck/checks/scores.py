"""SCR: the score of every indicator against its points, its figures and its reason."""

from collections.abc import Iterator
from decimal import Decimal

from perfcheck.checks.declare import ERROR, SELF, WARNING, Violation, check
from perfcheck.checks.funds import SCORE_STEP
from perfcheck.checks.rows import Row, cells, explained, rows
from perfcheck.checks.shares import headings
from perfcheck.checks.sources import ARITHMETIC, FORM_NOTE, HUBEI_NOTE, RULE_10, SOFTWARE
from perfcheck.checks.words import label, near, percent, plain, score
from perfcheck.model.form import Number
from perfcheck.model.results import Assessment
from perfcheck.model.rubric import Rubric
from perfcheck.model.values import Outcome

FALLEN_SHORT = (Outcome.UNMET, Outcome.PARTLY)
UNKNOWN = (Outcome.UNREPORTED, Outcome.NO_TARGET)


def excessive(row: Row) -> bool:
    """Whether the typed score is outside 0 to the points that the form gives."""
    stated, points = row.indicator.stated_score.value, row.points
    return stated is not None and (stated < 0 or (points is not None and stated > points))


def overpaid(row: Row) -> bool:
    """Whether full marks were claimed for a target that was not reached."""
    stated, points = row.indicator.stated_score.value, row.points
    return row.judgement.outcome in FALLEN_SHORT and stated is not None and stated == points


def _told_already(row: Row) -> bool:
    """Whether another rule speaks of this score."""
    return excessive(row) or overpaid(row) or row.judgement.outcome in UNKNOWN


@check(
    "SCR001",
    "得分大于分值",
    severity=ERROR,
    source=f"{FORM_NOTE}；{SOFTWARE}",
    stages=SELF,
)
def scores_stay_within_points(assessment: Assessment) -> Iterator[Violation]:
    """得分最高不超过分值，最低为 0；预算执行得分同样如此。

    错误示例：分值 7，得分 7.5
    正确示例：分值 7，得分 6.63
    """
    total, execution = assessment.form.budget.total, assessment.card.execution
    points = total.points.value if total.points.value is not None else execution.points
    if total.score.value is not None and points is not None:
        yield from _outside("预算执行", total.score, points, total.points, None)
    for row in rows(assessment):
        if excessive(row):
            own = row.indicator
            yield from _outside(row.title, own.stated_score, row.points, own.points, row)


def _outside(
    title: str, stated: Number, points: Decimal | None, place: Number, row: Row | None
) -> Iterator[Violation]:
    value = stated.value
    if value is None or (value >= 0 and (points is None or value <= points)):
        return
    low = value < 0 or points is None
    limit = "小于 0" if low else f"大于{label(place, '分值')}{plain(points or value)}"
    top = "分值" if points is None else plain(points)
    right = row.line.score if row and row.line.verified else None
    yield Violation(
        cell=stated.cell,
        message=f"{title}：{label(stated, '得分')}{plain(value)} {limit}",
        found=f"{label(stated, '得分')}{plain(value)}",
        expected=f"0 到 {top}",
        suggestion=f"改为 {score(right)}（{row.line.basis}）"
        if row and right is not None
        else f"按完成情况重新打分，最高 {top}",
        indicator=row.index if row else None,
        related=cells((place.cell,)),
    )


@check(
    "SCR002",
    "没有达到指标值却打满分",
    severity=ERROR,
    source=f"{RULE_10}；{HUBEI_NOTE}",
    stages=SELF,
)
def unmet_targets_do_not_earn_all(assessment: Assessment) -> Iterator[Violation]:
    """没有达到指标值的，按完成的比例计分，不能打满分。

    错误示例：分值 10，指标值 ≥95%，实际完成值 90%，得分 10
    正确示例：分值 10，指标值 ≥95%，实际完成值 90%，得分 9.47
    """
    for row in rows(assessment):
        if not overpaid(row):
            continue
        own, right = row.indicator, row.line.score
        advice = f"把得分改为 {score(right)}" if right is not None else "按完成情况重新打分"
        yield Violation(
            cell=own.stated_score.cell,
            message=(
                f"{row.title}：指标值“{own.target.text}”，实际完成“{own.actual.text}”，"
                f"没有达到，却打满分 {plain(own.stated_score.value or Decimal(0))}"
            ),
            found=f"{label(own.stated_score, '得分')}{plain(own.stated_score.value or Decimal(0))}",
            expected=row.line.basis or "小于分值的得分",
            suggestion=f"{advice}，并说明没有完成的原因和改进措施",
            indicator=row.index,
            related=cells((row.target_cell, row.actual_cell)),
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

    填多了必须改；填少了（如已达到指标值却没有打满分）列为建议改。大于分值、没达到却打满分的另有规则指出。

    错误示例：分值 10，指标值 ≥95%，实际完成值 90%，得分 9.8
    正确示例：分值 10，指标值 ≥95%，实际完成值 90%，得分 9.47（10 × 90% ÷ 95%）
    """
    for row in rows(assessment):
        stated, right = row.indicator.stated_score, row.line.score
        if stated.value is None or right is None or not row.line.verified or row.line.assumed:
            continue
        if _told_already(row) or near(stated, right, SCORE_STEP):
            continue
        head = label(stated, "得分")
        yield Violation(
            cell=stated.cell,
            message=f"{row.title}：{row.line.basis}，表中{head}填 {plain(stated.value)}",
            found=f"{head}填 {plain(stated.value)}",
            expected=row.line.basis,
            suggestion=_correction(row, stated.value, right),
            indicator=row.index,
            related=cells((row.target_cell, row.actual_cell)),
            severity=WARNING if stated.value < right else None,
        )


def _correction(row: Row, stated: Decimal, right: Decimal) -> str:
    if stated > right:
        return f"把得分改为 {score(right)}，或核对指标值和实际完成值"
    if row.judgement.outcome is Outcome.MET:
        return f"已达到指标值，可打满分 {score(right)}；确有其他扣分理由的，写明原因"
    return f"按比例可得 {score(right)}；确有其他扣分理由的，写明原因"


@check(
    "SCR004",
    "没有完成或扣分，没有说明原因",
    severity=ERROR,
    source=f"{RULE_10}；{SOFTWARE}",
    stages=SELF,
)
def deviations_are_explained(assessment: Assessment) -> Iterator[Violation]:
    """没有达到指标值的、得分低于分值的，要写明偏差原因和改进措施；只写“无”不算说明。

    没有填完成值的、没达到却打满分的、已达到指标值的，另有规则指出，这里不重复。

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
            suggestion=f"在{head}写明差在哪里、为什么、什么时候补上",
            indicator=row.index,
            related=cells((own.stated_score.cell, row.actual_cell)),
        )


def _deviates(row: Row) -> bool:
    stated, points, outcome = row.indicator.stated_score.value, row.points, row.judgement.outcome
    if _told_already(row):
        return False
    if outcome in FALLEN_SHORT:
        return True
    deducted = stated is not None and points is not None and stated < points
    return deducted and not (outcome is Outcome.MET and row.line.verified)


def _shortfall(row: Row) -> str:
    own, points = row.indicator, row.points
    stated = own.stated_score.value
    parts = []
    if row.judgement.outcome in FALLEN_SHORT:
        parts.append(f"指标值“{own.target.text}”，实际完成“{own.actual.text}”，没有达到")
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
        if _told_already(row) or near(stated, allowed, SCORE_STEP):
            continue
        share = percent(stated.value / points) if points else ""
        yield Violation(
            cell=stated.cell,
            message=(
                f"{row.title}：实际完成“{row.indicator.actual.text}”，"
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


@check(
    "SCR006",
    "一组得分合计大于该组分值",
    severity=ERROR,
    source=f"{HUBEI_NOTE}；{ARITHMETIC}",
    stages=SELF,
)
def group_scores_stay_within_group_points(assessment: Assessment) -> Iterator[Violation]:
    """没有分值栏、分数印在组标题里的，一组各条指标的得分合计不应大于该组的分数。

    错误示例：产出指标（40分）之下，得分 20 + 15 + 8 = 43
    正确示例：产出指标（40分）之下，得分 20 + 12 + 8 = 40
    """
    every = rows(assessment)
    due = assessment.rubric.group_points(frozenset(row.line.group for row in every))
    for name, points in due.items():
        members = [row for row in every if row.line.group == name]
        if not members or any(row.points is not None for row in members):
            continue
        stated = [row.indicator.stated_score for row in members]
        total = sum((entry.value or Decimal(0) for entry in stated), Decimal(0))
        heads = headings(members)
        limit = sum((entry.value or Decimal(0) for entry in heads), Decimal(0)) or points
        if total <= limit:
            continue
        yield Violation(
            cell=stated[0].cell,
            message=f"{name}指标得分合计 {plain(total)}，大于该组的 {plain(limit)} 分",
            found=f"合计 {plain(total)}",
            expected=f"不大于 {plain(limit)}",
            suggestion=f"核对这一组各条指标的得分，合计不超过 {plain(limit)}",
            related=cells(entry.cell for entry in stated[1:]),
        )
