"""JSON as json.dumps writes it, only sooner."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcheck.report.jsonable import dumps

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
FINITE = SCALARS.filter(lambda value: not isinstance(value, float) or math.isfinite(value))
VALUES = st.recursive(
    FINITE, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@given(VALUES)
@settings(max_examples=60, deadline=None)
def test_the_text_is_that_of_the_standard_library(value):
    assert dumps(value) == json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)


@pytest.mark.parametrize("value", [math.nan, [math.inf], {"a": -math.inf}])
def test_a_number_that_json_does_not_know_is_refused(value):
    with pytest.raises(ValueError, match="no number of JSON"):
        dumps(value)


def test_what_is_no_json_is_refused():
    with pytest.raises(TypeError, match="no JSON"):
        dumps({"a": {1, 2}})
