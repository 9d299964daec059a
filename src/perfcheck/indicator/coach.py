"""Temporary coach."""

from perfcheck.model.values import Proposal, Target


def propose(target: Target, *, name: str, category: str, subcategory: str) -> tuple[Proposal, ...]:
    """Propose."""
    if target.quantified:
        return ()
    return (Proposal(f"{name}数量", "≥", "件", "工作台账"),)
