"""A checked form in short: what a batch of thousands holds of each in memory.

All its figures are there, and what forms are compared by; its words and its indicators are not.
"""

from dataclasses import dataclass

from perfcheck.model.cells import CellRef
from perfcheck.model.form import Form
from perfcheck.model.results import Assessment, Finding

COMPARED = (
    *("indicator", "cell", "target_cell", "category"),
    *("name", "target", "kind", "unit", "sound"),
)
Compared = tuple[int, CellRef | None, CellRef | None, str, str, str, str, str, bool]


@dataclass(frozen=True, slots=True)
class Outline:
    """A form whose indicators are `Away`, and whose goals, lines and findings have no words.

    `compared` are the columns of COMPARED for each of its indicators.
    """

    assessment: Assessment
    findings: tuple[Finding, ...]
    compared: tuple[Compared, ...] = ()


def compared(form: Form) -> tuple[Compared, ...]:
    """What checks across a batch compare of each indicator."""
    return tuple(
        (
            index,
            row.cell,
            row.target.cell or row.target_entry.cell,
            row.category.value or "",
            row.name.value or "",
            row.target.text,
            row.target.kind.value,
            row.target.unit,
            not row.target.flags,
        )
        for index, row in enumerate(form.indicators)
    )
