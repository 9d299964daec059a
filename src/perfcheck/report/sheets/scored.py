"""评分明细: every line that earns points, of every project, with the arithmetic behind it."""

from collections.abc import Iterable, Mapping, Sequence

from perfcheck.model.form import Indicator
from perfcheck.model.results import Project, ScoreLine
from perfcheck.model.values import Judgement, Kind, Outcome
from perfcheck.report import palette
from perfcheck.report.content import Body, Cell, Formula, Mark, Row, SheetContent, fitted, headings
from perfcheck.report.look import Style
from perfcheck.report.measure import HEADER_ROW
from perfcheck.report.reviewed import own_line_keys
from perfcheck.report.sheets import review
from perfcheck.report.sheets.parts import (
    empty_list,
    group_label,
    keyed,
    list_head,
    number,
    place,
    text,
)
from perfcheck.report.sheets.plan import SCORED, SCORED_HEADING, Plan, score_lines
from perfcheck.report.sheets.scores import shown_rate, shown_score
from perfcheck.report.wording import (
    CLAIMED,
    NONE,
    NOT_QUANTIFIED,
    OUTCOMES,
    QUANTIFIED,
    VERIFIED,
    carried_by,
    money,
    rounded,
)

COLUMNS: Mapping[str, float] = {
    "编号": 7,
    "项目名称": 16,
    "一级指标": 10,
    "二级指标": 12,
    "三级指标": 22,
    "表中位置": 12.5,
    "指标值": 17,
    "实际完成值": 18,
    "完成率": 10,
    "分值": 8,
    "自评\n得分": 8,
    "复算\n得分": 8,
    "差异\n复算-自评": 10.5,
    "结果": 11.5,
    "依据": 11.5,
    "量化": 8.5,
    "计分依据": 42,
    **review.COLUMNS,
}
WIDTHS = tuple(COLUMNS.values())
GROUP, POINTS, STATED, SCORE, DIFFERENCE, CARRIED = "C", "J", "K", "L", "M", "O"

RESULT_STYLES: Mapping[Outcome, Style] = {
    Outcome.MET: Style.GOOD,
    Outcome.UNMET: Style.BAD,
    Outcome.PARTLY: Style.WARN,
    Outcome.UNDECIDED: Style.CODE,
    Outcome.UNREPORTED: Style.WARN,
    Outcome.NO_TARGET: Style.WARN,
}
CARRIED_STYLES = {VERIFIED: Style.GOOD, CLAIMED: Style.WARN, NONE: Style.MUTED}


def sheet(plan: Plan, body: Body, *, assumed: bool) -> SheetContent:
    """The sheet 评分明细; `assumed` if points are."""
    last, projects = plan.last_scored, plan.batch.outlines
    printed = review.KEY - 1 if plan.batch.reviews.any else review.FIRST - 1
    rest = len(WIDTHS) - printed
    return SheetContent(
        streamed=True,
        name=SCORED,
        tab=palette.TAB_LIST,
        widths=WIDTHS,
        rows=(
            *list_head("评 分 明 细", _count(plan), _remark(assumed=assumed), printed, rest),
            headings(tuple(COLUMNS), WIDTHS, HEADER_ROW),
            *(() if projects else [empty_list("没有读到任何项目，原因见“处理记录”。", WIDTHS)]),
            *body.rows,
        ),
        drawn=body.drawn,
        heading=SCORED_HEADING,
        fixed=2,
        table=(SCORED_HEADING, 1, last, len(WIDTHS)) if projects else None,
        marks=(*_marks(last), *review.marks(last)) if projects else (),
        choices=tuple(review.choices(last)) if projects else (),
        machine=(review.KEY,),
        printed=printed,
    )


def _count(plan: Plan) -> str:
    figures = plan.overview
    return (
        f"{figures.projects} 个项目，{figures.indicators} 项指标，"
        f"其中未量化 {figures.unquantified} 项。"
    )


def _remark(*, assumed: bool) -> str:
    if assumed:
        return "带 * 的分值表中未填，为暂按值（见汇总表说明）。“表中位置”指报送的表。"
    return "“表中位置”指报送的表。"


def _marks(last: int) -> tuple[Mark, ...]:
    first = SCORED_HEADING + 1
    area = (first, 13, last, 13)
    is_number = f"ISNUMBER(${DIFFERENCE}{first})"
    return (
        Mark(area, f"AND({is_number},${DIFFERENCE}{first}<0)", Style.MARK_CONTRADICTION),
        Mark(area, f"AND({is_number},${DIFFERENCE}{first}>0)", Style.MARK_WARNING),
    )


def rows(plan: Plan, indexes: Sequence[int]) -> Iterable[Row]:
    """The rows of some projects, the first one at `plan.starts`."""
    for index in indexes:
        yield from _rows(plan, index)


