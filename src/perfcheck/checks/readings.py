"""IND: signs, units and numbers of targets that cannot be held against anything."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from perfcheck.checks.declare import ERROR, NOTE, WARNING, Violation, check
from perfcheck.checks.flagged import flagged, name_of, proposed, violation
from perfcheck.checks.rows import Row, rows
from perfcheck.checks.sources import (
    GUIDE_101,
    REVIEW,
    SOFTWARE,
)
from perfcheck.checks.words import percent, quote
from perfcheck.model.results import Assessment
from perfcheck.model.values import FlagKind, Kind, Operator

# Rates of a part to its whole; 完成率 and 增长率 may pass 100 %.
PARTS_OF_A_WHOLE = ("满意", "合格", "覆盖", "达标", "准确", "知晓", "完好", "出勤", "优良", "及格")


@check(
    "IND003",
    "指标性质与指标值矛盾",
    severity=ERROR,
    source=SOFTWARE,
)
def signs_agree_with_targets(assessment: Assessment) -> Iterator[Violation]:
    """指标性质一栏选的符号，与指标值里写的不能相反；选了“定性”的，指标值不应是数字。

    错误示例：指标性质 ≤，指标值“不少于 95%”
    正确示例：指标性质 ≥，指标值 95，计量单位 %
    """
    for row, flag in flagged(assessment, FlagKind.OPERATOR_CONFLICT):
        own = row.indicator
        advice = "核对是不少于还是不超过，指标性质选对，指标值只填数字"
        found = f"指标性质{quote(own.operator_entry.text)}，指标值{quote(own.target_entry.text)}"
        yield replace(violation(row, flag, "指标性质与指标值一致", advice), found=found)


@check(
    "IND004",
    "一格写了几个数",
    severity=WARNING,
    source=f"{GUIDE_101}；{REVIEW}",
)
def cells_hold_one_value(assessment: Assessment) -> Iterator[Violation]:
    """一条指标只考核一个数，几个数写在一格里无法计分；每个数单列一条指标。

    错误示例：修复 3批27卷
    正确示例：修复档案 27 卷（另列一条：修复批次 3 批）
    """
    for row, flag in flagged(assessment, FlagKind.MULTI_VALUE):
        if row.flags(FlagKind.STAGE_NOT_END):
            continue  # the parts are stages, none of which counts
        advice = "拆成几条指标，每条一个数；或只留最能说明问题的一个数，其余写进说明"
        yield violation(row, flag, "一格一个数", advice)


@check(
    "IND005",
    "数字是约数",
    severity=NOTE,
    source=REVIEW,
)
def numbers_are_exact(assessment: Assessment) -> Iterator[Violation]:
    """约、左右、余、近等字让数字无法核对，应填确定的数。

    错误示例：接待读者 2万余人次
    正确示例：接待读者 21460 人次
    """
    for row, flag in flagged(assessment, FlagKind.APPROXIMATE):
        yield violation(row, flag, "一个确定的数", "去掉约、左右、余等字，填确定的数")


@check(
    "IND006",
    "增长没有基数",
    severity=WARNING,
    source=f"{GUIDE_101}；{REVIEW}",
)
def growth_has_a_base(assessment: Assessment) -> Iterator[Violation]:
    """增长、提高、降低多少，要写明和哪一年比、那一年是多少，否则算不出来。

    错误示例：查档人次增长 10%
    正确示例：查档人次较 2019 年（604 人次）增长率 ≥ 10 %
    """
    for row, flag in flagged(assessment, FlagKind.NO_BASELINE):
        name = f"{name_of(row)}（与 ____ 年的 ____ 相比）"
        advice = f"写明与哪一年相比、那一年是多少，例如名称写成：{name}"
        yield violation(row, flag, "写明基数是哪一年、多少", advice)


@check(
    "IND007",
    "口号加百分比",
    severity=WARNING,
    source=REVIEW,
)
def percentages_measure_something(assessment: Assessment) -> Iterator[Violation]:
    """“促进发展 ≥95%”这类指标有数字却没有可数的东西，算不出来，等于没有量化。

    错误示例：维护社会稳定 ≥95%
    正确示例：信访事项按期办结率 ≥95%
    """
    for row, flag in flagged(assessment, FlagKind.PSEUDO_QUANTIFIED):
        yield violation(row, flag, "能说清分子、分母的比率，或能数出来的数", proposed(row))


@check(
    "IND008",
    "计量单位与指标不符",
    severity=WARNING,
    source=f"{SOFTWARE}；{REVIEW}",
)
def units_fit_the_indicator(assessment: Assessment) -> Iterator[Violation]:
    """计量单位要与指标说的是同一件事：满意度、合格率用 %，人数用人，数量用件、次等。

    错误示例：群众满意度 ≥95 人
    正确示例：群众满意度 ≥95 %
    """
    for row, flag in flagged(assessment, FlagKind.UNIT_MISFIT):
        yield violation(
            row, flag, "与指标名称相符的计量单位", "核对计量单位；填错了行的，移到对应的行"
        )


@check(
    "IND009",
    "指标值怎么都能达到",
    severity=WARNING,
    source=REVIEW,
)
def targets_can_be_missed(assessment: Assessment) -> Iterator[Violation]:
    """“≥0”这样的指标值，什么结果都算完成，起不到考核作用。

    错误示例：开展培训 ≥0 次
    正确示例：开展培训 ≥4 次
    """
    for row in rows(assessment):
        target = row.indicator.target
        if target.operator is not Operator.AT_LEAST or target.value != Decimal(0):
            continue
        yield Violation(
            cell=row.target_cell,
            message=f"{row.title}：指标值{quote(target.text)}，不做也算完成",
            found=quote(target.text),
            expected="有可能达不到的指标值",
            suggestion="填写打算做到的数；本意是不发生的，指标性质选“＝”",
            indicator=row.index,
        )


@check(
    "IND010",
    "比率超过 100%",
    severity=WARNING,
    source=REVIEW,
)
def shares_stay_within_the_whole(assessment: Assessment) -> Iterator[Violation]:
    """满意度、合格率、覆盖率等是部分占全部的比率，不会超过 100%。

    错误示例：群众满意度 实际完成 120%
    正确示例：群众满意度 实际完成 96.8%
    """
    for row in rows(assessment):
        for value, cell, title in (
            (row.indicator.target.value, row.target_cell, "指标值"),
            (row.indicator.actual.value, row.actual_cell, "实际完成值"),
        ):
            if not isinstance(value, Decimal) or not _beyond_the_whole(row, value):
                continue
            yield Violation(
                cell=cell,
                message=f"{row.title}：{title} {percent(value)}，超过 100%",
                found=percent(value),
                expected="不超过 100%",
                suggestion="核对这个数和它的分子、分母；是人数、件数的，改用相应的计量单位",
                indicator=row.index,
            )


def _beyond_the_whole(row: Row, value: Decimal | str | None) -> bool:
    """Whether a part is said to be larger than its whole."""
    if row.indicator.target.kind is not Kind.PERCENT or not isinstance(value, Decimal):
        return False
    name = row.indicator.name.value or ""
    return value > 1 and any(word in name for word in PARTS_OF_A_WHOLE)
