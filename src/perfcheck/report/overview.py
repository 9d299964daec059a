"""The figures of a whole batch, worked out once, from the outlines of its projects."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfcheck.model.results import BatchResult, Project, Scorecard, Severity
from perfcheck.model.rubric import Rubric
from perfcheck.report.wording import ratio

ZERO, INFINITE = Decimal(0), Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Figures:
    """What one project contributes; amounts in 万元."""

    budget: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    indicators: int
    unquantified: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class _Row:
    """The figures of a project, and by what they are added up."""

    figures: Figures
    notes: int
    unit: str
    department: str
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class UnitTotal:
    """What the projects of one unit or department amount to.

    `rate` is None where there is no budget, `mean` where no project has a score.
    """

    unit: str
    projects: int
    budget: Decimal
    executed: Decimal
    errors: int
    warnings: int
    unquantified: int = 0
    mean: Decimal | None = None

    @property
    def rate(self) -> Decimal | None:
        """Executed over budget of all its projects together."""
        return ratio(self.executed, self.budget)


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of a batch; `rows` run parallel to its projects.

    `rate` is taken over the projects whose rate is known: `rated_executed` over `rated_budget`.
    Means are over the projects that have the score; `verified` and `high` are sums. `ranked`
    lists the projects by index, best first, those without a score last; equal scores share a
    rank. `grades` counts every grade of the rubrics used, `open_grades` those still to be given.
    `units` are those with several projects, in the order in which they came; `departments`
    likewise, but for those whose projects are all of one unit.
    """

    rows: tuple[Figures, ...]
    ranked: tuple[int, ...]
    ranks: Mapping[int, int]
    budget: Decimal
    executed: Decimal
    rated_budget: Decimal
    rated_executed: Decimal
    mean_stated: Decimal | None
    mean_recomputed: Decimal | None
    mean_verified: Decimal | None
    mean_low: Decimal | None
    mean_high: Decimal | None
    verified: Decimal
    high: Decimal
    grades: tuple[tuple[str, int], ...]
    open_grades: int
    indicators: int
    unquantified: int
    errors: int
    warnings: int
    notes: int
    units: tuple[UnitTotal, ...]
    departments: tuple[UnitTotal, ...]

    @property
    def projects(self) -> int:
        """How many projects there are."""
        return len(self.rows)

    @property
    def scored(self) -> int:
        """How many of them have a score."""
        return len(self.ranks)

    @property
    def rated(self) -> int:
        """How many of them have an execution rate."""
        return sum(1 for row in self.rows if row.rate is not None)

    @property
    def rate(self) -> Decimal | None:
        """The overall execution rate."""
        return ratio(self.rated_executed, self.rated_budget)

    @property
    def verified_share(self) -> Decimal | None:
        """How much of the most that all projects can have rests on figures.

        Over the recomputed points it would be 100% where only the execution rate is known and
        everything else is still open.
        """
        return ratio(self.verified, self.high)


def overview(batch: BatchResult) -> Overview:
    """Work out the figures of a batch."""
    rows = [_row(project) for project in batch.outlines]
    rated = [row.figures for row in rows if row.figures.rate is not None]
    cards = [project.assessment.card for project in batch.outlines]
    scores = [card.recomputed for card in cards]
    order = [INFINITE if score is None else -score for score in scores]
    ranked = sorted(range(len(scores)), key=order.__getitem__)
    return Overview(
        rows=tuple(row.figures for row in rows),
        ranked=tuple(ranked),
        ranks=_ranks(scores, ranked),
        budget=_sum(row.figures.budget for row in rows),
        executed=_sum(row.figures.executed for row in rows),
        rated_budget=_sum(figures.budget for figures in rated),
        rated_executed=_sum(figures.executed for figures in rated),
        mean_stated=_mean(card.stated for card in cards),
        mean_recomputed=_mean(scores),
        mean_verified=_mean(card.verified for card in cards),
        mean_low=_mean(card.low for card in cards),
        mean_high=_mean(card.high for card in cards),
        verified=_sum(card.verified for card in cards),
        high=_sum(card.high for card in cards),
        grades=tuple(_grades(cards, batch.rubrics)),
        open_grades=_open_grades(batch),
        indicators=sum(row.figures.indicators for row in rows),
        unquantified=sum(row.figures.unquantified for row in rows),
        errors=sum(row.figures.errors for row in rows),
        warnings=sum(row.figures.warnings for row in rows),
        notes=sum(row.notes for row in rows),
        units=tuple(_totals(rows, lambda row: row.unit)),
        departments=tuple(
            total
            for total in _totals(rows, lambda row: row.department)
            if len({row.unit for row in rows if row.department == total.unit}) > 1
        ),
    )


def grade_ranks(rubrics: Iterable[Rubric]) -> Mapping[str, int]:
    """The grades of all rubrics, each with its place in its rubric, 0 for the best."""
    return {band.name: rank for rubric in rubrics for rank, band in enumerate(rubric.grades)}


def full_mark(rubrics: Iterable[Rubric]) -> Decimal:
    """The most that a project can reach under any of the rubrics."""
    return max((rubric.total for rubric in rubrics), default=Decimal(100))


def _row(project: Project) -> _Row:
    form, card = project.form, project.assessment.card
    return _Row(
        Figures(
            budget=form.budget.base,
            executed=form.budget.executed,
            rate=project.assessment.execution_rate,
            indicators=len(form.indicators),
            unquantified=form.unquantified,
            errors=project.count(Severity.ERROR),
            warnings=project.count(Severity.WARNING),
        ),
        project.count(Severity.NOTE),
        form.unit_name,
        form.department_name,
        card.recomputed,
    )


def _ranks(scores: Sequence[Decimal | None], ranked: Sequence[int]) -> dict[int, int]:
    """The rank of every project with a score, in the order of the batch."""
    first: dict[Decimal | None, int] = {}
    for rank, index in enumerate(ranked, start=1):
        first.setdefault(scores[index], rank)
    return {index: first[score] for index, score in enumerate(scores) if score is not None}


def _totals(rows: Sequence[_Row], by: Callable[[_Row], str]) -> Iterable[UnitTotal]:
    """Groups of several projects, in the order in which they came."""
    groups: dict[str, list[_Row]] = {}
    for row in rows:
        if by(row):
            groups.setdefault(by(row), []).append(row)
    for name, own in groups.items():
        if len(own) > 1:
            yield UnitTotal(
                unit=name,
                projects=len(own),
                budget=_sum(row.figures.budget for row in own),
                executed=_sum(row.figures.executed for row in own),
                errors=sum(row.figures.errors for row in own),
                warnings=sum(row.figures.warnings for row in own),
                unquantified=sum(row.figures.unquantified for row in own),
                mean=_mean(row.score for row in own),
            )


def _grades(cards: Iterable[Scorecard], rubrics: Iterable[Rubric]) -> Iterable[tuple[str, int]]:
    counts = Counter(card.grade for card in cards)
    for grade in grade_ranks(rubrics):
        yield grade, counts[grade]


def _open_grades(batch: BatchResult) -> int:
    """Scored projects without a grade, under a rubric that gives grades."""
    graded = {rubric.id for rubric in batch.rubrics if rubric.grades}
    scored = (p.assessment for p in batch.outlines if p.assessment.card.recomputed is not None)
    return sum(own.rubric.id in graded and not own.card.grade for own in scored)


def _sum(values: Iterable[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), ZERO)


def _mean(values: Iterable[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return ratio(sum(known, ZERO), len(known))
