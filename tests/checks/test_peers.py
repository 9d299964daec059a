"""The most alike of the batch is shown, the same whatever the order."""

from perfcheck.checks.peers import Likely, Peer, pairs_of

NAMES = [
    ("P2", "参观人次", "人次"),
    ("P3", "档案查阅利用人次", "人次"),
    ("P4", "设备购置数量", "台"),
    ("P5", "档案查阅利用人次", "人次"),
]


def likely(names, category=""):
    return Likely(
        Peer(project, name, unit, category, pairs_of(name)) for project, name, unit in names
    )


def closest(names, name, project, category=""):
    return likely(names, category).closest(pairs_of(name), "效益指标", project)


def test_the_most_alike_is_found_whatever_the_order():
    forth = closest(NAMES, "档案利用", "P1")
    back = closest(NAMES[::-1], "档案利用", "P1")
    assert forth == back
    assert (forth.project, forth.name, forth.unit) == ("P3", "档案查阅利用人次", "人次")


def test_a_project_is_no_peer_of_itself():
    assert closest(NAMES, "档案利用", "P3").project == "P5"


def test_what_is_not_alike_or_too_short_has_no_peer():
    assert closest(NAMES, "绿化面积", "P1") is None
    assert closest(NAMES, "参观", "P1") is None
    assert closest(NAMES, "", "P1") is None


def test_an_output_is_no_example_for_a_benefit():
    assert closest(NAMES, "档案利用", "P1", "产出指标") is None
    assert closest(NAMES, "档案利用", "P1", "效益指标").project == "P3"
