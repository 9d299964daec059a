"""What the headers of a mail say: who sent it, when, how to answer it, and whether to."""

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from perfcheck.intake import message, outlook
from perfcheck.intake.kinds import Kind
from perfcheck.intake.message import Headers
from perfcheck.intake.names import header_text
from perfcheck.model.mail import CHINA, OWN, ROBOT, Mail

MAILS = (Kind.EML, Kind.MAIL)
ADDRESS = re.compile(rb"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
IDENTITY = re.compile(rb"<[^<>\s]+@[^<>\s]*>")
SERVER = re.compile(r"(mailer-daemon|postmaster)@", re.IGNORECASE)
RETURNED = re.compile(
    r"退信|退回|退件|未能送达|无法投递|undeliver|deliver\w* (status|fail)|failure|returned mail",
    re.IGNORECASE,
)
MACHINE = re.compile(
    r"(自动回复|自动答复|自动应答|auto(matic)?[- ]?repl\w*|out of (the )?office)", re.IGNORECASE
)
LONGEST, MOST_REFERENCES = 200, 20


def read_facts(kind: Kind, content: bytes, sha256: str) -> Mail:
    """The facts of a mail; what cannot be told is left out. ValueError where it is no mail."""
    found = _headers(kind, content)
    sender = _address(found.get("from", b"")) or _address(found.get("sender", b""))
    return Mail(
        sha256=sha256,
        sender=sender,
        sender_name=_person(found.get("from", b"")),
        reply_to=_address(found.get("reply-to", b"")),
        subject=_line(found.get("subject", b"")),
        message_id=_identity(found.get("message-id", b"")),
        references=_references(found),
        date=_moment(found.get("date", b"")),
        received=_moment(found.get("received", b"").rpartition(b";")[2]),
        automatic=_automatic(found, sender),
    )


def set_aside(kind: Kind, content: bytes) -> str | None:
    """Why a mail is not opened: `bounce`, `own`, `sealed`; None where it may hold a form."""
    found = _headers(kind, content)
    container = found.get("content-type", b"").strip().lower()
    if container.startswith(b"multipart/report") or _returned(found):
        return "bounce"
    if OWN.fullmatch(_identity(found.get("message-id", b""))):
        return "own"
    return "sealed" if container.startswith(b"multipart/encrypted") else None


def _returned(found: Headers) -> bool:
    """Whether a server sends a mail back in words of its own, as QQ and 163 do."""
    sender, subject = _address(found.get("from", b"")), _line(found.get("subject", b""))
    return bool(SERVER.match(sender) and RETURNED.search(subject))


def letter(kind: Kind, content: bytes) -> str:
    """What the sender of a mail wrote, perhaps in HTML; ValueError where it is no mail."""
    return outlook.letter(content) if kind is Kind.MAIL else message.letter(content)


def _headers(kind: Kind, content: bytes) -> Headers:
    raw = outlook.headers(content) if kind is Kind.MAIL else content
    return message.headers(message.head(raw))


def _line(raw: bytes) -> str:
    """A header as one printable line of bounded length."""
    text = header_text(raw)
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST]


def _address(raw: bytes) -> str:
    """The bare address, that in angle brackets before any other."""
    inner = b"".join(re.findall(rb"<([^<>]*)>", raw)[:1])
    found = ADDRESS.search(inner) or ADDRESS.search(raw)
    return found.group().decode("ascii") if found else ""


def _person(raw: bytes) -> str:
    return _line(re.sub(rb"<[^<>]*>", b"", raw).strip().strip(b'"')).strip("\"' ")


def _identity(raw: bytes) -> str:
    found = IDENTITY.search(raw)
    return found.group().decode("ascii", "ignore")[:LONGEST] if found else ""


def _references(found: Mapping[str, bytes]) -> tuple[str, ...]:
    raw = found.get("references", b"") + b" " + found.get("in-reply-to", b"")
    all_of_them = (_identity(each) for each in IDENTITY.findall(raw))
    return tuple(dict.fromkeys(all_of_them))[-MOST_REFERENCES:]


def _moment(raw: bytes) -> datetime | None:
    """A date with its zone; one without is taken for Chinese time."""
    try:
        moment = parsedate_to_datetime(raw.decode("ascii", "replace").strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=CHINA)).astimezone(CHINA)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _automatic(found: Mapping[str, bytes], sender: str) -> str:
    """Why nobody would read an answer (RFC 3834), "" where somebody would."""
    submitted = found.get("auto-submitted", b"no").split(b";")[0].strip().lower()
    precedence = found.get("precedence", b"").strip().lower()
    if not sender:
        return "没有发件人地址"
    subject = _line(found.get("subject", b""))
    if submitted != b"no" or ROBOT.match(sender) or MACHINE.match(subject):
        return "自动发送的邮件"
    if precedence in (b"bulk", b"list", b"junk") or "list-id" in found:
        return "群发或邮件列表"
    if "return-path" in found and found["return-path"].strip() == b"<>":
        return "退信地址为空的邮件"
    return ""
