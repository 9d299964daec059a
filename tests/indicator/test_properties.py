"""What holds of any cell, not only of those that were thought of."""

import re
import unicodedata
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from perfcheck.indicator.target import read_target
from perfcheck.judging import Question, answer
from perfcheck.model.values import Kind, Outcome
from perfcheck.scoring.rubric import load

RUBRICS = [load(name) for name in ("national-2020", "national-2021", "hubei-2020")]
SIGNS_AND_UNITS = "≥≤＝＞%‰万亿元次卷年月日底前±-~、，。《》〔〕号每人/.三百半成十零第批约余"
WORDS = [
    *SIGNS_AND_UNITS,
    "0",
    "1",
    "2",
    "95",
    "100",
    "2020",
    "12",
    "不少于",
    "不超过",
    "以上",
    "以内",
]
WORDS += ["完成", "未完成", "提升", "显著", "合格", "满意度", "无", "事故", "左右"]
CELLS = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(WORDS), max_size=8).map("".join))
NUMBERS = st.decimals(min_value=0, max_value=10**9, places=2)
SIGNS = st.sampled_from(["", "≥", "≤", "＝"])
WIDE = {n: n + 0xFEE0 for n in range(0x21, 0x7F)}


@settings(max_examples=400)
@given(CELLS, CELLS, CELLS, st.sampled_from(RUBRICS), NUMBERS)
def test_any_text_is_answered_and_its_scores_stand_in_order(target, actual, name, rubric, points):
    found = answer(Question(target, actual, name, points=points), rubric)
    judgement = found.judgement
    assert judgement.basis
    assert judgement.low is not None
    assert judgement.high is not None
    assert 0 <= judgement.low <= judgement.high <= rubric.round(points)
    if judgement.score is not None:
        assert judgement.low <= judgement.score
        assert judgement.score <= judgement.high or judgement.outcome is Outcome.UNREPORTED
    if judgement.verified:
        assert judgement.low == judgement.score == judgement.high


@given(CELLS, CELLS, st.decimals(min_value=-50, max_value=500, places=1))
def test_a_claim_never_lifts_a_score_above_the_points(target, actual, stated):
    question = Question(target, actual, points=Decimal(10), stated_score=stated)
    judgement = answer(question, RUBRICS[0]).judgement
    assert judgement.score is None or 0 <= judgement.score <= 10


UNITS = st.sampled_from(
    [
        ("次", 1, Kind.COUNT),
        ("卷", 1, Kind.COUNT),
        ("人次", 1, Kind.COUNT),
        ("万亩", 10_000, Kind.COUNT),
        ("平方米", 1, Kind.COUNT),
        ("%", Decimal("0.01"), Kind.PERCENT),
        ("‰", Decimal("0.001"), Kind.PERCENT),
        ("万元", 10_000, Kind.MONEY),
        ("亿元", 10**8, Kind.MONEY),
        ("元", 1, Kind.MONEY),
        ("元/亩", 1, Kind.RATIO),
        ("个月", 1, Kind.DURATION),
        ("个工作日", 1, Kind.DURATION),
    ]
)


@given(NUMBERS.filter(lambda n: n > 0), UNITS, SIGNS)
def test_a_number_with_its_unit_reads_back(number, unit, sign):
    word, factor, kind = unit
    target = read_target(f"{sign}{number}{word}")
    assert (target.kind, target.value, target.unit) == (kind, number * factor, word)


@given(NUMBERS.filter(lambda n: n > 0), UNITS, SIGNS)
def test_full_width_spaces_and_thousands_read_the_same(number, unit, sign):
    plain = read_target(f"{sign}{number}{unit[0]}")
    for typed in (
        f"{sign}{number}{unit[0]}".translate(WIDE),
        f" {sign} {number} {unit[0]} ",
        f"{sign}\u3000{number}\u00a0{unit[0]}",
        f"{sign}{number:,}{unit[0]}",
    ):
        read = read_target(typed)
        assert (read.kind, read.operator, read.value) == (plain.kind, plain.operator, plain.value)


