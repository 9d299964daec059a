"""One file that came in, wherever it lies: on disk, in an archive, in a mail, in both."""

from dataclasses import dataclass
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
                _OPEN.clear()
                return _from_disk(self.source)
            return _box_at(self.source, self.inside[:-1], tuple(passwords)).read(self.inside[-1])
        except (OSError, ValueError) as fault:
            raise _refusal(place_reason("denied")) from fault


_OPEN: dict[tuple[Path, tuple[int, ...], Passwords], Box] = {}


def _from_disk(path: Path) -> bytes:
    size = path.stat().st_size
    if size > BOX:
        raise _refusal(limit_reason("file", size // MEGABYTE, BOX // MEGABYTE))
    return path.read_bytes()


def _box_at(source: Path, inside: tuple[int, ...], passwords: Passwords) -> Box:
    """The archive or mail at a place; kept open, since its members are mostly read in a row.

    What it lies in stays open as well: a mail of 50 MB may bring forty archives.
    """
    places = [(source, inside[:depth], passwords) for depth in range(len(inside) + 1)]
    for place in _OPEN.keys() - set(places):
        del _OPEN[place]
    outer: Box | None = None
    for place in places:
        if place not in _OPEN:
            stream = BytesIO(outer.read(place[1][-1]) if outer else _from_disk(source))
            _OPEN[place] = open_box(box_kind(stream), stream, passwords)
        outer = _OPEN[place]
    return _OPEN[places[-1]]


def _refusal(reason: Reason) -> WorkbookError:
    return WorkbookError(reason.code, reason.message, reason.advice)
