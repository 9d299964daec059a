"""Where the points went: from the full mark, group by group, to the score."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfcheck.model.results import ScoreLine

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Loss:
    """One group: the points of its scored lines, what they earned, and points still open."""

    group: str
    points: Decimal
    earned: Decimal
    open: Decimal

    @property
    def lost(self) -> Decimal:
        """Points that the scored lines could have earned and did not."""
        return self.points - self.earned


def losses(lines: Iterable[ScoreLine]) -> tuple[Loss, ...]:
    """What every group lost, in the order in which the groups come.

    Lines without points earn nothing and lose nothing. A line without a score is open: only a
    person can say what it earns.
    """
    groups: dict[str, list[ScoreLine]] = {}
    for line in lines:
        if line.points is not None:
            groups.setdefault(line.group, []).append(line)
    return tuple(_loss(group, members) for group, members in groups.items())


def full_mark(steps: Iterable[Loss]) -> Decimal:
    """All points there were to earn."""
    return sum((step.points + step.open for step in steps), ZERO)


def _loss(group: str, lines: Sequence[ScoreLine]) -> Loss:
    points = earned = still_open = ZERO
    for line in lines:
        worth = line.points or ZERO
        if line.score is None:
            still_open += worth
        else:
            points, earned = points + worth, earned + line.score
    return Loss(group, points, earned, still_open)
