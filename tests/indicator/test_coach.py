"""The coach proposes what could be counted, and leaves the number to the unit."""

import re

import pytest
from tools.accuracy import rows

from perfcheck.indicator.coach import Peer, from_peers, propose
from perfcheck.indicator.target import read_target

VAGUE = [row for row in rows() if row["quantified"] == "no" and row["target"].strip()]


def proposals_for(row):
    target = read_target(
        row["target"], name=row["name"], category=row["level1"], subcategory=row["level2"]
    )
    if target.quantified:  # read otherwise than labelled: nothing to coach
        return None
    return propose(target, name=row["name"], category=row["level1"], subcategory=row["level2"])


@pytest.mark.parametrize("row", [pytest.param(row, id=row["row_id"]) for row in VAGUE])
def test_a_target_that_cannot_be_checked_gets_two_or_three_wordings(row):
    given = proposals_for(row)
    if given is None:
        return
    assert 2 <= len(given) <= 3
    assert len({proposal.name for proposal in given}) == len(given)
    assert given == proposals_for(row)


@pytest.mark.parametrize("row", [pytest.param(row, id=row["row_id"]) for row in VAGUE])
def test_no_proposal_invents_a_figure(row):
    for proposal in proposals_for(row) or ():
        assert f"{proposal.operator} ____ {proposal.unit}" in proposal.text
        assert set(re.findall(r"\d+", proposal.name)) <= set(re.findall(r"\d+", row["name"]))
        assert not re.search(r"\d", proposal.operator + proposal.unit)


def test_hardly_a_vague_row_is_taken_for_a_figure():
    assert sum(proposals_for(row) is None for row in VAGUE) <= 4


@pytest.mark.parametrize("raw", ["≥4次", "≥95%", "2020年12月底前", "0起", "≤90万元"])
def test_a_good_target_is_left_alone(raw):
    assert propose(read_target(raw), name="开展培训", category="产出", subcategory="数量") == ()


def test_a_blank_target_is_coached_by_its_name_and_level():
    given = propose(read_target(""), name="服务对象满意度", category="满意度", subcategory="")
    assert given
    assert any("满意度" in proposal.name for proposal in given)
    assert all(proposal.why for proposal in given)


def test_a_slogan_with_a_percentage_is_coached():
    name = "提升群众获得感"
    target = read_target("≥95%", name=name)
    assert len(propose(target, name=name, category="效益", subcategory="社会效益")) >= 2


def test_the_matter_of_the_indicator_is_kept_in_the_wording():
    target = read_target("逐年增长", name="档案查询人员数量")
    given = propose(target, name="档案查询人员数量", category="效益", subcategory="社会效益")
    assert any("档案查询人员" in proposal.name for proposal in given)


PEERS = (
    Peer("参观人次", "≥", "人次", "区博物馆"),
    Peer("档案查阅利用人次", "≥", "人次", "区档案馆"),
    Peer("设备购置数量", "≥", "台", "区图书馆"),
)


def test_a_peer_with_the_same_meaning_is_proposed():
    [proposal] = from_peers("档案利用人次", PEERS)
    assert (proposal.name, proposal.operator, proposal.unit) == ("档案查阅利用人次", "≥", "人次")
    assert "区档案馆" in proposal.source


def test_peers_come_the_most_alike_first_whatever_their_order():
    forth, back = from_peers("利用人次", PEERS, 3), from_peers("利用人次", PEERS[::-1], 3)
    assert forth == back
    assert forth[0].name == "档案查阅利用人次"


def test_unlike_names_and_the_same_name_are_no_peers():
    assert from_peers("绿化面积", PEERS) == ()
    assert from_peers("设备购置数量", PEERS) == ()
    assert from_peers("", PEERS) == ()
