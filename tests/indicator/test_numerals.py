"""Chinese numerals become digits; words that merely contain one stay."""

from decimal import Decimal

import pytest

from perfcheck.indicator.numerals import arabic, chinese_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", "0"),
        ("三", "3"),
        ("十", "10"),
        ("十五", "15"),
        ("二十", "20"),
        ("二十一", "21"),
        ("两百", "200"),
        ("一百零五", "105"),
        ("一百二十", "120"),
        ("三百五", "350"),
        ("一千二", "1200"),
        ("一千零二十", "1020"),
        ("三万五千", "35000"),
        ("三万五", "35000"),
        ("三万零五", "30005"),
        ("十二万", "120000"),
        ("一亿二千万", "120000000"),
        ("壹佰贰拾", "120"),
        ("伍仟", "5000"),
        ("二〇二〇", "2020"),
        ("九十五点五", "95.5"),
        ("零点零五", "0.05"),
    ],
)
def test_a_whole_numeral_has_a_value(text, value):
    assert chinese_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "三次", "统一", "点五个", "三点", "abc", "3"])
def test_what_is_no_numeral_has_none(text):
    assert chinese_number(text) is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("三次", "3次"),
        ("两百卷", "200卷"),
        ("三万五千亩", "35000亩"),
        ("百分之九十五", "95%"),
        ("百分之九十五点五", "95.5%"),
        ("百分之95", "95%"),
        ("千分之三", "3‰"),
        ("九成", "90%"),
        ("九成以上", "90%以上"),
        ("八成五", "85%"),
        ("半年", "0.5年"),
        ("半个月", "0.5个月"),
        ("两年", "2年"),
    ],
)
def test_a_quantity_in_words_is_put_in_digits(text, plain):
    assert arabic(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "统一",
        "统一管理",
        "一线",
        "一律",
        "一心为民",
        "十分明显",
        "千家万户",
        "三公经费",
        "第一批",
        "逐一核查",
        "上半年",
        "下半年",
        "每半年",
        "半年度",
        "半成品",
        "完成",
        "达成",
        "建成",
        "一般",
        "进一步",
        "一定",
        "≥95%",
    ],
)
def test_words_that_merely_contain_a_numeral_stay(text):
    assert arabic(text) == text
