"""What people type into a cell, and what it means there."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfcheck.form.fields import (
    money_entry,
    one_line,
    points_behind,
    points_entry,
    rate_entry,
    text_entry,
    ticked,
    year_entry,
)
from perfcheck.form.grid import Cell
from perfcheck.model.cells import CellRef, State

REF = CellRef("表", 6, 7)


def cell(raw, *, percent: bool = False, state: State = State.VALUE) -> Cell:
    raw = Decimal(str(raw)) if isinstance(raw, int | float) and not isinstance(raw, bool) else raw
    return Cell(6, 7, raw, str(raw), state, percent=percent)


NAMED = {
    "国家奖学金人数（10分）": "10",
    "助学金人数 (7.5 分)": "7.5",
    "满意度（90分以上）": None,
    "考试成绩（60分）率": None,
    "受益人数（人）": None,
}


@pytest.mark.parametrize("name", NAMED)
def test_points_behind_a_name(name: str):
    entry = points_behind(text_entry(cell(name), REF))
    assert (entry.value is None) == (NAMED[name] is None)
    assert NAMED[name] is None or (entry.value, entry.cell) == (Decimal(NAMED[name]), REF)


# (typed, 万元, weight of the last digit in 万元), under a heading in 万元
MONEY = [
    (300, "300", "1"),
    (214.68, "214.68", "0.01"),
    ("300", "300", "1"),
    ("３００", "300", "1"),
    ("２１４．６８", "214.68", "0.01"),
    ("300.00", "300", "0.01"),
    ("总额1060.7522万元\n一、财政拨款：692.5万元；二、其他：368.2522万元", "1060.7522", "0.0001"),
    ("300,000", "300000", "1"),
    ("3，000．50", "3000.5", "0.01"),
    ("1'000", "1000", "1"),
    (" 300\u00a0", "300", "1"),
    ("3\u200b00", "300", "1"),
    ("300万", "300", "1"),
    ("300万元", "300", "1"),
    ("300.00 万元", "300", "0.01"),
    ("2,146,800元", "214.68", "0.0001"),
    ("￥2146800.00", "2146800", "0.01"),
    ("¥300", "300", "1"),
    ("0.03亿元", "300", "100"),
    ("1.2亿", "12000", "1000"),
    ("-5", "-5", "1"),
    ("(300)", "-300", "1"),
    ("300万元（含上年结转）", "300", "1"),
    ("300整", "300", "1"),
    (0, "0", "1"),
    ("0.00", "0", "0.01"),
]


@pytest.mark.parametrize(("typed", "value", "quantum"), MONEY)
def test_amounts_are_read_in_wan_yuan(typed, value: str, quantum: str):
    entry = money_entry(cell(typed), REF, "万元")
    assert (entry.value, entry.quantum) == (Decimal(value), Decimal(quantum))
    assert entry.text == str(typed)
    assert entry.cell == REF


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (2146800, "214.68"),
        ("2,146,800.00", "214.68"),
        ("300万元", "300"),
        ("300（万元）", "300"),
    ],
)
def test_the_unit_in_a_cell_goes_before_the_unit_of_the_heading(typed, value: str):
    assert money_entry(cell(typed), REF, "元").value == Decimal(value)


@pytest.mark.parametrize(
    "typed", ["", "/", "—", "——", "-", "－", "无", "……", "...", "N/A", "不涉及"]
)
def test_placeholders_are_blanks_where_a_number_belongs(typed: str):
    entry = money_entry(cell(typed), REF, "万元")
    assert entry.blank
    assert entry.text == typed


@pytest.mark.parametrize(
    "typed",
    [
        "约300",
        "三百",
        "300-400",
        "300+20",
        "1_000",
        "nan",
        "inf",
        "1e5",
        "详见附件",
        "71.56%",
        True,
    ],
)
def test_what_is_no_amount_is_unreadable_and_keeps_its_text(typed):
    entry = money_entry(cell(typed), REF, "万元")
    assert entry.state is State.UNREADABLE
    assert entry.value is None
    assert entry.text == str(typed)


@pytest.mark.parametrize("text", ["9" * 30, "1" + "0" * 300, "-" + "9" * 20])
@pytest.mark.parametrize("entry", [points_entry, lambda *a: money_entry(*a, "万元"), rate_entry])
def test_a_number_that_nobody_can_mean_is_none(entry, text: str):
    found = entry(cell(Decimal(text)), REF)
    assert found.value is None
    assert found.state is State.UNREADABLE


def test_the_noise_of_a_formula_is_nought():
    assert money_entry(cell("0." + "0" * 13 + "14"), REF, "万元").value == 0
    assert points_entry(cell("-0." + "0" * 16 + "28"), REF).value == 0


@pytest.mark.parametrize("state", [State.ERROR, State.UNCALCULATED, State.BLANK])
def test_errors_uncalculated_formulas_and_blanks_stay_three_things(state: State):
    for read in (points_entry, text_entry, year_entry):
        entry = read(Cell(1, 1, state=state), REF)
        assert (entry.state, entry.value) == (state, None)


# (typed, under a percent format, executed over budget, fraction, weight of the last digit)
RATES = [
    (0.7156, True, None, "0.7156", "0.0001"),
    (0.7156, False, "0.7156", "0.7156", "0.0001"),
    (71.56, False, "0.7156", "0.7156", "0.0001"),
    ("71.56%", False, "0.7156", "0.7156", "0.0001"),
    ("７１．５６％", False, None, "0.7156", "0.0001"),
    (71.56, False, None, "0.7156", "0.0001"),
    (0.7156, False, None, "0.7156", "0.0001"),
    (1, False, "1", "1", "1"),
    (1, True, "1", "1", "0.01"),
    (100, False, "1", "1", "0.01"),
    (0.41, False, "0.0041", "0.0041", "0.0001"),
    (0.958, False, "0.958", "0.958", "0.001"),
    ("120%", False, "1.2", "1.2", "0.01"),
    (0, False, None, "0", "1"),
]


@pytest.mark.parametrize(("typed", "percent", "expected", "fraction", "quantum"), RATES)
def test_rates_are_read_as_fractions(typed, percent, expected, fraction, quantum):
    known = None if expected is None else Decimal(expected)
    entry = rate_entry(cell(typed, percent=percent), REF, known)
    assert (entry.value, entry.quantum) == (Decimal(fraction), Decimal(quantum))


@pytest.mark.parametrize(
    ("typed", "value"), [(10, "10"), ("10分", "10"), ("8.5", "8.5"), ("20%", "20"), (0, "0")]
)
def test_points_may_carry_their_unit_or_be_a_share_of_a_hundred(typed, value: str):
    assert points_entry(cell(typed), REF).value == Decimal(value)


def test_a_score_in_yuan_is_no_score():
    assert points_entry(cell("10元"), REF).state is State.UNREADABLE


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        ("（2020年度）", 2020),
        ("（２０２０年度）", 2020),
        (2020, 2020),
        ("2020年度某某项目自评表", 2020),
        ("二〇二〇年度", 2020),
        ("二○二一年", 2021),
        (datetime.date(2020, 12, 31), 2020),
    ],
)
def test_years_are_read_in_every_spelling(typed, year: int):
    assert year_entry(cell(typed), REF).value == year


@pytest.mark.parametrize(
    "typed", ["（XXXX年度）", "（    年度）", "（20XX年度）", "20  年", "年度"]
)
def test_an_unfilled_year_is_a_blank(typed: str):
    assert year_entry(cell(typed), REF).blank


def test_a_year_that_is_none_is_unreadable():
    assert year_entry(cell("今年"), REF).state is State.UNREADABLE


def test_text_loses_only_what_nobody_sees():
    entry = text_entry(cell("\u200b  逐年\u00a0增长\u202e \n"), REF, "指标值")
    assert (entry.value, entry.label) == ("逐年 增长", "指标值")


def test_a_name_that_was_broken_to_fit_its_column_is_one_line():
    assert one_line("档案\n修复  数量\nABC\nDEF") == "档案修复 数量 ABC DEF"


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_any_amount_reads_the_same_with_thousands_full_width_or_units(amount: Decimal):
    spellings = [f"{amount}", f"{amount:,}", f"{amount}万元", f"￥{amount:,}"]
    spellings += ["".join(chr(ord(c) + 0xFEE0) if c in "0123456789." else c for c in spellings[0])]
    values = {money_entry(cell(spelling), REF, "万元").value for spelling in spellings}
    assert values == {amount}


@given(st.text())
def test_no_text_makes_a_field_fail(text: str):
    for read in (points_entry, rate_entry, text_entry, year_entry):
        read(cell(text), REF)
    money_entry(cell(text), REF, "元")


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("优☑　良□　中□　差□", "优"),
        ("□优 ☑良 □中 □差", "良"),
        ("√优 良 中 差", "优"),
        ("优 良√ 中 差", "良"),
        ("优（√）良（ ）", "优"),
        ("优", "优"),
        ("优□良□中□差□", "优□良□中□差□"),
        ("☑优 ☑良", "☑优 ☑良"),
        ("√", "√"),
    ],
)
def test_the_option_that_is_ticked(text: str, chosen: str):
    assert ticked(text_entry(cell(text), REF)).value == chosen
