"""Consequences of one cause become part of its finding, so that one mistake is told once.

Which check may be the consequence of which is declared with the check (`follows`); whether it is
one in this form says the violation (`stems`). What would still be wrong once the cause is mended
stays a finding of its own, and so does what weighs more than its cause.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from perfcheck.checks.declare import Check, FormRule, Violation
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
    roots = [_root(place, told) for place in range(len(told))]
    found = []
    for place, own in enumerate(told):
        if roots[place] == place:
            rest = [told[n].finding for n in range(len(told)) if roots[n] == place and n != place]
            found.append(_with(own.finding, rest))
    return found


def _root(place: int, told: Sequence[Told]) -> int:
    """Where the chain of causes begins; declarations have no circles (`catalogue`)."""
    cause = next((n for n in range(len(told)) if _leads(told[n], told[place])), None)
    return place if cause is None else _root(cause, told)


def _leads(cause: Told, effect: Told) -> bool:
    stems, cell = effect.violation.stems, cause.violation.cell
    if not stems or cell is None or cause.check.code not in effect.check.follows:
        return False
    return cell in stems and cause.finding.severity.rank <= effect.finding.severity.rank


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
