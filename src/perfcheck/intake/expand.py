"""What lies in a file: nothing more, or the submissions that an archive or a mail holds.

Runs in a worker: it opens archives and mails that nobody has looked at yet.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import BinaryIO

from perfcheck.intake.boxes import BOX, BOXES, Passwords, open_box
from perfcheck.intake.cloud import speaks_of_cloud
from perfcheck.intake.facts import MAILS, letter, read_facts, set_aside
from perfcheck.intake.kinds import Kind, limit_reason, place_reason, profile, sniff
from perfcheck.intake.member import Allowance, Member, OverlappingError, TooDeepError
from perfcheck.intake.package import MEGABYTE
from perfcheck.intake.places import is_letter_part, is_note, is_system
from perfcheck.intake.submission import Submission
from perfcheck.model.mail import Mail
from perfcheck.model.results import Reason, Status

DEPTH = 3  # a mail with an archive that holds an archive
HEAD = 1 << 16
PGP = "-----BEGIN PGP MESSAGE-----"
MAIL = 60 * MEGABYTE  # bytes of a mail; the largest that providers carry are of 50 MB
PLACES: Mapping[Kind, str] = {
    Kind.ZIP: "archive",
    Kind.TNEF: "archive",
    Kind.EML: "mail",
    Kind.MAIL: "mail",
    Kind.SIGNED: "mail",
    Kind.MBOX: "mailbox",
}
SIZES: Mapping[Kind, str] = {Kind.EML: "mail", Kind.MBOX: "mailbox", Kind.ARCHIVE: "box"}
ASIDE: Mapping[str, Status] = {
    "bounce": Status.SKIPPED,
    "own": Status.SKIPPED,
    "sealed": Status.REJECTED,
}
Settled = tuple[Status, Reason | None]


def unfold(submission: Submission, passwords: Passwords = ()) -> tuple[Submission, ...]:
    """A file on disk, looked at: itself, and behind it everything that it holds."""
    try:
        return tuple(_Looking(passwords, Allowance()).look(submission))
    except OSError:
        reason = place_reason("denied")
        return (replace(submission, status=Status.REJECTED, reason=reason),)


def guess(submission: Submission) -> Submission:
    """What a file is by how it begins, where all of it was too much; of a mail, who sent it."""
    with submission.source.open("rb") as stream:
        head = stream.read(HEAD)
    kind = _kind_of(head, submission.path)
    return replace(submission, kind=kind, mail=_sent(kind, head, submission.sha256))


def _sent(kind: Kind, content: bytes, sha256: str) -> Mail | None:
    try:
        return read_facts(kind, content, sha256) if kind is Kind.EML else None
    except ValueError:
        return None


def _kind_of(head: bytes, name: str) -> Kind:
    return Kind.ARCHIVE if head.startswith(b"PK") else sniff(head, name)


@dataclass(frozen=True, slots=True)
class _Looking:
    """A look into one file: with which passwords, and how much it may still hold."""

    passwords: Passwords
    allowance: Allowance

    def look(self, submission: Submission) -> Iterator[Submission]:
        """The file itself and what it holds."""
        size = submission.source.stat().st_size
        with submission.source.open("rb") as stream:
            head = stream.read(HEAD)
            stream.seek(0)
            if size > BOX:
                found, most = size // MEGABYTE, BOX // MEGABYTE
                kind = _kind_of(head, submission.path)
                reason = limit_reason(SIZES.get(kind, "file"), found, most)
                yield replace(submission, kind=kind, status=Status.REJECTED, reason=reason)
                return
            kind = sniff(stream.read(), submission.path)
            stream.seek(0)
            submission = replace(submission, kind=kind)
            yield from self._sorted_out(submission, submission.path, kind, None, stream)

    def _sorted_out(
        self,
        submission: Submission,
        name: str,
        kind: Kind,
        within: Kind | None,
        stream: BinaryIO,
    ) -> Iterator[Submission]:
        """A file whose kind is known: settled, to be examined, or a box to be opened."""
        settled = _settled(name, kind, within)
        if settled:
            yield replace(submission, status=settled[0], reason=settled[1])
        elif kind not in BOXES:
            yield submission
        elif len(submission.inside) > DEPTH:
            yield replace(submission, status=Status.REJECTED, reason=place_reason("deep"))
        else:
            yield from self._expand(submission, kind, stream)

    def _expand(self, box: Submission, kind: Kind, stream: BinaryIO) -> Iterator[Submission]:
        """The archive or mail itself, with what became of it, then everything in it."""
        inner: list[Submission] = []
        try:
            box, settled = _as_mail(box, kind, stream) if kind in MAILS else (box, None)
            if settled is None:
                opened = open_box(kind, stream, self.passwords)
                members = opened.members(self.allowance)
                inner = [each for found in members for each in self._inside(box, kind, found)]
                settled = _opened(box, kind, stream, inner)
        except ValueError as fault:
            settled, inner = (Status.REJECTED, _refusal(kind, fault)), []
        yield replace(box, status=settled[0], reason=settled[1])
        yield from inner

    def _inside(self, box: Submission, within: Kind, found: Member) -> Iterator[Submission]:
        """What one member is: a submission, or a box of its own."""
        kind = None if found.reason else sniff(found.content, found.name)
        submission = Submission(
            path=f"{box.path}!{found.name}",
            sha256="" if found.reason else hashlib.sha256(found.content).hexdigest(),
            source=box.source,
            inside=(*box.inside, found.index),
            kind=kind,
            mail=box.mail,
            modified=found.modified or box.modified,
        )
        if kind is None:
            yield replace(submission, status=Status.REJECTED, reason=found.reason)
        else:
            stream = BytesIO(found.content)
            yield from self._sorted_out(submission, found.name, kind, within, stream)


def _settled(name: str, kind: Kind, within: Kind | None) -> Settled | None:
    if is_system(name):
        return Status.SKIPPED, profile(Kind.SYSTEM).reason
    if kind is Kind.EMPTY:
        return Status.REJECTED, profile(kind).reason
    if kind is Kind.LOCK:
        return Status.SKIPPED, profile(kind).reason
    if kind is Kind.PICTURE and within in (*MAILS, Kind.TNEF, Kind.SIGNED):
        return Status.SKIPPED, place_reason("picture")
    if within in (*MAILS, Kind.SIGNED) and is_letter_part(name, kind):
        return Status.SKIPPED, place_reason("letter")
    if is_note(name, kind):
        return Status.SKIPPED, place_reason("notes")
    return None


def _as_mail(box: Submission, kind: Kind, stream: BinaryIO) -> tuple[Submission, Settled | None]:
    """The box with the facts of the mail that it is, and why it is not opened.

    What is inside a mail, however deep, came with that mail.
    """
    content = _whole(stream)
    if len(content) > MAIL:
        found, most = len(content) // MEGABYTE, MAIL // MEGABYTE
        mail = box.mail or _sent(kind, content, box.sha256)
        return replace(box, mail=mail), (Status.REJECTED, limit_reason("mail", found, most))
    aside = set_aside(kind, content)
    facts = box.mail or read_facts(kind, content, box.sha256)
    settled = (ASIDE[aside], place_reason(aside)) if aside else None
    return replace(box, mail=facts), settled


def _opened(box: Submission, kind: Kind, stream: BinaryIO, inner: Sequence[Submission]) -> Settled:
    """What becomes of a box that could be opened."""
    if kind is Kind.MBOX or not all(each.status is Status.SKIPPED for each in inner):
        return Status.PROCESSED, place_reason(PLACES[kind])
    words = letter(kind, _whole(stream)) if kind in MAILS else ""
    if PGP in words:
        return Status.REJECTED, place_reason("sealed")
    if speaks_of_cloud(words):
        return Status.REJECTED, place_reason("cloud")
    if kind in MAILS and box.mail and box.mail.automatic:
        return Status.SKIPPED, place_reason("automatic")
    return Status.REJECTED, profile(Kind.EML if kind is Kind.SIGNED else kind).reason


def _whole(stream: BinaryIO) -> bytes:
    stream.seek(0)
    content = stream.read()
    stream.seek(0)
    return content


def _refusal(kind: Kind, fault: ValueError) -> Reason | None:
    """Why a box was not opened."""
    if isinstance(fault, OverlappingError):
        return limit_reason("repeated", 0, 0)
    if isinstance(fault, TooDeepError):
        return place_reason("nested")
    return profile(kind if kind is Kind.SIGNED else Kind.TRUNCATED).reason
