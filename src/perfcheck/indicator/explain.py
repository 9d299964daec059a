"""Temporary."""

from perfcheck.model.values import Actual, Judgement, Proposal, Target


def explain(
    target: Target, actual: Actual, judgement: Judgement, proposals: tuple[Proposal, ...]
) -> str:
    """Explain."""
    return f"{target.text} {actual.text} {judgement.basis}"
