"""The results of a batch, written whole or not at all."""

import contextlib
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from perfcheck.answering import with_earlier
from perfcheck.correspondence import draft
from perfcheck.errors import OutputError
from perfcheck.model.reply import Terms
from perfcheck.model.results import BatchResult
from perfcheck.model.review import Written
from perfcheck.returning import FOLDER, NOTHING, Originals
from perfcheck.reviewing import dated, read_reviews, with_reviews

WORKBOOK = "绩效评价结果.xlsx"
RESULTS = "results.json"
LETTERS, BOOKS = "回复", "分单位"
USUAL = Terms()
OURS = re.compile(rb"^Message-ID: <pc-", re.MULTILINE)
CREATOR = b"<dc:creator>perfcheck</dc:creator>"
MOST_CORE = 1 << 16
UNREADABLE = (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, zlib.error)
HEAD = 1 << 14  # bytes of a letter in which its headers stand


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is written; what the fields mean stands at `publish`."""

    by_unit: bool
    brief: bool
    formats: tuple[str, ...]


def publish(
    batch: BatchResult,
    folder: Path,
    terms: Terms = USUAL,
    originals: Originals = NOTHING,
    *,
    by_unit: bool = False,
    brief: bool = False,
    formats: Sequence[str] = (),
) -> Path:
    """Write workbook, data, letters and marked copies, and return the workbook's path.

    Beyond `MOST_SHEETS` projects, or where asked for `by_unit`, every unit has a workbook with
    the sheets of its projects. A `brief` result is the lists and the data alone, without those,
    charts and marked copies. `formats` are further ones for the data (`report.exports`).

    Everything is written beside its place first and then moved there; if one move fails, those
    before it are taken back. So a full disk or a workbook that is open in Excel leaves the old
    results intact. What reviewers wrote into the last workbook is carried over, and that workbook
    kept under a dated name. Letters and copies of the last run that have no successor are removed.
    Raises OutputError.
    """
    from perfcheck.report import exports

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".writing-") as scratch:
            parts = Path(scratch, "new")
            extent = Extent(by_unit, brief, tuple(formats))
            _write(parts, batch, folder, terms, originals, extent)
            last = (name for name in exports.NAMES if (folder / name).is_file())
            gone = (*_last_copies(folder), *_last_letters(folder), *_last_books(folder), *last)
            _swap(parts, folder, gone, Path(scratch, "old"))
    except OSError as fault:
        with contextlib.suppress(OSError):
            folder.rmdir()  # only if it is empty
        raise OutputError(
            "OUT001",
            f"结果写不到“{folder}”：{fault.strerror or fault}",
            f"请先关闭已打开的《{WORKBOOK}》和“{FOLDER}”中的文件，确认文件夹可以写入、磁盘有空间，"
            "再重新运行。",
        ) from fault
    return folder / WORKBOOK


def _write(
    parts: Path,
    batch: BatchResult,
    folder: Path,
    terms: Terms,
    originals: Originals,
    extent: Extent,
) -> None:
    """Write everything new below `parts`; `folder` holds what the last run left."""
    from perfcheck.producing import bind, make
    from perfcheck.report import exports, results, unitbooks, workbook
    from perfcheck.report.returned.naming import copy_names
    from perfcheck.report.sheets.plan import Scope
    from perfcheck.report.sheets.projectplan import MOST_SHEETS

    copies, scratch = parts / FOLDER, parts.with_name("pieces")
    copies.mkdir(parents=True)
    scratch.mkdir()
    before = read_reviews(folder / WORKBOOK)
    batch = with_earlier(with_reviews(batch, before), folder / RESULTS)
    places = workbook.lay_out(batch, scope=Scope.LISTS if extent.brief else Scope.ALL)
    made = make(
        places, replace(originals, submissions=()) if extent.brief else originals, scratch, copies
    )
    names = copy_names(made.extensions)
    for number, path in enumerate(made.extensions):
        (copies / f"{number}").replace(copies / names[path])
    complete = draft(_with_copies(batch, names), terms)
    by_unit = extent.by_unit or len(complete.outlines) > MOST_SHEETS
    books = unitbooks.unit_books(complete) if by_unit and not extent.brief else unitbooks.NO_BOOKS
    bound = bind(books, parts, originals)
    next(bound, None)  # workers begin while the workbook of the whole batch is written
    places = workbook.completed(places, complete, books)
    workbook.write_planned(parts / WORKBOOK, places, made.lists)
    with (parts / RESULTS).open("wb") as file:
        results.write(file, complete, places.overview, made.objects)
    for _ in bound:
        pass
    exports.write(complete, parts, extent.formats)
    _write_letters(parts, complete, terms)
    _keep(folder / WORKBOOK, parts, before)


def _keep(workbook: Path, parts: Path, before: Written | None) -> None:
    """Keep the last workbook under a dated name if somebody worked in it and it is replaced."""
    if before is None or not before.worth_keeping:
        return
    content = workbook.read_bytes()
    if content == (parts / WORKBOOK).read_bytes():
        return
    name, number = dated(workbook), 1
    while (workbook.parent / name).exists() and (workbook.parent / name).read_bytes() != content:
        number += 1
        name = dated(workbook, number)
    (parts / name).write_bytes(content)


def _with_copies(batch: BatchResult, names: dict[str, str]) -> BatchResult:
    """The batch with the marked copy of each file beside it."""
    files = tuple(
        replace(record, returned=f"{FOLDER}/{names[record.path]}")
        if record.path in names
        else record
        for record in batch.files
    )
    return replace(batch, files=files)


def _write_letters(parts: Path, batch: BatchResult, terms: Terms) -> None:
    if not batch.replies:
        return
    from perfcheck.report.replies.message import render

    (parts / LETTERS).mkdir()
    for reply in batch.replies:
        copies = [(Path(name).name, (parts / name).read_bytes()) for name in reply.copies]
        (parts / reply.file).write_bytes(render(reply, copies, terms.date))


def count_letters(folder: Path) -> int:
    """How many letters of the last run lie in a folder of results."""
    return sum(1 for _ in _last_letters(folder))


def _last_copies(folder: Path) -> Iterator[str]:
    """The copies that the last run wrote, by its own account: nothing else is ever removed."""
    from perfcheck.report.earlier import head

    try:
        records = cast("list[dict[str, object]]", head(folder / RESULTS)["files"])
        files = [str(record.get("returned") or "") for record in records]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return
    for name in files:
        parts = Path(name).parts
        if len(parts) == 2 and parts[0] == FOLDER and (folder / name).is_file():
            yield name


def _last_letters(folder: Path) -> Iterator[str]:
    """The letters of the last run, known by their ids; other files stay."""
    for file in sorted((folder / LETTERS).glob("*.eml")):
        with file.open("rb") as stream:
            if OURS.search(stream.read(HEAD)):
                yield f"{LETTERS}/{file.name}"


def _last_books(folder: Path) -> Iterator[str]:
    """The workbooks of units that the last run wrote, known by their author; other files stay."""
    for file in sorted((folder / BOOKS).glob("*.xlsx")):
        with contextlib.suppress(*UNREADABLE), zipfile.ZipFile(file) as package:
            with package.open("docProps/core.xml") as part:
                ours = CREATOR in part.read(MOST_CORE)
            if ours:
                yield f"{BOOKS}/{file.name}"


def _swap(parts: Path, folder: Path, gone: Sequence[str], old: Path) -> None:
    """Move new files to their places; the old ones go back if one cannot be moved."""
    found = (p.relative_to(parts).as_posix() for p in parts.rglob("*") if p.is_file())
    new = dict.fromkeys(sorted(found))
    moved: list[tuple[Path, Path]] = []
    try:
        for name in dict.fromkeys((*new, *gone)):
            for place in (folder / name, old / name):
                place.parent.mkdir(parents=True, exist_ok=True)
            if (folder / name).exists():
                _move(folder / name, old / name, moved)
            if name in new:
                _move(parts / name, folder / name, moved)
    except OSError:
        for source, target in reversed(moved):
            target.replace(source)
        raise
    finally:
        for name in (FOLDER, LETTERS, BOOKS):
            with contextlib.suppress(OSError):
                (folder / name).rmdir()  # only if it is empty


def _move(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    source.replace(target)
    moved.append((source, target))
