"""What reviewers wrote into the workbook of the last run, brought to its place in this one."""

import datetime
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from perfcheck.model import review
from perfcheck.model.results import BatchResult
from perfcheck.model.review import Review, Written, placed
from perfcheck.report.reviewed import finding_keys, line_keys
from perfcheck.workers import Crew, Failure, Limits

if TYPE_CHECKING:
    from perfcheck.form.grid import Grid

HEADING_ROWS = 12
CORE = "docProps/core.xml"
OUR_TIME = b"2020-01-01T00:00:00Z</dcterms:modified>"
REVIEWED = "（含复核）".encode()
MOST_CORE = 1 << 16
WAITING = "待处理"
PATIENCE = Limits(seconds=240, megabytes=1024)  # it is as large as the batch was
UNREAD = Written(
    lines=(
        Review(
            "",
            "上一份工作簿没有读出来",
            opinion="其中如有复核内容，没有带入。原工作簿已另存为带日期的一份，请打开核对。",
        ),
    ),
    touched=True,
)


def read_reviews(workbook: Path) -> Written | None:
    """What was written into a workbook; None where there is none or it cannot be read.

    One that cannot be read counts as worked in: it is kept, whatever it holds.
    """
    if not workbook.is_file():
        return None
    if _is_fresh(workbook):
        return Written()
    result = next(Crew(_read, _prepare, limits=PATIENCE).run([workbook]))
    return UNREAD if isinstance(result, Failure) else result


def with_reviews(batch: BatchResult, written: Written | None) -> BatchResult:
    """The batch with every review at its place, and a list of those that have none."""
    if written is None or not (written.lines or written.findings):
        return batch
    lines = [own for project in line_keys(batch) for own in project]
    findings = [own for project in finding_keys(batch) for own in project]
    return replace(batch, reviews=placed(written, lines, findings))


def dated(workbook: Path, number: int = 1) -> str:
    """The name under which a workbook is kept: with the time at which it was last saved."""
    saved = datetime.datetime.fromtimestamp(workbook.stat().st_mtime).astimezone()
    again = f"（{number}）" if number > 1 else ""
    return f"{workbook.stem}_{saved:%Y%m%d-%H%M}{again}{workbook.suffix}"


def _prepare() -> None:
    from perfcheck.form import grid

    grid.warm_up()


def _read(workbook: Path) -> Written:
    """Read one workbook; runs in a worker."""
    from perfcheck.errors import PerfcheckError
    from perfcheck.form.grid import read_grids

    content = workbook.read_bytes()
    try:
        grids = read_grids(content)
    except PerfcheckError:
        return UNREAD
    lines: dict[str, Review] = {}
    findings: dict[str, Review] = {}
    for grid in grids:
        for row in range(1, HEADING_ROWS):
            columns = {cell.text.replace("\n", ""): cell.column for cell in grid.row(row)}
            if review.KEY not in columns:
                continue
            target = lines if review.SCORE in columns else findings
            for number, own in enumerate(_rows(grid, row, columns)):
                target.setdefault(own.key or f"?{grid.sheet}{number}", own)
            break
    return Written(tuple(lines.values()), tuple(findings.values()), OUR_TIME not in _core(workbook))


def _rows(grid: "Grid", heading: int, columns: Mapping[str, int]) -> Iterator[Review]:
    for row in sorted(grid.shown):
        if row <= heading:
            continue

        def word(name: str, row: int = row) -> str:
            return grid.at(row, columns[name]).text.strip() if name in columns else ""

        state = word(review.STATE)
        own = Review(
            key=word(review.KEY),
            label="　".join(
                part for part in (word("项目名称"), word("三级指标") or word("问题")) if part
            ),
            tier=word(review.TIER) if word(review.TIER) in review.TIERS else "",
            score=word(review.SCORE),
            opinion=word(review.OPINION),
            state="" if state == WAITING else state,
        )
        if not own.empty:
            yield own


def _is_fresh(workbook: Path) -> bool:
    """Whether it is as we wrote it, and we had nothing of reviewers to write."""
    core = _core(workbook)
    return OUR_TIME in core and REVIEWED not in core


def _core(workbook: Path) -> bytes:
    """What a workbook says of itself; searched, not parsed. Ours states a fixed time."""
    try:
        with zipfile.ZipFile(workbook) as package, package.open(CORE) as part:
            return part.read(MOST_CORE)
    except (zipfile.BadZipFile, KeyError, OSError, zlib.error, ValueError, NotImplementedError):
        return b""
