"""What a batch's results hold of a few of its projects, made apart from the others.

A piece needs the plan of the whole batch and nothing else, so pieces can be made side by side;
put together in their order they are what would have been written at one go.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Self

from perfcheck.model.results import Severity
from perfcheck.model.values import Vagueness
from perfcheck.report import results
from perfcheck.report.content import Body, Row
from perfcheck.report.draw import draw_rows
from perfcheck.report.fragment import Fragment, unpack
from perfcheck.report.settled import FAR, settled
from perfcheck.report.sheets import findings, scored, unquantified
from perfcheck.report.sheets.findings import HEADING
from perfcheck.report.sheets.plan import Plan, Scope, score_lines
from perfcheck.report.xlsx import MOST_LINKS, scratch_sheet

SCORED, UNQUANTIFIED, OBJECTS, TALLY = "scored", "unquantified", "objects", "tally"


@dataclass(frozen=True, slots=True)
class Tally:
    """What the heads of the lists say of their rows.

    `waiting` entries of 问题清单 wait, targets without a figure are of these `kinds`, and points
    are `assumed` somewhere.
    """

    waiting: int = 0
    kinds: Mapping[Vagueness, int] = field(default_factory=dict)
    assumed: bool = False

    def pack(self) -> bytes:
        """As bytes."""
        kinds = {kind.value: count for kind, count in self.kinds.items()}
        return json.dumps([self.waiting, kinds, self.assumed], ensure_ascii=False).encode()

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """The tally again."""
        waiting, kinds, assumed = json.loads(packed)
        return cls(waiting, {Vagueness(kind): count for kind, count in kinds.items()}, assumed)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a piece: the packed rows of a list (none: b""), texts of objects, or a tally.

    `start` is where its rows are drawn, on which it rests besides that on which all parts do;
    `settled` puts them where they belong.
    """

    name: str
    start: int
    make: Callable[[], bytes]
    settled: Callable[[bytes], bytes] = bytes


def parts(places: Plan, indexes: Sequence[int]) -> Iterator[Part]:
    """The parts of the piece of consecutive projects; those of one file must all be in it."""
    first, plan = indexes[0], _apart(places, indexes)
    rows = [places.summary_rows[index] for index in indexes]

    def put(down: int = 0) -> Callable[[bytes], bytes]:
        return lambda packed: settled(unpack(packed), rows, down).pack() if packed else packed

    @cache
    def found() -> Mapping[Severity, list[Row]]:
        return findings.rows(plan, indexes)

    def listed(severity: Severity, start: int) -> Callable[[], bytes]:
        return lambda: _drawn(found()[severity], start)

    begin = plan.starts[first]
    yield Part(SCORED, begin, lambda: _drawn(scored.rows(plan, indexes), begin), put())
    for severity in plan.groups:
        start = findings.first(plan, severity, first)
        down = findings.first(places, severity, first) - start
        yield Part(severity, start, listed(severity, start), put(down))
    if plan.scope is Scope.ALL:
        own = unquantified.first(plan, first)
        yield Part(UNQUANTIFIED, own, lambda: _drawn(unquantified.rows(plan, indexes), own))
    yield Part(OBJECTS, 0, lambda: _objects(plan, indexes))
    yield Part(TALLY, 0, lambda: _tally(plan, indexes, found()).pack())


def _apart(plan: Plan, indexes: Sequence[int]) -> Plan:
    """The plan by which a piece is drawn: it seems to be alone in 汇总表 and in 问题清单.

    A list that is longer than Excel allows links must know its real rows.
    """
    apart = replace(plan, summary_rows={n: FAR + place for place, n in enumerate(indexes)})
    if plan.groups[Severity.NOTE][-1] > MOST_LINKS:
        return apart
    return replace(apart, groups=dict.fromkeys(plan.groups, (0,) * (indexes[0] + 1)))


def rests_on(plan: Plan, indexes: Sequence[int]) -> list[bytes]:
    """What every part of a piece rests on; nothing where nobody knows."""
    batch = plan.batch
    own = batch.signatures(indexes)
    if not own:
        return []
    besides = (
        (plan.scope.name, plan.answered, batch.reviews, [rubric.id for rubric in batch.rubrics]),
        [(plan.keys[n], plan.starts[n], plan.reviewed[n]) for n in indexes],
        [plan.sheets[n] for n in indexes] if plan.sheets else None,
    )
    return [repr(besides).encode("utf-8", "replace"), *own]


def _objects(plan: Plan, indexes: Sequence[int]) -> bytes:
    text = results.objects_text(plan.batch, indexes, plan.reviewed)
    return text.encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Lists:
    """The bodies of the three lists, and what their heads say."""

    scored: Body
    findings: Body
    unquantified: Body
    tally: Tally


def whole(plan: Plan) -> Lists:
    """The lists of a whole batch, as values."""
    indexes = range(len(plan.batch.outlines))
    found = findings.rows(plan, indexes)
    return Lists(
        Body(scored.rows(plan, indexes)),
        Body([row for rows in found.values() for row in rows]),
        Body(unquantified.rows(plan, indexes)),
        _tally(plan, indexes, found),
    )


def _tally(plan: Plan, indexes: Sequence[int], found: Mapping[Severity, list[Row]]) -> Tally:
    targets = (own.target.vagueness for _, own in unquantified.listed(plan, indexes))
    lines = (line for index in indexes for line in score_lines(plan.batch.projects[index]))
    return Tally(
        sum(map(findings.waiting, found.values())),
        Counter(kind for kind in targets if kind),
        any(line.assumed and line.indicator is not None for line in lines),
    )


def summed(parts: Iterable[Tally]) -> Tally:
    """The tally of all projects together."""
    own = list(parts)
    kinds: Counter[Vagueness] = Counter()
    for part in own:
        kinds.update(part.kinds)
    return Tally(sum(p.waiting for p in own), kinds, any(p.assumed for p in own))


def _drawn(rows: Iterable[Row], first: int) -> bytes:
    """Draw rows into a book that is thrown away."""
    own = list(rows)
    if not own:
        return b""
    sheet = scratch_sheet()
    sheet.links = first - HEADING - 1  # a link a row: those beyond Excel's limit are plain text
    draw_rows(sheet, own, first)
    drawn: Fragment = sheet.raw.cut()
    return drawn.pack()
