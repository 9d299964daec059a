"""Who is answered what: the letters that go with a batch."""

from dataclasses import replace

from perfcheck.model.reply import Terms
from perfcheck.model.results import BatchResult


def draft(batch: BatchResult, terms: Terms) -> BatchResult:
    """The batch with a letter for every mail that a person sent; nothing is sent."""
    from perfcheck.report.replies.planning import replies

    return replace(batch, replies=replies(batch, terms))
