"""The title of a project's sheet and its figures at a glance."""

from collections.abc import Iterable
from decimal import Decimal

from perfcheck.report.content import Cell, Content, Formula, Link, Row
from perfcheck.report.look import Style
from perfcheck.report.measure import TITLE_ROW
from perfcheck.report.sheets.formulas import Column
from perfcheck.report.sheets.parts import SUBTITLE_ROW
from perfcheck.report.sheets.plan import SUMMARY
from perfcheck.report.sheets.projectcontext import WIDTHS, Context
from perfcheck.report.wording import NONE, OPEN_GRADE, money, percent, ratio, score, year_prefix

Kpi = tuple[str, int, Content, Style, Content]  # label, columns, value, look, what it is made of


def rows(context: Context) -> Iterable[Row]:
    """The first six rows."""
    project = context.project
    rubric = project.assessment.rubric
    parts = (project.id, year_prefix([project.form]), project.file, f"评分标准：{rubric.title}")
    back = Link("返回汇总表", SUMMARY, f"C{context.plan.summary_rows[context.index]}")
    kpis = (*_money(context), *_scores(context), *_grade(context))
    return (
        Row((Cell(project.name, Style.TITLE, len(WIDTHS)),), TITLE_ROW),
        Row(
            (
                Cell("　".join(part for part in parts if part), Style.SUBTITLE, 12),
                Cell(back, Style.SUBTITLE_RIGHT),
            ),
            SUBTITLE_ROW,
        ),
        Row(tuple(Cell(label, Style.KPI_LABEL, span) for label, span, *_ in kpis), 20),
        Row(tuple(Cell(value, look, span) for _, span, value, look, _ in kpis), 30),
        Row(tuple(Cell(note, Style.KPI_NOTE, span) for _, span, *_, note in kpis), 18),
        Row((), 9),
    )


def _money(context: Context) -> Iterable[Kpi]:
    figures = context.plan.overview.rows[context.index]
    spent = "预算数或执行数未填"
    if figures.rate is not None:
        spent = f"{money(figures.executed)} ÷ {money(figures.budget)}"
    rate = context.summary(Column.RATE, figures.rate)
    yield "预算执行率", 2, rate, Style.KPI_RATE, spent


def _scores(context: Context) -> Iterable[Kpi]:
    card = context.card
    stated: Decimal | str = NONE if card.stated is None else card.stated
    reached = context.summary(Column.SCORE, card.recomputed)
    verified = context.summary(Column.VERIFIED, card.verified)
    between = f"{score(card.low)} — {score(card.high)}" if context.scored else NONE
    yield "自评得分", 1, stated, Style.KPI_SCORE, "表中自评总分"
    yield "复算得分", 2, reached, Style.KPI_SCORE, "按评分标准复算"
    yield "其中可核实", 3, verified, Style.KPI_SCORE, _share(context)
    yield "得分区间", 3, between, Style.KPI_VALUE, "自述不计分 — 自述计满分"


def _share(context: Context) -> Content:
    if not context.scored:
        return "尚无得分"
    share = ratio(context.card.verified or Decimal(0), context.card.high or Decimal(0))
    own = context.summary(Column.SHARE, share).text.removeprefix("=")
    return Formula(f'="占可得分的 "&TEXT({own},"0.00%")', f"占可得分的 {percent(share)}")


def _grade(context: Context) -> Iterable[Kpi]:
    figures = context.plan.overview.rows[context.index]
    grade = context.summary(Column.GRADE, shown_grade(context))
    stated = f"自评等级：{context.card.stated_grade or '未填'}"
    yield "核定等级", 1, grade, Style.KPI_VALUE, stated
    look = Style.KPI_BAD if figures.errors else Style.KPI_VALUE
    counts = f"{figures.errors} / {figures.warnings}"
    yield "必须改 / 建议改", 1, counts, look, "写在对应的行旁边，其余在表下方"


def shown_grade(context: Context) -> str:
    """The grade as 汇总表 shows it."""
    card, rubric = context.card, context.project.assessment.rubric
    if not context.scored or not rubric.grades:
        return card.grade or NONE
    return card.grade or OPEN_GRADE
