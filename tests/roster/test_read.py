"""The clerk's roster as clerks write it."""

import datetime
from pathlib import Path

import pytest

from perfcheck.errors import InputError
from perfcheck.model.roster import Expected
from perfcheck.report.rostersheet import write_roster
from perfcheck.roster.read import read_roster
from tests.forms import table, workbook


def roster(folder: Path, text: str) -> tuple[Expected, ...]:
    file = folder / "名单.xlsx"
    file.write_bytes(workbook(table(text)))
    return read_roster(file)


def test_the_columns_are_found_by_their_headings(tmp_path: Path):
    found = roster(
        tmp_path,
        """
        2020年度应报单位名单 | < | < | < | <
        序号 | 报送单位 | 截止时间 | 电子邮箱 | 项目名称（全称）
        1 | 甲局 | @2021-03-01 | a@x.cn； b@x.cn | 修路
        2 | 乙  局 | 2021年3月15日 | | 架桥
        3 | 丙局 | 20210401 | 李四 <l@x.cn>
        """,
    )
    assert found == (
        Expected("甲局", "修路", ("a@x.cn", "b@x.cn"), datetime.date(2021, 3, 1), 3),
        Expected("乙 局", "架桥", (), datetime.date(2021, 3, 15), 4),
        Expected("丙局", "", ("l@x.cn",), datetime.date(2021, 4, 1), 5),
    )


def test_a_merged_unit_covers_its_projects(tmp_path: Path):
    found = roster(tmp_path, "单位 | 项目\n甲局 | 修路\n^ | 架桥")
    assert [(line.unit, line.project) for line in found] == [("甲局", "修路"), ("甲局", "架桥")]


def test_a_list_of_units_alone_is_enough(tmp_path: Path):
    assert [line.unit for line in roster(tmp_path, "单位\n甲局\n乙局")] == ["甲局", "乙局"]


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("单位 | 截止日期\n甲局 | 3月底前", "INP014", "第 2 行"),
        ("单位 | 截止日期\n甲局 | 2021-13-01", "INP014", "第 2 行"),
        ("单位 | 联系人邮箱\n甲局 | 张三", "INP013", "张三"),
        ("单位 | 项目", "INP011", "没有填单位"),
        ("名称 | 项目\n甲局 | 修路", "INP012", "单位"),
    ],
)
def test_what_is_wrong_in_a_roster_is_said_with_its_row(
    tmp_path: Path, text: str, code: str, word: str
):
    with pytest.raises(InputError) as refusal:
        roster(tmp_path, text)
    assert refusal.value.code == code
    assert word in refusal.value.message


@pytest.mark.parametrize("content", [None, b"", b"no workbook at all"])
def test_a_roster_that_cannot_be_opened_is_said(tmp_path: Path, content: bytes | None):
    file = tmp_path / "名单.xlsx"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputError) as refusal:
        read_roster(file)
    assert refusal.value.code == "INP010"


def test_the_blank_roster_asks_to_be_filled(tmp_path: Path):
    file = tmp_path / "名单.xlsx"
    write_roster(file)
    with pytest.raises(InputError) as refusal:
        read_roster(file)
    assert refusal.value.code == "INP011"
