"""Forms as authorities publish them and units fill them: every field of each, with its cell.

A file in `cases/` holds one sheet (see `tests.forms`), a line `====`, and the reading as somebody
would write it down by hand (see `told`). The letter before the name is the family.
"""

from pathlib import Path

import pytest

from perfcheck.errors import LayoutError
from perfcheck.form.build import read_forms
from tests.form.opendocs import ods
from tests.form.told import fields_of, told
from tests.forms import Table, table, workbook

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def case(name: str) -> tuple[Table, list[str]]:
    """The sheet of a case, and the lines of its reading."""
    sheet, _, reading = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").partition("\n====\n")
    lines = [line for line in sheet.splitlines() if not line.startswith("# ")]
    return table("\n".join(lines)), reading.splitlines()


def read(sheet: Table, content: bytes = b"") -> list[str]:
    """The lines of all forms of a sheet, or the code with which it is refused."""
    try:
        forms = read_forms(content or workbook(sheet), "表.xlsx")
    except LayoutError as refusal:
        return [f"refused {refusal.code}"]
    return [line for form in forms for line in told(form)]


@pytest.mark.parametrize("name", CASES)
def test_every_field_is_read_with_its_cell(name: str):
    sheet, expected = case(name)
    assert fields_of(read(sheet)) == fields_of(expected)


@pytest.mark.parametrize("name", CASES)
def test_an_opendocument_sheet_is_read_like_any_other(name: str):
    sheet, _ = case(name)
    assert read(sheet, ods(sheet)) == read(sheet)


def test_there_are_forms_of_every_family():
    assert {name[0] for name in CASES} >= set("abcdefghijkz")
    assert sum(len(fields_of(case(name)[1])) for name in CASES) > 3000
