"""The figures of a whole batch, worked out once on the tables of the batch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from perfcheck import tables
from perfcheck.model.results import BatchResult
from perfcheck.model.rubric import Rubric
from perfcheck.report.wording import ratio

if TYPE_CHECKING:
    Column = pd.Series[Any]


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
    frame = tables.of_projects(batch.outlines)
    rated = frame[frame["execution_rate"].notna()]
    ranks = frame["recomputed"].astype(float).rank(method="min", ascending=False)
    known = ranks.dropna()
    return Overview(
        rows=tuple(_rows(frame)),
        ranked=tuple(ranks.sort_values(kind="stable").index.tolist()),
        ranks=dict(zip(known.index.tolist(), known.astype(int).tolist(), strict=True)),
        budget=_sum(frame["budget"]),
        executed=_sum(frame["executed"]),
        rated_budget=_sum(rated["budget"]),
        rated_executed=_sum(rated["executed"]),
        mean_stated=_mean(frame["stated"]),
        mean_recomputed=_mean(frame["recomputed"]),
        mean_verified=_mean(frame["verified"]),
        mean_low=_mean(frame["low"]),
        mean_high=_mean(frame["high"]),
        verified=_sum(frame["verified"]),
        high=_sum(frame["high"]),
        grades=tuple(_grades(frame, batch.rubrics)),
        open_grades=_open_grades(frame, batch.rubrics),
        indicators=int(frame["indicators"].sum()),
        unquantified=int((frame["indicators"] - frame["quantified"]).sum()),
        errors=int(frame["errors"].sum()),
        warnings=int(frame["warnings"].sum()),
        notes=int(frame["notes"].sum()),
        units=tuple(_totals(frame, "unit")),
        departments=tuple(_totals(frame, "department", several="unit")),
    )


def grade_ranks(rubrics: Iterable[Rubric]) -> Mapping[str, int]:
    """The grades of all rubrics, each with its place in its rubric, 0 for the best."""
    return {band.name: rank for rubric in rubrics for rank, band in enumerate(rubric.grades)}


def _rows(frame: pd.DataFrame) -> Iterable[Figures]:
    for row in frame.to_dict("records"):
        yield Figures(
            budget=row["budget"],
            executed=row["executed"],
            rate=row["execution_rate"],
            indicators=row["indicators"],
            unquantified=row["indicators"] - row["quantified"],
            errors=row["errors"],
            warnings=row["warnings"],
        )


def _totals(frame: pd.DataFrame, by: str, several: str = "") -> Iterable[UnitTotal]:
    """Groups of several projects; where asked for, only those that span several of another."""
    for name, rows in frame[frame[by] != ""].groupby(by, sort=False):
        if len(rows) > 1 and (not several or rows[several].nunique() > 1):
            yield UnitTotal(
                unit=str(name),
                projects=len(rows),
                budget=_sum(rows["budget"]),
                executed=_sum(rows["executed"]),
                errors=int(rows["errors"].sum()),
                warnings=int(rows["warnings"].sum()),
                unquantified=int((rows["indicators"] - rows["quantified"]).sum()),
                mean=_mean(rows["recomputed"]),
            )


def _grades(frame: pd.DataFrame, rubrics: Iterable[Rubric]) -> Iterable[tuple[str, int]]:
    counts = frame["grade"].value_counts()
    for grade in grade_ranks(rubrics):
        yield grade, int(counts.get(grade, 0))


def _open_grades(frame: pd.DataFrame, rubrics: Iterable[Rubric]) -> int:
    """Scored projects without a grade, under a rubric that gives grades."""
    graded = frame["rubric"].isin([rubric.id for rubric in rubrics if rubric.grades])
    return int((graded & frame["recomputed"].notna() & frame["grade"].eq("")).sum())


def _sum(column: "Column") -> Decimal:
    return sum(column.dropna(), Decimal(0))


def _mean(column: "Column") -> Decimal | None:
    return ratio(_sum(column), int(column.count()))