WRITTEN = st.sampled_from(
    [
        "百分之{}",
        "不少于{}次",
        "≥ {} 卷",
        "{}万元以内",
        "约{}人",
        "每亩{}元",
        "{}个工作日内",
        "{}%及以上",
        "±{}%以内",
    ]
)


@given(NUMBERS.filter(lambda n: n > 0), WRITTEN)
def test_the_same_cell_after_nfkc_reads_the_same(number, form):
    typed = form.format(number)
    for variant in (typed, typed.translate(WIDE), " ".join(typed)):
        folded = unicodedata.normalize("NFKC", variant)
        one, other = read_target(variant), read_target(folded)
        assert (one.kind, one.operator, one.value, one.low, one.unit) == (
            other.kind,
            other.operator,
            other.value,
            other.low,
            other.unit,
        )
        assert one.quantified


@given(st.integers(2000, 2099), st.integers(1, 12), st.integers(1, 28))
def test_a_date_reads_back_in_every_spelling(year, month, day):
    iso = f"{year}-{month:02d}-{day:02d}"
    for typed in (
        f"{year}年{month}月{day}日",
        f"{year}.{month}.{day}",
        f"{year}/{month:02d}/{day:02d}",
        iso,
        f"{year} 年 {month} 月 {day} 日",
        f"{year}{month:02d}{day:02d}",
    ):
        target = read_target(typed, name="完成时间")
        assert (target.kind, target.value) == (Kind.DEADLINE, iso)


@given(st.integers(1, 99999))
def test_a_chinese_numeral_reads_as_its_digits(number):
    spoken = in_chinese(number)
    assert read_target(f"不少于{spoken}人次").value == number


def in_chinese(number: int) -> str:
    """A number as it is said: 35020 is 三万五千零二十."""
    head, tail = divmod(number, 10_000)
    if head:
        return f"{in_chinese(head)}万" + (
            ("零" if tail < 1000 else "") + in_chinese(tail) if tail else ""
        )
    text, pending = "", False
    for size, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            text += ("零" if pending and text else "") + "零一二三四五六七八九"[digit] + word
        pending = not digit
    return text


@given(NUMBERS.filter(lambda n: n > 0), UNITS, SIGNS)
def test_columns_of_their_own_read_as_one_cell(number, unit, sign):
    joined = read_target(f"{sign}{number}{unit[0]}")
    apart = read_target(str(number), operator=sign, unit=unit[0])
    assert (apart.kind, apart.operator, apart.value, apart.unit) == (
        joined.kind,
        joined.operator,
        joined.value,
        joined.unit,
    )


@given(NUMBERS.filter(lambda n: n > 0), NUMBERS, NUMBERS, st.sampled_from(RUBRICS))
def test_more_of_what_should_be_high_never_earns_less(wanted, one, other, rubric):
    low, high = sorted((one, other))
    scores = [
        answer(Question(f"≥{wanted}吨", f"{value}吨", points=Decimal(10)), rubric).judgement.score
        for value in (low, high)
    ]
    assert scores[0] <= scores[1]


@given(
    NUMBERS.filter(lambda n: n > 0),
    NUMBERS.filter(lambda n: n > 0),
    NUMBERS.filter(lambda n: n > 0),
    st.sampled_from(RUBRICS),
)
def test_more_of_what_should_be_low_never_earns_more(wanted, one, other, rubric):
    low, high = sorted((one, other))
    scores = [
        answer(Question(f"≤{wanted}吨", f"{value}吨", points=Decimal(10)), rubric).judgement.score
        for value in (low, high)
    ]
    assert scores[0] >= scores[1]


@given(CELLS)
def test_reading_a_cell_twice_says_the_same(text):
    assert read_target(text) == read_target(text)
    assert read_target(text).text == text.strip() or not re.search(r"\S", text)
