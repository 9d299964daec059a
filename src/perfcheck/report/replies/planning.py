"""Who is answered: one letter for every mail that a person sent."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256

from perfcheck.model.mail import DOMAIN, Mail
from perfcheck.model.reply import Reply, ReplyKind, Terms
from perfcheck.model.results import BatchResult, FileRecord, Status
from perfcheck.report.replies.letter import Case, compose
from perfcheck.report.replies.words import line, phrases

FOLDER = "回复"
ANSWERED_BEFORE = re.compile(r"\s*(回复|答复|re|回覆)\s*[:：]", re.IGNORECASE)
UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
LONGEST_LABEL = 30
TAG = 16  # characters of a fingerprint in a Message-ID
SHORT_TAG = 8  # … and in a file name


def replies(batch: BatchResult, terms: Terms) -> tuple[Reply, ...]:
    """One letter for each mail of the batch, in the order in which the mails stand there."""
    mails: dict[str, list[FileRecord]] = {}
    for record in batch.files:
        if record.mail and not record.mail.automatic:
            mails.setdefault(record.mail.sha256, []).append(record)
    found = (_reply(batch, records, terms) for records in mails.values())
    return tuple(reply for reply in found if reply)


def _reply(batch: BatchResult, records: Sequence[FileRecord], terms: Terms) -> Reply | None:
    """The answer to one mail; none where the mail was set aside whole."""
    mail = records[0].mail
    if mail is None or all(record.status is Status.SKIPPED for record in records):
        return None
    case = case_of(batch, [*_contents(records)], mail)
    answered_before = ANSWERED_BEFORE.match(mail.subject)
    words = phrases("reply")
    subject = line(mail.subject) or words["no_subject"]
    return Reply(
        kind=ReplyKind.REPLY,
        file=file_name(case.unit or mail.sender_name or mail.sender, mail.sha256),
        to=mail.sender,
        to_name=mail.sender_name if mail.sender_name != mail.sender else "",
        subject=subject if answered_before else words["subject"].format(subject=subject),
        body=compose(case, terms),
        message_id=message_id(mail.sha256, terms.turn),
        references=_references(mail),
        answered=tuple(record.path for record in records),
        copies=copies_of(records),
    )


def case_of(batch: BatchResult, records: Sequence[FileRecord], mail: Mail | None) -> Case:
    """The files with their projects."""
    ids = {project_id for record in records for project_id in record.projects}
    own = tuple(batch.projects[n] for n, own in enumerate(batch.outlines) if own.id in ids)
    return Case(mail, tuple(records), own, marked=any(record.returned for record in records))


def copies_of(records: Sequence[FileRecord]) -> tuple[str, ...]:
    """The marked copies of files, each once."""
    return tuple(dict.fromkeys(record.returned for record in records if record.returned))


def _contents(records: Sequence[FileRecord]) -> Iterator[FileRecord]:
    """The files in a mail; the mail itself only where nothing in it could be looked at."""
    inner = [r for r in records if r.status is not Status.SKIPPED and not _is_box(r)]
    yield from inner or records[:1]


def _is_box(record: FileRecord) -> bool:
    """A mail or an archive that was opened: what is in it has lines of its own."""
    opened = record.status is Status.PROCESSED and not record.projects
    return opened and not record.answers


def _references(mail: Mail) -> tuple[str, ...]:
    own = (mail.message_id,) if mail.message_id else ()
    return (*(each for each in mail.references if each != mail.message_id), *own)


def message_id(fingerprint: str, turn: int) -> str:
    """The identity of a letter: what it answers, and how often that was answered before."""
    return f"<pc-{fingerprint[:TAG]}-{turn}@{DOMAIN}>"


def file_name(label: str, fingerprint: str) -> str:
    """A name that any system takes: 回复/武昌区档案馆_1a2b3c4d.eml."""
    safe = UNSAFE.sub("_", line(label, LONGEST_LABEL)).strip(" ._") or "来信"
    return f"{FOLDER}/{safe}_{fingerprint[:SHORT_TAG]}.eml"


def fingerprint(*parts: str) -> str:
    """A fingerprint of texts that belong together."""
    return sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
