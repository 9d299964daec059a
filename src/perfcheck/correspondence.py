"""Who has reported and who is written what: the roster and the letters that go with a batch."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from perfcheck.errors import InputError, PerfcheckError
from perfcheck.model.filenames import ROSTER_FILE
from perfcheck.model.reply import Terms
from perfcheck.model.results import BatchResult
from perfcheck.model.roster import Expected
from perfcheck.workers import Crew, Failure, Limits

PATIENCE = Limits(seconds=60)


def find_roster(paths: Sequence[Path]) -> Path | None:
    """The roster that lies in one of the folders; the first one counts."""
    places = (path / ROSTER_FILE for path in paths if path.is_dir())
    return next((place for place in places if place.is_file()), None)


def compare(batch: BatchResult, roster: Path | None) -> BatchResult:
    """The batch with what a roster says of it; InputError where the roster is wrong."""
    if roster is None:
        return batch
    from perfcheck.roster.match import reporting
    from perfcheck.roster.read import ADVICE

    read = next(Crew(_read, _prepare, limits=PATIENCE).run([roster]))
    if isinstance(read, Failure):
        raise InputError("INP010", f"应报单位名单“{roster}”读不了：内容异常或过大", ADVICE)
    if isinstance(read, InputError):
        raise read
    return replace(batch, reporting=reporting(read, batch))


def _read(roster: Path) -> tuple[Expected, ...] | InputError:
    """Read a roster; runs in a worker: whoever can put a file into the folder can put this one."""
    from perfcheck.intake.kinds import admit, sniff
    from perfcheck.roster.read import ADVICE, read_roster

    try:
        content = roster.read_bytes()
        admit(content, sniff(content, roster.name))
        return read_roster(roster)
    except OSError as fault:
        return InputError("INP010", f"应报单位名单“{roster}”读不了：{fault.strerror}", ADVICE)
    except InputError as fault:
        return fault
    except PerfcheckError as fault:
        return InputError("INP010", f"应报单位名单“{roster}”：{fault.message}", ADVICE)


def _prepare() -> None:
    from perfcheck.form import grid

    grid.warm_up()


def draft(batch: BatchResult, terms: Terms) -> BatchResult:
    """The batch with its letters; nothing is sent.

    One letter for every mail that a person sent, for every unit of the roster whose files came
    otherwise, and for every unit from which nothing came.
    """
    from perfcheck.report.replies.planning import replies
    from perfcheck.report.replies.reminders import to_the_roster

    return replace(batch, replies=(*replies(batch, terms), *to_the_roster(batch, terms)))
