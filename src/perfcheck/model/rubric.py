"""A scoring standard (评分标准) of an authority, as data."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache


class ReverseRule(StrEnum):
    """How a missed ≤ target earns: A/B of the points, or linearly down to zero at twice A."""

    RATIO = "ratio"
    LINEAR = "linear"


class EqualRule(StrEnum):
    """How a ＝ target is met: by that very value, or by at least it."""

    EXACT = "exact"
    AT_LEAST = "at_least"


class MissingRule(StrEnum):
    """What happens to the points of an optional group without indicators."""

    REDISTRIBUTE = "redistribute"
    RENORMALISE = "renormalise"


@dataclass(frozen=True, slots=True)
class Band:
    """A step of a banded rule: from `low` (a fraction, inclusive) the `share` of the points."""

    low: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class ExecutionRule:
    """The points for budget execution; without bands points × min(rate, 1)."""

    points: Decimal
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A first-level group (产出, 效益 …), its points, and the spellings that forms use for it.

    `subgroups` are second-level names (数量, 质量 …) with 指标 removed. An optional group that a
    form leaves out gives its points to others: `redistribute` pairs group names with points.
    """

    name: str
    points: Decimal
    aliases: tuple[str, ...] = ()
    subgroups: tuple[str, ...] = ()
    optional: bool = False
    redistribute: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of qualitative indicators; bounds are shares of the points, `low` inclusive."""

    name: str
    words: tuple[str, ...]
    high: Decimal
    low: Decimal


@dataclass(frozen=True, slots=True)
class GradeBand:
    """A grade and the total from which it is given (inclusive)."""

    name: str
    low: Decimal


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Figures at which a finding is due; shares as fractions."""

    overrun: Decimal  # actual over target from which the target looks too low: 1.3
    inflation: Decimal  # (indicator score rate - execution rate) / indicator score rate: 0.05
    unspent: Decimal  # unspent share that needs a word: 0.20
    low_rate: Decimal  # execution rate below which a reason is required: 0.90


@dataclass(frozen=True, slots=True)
class Rubric:
    """One authority's scoring standard; `document` is its 文号, `notes` its rules in words."""

    id: str
    title: str
    document: str
    year: int
    region: str
    execution: ExecutionRule
    groups: tuple[Group, ...]
    tiers: tuple[Tier, ...]
    grades: tuple[GradeBand, ...]
    grading_optional: bool
    reverse: ReverseRule
    equal: EqualRule
    missing: MissingRule
    digits: int
    thresholds: Thresholds
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> Decimal:
        """Execution points and group points together: 100."""
        return self.execution.points + sum((g.points for g in self.groups), Decimal(0))

    def round(self, score: Decimal) -> Decimal:
        """Round a score half up to the digits of the rubric."""
        return score.quantize(Decimal(1).scaleb(-self.digits), ROUND_HALF_UP)

    def group_of(self, category: str, subcategory: str = "") -> Group | None:
        """Find the group that a form's level names mean, or None where they mean none.

        Names are compared without 指标, points in brackets, spaces and line breaks; a second-level
        name (服务对象满意度) wins over the first level, for forms that file it elsewhere.
        """
        first, second = level_key(category), level_key(subcategory)
        for group in self.groups:
            if second and second in group.subgroups:
                return group
        for group in self.groups:
            if first and (first == group.name or first in group.aliases):
                return group
        for group in self.groups:
            if first and first in group.subgroups:
                return group
        return None

    def group_points(self, used: frozenset[str]) -> dict[str, Decimal]:
        """The points of every group, those of optional groups that are not used passed on.

        Either each such group names its heirs (财预〔2021〕101号: 满意度 to 效益), or the points of
        all others grow in proportion: the conversion to a base of 100 of older form notes.
        """
        points = {g.name: g.points for g in self.groups}
        missing = [g for g in self.groups if g.optional and g.name not in used]
        for group in missing:
            del points[group.name]
        if self.missing is MissingRule.RENORMALISE:
            kept = sum(points.values(), Decimal(0))
            everything = self.total - self.execution.points
            return {name: p * everything / kept for name, p in points.items()}
        for group in missing:
            for name, extra in group.redistribute:
                if name in points:
                    points[name] += extra
        return points

    def grade(self, total: Decimal) -> str:
        """The grade that a total earns; bands are half-open, so 89.99 is not 优."""
        return next((band.name for band in self.grades if total >= band.low), "")


BELOW = re.compile("(?<=指标)[-－—–/]+")
CHINESE = "[一二三四五六七八九十]+"
NUMBERED = re.compile(rf"^(?:\(?[0-9]+\)?[.．、]?|\({CHINESE}\)|{CHINESE}[.．、])")  # 1. 一、 (一)


@lru_cache(maxsize=512)
def level_key(label: str) -> str:
    """Strip a level name to what identifies it: 产出指标\n（50分） becomes 产出.

    Of two levels in one cell (产出指标-数量指标) it is the first.
    """
    text = "".join(label.split()).replace("（", "(").replace("）", ")")
    first = BELOW.split(NUMBERED.sub("", text), maxsplit=1)[0]
    bare = first.split("(")[0].removeprefix("项目").removesuffix("等")
    return bare.replace("指标", "").removesuffix("目标") or bare
