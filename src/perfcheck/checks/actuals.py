"""IND: whether every actual is a result, and one that its target can be held against."""

from collections.abc import Iterator
from decimal import Decimal

from perfcheck.checks.declare import ERROR, NOTE, SELF, WARNING, Violation, check
from perfcheck.checks.flagged import flagged, violation
from perfcheck.checks.rows import Row, cells, rows
from perfcheck.checks.sources import REVIEW, RULE_10, SOFTWARE
from perfcheck.checks.words import label, percent, plain, quote
from perfcheck.model.results import Assessment
from perfcheck.model.values import FlagKind, Outcome

FEW = 3  # equal figures in fewer rows are nothing unusual


@check(
    "IND011",
    "没有实际完成值",
    severity=ERROR,
    source=f"{RULE_10}；{SOFTWARE}",
    stages=SELF,
)
def actuals_are_reported(assessment: Assessment) -> Iterator[Violation]:
    """自评时每条指标都要填实际完成值，没有开展的填 0 并说明原因。

    没有完成值却打了分的，得分没有依据。全表一个也没有填的，只报一处；表中没有这一栏的，得分凭自评，建议改用有这一栏的表。

    错误示例：编修稿，实际完成值空白，得分 8
    正确示例：编修稿，实际完成值“初稿已完成，未定稿”，得分 0，写明原因
    """
    blank = [row for row in rows(assessment) if _unreported(row)]
    if len(blank) > 1 and len(blank) == len(assessment.form.indicators):
        yield _nothing_reported(blank)
        return
    for row in blank:
        entry, stated = row.indicator.actual_entry, row.indicator.stated_score.value
        head, typed = label(entry, "实际完成值"), row.indicator.actual.text
        what = f"{head}填的是{quote(typed)}" if typed.strip() else f"没有填{head}"
        scored = f"，却打了 {plain(stated)} 分，没有依据" if stated else ""
        yield Violation(
            cell=row.actual_cell,
            message=f"{row.title}{what}{scored}",
            found=quote(typed) if typed.strip() else "空白",
            expected=f"对照指标值{quote(row.indicator.target.text)}的完成情况",
            suggestion=f"填写{head}；没有开展的填 0，写明原因，得分填 0",
            indicator=row.index,
            related=cells((row.target_cell, row.indicator.stated_score.cell)),
        )


def _unreported(row: Row) -> bool:
    entry = row.indicator.actual_entry
    return row.judgement.outcome is Outcome.UNREPORTED and not entry.unreadable


def _nothing_reported(blank: list[Row]) -> Violation:
    if blank[0].actual_cell is None:
        return _nothing_asked(blank)
    return Violation(
        cell=blank[0].actual_cell,
        message=f"{len(blank)} 条指标都没有填实际完成值，无从评价",
        found="实际完成值一栏全部空白",
        expected="每条指标的完成情况",
        suggestion="逐条填写实际完成值，没有开展的填 0 并写明原因",
        related=cells(row.actual_cell for row in blank[1:]),
    )


def _nothing_asked(blank: list[Row]) -> Violation:
    return Violation(
        cell=None,
        message=f"表中没有实际完成值一栏，{len(blank)} 条指标完成了多少无从核对，得分暂凭自评",
        found="没有实际完成值一栏",
        expected="每条指标的完成情况",
        suggestion="改用有“实际完成值”一栏的自评表，或另附各条指标的完成情况",
        related=cells(row.target_cell for row in blank),
        severity=WARNING,
    )


@check(
    "IND012",
    "照抄指标值",
    severity=WARNING,
    source=REVIEW,
    stages=SELF,
)
def actuals_are_not_copied(assessment: Assessment) -> Iterator[Violation]:
    """实际完成值应是做到的那个数，不是把指标值连符号一起抄一遍。各条都照抄的，只报一处。

    指标值没有数字的不在此列：答“合格”是回答，抄“有效提升”由“指标没有量化”一并指出。

    错误示例：指标值 ≥95%，实际完成值 ≥95%
    正确示例：指标值 ≥95%，实际完成值 96.8%
    """
    copied = flagged(assessment, FlagKind.COPIED_TARGET)
    found = [(row, flag) for row, flag in copied if row.indicator.target.quantified]
    advice = "填实际做到的那个数，不带 ≥、≤ 等符号"
    every = [row for row in rows(assessment) if row.indicator.actual.text.strip()]
    if len(found) < FEW or len(found) < len(every):
        for row, flag in found:
            yield violation(row, flag, "一个确定的实际数", advice)
        return
    first = found[0][0]
    yield Violation(
        cell=first.actual_cell,
        message=f"{len(found)} 条指标的实际完成值都照抄了指标值，看不出实际做了多少",
        found=quote(first.indicator.actual.text),
        expected="各条实际做到的数",
        suggestion=advice,
        related=cells(row.actual_cell for row, _ in found[1:]),
    )


