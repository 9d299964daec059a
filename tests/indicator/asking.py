"""Short ways to ask the room about one indicator."""

from decimal import Decimal

from perfcheck.indicator.actual import read_actual
from perfcheck.indicator.judge import judge
from perfcheck.indicator.target import read_target
from perfcheck.model.values import Actual, Judgement
from perfcheck.scoring.rubric import load


def actual_of(raw: str, target: str, *, name: str = "", unit: str = "", **facts) -> Actual:
    """An actual, read in the light of a target typed in one cell."""
    return read_actual(raw, read_target(target, name=name, unit=unit), name=name, **facts)


def judged(
    target: str,
    actual: str,
    *,
    name: str = "",
    points: str | None = "10",
    stated: str | None = None,
    rubric: str = "national-2020",
    reason: str = "",
    tier: str = "",
) -> Judgement:
    """What becomes of two cells, for ten points unless told otherwise."""
    wanted = read_target(target, name=name)
    return judge(
        wanted,
        read_actual(actual, wanted, name=name),
        name=name,
        points=None if points is None else Decimal(points),
        stated_score=None if stated is None else Decimal(stated),
        rubric=load(rubric),
        deviation_reason=reason,
        tier=tier,
    )


def earned(target: str, actual: str, **facts) -> str:
    """The score in plain digits, 无 where only a person can say."""
    score = judged(target, actual, **facts).score
    return "无" if score is None else f"{score:.2f}"
