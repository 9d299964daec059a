"""CMP: what must be filled and is not; each blank is reported by one check only."""

from collections.abc import Iterator, Mapping

from perfcheck.checks.declare import ERROR, SELF, WARNING, Violation, check
from perfcheck.checks.fields import FOOT, HEAD
from perfcheck.checks.rows import cells, rows
from perfcheck.checks.sources import FORM_NOTE, RULE_10, SOFTWARE, TARGETS_88
from perfcheck.checks.words import AnyEntry, key, label, quote
from perfcheck.model.form import Form, Text
from perfcheck.model.results import Assessment
from perfcheck.model.values import Direction, Operator

READ_AS: Mapping[Direction, str] = {
    Direction.HIGHER: "不少于",
    Direction.LOWER: "不超过",
    Direction.EXACT: "正好等于",
}

EXAMPLES: Mapping[str, str] = {
    "project_name": "与预算批复一致的项目名称，例如“档案保护费”",
    "department": "主管部门全称",
    "unit": "实际使用这笔资金的单位全称",
    "year": "四位数字的年度，例如 2020",
    "person": "填表人姓名",
    "phone": "能找到填表人的电话",
    "date": "填报的日期，例如 2021-3-10",
}


@check(
    "CMP001",
    "项目基本信息没有填",
    severity=ERROR,
    source=FORM_NOTE,
)
def head_is_filled(assessment: Assessment) -> Iterator[Violation]:
    """项目名称、主管部门、实施单位、年度必须填写，否则无法归集和汇总。

    错误示例：项目名称空白
    正确示例：项目名称填“档案保护费”
    """
    yield from _blanks(assessment.form, HEAD)


@check(
    "CMP002",
    "填表人、电话、日期没有填",
    severity=WARNING,
    source=FORM_NOTE,
)
def foot_is_filled(assessment: Assessment) -> Iterator[Violation]:
    """填表人、联系电话、填报日期应填写，有疑问时好联系。表中没有这些栏目的不要求。

    错误示例：联系电话空白
    正确示例：联系电话填 027-88880000
    """
    yield from _blanks(assessment.form, FOOT)


def _blanks(form: Form, names: Mapping[str, str]) -> Iterator[Violation]:
    for name, title in names.items():
        entry: AnyEntry = getattr(form, name)
        if not entry.blank or entry.absent:
            continue
        head = label(entry, title)
        yield Violation(
            cell=entry.cell,
            message=f"{head}没有填",
            found="空白",
            expected=EXAMPLES[name],
            suggestion=f"填写{head}：{EXAMPLES[name]}",
        )


@check(
    "CMP003",
    "年度总体目标没有填",
    severity=ERROR,
    source=f"{TARGETS_88}；{RULE_10}",
)
def goals_are_stated(assessment: Assessment) -> Iterator[Violation]:
    """预期目标要写清今年做什么、做多少、达到什么效果；没有目标，后面的指标就没有依据。

    错误示例：预期目标空白
    正确示例：预期目标写“扫描档案 140000 幅，修复 27 卷，查档人员满意度不低于 95%”
    """
    for goal in assessment.form.goals:
        if not goal.expected.blank or goal.expected.absent:
            continue
        head = label(goal.expected, "预期目标")
        yield Violation(
            cell=goal.expected.cell,
            message=f"年度总体目标的{head}没有填",
            found="空白",
            expected="今年做什么、做多少、达到什么效果",
            suggestion="用一两句话写明目标，数字填到下面的指标里",
        )


@check(
    "CMP004",
    "总体目标实际完成情况没有填",
    severity=ERROR,
    source=f"{RULE_10}；{FORM_NOTE}",
    stages=SELF,
)
def achievements_are_stated(assessment: Assessment) -> Iterator[Violation]:
    """自评时要逐项对照预期目标写实际完成情况，没有完成的也要写。

    错误示例：预期目标已填，实际完成情况空白
    正确示例：实际完成情况写“扫描 149638 幅，修复 27 卷，满意度 96.8%”
    """
    for goal in assessment.form.goals:
        if not goal.achieved.blank or goal.achieved.absent:
            continue
        head = label(goal.achieved, "实际完成情况")
        yield Violation(
            cell=goal.achieved.cell,
            message=f"年度总体目标的{head}没有填",
            found="空白",
            expected="逐项对照预期目标写完成情况",
            suggestion="逐项写明完成了多少，没有完成的写明差多少、为什么",
            related=cells((goal.expected.cell,)),
        )


