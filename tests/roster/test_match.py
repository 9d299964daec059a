"""Who has reported, who is late, who is missing, and who sent for whom."""

import pytest

from perfcheck.model.results import FileRecord, Reason, Status
from perfcheck.model.roster import Standing
from perfcheck.roster.match import reporting
from tests.roster.rosters import came, expected, letter, older


def standing(*lines, batch):
    return [line.standing for line in reporting(lines, batch).lines]


def test_a_form_belongs_to_the_line_with_its_unit_and_project():
    lines = [expected("甲局", "修路"), expected("甲局", "架桥"), expected("乙局", "修路")]
    found = reporting(lines, came(("甲局", "架桥", letter())))
    assert [line.standing for line in found.lines] == [
        Standing.MISSING,
        Standing.ON_TIME,
        Standing.MISSING,
    ]
    assert found.lines[1].projects == ("P000",)
    assert found.unlisted == ()


@pytest.mark.parametrize(
    ("unit", "project"),
    [
        ("甲 局", "修路（一期）"),
        ("甲局", "修路(一期)"),
        (" 甲局\n", "《修路 一期》"),
        ("甲局", "修路（１期）".replace("１", "一")),
    ],
)
def test_signs_and_spaces_do_not_matter(unit: str, project: str):
    assert standing(expected("甲局", "修路（一期）"), batch=came((unit, project, None))) == [
        Standing.ON_TIME
    ]


def test_a_name_that_is_only_alike_is_not_guessed_but_said():
    found = reporting([expected("甲局", "修路")], came(("甲局", "修路工程", letter())))
    assert found.lines[0].standing is Standing.MISSING
    assert found.lines[0].notes == ("该单位报来名单以外的项目“修路工程”，请核对项目名称",)
    assert found.unlisted == ("P000",)
    other = reporting([expected("甲局", "修路")], came(("甲局本级", "修路", letter())))
    assert "请核对单位名称" in other.lines[0].notes[0]


def test_a_line_without_a_project_takes_any_project_of_the_unit():
    lines = [expected("甲局"), expected("甲局", "架桥")]
    batch = came(("甲局", "修路", None), ("甲局", "架桥", None), ("甲局", "种树", None))
    found = reporting(lines, batch)
    assert [line.projects for line in found.lines] == [("P000", "P002"), ("P001",)]


@pytest.mark.parametrize(("day", "late"), [(1, False), (2, True), (9, True)])
def test_the_last_day_itself_is_in_time(day: int, late: bool):
    found = reporting([expected("甲局")], came(("甲局", "修路", letter(day=day))))
    assert (found.lines[0].standing is Standing.LATE) is late
    assert found.lines[0].notes == ((f"迟交 {day - 1} 天",) if late else ())


def test_a_correction_after_the_last_day_does_not_make_it_late():
    first = older("旧.xlsx", "修路.xlsx", letter(day=1), Status.SUPERSEDED)
    batch = came(("甲局", "修路", letter(day=9, sha="e")), more=(first,))
    batch = came(
        ("甲局", "修路", letter(day=9, sha="e")),
        more=(older("旧.xlsx", batch.files[0].path, letter(day=1), Status.SUPERSEDED),),
    )
    (line,) = reporting([expected("甲局")], batch).lines
    assert line.standing is Standing.ON_TIME
    assert line.times == 2
    assert line.arrived is not None
    assert line.arrived.day == 1


def test_copies_of_versions_are_counted_too():
    path = came(("甲局", "修路", None)).files[0].path
    more = (
        older("旧.xlsx", path, None, Status.SUPERSEDED),
        older("旧的副本.xlsx", "旧.xlsx", None, Status.DUPLICATE),
    )
    found = reporting([expected("甲局")], came(("甲局", "修路", None), more=more))
    assert found.lines[0].times == 3
    assert found.repeated == 1


def test_who_sends_for_another_unit_is_said():
    lines = [expected("甲局", "", "a@x.cn"), expected("乙局", "", "B@x.cn")]
    found = reporting(lines, came(("甲局", "修路", letter("b@x.cn")), ("乙局", "种树", None)))
    assert found.lines[0].notes == ("由“乙局”（b@x.cn）代为报送",)
    assert found.lines[0].senders == ("b@x.cn",)


def test_an_address_that_the_roster_does_not_know_is_said():
    found = reporting([expected("甲局", "", "a@x.cn")], came(("甲局", "修路", letter("q@x.cn"))))
    assert found.lines[0].notes == ("发件邮箱 q@x.cn 不是名单中的联系人邮箱",)
    unknown = reporting([expected("甲局")], came(("甲局", "修路", letter("q@x.cn"))))
    assert unknown.lines[0].notes == ()


def test_a_unit_whose_mail_could_not_be_read_has_tried():
    reason = Reason("FIL016", "没有附件", "")
    record = FileRecord("信.eml", "d" * 64, Status.REJECTED, reason, mail=letter("A@x.cn"))
    (line,) = reporting([expected("甲局", "", "a@x.cn")], came(more=(record,))).lines
    assert line.standing is Standing.MISSING
    assert line.attempts == ("信.eml",)
    assert "信.eml" in line.notes[0]
