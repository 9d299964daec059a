"""CMP: tables that are not what is to be judged here: of a part of the year, or not read at all."""

from collections.abc import Iterator

from perfcheck.checks.declare import NOTE, WARNING, Violation, check
from perfcheck.checks.words import quote
from perfcheck.model.results import Assessment

SOURCE = "perfcheck 的读表规则"


@check(
    "CMP021",
    "还有没有读取的表",
    severity=NOTE,
    source=SOURCE,
)
def every_table_is_read(assessment: Assessment) -> Iterator[Violation]:
    """同一工作簿里像申报表、但没有读取的表：部门整体支出表，或只有项目名称和金额、没有指标的表。

    错误示例：工作表“基本情况”有项目名称和预算数、执行数，指标在另一个文件里
    正确示例：一个项目的基本情况、资金和指标放在同一个文件里
    """
    for entry in assessment.form.passed_over:
        yield Violation(
            cell=entry.cell,
            message=f"表{quote(entry.text)}没有读取：{entry.label}",
            found=quote(entry.text),
            expected="每张表都是一个项目的申报表或自评表",
            suggestion="属于本项目的，与指标放在同一张工作表里；与项目无关的，另行报送或删除",
        )


@check(
    "CMP022",
    "不是全年的数",
    severity=WARNING,
    source=SOURCE,
)
def figures_are_of_the_whole_year(assessment: Assessment) -> Iterator[Violation]:
    """绩效运行监控表填的是年中的执行数和完成值，不能当作全年的结果评分：只核对年初目标，不评分。

    错误示例：报送自评时用了运行监控表，栏目是“1～7月执行数”
    正确示例：自评用自评表，填全年执行数、全年实际完成值
    """
    entry = assessment.form.midway
    if entry.blank:
        return
    yield Violation(
        cell=entry.cell,
        message=f"这是年中的运行监控表（{quote(entry.text)}），不是全年的自评，只核对了目标，没有评分",
        found=quote(entry.text),
        expected="全年执行数、全年实际完成值",
        suggestion="报送自评的，请改用自评表，填写全年的执行数和完成值；报送监控的可以不改",
    )
