"""What is stored in a cell, and what a person reads of it."""

from decimal import Decimal

import pytest

from perfcheck.form.stored import clean, literal, plain


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (274.65999999999997, "274.66"),
        (0.1 + 0.2, "0.3"),
        (300.0, "300"),
        (1e15, "1000000000000000"),
        (-0.0, "0"),
        (1e-7, "0.0000001"),
    ],
)
def test_binary_noise_is_taken_out(value: float, text: str):
    assert plain(clean(value)) == text


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("300", (Decimal(300), False)),
        ("-2.5", (Decimal("-2.5"), False)),
        ("100%", (Decimal(1), True)),
        ("95.5%", (Decimal("0.955"), True)),
        ("8个", ("=8个", False)),
        ("600元/人·年", ("=600元/人·年", False)),
        ("99百分比", ("=99百分比", False)),
    ],
)
def test_a_formula_that_computes_nothing_is_its_value(formula: str, value: tuple[object, bool]):
    assert literal(formula) == value


@pytest.mark.parametrize("formula", ["", "A1", "8*2", "1:3", "SUM(A1)", "8个+1", "1E5A", '"8"'])
def test_a_formula_that_computes_has_no_value_of_its_own(formula: str):
    assert literal(formula) is None
