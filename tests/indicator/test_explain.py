"""The explanation says in plain lines how it was read, judged and could be worded."""

import pytest

from perfcheck.indicator.explain import GRADES, KINDS, OUTCOMES, SIGNS, explain
from perfcheck.judging import Question, answer
from perfcheck.model.values import Kind, Operator, Outcome, Vagueness
from perfcheck.scoring.rubric import load


def said(target: str, actual: str = "", name: str = "") -> list[str]:
    found = answer(Question(target, actual, name), load("national-2020"))
    text = explain(found.target, found.actual, found.judgement, found.proposals)
    return text.split("\n")


@pytest.mark.parametrize(
    ("target", "line"),
    [
        ("≥1.2万亩", "指标值“≥1.2万亩”：数量，不少于（≥），1.2万亩"),
        ("≤95%", "指标值“≤95%”：百分比，不超过（≤），95%"),
        ("60%~80%", "指标值“60%~80%”：区间，在区间内，从 60% 到 80%"),
        ("2020年12月底前", "指标值“2020年12月底前”：期限，不超过（≤），2020年12月"),
        (
            "显著提升",
            "指标值“显著提升”：定性（未量化，无法核对）；可直接量化，有现成的数量或比率可用",
        ),
        (
            "合格",
            "指标值“合格”：是否达到（未量化，可按是否核对）；半量化，可用是否核对，或补上基数",
        ),
        ("效果良好", "指标值“效果良好”：定性（未量化，无法核对）；只能分档，要写明各档的标准"),
        ("", "指标值“”：没有指标值"),
    ],
)
def test_the_first_line_says_how_the_target_was_read(target, line):
    assert said(target)[0] == line


def test_the_second_line_says_what_became_of_it_and_why():
    assert said("≥30卷", "27卷")[1] == "结果：未达成（有数据可核实）；27 ÷ 30 = 90.00%"


def test_words_are_named_as_words():
    assert said("≥4次", "已完成")[1].startswith("结果：达成（仅凭文字）；")


def test_without_an_actual_there_is_no_result():
    assert not any(line.startswith("结果") for line in said("≥4次"))


def test_a_vague_target_comes_with_a_reason_and_wordings():
    lines = said("显著提升", name="群众维权意识")
    assert any(line.startswith("提醒：") for line in lines)
    assert sum(line.startswith("可改为：") for line in lines) >= 2
    assert all("____" in line for line in lines if line.startswith("可改为："))


def test_a_sound_indicator_needs_two_lines():
    assert len(said("≥30卷", "30卷", "修复档案")) == 2


def test_every_word_of_the_model_has_its_chinese():
    assert set(KINDS) == set(Kind)
    assert set(SIGNS) == set(Operator)
    assert set(OUTCOMES) == set(Outcome)
    assert set(GRADES) == set(Vagueness)
