"""WGT: the points of rows, headings and goals, and whether they add up."""

from collections.abc import Iterator
from decimal import Decimal

from perfcheck.checks.declare import ERROR, NOTE, WARNING, Violation, check
from perfcheck.checks.rows import cells, details, rows
from perfcheck.checks.shares import (
    ZERO,
    addition,
    due_points,
    due_total,
    execution_points,
    has_points,
    headings,
    missing_groups,
    row_total,
    shares,
    unread_points,
)
from perfcheck.checks.sources import ARITHMETIC, FORM_NOTE, GUIDE_101, HUBEI_NOTE, RULE_10, SOFTWARE
from perfcheck.checks.words import label, plain, quote
from perfcheck.model.results import Assessment


@check(
    "WGT001",
    "整张表没有填分值",
    severity=ERROR,
    source=f"{SOFTWARE}；{HUBEI_NOTE}",
)
def points_are_given(assessment: Assessment) -> Iterator[Violation]:
    """每条指标都要有分值，没有分值就不知道这条指标占多重。全表没有一个分值的，只报一处。

    表样本来没有分值栏的（如湖北省自评表），列为提示：分值按评分标准和自评得分推算，得分仅供参考。

    错误示例：分值一栏全部空白
    正确示例：产出指标各条分值合计 50，效益指标合计 30，满意度指标合计 10
    """
    every = rows(assessment)
    entries = [row.indicator.points for row in every]
    if not entries or not all(entry.blank for entry in entries):
        return
    absent = all(entry.absent for entry in entries)
    head = label(entries[0], "分值")
    parts = "、".join(f"{name} {plain(p)} 分" for name, p in due_points(assessment).items())
    yield Violation(
        cell=entries[0].cell,
        message=(
            f"表中{'没有分值栏' if absent else f'{head}一栏全部空白'}，"
            f"暂按评分标准的分组分值（{parts}）推算各条指标的分值，得分仅供参考"
        ),
        found="没有分值",
        expected=parts,
        suggestion=f"按{parts}，给每条指标分配分值"
        + ("，写在指标名称后或另附说明" if absent else f"，填入{head}一栏"),
        related=cells(entry.cell for entry in entries[1:]),
        severity=NOTE if absent else None,
    )


@check(
    "WGT002",
    "个别指标没有填分值",
    severity=ERROR,
    source=SOFTWARE,
)
def each_row_has_points(assessment: Assessment) -> Iterator[Violation]:
    """其他指标有分值、这一条空着的，要补上；核对时暂按该组剩下的分值计算。“其中：”各行说的是上一行的一部分，不用分值。

    错误示例：产出指标四条，三条有分值，一条空白
    正确示例：四条都有分值，合计 50
    """
    every = rows(assessment)
    if all(row.indicator.points.blank for row in every):
        return
    parts = details(assessment)
    for row in every:
        entry = row.indicator.points
        if not entry.blank or entry.absent or row.index in parts:
            continue
        assumed = row.line.points
        how = f"，暂按该组剩余分值取 {plain(assumed)} 分" if assumed is not None else ""
        yield Violation(
            cell=entry.cell,
            message=f"{row.title}没有填{label(entry, '分值')}{how}",
            found="空白",
            expected="大于 0 的分值",
            suggestion=f"填写{label(entry, '分值')}，使同组各条分值合计等于该组分值",
            indicator=row.index,
        )


@check(
    "WGT003",
    "分值不大于 0",
    severity=ERROR,
    source=SOFTWARE,
)
def points_are_positive(assessment: Assessment) -> Iterator[Violation]:
    """分值应大于 0；不打算考核的指标整行删去。

    错误示例：分值 0
    正确示例：分值 8
    """
    for row in rows(assessment):
        entry = row.indicator.points
        if entry.value is None or entry.value > 0:
            continue
        yield Violation(
            cell=entry.cell,
            message=f"{row.title}的{label(entry, '分值')}是 {plain(entry.value)}，应大于 0",
            found=plain(entry.value),
            expected="大于 0 的分值",
            suggestion="填写分值；不考核的指标整行清空，分值分给同组其他指标",
            indicator=row.index,
        )


