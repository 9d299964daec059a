"""Every field of a form, one after another, each with what it is called and its indicator row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from perfcheck.checks.funds import COLUMNS
from perfcheck.checks.words import AnyEntry, label, quote
from perfcheck.model.form import Form, FundLine, Indicator

HEAD: Mapping[str, str] = {
    "project_name": "项目名称",
    "department": "主管部门",
    "unit": "实施单位",
    "year": "年度",
}
FOOT: Mapping[str, str] = {
    "person": "填表人",
    "phone": "联系电话",
    "date": "填报日期",
}
REST: Mapping[str, str] = {
    "total_points": "总分的分值",
    "total_score": "总分",
    "grade": "自评等级",
    "deviation_reason": "偏差原因分析",
    "improvement": "改进措施",
    "conclusion": "自评结论",
}
FUNDS: Mapping[str, str] = {
    **COLUMNS,
    "rate": "执行率",
    "points": "分值",
    "score": "得分",
    "deviation_reason": "偏差原因分析及改进措施",
}
ROW: Mapping[str, str] = {
    "name": "三级指标",
    "operator_entry": "指标性质",
    "target_entry": "指标值",
    "unit_entry": "计量单位",
    "actual_entry": "实际完成值",
    "points": "分值",
    "stated_score": "得分",
    "deviation_reason": "偏差原因分析及改进措施",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field as messages name it; `indicator` is the index of its row, if it stands in one."""

    entry: AnyEntry
    title: str
    indicator: int | None = None


def fields(form: Form) -> Iterator[Field]:
    """All fields of a form, from its head to its foot."""
    yield from _named(form, HEAD)
    for line in (form.budget.total, *form.budget.sources):
        yield from _fund(line)
    for goal in form.goals:
        yield Field(goal.expected, label(goal.expected, "预期目标"))
        yield Field(goal.achieved, label(goal.achieved, "实际完成情况"))
    for index, row in enumerate(form.indicators):
        yield from _row(index, row)
    yield from _named(form, REST)
    yield from _named(form, FOOT)


def _named(form: Form, names: Mapping[str, str]) -> Iterator[Field]:
    for name, title in names.items():
        entry: AnyEntry = getattr(form, name)
        yield Field(entry, label(entry, title))


def _fund(line: FundLine) -> Iterator[Field]:
    row = quote(line.name.value or "年度资金总额")
    for name, title in FUNDS.items():
        entry: AnyEntry = getattr(line, name)
        yield Field(entry, f"{row}的{label(entry, title)}")


def _row(index: int, row: Indicator) -> Iterator[Field]:
    owner = f"指标{quote(row.name.value)}" if row.name.value else f"第 {index + 1} 条指标"
    for name, title in ROW.items():
        entry: AnyEntry = getattr(row, name)
        yield Field(entry, f"{owner}的{label(entry, title)}", index)
