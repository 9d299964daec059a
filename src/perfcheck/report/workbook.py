"""绩效评价结果.xlsx: the sheets of a batch, said as values and then drawn, in their order."""

from collections.abc import Iterable
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
    reporting,
    rubrics,
    scored,
    summary,
    unquantified,
)
from perfcheck.report.sheets.plan import plan
from perfcheck.report.xlsx import open_workbook

TITLE = "绩效评价结果"
REVIEWED_TITLE = "绩效评价结果（含复核）"  # by which the next run knows that it must look


def write_workbook(target: BinaryIO | Path, batch: BatchResult) -> None:
    """Write the workbook of a batch to a file or a stream; the same batch gives the same bytes."""
    title = REVIEWED_TITLE if batch.reviews.any else TITLE
    with open_workbook(target, title, spooled=True) as book:
        for content in contents(batch):
            draw(book, content)


def contents(batch: BatchResult) -> Iterable[SheetContent]:
    """The sheets as values, the first one on top."""
    places = plan(batch)
    yield summary.sheet(places)
    if batch.reporting:
        yield reporting.sheet(places, batch.reporting)
    picture = tuple(charts.sheets(places))
    yield from picture[:1]
    yield scored.sheet(places)
    yield findings.sheet(places)
    yield unquantified.sheet(places)
    yield rubrics.sheet(batch)
    yield files.sheet(places)
    yield from opinions.sheet(places)
    yield from lostreviews.sheet(batch.reviews)
    yield from picture[1:]
