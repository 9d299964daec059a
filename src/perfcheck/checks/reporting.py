"""CMP: what a budget and a self-evaluation must state and do not."""

from collections.abc import Iterator

from perfcheck.checks.declare import ERROR, SELF, WARNING, Violation, check
from perfcheck.checks.funds import columns
from perfcheck.checks.grades import bands
from perfcheck.checks.rows import Row, cells, details, rows
from perfcheck.checks.sources import FORM_NOTE, RULE_10, SOFTWARE
from perfcheck.checks.words import label, plain
from perfcheck.model.form import Form, Number
from perfcheck.model.results import Assessment


@check(
    "CMP009",
    "预算数没有填",
    severity=ERROR,
    source=FORM_NOTE,
)
def budget_is_stated(assessment: Assessment) -> Iterator[Violation]:
    """年度资金总额的预算数必须填写。总额空着、资金来源有数的，由“总额没有填”指出。

    错误示例：年初预算数、全年预算数都空白
    正确示例：年初预算数 300.00，全年预算数 300.00
    """
    total = assessment.form.budget.total
    entries = [e for e in (total.original_budget, total.adjusted_budget) if not e.absent]
    if not entries or not all(e.blank for e in entries) or _in_sources(assessment.form, entries):
        return
    heads = "、".join(label(e, "预算数") for e in entries)
    yield Violation(
        cell=entries[-1].cell,
        message=f"年度资金总额的{heads}没有填，执行率无法计算",
        found="空白",
        expected="年度资金总额的预算数",
        suggestion=f"填写年度资金总额的{heads}，单位{assessment.form.budget.unit}",
        related=cells(e.cell for e in entries[:-1]),
    )


@check(
    "CMP010",
    "全年执行数没有填",
    severity=ERROR,
    source=f"{RULE_10}；{FORM_NOTE}",
    stages=SELF,
)
def executed_is_stated(assessment: Assessment) -> Iterator[Violation]:
    """自评时年度资金总额的全年执行数必须填写，没有支出的填 0。

    错误示例：全年预算数 300.00，全年执行数空白
    正确示例：全年预算数 300.00，全年执行数 214.68
    """
    budget = assessment.form.budget
    entry = budget.total.executed
    if not entry.blank or entry.absent or _in_sources(assessment.form, [entry]):
        return
    head = label(entry, "全年执行数")
    yield Violation(
        cell=entry.cell,
        message=f"年度资金总额的{head}没有填，执行率无法计算",
        found="空白",
        expected="全年实际支出数，没有支出的填 0",
        suggestion=f"按决算数填写{head}，单位{budget.unit}",
        related=cells((budget.total.base.cell,)),
    )


def _in_sources(form: Form, entries: list[Number]) -> bool:
    """Whether the sources give what the total row leaves out."""
    blank = {entry.cell for entry in entries}
    return any(c.sum != 0 for c in columns(form.budget) if c.total.cell in blank)


@check(
    "CMP011",
    "自评得分没有填",
    severity=ERROR,
    source=f"{RULE_10}；{SOFTWARE}",
    stages=SELF,
)
def scores_are_stated(assessment: Assessment) -> Iterator[Violation]:
    """自评时每条指标都要填得分（没有分值的“其中：”各行除外）。全表一个得分也没有填的，只报一处。

    错误示例：分值 8，实际完成值 97，得分空白
    正确示例：分值 8，实际完成值 97，得分 8
    """
    parts = details(assessment)
    blank = [row for row in rows(assessment) if _unscored(row) and row.index not in parts]
    if not blank:
        return
    if len(blank) == len(assessment.form.indicators) > 1:
        yield _no_scores(assessment, blank)
        return
    for row in blank:
        score = row.indicator.stated_score
        yield Violation(
            cell=score.cell,
            message=f"{row.title}没有填{label(score, '得分')}",
            found="空白",
            expected=row.line.basis if row.line.verified else "0 到分值之间的数",
            suggestion=f"填写{label(score, '得分')}，没有完成的填 0 并说明原因",
            indicator=row.index,
        )


def _unscored(row: Row) -> bool:
    score = row.indicator.stated_score
    return score.blank and not score.absent


def _no_scores(assessment: Assessment, blank: list[Row]) -> Violation:
    head = label(blank[0].indicator.stated_score, "得分")
    total = assessment.form.total_score
    places = [row.indicator.stated_score.cell for row in blank[1:]]
    if total.blank:
        places.append(total.cell)
    return Violation(
        cell=blank[0].indicator.stated_score.cell,
        message=f"{len(blank)} 条指标都没有填{head}，没有自评得分就无法核对总分和等级",
        found=f"{head}一栏全部空白",
        expected="每条指标的得分和总分",
        suggestion=f"逐条填写{head}：达到指标值的填满分，没有达到的按比例填，再加总填总分",
        related=cells(places),
    )


@check(
    "CMP012",
    "总分没有填",
    severity=ERROR,
    source=f"{RULE_10}；{FORM_NOTE}",
    stages=SELF,
)
def total_is_stated(assessment: Assessment) -> Iterator[Violation]:
    """自评时要填总分。得分全部没有填的、有等级没有总分的，由那两条规则指出。

    错误示例：各项得分已填，总分空白
    正确示例：预算执行 7.16，各条指标合计 86，总分填 93.16
    """
    form = assessment.form
    total, scores = form.total_score, [row.indicator.stated_score for row in rows(assessment)]
    if not total.blank or total.absent or form.grade.value:
        return
    if scores and all(score.blank for score in scores):
        return
    head = label(total, "总分")
    yield Violation(
        cell=total.cell,
        message=f"{head}没有填",
        found="空白",
        expected="预算执行得分与各条指标得分之和",
        suggestion=f"把预算执行得分和各条指标得分相加，填入{head}",
    )


@check(
    "CMP013",
    "自评等级没有填",
    severity=WARNING,
    source=RULE_10,
    stages=SELF,
)
def grade_is_stated(assessment: Assessment) -> Iterator[Violation]:
    """表中有等级一栏的，按总分填优、良、中、差；当地规定可以不评级的不要求。

    错误示例：总分 97.16，自评等级空白
    正确示例：总分 97.16，自评等级填“优”
    """
    form, rubric = assessment.form, assessment.rubric
    grade, total = form.grade, form.total_score.value
    if not grade.blank or grade.absent or rubric.grading_optional or total is None:
        return
    right = rubric.grade(total)
    head = label(grade, "自评等级")
    yield Violation(
        cell=grade.cell,
        message=f"{head}没有填，按总分 {plain(total)} 应为“{right}”",
        found="空白",
        expected=bands(rubric),
        suggestion=f"{head}填“{right}”",
        related=cells((form.total_score.cell,)),
    )
