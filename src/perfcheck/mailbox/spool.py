"""The spool: one file for each mail, whole or not at all."""

import os
import tempfile
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from perfcheck.model.mail import CHINA

PREFIX = ".receiving-"
UNDATED = "00000000-000000"


def spool(folder: Path, raw: bytes, arrived: datetime | None) -> str:
    """Store the bytes and return the file's name; the same bytes are stored once.

    The name begins with the time of arrival, so that folders are sorted as mails came. When this
    returns, the file is on the disk for good.
    """
    digest = sha256(raw).hexdigest()[:16]
    for known in folder.glob(f"*-{digest}.eml"):
        return known.name
    day = f"{arrived.astimezone(CHINA):%Y%m%d-%H%M%S}" if arrived else UNDATED
    name = f"{day}-{digest}.eml"
    handle, part = tempfile.mkstemp(dir=folder, prefix=PREFIX)
    with os.fdopen(handle, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    Path(part).replace(folder / name)
    _settle(folder)
    return name


def sweep(folder: Path) -> None:
    """Remove what a run that was ended in the middle left half-written."""
    for part in folder.glob(f"{PREFIX}*"):
        part.unlink()


def _settle(folder: Path) -> None:
    """Make the folder's own entry durable, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
