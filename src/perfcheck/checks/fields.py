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
    """One field as messages name it; `indicator` is the index of its row, if it stands in one.

    `usual` is its heading where the form has none of its own, `row` the line it stands in.
    """

    entry: AnyEntry
    usual: str
    indicator: int | None = None
    row: FundLine | Indicator | None = None

    @property
    def title(self) -> str:
        """What messages call it: 指标“查档人次”的“分值”."""
        heading = label(self.entry, self.usual)
        return heading if self.row is None else f"{self._owner(self.row)}的{heading}"

    def _owner(self, row: FundLine | Indicator) -> str:
        if isinstance(row, FundLine):
            return quote(row.name.value or "年度资金总额")
        if row.name.value:
            return f"指标{quote(row.name.value)}"
        return f"第 {(self.indicator or 0) + 1} 条指标"


def fields(form: Form) -> Iterator[Field]:
    """All fields of a form, from its head to its foot."""
    yield from _named(form, HEAD)
    for line in (form.budget.total, *form.budget.sources):
        yield from _fund(line)
    for goal in form.goals:
        yield Field(goal.expected, "预期目标")
        yield Field(goal.achieved, "实际完成情况")
    for index, row in enumerate(form.indicators):
        yield from _row(index, row)
    yield from _named(form, REST)
    yield from _named(form, FOOT)


def _named(form: Form, names: Mapping[str, str]) -> Iterator[Field]:
    for name, title in names.items():
        yield Field(getattr(form, name), title)


def _fund(line: FundLine) -> Iterator[Field]:
    for name, title in FUNDS.items():
        yield Field(getattr(line, name), title, row=line)


def _row(index: int, row: Indicator) -> Iterator[Field]:
    for name, title in ROW.items():
        yield Field(getattr(row, name), title, index, row)
