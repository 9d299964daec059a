"""A marked copy for every file with findings: which files go back, and how one is marked."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from perfcheck.errors import PerfcheckError
from perfcheck.intake.kinds import Kind, sniff
from perfcheck.intake.package import MEGABYTE, unpacked
from perfcheck.intake.submission import Submission
from perfcheck.model.results import BatchResult, Status
from perfcheck.report.returned.letter import Letter, letter
from perfcheck.store import NO_STORE, Store

FOLDER = "退回"
KINDS: Mapping[Kind, str] = {Kind.XLSX: "xlsx", Kind.XLSM: "xlsm"}
MOST = 16 * MEGABYTE  # of XML; a form has less than one, and marking takes ten times the memory
OPINIONS = "xlsx"  # an opinion workbook, whatever the file was
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Originals:
    """Where the files of a batch can be read again, and what an earlier run made of them.

    `jobs` is None for as many as make sense.
    """

    submissions: tuple[Submission, ...] = ()
    passwords: tuple[str, ...] = ()
    jobs: int | None = None
    store: Store = NO_STORE


NOTHING = Originals()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that goes back with its marks: where it is, and the places of its projects."""

    submission: Submission
    projects: tuple[int, ...]
    passwords: tuple[str, ...] = ()

    def made_of(self, batch: BatchResult) -> list[bytes]:
        """What the copy rests on; nothing if nobody knows."""
        own = batch.signatures(self.projects)
        file = (self.submission.path, self.submission.sha256)
        return own and [repr(file).encode("utf-8", "replace"), *own]

    def task(self, batch: BatchResult) -> "Task":
        """What is to be done for it."""
        own = [batch.projects[index] for index in self.projects]
        return Task(self.submission, letter(own), self.passwords)


@dataclass(frozen=True, slots=True)
class Task:
    """One file to mark, and what is to be said about it."""

    submission: Submission
    letter: Letter
    passwords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """What goes back: bytes, and the extension that they deserve."""

    content: bytes
    extension: str

    def pack(self) -> bytes:
        """Both, as one."""
        return self.extension.encode() + b"\n" + self.content


def unpack(packed: bytes) -> Copy:
    """The copy again."""
    extension, content = packed.split(b"\n", 1)
    return Copy(content, extension.decode())


def wanted(batch: BatchResult, originals: Originals) -> tuple[Wanted, ...]:
    """The processed files with findings, in the order of the batch."""
    projects: dict[str, list[int]] = {}
    for index, project in enumerate(batch.outlines):
        projects.setdefault(project.file, []).append(index)
    sources = {submission.path: submission for submission in originals.submissions}
    return tuple(
        Wanted(sources[record.path], tuple(own), originals.passwords)
        for record in batch.files
        if record.status is Status.PROCESSED
        and record.path in sources
        and (own := projects.get(record.path, []))
        and any(batch.outlines[index].findings for index in own)
    )


def prepare() -> None:
    """Load what every copy needs before the worker's memory is limited."""
    from perfcheck.report.returned import book, marked

    del book, marked


def mark(task: Task) -> Copy:
    """Mark one file; runs in a worker. What cannot be marked gets an opinion workbook."""
    from perfcheck.report.returned.marked import marked_copy
    from perfcheck.report.returned.splice import Unpatchable

    try:
        content = task.submission.read(task.passwords)
        extension = KINDS.get(sniff(content, task.submission.path))
        if extension and unpacked(content) <= MOST:
            return Copy(marked_copy(content, task.letter), extension)
    except (Unpatchable, PerfcheckError):
        pass
    except MemoryError:
        raise
    except Exception:
        log.exception("no marked copy of %r", task.submission.path)
    return opinions(task)


def opinions(task: Task) -> Copy:
    """A workbook with the opinions alone."""
    from perfcheck.report.returned.book import opinion_workbook

    return Copy(opinion_workbook(task.letter), OPINIONS)
