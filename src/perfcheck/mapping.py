"""Tasks become answers, in their order: the map whose reduction is the batch.

On one machine a crew of worker processes does it. On many, any executor with the interface of
`concurrent.futures` does, in chunks; on each machine the chunk goes to a worker process as well,
so that a hostile file cannot end the machine's own process. What an executor fails to do is done
here.
"""

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from perfcheck.cache import fingerprint
from perfcheck.examining import Task, examine, prepare, warm_up_for_many
from perfcheck.workers import Crew, Failure

FEW = 8  # tasks that do not pay for loading everything first
CHUNK = 64  # tasks: starting a worker on another machine must not cost more than their work
Result = bytes | Failure
log = logging.getLogger(__name__)


class ForeignVersionError(RuntimeError):
    """Another machine runs another perfcheck, whose answers would not be the same."""


def examine_all(
    tasks: Sequence[Task], jobs: int, executor: Executor | None = None
) -> Iterator[Result]:
    """A packed answer or a Failure for each task, in order; workers begin at once.

    For a few tasks a worker loads what it needs, while there is other work to do here.
    """
    if executor is not None:
        return _elsewhere(tasks, jobs, executor)
    if len(tasks) > FEW:
        warm_up_for_many()
    return Crew(examine, prepare, jobs).run(tasks)


def _elsewhere(tasks: Sequence[Task], jobs: int, executor: Executor) -> Iterator[Result]:
    placed = [_placed(task) for task in tasks]
    chunks = [placed[start : start + CHUNK] for start in range(0, len(placed), CHUNK)]
    futures = [executor.submit(examine_chunk, chunk, fingerprint()) for chunk in chunks]
    for chunk, future in zip(chunks, futures, strict=True):
        try:
            results = future.result()
        except Exception as fault:  # noqa: BLE001 - a cluster fails in ways of its own
            log.warning("perfcheck examines %d files itself: %r", len(chunk), fault)
            results = list(Crew(examine, prepare, jobs).run(chunk))
        yield from results


def _placed(task: Task) -> Task:
    """The task with a path that means the same on every machine that shares the storage."""
    submission = task.submission
    return replace(task, submission=replace(submission, source=submission.source.absolute()))


def examine_chunk(chunk: Sequence[Task], wanted: str) -> list[Result]:
    """Examine a chunk on another machine, in a worker process of its own.

    Raises ForeignVersionError where another perfcheck asks, FileNotFoundError where a file is not
    to be seen from here: an answer would be wrong, and the one who asked can do better.
    """
    if fingerprint() != wanted:
        raise ForeignVersionError("another perfcheck is installed on this machine")
    for task in chunk:
        if not task.submission.source.exists():
            raise FileNotFoundError(task.submission.source)
    return list(Crew(examine, prepare, jobs=1).run(chunk))
