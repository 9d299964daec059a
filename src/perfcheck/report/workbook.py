"""绩效评价结果.xlsx: the sheets of a batch, said as values and then drawn, in their order."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from perfcheck.model.results import BatchResult
from perfcheck.report.content import SheetContent
from perfcheck.report.draw import draw
from perfcheck.report.pieces import Lists, whole
from perfcheck.report.sheets import (
    charts,
    files,
    findings,
    lostreviews,
    opinions,
    project,
    reporting,
    rubrics,
    scored,
    summary,
    unquantified,
)
from perfcheck.report.sheets.chartdata import Data
from perfcheck.report.sheets.elsewhere import elsewhere
from perfcheck.report.sheets.plan import Plan, Scope, plan
from perfcheck.report.unitbooks import NO_BOOKS, UnitBooks
from perfcheck.report.xlsx import open_workbook

TITLE = "绩效评价结果"
REVIEWED_TITLE = "绩效评价结果（含复核）"  # by which the next run knows that it must look


def write_workbook(
    target: BinaryIO | Path,
    batch: BatchResult,
    books: UnitBooks = NO_BOOKS,
    scope: Scope = Scope.ALL,
) -> None:
    """Write the workbook of a batch to a file or a stream; the same batch gives the same bytes.

    `books` are workbooks of single units that lie beside it: the summary leads there.
    """
    places = lay_out(batch, books, scope)
    write_planned(target, places, whole(places), prepared=False)


def lay_out(batch: BatchResult, books: UnitBooks = NO_BOOKS, scope: Scope = Scope.ALL) -> Plan:
    """Settle where everything in the workbook of a batch stands."""
    return completed(plan(batch, scope), batch, books)


def completed(places: Plan, batch: BatchResult, books: UnitBooks) -> Plan:
    """The plan with what was added to the batch since, and with the workbooks of its units."""
    return replace(places, batch=batch, elsewhere=elsewhere(books))


def write_planned(
    target: BinaryIO | Path, places: Plan, lists: Lists, *, prepared: bool = True
) -> None:
    """Write a workbook whose places are settled.

    In a `prepared` one the rows of the lists may be drawn already. One with sheets for its
    projects is small enough to be written from memory.
    """
    title = REVIEWED_TITLE if places.batch.reviews.any else TITLE
    with open_workbook(target, title, spooled=not places.sheets) as book:
        if prepared:
            book.prepare()
        for content in planned(places, lists):
            draw(book, content)


def contents(batch: BatchResult, books: UnitBooks = NO_BOOKS) -> Iterable[SheetContent]:
    """The sheets of a batch as values."""
    places = lay_out(batch, books)
    return planned(places, whole(places))


def planned(places: Plan, lists: Lists) -> Iterable[SheetContent]:
    """The sheets as values, the first one on top; the hidden one with the charts' figures last."""
    batch, data, tally = places.batch, Data(), lists.tally
    whole_batch = places.scope is Scope.ALL
    yield summary.sheet(places)
    if batch.reporting:
        yield reporting.sheet(places, batch.reporting)
    if batch.outlines and whole_batch:
        yield charts.sheet(places, data)
    yield scored.sheet(places, lists.scored, assumed=tally.assumed)
    yield findings.sheet(places, tally.waiting, lists.findings)
    if whole_batch:
        yield unquantified.sheet(places, tally.kinds, lists.unquantified)
    yield rubrics.sheet(batch)
    yield files.sheet(places)
    yield from opinions.sheet(places)
    yield from lostreviews.sheet(batch.reviews)
    for index in range(len(places.sheets)):
        yield project.sheet(places, index, data)
    if data.rows:
        yield data.sheet()
