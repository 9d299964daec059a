"""Many mails in one file, as Thunderbird, Foxmail and Unix keep and export them."""

import re
from collections.abc import Iterator

from perfcheck.intake.kinds import limit_reason
from perfcheck.intake.member import MEMBERS, Member
from perfcheck.intake.message import headers, parse
from perfcheck.intake.names import clean, header_text

# "From sender Mon Mar  1 09:30:00 2021", in newer Thunderbird "From " alone; headers follow.
DIVIDER = re.compile(
    rb"^From (?:[^\r\n]*\d{1,2}:\d{2}[^\r\n]*)?\r?\n(?=>?[A-Za-z][A-Za-z0-9-]*:)", re.MULTILINE
)
QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
LONGEST_SUBJECT = 30


def members(content: bytes) -> Iterator[Member]:
    """Every mail as a file of its own, named by its number and its subject."""
    starts = list(DIVIDER.finditer(content))
    if not starts:
        raise ValueError("no mailbox")
    ends = [*(start.start() for start in starts[1:]), len(content)]
    for index, (start, end) in enumerate(zip(starts[:MEMBERS], ends, strict=False)):
        mail = QUOTED.sub(rb"\1", content[start.end() : end].rstrip(b"\r\n") + b"\r\n")
        yield Member(f"{index + 1:03d} {_subject(mail)}", index, mail)
    if len(starts) > MEMBERS:
        yield Member("……", MEMBERS, reason=limit_reason("members", len(starts), MEMBERS))


def _subject(mail: bytes) -> str:
    subject = headers(parse(mail[: 1 << 16])).get("subject", b"")
    words = clean(header_text(subject).replace("/", "／"))
    return words[:LONGEST_SUBJECT] if subject else "（无主题）"
