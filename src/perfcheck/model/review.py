"""What reviewers write beside the results (复核), and the keys by which it finds its place."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

KEY = "复核标识（勿改）"
TIER, SCORE, REVIEWED, GRADE, OPINION, STATE = (
    "复核档次",
    "复核得分",
    "复核后\n得分",
    "复核后\n等级",
    "复核意见",
    "处理状态",
)
TIERS = ("达成", "部分达成", "未达成")
BETWEEN = "|"
TOGETHER = " "  # between the keys of a row that stands for several; no key has white space
PROJECT_PARTS, FINDING_PARTS = 3, 5


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer wrote on one row; `key` says which row, `label` says it to people.

    A row that stands for several findings has all their keys: any one of them finds it again.
    `score` is as typed: a reviewer may write words where a number belongs.
    """

    key: str
    label: str = ""
    tier: str = ""
    score: str = ""
    opinion: str = ""
    state: str = ""

    @property
    def empty(self) -> bool:
        """Nothing was written."""
        return not (self.tier or self.score or self.opinion or self.state)


NOTHING = Review("")


@dataclass(frozen=True, slots=True)
class Written:
    """All that stood in the workbook of an earlier run; `touched` if a person saved it."""

    lines: tuple[Review, ...] = ()
    findings: tuple[Review, ...] = ()
    touched: bool = False

    @property
    def worth_keeping(self) -> bool:
        """Whether somebody worked in it."""
        return self.touched or bool(self.lines or self.findings)


@dataclass(frozen=True, slots=True)
class Reviews:
    """Reviews at their places in this batch, by key; `lost` are those without a place."""

    lines: Mapping[str, Review] = field(default_factory=dict)
    findings: Mapping[str, Review] = field(default_factory=dict)
    lost: tuple[Review, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything was written at all."""
        return bool(self.lines or self.findings or self.lost)


NO_REVIEWS = Reviews()


def key(parts: Iterable[str]) -> str:
    """A key from the words that identify a row; white space does not matter."""
    return BETWEEN.join("".join(part.split()).replace(BETWEEN, "¦") for part in parts)


def numbered(keys: Sequence[str]) -> list[str]:
    """Keys that are unique: the second of a kind gets #2."""
    seen: Counter[str] = Counter()
    result = []
    for own in keys:
        seen[own] += 1
        result.append(own if seen[own] == 1 else f"{own}#{seen[own]}")
    return result


def placed(written: Written, lines: Sequence[str], findings: Sequence[str]) -> Reviews:
    """Bring what was written to the rows of this batch, by the keys of all its rows.

    A row that is not there any more is looked for by what must stay the same: an indicator under
    another heading, a finding in another cell. What has no place then is lost, but listed.
    """
    own_lines, lost_lines = _place(written.lines, lines)
    own_findings, lost = _place((*written.findings, *lost_lines), findings)
    return Reviews(own_lines, own_findings, tuple(lost))


def _place(
    reviews: Iterable[Review], keys: Sequence[str]
) -> tuple[dict[str, Review], list[Review]]:
    found: dict[str, Review] = {}
    left: list[Review] = []
    known = set(keys)
    for review in reviews:
        own = (k for k in review.key.split(TOGETHER) if k in known and k not in found)
        match = next(own, None)
        if match:
            found[match] = review
        else:
            left.append(review)
    free = [own for own in keys if own not in found]
    near = Counter(map(_near, free))
    lost = []
    for review in left:
        wanted = _near(review.key.split(TOGETHER)[0])
        match = next((own for own in free if _near(own) == wanted), None)
        if match is None or near[wanted] > 1 or match in found or not review.key:
            lost.append(review)
        else:
            found[match] = review
    return found, lost


def _near(own: str) -> tuple[str, ...]:
    """Project and indicator; project and rule of a finding without indicator; else all of it."""
    parts = own.split(BETWEEN)
    if len(parts) == FINDING_PARTS:
        return tuple(parts[:-1]) if "!" in parts[-1] or not parts[-1] else (own,)
    return (*parts[:PROJECT_PARTS], parts[-1]) if parts[-1] else (own,)
