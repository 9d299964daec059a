"""汇总表: the figures of the batch at a glance, and one row a project, best first."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from perfcheck.model.results import Project
from perfcheck.report import palette
from perfcheck.report.content import (
    Cell,
    Formula,
    Link,
    Mark,
    Row,
    SheetContent,
    fitted,
    headings,
)
from perfcheck.report.look import Style, grade_mark
from perfcheck.report.measure import HEADER_ROW
from perfcheck.report.overview import grade_ranks
from perfcheck.report.sheets import remarks, scored
from perfcheck.report.sheets.formulas import FIRST, overall_rate, quote, span, verified_share
from perfcheck.report.sheets.kpis import strip
from perfcheck.report.sheets.parts import count, empty_list, list_head, number, text
from perfcheck.report.sheets.plan import RUBRICS, SCORED, SCORED_HEADING, SUMMARY, Plan
from perfcheck.report.sheets.plan import SUMMARY_HEADING as HEADING
from perfcheck.report.wording import NONE, OPEN_GRADE, VERIFIED, files_by_status, score, year_prefix

COLUMNS: Mapping[str, float] = {
    "排名": 6,
    "编号": 5.5,
    "项目名称": 26,
    "主管部门": 16,
    "实施单位": 18,
    "全年预算数\n（A）": 12.5,
    "全年执行数\n（B）": 12.5,
    "执行率\n（B÷A）": 13,
    "自评\n得分": 9,
    "复算\n得分": 9,
    "其中\n可核实": 9,
    "得分区间": 15,
    "自评\n等级": 8,
    "核定\n等级": 8,
    "可核实\n占比": 10,
    "未量化\n指标": 8,
    "必须改": 8,
    "建议改": 8,
}
WIDTHS = tuple(COLUMNS.values())


def sheet(plan: Plan) -> SheetContent:
    """The sheet 汇总表."""
    last = HEADING + len(plan.overview.ranked)
    rows = [_row(plan, index, last) for index in plan.overview.ranked]
    body = [*rows, _total(plan, last)] if rows else [empty_list(_nothing(plan), WIDTHS)]
    return SheetContent(
        name=SUMMARY,
        tab=palette.TAB_MAIN,
        widths=WIDTHS,
        rows=(
            *_head(plan),
            *strip(plan, last),
            headings(tuple(COLUMNS), WIDTHS, HEADER_ROW),
            *body,
            *remarks.rows(plan, WIDTHS),
        ),
        heading=HEADING,
        fixed=3 if rows else 0,
        table=(HEADING, 1, last, len(WIDTHS)) if rows else None,
        bars=((FIRST, 8, last, 8),) if rows else (),
        marks=tuple(_marks(plan, last)) if rows else (),
    )


def _head(plan: Plan) -> Iterable[Row]:
    year = year_prefix(project.form for project in plan.batch.projects)
    title = f"{year}项目支出绩效自评汇总表"
    return list_head(title, files_by_status(plan.batch.files), "金额单位：万元", len(WIDTHS))


def _nothing(plan: Plan) -> str:
    return f"收到 {len(plan.batch.files)} 个文件，没有读到任何项目。原因和办法见“处理记录”。"


def _row(plan: Plan, index: int, last: int) -> Row:
    cells = (
        *_names(plan, index, last),
        *_money(plan, index),
        *_scores(plan, index),
        *_grades(plan, index),
        *_counts(plan, index),
    )
    return fitted(cells, WIDTHS)


def _names(plan: Plan, index: int, last: int) -> Iterable[Cell]:
    project = plan.batch.projects[index]
    row = plan.summary_rows[index]
    rank = plan.overview.ranks.get(index)
    formula = Formula(f"=RANK(J{row},$J${FIRST}:$J${last})", rank)
    return (
        Cell(NONE, Style.MUTED) if rank is None else Cell(formula, Style.CODE),
        Cell(project.id, Style.RULE_ID),
        Cell(Link(project.name, SCORED, f"A{plan.starts[index]}"), Style.LINK),
        text(project.form.department.value or ""),
        text(project.form.unit.value or ""),
    )


def _money(plan: Plan, index: int) -> Iterable[Cell]:
    row = plan.summary_rows[index]
    figures = plan.overview.rows[index]
    formula = f'=IF(AND(N(F{row})<>0,ISNUMBER(G{row})),G{row}/F{row},"{NONE}")'
    return (
        number(figures.budget, Style.MONEY),
        number(figures.executed, Style.MONEY),
        Cell(Formula(formula, _or_dash(figures.rate)), Style.RATE),
    )


def _scores(plan: Plan, index: int) -> Iterable[Cell]:
    """自评得分, 复算得分, 其中可核实 and 得分区间; the two in the middle add up 评分明细."""
    card = plan.batch.projects[index].assessment.card
    if card.recomputed is None:
        return (number(card.stated, Style.SCORE), *([Cell(NONE, Style.MUTED)] * 3))
    row, digits = plan.summary_rows[index], plan.batch.projects[index].assessment.rubric.digits
    keys, scores, carried = (
        f"'{SCORED}'!${c}${SCORED_HEADING + 1}:${c}${plan.last_scored}"
        for c in ("A", scored.SCORE, scored.CARRIED)
    )
    every = f"=ROUND(SUMIF({keys},$B{row},{scores}),{digits})"
    verified = f'=ROUND(SUMIFS({scores},{keys},$B{row},{carried},"{VERIFIED}"),{digits})'
    return (
        number(card.stated, Style.SCORE),
        Cell(Formula(every, card.recomputed), Style.SCORE_BOLD),
        Cell(Formula(verified, card.verified), Style.SCORE),
        Cell(f"{score(card.low)}—{score(card.high)}", Style.CODE),
    )


def _grades(plan: Plan, index: int) -> Iterable[Cell]:
    """自评等级, 核定等级, and the share of it that figures carry."""
    project = plan.batch.projects[index]
    card, row = project.assessment.card, plan.summary_rows[index]
    stated = text(card.stated_grade or "", Style.CODE)
    if card.recomputed is None:
        return (stated, *([Cell(NONE, Style.MUTED)] * 2))
    share = f'=IF(N(J{row})>0,K{row}/J{row},"{NONE}")'
    return (
        stated,
        _grade(plan, project, row),
        Cell(Formula(share, _or_dash(card.verified_share)), Style.RATE),
    )


def _grade(plan: Plan, project: Project, row: int) -> Cell:
    """The grade follows the score and the thresholds on 评分标准; an open grade is a person's."""
    card, rubric = project.assessment.card, project.assessment.rubric
    cells = plan.grade_cells.get(rubric.id, {})
    if card.grade is None or card.recomputed is None:
        return Cell(OPEN_GRADE, Style.WARN) if rubric.grades else Cell(NONE, Style.MUTED)
    if not cells or rubric.grade(card.recomputed) != card.grade:
        return Cell(card.grade, Style.GRADE)
    formula = '""'
    for band in reversed(rubric.grades):
        formula = f"IF(J{row}>='{RUBRICS}'!{cells[band.name]},{quote(band.name)},{formula})"
    return Cell(Formula(f"={formula}", card.grade), Style.GRADE)


