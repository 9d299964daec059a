"""One judged indicator as the JSON object of `results.json`, `indicators[]`."""

from decimal import Decimal
from typing import TypedDict, Unpack

from perfcheck.model.cells import CellRef
from perfcheck.model.values import Actual, Judgement, Target
from perfcheck.report.jsonable import Object, cell, number, rate, scalar


class Facts(TypedDict, total=False):
    """What may be known of an indicator besides its two value cells; all of it may be missing.

    `points` are the form's own, `points_assumed` those that it was given in their absence.
    """

    cell: CellRef | None
    category: str
    subcategory: str
    name: str
    points: Decimal | None
    points_assumed: Decimal | None
    stated_score: Decimal | None
    deviation_reason: str


def indicator_object(
    *, target: Target, actual: Actual, judgement: Judgement, **facts: Unpack[Facts]
) -> Object:
    """The fields of `indicators[]`; texts are as typed, empty where nothing was typed."""
    return {
        "cell": cell(facts.get("cell")),
        "category": facts.get("category", ""),
        "subcategory": facts.get("subcategory", ""),
        "name": facts.get("name", ""),
        "points": number(facts.get("points")),
        "points_assumed": number(facts.get("points_assumed")),
        "stated_score": number(facts.get("stated_score")),
        "score": number(judgement.score),
        "score_low": number(judgement.low),
        "score_high": number(judgement.high),
        "outcome": judgement.outcome.value,
        "verified": judgement.verified,
        "target": _target(target),
        "actual": _actual(actual),
        "achievement": rate(judgement.achievement),
        "deviation_reason": facts.get("deviation_reason", ""),
        "basis": judgement.basis,
    }


def _target(target: Target) -> Object:
    return {
        "text": target.text,
        "cell": cell(target.cell),
        "quantified": target.quantified,
        "kind": target.kind.value,
        "operator": target.operator.value,
        "value": scalar(target.value),
        "low": scalar(target.low),
        "high": scalar(target.high),
        "unit": target.unit or None,
        "approximate": target.approximate,
    }


def _actual(actual: Actual) -> Object:
    return {
        "text": actual.text,
        "cell": cell(actual.cell),
        "value": scalar(actual.value),
        "unit": actual.unit or None,
    }
