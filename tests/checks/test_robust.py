"""Whatever is typed into whatever cell, the rules end, and speak in whole sentences."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from perfcheck import tables
from perfcheck.checks import across, catalogue
from perfcheck.model.form import Stage
from tests import model_forms
from tests.checks.test_cases import RAW

PATHS = sorted(path for path in model_forms.GOOD if not path.endswith(".category"))
NUMBERS = st.decimals(-10_000_000, 10_000_000, places=2).map(str)
TYPED = st.one_of(
    st.just(""),
    st.none(),
    NUMBERS,
    NUMBERS.map(lambda n: f"{n}%"),
    st.sampled_from(
        [
            "0",
            "#DIV/0!",
            model_forms.UNCALCULATED,
            "无",
            "逐年增长",
            "≥95%",
            "3批27卷",
            "优",
            "2020",
        ]
    ),
    st.text(string.printable + "万元％≥≤＝个以上年底前约增长", max_size=12),
)
# What the fields of amounts and points never let through (see `fields`), a text may hold.
BEYOND = st.sampled_from(
    [
        "9" * 30,
        "1" + "0" * 300,
        "0." + "0" * 30 + "1",
        "999999999999999万亿元",
        "九千九百九十九万亿亿",
        "翻999999999999番",
        "≥999999999999999999",
        "1:999999999999999999",
    ]
)
TEXTS = [path for path in PATHS if path.endswith((".target", ".actual", ".name"))]
CHANGES = st.builds(
    dict.__or__,
    st.dictionaries(st.sampled_from(PATHS), TYPED, max_size=12),
    st.dictionaries(st.sampled_from(TEXTS), BEYOND, max_size=3),
)


@settings(max_examples=120)
@given(CHANGES, st.sampled_from(Stage), st.integers(0, 8))
def test_no_change_makes_a_rule_fail(changes, stage, rows):
    values = {**model_forms.GOOD, **changes}
    assessment = model_forms.assessment(values, stage=stage, rows=rows)
    for finding in catalogue.run(assessment):
        assert finding.code != "INT001", finding
        words = (finding.message, finding.found, finding.expected, finding.suggestion)
        assert all(part.strip() for part in words)
        assert not finding.message.startswith(("=", "+", "-", "@"))


@settings(max_examples=60)
@given(CHANGES)
def test_the_same_form_gives_the_same_findings(changes):
    values = {**model_forms.GOOD, **changes}
    first = catalogue.run(model_forms.assessment(values))
    assert first == catalogue.run(model_forms.assessment(values))


@settings(max_examples=25)
@given(st.lists(CHANGES, min_size=1, max_size=4))
def test_no_batch_makes_a_rule_fail(batch):
    projects = [
        model_forms.project(f"P{i:03d}", {**model_forms.GOOD, **changes})
        for i, changes in enumerate(batch)
    ]
    found = across.run(tables.build(projects))
    assert "INT001" not in {finding.code for _, finding in found}


def test_amounts_in_yuan_are_quoted_in_yuan():
    values = {**model_forms.GOOD, "budget.total.rate": "95%"}
    found = catalogue.run(model_forms.assessment(values, amounts_in="元"))
    assert "2,910,000.00 ÷ “全年预算数”3,000,000.00 = 97.00%" in found[0].message
    assert not RAW.search(found[0].message)
