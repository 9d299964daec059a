"""Who has reported and who is written what: the roster and the letters that go with a batch."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from perfcheck.model.filenames import ROSTER_FILE
from perfcheck.model.reply import Terms
from perfcheck.model.results import BatchResult


def find_roster(paths: Sequence[Path]) -> Path | None:
    """The roster that lies in one of the folders; the first one counts."""
    places = (path / ROSTER_FILE for path in paths if path.is_dir())
    return next((place for place in places if place.is_file()), None)


def compare(batch: BatchResult, roster: Path | None) -> BatchResult:
    """The batch with what a roster says of it; InputError where the roster is wrong."""
    if roster is None:
        return batch
    from perfcheck.roster.match import reporting
    from perfcheck.roster.read import read_roster

    return replace(batch, reporting=reporting(read_roster(roster), batch))


def draft(batch: BatchResult, terms: Terms) -> BatchResult:
    """The batch with its letters; nothing is sent.

    One letter for every mail that a person sent, for every unit of the roster whose files came
    otherwise, and for every unit from which nothing came.
    """
    from perfcheck.report.replies.planning import replies
    from perfcheck.report.replies.reminders import to_the_roster

    return replace(batch, replies=(*replies(batch, terms), *to_the_roster(batch, terms)))
