"""The published figures are those of the code, and they may not fall unnoticed."""

import pytest
from tools import accuracy

LABELLED = accuracy.rows()
PART = accuracy.parts(LABELLED)
POINTS = accuracy.compare(LABELLED)
REPORT = accuracy.ROOT / "docs" / "accuracy.md"

# Shares of all rows, and of the rows that are not hard; raise them when the reader gets better.
FLOORS = {
    "accuracy": (1.0, 1.0),
    "precision": (1.0, 1.0),
    "recall": (1.0, 1.0),
    "kind": (1.0, 1.0),
    "operator": (1.0, 1.0),
    "value": (1.0, 1.0),
    "unit": (0.985, 0.98),
    "outcome": (1.0, 1.0),
    "undecidable": (0.9, 1.0),
    "score": (1.0, 1.0),
}


def share(measure: str, points: list[accuracy.Point]) -> float:
    right, count = accuracy.hits(points, measure)
    return right / count


def test_the_document_is_what_the_tool_prints():
    assert REPORT.read_text(encoding="utf-8") == f"{accuracy.report().rstrip()}\n"


@pytest.mark.parametrize("measure", accuracy.MEASURES)
def test_no_figure_falls_below_its_floor(measure):
    easy = [point for point in POINTS if point.row["hard"] != "y"]
    assert share(measure, POINTS) >= FLOORS[measure][0]
    assert share(measure, easy) >= FLOORS[measure][1]


def test_every_document_belongs_to_one_part():
    assert set(PART) == {row["source_id"] for row in LABELLED}
    counts = [sum(PART[row["source_id"]] == name for row in LABELLED) for name in accuracy.PARTS]
    assert counts == [203, 58, 98]


def test_the_misses_shown_are_those_counted():
    missed = [p for p in POINTS if not p.right and PART[p.row["source_id"]] == "refined"]
    said: list[str] = []
    assert accuracy.main(["--show", "refined"], said.append) == 0
    assert len(said) == len(missed)
    assert all(p.row["row_id"] in line for p, line in zip(missed, said, strict=True))


@pytest.mark.parametrize(
    ("found", "expected", "alike"),
    [
        ("0.950", "0.95", True),
        ("0.95", "0.96", False),
        ("-0.03..0.03", "-0.03..0.030", True),
        ("3", "3..5", False),
        ("--01..--12", "--01..--12", True),
        ("2021-12", "2021-12-31", False),
        ("None", "0", False),
    ],
)
def test_values_are_compared_as_numbers_or_else_as_texts(found, expected, alike):
    assert accuracy._alike(found, expected) is alike
