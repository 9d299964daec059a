"""One file that came in, wherever it lies: on disk, in an archive, in a mail, in both."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from perfcheck.errors import WorkbookError
from perfcheck.intake.boxes import BOX, Box, Passwords, box_kind, open_box
from perfcheck.intake.kinds import Kind, limit_reason, place_reason
from perfcheck.intake.package import MEGABYTE
from perfcheck.model.mail import Mail
from perfcheck.model.results import Reason, Status


@dataclass(frozen=True, slots=True)
class Submission:
    """One file that came in; its content is read only when asked for.

    `path` is relative to the folder given, with forward slashes, or the name of a file given;
    what lies in an archive or a mail has its own path behind `!`. `status` and `reason` are set
    where it is settled already what becomes of the file. `sha256` is empty where it was not
    opened. `inside` leads from the file `source` through archives and mails to the content.
    `mail` is the mail that it is or came in, None where it came otherwise. `kind` is None until
    somebody has looked. `modified` is when the file was last written, in seconds since 1970.
    """

    path: str
    sha256: str
    source: Path
    status: Status | None = None
    reason: Reason | None = None
    inside: tuple[int, ...] = ()
    mail: Mail | None = None
    kind: Kind | None = None
    modified: float | None = None

    @property
    def mailed(self) -> float | None:
        """When the mail that brought it arrived, in seconds since 1970."""
        moment = self.mail.arrived if self.mail else None
        return moment.timestamp() if moment else None

    def read(self, passwords: Passwords = ()) -> bytes:
        """The bytes of the file; WorkbookError where they cannot or must not be read."""
        if self.reason:
            raise _refusal(self.reason)
        try:
            if not self.inside:
                _box_at.cache_clear()
                return _from_disk(self.source)
            return _box_at(self.source, self.inside[:-1], tuple(passwords)).read(self.inside[-1])
        except (OSError, ValueError) as fault:
            raise _refusal(place_reason("denied")) from fault


def _from_disk(path: Path) -> bytes:
    size = path.stat().st_size
    if size > BOX:
        raise _refusal(limit_reason("file", size // MEGABYTE, BOX // MEGABYTE))
    return path.read_bytes()


@lru_cache(maxsize=1)
def _box_at(source: Path, inside: Sequence[int], passwords: Passwords) -> Box:
    """The archive or mail at a place; kept open, since its members are mostly read in a row."""
    stream = BytesIO(_from_disk(source))
    box = open_box(box_kind(stream), stream, passwords)
    for index in inside:
        content = BytesIO(box.read(index))
        box = open_box(box_kind(content), content, passwords)
    return box


def _refusal(reason: Reason) -> WorkbookError:
    return WorkbookError(reason.code, reason.message, reason.advice)
