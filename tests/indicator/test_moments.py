"""Dates as ISO texts, in the precision typed."""

import pytest

from perfcheck.indicator.moments import last_day, read_date
from perfcheck.indicator.target import read_target


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2020年12月31日", "2020-12-31"),
        ("2020年12月31号", "2020-12-31"),
        ("2020-12-31", "2020-12-31"),
        ("2020/1/5", "2020-01-05"),
        ("2020.12.31", "2020-12-31"),
        ("2020年12月", "2020-12"),
        ("2021.6", "2021-06"),
        ("2021-06", "2021-06"),
        ("2020年", "2020"),
        ("2020年度", "2020"),
        ("12月31日", "--12-31"),
        ("9月", "--09"),
        ("年底", "--12-31"),
        ("当年年底", "--12-31"),
        ("2020年底", "2020-12-31"),
        ("2020年末", "2020-12-31"),
        ("上半年", "--06"),
        ("2021年上半年", "2021-06"),
        ("第三季度", "--09"),
        ("2021年第4季度", "2021-12"),
    ],
)
def test_a_date_keeps_the_precision_typed(text, iso):
    assert read_date(text) == iso


@pytest.mark.parametrize(
    "text", ["", "13月", "2020年13月", "0月", "12月32日", "95%", "完成", "3次"]
)
def test_what_is_no_date_is_none(text):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "operator", "iso"),
    [
        ("2020年12月底前", "<=", "2020-12"),
        ("2020年12月底", "<=", "2020-12"),
        ("2020年12月31日前", "<", "2020-12-31"),
        ("2020年12月前", "<", "2020-12"),
        ("2020年底前", "<=", "2020-12-31"),
        ("年底前完成", "<=", "--12-31"),
        ("12月31日前完成", "<", "--12-31"),
        ("12月底前", "<=", "--12"),
        ("截至2021年12月", "<=", "2021-12"),
        ("2021年6月完成", "<=", "2021-06"),
        ("2021年上半年", "<=", "2021-06"),
    ],
)
def test_a_deadline_says_whether_its_day_still_counts(text, operator, iso):
    target = read_target(text, name="完成时间")
    found = (target.kind.value, target.operator.value, target.value)
    assert found == ("deadline", operator, iso)


@pytest.mark.parametrize("text", ["按期完成", "95%", "及时", "3次", "前期完成", "半年"])
def test_what_names_no_date_is_no_deadline(text):
    assert read_target(text, name="完成时间").unit != "date"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1-12月", "--01", "--12"),
        ("1月-12月", "--01", "--12"),
        ("1月至12月", "--01", "--12"),
        ("2021年1月-12月", "2021-01", "2021-12"),
        ("2021年1月至2022年3月", "2021-01", "2022-03"),
        ("2021.1.1-12.31", "2021-01-01", "2021-12-31"),
        ("2023.07-2024.01", "2023-07", "2024-01"),
        ("2021-2023年", "2021", "2023"),
        ("2021年1月1日至2021年12月31日", "2021-01-01", "2021-12-31"),
    ],
)
def test_an_interval_has_two_ends(text, low, high):
    target = read_target(text, name="实施时间")
    assert (target.kind.value, target.low, target.high) == ("range", low, high)


@pytest.mark.parametrize("text", ["3-5次", "60%-80%", "2021年", "1月", "3-5"])
def test_numbers_and_single_dates_are_no_interval(text):
    target = read_target(text)
    assert not isinstance(target.low, str)


@pytest.mark.parametrize(
    ("iso", "year", "day"),
    [
        ("2020-12-15", None, "2020-12-15"),
        ("2020-12", None, "2020-12-31"),
        ("2020-02", None, "2020-02-29"),
        ("2021-02", None, "2021-02-28"),
        ("2020", None, "2020-12-31"),
        ("--06", 2020, "2020-06-30"),
        ("--12-31", 2020, "2020-12-31"),
        ("--06", None, None),
        ("2020-13", None, None),
    ],
)
def test_the_last_day_that_a_date_covers(iso, year, day):
    assert last_day(iso, year) == day
