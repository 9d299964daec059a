"""One file that came in, wherever it lies: on disk, in an archive, in a mail, in both."""

from dataclasses import dataclass
from pathlib import Path

from perfcheck.errors import WorkbookError
from perfcheck.intake.boxes import member
from perfcheck.intake.kinds import place_reason, sniff
from perfcheck.model.mail import Mail
from perfcheck.model.results import Reason, Status


@dataclass(frozen=True, slots=True)
class Submission:
    """One file that came in; its content is read only when asked for.

    `path` is relative to the folder given, with forward slashes, or the name of a file given;
    what lies in an archive or a mail has its own path behind `!`. `status` and `reason` are set
    where it is settled already what becomes of the file. `sha256` is empty where it was not
    opened. `inside` leads from the file `source` through archives and mails to the content.
    `mail` is the mail that it is or came in, None where it came otherwise.
    """

    path: str
    sha256: str
    source: Path
    status: Status | None = None
    reason: Reason | None = None
    inside: tuple[int, ...] = ()
    mail: Mail | None = None

    def read(self) -> bytes:
        """The bytes of the file; WorkbookError where they cannot or must not be read."""
        if self.reason:
            raise WorkbookError(self.reason.code, self.reason.message, self.reason.advice)
        try:
            content = self.source.read_bytes()
            for index in self.inside:
                content = member(sniff(content, ""), content, index)
        except (OSError, ValueError) as fault:
            denied = place_reason("denied")
            raise WorkbookError(denied.code, denied.message, denied.advice) from fault
        return content
