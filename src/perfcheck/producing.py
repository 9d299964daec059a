"""What workers make of a finished batch: pieces of its lists, and the marked copies.

Where workers inherit what is in memory, they are told only which projects or which file; what
they make lies in files, so that a batch is never in memory a second time. Elsewhere the lists are
made here, and workers are handed what they need for a copy.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

from perfcheck.report import pieces
from perfcheck.report.content import Body
from perfcheck.report.fragment import Fragment, unpack
from perfcheck.report.results import objects_text
from perfcheck.report.sheets.plan import Plan, Scope
from perfcheck.report.unitbooks import UnitBooks
from perfcheck.report.workbook import write_workbook
from perfcheck.returning import Copy, Originals, Wanted, mark, opinions, prepare, wanted
from perfcheck.returning import unpack as unpack_copy
from perfcheck.store import Store, key
from perfcheck.workers import Crew, Failure, forks, nothing

FEW = 24  # projects; below this a second worker costs more than it brings
PIECE = 16  # projects; a few of them fill a worker's hands, and none takes long
AHEAD = 32  # jobs that a worker holds: whoever hands them out writes the workbook meanwhile


@dataclass(frozen=True, slots=True)
class Scene:
    """What every worker of one batch knows, and where it leaves what it makes."""

    places: Plan
    pieces: Path
    copies: Path
    store: Store


@dataclass(frozen=True, slots=True)
class Rows:
    """The job to make a piece of some projects."""

    number: int
    projects: range


@dataclass(frozen=True, slots=True)
class Mark:
    """The job to mark a copy."""

    number: int
    file: Wanted


Job = Rows | Mark
Done = pieces.Tally | str  # of a piece, and the extension of a copy


@dataclass(frozen=True, slots=True)
class Made:
    """The lists of a batch, the objects of its projects, and the copies.

    `objects` are texts of `results.json` for `results.write`; `extensions` are those of the
    copies by the path of the file, which lie in their order under their numbers.
    """

    lists: pieces.Lists
    objects: Iterator[str]
    extensions: dict[str, str]


def make(places: Plan, originals: Originals, scratch: Path, copies: Path) -> Made:
    """Make everything; both folders must exist. Raises OSError where they cannot be written."""
    files = wanted(places.batch, originals)
    scene = Scene(places, scratch, copies, originals.store)
    count = len(places.batch.outlines)
    jobs = originals.jobs or (1 if count <= FEW else min(os.cpu_count() or 1, 8))
    marks = [Mark(number, file) for number, file in enumerate(files)]
    if count <= FEW or not forks():
        texts = [objects_text(places.batch, range(count), places.reviewed)] if count else []
        lists, objects = pieces.whole(places), iter(texts)
        done = _marked(scene, marks, jobs)
    else:
        rows = [Rows(number, own) for number, own in enumerate(_parts(places))]
        done = _all(scene, [*rows, *marks], jobs)
        tallies = [tally for tally in (next(done) for _ in rows) if isinstance(tally, pieces.Tally)]
        lists, objects = _lists(places, scratch, len(rows), tallies), _texts(scratch, len(rows))
    extensions = {file.submission.path: str(own) for file, own in zip(files, done, strict=True)}
    return Made(lists, objects, extensions)


def bind(books: UnitBooks, parts: Path, originals: Originals) -> Iterator[str]:
    """Write the workbooks of units below a folder, and say which one is done."""
    names = tuple(books.batches)
    if names:
        (parts / names[0]).parent.mkdir(exist_ok=True)
    work = partial(_bind, books, parts, originals.store)
    if not forks():
        yield from map(work, names)
        return
    crew = Crew(work, nothing, originals.jobs or os.cpu_count() or 1, ahead=AHEAD)
    for name, result in zip(names, crew.run(names), strict=True):
        yield work(name) if isinstance(result, Failure) else result


def _bind(books: UnitBooks, parts: Path, store: Store, name: str) -> str:
    batch = books.batches[name]
    own = batch.signatures(range(len(batch.outlines)))
    besides = repr((batch.files, batch.reviews, [rubric.id for rubric in batch.rubrics]))

    def written() -> bytes:
        stream = BytesIO()
        write_workbook(stream, batch, scope=Scope.UNIT)
        return stream.getvalue()

    (parts / name).write_bytes(store.made(key("book", besides, *own) if own else "", written))
    return name


def _parts(places: Plan) -> Iterator[range]:
    """The projects in pieces of at least PIECE; a file's projects stay together."""
    start, projects = 0, places.batch.outlines
    for index in range(1, len(projects)):
        if index - start >= PIECE and projects[index].file != projects[index - 1].file:
            yield range(start, index)
            start = index
    yield range(start, len(projects))


