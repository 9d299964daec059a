"""Published forms of all families, read, scored and written: LibreOffice works out the same."""

import pytest

from perfcheck import batch
from perfcheck.report.sheets.projectplan import MOST_SHEETS
from perfcheck.report.workbook import write_workbook
from tests.form.test_published import CASES, case
from tests.forms import workbook
from tests.report.recalculate import differences, recalculated

SOME = CASES[::2]  # LibreOffice takes a third of a second for each
AT_ONCE = 45  # forms, of which some hold two projects: each must have its sheet

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.filterwarnings("ignore:.*extension is not supported"),
]


def test_the_figures_of_real_forms_are_those_of_a_spreadsheet_program(tmp_path):
    written, counts = [], []
    for start in range(0, len(SOME), AT_ONCE):
        folder = tmp_path / f"forms{start}"
        folder.mkdir()
        for name in SOME[start : start + AT_ONCE]:
            (folder / f"{name}.xlsx").write_bytes(workbook(case(name)[0]))
        found = batch.evaluate([folder])
        assert len(found.outlines) <= MOST_SHEETS
        written.append(tmp_path / f"{start}.xlsx")
        write_workbook(written[-1], found)
    again = recalculated(written, tmp_path / "libreoffice")
    for file in written:
        count, wrong = differences(file, again[file.name])
        assert wrong == []
        counts.append(count)
    assert sum(counts) > 6000
