"""SCR: whether scores keep pace with the money that was spent."""

from collections.abc import Iterator
from decimal import Decimal

from perfcheck.checks.declare import SELF, WARNING, Violation, check
from perfcheck.checks.funds import measured, measured_rate
from perfcheck.checks.grades import stated_scores
from perfcheck.checks.mended import misrated_totals
from perfcheck.checks.rows import cells
from perfcheck.checks.shares import ZERO, due_total
from perfcheck.checks.sources import SOFTWARE
from perfcheck.checks.words import percent, plain
from perfcheck.model.results import Assessment


@check(
    "SCR012",
    "得分虚高",
    severity=WARNING,
    source=SOFTWARE,
    stages=SELF,
    follows=("BUD006", "BUD007"),
)
def scores_keep_pace_with_spending(assessment: Assessment) -> Iterator[Violation]:
    """指标得分率明显高于预算执行率的，提醒核对：钱没有花出去，任务是不是真的都完成了。

    指标得分率＝各条指标得分之和÷指标分值合计；（得分率－执行率）÷得分率 大于 5% 的提醒。

    错误示例：执行率 71.56%，指标得分率 100.00%，(100% - 71.56%) ÷ 100% = 28.44%
    正确示例：执行率 96.00%，指标得分率 100.00%，相差 4.00%
    """
    rate, earned = measured_rate(assessment.form.budget), _earned(assessment)
    due = due_total(assessment)
    limit = assessment.rubric.thresholds.inflation
    if rate is None or not earned or earned > due:
        return
    share = earned / due
    excess = (share - rate) / share
    if excess <= limit:
        return
    sum_ = f"{plain(earned)} ÷ {plain(due)} = {percent(share)}"
    formula = f"({percent(share)} - {percent(rate)}) ÷ {percent(share)} = {percent(excess)}"
    budget, whole = assessment.form.budget.total, Decimal("0.01")
    yield Violation(
        cell=assessment.form.total_score.cell or budget.score.cell or budget.executed.cell,
        message=f"指标得分率 {sum_}，{measured(assessment.form.budget)}，{formula}",
        found=f"高出 {percent(excess)}",
        expected=f"不超过 {percent(limit, whole)}",
        suggestion="核对各条指标的得分；任务确已完成、资金有结余的，写明结余的原因",
        related=cells((budget.executed.cell, budget.base.cell)),
        stems=misrated_totals(assessment.form.budget, share * (1 - limit)),
    )


def _earned(assessment: Assessment) -> Decimal | None:
    """The typed scores of the indicators together, from the rows or from the total."""
    form, scores = assessment.form, stated_scores(assessment)
    if scores is not None:
        return sum((entry.value or ZERO for entry in scores), ZERO)
    total, execution = form.total_score.value, form.budget.total.score.value
    return None if total is None or execution is None else total - execution
