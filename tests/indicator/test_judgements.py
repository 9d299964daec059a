"""What becomes of pairs of cells as staff type them, one pair a row: judgements.csv."""

import csv
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from perfcheck.cli import main
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
    loaded, shown = loaded_by("judge", "≥95%", "93%", "--points", "10")
    heavy = {"pandas", "openpyxl", "xlsxwriter", "logging", "perfcheck.checks", "perfcheck.form"}
    assert not heavy & loaded
    assert len(shown) == 2
    assert "93% ÷ 95% = 97.89%" in shown[1]


def test_help_costs_little_more_than_argparse():
    loaded, shown = loaded_by("--help")
    assert shown[0].startswith("usage: perfcheck")
    dear = {"dataclasses", "typing", "logging", "pathlib", "decimal", "datetime", "shutil"}
    assert not dear & loaded
    ours = {name for name in loaded if name.startswith("perfcheck.")}
    assert len(ours) < 10


@pytest.mark.parametrize(
    "command",
    ["evaluate", "fetch", "reply", "judge", "template", "rules", "explain", "rubrics"],
)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit, match="0"):
        main([command, "--help"])
    assert capsys.readouterr().out.startswith(f"usage: perfcheck {command}")


def loaded_by(*arguments: str) -> tuple[set[str], list[str]]:
    """The modules that a command loads, and what it prints."""
    program = (
        "import sys, atexit; from perfcheck.cli import main;"
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr));"
        "main(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", program, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split()), done.stdout.splitlines()
