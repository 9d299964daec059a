"""Every published form moved, taken apart, respelled and stacked: only the addresses may change."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.form.spelling import SPELLINGS, plain, respelled
from tests.form.test_published import CASES, case, read
from tests.form.told import fields_of
from tests.forms import Table

FORMS = {name: case(name)[0] for name in CASES}
READ = {name: case(name)[1] for name in CASES}
SOME = 7  # every so many rows and columns is a blank one put in
# Tables in the head, told by their label; an unknown line right below the table.
DETAILED = (
    "j_review_declaration",
    "j_request",
    "e_row_numbers",
    "e_managed",
    "u_shanghai_results",
)
OPEN_ENDED = ("j_matrix", "u_four_levels")  # unknown to the right: a blank column ends the form


def placeless(lines: list[str]) -> list[str]:
    """The fields without their cells."""
    return fields_of(re.sub(r"@[A-Z]+\d+", "@", line) for line in lines)


@pytest.mark.parametrize("name", CASES)
def test_moving_the_form_changes_only_addresses(name: str):
    assert placeless(read(FORMS[name].shift(9, 4))) == placeless(READ[name])


@pytest.mark.parametrize("name", CASES)
def test_taking_merged_cells_apart_changes_only_addresses(name: str):
    found, told = (
        [line for line in lines if name not in DETAILED or not line.startswith("unread")]
        for lines in (read(FORMS[name].unmerge()), READ[name])
    )
    assert placeless(found) == placeless(told)


@pytest.mark.parametrize("name", CASES)
def test_a_blank_row_changes_only_addresses(name: str):
    form = FORMS[name]
    for at in range(1 + len(name) % SOME, form.height + 1, SOME):
        assert placeless(read(form.insert_row(at))) == placeless(READ[name]), at


@pytest.mark.parametrize("name", [name for name in CASES if name not in OPEN_ENDED])
def test_a_blank_column_changes_only_addresses(name: str):
    form = FORMS[name]
    for at in range(1 + len(name) % 3, form.width + 1, 3):
        assert placeless(read(form.insert_column(at))) == placeless(READ[name]), at


@pytest.mark.parametrize("spell", SPELLINGS)
@pytest.mark.parametrize("name", CASES)
def test_another_spelling_of_the_labels_changes_nothing(name: str, spell: Callable[[str], str]):
    found = read(respelled(FORMS[name], spell))
    assert sorted(map(plain, fields_of(found))) == sorted(map(plain, fields_of(READ[name])))


PAIRS = [*pairwise([*CASES[::2], *CASES[1::2]])]


@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_forms_below_one_another_are_read_one_by_one(pair: tuple[str, str]):
    """One that belongs elsewhere is left out beside one that is read."""
    below = FORMS[pair[0]].below(FORMS[pair[1]], 2)
    lines = [line for name in pair for line in READ[name] if not line.startswith("refused")]
    assert placeless(read(below)) == placeless(lines)


def with_column(form: Table, at: int, heading: str) -> Table:
    """A further column in the indicator table of the national form."""
    wider = form.insert_column(at)
    return wider.at(13, at, heading).at(14, at, "甲").at(15, at, "乙")


@pytest.mark.parametrize("at", (3, 4, 6, 7, 8, 9, 10))
def test_an_unknown_column_is_told_and_the_rest_is_read(at: int):
    form = with_column(FORMS["a_zero_total"], at, "特别事项")
    lines = read(form)
    assert [line for line in lines if line.startswith("unread")] == [
        f"unread label@{chr(ord('A') + at - 1)}13=特别事项"
    ]
    told = [line for line in lines if not line.startswith("unread")]
    assert placeless(told) == placeless(READ["a_zero_total"])


def test_a_column_with_a_name_never_seen_is_read_by_its_words_and_told():
    form = FORMS["a_zero_total"].put("实际完成值", "年终实际完成值（数）情况")
    lines = read(form)
    assert lines[-1] == "unread label@G13=年终实际完成值（数）情况"
    assert placeless(lines[:-1]) == placeless(READ["a_zero_total"])
