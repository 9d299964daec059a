"""The strip of figures on top of 汇总表: what a section chief reads in ten seconds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfcheck.report.content import Cell, Content, Formula, Row
from perfcheck.report.look import Style
from perfcheck.report.overview import Overview
from perfcheck.report.reviewed import LOWERED, RAISED, SAME, SETTLED
from perfcheck.report.sheets.formulas import Column, counted, quote, shown, span
from perfcheck.report.sheets.plan import Plan
from perfcheck.report.wording import NONE, OPEN_GRADE, money

NONE_OPEN = "无待定项目"


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
    return content.value if isinstance(content, Formula) and not plan.batch.outlines else content


def _kpis(plan: Plan, last: int) -> Sequence[Kpi]:
    return (
        *_money(plan.overview, last),
        *_scores(plan.overview, last),
        *_work(plan.overview, last),
        _moved(plan, last),
    )


def _money(figures: Overview, last: int) -> Iterable[Kpi]:
    budget = _total(Column.BUDGET, last, figures.budget)
    executed = _total(Column.EXECUTED, last, figures.executed)
    rate = _total(Column.RATE, last, figures.rate)
    yield Kpi("项目数（个）", 2, figures.projects, Style.KPI_COUNT, _stages(figures))
    yield Kpi("预算合计", 1, budget, Style.KPI_MONEY, "全年预算数")
    yield Kpi("执行合计", 1, executed, Style.KPI_MONEY, "全年执行数")
    yield Kpi("总体执行率", 2, rate, Style.KPI_RATE, _rate(figures, last))


def _scores(figures: Overview, last: int) -> Iterable[Kpi]:
    mean = _total(Column.SCORE, last, figures.mean_recomputed)
    share = _total(Column.SHARE, last, figures.verified_share)
    of = f"{figures.scored} 个项目的平均" if figures.scored else "尚无得分"
    yield Kpi("平均复算得分", 2, mean, Style.KPI_SCORE, of)
    yield Kpi("可核实分占比", 4, share, Style.KPI_RATE, _verified(figures, last))
    grades = _grades(figures, last)
    yield Kpi(_grade_label(figures), 4, grades, Style.KPI_VALUE, _open(figures, last))


def _work(figures: Overview, last: int) -> Iterable[Kpi]:
    errors = _total(Column.ERRORS, last, figures.errors)
    warnings = _total(Column.WARNINGS, last, figures.warnings)
    bad = Style.KPI_BAD if figures.errors else Style.KPI_COUNT
    advised = Style.KPI_WARN if figures.warnings else Style.KPI_COUNT
    with_errors = _concerned(row.errors for row in figures.rows)
    yield Kpi("必须改（处）", 2, errors, bad, with_errors)
    with_warnings = _concerned(row.warnings for row in figures.rows)
    yield Kpi("建议改（处）", 2, warnings, advised, with_warnings)


def _moved(plan: Plan, last: int) -> Kpi:
    """How many grades the review moved."""
    pairs = zip(plan.reviewed, plan.batch.outlines, strict=True)
    ways = Counter(total.moved(project) for total, project in pairs)

    def count(*words: str) -> str:
        return "+".join(f"COUNTIF({span(Column.MOVED, last)},{quote(w)})" for w in words)

    number = Formula(f"={count(RAISED, LOWERED, SETTLED)}", ways.total() - ways[SAME])
    note = f'="{RAISED} "&{count(RAISED)}&" / {LOWERED} "&{count(LOWERED)}'
    said = Formula(note, f"{RAISED} {ways[RAISED]} / {LOWERED} {ways[LOWERED]}")
    return Kpi("复核改变等级", 2, number, Style.KPI_COUNT, said)


def _total(column: Column, last: int, value: Decimal | int | None) -> Formula:
    """What stands in the totals row, which follows the last row of the table."""
    return Formula(f"={column}{last + 1}", NONE if value is None else value)


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
    spent, given = (shown(counted(c, last)) for c in (Column.EXECUTED, Column.BUDGET))
    value = f"{money(figures.rated_executed)} ÷ {money(figures.rated_budget)}{rest}"
    return Formula(f'={spent}&" ÷ "&{given}&{quote(rest)}', value)


def _verified(figures: Overview, last: int) -> Formula | str:
    if figures.verified_share is None:
        return "尚无得分"
    columns = (Column.VERIFIED, Column.HIGH)
    verified, most = (shown(f"SUM({span(column, last)})") for column in columns)
    value = f"可核实 {money(figures.verified)} ÷ 上限 {money(figures.high)}"
    return Formula(f'="可核实 "&{verified}&" ÷ 上限 "&{most}', value)


def _concerned(counts: Iterable[int]) -> str:
    projects = sum(1 for count in counts if count)
    return f"涉及 {projects} 个项目" if projects else "无"


def _grade_label(figures: Overview) -> str:
    names = "/".join(grade for grade, _ in figures.grades)
    return f"核定等级（{names}）" if names else "核定等级"


def _grades(figures: Overview, last: int) -> Formula | str:
    if not figures.grades:
        return NONE
    counts = (f"COUNTIF({span(Column.GRADE, last)},{quote(grade)})" for grade, _ in figures.grades)
    value = " / ".join(str(count) for _, count in figures.grades)
    return Formula("=" + '&" / "&'.join(counts), value)


def _open(figures: Overview, last: int) -> Formula | str:
    if not figures.scored:
        return "尚无得分"
    value = f"另有 {figures.open_grades} 个{OPEN_GRADE}" if figures.open_grades else NONE_OPEN
    count = f"COUNTIF({span(Column.GRADE, last)},{quote(OPEN_GRADE)})"
    said = f'"另有 "&{count}&{quote(f" 个{OPEN_GRADE}")}'
    return Formula(f"=IF({count}>0,{said},{quote(NONE_OPEN)})", value)
