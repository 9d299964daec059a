"""A reading told line by line: every field with its cell, as somebody would write it by hand.

    name@C7=年度资金总额 · original@D7=200 · points@H7     (nothing after the cell: it is blank)

Numbers stand as they are read: amounts in 万元, rates as fractions. A field that the form has no
place for is not told.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from perfcheck.model.cells import Entry, State
from perfcheck.model.form import Form, FundLine, Goal, Indicator

HEAD = ("project_name", "department", "unit", "year")
FOOT = (
    "total_points",
    "total_score",
    "grade",
    "deviation_reason",
    "improvement",
    "conclusion",
    "person",
    "phone",
    "date",
)
LINE = (
    "name",
    "original_budget",
    "adjusted_budget",
    "executed",
    "rate",
    "points",
    "score",
    "deviation_reason",
)
GOAL = ("expected", "achieved", "points")
ROW = {
    "category": "category",
    "subcategory": "subcategory",
    "name": "name",
    "operator_entry": "sign",
    "target_entry": "target",
    "unit_entry": "unit",
    "actual_entry": "actual",
    "points": "points",
    "stated_score": "score",
    "deviation_reason": "reason",
    "group_points": "group",
}
SHORT = {
    "original_budget": "original",
    "adjusted_budget": "adjusted",
    "deviation_reason": "reason",
    "project_name": "project",
}


def told(form: Form) -> list[str]:
    """The lines of a form: what it is, its head, funds, goals, indicators and foot."""
    return [line for line in _lines(form) if line]


def fields_of(lines: Iterable[str]) -> list[str]:
    """The single fields of such lines, each with the number of its line's kind before it."""
    counts: dict[str, int] = {}
    found: list[str] = []
    for line in lines:
        kind, _, rest = line.partition(" ")
        counts[kind] = counts.get(kind, 0) + 1
        found += [f"{kind} {counts[kind]} {field.strip()}" for field in rest.split(" · ")]
    return found


def _lines(form: Form) -> Iterator[str]:
    unit = form.budget.unit if form.budget.unit_stated else f"{form.budget.unit}?"
    yield f"form {form.layout} · {form.stage.value} · {unit} · {form.sheet}"
    yield _line("head", form, dict.fromkeys(HEAD))
    yield _line("heading", form.budget, {"points": "points"})
    yield _funds("total", form.budget.total)
    for source in form.budget.sources:
        yield _funds("source", source)
    for goal in form.goals:
        yield _goal(goal)
    for row in form.indicators:
        yield _row(row, several=len(form.goals) > 1)
    yield _line("foot", form, dict.fromkeys(FOOT))
    for entry in form.unread:
        yield f"unread {_field('label', entry)}"


def _funds(kind: str, line: FundLine) -> str:
    return _line(kind, line, dict.fromkeys(LINE))


def _goal(goal: Goal) -> str:
    return _line("goal", goal, dict.fromkeys(GOAL))


def _row(row: Indicator, *, several: bool) -> str:
    return _line("row", row, ROW) + (f" · goal {row.goal + 1}" if several else "")


def _line(kind: str, source: object, names: dict[str, Any]) -> str:
    told = [
        _field(short or SHORT.get(name, name), getattr(source, name))
        for name, short in names.items()
        if not getattr(source, name).absent
    ]
    return f"{kind} {' · '.join(told)}" if told else ""


def _field(name: str, entry: Entry[Any]) -> str:
    assert entry.cell is not None
    mark = f"{name}@{entry.cell.address}"
    if entry.state is State.BLANK:
        return mark
    if entry.state is not State.VALUE:
        return f"{mark}?{entry.state.value} {_flat(entry.text)}"
    return f"{mark}={_flat(entry.value)}"


def _flat(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value).replace("\n", "⏎")
