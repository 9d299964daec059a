"""Answers as bytes: the batch reads the short half, and the whole one comes back as it was."""

from dataclasses import replace
from decimal import Decimal

import pytest

from perfcheck.answers import Answer, opened, pack, unpack
from perfcheck.intake.kinds import Kind
from perfcheck.model.results import Reason, Status
from tests.report import batches

PROJECTS = batches.crowd(6).projects
FOUND = Answer(
    Status.PROCESSED,
    Reason("X", "y", "z"),
    Kind.XLSX,
    tuple((own.assessment, own.findings) for own in PROJECTS),
)


def test_both_halves_come_back():
    short, whole = opened(pack(FOUND))
    assert repr(unpack(whole)) == repr(FOUND)
    assert (short.status, short.reason, short.kind) == (FOUND.status, FOUND.reason, FOUND.kind)
    for own, project in zip(short.checked, PROJECTS, strict=True):
        card, known = own.assessment.card, project.assessment.card
        assert repr(card.recomputed) == repr(known.recomputed)
        assert own.assessment.form.project_name == project.form.project_name
        assert own.assessment.form.quantified == project.form.quantified
        assert [(f.code, f.severity) for f in own.findings] == [
            (f.code, f.severity) for f in project.findings
        ]
        for line, full in zip(card.lines, known.lines, strict=True):
            figures = (line.points, line.stated, line.score, line.low, line.high, line.indicator)
            assert repr(figures) == repr(
                (full.points, full.stated, full.score, full.low, full.high, full.indicator)
            )
            assert (line.group, line.assumed, line.verified) == (
                full.group,
                full.assumed,
                full.verified,
            )


def test_the_short_half_holds_no_words_and_each_line_once():
    short, whole = opened(pack(FOUND))
    lines = [line for own in short.checked for line in own.assessment.card.lines]
    findings = [finding for own in short.checked for finding in own.findings]
    assert not any(line.title or line.basis or line.cell for line in lines)
    assert not any(f.message or f.found or f.suggestion or f.cell for f in findings)
    assert len({id(line) for line in lines}) == len({repr(line) for line in lines}) < len(lines)
    assert len({id(each) for each in findings}) == len(set(findings)) < len(findings)
    assert len(whole) < len(pack(FOUND)) < 2 * len(whole)


def test_a_zero_keeps_its_places():
    assessment = PROJECTS[0].assessment
    line = replace(assessment.card.lines[0], low=Decimal("0.00"), high=Decimal("0E+1"), score=None)
    card = replace(assessment.card, lines=(line,))
    own = Answer(Status.PROCESSED, checked=((replace(assessment, card=card), ()),))
    (outline,) = opened(pack(own))[0].checked
    (again,) = outline.assessment.card.lines
    assert (str(again.low), str(again.high), again.score) == ("0.00", "0E+1", None)


@pytest.mark.parametrize("place", range(0, 400, 7))
def test_one_changed_byte_is_noticed(place: int):
    packed = bytearray(pack(FOUND))
    packed[place * len(packed) // 400] ^= 0x10
    with pytest.raises(ValueError, match=r"."):
        opened(bytes(packed))


@pytest.mark.parametrize("cut", [0, 3, 8, 9, 500])
def test_what_is_cut_off_is_noticed(cut: int):
    with pytest.raises(ValueError, match=r"."):
        opened(pack(FOUND)[:cut])


@pytest.mark.parametrize("junk", [b"", b"junk", b"x\x9c"])
def test_a_whole_that_is_none_is_refused(junk: bytes):
    with pytest.raises(ValueError, match=r"."):
        unpack(junk)
