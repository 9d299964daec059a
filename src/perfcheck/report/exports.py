"""The results for whoever carries on with pandas, DuckDB or a database: JSON Lines and Parquet.

`results.jsonl` has one line a project, the object of `results.json`. The three Parquet files are
the tables of the batch (`perfcheck.tables`): amounts in 万元, rates as fractions, numbers as
64-bit floats, cells as text (自评表!G6). The same batch gives the same bytes.
"""

import json
from collections.abc import Iterable
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from perfcheck.errors import InputError
from perfcheck.model.results import BatchResult
from perfcheck.report.results import project_objects

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow

LINES = "results.jsonl"
TABLES = ("projects.parquet", "indicators.parquet", "findings.parquet")
FORMATS = {"jsonl": (LINES,), "parquet": TABLES}
NAMES = (LINES, *TABLES)


def check(formats: Iterable[str]) -> None:
    """Raise InputError where a format needs a library that is not installed."""
    if "parquet" in formats and find_spec("pyarrow") is None:
        raise InputError(
            "INP005",
            "写 Parquet 需要安装 pyarrow",
            "请运行 pip install pyarrow 后再试；也可以改用 --jsonl，不需要安装。",
        )


def write(batch: BatchResult, folder: Path, formats: Iterable[str]) -> None:
    """Write the files of the formats into a folder. Raises OSError."""
    if "jsonl" in formats:
        with (folder / LINES).open("wb") as file:
            write_lines(batch, file)
    if "parquet" in formats:
        _write_tables(batch, folder)


def write_lines(batch: BatchResult, file: BinaryIO) -> None:
    """One project a line."""
    for project in project_objects(batch):
        line = json.dumps(project, ensure_ascii=False, allow_nan=False)
        file.write(line.encode("utf-8", "replace") + b"\n")


def _write_tables(batch: BatchResult, folder: Path) -> None:
    from pyarrow import parquet

    from perfcheck import tables

    built = tables.build(batch.projects)
    for name, frame in zip(TABLES, (built.projects, built.indicators, built.findings), strict=True):
        parquet.write_table(_arrow(frame), folder / name, compression="zstd")


def _arrow(frame: "pd.DataFrame") -> "pyarrow.Table":
    """The table in plain types, without what pandas would say of itself."""
    import pyarrow as pa

    from perfcheck import tables

    kinds = {tables.TEXT: pa.string(), tables.COUNT: pa.int64(), tables.FLAG: pa.bool_()}
    columns = {}
    for name in frame.columns:
        values = [_plain(value) for value in frame[name].tolist()]
        kind = kinds.get(str(frame[name].dtype))
        if frame[name].dtype == tables.TEXT:
            kind = pa.string()
        elif kind is None:
            kind = pa.string() if name.endswith("cell") else pa.float64()
        columns[name] = pa.array(values, type=kind)
    return pa.table(columns)


def _plain(value: object) -> object:
    """A value as Arrow takes it: a number as a float, a cell as text, <NA> as nothing."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, Decimal):
        return float(value)
    if value is None or isinstance(value, bool | int):
        return value
    text = str(value)
    return None if text in ("<NA>", "nan") else text
