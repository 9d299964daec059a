"""One indicator from the command line, read and scored as it would be inside a form."""

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from perfcheck.indicator.actual import read_actual
from perfcheck.indicator.coach import propose
from perfcheck.indicator.judge import judge
from perfcheck.indicator.target import read_target
from perfcheck.model.rubric import Rubric
from perfcheck.model.values import Actual, Judgement, Proposal, Target


@dataclass(frozen=True, slots=True)
class Question:
    """What is known of an indicator; all but the target may be empty."""

    target: str
    actual: str = ""
    name: str = ""
    category: str = ""
    subcategory: str = ""
    operator: str = ""
    unit: str = ""
    points: Decimal | None = None
    stated_score: Decimal | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """How it was read, what became of it, and how it could be worded instead."""

    question: Question
    target: Target
    actual: Actual
    judgement: Judgement
    proposals: tuple[Proposal, ...]


def answer(question: Question, rubric: Rubric) -> Answer:
    """Read and judge one indicator by a rubric."""
    target = read_target(
        question.target,
        operator=question.operator,
        unit=question.unit,
        name=question.name,
        category=question.category,
        subcategory=question.subcategory,
        year=question.year,
        points=question.points,
    )
    actual = read_actual(question.actual, target, name=question.name, year=question.year)
    judgement = judge(
        target,
        actual,
        name=question.name,
        points=question.points,
        stated_score=question.stated_score,
        rubric=rubric,
    )
    proposals = propose(
        target,
        name=question.name,
        category=question.category,
        subcategory=question.subcategory,
    )
    return Answer(question, target, actual, judgement, proposals)


def answer_line(line: str, rubric: Rubric) -> str:
    """Answer one line of JSON with one line of JSON: the fields of `indicators[]`.

    A line that is no question is answered with an object that holds only `error`.
    """
    from perfcheck.report.indicator_object import indicator_object

    try:
        found = answer(_question(line), rubric)
    except ValueError as fault:
        return json.dumps({"error": str(fault)}, ensure_ascii=False)
    asked = found.question
    return json.dumps(
        indicator_object(
            category=asked.category,
            subcategory=asked.subcategory,
            name=asked.name,
            points=asked.points,
            stated_score=asked.stated_score,
            target=found.target,
            actual=found.actual,
            judgement=found.judgement,
        ),
        ensure_ascii=False,
    )


def _question(line: str) -> Question:
    """A question from JSON; numbers may be written as numbers or as text."""
    data = json.loads(line, parse_float=Decimal)
    if not isinstance(data, dict) or data.get("target") is None:
        raise ValueError("每行应是一个 JSON 对象，至少含 target")
    texts = ("target", "actual", "name", "category", "subcategory", "operator", "unit")
    year = data.get("year")
    return Question(
        **{key: "" if data.get(key) is None else str(data[key]) for key in texts},
        points=_decimal(data.get("points")),
        stated_score=_decimal(data.get("stated_score")),
        year=year if isinstance(year, int) else None,
    )


def _decimal(value: object) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"“{value}”应为数字") from None
