"""How the text of results.json is laid out, and what is refused."""

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


@given(st.dictionaries(st.text(), VALUES))
@settings(max_examples=60)
def test_what_is_read_back_is_the_same(value):
    assert json.loads(dumps(value)) == value


def test_what_lies_deeper_than_two_levels_stands_on_one_line():
    value = {
        "年": 2020,
        "项": [{"甲": [1, {"乙": None}]}, []],
        "分": {"丙": [0.5]},
        "空": [],
        "无": {},
    }
    assert dumps(value).split("\n") == [
        "{",
        ' "年": 2020,',
        ' "项": [',
        '  {"甲": [1, {"乙": null}]},',
        "  []",
        " ],",
        ' "分": {',
        '  "丙": [0.5]',
        " },",
        ' "空": [],',
        ' "无": {}',
        "}",
    ]


@pytest.mark.parametrize("value", [math.nan, [math.inf], {"a": -math.inf}])
def test_a_number_that_json_does_not_know_is_refused(value):
    with pytest.raises(ValueError, match="not JSON compliant"):
        dumps({"数": value})


def test_what_is_no_json_is_refused():
    with pytest.raises(TypeError, match="not JSON"):
        dumps({"a": {1, 2}})
