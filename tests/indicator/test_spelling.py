"""One spelling for what is typed in many."""

import csv
import re
from pathlib import Path

import pytest

from perfcheck.indicator import spelling
from perfcheck.indicator.spelling import canonical, squeeze


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("９５．５ ％", "95.5%"),
        ("≧ 95%", "≥95%"),
        ("≦3", "≤3"),
        ("＞4", ">4"),
        ("═8", "=8"),
        ("﹦8", "=8"),
        ("3—5", "3-5"),
        ("3－5", "3-5"),
        ("3～5", "3~5"),
        ("1,700卷", "1700卷"),
        ("1，700卷", "1700卷"),
        ("1'700卷", "1700卷"),
        ("1,234,567", "1234567"),
        ("￥5000", "¥5000"),
        ("（含）", "(含)"),
        ("95\u00a0%", "95%"),
        ("95\u200b%", "95%"),
        ("9\ufeff5%", "95%"),
        ("95\u3000%", "95%"),
        ("完成\n验收", "完成验收"),
    ],
)
def test_white_space_and_width_do_not_matter(text, plain):
    assert squeeze(text) == plain


@pytest.mark.parametrize("text", ["1,70", "12,34", "3,5,7", "㎡", "①", "m²"])
def test_what_has_a_meaning_of_its_own_stays(text):
    assert squeeze(text) == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (">=4次", "≥4次"),
        ("=>4次", "≥4次"),
        ("≥≥4次", "≥4次"),
        ("》=4次", "≥4次"),
        ("<=4次", "≤4次"),
        ("=<4次", "≤4次"),
        ("（≥）95%", "≥95%"),
        ("10.5（万元）", "10.5万元"),
        ("27卷。", "27卷"),
        ("百分之九十五", "95%"),
        ("≥ 两百卷", "≥200卷"),
    ],
)
def test_signs_brackets_and_numerals_have_one_form(text, plain):
    assert canonical(text) == plain


@pytest.mark.parametrize(
    "text",
    ["≥95%", "１，７００卷", "百分之九十五", "3—5次", "2020年12月底前", "显著提升。", "（≥）95%"],
)
def test_the_spelling_of_a_spelling_is_itself(text):
    assert canonical(canonical(text)) == canonical(text)
    assert squeeze(squeeze(text)) == squeeze(text)


def test_what_is_spelled_already_would_come_out_the_same(monkeypatch):
    with (Path(__file__).parent / "targets.csv").open(encoding="utf-8") as file:
        texts = {case["raw"] for case in csv.DictReader(file)}
    quick = {text: canonical.__wrapped__(text) for text in texts}
    monkeypatch.setattr(spelling, "_SPELLED", re.compile("(?!)"))
    assert {text: canonical.__wrapped__(text) for text in texts} == quick
