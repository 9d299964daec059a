"""Every field of a form, one after another, each with what it is called and its indicator row."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

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
GOAL = ("预期目标", "实际完成情况")
_HEAD, _FOOT, _REST, _FUNDS, _ROW = (attrgetter(*names) for names in (HEAD, FOOT, REST, FUNDS, ROW))


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


def fields(form: Form, wanted: Callable[[AnyEntry], object]) -> Iterator[Field]:
    """The fields of a form whose entries are wanted, from its head to its foot."""
    for entries, titles, row, index in _parts(form):
        for entry, title in zip(entries, titles, strict=True):
            if wanted(entry):
                yield Field(entry, title, index, row)


def texts(form: Form) -> Iterator[str]:
    """What was typed into the fields of a form."""
    return (entry.text for entries, *_ in _parts(form) for entry in entries)


Part = tuple[tuple[AnyEntry, ...], Collection[str], FundLine | Indicator | None, int | None]


def _parts(form: Form) -> Iterator[Part]:
    """What stands together: the entries, their usual headings, the line they stand in."""
    yield _HEAD(form), HEAD.values(), None, None
    for line in (form.budget.total, *form.budget.sources):
        yield _FUNDS(line), FUNDS.values(), line, None
    for goal in form.goals:
        yield (goal.expected, goal.achieved), GOAL, None, None
    for index, row in enumerate(form.indicators):
        yield _ROW(row), ROW.values(), row, index
    yield _REST(form), REST.values(), None, None
    yield _FOOT(form), FOOT.values(), None, None
