"""汇总表: the figures of the batch at a glance, and one row a project, best first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from perfcheck.model import review as words
from perfcheck.report import palette
from perfcheck.report.content import (
    Cell,
    Formula,
    Link,
    Row,
    SheetContent,
    fitted,
    headings,
)
from perfcheck.report.look import Style
from perfcheck.report.measure import HEADER_ROW, LIST_PAGE, column_width
from perfcheck.report.reviewed import mean
from perfcheck.report.sheets import (
    grading,
    remarks,
    review,
    rounds,
    scored,
    subtotals,
    summarymarks,
)
from perfcheck.report.sheets.formulas import (
    FIRST,
    Column,
    area,
    overall_rate,
    overall_share,
    quote,
    scored_cells,
    span,
)
from perfcheck.report.sheets.kpis import strip
from perfcheck.report.sheets.parts import count, empty_list, list_head, number, text
from perfcheck.report.sheets.plan import SCORED, SUMMARY, Plan
from perfcheck.report.sheets.plan import SUMMARY_HEADING as HEADING
from perfcheck.report.wording import NONE, VERIFIED, files_by_status, ratio, year_prefix

NAME, DEPARTMENT, UNIT = "项目名称", "主管部门", "实施单位"
COLUMNS: Mapping[str, float] = {
    "排名": 6,
    "编号": 6.5,
    NAME: 44,
    DEPARTMENT: 22,
    UNIT: 26,
    "全年预算数\n（A）": 12,
    "全年执行数\n（B）": 12,
    "执行率\n（B÷A）": 11.5,
    "自评\n得分": 8,
    "复算\n得分": 8,
    "其中\n可核实": 8,
    "区间\n下限": 8,
    "区间\n上限": 8,
    "自评\n等级": 7,
    "核定\n等级": 7,
    "可核实\n占比": 9.5,
    "未量化\n指标": 8,
    "必须改": 8,
    "建议改": 8,
    words.REVIEWED: 8,
    words.GRADE: 8,
    "等级\n变化": 7,
}
NARROWEST: Mapping[str, float] = {NAME: 24, DEPARTMENT: 16, UNIT: 16}
PAGE = replace(LIST_PAGE, margins=(0.25, 0.25, 0.4, 0.55))
ONE_PAGE_POINTS = 1000  # as much can stand on one page of this width and still be read


def sheet(plan: Plan) -> SheetContent:
    """The sheet 汇总表."""
    last, widths = HEADING + len(plan.overview.ranked), _widths(plan)
    rows = [_row(plan, index, last, widths) for index in plan.overview.ranked]
    body: Sequence[Row] = (
        [*rows, _total(plan, last, widths), *subtotals.rows(plan.overview, widths, last)]
        if rows
        else [empty_list(_nothing(plan), widths)]
    )
    notes = remarks.remarks(plan)
    content = SheetContent(
        streamed=True,
        name=SUMMARY,
        tab=palette.TAB_MAIN,
        widths=widths,
        rows=(
            *_head(plan, notes.pointer),
            *strip(plan, last),
            headings(tuple(COLUMNS), widths, HEADER_ROW),
            *body,
            *rounds.rows(plan, widths),
            *notes.rows(widths),
        ),
        heading=HEADING,
        fixed=3 if rows else 0,
        table=(HEADING, 1, last, len(widths)) if rows else None,
        bars=(area(Column.RATE, last),) if rows else (),
        marks=tuple(summarymarks.marks(plan, last)) if rows else (),
        page=PAGE,
    )
    one_page = sum(row.height for row in content.rows) <= ONE_PAGE_POINTS
    return replace(content, page=replace(PAGE, pages=1)) if one_page else content


def _widths(plan: Plan) -> tuple[float, ...]:
    """Names on one line where they can be: paper is narrow, and LibreOffice wraps no link."""
    forms = [project.form for project in plan.batch.outlines]
    texts = {
        NAME: [project.name for project in plan.batch.outlines],
        DEPARTMENT: [form.department_name for form in forms],
        UNIT: [form.unit_name for form in forms],
    }
    return tuple(
        column_width(texts[name], NARROWEST[name], most) if name in texts else most
        for name, most in COLUMNS.items()
    )


def _head(plan: Plan, pointer: str) -> Iterable[Row]:
    year = year_prefix(project.form for project in plan.batch.outlines)
    title = f"{year}项目支出绩效自评汇总表"
    came = files_by_status(plan.batch.files) + pointer
    return list_head(title, came, "金额单位：万元", len(COLUMNS))


def _nothing(plan: Plan) -> str:
    return f"收到 {len(plan.batch.files)} 个文件，没有读到任何项目。原因和办法见“处理记录”。"


def _row(plan: Plan, index: int, last: int, widths: Sequence[float]) -> Row:
    cells = (
        *_names(plan, index, last),
        *_money(plan, index),
        *_scores(plan, index),
        *_grades(plan, index),
        *_counts(plan, index),
        _reviewed(plan, index),
        grading.reviewed(plan, index),
        grading.moved(plan, index),
    )
    return fitted(cells, widths)


def _reviewed(plan: Plan, index: int) -> Cell:
    """The recomputed score with what reviewers wrote on 评分明细."""
    value = plan.reviewed[index].score
    if value is None:
        return Cell(NONE, Style.MUTED)
    keys, scores = (scored_cells(plan, c) for c in ("A", review.REVIEWED))
    digits = plan.batch.outlines[index].assessment.rubric.digits
    own = f"{keys},${Column.PROJECT}{plan.summary_rows[index]}"
    return Cell(Formula(f"=ROUND(SUMIF({own},{scores}),{digits})", value), Style.SCORE_BOLD)


def _names(plan: Plan, index: int, last: int) -> Iterable[Cell]:
    project = plan.batch.outlines[index]
    scores, own = f"${Column.SCORE}${FIRST}:${Column.SCORE}${last}", plan.summary_rows[index]
    rank = plan.overview.ranks.get(index)
    formula = Formula(f"=RANK({Column.SCORE}{own},{scores})", rank)
    return (
        Cell(NONE, Style.MUTED) if rank is None else Cell(formula, Style.CODE),
        Cell(project.id, Style.RULE_ID),
        Cell(_link(plan, index), Style.LINK),
        text(project.form.department_name),
        text(project.form.unit_name),
    )


def _link(plan: Plan, index: int) -> Link:
    """To the sheet of the project, here or in its unit's workbook; else to 评分明细."""
    name = plan.batch.outlines[index].name
    away = plan.elsewhere.get(index)
    if plan.sheets:
        return Link(name, plan.sheets[index].sheet, "A1")
    if away:
        return Link(name, away.sheet, "A1", away.file)
    return Link(name, SCORED, f"A{plan.starts[index]}")


