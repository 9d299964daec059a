"""What is kept of the mail that a submission came in: who, when, and how to answer it."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

DOMAIN = "perfcheck.invalid"
OWN = re.compile(rf"<pc-[^<>@\s]+@{re.escape(DOMAIN)}>")  # Message-IDs of what perfcheck drafts
ROBOT = re.compile(r"(mailer-daemon|postmaster|(no|do-?not)[-_.]?reply)[^@]*@", re.IGNORECASE)
CHINA = timezone(timedelta(hours=8))  # the clock of every sender and every deadline


@dataclass(frozen=True, slots=True)
class Mail:
    """The facts of one mail.

    `sha256` is that of its bytes as they came. `sender` is the bare address, "" where there is
    none. `date` is what the sender's clock said, `received` what our own server said; both with
    their time zone. `references` are the Message-IDs before it in the conversation. `automatic`
    says why nobody reads an answer to it ("" where a person does).
    """

    sha256: str
    sender: str = ""
    sender_name: str = ""
    reply_to: str = ""
    subject: str = ""
    message_id: str = ""
    references: tuple[str, ...] = ()
    date: datetime | None = None
    received: datetime | None = None
    automatic: str = ""

    @property
    def arrived(self) -> datetime | None:
        """When it counts as handed in, in Chinese time: our server's clock before the sender's."""
        moment = self.received or self.date
        return None if moment is None else moment.astimezone(CHINA)

    @property
    def person(self) -> str:
        """Name and address as clerks read them: 张三 <zhang@example.cn>."""
        if self.sender_name and self.sender_name != self.sender:
            return f"{self.sender_name} <{self.sender}>"
        return self.sender
