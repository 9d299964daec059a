"""The most alike of the batch is shown, the same whatever the order."""

from perfcheck.checks.peers import Likely, Peer

NAMES = [
    ("P2", "参观人次", "人次"),
    ("P3", "档案查阅利用人次", "人次"),
    ("P4", "设备购置数量", "台"),
    ("P5", "档案查阅利用人次", "人次"),
]


def likely(names):
    return Likely(Peer(project, name, unit) for project, name, unit in names)


def test_the_most_alike_is_found_whatever_the_order():
    forth = likely(NAMES).closest("档案利用", "P1")
    back = likely(NAMES[::-1]).closest("档案利用", "P1")
    assert forth == back
    assert (forth.project, forth.name, forth.unit) == ("P3", "档案查阅利用人次", "人次")


def test_a_project_is_no_peer_of_itself():
    assert likely(NAMES).closest("档案利用", "P3").project == "P5"


def test_what_is_not_alike_or_too_short_has_no_peer():
    assert likely(NAMES).closest("绿化面积", "P1") is None
    assert likely(NAMES).closest("参观", "P1") is None
    assert likely(NAMES).closest("", "P1") is None
