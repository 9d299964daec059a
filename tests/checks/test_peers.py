"""The most alike of the batch is shown, the same whatever the order."""

from perfcheck.checks.peers import Peer, closest, pairs_of

NAMES = [
    ("P2", "参观人次", "人次"),
    ("P3", "档案查阅利用人次", "人次"),
    ("P4", "设备购置数量", "台"),
    ("P5", "档案查阅利用人次", "人次"),
]


def index(names):
    found = {}
    for project, name, unit in names:
        peer = Peer(project, name, unit, pairs_of(name))
        for pair in peer.pairs:
            found.setdefault(pair, []).append(peer)
    return found


def test_the_most_alike_is_found_whatever_the_order():
    forth = closest("档案利用", "P1", index(NAMES))
    back = closest("档案利用", "P1", index(NAMES[::-1]))
    assert forth == back
    assert (forth.project, forth.name, forth.unit) == ("P3", "档案查阅利用人次", "人次")


def test_a_project_is_no_peer_of_itself():
    assert closest("档案利用", "P3", index(NAMES)).project == "P5"


def test_what_is_not_alike_or_too_short_has_no_peer():
    assert closest("绿化面积", "P1", index(NAMES)) is None
    assert closest("参观", "P1", index(NAMES)) is None
    assert closest("", "P1", index(NAMES)) is None
