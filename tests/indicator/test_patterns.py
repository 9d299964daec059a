"""Every row of the grammar earns its place: its example is read by it and by no earlier one."""

import csv
import sys
from pathlib import Path

import pytest

from perfcheck.indicator import patterns
from perfcheck.indicator.patterns import PATTERNS
from perfcheck.indicator.spelling import canonical
from perfcheck.indicator.target import read_target

ROWS = [pytest.param(place, id=row.name) for place, row in enumerate(PATTERNS)]


@pytest.fixture
def read(monkeypatch):
    """Read a cell by some rows of the grammar only, nothing remembered from before."""

    def read_by(rows, raw):
        monkeypatch.setattr(patterns, "PATTERNS", tuple(rows))
        _forget()
        return read_target(raw)

    yield read_by
    monkeypatch.undo()
    _forget()


def _forget():
    for name, module in list(sys.modules.items()):
        if name.startswith("perfcheck.indicator.") and not name.endswith(".words"):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


@pytest.mark.parametrize("place", ROWS)
def test_an_example_needs_no_later_row(place, read):
    example = PATTERNS[place].example
    assert read(PATTERNS[: place + 1], example) == read(PATTERNS, example)


@pytest.mark.parametrize("place", ROWS)
def test_no_earlier_row_reads_an_example(place, read):
    example = PATTERNS[place].example
    assert read(PATTERNS[:place], example) != read(PATTERNS, example)


@pytest.mark.parametrize("place", ROWS)
def test_without_its_row_an_example_is_read_otherwise(place, read):
    example = PATTERNS[place].example
    assert read(PATTERNS[:place] + PATTERNS[place + 1 :], example) != read(PATTERNS, example)


@pytest.mark.parametrize("place", ROWS)
def test_an_example_is_quantified(place):
    assert read_target(PATTERNS[place].example).quantified


def test_rows_have_names_and_examples_of_their_own():
    assert len({row.name for row in PATTERNS}) == len(PATTERNS)
    assert len({row.example for row in PATTERNS}) == len(PATTERNS)


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("45个全宗4138卷71531条", [(45, "个"), (4138, "卷"), (71531, "条")]),
        ("扫描149638幅、著录12607条", [(149638, "幅"), (12607, "条")]),
        ("培训3期，发放手册1.2万册", [(3, "期"), (12000, "万册")]),
        ("2部史料、4次展览", [(2, "部"), (4, "次")]),
    ],
)
def test_every_quantity_of_a_sentence_is_found(text, quantities):
    assert [(part.value, part.unit) for part in read_target(text).parts] == quantities


@pytest.mark.parametrize(
    "text",
    [
        "落实财预〔2020〕10号要求",
        "编纂《武昌区志1978-2002》效果良好",
        "十四五规划",
        "第3批项目有序推进",
        "2020年度工作有序推进",
        "持续提升",
        "统一规范管理",
        "充实一线力量",
    ],
)
def test_document_numbers_titles_and_years_are_no_quantities(text):
    target = read_target(text)
    assert not target.quantified
    assert (target.value, target.parts) == (None, ())


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("全年组织培训不少于3次", ">="),
        ("全年组织培训3次以上", ">="),
        ("全年退件不超过3件", "<="),
        ("全年组织培训3次", "none"),
    ],
)
def test_a_quantity_in_a_sentence_keeps_its_sign(text, operator):
    target = read_target(text)
    assert (target.value, target.operator.value) == (3, operator)


def test_rows_of_one_number_read_all_that_only_they_are_asked_for():
    with (Path(__file__).parent / "targets.csv").open(encoding="utf-8") as file:
        keys = {canonical(case["raw"]) for case in csv.DictReader(file)}
    single = [key for key in keys if patterns.SINGLE.fullmatch(key)]
    assert len(single) > 100
    for key in single:
        assert not [row.name for row in PATTERNS if not row.single and row.regex.fullmatch(key)]
