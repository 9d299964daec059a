"""Packed projects: whole when asked for, and outlines that cannot be taken for whole ones."""

import pytest

from perfcheck.answers import Answer, opened, pack
from perfcheck.model.results import BatchResult, Project, Status
from perfcheck.shelf import AT_HAND, Leaf, Shelf
from perfcheck.tables import of_projects
from tests.report import batches

WHOLE = batches.crowd(AT_HAND * 2).projects


def shelved(projects=WHOLE, more=None):
    outlines, leaves = [], []
    for own in projects:
        answer = Answer(Status.PROCESSED, checked=((own.assessment, own.findings),))
        short, whole = opened(pack(answer))
        (outline,) = short.checked
        outlines.append(Project(own.id, own.file, outline.assessment, outline.findings))
        leaves.append(Leaf(whole, 0))
    return Shelf(outlines, leaves, more or {})


def test_every_project_comes_back_whole_in_any_order():
    shelf = shelved()
    assert [shelf[n] for n in reversed(range(len(shelf)))] == list(reversed(WHOLE))
    assert shelf[3:5] == WHOLE[3:5]
    assert shelf == WHOLE
    assert shelf.some([5, 2]) == (WHOLE[5], WHOLE[2])


def test_what_the_batch_added_is_in_the_whole_and_in_the_outline():
    added = batches.SEED.projects[0].findings[0]
    shelf = shelved(more={WHOLE[1].id: (added,)})
    assert shelf[1].findings == (*WHOLE[1].findings, added)
    assert shelf[0].findings == WHOLE[0].findings
    last = shelf.outlines[1].findings[-1]
    assert (last.code, last.severity, last.message) == (added.code, added.severity, "")
    assert shelf.some([1])[0].findings == shelf[1].findings


def test_an_outline_has_all_figures_of_a_project():
    shelf = shelved()
    assert of_projects(shelf.outlines).equals(of_projects(WHOLE))
    assert BatchResult((), shelf, ()).outlines == shelf.outlines
    assert BatchResult((), WHOLE, ()).outlines == WHOLE


def test_an_outline_is_never_taken_for_the_whole():
    own = shelved().outlines[0].form
    assert len(own.indicators) == len(WHOLE[0].form.indicators)
    with pytest.raises(LookupError, match="outline"):
        next(iter(own.indicators))
    with pytest.raises(LookupError, match="outline"):
        own.indicators[0]
