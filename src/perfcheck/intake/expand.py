"""Archives and mails become the submissions that they hold."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from perfcheck.intake.boxes import BOX, Member, members, points_to_cloud
from perfcheck.intake.kinds import Kind, limit_reason, place_reason, profile, sniff
from perfcheck.intake.package import MEGABYTE
from perfcheck.intake.places import is_note, is_system
from perfcheck.intake.submission import Submission
from perfcheck.model.results import Reason, Status

DEPTH = 3  # a mail with an archive that holds an archive
BOXES = (Kind.ZIP, Kind.EML)


def expand(box: Submission, kind: Kind, content: bytes) -> Iterator[Submission]:
    """The archive or mail itself, with what became of it, then everything in it."""
    if len(content) > BOX:
        found, most = len(content) // MEGABYTE, BOX // MEGABYTE
        yield replace(box, status=Status.REJECTED, reason=limit_reason("file", found, most))
        return
    try:
        inner = [each for m in members(kind, content) for each in _submissions(box, kind, m)]
    except ValueError:
        reason = profile(Kind.TRUNCATED).reason
        yield replace(box, status=Status.REJECTED, reason=reason)
        return
    if all(each.status is Status.SKIPPED for each in inner):
        yield replace(box, status=Status.REJECTED, reason=_nothing_in(kind, content))
    else:
        opened = place_reason("archive" if kind is Kind.ZIP else "mail")
        yield replace(box, status=Status.PROCESSED, reason=opened)
    yield from inner


def _nothing_in(kind: Kind, content: bytes) -> Reason | None:
    if kind is Kind.EML and points_to_cloud(content):
        return place_reason("cloud")
    return profile(kind).reason


def _submissions(box: Submission, within: Kind, found: Member) -> Iterator[Submission]:
    """What one member is: a submission, or a box of its own."""
    submission = Submission(
        path=f"{box.path}!{found.name}",
        sha256=hashlib.sha256(found.content).hexdigest() if found.reason is None else "",
        source=box.source,
        inside=(*box.inside, found.index),
    )
    if found.reason:
        yield replace(submission, status=Status.REJECTED, reason=found.reason)
        return
    kind = sniff(found.content, found.name)
    settled = _settled(kind, within, found)
    if settled:
        yield replace(submission, status=settled[0], reason=settled[1])
    elif kind not in BOXES:
        yield submission
    elif len(submission.inside) > DEPTH:
        yield replace(submission, status=Status.REJECTED, reason=place_reason("deep"))
    else:
        yield from expand(submission, kind, found.content)


def _settled(kind: Kind, within: Kind, found: Member) -> tuple[Status, Reason | None] | None:
    if is_system(found.name):
        return Status.SKIPPED, place_reason("system")
    if kind is Kind.EMPTY:
        return Status.REJECTED, profile(kind).reason
    if kind is Kind.LOCK:
        return Status.SKIPPED, profile(kind).reason
    if kind is Kind.PICTURE and within is Kind.EML:
        return Status.SKIPPED, place_reason("picture")
    if is_note(found.name, kind):
        return Status.SKIPPED, place_reason("notes")
    return None
