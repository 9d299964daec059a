"""Indicators for the tests of the reports, put together by hand: nothing is read or judged."""

from dataclasses import dataclass
from decimal import Decimal

from perfcheck.model.cells import CellRef, Entry, State
from perfcheck.model.form import Indicator
from perfcheck.model.results import Finding, ScoreLine, Severity
from perfcheck.model.values import (
    Actual,
    Judgement,
    Kind,
    Operator,
    Outcome,
    Proposal,
    Target,
    Vagueness,
)

SHEET = "项目申报表"
FIRST_ROW = 14
ZERO = Decimal(0)


def ref(address_row: int, column: int, sheet: str = SHEET) -> CellRef:
    return CellRef(sheet, address_row, column)


def number(value: str | None, row: int = 1, column: int = 1) -> Entry[Decimal]:
    cell = ref(row, column)
    if value is None:
        return Entry(cell=cell)
    return Entry(Decimal(value), value, cell, State.VALUE)


def text(value: str, row: int = 1, column: int = 1) -> Entry[str]:
    cell = ref(row, column)
    return Entry(value, value, cell, State.VALUE) if value else Entry(cell=cell)


@dataclass(frozen=True)
class Line:
    """One indicator of a hand-made project and what became of it."""

    category: str
    subcategory: str
    name: str
    target: str
    actual: str = ""
    outcome: Outcome = Outcome.MET
    points: str | None = "10"
    score: str | None = "10"
    stated: str | None = "10"
    verified: bool = True
    assumed: bool = False
    achievement: str | None = None
    basis: str = "达到指标值，得满分"
    kind: Kind = Kind.COUNT
    operator: Operator = Operator.AT_LEAST
    value: Decimal | str | None = None
    unit: str = ""
    words: tuple[str, ...] = ()
    vagueness: Vagueness | None = None
    proposals: tuple[Proposal, ...] = ()
    reason: str = ""


def indicator(line: Line, row: int) -> Indicator:
    return Indicator(
        name=text(line.name, row, 3),
        category=text(line.category, row, 1),
        subcategory=text(line.subcategory, row, 2),
        target_entry=text(line.target, row, 5),
        actual_entry=text(line.actual, row, 8),
        points=number(None if line.assumed else line.points, row, 7),
        stated_score=number(line.stated, row, 9),
        deviation_reason=text(line.reason, row, 10),
        target=Target(
            text=line.target,
            cell=ref(row, 5),
            kind=line.kind,
            operator=line.operator,
            value=line.value,
            unit=line.unit,
            vagueness=line.vagueness,
            vague_words=line.words,
        ),
        actual=Actual(text=line.actual, cell=ref(row, 8), unit=line.unit),
    )


def judgement(line: Line) -> Judgement:
    score = None if line.score is None else Decimal(line.score)
    points = None if line.points is None else Decimal(line.points)
    return Judgement(
        outcome=line.outcome,
        verified=line.verified,
        achievement=None if line.achievement is None else Decimal(line.achievement),
        score=score,
        low=score if line.verified else (None if points is None else ZERO),
        high=score if line.verified else points,
        basis=line.basis,
    )


def score_line(line: Line, judged: Judgement, index: int) -> ScoreLine:
    return ScoreLine(
        title=line.name or "（未填指标名称）",
        group=line.category.removesuffix("指标"),
        points=None if line.points is None else Decimal(line.points),
        assumed=line.assumed,
        stated=None if line.stated is None else Decimal(line.stated),
        score=judged.score,
        low=judged.low or ZERO,
        high=judged.high or ZERO,
        verified=judged.verified,
        basis=line.basis,
        cell=ref(FIRST_ROW + index, 3),
        indicator=index,
    )


def empty_group(name: str, points: str) -> ScoreLine:
    return ScoreLine(
        title=f"{name}指标（未设置）",
        group=name,
        points=Decimal(points),
        assumed=True,
        stated=None,
        score=ZERO,
        low=ZERO,
        high=ZERO,
        verified=False,
        basis=f"没有设置{name}指标，该部分 {points} 分无从得分",
    )


def execution_line(budget: str | None, executed: str | None, points: Decimal) -> ScoreLine:
    cell = ref(8, 6)
    if not budget or executed is None:
        basis = "预算数或执行数未填，执行率无法计算"
        return ScoreLine(
            "预算执行率", "预算执行", points, False, None, None, ZERO, points, False, basis, cell
        )
    rate = Decimal(executed) / Decimal(budget)
    score = round(points * min(rate, Decimal(1)), 2)
    share = min(rate, Decimal(1))
    basis = f"{executed} ÷ {budget} = {rate:.2%}，{points} × {share:.2%} = {score} 分"
    return ScoreLine(
        "预算执行率", "预算执行", points, False, score, score, score, score, True, basis, cell
    )


def vague(category: str, subcategory: str, name: str, target: str, word: str, **more) -> Line:
    settings = {
        "outcome": Outcome.UNDECIDED,
        "points": "5",
        "score": None,
        "stated": None,
        "verified": False,
        "assumed": True,
        "basis": f"指标值“{target}”没有数量、比率或时间，无法核对，需人工判断",
        "kind": Kind.QUALITATIVE,
        "operator": Operator.NONE,
        "words": (word,),
        "vagueness": Vagueness.HALF,
        "proposals": (
            Proposal(f"{name}数量", "≥", "卷", "馆藏登记簿"),
            Proposal(f"{name}比上年增长", "≥", "%", "馆藏统计年报"),
        ),
    }
    return Line(category, subcategory, name, target, **(settings | more))


def finding(code: str, severity: Severity, row: int, message: str, **more) -> Finding:
    column = more.pop("column", 5)
    cell = ref(row, column) if row else None
    return Finding(code, severity, cell, message, **more)
