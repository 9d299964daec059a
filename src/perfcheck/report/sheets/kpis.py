"""The strip of figures on top of 汇总表: what a section chief reads in ten seconds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfcheck.report.content import Cell, Content, Formula, Row
from perfcheck.report.look import Style
from perfcheck.report.overview import Overview
from perfcheck.report.sheets.formulas import counted, quote, shown, span
from perfcheck.report.sheets.plan import Plan
from perfcheck.report.wording import NONE, OPEN_GRADE, money


@dataclass(frozen=True, slots=True)
class Kpi:
    """One figure: its label, its value, what it is made of, and how many columns it covers."""

    label: str
    span: int
    value: Content
    style: Style
    note: Content


def strip(plan: Plan, last: int) -> Iterable[Row]:
    """Three rows of figures over the ranking table, and a gap; `last` is the table's last row."""
    kpis = _kpis(plan, last)
    return (
        Row(tuple(Cell(k.label, Style.KPI_LABEL, k.span) for k in kpis), 20),
        Row(tuple(Cell(_held(k.value, plan), k.style, k.span) for k in kpis), 30),
        Row(tuple(Cell(_held(k.note, plan), Style.KPI_NOTE, k.span) for k in kpis), 18),
        Row((), 9),
    )


def _held(content: Content, plan: Plan) -> Content:
    """Without a project there is no table to refer to: only the value is written."""
    return content.value if isinstance(content, Formula) and not plan.batch.projects else content


def _kpis(plan: Plan, last: int) -> Sequence[Kpi]:
    figures, total = plan.overview, last + 1
    return (
        Kpi("项目数（个）", 2, figures.projects, Style.KPI_COUNT, _stages(figures)),
        Kpi("预算合计", 1, _total("F", total, figures.budget), Style.KPI_MONEY, "全年预算数"),
        Kpi("执行合计", 1, _total("G", total, figures.executed), Style.KPI_MONEY, "全年执行数"),
        Kpi(
            "总体执行率", 2, _total("H", total, figures.rate), Style.KPI_RATE, _rate(figures, last)
        ),
        Kpi(
            "平均复算得分",
            2,
            _total("J", total, figures.mean_recomputed),
            Style.KPI_SCORE,
            f"{figures.scored} 个项目的平均" if figures.scored else "尚无得分",
        ),
        Kpi(
            "可核实分占比",
            3,
            _total("O", total, figures.verified_share),
            Style.KPI_RATE,
            _verified(figures, last),
        ),
        Kpi(_grade_label(figures), 3, _grades(figures, last), Style.KPI_VALUE, _open(figures)),
        Kpi(
            "必须改（条）",
            2,
            _total("Q", total, figures.errors),
            Style.KPI_BAD if figures.errors else Style.KPI_COUNT,
            _concerned(row.errors for row in figures.rows),
        ),
        Kpi(
            "建议改（条）",
            2,
            _total("R", total, figures.warnings),
            Style.KPI_WARN if figures.warnings else Style.KPI_COUNT,
            _concerned(row.warnings for row in figures.rows),
        ),
    )


def _total(column: str, row: int, value: Decimal | int | None) -> Formula:
    """What stands in the totals row of the table."""
    return Formula(f"={column}{row}", NONE if value is None else value)


def _stages(figures: Overview) -> str:
    declared = figures.projects - figures.scored
    if not figures.projects:
        return "没有项目"
    return f"申报阶段 {declared} 个" if declared else "均已自评"


def _rate(figures: Overview, last: int) -> Formula | str:
    """The arithmetic of the overall rate, and how many projects it covers if not all."""
    if figures.rate is None:
        return "预算数或执行数未填" if figures.projects else "没有项目"
    rest = "" if figures.rated == figures.projects else f"（{figures.rated} 个项目）"
    formula = f'={shown(counted("G", last))}&" ÷ "&{shown(counted("F", last))}&{quote(rest)}'
    value = f"{money(figures.rated_executed)} ÷ {money(figures.rated_budget)}{rest}"
    return Formula(formula, value)


def _verified(figures: Overview, last: int) -> Formula | str:
    if figures.verified_share is None:
        return "尚无得分"
    verified, every = (shown(f"SUM({span(column, last)})") for column in "KJ")
    value = f"可核实 {money(figures.verified)} ÷ 复算 {money(figures.recomputed)}"
    return Formula(f'="可核实 "&{verified}&" ÷ 复算 "&{every}', value)


def _concerned(counts: Iterable[int]) -> str:
    projects = sum(1 for count in counts if count)
    return f"涉及 {projects} 个项目" if projects else "无"


def _grade_label(figures: Overview) -> str:
    names = "/".join(grade for grade, _ in figures.grades)
    return f"核定等级（{names}）" if names else "核定等级"


def _grades(figures: Overview, last: int) -> Formula | str:
    if not figures.grades:
        return NONE
    counts = (f"COUNTIF({span('N', last)},{quote(grade)})" for grade, _ in figures.grades)
    value = " / ".join(str(count) for _, count in figures.grades)
    return Formula("=" + '&" / "&'.join(counts), value)


def _open(figures: Overview) -> str:
    if figures.open_grades:
        return f"另有 {figures.open_grades} 个{OPEN_GRADE}"
    return "无待定项目" if figures.scored else "尚无得分"