def _money(plan: Plan, index: int) -> Iterable[Cell]:
    row, figures = plan.summary_rows[index], plan.overview.rows[index]
    budget, executed = f"{Column.BUDGET}{row}", f"{Column.EXECUTED}{row}"
    rate = f"=IF(AND(N({budget})<>0,ISNUMBER({executed})),{executed}/{budget},{quote(NONE)})"
    return (
        number(figures.budget, Style.MONEY),
        number(figures.executed, Style.MONEY),
        Cell(Formula(rate, _or_dash(figures.rate)), Style.RATE),
    )


def _scores(plan: Plan, index: int) -> Iterable[Cell]:
    """From 自评得分 to 区间上限; 复算得分 and 其中可核实 add up the lines of 评分明细."""
    card = plan.batch.outlines[index].assessment.card
    if card.recomputed is None:
        return (number(card.stated, Style.SCORE), *([Cell(NONE, Style.MUTED)] * 4))
    row, digits = plan.summary_rows[index], plan.batch.outlines[index].assessment.rubric.digits
    keys, scores, carried = (scored_cells(plan, c) for c in ("A", scored.SCORE, scored.CARRIED))
    own = f"{keys},${Column.PROJECT}{row}"
    every = f"=ROUND(SUMIF({own},{scores}),{digits})"
    verified = f"=ROUND(SUMIFS({scores},{own},{carried},{quote(VERIFIED)}),{digits})"
    return (
        number(card.stated, Style.SCORE),
        Cell(Formula(every, card.recomputed), Style.SCORE_BOLD),
        Cell(Formula(verified, card.verified), Style.SCORE),
        number(card.low, Style.SCORE),
        number(card.high, Style.SCORE),
    )


