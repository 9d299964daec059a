"""What is said beside a row of a project's sheet: its problems, the worst first."""

from collections.abc import Sequence

from perfcheck.model.results import Finding, Severity
from perfcheck.report.content import Cell
from perfcheck.report.look import Style
from perfcheck.report.sheets.parts import place
from perfcheck.report.sheets.plan import FINDINGS

MOST_FINDINGS = 5  # in one cell; a row cannot be higher than 409 points
SIGNS = {Severity.ERROR: "×", Severity.WARNING: "▲", Severity.NOTE: "·"}
STYLES = {
    Severity.ERROR: Style.PROBLEM_ERROR,
    Severity.WARNING: Style.PROBLEM_WARNING,
    Severity.NOTE: Style.PROBLEM_NOTE,
}


def problems(findings: Sequence[Finding]) -> Cell:
    """One cell for all findings of a row; what does not fit is counted."""
    if not findings:
        return Cell("", Style.PROBLEM_NOTE)
    ordered = sorted(findings, key=lambda finding: finding.severity.rank)
    texts = [_said(finding) for finding in ordered[:MOST_FINDINGS]]
    if len(ordered) > MOST_FINDINGS:
        texts.append(f"……共 {len(ordered)} 条，其余见“{FINDINGS}”")
    return Cell("\n".join(texts), STYLES[ordered[0].severity])


def _said(finding: Finding) -> str:
    where = finding.cell.address if finding.cell else place(None)
    advice = f"\n　→ {finding.suggestion}" if finding.suggestion else ""
    return f"{SIGNS[finding.severity]} {where}　{finding.message}{advice}"
