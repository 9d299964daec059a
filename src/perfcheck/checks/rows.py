"""The indicator rows of a form, each with everything that was worked out about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfcheck.checks.latest import latest
from perfcheck.checks.words import quote, said
from perfcheck.model.cells import CellRef
from perfcheck.model.form import Form, Indicator
from perfcheck.model.results import Assessment, ScoreLine
from perfcheck.model.values import Flag, FlagKind, Judgement, Proposal


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator: as typed, as judged, as scored."""

    index: int
    indicator: Indicator
    judgement: Judgement
    line: ScoreLine
    proposals: tuple[Proposal, ...]

    @property
    def title(self) -> str:
        """The indicator as messages name it."""
        name = self.indicator.name.value
        return f"指标{quote(name)}" if name else f"第 {self.index + 1} 条指标"

    @property
    def points(self) -> Decimal | None:
        """What the form itself gives the indicator; None where points were assumed."""
        return None if self.line.assumed else self.line.points

    @property
    def target_cell(self) -> CellRef | None:
        """Where the target stands."""
        return self.indicator.target.cell or self.indicator.target_entry.cell

    @property
    def actual_cell(self) -> CellRef | None:
        """Where the actual stands."""
        return self.indicator.actual.cell or self.indicator.actual_entry.cell

    def flags(self, kind: FlagKind) -> tuple[Flag, ...]:
        """The flags of a kind that target, actual or judgement carry, each reason once."""
        return tuple({flag.reason: flag for flag in self.every_flag if flag.kind is kind}.values())

    @property
    def every_flag(self) -> tuple[Flag, ...]:
        """All that target, actual and judgement were flagged for."""
        return (*self.indicator.target.flags, *self.indicator.actual.flags, *self.judgement.flags)


@latest
def rows(assessment: Assessment) -> Sequence[Row]:
    """Every indicator of a form, in its order."""
    lines = {line.indicator: line for line in assessment.card.lines}
    parts = zip(
        assessment.form.indicators, assessment.judgements, assessment.proposals, strict=True
    )
    return tuple(
        Row(index, indicator, judgement, lines[index], proposals)
        for index, (indicator, judgement, proposals) in enumerate(parts)
    )


@latest
def details(assessment: Assessment) -> frozenset[int]:
    """The rows that only break down the one above, by index: 其中：桃树种植面积.

    They have no points and no score of their own, nor do those behind them that go on with it.
    """
    found: set[int] = set()
    for row in rows(assessment):
        own = row.indicator
        unscored = own.points.blank and not own.points.absent and own.stated_score.blank
        begins = row.index > 0 and (own.name.value or "").startswith("其中")
        if unscored and (begins or row.index - 1 in found):
            found.add(row.index)
    return frozenset(found)


def cells(entries: Iterable[CellRef | None]) -> tuple[CellRef, ...]:
    """Those cells that the form has."""
    return tuple(cell for cell in entries if cell is not None)


def explained(form: Form, row: Row) -> bool:
    """Whether a deviation is accounted for: beside the row, else in the form's one cell for it."""
    own = row.indicator.deviation_reason
    return said(own) or (own.absent and said(form.deviation_reason))
