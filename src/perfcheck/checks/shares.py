"""What the checks of points have in common: the sums that rows and headings give each group."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfcheck.checks.latest import latest
from perfcheck.checks.rows import Row, rows
from perfcheck.checks.words import plain
from perfcheck.model.cells import CellRef
from perfcheck.model.form import Number
from perfcheck.model.results import Assessment, ScoreLine
from perfcheck.model.rubric import Group

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Share:
    """What a group of the rubric has in the form: its points and where they stand."""

    name: str
    points: Decimal
    due: Decimal
    cell: CellRef | None


def has_points(row: Row) -> bool:
    """Whether the form itself gives a row points that can be added up."""
    value = row.indicator.points.value
    return value is not None and value > 0


def row_total(assessment: Assessment) -> Decimal | None:
    """The points of all rows; None where a row has none, or none that can be added up."""
    every = rows(assessment)
    if not every or not all(map(has_points, every)):
        return None
    return sum((row.indicator.points.value or ZERO for row in every), ZERO)


def due_total(assessment: Assessment) -> Decimal:
    """The points of all indicators together: the full mark without budget execution's own."""
    return assessment.rubric.total - (assessment.card.execution.points or ZERO)


def unread_points(assessment: Assessment) -> Decimal:
    """The points that the form gives in places that were not read."""
    return sum((line.points or ZERO for line in assessment.card.lines if _unread(line)), start=ZERO)


def _unread(line: ScoreLine) -> bool:
    return line.indicator is None and line.score is None


def points_printed(assessment: Assessment) -> bool:
    """Whether the form says what every indicator can have, in its row or its group's heading.

    Where it does not there may be scores in places that nobody expects.
    """
    every = rows(assessment)
    headed = all(row.indicator.group_points.value is not None for row in every)
    return row_total(assessment) is not None or (bool(every) and headed)


def headings(every: Sequence[Row]) -> list[Number]:
    """The points in group headings, each heading once."""
    found = {row.indicator.group_points.cell: row.indicator.group_points for row in every}
    return [entry for entry in found.values() if entry.value is not None]


@latest
def due_points(assessment: Assessment) -> dict[str, Decimal]:
    """What the rubric gives each group, those of groups that the form leaves out passed on."""
    used = frozenset(row.line.group for row in rows(assessment))
    return assessment.rubric.group_points(used)


@latest
def groups_known(assessment: Assessment) -> bool:
    """Whether every row belongs to a group of the rubric."""
    known = {group.name for group in assessment.rubric.groups}
    return all(line.group in known for line in assessment.card.lines)


def missing_groups(assessment: Assessment) -> list[Group]:
    """The compulsory groups without indicators; none where a row belongs to no group."""
    every = rows(assessment)
    if not every or not groups_known(assessment):
        return []
    used = {row.line.group for row in every}
    return [g for g in assessment.rubric.groups if not g.optional and g.name not in used]


@latest
def shares(assessment: Assessment) -> list[Share]:
    """The groups of the rubric that the form uses, by the points of rows, else of headings.

    Empty where the form does not say, or where a row belongs to no group.
    """
    every = rows(assessment)
    if not every or not groups_known(assessment):
        return []
    due = due_points(assessment)
    found = []
    for name in due:
        members = [row for row in every if row.line.group == name]
        entries = _stated(members)
        if members and not entries:
            return []
        if members:
            total = sum((e.value or ZERO for e in entries), ZERO)
            found.append(Share(name, total, due[name], entries[0].cell))
    return found


def _stated(members: list[Row]) -> list[Number]:
    if members and all(map(has_points, members)):
        return [row.indicator.points for row in members]
    if any(row.indicator.points.value is not None for row in members):
        return []
    heads = headings(members)
    return heads if all(r.indicator.group_points.value is not None for r in members) else []


def addition(values: list[Decimal]) -> str:
    """A sum as arithmetic: 8 + 8 + 6 = 22."""
    total = plain(sum(values, ZERO))
    return f"{' + '.join(map(plain, values))} = {total}" if values[1:] else total


def execution_points(assessment: Assessment) -> Number:
    """The points of budget execution as the form prints them: in their row, else in a heading."""
    budget = assessment.form.budget
    return budget.total.points if budget.total.points.value is not None else budget.points