@check(
    "CMP005",
    "没有绩效指标",
    severity=ERROR,
    source=f"{TARGETS_88}；{RULE_10}",
)
def there_are_indicators(assessment: Assessment) -> Iterator[Violation]:
    """绩效指标一条也没有填的，等于没有编制绩效目标，无从评价。

    错误示例：绩效指标表全部空白
    正确示例：产出、效益、满意度各有指标，每条写明指标值
    """
    form = assessment.form
    if form.indicators:
        return
    names = "、".join(g.name for g in assessment.rubric.groups)
    yield Violation(
        cell=None,
        message="绩效指标表里没有一条指标，无从评价",
        found="没有指标",
        expected=f"{names}等方面的指标，每条写明指标值",
        suggestion="在绩效指标表中逐条填写三级指标、指标值、计量单位和分值",
    )


@check(
    "CMP006",
    "指标名称没有填",
    severity=ERROR,
    source=SOFTWARE,
)
def indicators_are_named(assessment: Assessment) -> Iterator[Violation]:
    """每一条指标都要有三级指标名称，写数的是什么。

    错误示例：三级指标空白，指标值 ≥95%
    正确示例：三级指标“档案查询人员满意度”，指标值 ≥95%
    """
    for row in rows(assessment):
        name = row.indicator.name
        if not name.blank or name.absent:
            continue
        value = row.indicator.target.text or row.indicator.actual.text
        rest = f"，只有{quote(value)}" if value else ""
        yield Violation(
            cell=name.cell,
            message=f"第 {row.index + 1} 条指标没有写名称{rest}",
            found="空白",
            expected="这个数说的是什么，例如“档案扫描数量”",
            suggestion=f"填写{label(name, '三级指标')}；这一行没有用的，把整行清空",
            indicator=row.index,
        )


@check(
    "CMP007",
    "计量单位没有填",
    severity=ERROR,
    source=SOFTWARE,
)
def units_are_stated(assessment: Assessment) -> Iterator[Violation]:
    """指标值是数字的，要填计量单位；指标值里已经带单位的、定性指标不要求。

    错误示例：指标值 95，计量单位空白
    正确示例：指标值 95，计量单位 %
    """
    for row in rows(assessment):
        target, unit = row.indicator.target, row.indicator.unit_entry
        if not unit.blank or unit.absent or target.unit or not _bare(row.indicator.target_entry):
            continue
        yield Violation(
            cell=unit.cell,
            message=f"{row.title}：指标值{quote(target.text)}，没有填{label(unit, '计量单位')}",
            found="空白",
            expected="件、次、%、天等",
            suggestion=f"填写{label(unit, '计量单位')}，例如 件、次、%、天",
            indicator=row.index,
            related=cells((row.target_cell,)),
        )


@check(
    "CMP008",
    "指标性质没有选",
    severity=WARNING,
    source=SOFTWARE,
)
def signs_are_stated(assessment: Assessment) -> Iterator[Violation]:
    """指标值是数字的，要写明是不少于（≥）、不超过（≤）还是正好（＝），否则无法判断是否完成。

    错误示例：指标性质空白，指标值 95，计量单位 %
    正确示例：指标性质 ≥，指标值 95，计量单位 %
    """
    for row in rows(assessment):
        target, sign = row.indicator.target, row.indicator.operator_entry
        if not sign.blank or sign.absent or target.operator is not Operator.NONE:
            continue
        if not _bare(row.indicator.target_entry):
            continue
        head = label(sign, "指标性质")
        yield Violation(
            cell=sign.cell,
            message=(
                f"{row.title}：指标值{quote(target.text)}，没有选{head}，"
                f"暂按“{READ_AS[target.direction]}”核对"
            ),
            found="空白",
            expected="≥、＞、＝、＜、≤ 之一",
            suggestion=f"{head}从清单里选：不少于选 ≥，不超过选 ≤，正好选 ＝",
            indicator=row.index,
            related=cells((row.target_cell,)),
        )


def _bare(target: Text) -> bool:
    """Whether a target is nothing but a number, so that sign and unit must stand beside it."""
    text = key(target.value or "")
    return any(c.isdecimal() for c in text) and not text.strip("0123456789.,%")
