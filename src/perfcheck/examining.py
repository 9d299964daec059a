"""One submission examined in a worker, and its answer as bytes."""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass

from perfcheck.answers import Answer, pack
from perfcheck.errors import EncryptedError, OpinionsError, PerfcheckError
from perfcheck.intake.kinds import Kind, admit, place_reason, sniff
from perfcheck.intake.submission import Submission
from perfcheck.model.results import Reason, Status
from perfcheck.workers import single_threaded

log = logging.getLogger(__name__)

INTERNAL = Reason(
    "INT002",
    "核查程序处理这个文件时出错（不是填表的问题）",
    "其他文件不受影响。请把这个文件和 perfcheck.log 一并反馈给维护人员，先人工核对这张表。",
)
NOTED: Mapping[Kind, str] = {Kind.XLSM: "macros", Kind.XML2003: "xml2003"}


@dataclass(frozen=True, slots=True)
class Task:
    """One file to examine, the rubric that the clerk wants for all, and the passwords to try."""

    submission: Submission
    rubric: str | None
    passwords: tuple[str, ...] = ()


def warm_up() -> None:
    """Load all that examining needs, so that workers forked from here have it already."""
    single_threaded()
    from perfcheck import pipeline
    from perfcheck.checks import catalogue
    from perfcheck.form import grid, layout

    del pipeline
    grid.warm_up()
    catalogue.all_checks()
    layout.load_layouts()


def warm_up_for_many() -> None:
    """Load also what a file or two hardly need: every pattern, at half a second."""
    from perfcheck.indicator.lazily import compile_all

    warm_up()
    compile_all()


def prepare() -> None:
    """Load the heavy libraries before the worker's memory is limited, and speak to nobody.

    A reader that panics or aborts writes to standard error by itself; what it means is said in
    the record of the file.
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    os.environ["RUST_BACKTRACE"] = "0"  # where it is on, each panic takes seconds to describe
    warm_up()


def examine(task: Task) -> bytes:
    """Examine one file and pack the answer; runs in a worker. Whatever is wrong becomes data."""
    return pack(answer(task))


def answer(task: Task) -> Answer:
    """Examine one file."""
    submission, kind = task.submission, task.submission.kind
    try:
        content = submission.read(task.passwords)
        kind = sniff(content, submission.path)
        return _read(task, content, kind)
    except PerfcheckError as fault:
        reason = Reason(fault.code, fault.message, fault.advice)
        return Answer(Status.REJECTED, reason, kind)
    except MemoryError:
        raise
    except Exception:
        log.exception("perfcheck failed on %r", submission.path)
        return Answer(Status.REJECTED, INTERNAL, kind)


def _read(task: Task, content: bytes, kind: Kind) -> Answer:
    """The forms of a workbook; one with a password is opened if a password of the list does it."""
    path = task.submission.path
    note = place_reason(NOTED[kind]) if kind in NOTED else None
    try:
        admit(content, kind)
        return _found(task, content, kind, note)
    except EncryptedError:
        from perfcheck.intake.passwords import unlock

        opened = unlock(content, task.passwords)
        if opened is None and task.passwords:
            told = place_reason("wrong")
            raise EncryptedError(told.code, told.message, told.advice) from None
        if opened is None:
            raise
        admit(opened, sniff(opened, path))
        return _found(task, opened, kind, place_reason("unlocked"))


def _found(task: Task, content: bytes, kind: Kind, note: Reason | None) -> Answer:
    """The forms, or else the answers of a unit that sent them without its form."""
    from perfcheck.form.build import read_answers
    from perfcheck.pipeline import process

    try:
        checked = process(content, task.submission.path, task.rubric)
    except OpinionsError:
        answers = read_answers(content)
        if answers is None:
            raise
        return Answer(Status.PROCESSED, note, kind, answers=answers)
    return Answer(Status.PROCESSED, note, kind, checked)
