"""Letters to the addresses of the roster: answers to what came without a mail, and reminders."""

from collections.abc import Iterator, Sequence

from perfcheck.model.reply import Reply, ReplyKind, Terms
from perfcheck.model.results import BatchResult
from perfcheck.model.roster import Expected, Reported
from perfcheck.report.replies.letter import closing, compose
from perfcheck.report.replies.planning import case_of, copies_of, file_name, fingerprint, message_id
from perfcheck.report.replies.words import line, phrases


def to_the_roster(batch: BatchResult, terms: Terms) -> tuple[Reply, ...]:
    """The letters to units that are on the roster with an address, in its order."""
    if batch.reporting is None:
        return ()
    units: dict[str, list[Reported]] = {}
    for each in batch.reporting.lines:
        if each.expected.emails:
            units.setdefault(each.expected.unit, []).append(each)
    found: list[Reply] = []
    for lines in units.values():
        found += _answer(batch, lines, terms)
        found += _reminder([each for each in batch.reporting.missing if each in lines], terms)
    return tuple(found)


def _answer(batch: BatchResult, lines: Sequence[Reported], terms: Terms) -> Iterator[Reply]:
    """The answer to files that came on a disk or through a chat: no mail can be answered."""
    ids = {project for each in lines for project in each.projects}
    files = [f for f in batch.files if f.mail is None and ids.intersection(f.projects)]
    if not files:
        return
    case = case_of(batch, files, None)
    unit, identity = lines[0].expected.unit, fingerprint("回复", *(f.sha256 for f in files))
    subject = phrases("reply")["subject"].format(subject=phrases("reply")["no_subject"])
    yield Reply(
        kind=ReplyKind.REPLY,
        file=file_name(unit, identity),
        to=_addresses(lines),
        to_name="",
        subject=subject,
        body=compose(case, terms),
        message_id=message_id(identity, terms.turn),
        answered=tuple(record.path for record in files),
        copies=copies_of(files),
    )


def _addresses(lines: Sequence[Reported]) -> str:
    return ", ".join(dict.fromkeys(mail for each in lines for mail in each.expected.emails))


def _reminder(lines: Sequence[Reported], terms: Terms) -> Iterator[Reply]:
    """One reminder for all that a unit still owes; what it tried to send was answered already."""
    owed = [each for each in lines if not each.attempts]
    if not owed:
        return
    unit = owed[0].expected.unit
    parts = [unit, *(f"{e.expected.project}|{e.expected.deadline or ''}" for e in owed)]
    identity = fingerprint("催报", *parts)
    yield Reply(
        kind=ReplyKind.REMINDER,
        file=file_name(f"催报_{unit}", identity),
        to=_addresses(owed),
        to_name="",
        subject=phrases("reminder")["subject"].format(unit=line(unit, 60)),
        body=_words(unit, [each.expected for each in owed], terms),
        message_id=message_id(identity, terms.turn),
    )


def _words(unit: str, owed: Sequence[Expected], terms: Terms) -> str:
    words = phrases("reminder")
    deadlines = {each.deadline for each in owed if each.deadline}
    deadline = f"（报送期限 {min(deadlines):%Y-%m-%d}）" if deadlines else ""
    late = bool(terms.date and deadlines and min(deadlines) < terms.date)
    projects = [line(each.project, 80) for each in owed if each.project]
    listed = [words["project"].format(number=n, project=p) for n, p in enumerate(projects, 1)]
    body = [
        phrases("reply")["unit"].format(unit=line(unit, 60)),
        words["opening"].format(deadline=deadline),
        *(listed or [words["no_project"]]),
        *([words["late"]] if late else []),
        words["request"].format(due=line(terms.due) or words["due"]),
        *([words["again"].format(round=terms.turn)] if terms.turn > 1 else []),
        "",
        *closing(terms),
    ]
    return "\n".join(body) + "\n"
