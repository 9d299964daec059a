"""What a check is, what it says, and how a plain function becomes one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from inspect import cleandoc
from typing import TYPE_CHECKING, Generic, TypeVar

from perfcheck.model.cells import CellRef
from perfcheck.model.form import Stage
from perfcheck.model.results import Assessment, Finding, Severity

if TYPE_CHECKING:
    from perfcheck.tables import Tables

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
BOTH = (Stage.DECLARATION, Stage.SELF_EVALUATION)
SELF = (Stage.SELF_EVALUATION,)


@dataclass(frozen=True, slots=True)
class Violation:
    """What a rule found, and where; who found it and how much it weighs is stamped on later.

    `message` says what is wrong, with the arithmetic; `found` what was typed, `expected` what the
    figures give, `suggestion` what to write instead. `cell` None means the form as a whole.
    `severity` departs from the check's own where one case weighs more or less than the rest.
    `stems` are cells any one of which, put right, would take this away: where a check that this
    one follows speaks of such a cell, the two are one finding.
    """

    cell: CellRef | None
    message: str
    found: str
    expected: str
    suggestion: str
    indicator: int | None = None
    related: tuple[CellRef, ...] = ()
    severity: Severity | None = None
    stems: tuple[CellRef, ...] = ()


FormRule = Callable[[Assessment], Iterable[Violation]]
BatchRule = Callable[["Tables"], Iterable[tuple[str, Violation]]]
Rule = TypeVar("Rule", FormRule, BatchRule)


@dataclass(frozen=True, slots=True)
class Check(Generic[Rule]):
    """A rule with its name, its weight, and the rule of an authority that it stands on.

    `follows` are the codes of the checks whose consequence it may be.
    """

    code: str
    title: str
    severity: Severity
    source: str
    stages: tuple[Stage, ...]
    rule: Rule
    follows: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The letters of the code: BUD."""
        return self.code[:3]

    @property
    def slug(self) -> str:
        """The code in English words: execution-rate-matches-amounts."""
        return self.rule.__name__.replace("_", "-")

    @property
    def explanation(self) -> str:
        """What is checked, why, and an example of right and wrong; staff read it."""
        return cleandoc(self.rule.__doc__ or "")

    def stamp(self, violation: Violation) -> Finding:
        """A violation as the finding of this check."""
        return Finding(
            code=self.code,
            severity=violation.severity or self.severity,
            cell=violation.cell,
            message=violation.message,
            found=violation.found,
            expected=violation.expected,
            suggestion=violation.suggestion,
            indicator=violation.indicator,
            related=violation.related,
        )


def check(
    code: str,
    title: str,
    *,
    severity: Severity,
    source: str,
    stages: tuple[Stage, ...] = BOTH,
    follows: tuple[str, ...] = (),
) -> Callable[[Rule], Check[Rule]]:
    """Make a check of a rule; the rule's docstring is the explanation that staff read."""
    return lambda rule: Check(code, title, severity, source, stages, rule, follows)
