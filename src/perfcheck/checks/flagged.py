"""Flags that the readers of indicator values raised, as violations."""

from collections.abc import Sequence

from perfcheck.checks.declare import Violation
from perfcheck.checks.latest import latest
from perfcheck.checks.rows import Row, cells, rows
from perfcheck.checks.words import clean, quote
from perfcheck.model.results import Assessment
from perfcheck.model.values import Flag, FlagKind

ABOUT_ACTUALS = frozenset(
    {
        FlagKind.COPIED_TARGET,
        FlagKind.COPIED_SIGN,
        FlagKind.TYPE_MISMATCH,
        FlagKind.STAGE_NOT_END,
    }
)


def flagged(assessment: Assessment, kind: FlagKind) -> Sequence[tuple[Row, Flag]]:
    """Every row with a flag of a kind, each row once, with the first reason."""
    return _by_kind(assessment).get(kind, ())


@latest
def _by_kind(assessment: Assessment) -> dict[FlagKind, list[tuple[Row, Flag]]]:
    found: dict[FlagKind, list[tuple[Row, Flag]]] = {}
    for row in rows(assessment):
        for kind in dict.fromkeys(flag.kind for flag in row.every_flag):
            found.setdefault(kind, []).append((row, row.flags(kind)[0]))
    return found


def violation(row: Row, flag: Flag, expected: str, suggestion: str) -> Violation:
    """A flag as a violation in its own words, at the cell that it is about."""
    own = row.indicator
    about_actual = flag.kind in ABOUT_ACTUALS or (
        flag in own.actual.flags and flag not in own.target.flags
    )
    cell = row.actual_cell if about_actual else row.target_cell
    text = own.actual.text if about_actual else own.target.text
    return Violation(
        cell=cell or own.cell,
        message=_about(row, flag.reason.rstrip("。")),
        found=quote(text) if text else "空白",
        expected=expected,
        suggestion=suggestion,
        indicator=row.index,
        related=cells(other for other in (row.target_cell, row.actual_cell) if other != cell),
    )


def _about(row: Row, reason: str) -> str:
    """A reason behind the name of its indicator, unless it begins with the name itself."""
    named = reason.startswith(quote(row.indicator.name.value or ""))
    return f"指标{reason}" if named else f"{row.title}：{reason}"


def proposed(row: Row, otherwise: str = "") -> str:
    """The rewordings proposed for a row, as advice; the number stays a blank to fill."""
    texts = [proposal.text for proposal in row.proposals]
    return f"可改为：{'；或：'.join(texts)}" if texts else otherwise or _any(row)


def _any(row: Row) -> str:
    return f"改成能核对的指标值：{name_of(row)} ≥ ____（写明单位和数据来源）"


def name_of(row: Row) -> str:
    """The name of an indicator as advice repeats it, or a stand-in."""
    return clean(row.indicator.name.value or "") or "指标名称"
