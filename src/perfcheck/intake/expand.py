"""Archives and mails become the submissions that they hold."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from perfcheck.intake.boxes import BOX, OPENERS, members
from perfcheck.intake.facts import MAILS, read_facts, set_aside, words
from perfcheck.intake.kinds import Kind, limit_reason, place_reason, profile, sniff
from perfcheck.intake.member import Member
from perfcheck.intake.message import speaks_of_cloud
from perfcheck.intake.package import MEGABYTE
from perfcheck.intake.places import is_letter_part, is_note, is_system
from perfcheck.intake.submission import Submission
from perfcheck.model.results import Reason, Status

DEPTH = 3  # a mail with an archive that holds an archive
BOXES = tuple(OPENERS)
PLACES: Mapping[Kind, str] = {
    Kind.ZIP: "archive",
    Kind.TNEF: "archive",
    Kind.EML: "mail",
    Kind.MAIL: "mail",
    Kind.MBOX: "mailbox",
}


def expand(box: Submission, kind: Kind, content: bytes) -> Iterator[Submission]:
    """The archive or mail itself, with what became of it, then everything in it."""
    if len(content) > BOX:
        found, most = len(content) // MEGABYTE, BOX // MEGABYTE
        yield replace(box, status=Status.REJECTED, reason=limit_reason("file", found, most))
        return
    try:
        box, aside = _as_mail(box, kind, content)
        opened = () if aside else members(kind, content)
        inner = [each for found in opened for each in _submissions(box, kind, found)]
        status, reason = (Status.SKIPPED, aside) if aside else _opened(box, kind, content, inner)
    except ValueError:
        status, reason, inner = Status.REJECTED, profile(Kind.TRUNCATED).reason, []
    yield replace(box, status=status, reason=reason)
    yield from inner


def _as_mail(box: Submission, kind: Kind, content: bytes) -> tuple[Submission, Reason | None]:
    """The box with the facts of the mail that it is, and why it is none that a unit sent.

    What is inside a mail, however deep, came with that mail.
    """
    if kind not in MAILS:
        return box, None
    aside = set_aside(kind, content)
    facts = box.mail or read_facts(kind, content, box.sha256)
    return replace(box, mail=facts), place_reason(aside) if aside else None


def _opened(
    box: Submission, kind: Kind, content: bytes, inner: Sequence[Submission]
) -> tuple[Status, Reason | None]:
    """What becomes of a box that could be opened."""
    if kind is Kind.MBOX or not all(each.status is Status.SKIPPED for each in inner):
        return Status.PROCESSED, place_reason(PLACES[kind])
    if kind in MAILS and speaks_of_cloud(words(kind, content)):
        return Status.REJECTED, place_reason("cloud")
    if kind in MAILS and box.mail and box.mail.automatic:
        return Status.SKIPPED, place_reason("automatic")
    return Status.REJECTED, profile(kind).reason


def _submissions(box: Submission, within: Kind, found: Member) -> Iterator[Submission]:
    """What one member is: a submission, or a box of its own."""
    submission = Submission(
        path=f"{box.path}!{found.name}",
        sha256=hashlib.sha256(found.content).hexdigest() if found.reason is None else "",
        source=box.source,
        inside=(*box.inside, found.index),
        mail=box.mail,
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
    if kind is Kind.PICTURE and within in (*MAILS, Kind.TNEF):
        return Status.SKIPPED, place_reason("picture")
    if within in MAILS and is_letter_part(found.name, kind):
        return Status.SKIPPED, place_reason("letter")
    if is_note(found.name, kind):
        return Status.SKIPPED, place_reason("notes")
    return None
