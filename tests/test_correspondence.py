"""The roster is read in a worker, as forms are: anybody may have put that file there."""

from pathlib import Path

import pytest

from perfcheck import batch
from perfcheck.correspondence import compare, find_roster
from perfcheck.errors import InputError
from perfcheck.model.filenames import ROSTER_FILE
from tests.form.packages import SHEET, with_dtd
from tests.forms import Table, national, workbook

ROSTER = workbook(Table({(1, 1): "单位", (1, 2): "项目", (2, 1): "某某区公路养护中心"}))


def compared(folder: Path, roster: bytes):
    (folder / "表.xlsx").write_bytes(workbook(national()))
    (folder / ROSTER_FILE).write_bytes(roster)
    return compare(batch.evaluate([folder], jobs=1), find_roster([folder]))


def test_a_roster_in_the_folder_is_compared_with_what_came(tmp_path: Path):
    found = compared(tmp_path, ROSTER)
    assert found.reporting is not None


@pytest.mark.parametrize(
    "roster",
    [
        b"",
        b"PK\x03\x04",
        b"%PDF-1.4",
        ROSTER[:-30],
        with_dtd(SHEET, ROSTER),
        bytes(range(256)) * 99,
    ],
)
def test_a_hostile_roster_is_an_error_in_words(tmp_path: Path, roster: bytes):
    with pytest.raises(InputError) as refusal:
        compared(tmp_path, roster)
    assert refusal.value.code in ("INP010", "INP002")
    assert refusal.value.advice
