"""The language of value cells, one expression a row: targets.csv."""

import csv
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from perfcheck.indicator.target import read_target
from perfcheck.model.values import Target

TABLE = Path(__file__).with_name("targets.csv")


def rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shown(target: Target) -> str:
    if target.low is not None:
        return f"{normal(str(target.low))}..{normal(str(target.high))}"
    return "" if target.value is None else normal(str(target.value))


def normal(text: str) -> str:
    """One spelling for a number: 0.950 is 0.95; dates stay."""
    try:
        return f"{Decimal(text).normalize():f}"
    except InvalidOperation:
        return text


@pytest.mark.parametrize("row", [pytest.param(row, id=row["title"]) for row in rows()])
def test_a_value_cell_is_read_as_a_person_reads_it(row):
    target = read_target(
        row["raw"], operator=row["sign_column"], unit=row["unit_column"], name=row["name"]
    )
    found = (target.kind.value, target.operator.value, shown(target), target.unit)
    expected = "..".join(normal(bound) for bound in row["value"].split(".."))
    assert found == (row["kind"], row["operator"], expected, row["unit"])


def test_the_table_is_wide_and_has_no_row_twice():
    asked = [(r["name"], r["raw"], r["sign_column"], r["unit_column"]) for r in rows()]
    assert len(asked) == len(set(asked)) >= 900
    assert len({r["title"] for r in rows()}) == len(asked)


@pytest.mark.parametrize(
    "raw",
    ["约300人", "300余人", "近400人次", "95%左右", "500多人次", "5年上下"],
)
def test_a_figure_that_is_only_about_right_is_marked(raw):
    assert read_target(raw).approximate


@pytest.mark.parametrize("raw", ["300人", "≥95%", "5年", "多媒体设备3套"])
def test_a_plain_figure_is_not_marked_as_approximate(raw):
    assert not read_target(raw).approximate


def test_a_cell_formatted_as_a_percentage_holds_a_fraction():
    target = read_target("0.95", percent_format=True)
    assert (target.kind.value, target.value, target.unit) == ("percent", Decimal("0.95"), "%")


def test_every_quantity_of_a_mixed_cell_is_kept():
    parts = read_target("45个全宗4138卷71531条").parts
    assert [(part.value, part.unit) for part in parts] == [(45, "个"), (4138, "卷"), (71531, "条")]


def test_a_ten_thousand_is_worked_into_each_part():
    parts = read_target("发放手册1.2万册，培训300人次").parts
    assert [part.value for part in parts] == [12000, 300]


@pytest.mark.parametrize(
    ("raw", "operator", "unit", "text"),
    [
        ("95", "≥", "%", "≥95%"),
        ("≥95%", "", "", "≥95%"),
        ("", "≥", "%", ""),
        ("4次", "≥", "次", "≥4次"),
    ],
)
def test_the_text_joins_what_was_typed_in_columns(raw, operator, unit, text):
    assert read_target(raw, operator=operator, unit=unit).text == text


@pytest.mark.parametrize(
    ("raw", "name", "level", "direction"),
    [
        ("≥3次", "", "", "higher_better"),
        ("≤3次", "", "", "lower_better"),
        ("＝3次", "", "", "exact"),
        ("3-5次", "", "", "exact"),
        ("3次", "开展培训", "", "higher_better"),
        ("90万元", "项目总支出", "成本指标", "lower_better"),
        ("90万元", "带动收入", "经济效益指标", "higher_better"),
        ("0起", "安全事故", "", "lower_better"),
        ("2021年12月", "完成时间", "", "lower_better"),
        ("20天", "办理时限", "", "lower_better"),
        ("0.9%", "森林火灾受害率", "", "lower_better"),
        ("1600元/亩", "补助标准", "", "exact"),
        ("1次/月", "巡查频次", "", "higher_better"),
    ],
)
def test_the_direction_follows_the_sign_else_what_is_measured(raw, name, level, direction):
    assert read_target(raw, name=name, subcategory=level).direction.value == direction