def _grades(plan: Plan, index: int) -> Iterable[Cell]:
    """自评等级, 核定等级, and how much of the score can be verified."""
    project = plan.batch.outlines[index]
    card, row = project.assessment.card, plan.summary_rows[index]
    stated = text(card.stated_grade or "", Style.CODE)
    if card.recomputed is None:
        return (stated, *([Cell(NONE, Style.MUTED)] * 2))
    most = f"{Column.HIGH}{row}"
    share = f"=IF(N({most})>0,{Column.VERIFIED}{row}/{most},{quote(NONE)})"
    value = ratio(card.verified or Decimal(0), card.high or Decimal(0))
    return (
        stated,
        grading.given(plan, index),
        Cell(Formula(share, _or_dash(value)), Style.RATE),
    )


def _counts(plan: Plan, index: int) -> Iterable[Cell]:
    figures = plan.overview.rows[index]
    return (
        count(figures.unquantified, Style.COUNT_NOT_QUANTIFIED),
        count(figures.errors, Style.COUNT_BAD),
        count(figures.warnings, Style.COUNT_WARN),
    )


def _or_dash(value: Decimal | None) -> Decimal | str:
    return NONE if value is None else value


def _total(plan: Plan, last: int, widths: Sequence[float]) -> Row:
    """Sums of the amounts and counts, averages of the scores, rates of the sums."""
    figures = plan.overview

    def sum_of(column: Column, function: str, value: Decimal | int | None, style: Style) -> Cell:
        formula = f"=IFERROR({function}({span(column, last)}),{quote(NONE)})"
        return Cell(Formula(formula, NONE if value is None else value), style)

    blank = Cell("", Style.TOTAL_TEXT)
    rate = Formula(f"={overall_rate(last)}", _or_dash(figures.rate))
    share = Formula(f"={overall_share(last)}", _or_dash(figures.verified_share))
    cells = (
        Cell("合  计（得分为平均）", Style.TOTAL_LABEL, 5),
        sum_of(Column.BUDGET, "SUM", figures.budget, Style.TOTAL_MONEY),
        sum_of(Column.EXECUTED, "SUM", figures.executed, Style.TOTAL_MONEY),
        Cell(rate, Style.TOTAL_RATE),
        sum_of(Column.STATED, "AVERAGE", figures.mean_stated, Style.TOTAL_SCORE),
        sum_of(Column.SCORE, "AVERAGE", figures.mean_recomputed, Style.TOTAL_SCORE),
        sum_of(Column.VERIFIED, "AVERAGE", figures.mean_verified, Style.TOTAL_SCORE),
        sum_of(Column.LOW, "AVERAGE", figures.mean_low, Style.TOTAL_SCORE),
        sum_of(Column.HIGH, "AVERAGE", figures.mean_high, Style.TOTAL_SCORE),
        *([blank] * 2),
        Cell(share, Style.TOTAL_RATE),
        sum_of(Column.UNQUANTIFIED, "SUM", figures.unquantified, Style.TOTAL_COUNT),
        sum_of(Column.ERRORS, "SUM", figures.errors, Style.TOTAL_COUNT),
        sum_of(Column.WARNINGS, "SUM", figures.warnings, Style.TOTAL_COUNT),
        sum_of(Column.REVIEWED, "AVERAGE", mean(plan.reviewed), Style.TOTAL_SCORE),
        *([blank] * 2),
    )
    return fitted(cells, widths)