def _all(scene: Scene, tasks: Sequence[Job], jobs: int) -> Iterator[Done]:
    results = Crew(partial(_work, scene), nothing, jobs, ahead=AHEAD).run(tasks)
    for job, result in zip(tasks, results, strict=True):
        if not isinstance(result, Failure):
            yield result
        elif isinstance(job, Rows):
            yield _piece(scene, job)
        else:
            yield _kept(scene, job, opinions(job.file.task(scene.places.batch)))


def _marked(scene: Scene, marks: Sequence[Mark], jobs: int) -> Iterator[Done]:
    tasks = [job.file.task(scene.places.batch) for job in marks]
    results = Crew(mark, prepare, jobs).run(tasks)
    for job, task, result in zip(marks, tasks, results, strict=True):
        yield _kept(scene, job, opinions(task) if isinstance(result, Failure) else result)


def _work(scene: Scene, job: Job) -> Done:
    """Do one job; runs in a worker."""
    if isinstance(job, Rows):
        return _piece(scene, job)
    batch, rests_on = scene.places.batch, job.file.made_of(scene.places.batch)
    packed = scene.store.made(
        key("copy", *rests_on) if rests_on else "", lambda: mark(job.file.task(batch)).pack()
    )
    return _kept(scene, job, unpack_copy(packed))


def _kept(scene: Scene, job: Mark, copy: Copy) -> str:
    """Leave a copy under its number; the extension that it deserves."""
    (scene.copies / str(job.number)).write_bytes(copy.content)
    return copy.extension


def _piece(scene: Scene, job: Rows) -> pieces.Tally:
    """Leave the parts of a piece in files, those that stood in the last results as they were."""
    own, tally = pieces.rests_on(scene.places, job.projects), pieces.Tally()
    for part in pieces.parts(scene.places, job.projects):
        known = key("piece", part.name, str(part.start), *own) if own else ""
        made = scene.store.made(known, part.make)
        if part.name == pieces.TALLY:
            tally = pieces.Tally.unpack(made)
        else:
            (scene.pieces / f"{job.number}.{part.name}").write_bytes(part.settled(made))
    return tally


def _lists(
    places: Plan, scratch: Path, count: int, tallies: Sequence[pieces.Tally]
) -> pieces.Lists:
    """The lists of which all rows are drawn; read from their files when they are wanted."""
    found = (rows for severity in places.groups for rows in _drawn(scratch, count, severity))
    return pieces.Lists(
        Body(drawn=_drawn(scratch, count, pieces.SCORED)),
        Body(drawn=found),
        Body(drawn=_drawn(scratch, count, pieces.UNQUANTIFIED)),
        pieces.summed(tallies),
    )


def _drawn(scratch: Path, count: int, name: str) -> Iterator[Fragment]:
    for number in range(count):
        file = scratch / f"{number}.{name}"
        packed = file.read_bytes() if file.exists() else b""
        if packed:  # projects may have no findings
            yield unpack(packed)


def _texts(scratch: Path, count: int) -> Iterator[str]:
    for number in range(count):
        content = (scratch / f"{number}.{pieces.OBJECTS}").read_bytes()
        yield content.decode("utf-8", "surrogatepass")
