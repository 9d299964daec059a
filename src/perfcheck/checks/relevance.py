"""IND: whether indicators are indicators at all: no repeats, no inputs, no payments."""

from collections.abc import Iterator

from perfcheck.checks.declare import NOTE, WARNING, Violation, check
from perfcheck.checks.latest import latest
from perfcheck.checks.rows import Row, cells, rows
from perfcheck.checks.sources import DECLARATION_NOTE, REVIEW
from perfcheck.checks.words import letters, quote
from perfcheck.model.results import Assessment

# What a project takes in is no result of it.
INPUTS = (
    "投入资金",
    "资金投入",
    "经费投入",
    "投入经费",
    "投入金额",
    "安排资金",
    "资金安排",
    "资金到位",
    "投入人员",
    "人员投入",
    "投入人力",
    "投入设备",
)
# Spending has points of its own; as an indicator it would be counted twice.
PAYMENTS = (
    "资金支付",
    "预算执行",
    "支出进度",
    "资金使用率",
    "资金执行",
    "资金拨付率",
    "预算支出率",
)


@check(
    "IND018",
    "同一指标重复",
    severity=WARNING,
    source=REVIEW,
)
def indicators_are_not_repeated(assessment: Assessment) -> Iterator[Violation]:
    """同一条指标只能计一次分：名称相同的，复核时只认一条，其余不得分。

    湖北省表样几个年度绩效目标之下的同名指标，列为提示。

    错误示例：产出指标、效益指标里都有“群众满意度”
    正确示例：满意度指标里列一次“群众满意度”
    """
    first: dict[str, Row] = {}
    for row, name in _names(assessment):
        if not name:
            continue
        earlier = first.setdefault(name, row)
        if earlier is row:
            continue
        other = earlier.indicator.cell
        where = f"（{other.address}）" if other else ""
        yield Violation(
            cell=row.indicator.cell,
            message=f"{row.title}与第 {earlier.index + 1} 条{where}重复",
            found=quote(row.indicator.name.value or ""),
            expected="每条指标只列一次",
            suggestion="考核内容相同的，删去一条，分值并入；不同的，把名称写得能区分",
            indicator=row.index,
            related=cells((other,)),
            severity=NOTE if row.indicator.goal != earlier.indicator.goal else None,
        )


@check(
    "IND019",
    "投入不能作为绩效指标",
    severity=WARNING,
    source=DECLARATION_NOTE,
)
def inputs_are_no_results(assessment: Assessment) -> Iterator[Violation]:
    """人力、物力、财力的投入是做事的条件，不是做事的结果，不能作为绩效目标和指标。

    错误示例：数量指标“投入资金 300 万元”
    正确示例：数量指标“扫描档案数量 ≥140000 幅”
    """
    for row, word in _named(assessment, INPUTS):
        yield _unfit(row, f"“{word}”是投入，不是结果", "改为用这些投入做成了什么：数量、质量、效果")


@check(
    "IND020",
    "资金支付不能作为产出指标",
    severity=WARNING,
    source=REVIEW,
)
def payments_are_no_output(assessment: Assessment) -> Iterator[Violation]:
    """预算执行已经单独计分，资金支付、预算执行、支出进度再列为指标，等于重复计分，复核时不得分。

    错误示例：数量指标“资金支付率 100%”
    正确示例：数量指标“修复档案 ≥27 卷”
    """
    for row, word in _named(assessment, PAYMENTS):
        if row.indicator.cell == assessment.card.execution.cell:
            continue  # that is where this form counts budget execution
        yield _unfit(
            row, f"“{word}”已在预算执行中计分", "换成项目的产出：做了多少事、质量怎样、是否按期"
        )


@latest
def _names(assessment: Assessment) -> tuple[tuple[Row, str], ...]:
    return tuple((row, letters(row.indicator.name.value or "")) for row in rows(assessment))


def _named(assessment: Assessment, words: tuple[str, ...]) -> Iterator[tuple[Row, str]]:
    for row, name in _names(assessment):
        for word in [word for word in words if word in name][:1]:
            yield row, word


def _unfit(row: Row, why: str, advice: str) -> Violation:
    return Violation(
        cell=row.indicator.name.cell or row.indicator.cell,
        message=f"{row.title}：{why}",
        found=quote(row.indicator.name.value or ""),
        expected="项目做成了什么",
        suggestion=advice,
        indicator=row.index,
    )
