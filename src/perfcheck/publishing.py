"""The results of a batch, written whole or not at all."""

import contextlib
import tempfile
from pathlib import Path

from perfcheck.errors import OutputError
from perfcheck.model.results import BatchResult

WORKBOOK = "绩效评价结果.xlsx"
RESULTS = "results.json"


def publish(batch: BatchResult, folder: Path) -> Path:
    """Write the workbook and the data into a folder, and return the workbook's path.

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
            for name in (WORKBOOK, RESULTS):
                (parts / name).replace(folder / name)
    except OSError as fault:
        with contextlib.suppress(OSError):
            folder.rmdir()  # only if it is empty
        raise OutputError(
            "OUT001",
            f"结果写不到“{folder}”：{fault.strerror or fault}",
            f"请先关闭已打开的《{WORKBOOK}》，确认文件夹可以写入、磁盘有空间，再重新运行。",
        ) from fault
    return folder / WORKBOOK
