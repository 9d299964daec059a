"""What each indicator can earn: its own points or, where a form gives none, an assumption."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from perfcheck.model.form import Form, Indicator, Number
from perfcheck.model.rubric import Group, Rubric

ZERO = Decimal(0)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Allotment:
    """The points of one indicator (None: not to be known) and the group that they belong to."""

    points: Decimal | None
    assumed: bool
    group: str


@dataclass(frozen=True, slots=True)
class _Bucket:
    """Indicators that share one sum of points: a rubric group, or a group heading of one goal."""

    group: str
    points: Decimal | None
    members: tuple[int, ...]


def allot(form: Form, rubric: Rubric) -> tuple[Allotment, ...]:
    """Allot points to every indicator, in the order of the form (DESIGN §5).

    Points that the form gives are kept. In a group without points the stated scores are the
    points if they add up to the group's points; else the group's points are shared equally.
    Where only some rows lack points, they share what the others leave.
    """
    result: dict[int, Allotment] = {}
    for bucket in _buckets(form, rubric, _groups_of(form, rubric)):
        for index, points in zip(bucket.members, _share(form.indicators, bucket), strict=True):
            own = form.indicators[index].points.value
            result[index] = Allotment(points, own is None and points is not None, bucket.group)
    return tuple(result[i] for i in range(len(form.indicators)))


def empty_groups(form: Form, rubric: Rubric) -> tuple[Group, ...]:
    """Compulsory groups of the rubric in which the form has no indicator at all."""
    used = {g.name for g in _groups_of(form, rubric) if g}
    return tuple(g for g in rubric.groups if g.name not in used and not g.optional)


def _groups_of(form: Form, rubric: Rubric) -> list[Group | None]:
    return [
        rubric.group_of(i.category.value or "", i.subcategory.value or "") for i in form.indicators
    ]


def _buckets(form: Form, rubric: Rubric, groups: Sequence[Group | None]) -> Iterable[_Bucket]:
    totals = rubric.group_points(frozenset(g.name for g in groups if g))
    goals = [goal.points.value for goal in form.goals]
    members: dict[tuple[str, Number, int], list[int]] = {}
    for index, (indicator, group) in enumerate(zip(form.indicators, groups, strict=True)):
        heading = indicator.group_points  # two headings of 15 points are two, each with its cell
        split = heading.value is not None or _goal_share(goals, indicator.goal) is not None
        key = (
            group.name if group else indicator.category.value or "",
            heading,
            indicator.goal if split else 0,
        )
        members.setdefault(key, []).append(index)
    for (name, heading, goal), indexes in members.items():
        points = heading.value
        if points is None and name in totals:
            points = totals[name] * (_goal_share(goals, goal) or 1)
        yield _Bucket(name, points, tuple(indexes))


def _goal_share(goals: Sequence[Decimal | None], goal: int) -> Decimal | None:
    """The share of one of several goals that each carry points (Hubei); None otherwise."""
    known = [g for g in goals if g is not None]
    if len(known) < 2 or len(known) < len(goals) or goal >= len(known) or not sum(known):
        return None
    return known[goal] / sum(known, ZERO)


def _share(indicators: Sequence[Indicator], bucket: _Bucket) -> list[Decimal | None]:
    rows = [indicators[i] for i in bucket.members]
    own = [row.points.value for row in rows]
    lacking = [i for i, points in enumerate(own) if points is None]
    if not lacking or bucket.points is None:
        return own
    left = bucket.points - sum((p for p in own if p is not None), ZERO)
    if left <= 0:
        return own
    stated = [rows[i].stated_score.value for i in lacking]
    if None not in stated and sum((s for s in stated if s is not None), ZERO) == left:
        shares: list[Decimal | None] = list(stated)
    else:
        shares = [*_equal_parts(left, len(lacking))]
    for i, share in zip(lacking, shares, strict=True):
        own[i] = share
    return own


def _equal_parts(total: Decimal, count: int) -> list[Decimal]:
    """Split a total into parts of two decimals that add up to it exactly."""
    edges = [(total * n / count).quantize(CENT, ROUND_HALF_UP) for n in range(count + 1)]
    return [upper - lower for lower, upper in pairwise(edges)]
