"""Excel opens every workbook that is written without offering to repair it."""

import io
from dataclasses import replace

import pytest

from perfcheck import publishing
from perfcheck.report.returned.book import opinion_workbook
from perfcheck.report.rostersheet import write_roster
from perfcheck.report.template import write_template
from perfcheck.report.workbook import write_workbook
from perfcheck.scoring.rubric import available, load
from tests.office.sound import sound
from tests.report import batches
from tests.report.forms import filled, oddities
from tests.report.founding import EXAMPLE
from tests.report.projects import batch
from tests.report.returned.marking import mark, plain

NAMES = (
    "'",
    "甲'乙",
    "[表]:*?/\\",
    "history",
    "同" * 40,
    "A1",
    "😀" * 20,
    "",
    "=1+1",
    '"&"',
    "<b>",
)
BATCHES = {
    "seed": batches.SEED,
    "odd": batches.ODD,
    "nothing": batches.NOTHING,
    "two rubrics": batches.TWO_RUBRICS,
    "twelve": batches.crowd(12),
    "strange names": batch(
        *(
            replace(EXAMPLE, id=f"P{number:03d}", name=name, unit=name, department=name)
            for number, name in enumerate(NAMES, start=1)
        )
    ),
}


@pytest.mark.parametrize("name", BATCHES)
def test_results(name):
    stream = io.BytesIO()
    write_workbook(stream, BATCHES[name])
    sound(stream.getvalue())


def test_results_of_many_and_the_workbooks_of_their_units(tmp_path):
    publishing.publish(batches.crowd(70), tmp_path)
    written = list(tmp_path.rglob("*.xlsx"))
    assert len(written) == 6
    for file in written:
        sound(file.read_bytes())


@pytest.mark.parametrize("rubric", available())
@pytest.mark.parametrize("filling", [None, filled(), oddities()["every-hint"]])
def test_templates(rubric, filling):
    stream = io.BytesIO()
    write_template(stream, load(rubric), filling)
    sound(stream.getvalue())


def test_the_roster_and_the_opinions_alone():
    stream = io.BytesIO()
    write_roster(stream)
    sound(stream.getvalue())
    sound(opinion_workbook(mark(plain()).letter))
