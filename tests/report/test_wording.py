"""Figures and words as clerks read them."""

from decimal import Decimal

import pytest

from perfcheck.model.results import FileRecord, Status
from perfcheck.model.values import Outcome
from perfcheck.report import wording
from tests.report import batches
from tests.report.projects import Facts, form


def test_every_outcome_has_its_word():
    assert set(wording.OUTCOMES) == set(Outcome)
    assert len(set(wording.OUTCOMES.values())) == len(Outcome)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(None, "—"), ("1280", "1,280.00"), ("214.675", "214.68"), ("1E+30", "（数值过大）")],
)
def test_money_has_two_decimals_and_separators(amount, shown):
    assert wording.money(None if amount is None else Decimal(amount)) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [(None, "—"), ("0.7156", "71.56%"), ("0.726725", "72.67%"), ("1E+30", "（数值过大）")],
)
def test_percent_is_rounded_half_up(share, shown):
    assert wording.percent(None if share is None else Decimal(share)) == shown


@pytest.mark.parametrize(("value", "shown"), [("10.00", "10"), ("1E+2", "100"), ("0.50", "0.5")])
def test_plain_numbers_have_no_idle_digits(value, shown):
    assert wording.plain(Decimal(value)) == shown


def test_a_ratio_of_nothing_is_unknown():
    assert wording.ratio(5, 0) is None
    assert wording.ratio(1, 4) == Decimal("0.25")


def test_what_carries_a_score():
    lines = batches.SEED.projects[0].assessment.card.lines
    carried = [wording.carried_by(line) for line in lines]
    assert carried == ["—", "—", "—", "仅凭文字", "—", "数据可核实"]


@pytest.mark.parametrize(
    ("years", "prefix"),
    [([2020, 2020], "2020年度"), ([2021, None, 2019], "2019—2021年度"), ([None], ""), ([], "")],
)
def test_the_year_of_the_forms(years, prefix):
    forms = [form(Facts("P001", "项目", year=year)) for year in years]
    assert wording.year_prefix(forms) == prefix


def test_only_statuses_that_occur_are_counted():
    skipped = FileRecord("~$表.xlsx", "", Status.SKIPPED)
    assert wording.files_by_status([skipped, skipped]) == "共收到 2 个文件：已跳过 2 个。"
    assert wording.files_by_status([]) == "共收到 0 个文件。"
