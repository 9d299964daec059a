"""An actual is read in the scale of its target."""

from decimal import Decimal

import pytest

from perfcheck.indicator.remarks import empty
from perfcheck.model.values import FlagKind
from tests.indicator.asking import actual_of


@pytest.mark.parametrize(
    ("target", "actual", "value"),
    [
        ("≥95%", "95", "0.95"),
        ("≥95%", "95%", "0.95"),
        ("≥95%", "９５％", "0.95"),
        ("≥95%", "0.95", "0.95"),
        ("≥95%", "96.5百分比", "0.965"),
        ("＝100%", "100", "1"),
        ("≤90万元", "90", "900000"),
        ("≤90万元", "85.6万元", "856000"),
        ("≤90万元", "856000元", "856000"),
        ("＝4万元", "4", "40000"),
        ("1.2万亩", "1.3", "13000"),
        ("1.2万亩", "12500亩", "12500"),
        ("≥27卷", "30", "30"),
        ("≥27卷", "完成30卷", "30"),
        ("≥27卷", "共30卷", "30"),
        ("≥1000卷", "1,700卷", "1700"),
        ("≥200人", "200余人", "200"),
        ("≥4次", "四次", "4"),
        ("≤0.9‰", "0.5", "0.0005"),
        ("≥85%", "88.32%及以上", "0.8832"),
        ("≥95%", "≥96%", "0.96"),
        ("0起", "无", "0"),
        ("0起", "0", "0"),
        ("220", "230", "230"),
        ("≥20年", "25", "25"),
    ],
)
def test_a_figure_takes_the_scale_of_its_target(target, actual, value):
    assert actual_of(actual, target).value == Decimal(value)


@pytest.mark.parametrize(
    ("actual", "value"),
    [
        ("2020年12月15日", "2020-12-15"),
        ("2020.12.15", "2020-12-15"),
        ("2020-12-15", "2020-12-15"),
        ("2020年11月", "2020-11"),
        ("11月", "--11"),
        ("12月底", "--12"),
        ("有序推进", None),
    ],
)
def test_a_date_answers_a_deadline(actual, value):
    assert actual_of(actual, "2020年12月31日前").value == value


@pytest.mark.parametrize("actual", ["完成", "达成预期指标", "效果良好", ""])
def test_words_are_no_value(actual):
    assert actual_of(actual, "≥4次").value is None


def test_a_fraction_shown_as_a_percentage_is_not_divided_again():
    assert actual_of("0.95", "≥95%", percent_format=True).value == Decimal("0.95")


def test_the_unit_comes_from_the_target_unless_typed():
    assert actual_of("30", "≥27卷").unit == "卷"
    assert actual_of("856000元", "≤90万元").unit == "元"


def test_an_amount_answers_a_bare_number_under_a_name_with_a_unit():
    found = actual_of("38.5万元", "38.75", name="项目总成本（万元）")
    assert found.value == Decimal(385_000)


def test_every_quantity_of_a_cell_is_kept():
    parts = actual_of("3批20卷", "3批27卷").parts
    assert [(part.value, part.unit) for part in parts] == [(3, "批"), (20, "卷")]


@pytest.mark.parametrize(
    ("target", "actual", "kind"),
    [
        ("≥95%", "≥95%", FlagKind.COPIED_TARGET),
        ("显著提升", "显著提升", FlagKind.COPIED_TARGET),
        ("≥95%", "≥96%", FlagKind.COPIED_SIGN),
        ("≥95%", "96%以上", FlagKind.COPIED_SIGN),
        ("≥27卷", "3批27卷", FlagKind.MULTI_VALUE),
        ("≥27卷", "效果良好", FlagKind.TYPE_MISMATCH),
    ],
)
def test_a_weak_actual_is_flagged(target, actual, kind):
    assert kind in {flag.kind for flag in actual_of(actual, target).flags}


@pytest.mark.parametrize(
    ("target", "actual"),
    [("≥95%", "95%"), ("27卷", "27卷"), ("12月底前", "11月"), ("显著", "有好转"), ("≥4次", "")],
)
def test_a_plain_actual_is_not_flagged(target, actual):
    assert actual_of(actual, target).flags == ()


@pytest.mark.parametrize("text", ["", " ", "　", "/", "-", "——", "不涉及", "N/A"])
def test_nothing_reported_is_empty(text):
    assert empty(text)


@pytest.mark.parametrize("text", ["0", "无", "零", "完成"])
def test_a_nought_is_not_nothing(text):
    assert not empty(text)


def test_the_text_is_kept_as_typed():
    assert actual_of(" ９５％ ", "≥95%").text == "９５％"