def _rows(plan: Plan, index: int) -> Iterable[Row]:
    keys = own_line_keys(plan.keys[index], plan.batch.projects[index])
    project = plan.batch.projects[index]
    for offset, line in enumerate(score_lines(project)):
        cells = (
            Cell(project.id, Style.RULE_ID),
            Cell(project.name, Style.TEXT),
            *_described(plan, index, line),
            *_scores(plan, index, line, plan.starts[index] + offset),
            *_result(project, line),
            text(line.basis),
            *review.cells(plan, index, line, plan.starts[index] + offset, keys[offset]),
        )
        yield keyed(fitted(cells, WIDTHS, divided=offset == 0), keys[offset])


def _described(plan: Plan, index: int, line: ScoreLine) -> Iterable[Cell]:
    """From 一级指标 to 完成率."""
    project = plan.batch.projects[index]
    if line.indicator is not None:
        indicator = project.form.indicators[line.indicator]
        judgement = project.assessment.judgements[line.indicator]
        return _indicator(line, indicator, judgement)
    if line is project.assessment.card.execution:
        return _execution(plan, index, line)
    blank = Cell(NONE, Style.MUTED)
    group = text(group_label(line.group), Style.CODE)
    return (group, blank, Cell(line.title, Style.TEXT), *([blank] * 4))


def _indicator(line: ScoreLine, indicator: Indicator, judgement: Judgement) -> Iterable[Cell]:
    return (
        text(group_label(line.group), Style.CODE),
        text(indicator.subcategory.value or "", Style.CODE),
        Cell(line.title, Style.TEXT),
        Cell(place(line.cell), Style.RULE_ID),
        _target(indicator),
        text(indicator.actual.text),
        _achievement(judgement),
    )


def _target(indicator: Indicator) -> Cell:
    target = indicator.target
    if target.kind is Kind.EMPTY:
        return Cell(NONE, Style.MUTED)
    return Cell(target.text, Style.TEXT if target.quantified else Style.NOT_QUANTIFIED_TEXT)


def _achievement(judgement: Judgement) -> Cell:
    bad = judgement.outcome is Outcome.UNMET
    return number(judgement.achievement, Style.RATE_BAD if bad else Style.RATE)


def _execution(plan: Plan, index: int, line: ScoreLine) -> Iterable[Cell]:
    figures, rate = plan.overview.rows[index], shown_rate(plan, index)
    over = (figures.rate or 0) > 1
    return (
        text(line.group, Style.CODE),
        Cell(NONE, Style.MUTED),
        Cell(line.title, Style.TEXT),
        Cell(place(line.cell), Style.RULE_ID),
        text("" if figures.budget is None else f"预算 {money(figures.budget)} 万元"),
        text("" if figures.executed is None else f"执行 {money(figures.executed)} 万元"),
        number(rate, Style.RATE_BAD if over else Style.RATE),
    )


def _scores(plan: Plan, index: int, line: ScoreLine, row: int) -> Iterable[Cell]:
    """From 分值 to 差异."""
    assumed = line.assumed and line.indicator is not None
    return (
        number(line.points, Style.SCORE_ASSUMED if assumed else Style.SCORE),
        number(line.stated, Style.SCORE),
        number(shown_score(plan, index, line, row), Style.SCORE_BOLD),
        _difference(plan, index, line, row),
    )


def _difference(plan: Plan, index: int, line: ScoreLine, row: int) -> Cell:
    """Nothing to compare without a stated score; an open score may still be given."""
    if line.stated is None or plan.batch.projects[index].assessment.card.recomputed is None:
        return Cell(NONE, Style.MUTED)
    if line.score is not None:
        value = rounded(line.score - line.stated, 4)
        return Cell(Formula(f"=ROUND({SCORE}{row}-{STATED}{row},4)", value), Style.DIFFERENCE)
    formula = f'=IF(ISNUMBER({SCORE}{row}),ROUND({SCORE}{row}-{STATED}{row},4),"{NONE}")'
    return Cell(Formula(formula, NONE), Style.DIFFERENCE)


def _result(project: Project, line: ScoreLine) -> Iterable[Cell]:
    """结果, 依据 and 量化."""
    carried = carried_by(line)
    cells = (Cell(NONE, Style.MUTED), Cell(carried, CARRIED_STYLES[carried]))
    if line.indicator is None:
        return (*cells, Cell(NONE, Style.MUTED))
    judgement = project.assessment.judgements[line.indicator]
    quantified = project.form.indicators[line.indicator].target.quantified
    return (
        Cell(OUTCOMES[judgement.outcome], RESULT_STYLES[judgement.outcome]),
        cells[1],
        Cell(QUANTIFIED, Style.CODE) if quantified else Cell(NOT_QUANTIFIED, Style.NOT_QUANTIFIED),
    )
