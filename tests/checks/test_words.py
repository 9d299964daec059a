"""How messages quote the figures and texts of a form."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcheck.checks import words
from perfcheck.model.cells import Entry, State
from tests.model_forms import number, text


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("300", "万元", "300.00"),
        ("214.68", "万元", "214.68"),
        ("214.6812", "万元", "214.6812"),
        ("1E+2", "万元", "100.00"),
        ("214.68", "元", "2,146,800.00"),
        ("-3.2", "万元", "-3.20"),
    ],
)
def test_money_has_two_decimals_or_as_many_as_it_needs(value, unit, shown):
    assert words.money(Decimal(value), unit) == shown


@pytest.mark.parametrize(
    ("rate", "quantum", "shown"),
    [
        ("0.7156", None, "71.56%"),
        ("0.715633", None, "71.56%"),
        ("0.95", "0.01", "95%"),
        ("0.715633", "0.000001", "71.5633%"),
        ("1", "1", "100%"),
        ("0.9", "1E-30", "90.000000%"),
    ],
)
def test_a_rate_is_shown_as_finely_as_it_was_typed(rate, quantum, shown):
    assert words.percent(Decimal(rate), quantum and Decimal(quantum)) == shown


@pytest.mark.parametrize(
    ("typed", "right", "agrees"),
    [
        ("71.56%", "0.71563333", True),
        ("72%", "0.71563333", True),
        ("71.57%", "0.71563333", False),
        ("71.6%", "0.71563333", True),
        ("71.55%", "0.71555", True),
        ("95%", "0.71563333", False),
    ],
)
def test_figures_are_compared_at_the_precision_typed(typed, right, agrees):
    assert words.near(number(typed, "G6"), Decimal(right), Decimal("0.0001")) is agrees


@pytest.mark.parametrize("typed", ["无", "/", "—", " 无 ", "n/a", "不涉及", ""])
def test_some_words_say_nothing(typed):
    assert not words.said(text(typed, "J6"))


def test_a_reason_says_something():
    assert words.said(text("无法按期到货", "J6"))


def test_a_label_is_the_forms_own_in_one_line():
    entry = Entry(state=State.BLANK, label="全年\n执行数(B)：")
    assert words.label(entry, "全年执行数") == "“全年执行数(B)”"
    assert words.label(Entry(), "全年执行数") == "“全年执行数”"


def test_names_are_compared_by_letters_and_digits():
    assert words.letters("群众　满意度（％）") == words.letters("群众满意度(%)")
    assert words.letters("甲1") != words.letters("甲2")


@given(st.text(max_size=200))
def test_a_quoted_text_is_one_short_line_without_control_characters(typed):
    quoted = words.quote(typed)
    assert quoted[0] == "“" and quoted[-1] == "”"
    assert len(quoted) <= words.LONGEST + 2
    assert all(c.isprintable() for c in quoted)


@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from("Aé档≥（％，、ａ①ﾊﾞ\u0301\u0338각")))
)
def test_a_key_is_normalised_as_a_whole(typed):
    whole = unicodedata.normalize("NFKC", typed)
    assert words.key(typed) == "".join(whole.split()).upper()
