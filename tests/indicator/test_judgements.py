"""What becomes of pairs of cells as staff type them, one pair a row: judgements.csv."""

import csv
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from perfcheck.judging import Question, answer
from perfcheck.scoring.rubric import load

TABLE = Path(__file__).with_name("judgements.csv")


def rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def named(row):
    return f"{row['name']}: {row['target']} <- {row['actual']}"


@pytest.mark.parametrize("row", [pytest.param(row, id=named(row)) for row in rows()])
def test_two_cells_are_judged_as_a_person_judges_them(row):
    question = Question(
        row["target"],
        row["actual"],
        row["name"],
        "产出",
        row["subcategory"],
        points=Decimal(row["points"]),
    )
    judgement = answer(question, load("national-2020")).judgement
    assert judgement.outcome.value == row["outcome"]
    if row["score"]:
        assert judgement.score is not None
        assert abs(judgement.score - Decimal(row["score"])) < Decimal("0.01")


def test_no_pair_is_asked_twice():
    asked = [named(row) for row in rows()]
    assert len(asked) == len(set(asked)) >= 170


def test_a_question_on_the_command_line_needs_no_pandas():
    program = (
        "import sys; from perfcheck.cli import main;"
        "main(['judge', '≥95%', '93%', '--points', '10']);"
        "sys.exit(len({'pandas', 'openpyxl', 'xlsxwriter'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2
    assert "93% ÷ 95% = 97.89%" in done.stdout
