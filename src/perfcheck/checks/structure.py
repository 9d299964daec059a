"""WGT: printed totals, headings and goals against the rubric, and groups that are missing."""

from collections.abc import Iterator

from perfcheck.checks.declare import ERROR, NOTE, WARNING, Violation, check
from perfcheck.checks.rows import Row, cells, rows
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
)
from perfcheck.checks.sources import (
    ARITHMETIC,
    FORM_NOTE,
    GUIDE_101,
    HUBEI_NOTE,
    RULE_10,
    SOFTWARE,
    TARGETS_88,
)
from perfcheck.checks.words import label, plain, quote
from perfcheck.model.form import Goal
from perfcheck.model.results import Assessment


@check(
    "WGT007",
    "总分的分值与各项分值之和不符",
    severity=ERROR,
    source=f"{FORM_NOTE}；{ARITHMETIC}",
)
def printed_total_is_the_sum(assessment: Assessment) -> Iterator[Violation]:
    """总分一行的分值应等于预算执行分值与各条指标分值之和。

    各条指标的分值合计本身不对的，由“分值合计不对”指出，这里不再重复。

    错误示例：各项分值合计 100，总分一行的分值填 120
    正确示例：总分一行的分值填 100
    """
    printed, total = assessment.form.total_points, row_total(assessment)
    rubric = assessment.rubric
    if printed.value is None or total is None or total != due_total(assessment):
        return
    execution = rubric.total - total
    if printed.value in (total, total + execution):
        return
    sum_ = f"预算执行 {plain(execution)} + 指标 {plain(total)} = {plain(total + execution)}"
    yield Violation(
        cell=printed.cell,
        message=f"总分一行的{label(printed, '分值')}填 {plain(printed.value)}，{sum_}",
        found=plain(printed.value),
        expected=sum_,
        suggestion=f"改为 {plain(total + execution)}",
    )


@check(
    "WGT008",
    "预算执行的分值与评分标准不同",
    severity=WARNING,
    source=f"{RULE_10}；{HUBEI_NOTE}",
)
def execution_points_follow_the_rubric(assessment: Assessment) -> Iterator[Violation]:
    """预算执行的分值应与所用的评分标准一致：全国表样为 10，湖北省表样为 20。

    错误示例：全国表样，预算执行分值填 15
    正确示例：全国表样，预算执行分值填 10
    """
    stated, rubric = execution_points(assessment), assessment.rubric
    if stated.value is None or stated.value == rubric.execution.points:
        return
    due = plain(rubric.execution.points)
    yield Violation(
        cell=stated.cell,
        message=f"预算执行的分值填 {plain(stated.value)}，评分标准（{rubric.title}）为 {due}",
        found=plain(stated.value),
        expected=due,
        suggestion=f"改为 {due}；用的是其他评分标准的，请按那个标准核对",
    )


@check(
    "WGT009",
    "年度绩效目标的分值不对",
    severity=ERROR,
    source=f"{HUBEI_NOTE}；{ARITHMETIC}",
)
def goal_points_add_up(assessment: Assessment) -> Iterator[Violation]:
    """有几个年度绩效目标、各带分数的，各目标分数之和应为满分减去预算执行的分值。

    每个目标之下各组标题（没有分值栏时）或各条指标的分值合计，应等于这个目标的分数。

    错误示例：年度绩效目标1（40分），其下 产出指标（30分）、效益指标（20分）
    正确示例：年度绩效目标1（50分），其下 产出指标（30分）、效益指标（20分）
    """
    form, rubric = assessment.form, assessment.rubric
    scored = [(i, goal) for i, goal in enumerate(form.goals) if goal.points.value is not None]
    if not scored:
        return
    values = [goal.points.value or ZERO for _, goal in scored]
    due = due_total(assessment)
    if len(scored) == len(form.goals) and sum(values, ZERO) != due:
        yield Violation(
            cell=scored[0][1].points.cell,
            message=f"各年度绩效目标的分数 {addition(values)}，应为 {plain(due)}",
            found=f"合计 {plain(sum(values, ZERO))}",
            expected=f"{plain(rubric.total)} - {plain(rubric.execution.points)} = {plain(due)}",
            suggestion=f"调整各目标的分数，使合计等于 {plain(due)}",
            related=cells(goal.points.cell for _, goal in scored[1:]),
        )
    every = rows(assessment)
    for index, goal in scored:
        yield from _under(goal, [row for row in every if row.indicator.goal == index])


