"""评分标准: each rubric that was used, in words and figures; grade thresholds are live cells."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import accumulate

from perfcheck.model.results import BatchResult
from perfcheck.model.rubric import EqualRule, Group, MissingRule, ReverseRule, Rubric
from perfcheck.report import palette
from perfcheck.report.content import Cell, Content, Row, SheetContent, fitted
from perfcheck.report.look import Style
from perfcheck.report.measure import HELP_LIST_PAGE, LIST_ROW
from perfcheck.report.sheets.parts import empty_list, list_head
from perfcheck.report.sheets.plan import RUBRICS, GradeCells
from perfcheck.report.wording import plain

WIDTHS = (24.0, 13.0, 56.0, 40.0)
FIRST = 3  # the row on which the first rubric begins
THRESHOLD_COLUMN = "B"

GREATER = "达到指标值得满分；未达到的，得分＝分值×完成值÷指标值"
REVERSE = {
    ReverseRule.RATIO: "不超过指标值得满分；超过的，得分＝分值×指标值÷完成值",
    ReverseRule.LINEAR: (
        "不超过指标值得满分；超过的，得分＝分值×（1－（完成值－指标值）÷指标值），"
        "超出一倍及以上不得分"
    ),
}
EQUAL = {
    EqualRule.EXACT: "等于指标值得满分；不足的按“≥”计分，超过的按“≤”计分",
    EqualRule.AT_LEAST: "达到指标值得满分，超额完成不扣分；不足的按“≥”计分",
}


def sheet(batch: BatchResult) -> SheetContent:
    """The sheet 评分标准."""
    blocks = [row for rubric in batch.rubrics for row in _block(batch, rubric)]
    nothing = empty_list("没有项目，未使用评分标准。", WIDTHS)
    left = "本次使用的评分标准。黄色单元格可以修改，汇总表的等级随之变化。"
    return SheetContent(
        name=RUBRICS,
        tab=palette.TAB_HELP,
        widths=WIDTHS,
        rows=(
            *list_head("评 分 标 准", left if blocks else "", "", len(WIDTHS)),
            *(blocks or [nothing]),
        ),
        page=HELP_LIST_PAGE,
    )


def grade_cells(batch: BatchResult) -> GradeCells:
    """Where the threshold of each grade stands, by rubric and grade: $B$24."""
    blocks = [_sections(batch, rubric) for rubric in batch.rubrics]
    starts = accumulate((sum(map(len, sections)) for sections in blocks), initial=FIRST)
    return {
        rubric.id: _grade_cells(rubric, start + sum(map(len, sections[:GRADES])) + 1)
        for rubric, sections, start in zip(batch.rubrics, blocks, starts, strict=False)
    }


def _grade_cells(rubric: Rubric, first: int) -> dict[str, str]:
    return {
        band.name: f"${THRESHOLD_COLUMN}${row}" for row, band in enumerate(rubric.grades, first)
    }


GRADES = 4  # the place of the section 等级 among the sections


def _block(batch: BatchResult, rubric: Rubric) -> Iterable[Row]:
    for section in _sections(batch, rubric):
        yield from section


def _sections(batch: BatchResult, rubric: Rubric) -> Sequence[tuple[Row, ...]]:
    return (
        _title(batch, rubric),
        _groups(rubric),
        _formulas(rubric),
        _tiers(rubric),
        _grades(rubric),
        _thresholds(rubric),
        _notes(rubric),
    )


def _title(batch: BatchResult, rubric: Rubric) -> tuple[Row, ...]:
    used = sum(1 for p in batch.projects if p.assessment.rubric.id == rubric.id)
    about = f"依据：{rubric.document}　适用：{rubric.region}　编号：{rubric.id}　用于 {used} 个项目"
    return (
        fitted([Cell(rubric.title, Style.BLOCK, 4)], WIDTHS, 30),
        fitted([Cell(about, Style.NOTE, 4)], WIDTHS, 20),
    )


def _head(*names: str) -> Row:
    return fitted((Cell(name, Style.HEADER) for name in names), WIDTHS)


def _row(name: str, figure: Content, words: str, more: str = "", *, live: bool = False) -> Row:
    look = Style.THRESHOLD if live else Style.POINTS
    return fitted(
        (
            Cell(name, Style.TEXT),
            Cell(figure, look if not isinstance(figure, str) else Style.CODE),
            Cell(words, Style.TEXT),
            Cell(more, Style.TEXT),
        ),
        WIDTHS,
    )


def _share(share: Decimal) -> str:
    return f"{plain(share * 100)}%"


def _groups(rubric: Rubric) -> tuple[Row, ...]:
    return (
        _head("一级指标", "分值", "包括的二级指标或计分办法", "没有设置时"),
        _row("预算执行", rubric.execution.points, _execution(rubric), "必设"),
        *(_row(g.name, g.points, _subgroups(g), _missing(rubric, g)) for g in rubric.groups),
        _sum(rubric.total),
    )


def _sum(points: Decimal) -> Row:
    cells = (Cell("合计", Style.TOTAL_LABEL), Cell(points, Style.TOTAL_POINTS))
    return Row((*cells, *[Cell("", Style.TOTAL_TEXT)] * 2), LIST_ROW)


def _execution(rubric: Rubric) -> str:
    points = plain(rubric.execution.points)
    if not rubric.execution.bands:
        return f"得分＝{points}×预算执行率，最高 {points} 分；执行率＝全年执行数÷全年预算数"
    steps = (f"{_share(b.low)} 以上得分值的 {_share(b.share)}" for b in rubric.execution.bands)
    return f"按执行率分档：{'，'.join(steps)}"


def _subgroups(group: Group) -> str:
    return "、".join(group.subgroups)


def _missing(rubric: Rubric, group: Group) -> str:
    if not group.optional:
        return "必设；缺项不得分"
    if rubric.missing is MissingRule.RENORMALISE or not group.redistribute:
        return "可以不设；其余各组按比例折算为满分"
    heirs = (f"{plain(points)} 分并入{name}" for name, points in group.redistribute)
    return f"可以不设；{'，'.join(heirs)}"


def _formulas(rubric: Rubric) -> tuple[Row, ...]:
    return (
        _head("指标性质", "类型", "计分公式", "说明"),
        _row("≥、＞", "定量", GREATER, "最高不超过分值"),
        _row("≤、＜", "定量", REVERSE[rubric.reverse], "最低 0 分"),
        _row("＝", "定量", EQUAL[rubric.equal]),
        _row("定性", "定性", "在档次范围内保留自评得分，计入“自述”", "见下表"),
    )


def _tiers(rubric: Rubric) -> tuple[Row, ...]:
    return (
        _head("定性档次", "得分比例", "填写这些文字时归入本档", "说明"),
        *(
            _row(
                tier.name,
                f"{_share(tier.low)}—{_share(tier.high)}",
                "、".join(tier.words),
                f"得分在分值的 {_share(tier.low)}（含）至 {_share(tier.high)} 之间",
            )
            for tier in rubric.tiers
        ),
    )


def _grades(rubric: Rubric) -> tuple[Row, ...]:
    note = "本标准可以不评级" if rubric.grading_optional else ""
    uppers: list[Decimal | None] = [None, *(band.low for band in rubric.grades)]
    return (
        _head("等级", "起点（分）", "标准规定", "说明"),
        *(
            _row(band.name, band.low, _range(band.low, upper), note, live=True)
            for band, upper in zip(rubric.grades, uppers, strict=False)
        ),
    )


def _range(low: Decimal, upper: Decimal | None) -> str:
    if upper is None:
        return f"{plain(low)} 分（含）以上"
    if not low:
        return f"{plain(upper)} 分以下"
    return f"{plain(low)} 分（含）至 {plain(upper)} 分（不含）"


def _thresholds(rubric: Rubric) -> tuple[Row, ...]:
    t = rubric.thresholds
    return (
        _head("核查界限", "数值", "超过或低于时提示", "说明"),
        _row("执行率下限", _share(t.low_rate), "执行率低于此值，应说明原因", "不影响得分"),
        _row("结余上限", _share(t.unspent), "未使用的预算超过此比例，应说明原因", "不影响得分"),
        _row("超额完成", _share(t.overrun), "完成值超过指标值此比例，指标值可能偏低", "不影响得分"),
        _row(
            "得分虚高",
            _share(t.inflation),
            "指标得分率高于预算执行率超过此比例，应复核自评得分",
            "不影响得分",
        ),
    )


def _notes(rubric: Rubric) -> tuple[Row, ...]:
    notes = "\n".join(f"{n}. {note}" for n, note in enumerate(rubric.notes, start=1))
    if not notes:
        return (Row((), 12),)
    return (fitted([Cell(notes, Style.NOTE_TOP, 4)], WIDTHS, LIST_ROW), Row((), 12))
