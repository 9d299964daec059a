"""Test workbooks from text that reads like the form it stands for.

A table is written as lines of cells parted by `|`:

    `^` belongs to the cell above, `<` to the cell on the left (merged cells)
    300, 71.5      a number             '300     text that looks like a number
    %71.56         a number under a percent format (stored as 0.7156)
    @2020-12-31    a date               !#REF!   an error
    =A1+B1 -> 3    a formula with its stored result; without `->` none is stored
    \\n            a line break
"""

import datetime
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import xlsxwriter

Position = tuple[int, int]
Rectangle = tuple[int, int, int, int]

NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True)
class Table:
    """Cells by (row, column) from 1, and merged rectangles (top, left, bottom, right)."""

    cells: dict[Position, str]
    merged: tuple[Rectangle, ...] = ()
    name: str = "自评表"
    hidden: bool = False
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def height(self) -> int:
        return max(row for row, _ in self.cells)

    @property
    def width(self) -> int:
        return max(column for _, column in self.cells)

    def at(self, row: int, column: int, text: str) -> "Table":
        """The same with another text in one cell."""
        return replace(self, cells={**self.cells, (row, column): text})

    def put(self, old: str, new: str) -> "Table":
        """The same with every cell that reads `old` reading `new`."""
        assert old in self.cells.values(), old
        return replace(self, cells={p: new if t == old else t for p, t in self.cells.items()})

    def insert_row(self, at: int) -> "Table":
        return self._moved(lambda r: r + (r >= at), lambda c: c)

    def insert_column(self, at: int) -> "Table":
        return self._moved(lambda r: r, lambda c: c + (c >= at))

    def shift(self, rows: int, columns: int) -> "Table":
        return self._moved(lambda r: r + rows, lambda c: c + columns)

    def unmerge(self) -> "Table":
        """Merged cells taken apart: only the first keeps its text."""
        return replace(self, merged=())

    def below(self, other: "Table", gap: int = 2) -> "Table":
        """Another table stacked below this one."""
        moved = other.shift(self.height + gap, 0)
        return replace(
            self, cells={**self.cells, **moved.cells}, merged=(*self.merged, *moved.merged)
        )

    def _moved(self, row: Any, column: Any) -> "Table":
        cells = {(row(r), column(c)): text for (r, c), text in self.cells.items()}
        merged = tuple((row(t), column(lf), row(b), column(r)) for t, lf, b, r in self.merged)
        return replace(self, cells=cells, merged=merged)


def table(text: str, name: str = "自评表", *, hidden: bool = False) -> Table:
    """A table from text; see the top of this file."""
    lines = [line.strip() for line in text.strip().splitlines()]
    grid = [[cell.strip() for cell in line.split("|")] for line in lines]
    cells: dict[Position, str] = {}
    owner: dict[Position, Position] = {}
    for r, line in enumerate(grid, 1):
        for c, cell in enumerate(line, 1):
            if cell == "^":
                owner[r, c] = owner[r - 1, c]
            elif cell == "<":
                owner[r, c] = owner[r, c - 1]
            else:
                owner[r, c] = (r, c)
                if cell:
                    cells[r, c] = cell.replace("\\n", "\n")
    return Table(cells, tuple(_rectangles(owner)), name, hidden)


def _rectangles(owner: dict[Position, Position]) -> Iterable[Rectangle]:
    members: dict[Position, list[Position]] = {}
    for position, corner in owner.items():
        members.setdefault(corner, []).append(position)
    for (top, left), positions in members.items():
        if len(positions) > 1:
            yield top, left, max(r for r, _ in positions), max(c for _, c in positions)