@check(
    "IND013",
    "实际完成值带着符号",
    severity=WARNING,
    source=f"{SOFTWARE}；{REVIEW}",
    stages=SELF,
)
def actuals_carry_no_sign(assessment: Assessment) -> Iterator[Violation]:
    """结果是一个确定的数，不会是“≥70%”或“70%以上”。照抄指标值的，由那一条指出。

    错误示例：即办件占比 70%以上
    正确示例：即办件占比 73.4%
    """
    for row, flag in flagged(assessment, FlagKind.COPIED_SIGN):
        if not row.flags(FlagKind.COPIED_TARGET):
            yield violation(row, flag, "一个确定的实际数", "去掉符号，填实际做到的那个数")


@check(
    "IND014",
    "数字指标填了文字",
    severity=ERROR,
    source=SOFTWARE,
    stages=SELF,
)
def results_of_numbers_are_numbers(assessment: Assessment) -> Iterator[Violation]:
    """指标值是数字的，实际完成值也要填数字；“已完成”“达成预期指标”看不出做了多少。

    错误示例：指标值 ≥95%，实际完成值“已完成”
    正确示例：指标值 ≥95%，实际完成值 96.8%
    """
    for row, flag in flagged(assessment, FlagKind.TYPE_MISMATCH):
        unit = row.indicator.target.unit
        expected = f"以 {unit} 为单位的数字" if unit else "数字"
        yield violation(row, flag, expected, "填实际做到的数字，文字写到偏差原因或说明里")


@check(
    "IND015",
    "做到一半不算完成",
    severity=WARNING,
    source=REVIEW,
    stages=SELF,
)
def stages_are_not_results(assessment: Assessment) -> Iterator[Violation]:
    """送审不是出版，初稿不是定稿，进场不是竣工：填的是中间阶段的，不算达到指标值。

    错误示例：指标值 出版 4 部，实际完成“送出版社审稿 3 部”
    正确示例：实际完成 0 部，偏差原因写“3 部已送出版社审稿，预计次年 6 月出版”
    """
    for row, flag in flagged(assessment, FlagKind.STAGE_NOT_END):
        expected = f"达到指标值{quote(row.indicator.target.text)}的结果"
        yield violation(row, flag, expected, "填真正达到指标值的数，没有就填 0；进展写到偏差原因里")


@check(
    "IND016",
    "指标值明显偏低",
    severity=NOTE,
    source=f"{RULE_10}；{SOFTWARE}",
    stages=SELF,
)
def targets_are_not_too_low(assessment: Assessment) -> Iterator[Violation]:
    """完成值超过指标值很多的（评分标准一般定为 130%），多半是指标值定低了；只提示，不扣分。

    错误示例：指标值 ≥100 人次，实际完成 665 人次（665.00%）
    正确示例：指标值 ≥600 人次，实际完成 665 人次（110.83%）
    """
    limit = percent(assessment.rubric.thresholds.overrun, Decimal("0.01"))
    for row, flag in flagged(assessment, FlagKind.TARGET_TOO_LOW):
        expected = f"完成值在指标值的 {limit} 以内"
        yield violation(row, flag, expected, "说明超出较多的原因；下年度按往年实际调高指标值")


@check(
    "IND017",
    "完成值与指标值全部相同",
    severity=NOTE,
    source=REVIEW,
    stages=SELF,
)
def some_actuals_differ(assessment: Assessment) -> Iterator[Violation]:
    """三条以上有数字的指标，完成值个个正好等于指标值的，提醒核对是不是照抄。

    指标值本来就是 100% 或“＝0”的不算在内。

    错误示例：95%、300 份、20 场三条指标，完成值也是 95%、300 份、20 场
    正确示例：完成值 96.8%、312 份、20 场
    """
    numeric = [row for row in rows(assessment) if _comparable(row)]
    same = [row for row in numeric if row.indicator.actual.value == row.indicator.target.value]
    if len(same) < FEW or len(same) < len(numeric):
        return
    if all(row.flags(FlagKind.COPIED_TARGET) for row in same):
        return
    yield Violation(
        cell=same[0].actual_cell,
        message=f"{len(same)} 条有数字的指标，实际完成值全部正好等于指标值，请核对是不是照抄",
        found=f"{len(same)} 条全部相同",
        expected="各条实际做到的数",
        suggestion="逐条核对台账、报表，填实际做到的数",
        related=cells(row.actual_cell for row in same[1:]),
    )


def _comparable(row: Row) -> bool:
    """Both cells hold a figure, and the target leaves room for another result."""
    target, actual = row.indicator.target.value, row.indicator.actual.value
    if not isinstance(target, Decimal) or not isinstance(actual, Decimal):
        return False
    return target not in (Decimal(0), Decimal(1))
