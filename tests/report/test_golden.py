"""Every sheet of the workbook, as text: what changes here, changes for every reader."""

from io import BytesIO

import pytest

from perfcheck.report import console, results
from perfcheck.report.workbook import write_workbook
from tests.dump import dump
from tests.report import batches

SHEETS = {
    "汇总表": "summary",
    "图表": "charts",
    "评分明细": "scored",
    "问题清单": "findings",
    "未量化指标": "unquantified",
    "评分标准": "rubrics",
    "处理记录": "files",
    "_图表数据": "chart-data",
}


def written(batch) -> bytes:
    stream = BytesIO()
    write_workbook(stream, batch)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["seed", "odd", "nothing"])
def test_golden_sheets(name, golden):
    sheets = dump(written(getattr(batches, name.upper())))
    known = list(SHEETS) if name != "nothing" else [s for s in SHEETS if "图表" not in s]
    assert [sheet for sheet in sheets if not sheet.startswith("P00")] == known
    for sheet, text in sheets.items():
        golden(f"{name}-{SHEETS.get(sheet) or sheet.split()[0]}.txt", text)


@pytest.mark.parametrize("name", ["seed", "odd", "nothing"])
def test_golden_results(name, golden):
    golden(f"{name}-results.json", results.render(getattr(batches, name.upper())).decode())


@pytest.mark.parametrize("name", ["seed", "odd", "nothing"])
def test_golden_console(name, golden):
    batch = getattr(batches, name.upper())
    golden(f"{name}-console.txt", console.summary_table(batch) + "\n")