def workbook(*tables: Table) -> bytes:
    """An .xlsx with one sheet for each table, in order; the same bytes each time."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.datetime(2020, 1, 1)})  # noqa: DTZ001
        formats = {
            "%": book.add_format({"num_format": "0.00%"}),
            "@": book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        for each in tables:
            sheet = book.add_worksheet(each.name)
            if each.hidden:
                sheet.hide()
            elif not any(earlier.hidden is False for earlier in tables[: tables.index(each)]):
                sheet.activate()
                sheet.set_first_sheet()
            for top, left, bottom, right in each.merged:
                sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
            for (row, column), text in each.cells.items():
                _write(sheet, row - 1, column - 1, text, formats)
    return target.getvalue()


def _write(sheet: Any, row: int, column: int, text: str, formats: dict[str, Any]) -> None:
    if NUMBER.fullmatch(text):
        sheet.write_number(row, column, float(text))
    elif text.startswith("%") and NUMBER.fullmatch(text[1:]):
        value = float(Decimal(text[1:]) / 100)
        sheet.write_number(row, column, value, formats["%"])
    elif text.startswith("@"):
        sheet.write_datetime(row, column, datetime.date.fromisoformat(text[1:]), formats["@"])
    elif text.startswith("!"):
        sheet.write_formula(row, column, "=1/0", None, text[1:])
    elif text.startswith("=") and len(text) > 1:
        formula, _, value = text.partition("->")
        stored: Any = value.strip()
        if NUMBER.fullmatch(stored):
            stored = float(stored)
        sheet.write_formula(row, column, formula.strip(), None, stored if value else "")
    else:
        sheet.write_string(row, column, text.removeprefix("'"))


NATIONAL = """
项目支出绩效自评表 | < | < | < | < | < | < | < | < | <
（2020年度） | < | < | < | < | < | < | < | < | <
项目名称 | < | 城区道路养护 | < | < | < | < | < | < | <
主管部门 | < | 某某区住房和城乡建设局 | < | < | 实施单位 | 某某区公路养护中心 | < | < | <
项目资金\\n（万元） | < | | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | ^ | 年度资金总额 | < | 280 | 300 | 214.68 | 10 | %71.56 | 7.16
^ | ^ | 其中：当年财政拨款 | < | 280 | 300 | 214.68 | — | %71.56 | —
^ | ^ | 上年结转资金 | < | 0 | 0 | 0 | — | — | —
^ | ^ | 其他资金 | < | | | | — | — | —
年度总体目标 | < | 预期目标 | < | < | < | 实际完成情况 | < | < | <
^ | ^ | 养护道路12公里 | < | < | < | 养护道路11公里 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | < | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
^ | 产出指标 | 数量指标 | 养护里程 | < | ≥12公里 | 11公里 | 20 | 18.33 | 雨季停工，次年补足
^ | ^ | ^ | 更换路灯 | < | ≥30盏 | 30盏 | 10 | 10 |
^ | ^ | 质量指标 | 验收合格率 | < | ≥95% | 96% | 20 | 20 |
^ | 效益指标 | 社会效益指标 | 改善通行条件 | < | 明显改善 | 明显改善 | 30 | 28 |
^ | 满意度指标 | 服务对象满意度指标 | 居民满意度 | < | ≥90% | 92.5% | 10 | 10 |
总分 | < | < | < | < | < | < | 100 | 93.49 |
填报人：张三 | < | < | 联系电话：027-12345678 | < | < | < | 填报日期：2021年3月10日 | < | <
注：1. 得分不超过分值。 | < | < | < | < | < | < | < | < | <
"""  # noqa: E501

HUBEI = """
2020年度区图书馆免费开放项目自评表 | < | < | < | < | <
单位名称：某某区图书馆 填报日期：2021年4月2日 | < | < | < | < | <
项目名称 | 免费开放专项 | < | < | < | <
主管部门 | 某某区文化和旅游局 | < | 项目实施单位 | 某某区图书馆 | <
项目类别 | 1、部门预算项目□ 2、区直专项☑ 3、转移支付项目□ | < | < | < | <
预算执行情况（万元）\\n（20分） | | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率）
^ | 年度财政资金总额 | 100 | 76 | %76 | 15.2
年度绩效目标1（40分） | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
产出指标（20分） | 数量指标 | 接待读者 | ≥10000人次 | 12000人次 | 10
^ | 质量指标 | 图书完好率 | ≥95% | 96% | 10
效益指标（20分） | 社会效益指标 | 读者增长率 | ≥5% | 4% | 18
年度绩效目标2（40分） | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分
产出指标（20分） | 数量指标 | 举办讲座 | 12场 | 12场 | 20
效益指标（20分） | 服务对象满意度指标 | 读者满意度 | ≥90% | 93% | 20
总分 | < | < | < | < | 93.2
偏差大或目标未完成原因分析 | < | 受疫情影响闭馆两个月 | < | < | <
改进措施及结果应用方案 | < | 增加线上服务 | < | < | <
备注：1. 预算执行率得分＝20分×执行率。 | < | < | < | < | <
"""

OWN = """
项目申报表（绩效目标与自评） | < | < | < | < | < | < | < | < | < | | × 尚有 2 处待改
2020 | < | < | < | < | < | < | < | < | < | |
项目名称 | < | 社区图书角 | < | < | < | < | < | < | < | |
主管部门 | < | 某某区文化和旅游局 | < | < | < | 实施单位 | 某某街道 | < | < | |
项目资金\\n（万元） | < | 资金来源 | 年初预算数 | 全年预算数\\n（A） | 全年执行数\\n（B） | 执行率\\n（B/A） | 分值 | 得分 | 偏差原因分析及改进措施 | | 黄色＝待填
^ | ^ | 年度资金总额 | 20 | 20 | 19.6 | %98 | 10 | 9.8 | 结余交回 | |
^ | ^ | 其中：当年财政拨款 | 20 | 20 | 19.6 | | — | — | | |
^ | ^ | 上年结转资金 | | | | | — | — | | |
^ | ^ | 其他资金 | | | | | — | — | | |
年度总体\\n目标 | < | 预期目标 | < | < | < | 实际完成情况 | < | < | < | |
^ | ^ | 开放图书角10个 | < | < | < | 开放图书角11个 | < | < | < | |
一级\\n指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 计量单位 | 实际完成值 | 分值 | 自评\\n得分 | 偏差原因分析及改进措施 | | 自评阶段
产出指标\\n（50分） | 数量指标 | 图书角数量 | ≥ | 10 | 个 | 11 | 50 | 50 | | | √
^ | ^ | | | | | | | | | |
^ | 质量指标 | | | | | | | | | | × 质量指标至少填一条
效益指标\\n（30分） | 社会效益指标 | 读者人次 | ≥ | 20000 | 人次 | 21460 | 30 | 30 | | | √
满意度指标\\n（10分） | 服务对象满意度指标 | 读者满意度 | ≥ | 95 | % | 96.8 | 10 | 10 | | | √
总分 | < | < | < | < | < | < | 100 | 99.8 | | |
自评等级 | < | 优 | < | < | < | 填报日期 | 2021-01-15 | < | < | |
填表人 | < | 李四 | < | < | < | 联系电话 | 000-00000000 | < | < | |
"""  # noqa: E501


def national() -> Table:
    """项目支出绩效自评表 of 财预〔2020〕10号, filled."""
    return table(NATIONAL)


def hubei() -> Table:
    """项目自评表 of 鄂财绩发〔2020〕3号 with two goals, filled."""
    return table(HUBEI)


def own() -> Table:
    """A form like the one that `perfcheck template` writes, with its column of hints."""
    return table(OWN, "项目申报表")
