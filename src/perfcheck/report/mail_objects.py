"""What results.json says of mails, letters, answers and the roster."""

from perfcheck.model.mail import Mail
from perfcheck.model.reply import Reply
from perfcheck.model.returned import History
from perfcheck.model.review import BETWEEN
from perfcheck.model.roster import Reported, Reporting, Standing
from perfcheck.report.jsonable import Object


def mail_object(mail: Mail | None) -> Object | None:
    """The mail that a file came in; null where it came otherwise."""
    if mail is None:
        return None
    return {
        "from": mail.sender,
        "name": mail.sender_name,
        "date": None if mail.date is None else mail.date.isoformat(),
        "received": None if mail.received is None else mail.received.isoformat(),
        "message_id": mail.message_id,
        "subject": mail.subject,
        "sha256": mail.sha256,
    }


def reply_object(reply: Reply) -> Object:
    """A letter that was drafted."""
    return {
        "file": reply.file,
        "kind": reply.kind.value,
        "to": reply.to,
        "subject": reply.subject,
        "message_id": reply.message_id,
        "answered": list(reply.answered),
    }


def reporting_object(reporting: Reporting | None) -> Object | None:
    """The roster with what came in; null where there is none."""
    if reporting is None:
        return None
    return {
        "expected": len(reporting.lines),
        "reported": reporting.count(Standing.ON_TIME, Standing.LATE),
        "late": reporting.count(Standing.LATE),
        "missing": reporting.count(Standing.MISSING),
        "repeated": reporting.repeated,
        "lines": [_line(line) for line in reporting.lines],
        "unlisted": list(reporting.unlisted),
    }


def _line(line: Reported) -> Object:
    deadline = line.expected.deadline
    return {
        "unit": line.expected.unit,
        "project": line.expected.project,
        "emails": list(line.expected.emails),
        "deadline": None if deadline is None else deadline.isoformat(),
        "standing": line.standing.value,
        "projects": list(line.projects),
        "arrived": None if line.arrived is None else line.arrived.isoformat(),
        "times": line.times,
        "senders": list(line.senders),
        "notes": list(line.notes),
    }


def answer_objects(history: History) -> list[Object]:
    """What a unit answered without sending its form; only where no form of the batch is meant."""
    return [
        {
            "project": own.project.split(BETWEEN)[0] or None,
            "code": own.code or None,
            "cell": own.place or None,
            "message": own.message,
            "answer": own.answer or None,
            "words": own.words or None,
            "earlier": own.earlier or None,
        }
        for own in history.opinions
    ]
