"""The letters that `evaluate` drafted, as they are filed or sent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import formataddr, formatdate
from pathlib import Path

from perfcheck.errors import MailboxError
from perfcheck.mailbox.settings import Settings
from perfcheck.model.mail import OWN, ROBOT

FOLDER = "回复"
UNSENT = re.compile(rb"^X-Unsent:[^\r\n]*\r\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Letter:
    """One draft of ours: where it lies, for whom, and its bytes."""

    file: Path
    message_id: str
    to: tuple[str, ...]
    subject: str
    enclosures: tuple[str, ...]
    raw: bytes

    @property
    def title(self) -> str:
        """One line that tells the clerk which letter it is."""
        enclosed = f"  附件：{'、'.join(self.enclosures)}" if self.enclosures else ""
        return f"{', '.join(self.to)}  {self.subject}{enclosed}"


def read_letters(results: Path) -> tuple[Letter, ...]:
    """The drafts below a folder of results, by name; files that are not ours are left alone.

    MailboxError where there is nothing.
    """
    found = tuple(
        letter
        for file in sorted((results / FOLDER).glob("*.eml"))
        if (letter := _read(file)) is not None
    )
    if not found:
        raise MailboxError(
            "MBX030", f"“{results / FOLDER}”里没有回复函草稿", "请先运行 make evaluate。"
        )
    return found


def _read(file: Path) -> Letter | None:
    """A draft of ours to people; None for any other file, and for one that goes to a robot."""
    try:
        raw = file.read_bytes()
    except OSError as fault:
        raise MailboxError(
            "MBX031", f"草稿“{file}”读不了：{fault.strerror or fault}", "请关闭打开它的程序。"
        ) from fault
    message = message_from_bytes(raw, policy=default)
    identity = str(message["Message-ID"] or "").strip()
    to = _addresses(message)
    if not OWN.fullmatch(identity) or not to or any(ROBOT.match(address) for address in to):
        return None
    enclosures = tuple(part.get_filename() or "" for part in message.iter_attachments())
    return Letter(file, identity, to, str(message["Subject"] or ""), enclosures, raw)


def _addresses(message: EmailMessage) -> tuple[str, ...]:
    header = message["To"]
    addresses: Sequence[object] = getattr(header, "addresses", ())
    return tuple(spec for each in addresses if (spec := str(getattr(each, "addr_spec", ""))))


def complete(letter: Letter, settings: Settings) -> bytes:
    """The letter as it is filed or sent: with the clerk's address, and the hour of now."""
    raw = UNSENT.sub(b"", letter.raw, count=1)
    head = raw.partition(b"\r\n\r\n")[0]
    lines = [f"From: {formataddr((settings.name, settings.user))}\r\n".encode("ascii", "replace")]
    if not re.search(rb"^Date:", head, re.MULTILINE | re.IGNORECASE):
        lines.append(f"Date: {formatdate(localtime=True)}\r\n".encode())
    return b"".join(lines) + raw
