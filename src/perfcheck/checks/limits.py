"""SCR: no score above its points, no full marks for a missed target."""

from collections.abc import Iterator
from decimal import Decimal

from perfcheck.checks.declare import ERROR, SELF, WARNING, Violation, check
from perfcheck.checks.rows import Row, cells, rows
from perfcheck.checks.shares import due_points, execution_points, headings
from perfcheck.checks.sources import ARITHMETIC, FORM_NOTE, HUBEI_NOTE, RULE_10, SOFTWARE
from perfcheck.checks.words import label, plain, quote, score
from perfcheck.model.form import Number
from perfcheck.model.results import Assessment
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


def told_already(row: Row) -> bool:
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
    stated, printed = assessment.form.budget.total.score, execution_points(assessment)
    most = assessment.card.execution.points
    if stated.value is not None and printed.value is not None:
        yield from _outside("预算执行", stated, printed.value, printed, None)
    elif stated.value is not None and most is not None and stated.value > most:
        yield _beyond_the_rubric(stated, plain(stated.value), plain(most))
    for row in rows(assessment):
        if excessive(row):
            own = row.indicator
            yield from _outside(row.title, own.stated_score, row.points, own.points, row)


def _beyond_the_rubric(stated: Number, value: str, most: str) -> Violation:
    """A form that prints no points for budget execution may follow another rubric."""
    head = label(stated, "得分")
    return Violation(
        cell=stated.cell,
        message=f"预算执行：{head}{value}，表中没有写预算执行的分值，评分标准为 {most} 分",
        found=f"{head}{value}",
        expected=f"0 到 {most}",
        suggestion=f"写明预算执行的分值；按评分标准计分的，最高 {most} 分",
        severity=WARNING,
    )


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
                f"{row.title}：指标值{quote(own.target.text)}，实际完成{quote(own.actual.text)}，"
                f"没有达到，却打满分 {plain(own.stated_score.value or Decimal(0))}"
            ),
            found=f"{label(own.stated_score, '得分')}{plain(own.stated_score.value or Decimal(0))}",
            expected=row.line.basis or "小于分值的得分",
            suggestion=f"{advice}，并说明没有完成的原因和改进措施",
            indicator=row.index,
            related=cells((row.target_cell, row.actual_cell)),
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
    for name, points in due_points(assessment).items():
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
