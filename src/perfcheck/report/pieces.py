"""What a batch's results hold of a few of its projects, made apart from the others.

A piece needs the plan of the whole batch and nothing else, so pieces can be made side by side;
put together in their order they are what would have been written at one go.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from perfcheck.model.results import Severity
from perfcheck.model.values import Vagueness
from perfcheck.report import results
from perfcheck.report.content import Body, Row
from perfcheck.report.draw import draw_rows
from perfcheck.report.fragment import Fragment
from perfcheck.report.sheets import findings, scored, unquantified
from perfcheck.report.sheets.findings import HEADING
from perfcheck.report.sheets.plan import Plan, Scope, score_lines
from perfcheck.report.xlsx import scratch_sheet


@dataclass(frozen=True, slots=True)
class Tally:
    """What the heads of the lists say of their rows.

    `waiting` entries of 问题清单 wait, targets without a figure are of these `kinds`, and points
    are `assumed` somewhere.
    """

    waiting: int = 0
    kinds: Mapping[Vagueness, int] = field(default_factory=dict)
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """The rows of some projects in the three lists, and their objects in results.json.

    None stands for no rows; those of 问题清单 are by severity.
    """

    scored: Fragment | None
    findings: Mapping[Severity, Fragment | None]
    unquantified: Fragment | None
    objects: str
    tally: Tally


def piece(plan: Plan, indexes: Sequence[int]) -> Piece:
    """Make the piece of consecutive projects; those of one file must all be in it."""
    first, found = indexes[0], findings.rows(plan, indexes)
    return Piece(
        _drawn(scored.rows(plan, indexes), plan.starts[first]),
        {s: _drawn(rows, findings.first(plan, s, first)) for s, rows in found.items()},
        None
        if plan.scope is not Scope.ALL
        else _drawn(unquantified.rows(plan, indexes), unquantified.first(plan, first)),
        results.objects_text(plan.batch, indexes, plan.reviewed),
        _tally(plan, indexes, found),
    )


@dataclass(frozen=True, slots=True)
class Lists:
    """The bodies of the three lists, and what their heads say."""

    scored: Body
    findings: Body
    unquantified: Body
    tally: Tally


def whole(plan: Plan) -> Lists:
    """The lists of a whole batch, as values."""
    indexes = range(len(plan.batch.outlines))
    found = findings.rows(plan, indexes)
    return Lists(
        Body(scored.rows(plan, indexes)),
        Body([row for rows in found.values() for row in rows]),
        Body(unquantified.rows(plan, indexes)),
        _tally(plan, indexes, found),
    )


def _tally(plan: Plan, indexes: Sequence[int], found: Mapping[Severity, list[Row]]) -> Tally:
    targets = (own.target.vagueness for _, own in unquantified.listed(plan, indexes))
    lines = (line for index in indexes for line in score_lines(plan.batch.projects[index]))
    return Tally(
        sum(map(findings.waiting, found.values())),
        Counter(kind for kind in targets if kind),
        any(line.assumed and line.indicator is not None for line in lines),
    )


def summed(parts: Iterable[Tally]) -> Tally:
    """The tally of all projects together."""
    own = list(parts)
    kinds: Counter[Vagueness] = Counter()
    for part in own:
        kinds.update(part.kinds)
    return Tally(sum(p.waiting for p in own), kinds, any(p.assumed for p in own))


def _drawn(rows: Iterable[Row], first: int) -> Fragment | None:
    """Draw rows into a book that is thrown away."""
    own = list(rows)
    if not own:
        return None
    sheet = scratch_sheet()
    sheet.links = first - HEADING - 1  # a link a row: those beyond Excel's limit are plain text
    draw_rows(sheet, own, first)
    drawn: Fragment = sheet.raw.cut()
    return drawn