def _counts(plan: Plan, index: int) -> Iterable[Cell]:
    figures = plan.overview.rows[index]
    return (
        count(figures.unquantified, Style.COUNT_NOT_QUANTIFIED),
        count(figures.errors, Style.COUNT_BAD),
        count(figures.warnings, Style.COUNT_WARN),
    )


def _or_dash(value: Decimal | None) -> Decimal | str:
    return NONE if value is None else value


def _total(plan: Plan, last: int) -> Row:
    """Sums of the amounts and counts, averages of the scores, rates of the sums."""
    figures = plan.overview

    def total(column: str, function: str, value: Decimal | int | None, style: Style) -> Cell:
        formula = f"=IFERROR({function}({span(column, last)}),{quote(NONE)})"
        return Cell(Formula(formula, NONE if value is None else value), style)

    blank = Cell("", Style.TOTAL_TEXT)
    cells = (
        Cell("合  计（得分为平均）", Style.TOTAL_LABEL, 5),
        total("F", "SUM", figures.budget, Style.TOTAL_MONEY),
        total("G", "SUM", figures.executed, Style.TOTAL_MONEY),
        Cell(Formula(f"={overall_rate(last)}", _or_dash(figures.rate)), Style.TOTAL_RATE),
        total("I", "AVERAGE", figures.mean_stated, Style.TOTAL_SCORE),
        total("J", "AVERAGE", figures.mean_recomputed, Style.TOTAL_SCORE),
        total("K", "AVERAGE", figures.mean_verified, Style.TOTAL_SCORE),
        *([blank] * 3),
        Cell(
            Formula(f"={verified_share(last)}", _or_dash(figures.verified_share)), Style.TOTAL_RATE
        ),
        total("P", "SUM", figures.unquantified, Style.TOTAL_COUNT),
        total("Q", "SUM", figures.errors, Style.TOTAL_COUNT),
        total("R", "SUM", figures.warnings, Style.TOTAL_COUNT),
    )
    return fitted(cells, WIDTHS)


def _marks(plan: Plan, last: int) -> Iterable[Mark]:
    rate = f"$H{FIRST}"
    yield Mark((FIRST, 8, last, 8), f"AND(ISNUMBER({rate}),{rate}>1)", Style.MARK_ERROR_INK)
    stated, given = f"$M{FIRST}", f"$N{FIRST}"
    both = f'{stated}<>"{NONE}",{given}<>"{NONE}",{given}<>"{OPEN_GRADE}"'
    differs = f"AND({both},LEFT({stated},LEN({given}))<>{given})"
    yield Mark((FIRST, 13, last, 13), differs, Style.MARK_ERROR_INK)
    for grade, rank in grade_ranks(plan.batch.rubrics).items():
        yield Mark((FIRST, 14, last, 14), f"$N{FIRST}={quote(grade)}", grade_mark(rank))
