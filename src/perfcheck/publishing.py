"""The results of a batch, written whole or not at all."""

import contextlib
import datetime
import re
import tempfile
from pathlib import Path

from perfcheck.errors import OutputError
from perfcheck.model.results import BatchResult

WORKBOOK = "绩效评价结果.xlsx"
RESULTS = "results.json"
LETTERS = "回复"
OURS = re.compile(rb"^Message-ID: <pc-", re.MULTILINE)
HEAD = 1 << 14  # bytes of a letter in which its headers stand


def publish(batch: BatchResult, folder: Path, date: datetime.date | None = None) -> Path:
    """Write workbook, data and letters into a folder, and return the workbook's path.

    Everything is written beside its place first and then moved there, so that a full disk or a
    workbook that is open in Excel leaves the old results intact. Raises OutputError.
    """
    from perfcheck.report import results, workbook

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".writing-") as scratch:
            parts = Path(scratch)
            workbook.write_workbook(parts / WORKBOOK, batch)
            (parts / RESULTS).write_bytes(results.render(batch))
            _write_letters(parts, batch, date)
            for name in (WORKBOOK, RESULTS):
                (parts / name).replace(folder / name)
            _renew_letters(parts / LETTERS, folder / LETTERS)
    except OSError as fault:
        with contextlib.suppress(OSError):
            folder.rmdir()  # only if it is empty
        raise OutputError(
            "OUT001",
            f"结果写不到“{folder}”：{fault.strerror or fault}",
            f"请先关闭已打开的《{WORKBOOK}》，确认文件夹可以写入、磁盘有空间，再重新运行。",
        ) from fault
    return folder / WORKBOOK


def _write_letters(parts: Path, batch: BatchResult, date: datetime.date | None) -> None:
    if not batch.replies:
        return
    from perfcheck.report.replies.message import render

    (parts / LETTERS).mkdir()
    for reply in batch.replies:
        (parts / reply.file).write_bytes(render(reply, date=date))


def _renew_letters(new: Path, old: Path) -> None:
    """Put the letters of this run in the place of those of the last; other files stay."""
    kept = {file.name for file in new.glob("*.eml")}
    for file in old.glob("*.eml"):
        with file.open("rb") as stream:
            ours = OURS.search(stream.read(HEAD))
        if ours and file.name not in kept:
            file.unlink()
    if kept:
        old.mkdir(exist_ok=True)
    for name in sorted(kept):
        (new / name).replace(old / name)
