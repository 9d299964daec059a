"""A label in words that nobody knows: what it heads is read all the same, or told, not lost.

Labels of every published form are replaced in turn. What then reads otherwise must be told at
the place of that label; the exceptions are named, so that none is added unseen.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from perfcheck.model.cells import column_letters
from tests.form.spelling import WORDS, is_label
from tests.form.test_published import CASES, case, read
from tests.forms import Table

UNKNOWN = "某某栏目"
SOME = 2  # of so many labels one is replaced, to save time
# Where such a label leaves no trace: a word beside or above prose could be prose itself.
LOST = {
    ("c_sichuan_blank", "D7"),  # above blanks: no value is lost
    ("f_goal_beside", "A10"),  # the points stand in the label itself
    ("j_two_periods", "A15"),
    ("u_three_header_rows", "I9"),  # told in the row below, at the headings that divide it
    ("v_hainan_goals_below", "G17"),  # below the indicators the pair of labels alone tells a goal
    ("v_hebei_words", "C2"),  # told at the title of its section, left of it
}
# Where another value is read in its place: the label alone says what it is.
WRONG = {
    ("a_putuo_pair", "A24"),  # the unit of the amounts stands in the label itself
    ("e_two_units", "A8"),
    ("j_two_blocks_spaced", "A7"),
    ("f_two_goals_flat", "A18"),  # a sum of two tables, read as a row without a name
    ("e_lowest_department", "A2"),  # the title names the year as well
    ("e_region_targets", "A6"),
    ("e_spent_beside", "A4"),  # two blocks of amounts side by side, of which one is known
    ("e_spent_beside", "D4"),
    ("u_three_header_rows", "E9"),  # told in the row below, at the headings that divide it
    ("u_evaluation_costs", "B3"),
    ("u_one_line_funds", "A5"),
    ("u_crossed", "A7"),
    ("v_hainan_goals_below", "C17"),  # below the indicators, where another row of them could stand
    ("v_henan_approved", "A34"),  # the line of seals, which nothing else tells from a row
    ("u_numbered_rows", "C5"),  # the row is the total all the same, by its place
    ("u_sources_side_by_side", "A9"),  # the source is named again beside, with the same amounts
    ("u_sources_side_by_side", "A11"),
    ("u_sources_side_by_side", "A12"),
}

Fields = set[tuple[str, str]]


def fields(lines: list[str]) -> Fields:
    """The filled fields of a reading, each with its kind; not what was only told."""
    return {
        (kind, field.strip())
        for kind, _, rest in (line.partition(" ") for line in lines)
        if kind not in ("unread", "form", "heading")
        for field in rest.split(" · ")
        if "=" in field
    }


def replaced(form: Table) -> Iterator[tuple[str, str, Table]]:
    """Every other label of a form: its address, its text, the form without it."""
    labels = [
        (place, text)
        for place, text in sorted(form.cells.items())
        if is_label(text) and not WORDS.find("rows", text)
    ]
    for (row, column), text in labels[len(labels) % SOME :: SOME]:
        other = replace(form, cells={**form.cells, (row, column): UNKNOWN})
        yield f"{column_letters(column)}{row}", text.replace("\n", "⏎"), other


@pytest.mark.parametrize("name", [name for name in CASES if not name.startswith("z")])
def test_an_unknown_label_is_told_or_changes_nothing(name: str):
    form, reading = case(name)
    lost, wrong = [], []
    for address, text, other in replaced(form):
        lines = read(other)
        if lines[0].startswith("refused") or any(f"unread label@{address}=" in x for x in lines):
            continue
        known, found = fields(reading), fields(lines)
        missing = {f for f in known - found if text not in f[1].partition("=")[2]}
        instead = {f for f in found - known if UNKNOWN not in f[1]}
        if instead:
            wrong.append(address)
        elif missing:
            lost.append(address)
    assert [(name, at) for at in wrong if (name, at) not in WRONG] == []
    assert [(name, at) for at in lost if (name, at) not in LOST] == []
