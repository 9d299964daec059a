"""A table that was not understood is one finding, however many rows it has."""

import pytest

from perfcheck.pipeline import process
from tests.form.test_published import case
from tests.forms import workbook


def told(name: str) -> list[tuple[str, int]]:
    """The cells of the findings that tell of unknown labels, each with how many cells it names."""
    ((_, findings),) = process(workbook(case(name)[0]), "表.xlsx")
    found = [f for f in findings if f.code == "CMP017"]
    return [(f.cell.address, len(f.related)) for f in found if f.cell]


@pytest.mark.parametrize(
    ("name", "findings"),
    [
        ("j_ezhou", [("B6", 5)]),  # three rows of costs, two labels each
        ("u_guangdong_weights", [("I4", 0)]),  # a column
        ("a_shanghai_info", [("D4", 0), ("A9", 0)]),  # far from each other
    ],
)
def test_labels_in_rows_of_one_table_are_told_together(name: str, findings: list[tuple[str, int]]):
    assert told(name) == findings
