"""The notes under 汇总表: what the scores mean, and what had to be assumed for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfcheck.report.common import common
from perfcheck.report.content import Cell, Row, fitted
from perfcheck.report.look import Style
from perfcheck.report.sheets.plan import Plan, Scope
from perfcheck.report.sheets.projectplan import MOST_SHEETS
from perfcheck.report.unitbooks import FOLDER

MOST_NOTES = 12
MOST_NAMES = 6
MOST_COMMON = 5
LEAST_HEIGHT = 18
ZERO = Decimal(0)

MEANING = (
    "注：1. 复算得分＝可核实得分＋自述得分。可核实：有数据、能够重新计算的得分；"
    "自述：只有文字、无法核对，在档次范围内保留单位自评的得分。",
    "　　2. 区间：自述和待判断的分值全部不计时为下限，全部计满时为上限；"
    "可核实占比＝可核实得分÷区间上限，占比越低，等级越缺少数据支撑。"
    "“待定”表示需人工判断的分值还会影响等级。",
    "　　3. 执行率＝全年执行数÷全年预算数。点击项目名称可查看该项目，问题见“问题清单”，"
    "等级起点可在“评分标准”中修改。",
)


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is said under the table, what concerns most units first; `pointer` leads there."""

    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def pointer(self) -> str:
        """That there is something to see below, said at the top."""
        return f"　▲ 有 {len(self.warnings)} 条提醒，见表后。" if self.warnings else ""

    def rows(self, widths: Sequence[float]) -> Iterable[Row]:
        """One row a note, over the whole width of the table."""
        for words in self.warnings:
            yield fitted([Cell(words, Style.WARNING_NOTE, len(widths))], widths, LEAST_HEIGHT)
        for words in self.notes:
            yield fitted([Cell(words, Style.NOTE, len(widths))], widths, LEAST_HEIGHT)


def remarks(plan: Plan) -> Remarks:
    """What is to be said about a batch; nothing where no project was read."""
    if not plan.batch.outlines:
        return Remarks()
    return Remarks(
        (*_beyond(plan), *_common(plan)), (*MEANING, *_assumptions(plan), *_sheets(plan))
    )


def _beyond(plan: Plan) -> Iterable[str]:
    """Points of a form that add up to too much give scores that no rank can rest on."""
    names = [
        project.name
        for project in plan.batch.outlines
        if (project.assessment.card.recomputed or ZERO) > project.assessment.rubric.total
    ]
    if names:
        yield (
            f"▲ {_listed(names)}复算得分超过满分：各项分值合计（含暂按的分值）大于评分标准的总分。"
            "分值改正以前，这些项目的得分和名次不能作数。"
        )


def _common(plan: Plan) -> Iterable[str]:
    """Where most units trip over the same rule, the form or its instruction may be at fault."""
    found = common(plan.batch.outlines)
    for rule in found[:MOST_COMMON]:
        title = plan.batch.titles.get(rule.code, "")
        name = f"{rule.code}“{title}”" if title else rule.code
        yield (
            f"▲ {rule.of} 个单位中有 {rule.units} 个都有问题 {name}，共 {rule.findings} 处："
            "多数单位都这样填，可能是表样或填报说明不清楚，建议先核对表样、补充说明，再逐个退回。"
        )
    if len(found) > MOST_COMMON:
        yield f"▲ 多数单位共有的问题共 {len(found)} 种，以上为涉及单位最多的 {MOST_COMMON} 种。"


def _sheets(plan: Plan) -> Iterable[str]:
    """The rule by which projects have sheets of their own, and where they are otherwise."""
    if plan.scope is Scope.LISTS:
        yield (
            "　　本次只写汇总表和清单（--no-sheets），没有图表、未量化指标、项目评分表和退回件，"
            "得分见“评分明细”。"
        )
    elif not plan.sheets:
        where = (
            f"各项目的评分表在“{FOLDER}”文件夹中本单位的工作簿里，点击项目名称可打开。"
            if plan.elsewhere
            else "得分见“评分明细”。"
        )
        yield (
            f"　　共 {len(plan.batch.outlines)} 个项目，超过 {MOST_SHEETS} 个，"
            f"不再为每个项目单设工作表；{where}"
        )


def _assumptions(plan: Plan) -> Iterable[str]:
    """Every assumption once, with the projects that it was made for."""
    concerned: dict[str, list[str]] = {}
    for project in plan.batch.outlines:
        for note in project.assessment.card.notes:
            concerned.setdefault(note, []).append(project.name)
    for number, (note, names) in enumerate(concerned.items(), start=len(MEANING) + 1):
        if number > len(MEANING) + MOST_NOTES:
            yield f"　　……共 {len(concerned)} 条说明，以上为前 {MOST_NOTES} 条。"
            return
        yield f"　　{number}. {_listed(names)}：{note}"


def _listed(names: Sequence[str]) -> str:
    rest = f"等 {len(names)} 个项目" if len(names) > MOST_NAMES else ""
    return "、".join(names[:MOST_NAMES]) + rest
