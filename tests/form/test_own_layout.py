"""A form that nobody knew needs a TOML file in the folder of layouts, and no code."""

import shutil
from importlib import resources
from pathlib import Path

import pytest

from perfcheck.errors import LayoutError
from perfcheck.form import build
from perfcheck.form.build import read_forms
from perfcheck.form.layout import read_layouts
from tests.form.told import told
from tests.forms import table, workbook

FORM = """
某矿区专项考核登记表 | < | < | < | < | <
考核事项 | 尾矿库治理 | < | 承办机构 | 某某管委会 | <
款项安排（万元） | 批复额 | 动用额 | 动用比例 | 配分 | 计分
^ | 400 | 300 | 75% | 15 | 11.25
考核门类 | 考核要素 | 考核点 | 应达水准 | 已达水准 | 配分 | 计分
产出指标 | 数量指标 | 加固坝体 | 2座 | 2座 | 45 | 45
效益指标 | 生态效益指标 | 渗漏点 | 0处 | 0处 | 40 | 40
汇总计分 | < | < | < | < | 100 | 96.25
"""

LAYOUT = """
title = "某矿区专项考核登记表"
order = 5
rubric = "hubei-2020"

[[match]]
all = ["考核点", "应达水准"]
any = ["已达水准"]

[aliases.head]
project_name = ["考核事项"]
unit = ["承办机构"]

[aliases.funds]
block = ["款项安排"]
adjusted_budget = ["批复额"]
executed = ["动用额"]
rate = ["动用比例"]
points = ["配分"]
score = ["计分"]

[aliases.indicators]
category = ["考核门类"]
subcategory = ["考核要素"]
name = ["考核点"]
target = ["应达水准"]
actual = ["已达水准"]
points = ["配分"]
score = ["计分"]

[aliases.foot]
total = ["汇总计分"]
"""

READING = """
form mine · self_evaluation · 万元 · 自评表
head project@B2=尾矿库治理 · unit@E2=某某管委会
total name@A4 · adjusted@B4=400 · executed@C4=300 · rate@D4=0.75 · points@E4=15 · score@F4=11.25
row category@A6=产出指标 · subcategory@B6=数量指标 · name@C6=加固坝体 · target@D6=2座 · actual@E6=2座 · points@F6=45 · score@G6=45
row category@A7=效益指标 · subcategory@B7=生态效益指标 · name@C7=渗漏点 · target@D7=0处 · actual@E7=0处 · points@F7=40 · score@G7=40
foot total_points@F8=100 · total_score@G8=96.25
"""  # noqa: E501


def test_without_its_layout_the_form_is_refused_not_misread():
    with pytest.raises(LayoutError) as refusal:
        read_forms(workbook(table(FORM)), "表.xlsx")
    assert refusal.value.code == "LAY001"


def test_one_file_in_the_folder_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with resources.as_file(resources.files("perfcheck") / "data" / "forms") as shipped:
        folder = shutil.copytree(shipped, tmp_path / "forms")
    (folder / "mine.toml").write_text(LAYOUT, encoding="utf-8")
    layouts = read_layouts(folder)
    monkeypatch.setattr(build, "load_layouts", lambda: layouts)
    (form,) = read_forms(workbook(table(FORM)), "表.xlsx")
    assert told(form) == READING.strip().splitlines()
    assert form.rubric == "hubei-2020"
    assert form.unread == ()


def test_the_other_forms_are_read_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from tests.form.test_published import case, read

    with resources.as_file(resources.files("perfcheck") / "data" / "forms") as shipped:
        folder = shutil.copytree(shipped, tmp_path / "forms")
    (folder / "mine.toml").write_text(LAYOUT, encoding="utf-8")
    layouts = read_layouts(folder)
    monkeypatch.setattr(build, "load_layouts", lambda: layouts)
    for name in ("a_cost_group", "f_hubei_two_goals", "k_review"):
        sheet, expected = case(name)
        assert read(sheet) == expected
