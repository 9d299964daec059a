"""Codes before and behind the names of departments and units; names that begin with digits."""

import pytest

from perfcheck.model.agency import without_code
from perfcheck.model.roster import Standing
from perfcheck.resubmissions import identity
from perfcheck.roster.match import reporting
from tests.form.reading import read_one
from tests.forms import national
from tests.roster.rosters import came, expected


@pytest.mark.parametrize(
    "written",
    [
        "219 市文物局",
        "市文物局 219",
        "[219]市文物局",
        "【219】市文物局",
        "（219001）市文物局",
        "219-市文物局",
        "219001－市文物局",
        "219001市文物局",
        "219市文物局",
        "219001 - 市文物局",
        "219：市文物局",
        "市文物局（219001）",
        "市文物局[219]",
        "市文物局-219001",
        "市文物局219001",
        "  219001　市文物局 ",
        "市文物局",
    ],
)
def test_a_code_is_no_part_of_the_name(written: str):
    assert without_code(written).strip() == "市文物局"


@pytest.mark.parametrize(
    "name",
    [
        "三中",
        "101中学",
        "101 中学",
        "120急救中心",
        "120 急救中心",
        "12345热线",
        "12345市民服务热线",
        "12345 市民热线管理中心",
        "12315市场投诉中心",
        "302医院",
        "421团",
        "96333电梯救援中心",
        "第101中学",
        "第 101 中学",
        "某市第五十二中学",
        "2049规划馆",
        "养护一所",
        "219",
        "",
        "市文物局 027-12345678",
        "027-12345678",
        "101中学（南区）",
    ],
)
def test_names_with_digits_stay_as_they_are(name: str):
    assert without_code(name) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("318001 某区实验小学", "某区实验小学"),
        ("318 某区实验小学", "某区实验小学"),
        ("318001-101中学", "101中学"),
        ("[318]120急救中心", "120急救中心"),
        ("120某区卫生健康局", "某区卫生健康局"),
    ],
)
def test_a_code_before_other_names(written: str, name: str):
    assert without_code(written) == name


def test_the_form_keeps_what_was_written_beside_the_name():
    form = national().put("某某区住房和城乡建设局", "219-某某区住房和城乡建设局")
    found = read_one(form.put("某某区公路养护中心", "219003某某区公路养护中心"))
    assert found.department.value == "219-某某区住房和城乡建设局"
    assert (found.department_name, found.unit_name) == (
        "某某区住房和城乡建设局",
        "某某区公路养护中心",
    )


def test_the_same_project_of_a_unit_with_and_without_its_code_is_one():
    names = ("219003某某区公路养护中心", "某某区公路养护中心（219003）", "某某区公路养护中心")
    forms = [read_one(national().put("某某区公路养护中心", name)) for name in names]
    assert len({identity(form) for form in forms}) == 1


def test_a_roster_line_with_or_without_the_code_is_met():
    for listed, written in (("甲局", "219001-甲局"), ("219001-甲局", "甲局"), ("甲局 219", "甲局")):
        (line,) = reporting([expected(listed)], came((written, "修路", None))).lines
        assert line.standing is Standing.ON_TIME, (listed, written)
    (line,) = reporting([expected("101中学")], came(("中学", "修路", None))).lines
    assert line.standing is Standing.MISSING
