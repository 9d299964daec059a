"""A marked copy for every file with findings, made in workers and written one by one."""

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfcheck.errors import PerfcheckError
from perfcheck.intake.kinds import Kind, sniff
from perfcheck.intake.submission import Submission
from perfcheck.model.results import BatchResult, FileRecord, Project, Status
from perfcheck.report.returned.letter import Letter, letter
from perfcheck.workers import Crew, Failure

FOLDER = "退回"
KINDS: Mapping[Kind, str] = {Kind.XLSX: "xlsx", Kind.XLSM: "xlsm"}
OPINIONS = "xlsx"  # an opinion workbook, whatever the file was
FEW = 24  # below this a second worker costs more than it brings
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Originals:
    """Where the files of a batch can be read again; `jobs` is None for as many as make sense."""

    submissions: tuple[Submission, ...] = ()
    passwords: tuple[str, ...] = ()
    jobs: int | None = None


NOTHING = Originals()


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


def write_copies(batch: BatchResult, originals: Originals, folder: Path) -> dict[str, str]:
    """Write a copy for each processed file with findings; its name by the path of the file.

    The folder must exist. Raises OSError where it cannot be written.
    """
    tasks = tuple(_tasks(batch, originals))
    jobs = originals.jobs or _jobs(len(tasks))
    extensions: dict[str, str] = {}
    for number, (task, copy) in enumerate(_copies(tasks, jobs)):
        extensions[task.submission.path] = copy.extension
        (folder / f"{number}").write_bytes(copy.content)
    from perfcheck.report.returned.naming import copy_names

    names = copy_names(extensions)
    for number, path in enumerate(extensions):
        (folder / f"{number}").replace(folder / names[path])
    return names


def _jobs(tasks: int) -> int:
    return 1 if tasks <= FEW else min(os.cpu_count() or 1, 8)


def _tasks(batch: BatchResult, originals: Originals) -> Iterator[Task]:
    projects: dict[str, list[Project]] = {}
    for project in batch.projects:
        projects.setdefault(project.file, []).append(project)
    sources = {submission.path: submission for submission in originals.submissions}
    for record in batch.files:
        own = projects.get(record.path, [])
        if _goes_back(record, own) and record.path in sources:
            yield Task(sources[record.path], letter(own), originals.passwords)


def _goes_back(record: FileRecord, projects: Sequence[Project]) -> bool:
    return record.status is Status.PROCESSED and any(p.findings for p in projects)


def _copies(tasks: Sequence[Task], jobs: int) -> Iterator[tuple[Task, Copy]]:
    if not tasks:
        return
    results = Crew(mark, _prepare, jobs).run(tasks)
    for task, result in zip(tasks, results, strict=True):
        yield task, _opinions(task) if isinstance(result, Failure) else result


def _prepare() -> None:
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
        if extension:
            return Copy(marked_copy(content, task.letter), extension)
    except (Unpatchable, PerfcheckError):
        pass
    except MemoryError:
        raise
    except Exception:
        log.exception("no marked copy of %r", task.submission.path)
    return _opinions(task)


def _opinions(task: Task) -> Copy:
    from perfcheck.report.returned.book import opinion_workbook

    return Copy(opinion_workbook(task.letter), OPINIONS)
