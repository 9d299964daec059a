"""Consequences of one cause become part of its finding, so that one mistake is told once.

Which check may be the consequence of which is declared with the check (`follows`); whether it is
one in this form says the violation (`stems`). What would still be wrong once the cause is mended
stays a finding of its own, and so does what weighs more than its cause.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from perfcheck.checks.declare import Check, FormRule, Violation
from perfcheck.model.cells import CellRef
from perfcheck.model.results import Finding

SO = "。因此："


@dataclass(frozen=True, slots=True)
class Told:
    """What a check found, before it is known whether it stands by itself."""

    check: Check[FormRule]
    violation: Violation

    @property
    def finding(self) -> Finding:
        """The finding that it is by itself."""
        return self.check.stamp(self.violation)


def folded(told: Sequence[Told]) -> list[Finding]:
    """The findings of a form: each consequence is said in the finding of its first cause."""
    standing: dict[CellRef, list[int]] = {}
    for place, own in enumerate(told):
        if own.violation.cell is not None:
            standing.setdefault(own.violation.cell, []).append(place)
    roots = [_root(place, told, standing) for place in range(len(told))]
    effects: dict[int, list[Finding]] = {}
    for place, root in enumerate(roots):
        if root != place:
            effects.setdefault(root, []).append(told[place].finding)
    return [
        _with(own.finding, effects.get(place, ()))
        for place, own in enumerate(told)
        if roots[place] == place
    ]


def _root(place: int, told: Sequence[Told], standing: Mapping[CellRef, Sequence[int]]) -> int:
    """Where the chain of causes begins; declarations have no circles (`catalogue`).

    `standing` are the places of what was told of each cell.
    """
    near = (n for cell in told[place].violation.stems for n in standing.get(cell, ()))
    cause = min((n for n in near if _leads(told[n], told[place])), default=None)
    return place if cause is None else _root(cause, told, standing)


def _leads(cause: Told, effect: Told) -> bool:
    """Whether one, which stands at a stem of the other, may be its cause."""
    declared = cause.check.code in effect.check.follows
    return declared and cause.finding.severity.rank <= effect.finding.severity.rank


def _with(cause: Finding, effects: Sequence[Finding]) -> Finding:
    if not effects:
        return cause
    words = "；".join(effect.message for effect in effects)
    cells = [cell for each in effects for cell in (each.cell, *each.related) if cell]
    related = dict.fromkeys((*cause.related, *(cell for cell in cells if cell != cause.cell)))
    return replace(cause, message=f"{cause.message}{SO}{words}", related=tuple(related))


def has_circle(checks: Iterable[Check[FormRule]]) -> bool:
    """Whether a check is, by declarations, a consequence of itself."""
    follows = {each.code: each.follows for each in checks}

    def reaches(code: str, seen: tuple[str, ...]) -> bool:
        return code in seen or any(reaches(c, (*seen, code)) for c in follows.get(code, ()))

    return any(reaches(code, ()) for code in follows)
