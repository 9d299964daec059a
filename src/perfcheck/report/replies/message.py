"""A letter as an e-mail file that any mail program opens as a draft."""

import datetime
from collections.abc import Sequence
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from perfcheck.model.mail import CHINA
from perfcheck.model.reply import Reply, ReplyKind

POLICY = SMTP.clone(cte_type="7bit")  # a server that knows no 8-bit bodies takes it too
SHEET = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORK_BEGINS = datetime.time(9, 0, tzinfo=CHINA)

Enclosure = tuple[str, bytes]  # a file name and the bytes of an .xlsx


def render(
    reply: Reply, enclosures: Sequence[Enclosure] = (), date: datetime.date | None = None
) -> bytes:
    """The bytes of the draft, the same each time; without a date the day of sending is left open.

    There is no From: the mail program or `perfcheck reply` puts the clerk's address there.
    """
    message = EmailMessage(policy=POLICY)
    message["To"] = _address(reply)
    message["Subject"] = reply.subject
    if date:
        message["Date"] = datetime.datetime.combine(date, WORK_BEGINS)
    message["Message-ID"] = reply.message_id
    if reply.references:
        message["In-Reply-To"] = reply.references[-1]
        message["References"] = " ".join(reply.references)
    automatic = "auto-replied" if reply.kind is ReplyKind.REPLY else "auto-generated"
    message["Auto-Submitted"] = automatic
    message["X-Unsent"] = "1"  # Outlook opens it for writing
    message.set_content(reply.body, charset="utf-8", cte="base64")
    for name, content in enclosures:
        message.add_attachment(content, maintype="application", subtype=SHEET, filename=name)
    if enclosures:
        message.set_boundary("=_" + reply.message_id.strip("<>").partition("@")[0])
    return message.as_bytes()


def _address(reply: Reply) -> Address | str:
    try:
        return Address(reply.to_name, addr_spec=reply.to)
    except (MessageError, ValueError, IndexError):
        return reply.to
