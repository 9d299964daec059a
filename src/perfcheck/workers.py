"""Worker processes with a bounded time and memory: what dies in one takes nothing with it.

A reader can abort its whole process on a hostile file (python-calamine does, when memory runs
out), so nothing untrusted is parsed in the process that holds the batch. A task that takes too
long, too much memory or its worker's life ends as a `Failure`; a fresh worker takes the next one.
"""

import contextlib
import gc
import multiprocessing
import os
import platform
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar, cast

T = TypeVar("T")
R = TypeVar("R")

MEGABYTE = 1 << 20
READY = "ready"  # what a worker says when its libraries are loaded
STARTING = 120.0  # seconds that this may take on a busy machine
SELDOM = 50_000  # new objects after which a worker looks for garbage: some thirty forms
AHEAD = 3  # tasks that a worker holds: the one in hand, and the next ones already at its door


class Failure(StrEnum):
    """Why a task has no result."""

    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may use: wall seconds, and megabytes above what its worker has at the start."""

    seconds: float = 25.0
    megabytes: int = 380


def single_threaded() -> None:
    """Keep numpy from starting threads when it is loaded: a fork would not survive them."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def nothing() -> None:
    """How to prepare a worker that has all it needs."""


@dataclass(frozen=True, slots=True)
class Crew(Generic[T, R]):
    """How to work: `prepare` runs once in every worker, before its memory is limited.

    A worker is handed the next tasks before it is done with the first, so that it never waits;
    those that it has not begun when it fails go to another.
    """

    work: Callable[[T], R]
    prepare: Callable[[], None]
    jobs: int = 1
    limits: Limits = Limits()
    ahead: int = AHEAD

    def run(self, tasks: Sequence[T]) -> Iterator[R | Failure]:
        """One result or Failure for each task, in the order of the tasks.

        The workers begin at once: whoever has more to do may ask for results later.
        """
        waiting = deque(enumerate(tasks))
        crew = [_Worker(self) for _ in range(min(max(1, self.jobs), len(tasks)))]
        for _ in range(self.ahead):  # in turn: a short batch is shared out evenly
            for worker in crew:
                worker.take(waiting)
        return _results(crew, waiting, len(tasks))


Waiting = deque[tuple[int, T]]


def _results(
    crew: Sequence["_Worker[T, R]"], waiting: "Waiting[T]", count: int
) -> Iterator[R | Failure]:
    done: dict[int, R | Failure] = {}
    try:
        for index in range(count):
            while index not in done:
                _collect(crew, waiting, done)
            yield done.pop(index)
    finally:
        for worker in crew:
            worker.dismiss()


def _collect(
    crew: Sequence["_Worker[T, R]"], waiting: "Waiting[T]", done: dict[int, R | Failure]
) -> None:
    """Wait for the next event among busy workers, and give whoever is free the next task."""
    busy = [worker for worker in crew if worker.held]
    patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
    ready = wait([worker.connection for worker in busy], timeout=patience)
    for worker in busy:
        overdue = time.monotonic() >= worker.deadline
        if worker.connection in ready or overdue:
            if not worker.ready and worker.greets():
                continue
            index, result = worker.finish(waiting)
            done[index] = result
    for worker in crew:
        while len(worker.held) < worker.crew.ahead and waiting:
            worker.take(waiting)


class _Worker(Generic[T, R]):
    """One process and the tasks that it holds, the first one in hand; replaced when it fails."""

    deadline: float

    def __init__(self, crew: Crew[T, R]) -> None:
        self.crew = crew
        self.held: Waiting[T] = deque()
        self._start()

    def _start(self) -> None:
        self.connection, theirs = multiprocessing.Pipe()
        self.ready = False
        self.process = _process(theirs, self.crew)
        with _parenthood():
            self.process.start()
        theirs.close()

    def take(self, waiting: "Waiting[T]") -> None:
        """Take the next task, if there is one."""
        if not waiting:
            return
        if not self.held:
            self._begin()
        self.held.append(waiting.popleft())
        with contextlib.suppress(OSError):  # it died; `finish` will notice
            self.connection.send(self.held[-1][1])

    def _begin(self) -> None:
        """The time of the task in hand begins to count."""
        allowed = self.crew.limits.seconds if self.ready else STARTING
        self.deadline = time.monotonic() + allowed

    def greets(self) -> bool:
        """Whether the process is ready now; then the time of its first task begins to count."""
        try:
            self.ready = self.connection.poll() and self.connection.recv() == READY
        except (EOFError, OSError):
            return False
        self._begin()
        return self.ready

    def finish(self, waiting: "Waiting[T]") -> tuple[int, R | Failure]:
        """The result of the task in hand; a worker without one is replaced, its rest given back."""
        index, _ = self.held.popleft()
        try:
            answered = self.connection.poll()
            result = cast("R | Failure", self.connection.recv()) if answered else Failure.TIMEOUT
        except (EOFError, OSError):
            result = Failure.CRASH
        self._begin()
        if isinstance(result, Failure):
            waiting.extendleft(reversed(self.held))
            self.held.clear()
            self.dismiss()
            self._start()
        return index, result

    def dismiss(self) -> None:
        """End the process, whatever it is doing."""
        self.connection.close()
        self.process.kill()
        self.process.join()


def forks() -> bool:
    """Whether a worker inherits what is in memory here: on Linux, before threads exist."""
    return platform.system() == "Linux" and threading.active_count() == 1


def _process(connection: Connection, crew: Crew[T, R]) -> BaseProcess:
    """Forking is cheap, and safe before threads exist; elsewhere a fresh interpreter is started."""
    if forks():
        fork = multiprocessing.get_context("fork")
        return fork.Process(target=_serve, args=(connection, crew), daemon=True)
    spawn = multiprocessing.get_context("spawn")
    return spawn.Process(target=_serve, args=(connection, crew), daemon=True)


@contextlib.contextmanager
def _parenthood() -> Iterator[None]:
    """Let a process of a cluster start workers, though it is daemonic itself.

    What multiprocessing fears does not happen: our workers end when their pipe closes.
    """
    own = cast("dict[str, bool]", vars(multiprocessing.current_process())["_config"])
    daemonic = own.pop("daemon", None)
    try:
        yield
    finally:
        if daemonic is not None:
            own["daemon"] = daemonic


def _serve(connection: Connection, crew: Crew[T, R]) -> None:
    crew.prepare()
    gc.freeze()  # what was there before is never garbage: looking through it would copy it, too
    gc.set_threshold(SELDOM)
    gc.enable()  # whoever forked us may have turned it off, and we may live long
    _limit_memory(crew.limits.megabytes)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        connection.send(READY)
        while True:
            task = connection.recv()
            connection.send(_attempt(crew.work, task))


def _attempt(work: Callable[[T], R], task: T) -> R | Failure:
    try:
        return work(task)
    except KeyboardInterrupt:
        raise
    except MemoryError:
        return Failure.MEMORY
    except BaseException:  # noqa: BLE001 - a Rust panic is no Exception, and ends only this task
        return Failure.CRASH


def _limit_memory(megabytes: int) -> None:
    """Allow that much address space beyond what is in use now; only where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    in_use = _address_space()
    if in_use:
        ceiling = in_use + megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))


def _address_space() -> int:
    """Bytes of address space in use, 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no path, a kernel file
            pages = int(file.read().split()[0])
    except OSError:
        return 0
    import resource

    return pages * resource.getpagesize()
