"""绩效评价结果.xlsx: the sheets of a batch, said as values and then drawn, in their order."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from perfcheck.model.results import BatchResult
from perfcheck.report.content import SheetContent
from perfcheck.report.draw import draw
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
from perfcheck.report.sheets.plan import plan
from perfcheck.report.unitbooks import NO_BOOKS, UnitBooks
from perfcheck.report.xlsx import open_workbook

TITLE = "绩效评价结果"
REVIEWED_TITLE = "绩效评价结果（含复核）"  # by which the next run knows that it must look


def write_workbook(
    target: BinaryIO | Path, batch: BatchResult, books: UnitBooks = NO_BOOKS
) -> None:
    """Write the workbook of a batch to a file or a stream; the same batch gives the same bytes.

    `books` are workbooks of single units that lie beside it: the summary leads there.
    """
    title = REVIEWED_TITLE if batch.reviews.any else TITLE
    with open_workbook(target, title, spooled=True) as book:
        for content in contents(batch, books):
            draw(book, content)


def contents(batch: BatchResult, books: UnitBooks = NO_BOOKS) -> Iterable[SheetContent]:
    """The sheets as values, the first one on top; the hidden one with the charts' figures last."""
    places, data = replace(plan(batch), elsewhere=elsewhere(books)), Data()
    yield summary.sheet(places)
    if batch.reporting:
        yield reporting.sheet(places, batch.reporting)
    if batch.projects:
        yield charts.sheet(places, data)
    yield scored.sheet(places)
    yield findings.sheet(places)
    yield unquantified.sheet(places)
    yield rubrics.sheet(batch)
    yield files.sheet(places)
    yield from opinions.sheet(places)
    yield from lostreviews.sheet(batch.reviews)
    for index in range(len(places.sheets)):
        yield project.sheet(places, index, data)
    if batch.projects:
        yield data.sheet()
