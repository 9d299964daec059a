"""What was found in one file as bytes: in short for the batch, and whole for whoever writes of it.

The batch reads the short half of every answer; the whole stays packed until its forms are written.
"""

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import cast

from perfcheck.intake.kinds import Kind
from perfcheck.model.form import NO_TEXT, Away, Budget, FundLine, Goal, Indicator
from perfcheck.model.outlines import Outline, compared
from perfcheck.model.results import Assessment, Finding, Reason, ScoreLine, Severity, Status
from perfcheck.model.returned import History
from perfcheck.packing import Json, Own, Packer

QUICKLY = 1  # zlib's level
FRAME = struct.Struct("<II")  # the length of the short half, and the checksum of both
MANY = 1 << 14  # different lines that are held once
Figures = tuple[str, int | None, bool, bool, str | None, str | None, str | None, str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found in one file, wherever it lay: its forms with their findings.

    `answers` are what a unit says of earlier findings in a workbook that holds no form.
    """

    status: Status
    reason: Reason | None = None
    kind: Kind | None = None
    checked: tuple[tuple[Assessment, tuple[Finding, ...]], ...] = ()
    answers: History | None = None


@dataclass(frozen=True, slots=True)
class Short:
    """An answer with outlines of its forms."""

    status: Status
    reason: Reason | None = None
    kind: Kind | None = None
    checked: tuple[Outline, ...] = ()
    answers: History | None = None


def _figures(line: ScoreLine) -> Json:
    figures = (line.points, line.stated, line.score, line.low, line.high)
    texts = (None if figure is None else str(figure) for figure in figures)
    return [line.group, line.indicator, line.assumed, line.verified, *texts]


@lru_cache(maxsize=MANY)
def _line(packed: Figures) -> ScoreLine:
    group, indicator, assumed, verified, points, stated, score, low, high = packed
    figures = (_known(points), assumed, _known(stated), _known(score))
    return ScoreLine(
        "", group, *figures, _figure(low), _figure(high), verified, "", None, indicator
    )


def _known(text: str | None) -> Decimal | None:
    return None if text is None else _figure(text)


@lru_cache(maxsize=1024)
def bare_finding(code: str, severity: str) -> Finding:
    """A finding without anything but its rule and its weight."""
    return Finding(code, Severity(severity), None, "")


def _counts(indicators: tuple[Indicator, ...]) -> Json:
    away = cast("Away", indicators)
    return [len(away), away.quantified]


_figure = lru_cache(maxsize=MANY)(Decimal)
# The forms of a batch have the same few findings, and many of the same lines: each is held once.
SHARED: Mapping[object, Own] = {
    tuple[Indicator, ...]: Own(_counts, lambda own: Away(*own)),
    ScoreLine: Own(_figures, lambda own: _line(tuple(own))),
    Finding: Own(lambda own: [own.code, own.severity.value], lambda own: bare_finding(*own)),
}
WHOLE, SHORT = Packer(Answer), Packer(Short, SHARED)


def pack(found: Answer) -> bytes:
    """Both halves of an answer, as few bytes."""
    outlines = tuple(_outline(*own) for own in found.checked)
    short = Short(found.status, found.reason, found.kind, outlines, found.answers)
    head = zlib.compress(SHORT.pack(short), QUICKLY)
    whole = zlib.compress(WHOLE.pack(found), QUICKLY)
    return FRAME.pack(len(head), zlib.crc32(whole, zlib.crc32(head))) + head + whole


def _outline(assessment: Assessment, findings: tuple[Finding, ...]) -> Outline:
    """What is packed of a form in short; `SHARED` drops the words of its lines and findings."""
    form = assessment.form
    short = replace(
        form,
        budget=_measured(form.budget),
        indicators=Away(len(form.indicators), form.quantified),
        goals=(Goal(),) * len(form.goals),
        unread=(),
        deviation_reason=NO_TEXT,
        improvement=NO_TEXT,
        conclusion=NO_TEXT,
        person=NO_TEXT,
        phone=NO_TEXT,
        date=NO_TEXT,
    )
    own = replace(assessment, form=short, judgements=(), proposals=())
    return Outline(own, findings, compared(form))


def _measured(budget: Budget) -> Budget:
    """What is measured of the funds: the sources only where the total is theirs."""
    if budget.summed:
        return budget
    return replace(budget, sources=(FundLine(),) * len(budget.sources))


def opened(packed: bytes) -> tuple[Short, bytes]:
    """The answer in short, and the whole one for `unpack`; ValueError where the bytes are none."""
    try:
        length, checksum = FRAME.unpack_from(packed)
        head, whole = packed[FRAME.size :][:length], packed[FRAME.size + length :]
        if zlib.crc32(whole, zlib.crc32(head)) != checksum:
            raise ValueError("a damaged answer")
        return SHORT.unpack(zlib.decompress(head)), whole
    except (zlib.error, struct.error, TypeError) as fault:
        raise ValueError("not a packed answer") from fault


def unpack(whole: bytes) -> Answer:
    """The whole answer again; ValueError where the bytes are none."""
    try:
        return WHOLE.unpack(zlib.decompress(whole))
    except (zlib.error, TypeError) as fault:
        raise ValueError("not a packed answer") from fault
