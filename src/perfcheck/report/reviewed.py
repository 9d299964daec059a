"""Scores with the review: what a reviewer wrote wins, then the tier, then what was recomputed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from perfcheck.model.form import Form
from perfcheck.model.results import BatchResult, Finding, Project, ScoreLine
from perfcheck.model.review import NOTHING, TIERS, Review, key, numbered
from perfcheck.model.rubric import Rubric
from perfcheck.report.follow_up import subject

MOST = Decimal(10) ** 9
ZERO = Decimal(0)
RAISED, LOWERED, SETTLED, SAME = "升", "降", "已定", "—"


@dataclass(frozen=True, slots=True)
class Total:
    """A project with its reviews: its score, and the grade that it earns; None is still open."""

    score: Decimal | None
    grade: str | None

    def moved(self, project: Project) -> str:
        """How the grade differs from the one without reviews: 升, 降, 已定 or not at all."""
        card = project.assessment.card
        if self.grade == card.grade or self.score is None or card.recomputed is None:
            return SAME
        if card.grade is None:
            return SETTLED
        return RAISED if self.score > card.recomputed else LOWERED


def lines(project: Project) -> tuple[ScoreLine, ...]:
    """The lines that can be reviewed: budget execution, then the indicators."""
    return (project.assessment.card.execution, *project.assessment.card.lines)


def project_keys(batch: BatchResult) -> list[str]:
    """Who each project is: name, unit and year, numbered where several are the same."""
    return numbered([project_key(p.form) for p in batch.outlines])


def project_key(form: Form) -> str:
    """Who a project is, before those that are the same are numbered; a unit's code may change."""
    year = str(form.year.value or "")
    return key((form.project_name.value or "", form.unit_name, year))


def line_keys(batch: BatchResult) -> list[list[str]]:
    """The keys of the lines of every project."""
    return [
        own_line_keys(own, project)
        for own, project in zip(project_keys(batch), batch.projects, strict=True)
    ]


def own_line_keys(own: str, project: Project) -> list[str]:
    """The key of every line of a project: first and second level, then the indicator."""
    return numbered([f"{own}|{key(_line_words(project, line))}" for line in lines(project)])


def finding_keys(batch: BatchResult) -> list[list[str]]:
    """The keys of the findings of every project."""
    return [
        own_finding_keys(own, project)
        for own, project in zip(project_keys(batch), batch.projects, strict=True)
    ]


def own_finding_keys(own: str, project: Project) -> list[str]:
    """The key of every finding of a project: its rule, then the indicator or else the cell."""
    words = (key((f.code, _finding_word(project, f))) for f in project.findings)
    return numbered([f"{own}|{each}" for each in words])


def _line_words(project: Project, line: ScoreLine) -> tuple[str, str, str]:
    if line.indicator is None:
        return (line.group, "", line.title)
    own = project.form.indicators[line.indicator]
    return (own.category.value or "", own.subcategory.value or "", own.name.value or own.name.text)


def _finding_word(project: Project, finding: Finding) -> str:
    name = subject(project, finding)
    if name:
        return name
    return "" if finding.cell is None else str(finding.cell)


def is_qualitative(project: Project, line: ScoreLine) -> bool:
    """Whether a line is scored by tiers: its target states no figure."""
    if line.indicator is None:
        return False
    return not project.form.indicators[line.indicator].target.quantified


def bounds(rubric: Rubric, tier: str) -> tuple[int, int | None]:
    """The places of a tier and of the one above it; None above the best."""
    last = len(rubric.tiers) - 1
    place = (0, min(1, last), last)[TIERS.index(tier)]
    return place, place - 1 if place else None


def typed(review: Review) -> Decimal | None:
    """The score that a reviewer typed, None where it is no number."""
    try:
        value = Decimal(review.score.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < MOST else None


def score(project: Project, line: ScoreLine, review: Review = NOTHING) -> Decimal | None:
    """The score of a line with its review; None where there is none yet."""
    value = typed(review)
    if value is not None:
        return value
    if review.tier in TIERS and is_qualitative(project, line) and line.points is not None:
        return _tiered(project.assessment.rubric, line, line.points, review.tier)
    return None if project.assessment.card.recomputed is None else line.score


def _tiered(rubric: Rubric, line: ScoreLine, points: Decimal, tier: str) -> Decimal:
    """What staff claimed, as far as the tier allows; all that it allows where nothing was."""
    place, above = bounds(rubric, tier)
    low = points * rubric.tiers[place].low
    high = points if above is None else points * rubric.tiers[above].low
    claimed = high if line.stated is None else line.stated
    return rubric.round(max(low, min(claimed, high)))


def mean(totals: Sequence[Total]) -> Decimal | None:
    """The average of the scores that there are."""
    known = [total.score for total in totals if total.score is not None]
    return sum(known, ZERO) / len(known) if known else None


def totals(batch: BatchResult) -> tuple[Total, ...]:
    """Every project with its reviews."""
    known = batch.reviews.lines
    if not known:
        return tuple(_total(p, [score(p, line) for line in lines(p)]) for p in batch.outlines)
    found = []
    for project, keys in zip(batch.projects, line_keys(batch), strict=True):
        pairs = zip(lines(project), keys, strict=True)
        scores = [score(project, line, known.get(own, NOTHING)) for line, own in pairs]
        found.append(_total(project, scores))
    return tuple(found)


def _total(project: Project, scores: Sequence[Decimal | None]) -> Total:
    if project.assessment.card.recomputed is None:
        return Total(None, project.assessment.card.grade)
    known = (value for value in scores if value is not None)
    reached = project.assessment.rubric.round(sum(known, ZERO))
    pairs = zip(lines(project), scores, strict=True)
    still_open = any(value is None and (line.points or 0) > 0 for line, value in pairs)
    return Total(reached, _grade(project, reached, still_open=still_open))


def follows_score(project: Project) -> bool:
    """Whether the grade is that of the score, or open until there is one."""
    card, rubric = project.assessment.card, project.assessment.rubric
    if card.recomputed is None or not rubric.grades:
        return False
    return card.grade is None or rubric.grade(card.recomputed) == card.grade


def _grade(project: Project, reached: Decimal, *, still_open: bool) -> str | None:
    """The grade; one that open lines left undecided waits until all of them have a score."""
    own = project.assessment.card.grade
    if not follows_score(project) or (own is None and still_open):
        return own
    return project.assessment.rubric.grade(reached)