@check(
    "WGT004",
    "分值合计不对",
    severity=ERROR,
    source=f"{RULE_10}；{SOFTWARE}；{ARITHMETIC}",
)
def points_add_up(assessment: Assessment) -> Iterator[Violation]:
    """各条指标分值之和应为满分减去预算执行的分值：满分 100，预算执行 10 的，指标合计 90。

    一级指标标题里印有分数、标题合计正确的，由“分值与标题不符”指出是哪一组。

    错误示例：预算执行 10，产出 60，效益 30，满意度 10，合计 110
    正确示例：预算执行 10，产出 50，效益 30，满意度 10，合计 100
    """
    form, rubric = assessment.form, assessment.rubric
    total = row_total(assessment)
    due = due_total(assessment)
    if total is None or total + unread_points(assessment) == due:
        return
    if _execution_makes_up(assessment, total):
        return
    if _headings_are_right(assessment, due):
        return
    parts = shares(assessment)
    detail = "（" + "，".join(f"{p.name} {plain(p.points)}" for p in parts) + "）" if parts else ""
    off = f"多 {plain(total - due)} 分" if total > due else f"少 {plain(due - total)} 分"
    yield Violation(
        cell=form.total_points.cell or form.indicators[0].points.cell,
        message=(
            f"各条指标分值合计 {plain(total)}{detail}，应为 {plain(due)}"
            f"（满分 {plain(rubric.total)} 减预算执行 {plain(rubric.execution.points)}），{off}"
        ),
        found=f"指标分值合计 {plain(total)}",
        expected=f"{plain(rubric.total)} - {plain(rubric.execution.points)} = {plain(due)}",
        suggestion="调整各条指标的分值：" + _target_parts(assessment),
        related=cells(row.indicator.points.cell for row in rows(assessment)),
    )


def _execution_makes_up(assessment: Assessment, total: Decimal) -> bool:
    """The rows fit the execution points that the form prints; WGT008 speaks of those."""
    stated = execution_points(assessment).value
    return stated is not None and stated + total == assessment.rubric.total


def _headings_are_right(assessment: Assessment, due: Decimal) -> bool:
    heads = [entry.value or ZERO for entry in headings(rows(assessment))]
    return bool(heads) and sum(heads, ZERO) == due


def _target_parts(assessment: Assessment) -> str:
    due = due_points(assessment).items()
    return "、".join(f"{name}合计 {plain(points)}" for name, points in due)


@check(
    "WGT005",
    "各组分值与评分标准不同",
    severity=WARNING,
    source=f"{RULE_10}；{GUIDE_101}；{HUBEI_NOTE}",
)
def groups_follow_the_rubric(assessment: Assessment) -> Iterator[Violation]:
    """总数对、各组分值与评分标准不同的，提醒核对：原则上按统一分值，确有特殊情况可以调整并说明。

    全表只报一处。合计不对的、应设的组没有设的，另有规则指出。

    错误示例：产出 60，效益 20，满意度 10（标准为 50、30、10）
    正确示例：产出 50，效益 30，满意度 10
    """
    parts = shares(assessment)
    odd = [part for part in parts if part.points != part.due]
    total = sum((part.points for part in parts), ZERO)
    due = due_total(assessment)
    if not odd or total != due or missing_groups(assessment):
        return
    found = "、".join(f"{part.name} {plain(part.points)}" for part in odd)
    expected = "、".join(f"{part.name} {plain(part.due)}" for part in odd)
    yield Violation(
        cell=odd[0].cell,
        message=f"各组分值：{found}；评分标准（{assessment.rubric.title}）为 {expected}",
        found=found,
        expected=expected,
        suggestion=f"没有特殊情况的，调整为 {expected}；有特殊情况的，在说明中写明",
        related=cells(part.cell for part in odd[1:]),
    )


@check(
    "WGT006",
    "分值与标题不符",
    severity=ERROR,
    source=f"{FORM_NOTE}；{HUBEI_NOTE}；{ARITHMETIC}",
)
def rows_add_up_to_their_heading(assessment: Assessment) -> Iterator[Violation]:
    """一级指标标题里印有分数的（如 产出指标（40分）），其下各条指标的分值合计应等于这个数。

    错误示例：产出指标（40分）之下，各条分值 20 + 12 + 10 = 42
    正确示例：产出指标（40分）之下，各条分值 20 + 12 + 8 = 40
    """
    every = rows(assessment)
    for heading in headings(every):
        members = [r for r in every if r.indicator.group_points.cell == heading.cell]
        if not all(map(has_points, members)):
            continue
        values = [row.indicator.points.value or ZERO for row in members]
        total = sum(values, ZERO)
        if heading.value is None or total == heading.value:
            continue
        name = quote(heading.label or heading.text)
        yield Violation(
            cell=heading.cell,
            message=f"{name}之下各条指标分值 {addition(values)}，标题为 {plain(heading.value)}",
            found=f"合计 {plain(total)}",
            expected=plain(heading.value),
            suggestion=f"调整这一组各条指标的分值，使合计等于 {plain(heading.value)}",
            related=cells(row.indicator.points.cell for row in members),
        )
