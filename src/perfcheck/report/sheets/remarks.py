"""The notes under 汇总表: what the scores mean, and what had to be assumed for whom."""

from collections.abc import Iterable, Sequence

from perfcheck.report.content import Cell, Row, fitted
from perfcheck.report.look import Style
from perfcheck.report.sheets.plan import Plan

MOST_NOTES = 12
MOST_NAMES = 6
LEAST_HEIGHT = 18

MEANING = (
    "注：1. 复算得分＝可核实得分＋自述得分。可核实：有数据、能够重新计算的得分；"
    "自述：只有文字、无法核对，在档次范围内保留单位自评的得分。",
    "　　2. 区间：自述和待判断的分值全部不计时为下限，全部计满时为上限；"
    "可核实占比＝可核实得分÷区间上限，占比越低，等级越缺少数据支撑。"
    "“待定”表示需人工判断的分值还会影响等级。",
    "　　3. 执行率＝全年执行数÷全年预算数。点击项目名称可查看评分明细，问题见“问题清单”，"
    "等级起点可在“评分标准”中修改。",
)


def rows(plan: Plan, widths: Sequence[float]) -> Iterable[Row]:
    """One row a note, over the whole width of the table."""
    notes = (*MEANING, *_assumptions(plan)) if plan.batch.projects else ()
    return [fitted([Cell(note, Style.NOTE, len(widths))], widths, LEAST_HEIGHT) for note in notes]


def _assumptions(plan: Plan) -> Iterable[str]:
    """Every assumption once, with the projects that it was made for."""
    concerned: dict[str, list[str]] = {}
    for project in plan.batch.projects:
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
