"""评分标准: each rubric that was used, in words and figures; grade thresholds are live cells."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from perfcheck.model.results import BatchResult
from perfcheck.model.rubric import EqualRule, Group, MissingRule, ReverseRule, Rubric
from perfcheck.report import palette
from perfcheck.report.content import Cell, Content, Name, Row, SheetContent, fitted
from perfcheck.report.look import Style
from perfcheck.report.measure import HELP_LIST_PAGE, LIST_ROW
from perfcheck.report.sheets.parts import empty_list, list_head
from perfcheck.report.sheets.plan import RUBRICS
from perfcheck.report.sheets.thresholds import grade_name, low_rate_name, tier_name
from perfcheck.report.wording import plain

WIDTHS = (24.0, 13.0, 56.0, 40.0)
FIRST = 3  # the row on which the first rubric begins
LIVE_COLUMN = "B"

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


Line = tuple[Row, str]  # a row, and the name of its figure where a reviewer may change it


def sheet(batch: BatchResult) -> SheetContent:
    """The sheet 评分标准."""
    lines = [line for rubric in batch.rubrics for line in _block(batch, rubric)]
    rows = [row for row, _ in lines]
    nothing = empty_list("没有项目，未使用评分标准。", WIDTHS)
    left = "本次使用的评分标准。黄色单元格可以修改，得分、等级和图表随之变化。"
    return SheetContent(
        streamed=True,
        name=RUBRICS,
        tab=palette.TAB_HELP,
        widths=WIDTHS,
        rows=(
            *list_head("评 分 标 准", left if rows else "", "", len(WIDTHS)),
            *(rows or [nothing]),
        ),
        page=HELP_LIST_PAGE,
        names=tuple(
            Name(name, f"${LIVE_COLUMN}${row}")
            for row, (_, name) in enumerate(lines, start=FIRST)
            if name
        ),
    )


def _block(batch: BatchResult, rubric: Rubric) -> Iterable[Line]:
    used = batch.rubrics
    yield from _plain(_title(batch, rubric))
    yield from _plain(_groups(rubric))
    yield from _plain(_formulas(rubric))
    yield from _tiers(used, rubric)
    yield from _grades(used, rubric)
    yield from _thresholds(used, rubric)
    yield from _plain(_notes(rubric))


def _plain(rows: Iterable[Row]) -> Iterable[Line]:
    return ((row, "") for row in rows)


def _title(batch: BatchResult, rubric: Rubric) -> tuple[Row, ...]:
    used = sum(1 for p in batch.outlines if p.assessment.rubric.id == rubric.id)
    about = f"依据：{rubric.document}　适用：{rubric.region}　编号：{rubric.id}　用于 {used} 个项目"
    return (
        fitted([Cell(rubric.title, Style.BLOCK, 4)], WIDTHS, 30),
        fitted([Cell(about, Style.NOTE, 4)], WIDTHS, 20),
    )


def _head(*names: str) -> Row:
    return fitted((Cell(name, Style.HEADER) for name in names), WIDTHS)


def _row(name: str, figure: Content, words: str, more: str = "", look: Style = Style.POINTS) -> Row:
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


def _tiers(used: Sequence[Rubric], rubric: Rubric) -> Iterable[Line]:
    """Each tier ends where the one above begins, so that one figure a tier says it all."""
    yield _head("定性档次", "下限", "填写这些文字时归入本档", "说明"), ""
    for place, tier in enumerate(rubric.tiers):
        note = f"得分在分值的 {_share(tier.low)}（含）至 {_share(tier.high)} 之间"
        words = "、".join(tier.words)
        if not tier.low:
            yield _row(tier.name, _share(tier.low), words, note), ""
        else:
            row = _row(tier.name, tier.low, words, note, Style.THRESHOLD_RATE)
            yield row, tier_name(used, rubric, place)


def _grades(used: Sequence[Rubric], rubric: Rubric) -> Iterable[Line]:
    note = "本标准可以不评级" if rubric.grading_optional else ""
    uppers: list[Decimal | None] = [None, *(band.low for band in rubric.grades)]
    yield _head("等级", "起点（分）", "标准规定", "说明"), ""
    for band, upper in zip(rubric.grades, uppers, strict=False):
        row = _row(band.name, band.low, _range(band.low, upper), note, Style.THRESHOLD)
        yield row, grade_name(used, rubric, band)


def _range(low: Decimal, upper: Decimal | None) -> str:
    if upper is None:
        return f"{plain(low)} 分（含）以上"
    if not low:
        return f"{plain(upper)} 分以下"
    return f"{plain(low)} 分（含）至 {plain(upper)} 分（不含）"


def _thresholds(used: Sequence[Rubric], rubric: Rubric) -> Iterable[Line]:
    t = rubric.thresholds
    yield _head("核查界限", "数值", "超过或低于时提示", "说明"), ""
    low = "执行率低于此值，应说明原因；表中和图中标为橙色"
    row = _row("执行率下限", t.low_rate, low, "不影响得分", Style.THRESHOLD_RATE)
    yield row, low_rate_name(used, rubric)
    others = (
        ("结余上限", t.unspent, "未使用的预算超过此比例，应说明原因"),
        ("超额完成", t.overrun, "完成值超过指标值此比例，指标值可能偏低"),
        ("得分虚高", t.inflation, "指标得分率高于预算执行率超过此比例，应复核自评得分"),
    )
    for name, figure, words in others:
        yield _row(name, _share(figure), words, "不影响得分"), ""


def _notes(rubric: Rubric) -> tuple[Row, ...]:
    notes = "\n".join(f"{n}. {note}" for n, note in enumerate(rubric.notes, start=1))
    if not notes:
        return (Row((), 12),)
    return (fitted([Cell(notes, Style.NOTE_TOP, 4)], WIDTHS, LIST_ROW), Row((), 12))