def _under(goal: Goal, members: list[Row]) -> Iterator[Violation]:
    """What stands under one goal against its points."""
    entries = headings(members)
    if members and all(map(has_points, members)):
        entries = [row.indicator.points for row in members]
    elif any(row.indicator.group_points.value is None for row in members):
        return
    values = [entry.value or ZERO for entry in entries]
    total, due = sum(values, ZERO), goal.points.value
    if not values or due is None or total == due:
        return
    yield Violation(
        cell=goal.points.cell,
        message=f"{quote(goal.title)}之下分值合计 {addition(values)}，目标分数为 {plain(due)}",
        found=f"合计 {plain(total)}",
        expected=plain(due),
        suggestion=f"核对这个目标的分数和其下各组分值，使两者都等于 {plain(due)} 或 {plain(total)}",
        related=cells(entry.cell for entry in entries),
    )


@check(
    "WGT010",
    "各组标题的分数合计不对",
    severity=ERROR,
    source=f"{RULE_10}；{HUBEI_NOTE}；{ARITHMETIC}",
)
def headings_add_up(assessment: Assessment) -> Iterator[Violation]:
    """没有分值栏、分数印在一级指标标题里的，各组分数之和应为满分减去预算执行的分值。

    各条指标有分值的、分数写在年度绩效目标里的、应设的组没有设的，另有规则核对。

    错误示例：产出指标（50分）、效益指标（40分），预算执行 20，合计 110
    正确示例：产出指标（40分）、效益指标（40分），预算执行 20，合计 100
    """
    rubric, every = assessment.rubric, rows(assessment)
    heads = headings(every)
    if row_total(assessment) is not None or any(g.points.value for g in assessment.form.goals):
        return
    if not heads or any(row.indicator.group_points.value is None for row in every):
        return
    if missing_groups(assessment):
        return
    values = [entry.value or ZERO for entry in heads]
    total, due = sum(values, ZERO), due_total(assessment)
    if total == due:
        return
    yield Violation(
        cell=heads[0].cell,
        message=(
            f"各组标题的分数 {addition(values)}，应为 {plain(due)}"
            f"（满分 {plain(rubric.total)} 减预算执行 {plain(rubric.execution.points)}）"
        ),
        found=f"合计 {plain(total)}",
        expected=plain(due),
        suggestion=f"核对各组标题的分数，使合计等于 {plain(due)}",
        related=cells(entry.cell for entry in heads[1:]),
    )


@check(
    "WGT011",
    "一级指标不在评分标准之内",
    severity=WARNING,
    source=f"{RULE_10}；{GUIDE_101}；{SOFTWARE}",
)
def categories_are_known(assessment: Assessment) -> Iterator[Violation]:
    """一级、二级指标要用评分标准里的名称，否则分值归不到组里。同一名称只报一处。

    表中每条指标都有分值、合计为满分的（有的地方表样设项目决策、项目管理两组，或不分级），作为提示。

    错误示例：一级指标“工作任务”
    正确示例：一级指标“产出指标”，二级指标“数量指标”
    """
    names = "、".join(f"{group.name}指标" for group in assessment.rubric.groups)
    full = row_total(assessment) == due_total(assessment)
    known = {group.name for group in assessment.rubric.groups}
    strange: dict[str, list[Row]] = {}
    for row in rows(assessment):
        if row.line.group not in known:
            strange.setdefault(row.indicator.category.value or "", []).append(row)
    for category, members in strange.items():
        first = members[0].indicator
        what = f"一级指标{quote(category)}不在评分标准之内" if category else "没有写一级指标"
        what = "表中没有一级指标栏" if first.category.absent else what
        scored = "按表中所填的分值计分" if full else "的分值归不到组里"
        own = "表样本来如此的，不用改；" if full or first.category.absent else ""
        yield Violation(
            cell=first.category.cell or first.cell,
            message=f"{what}，其下 {len(members)} 条指标{scored}",
            found=quote(category) if category else "空白",
            expected=names,
            suggestion=f"{own}{'不然，' if own else ''}一级指标改为{names}之一",
            indicator=members[0].index,
            related=cells(row.indicator.cell for row in members[1:]),
            severity=NOTE if own else None,
        )


@check(
    "WGT012",
    "应设的指标没有设",
    severity=ERROR,
    source=f"{TARGETS_88}；{GUIDE_101}",
)
def compulsory_groups_are_present(assessment: Assessment) -> Iterator[Violation]:
    """产出、效益等必设的指标一条也没有的，要补上；满意度、成本等按规定可以不设的不要求。

    有一级指标归不到组里的，先改名称，这里不判断。

    错误示例：只有产出指标，没有效益指标
    正确示例：产出指标、效益指标都有
    """
    for group in missing_groups(assessment):
        kinds = "、".join(f"{name}指标" for name in group.subgroups[:3])
        points = plain(due_points(assessment).get(group.name, ZERO))
        yield Violation(
            cell=None,
            message=f"没有设{group.name}指标，该组 {points} 分无从得分",
            found=f"没有{group.name}指标",
            expected=f"至少一条{group.name}指标（{points} 分）",
            suggestion=f"补充{group.name}指标，例如{kinds}，写明指标值",
        )
