"""Small forms for the tests of the scores: only what scoring looks at."""

from decimal import Decimal

from perfcheck.model.cells import Entry, State
from perfcheck.model.form import Budget, Form, FundLine, Goal, Indicator, Stage
from perfcheck.model.values import Judgement, Outcome


def number(value: str | None) -> Entry[Decimal]:
    return Entry() if value is None else Entry(Decimal(value), value, state=State.VALUE)


def text(value: str) -> Entry[str]:
    return Entry(value, value, state=State.VALUE) if value else Entry()


def row(category, points=None, stated=None, *, sub="", heading=None, goal=0) -> Indicator:
    return Indicator(
        name=text(f"{category}的指标"),
        category=text(category),
        subcategory=text(sub),
        points=number(points),
        stated_score=number(stated),
        group_points=number(heading),
        goal=goal,
    )


def funds(budget=None, executed=None, *, original=None, points=None, score=None, sources=()):
    total = FundLine(
        original_budget=number(original),
        adjusted_budget=number(budget),
        executed=number(executed),
        points=number(points),
        score=number(score),
    )
    lines = (FundLine(adjusted_budget=number(b), executed=number(e)) for b, e in sources)
    return Budget(total=total, sources=tuple(lines))


def form(*rows: Indicator, budget=None, goals=(), stage=Stage.SELF_EVALUATION, **other) -> Form:
    return Form(
        sheet="表",
        layout="test",
        stage=stage,
        budget=budget or funds("300", "214.68"),
        goals=tuple(Goal(points=number(p)) for p in goals),
        indicators=rows,
        **other,
    )


def met(points: str) -> Judgement:
    p = Decimal(points)
    return Judgement(Outcome.MET, verified=True, score=p, low=p, high=p)


def claimed(score: str, points: str) -> Judgement:
    return Judgement(Outcome.UNDECIDED, score=Decimal(score), low=Decimal(0), high=Decimal(points))


def unknown(points: str) -> Judgement:
    return Judgement(Outcome.UNDECIDED, low=Decimal(0), high=Decimal(points))
