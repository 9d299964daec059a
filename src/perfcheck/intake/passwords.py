"""Workbooks with an open password: opened with the clerk's list, else told for what they are."""

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from perfcheck.errors import InputError
from perfcheck.intake.kinds import Kind, sniff
from perfcheck.intake.names import decode

# Excel itself encrypts with this word where a workbook is only protected against changes, and
# opens it without asking.
UNASKED = "VelvetSweatshop"
MOST_SPINS = 10_000_000  # rounds of hashing for each password; Excel uses 100,000
SPINS = re.compile(rb'spinCount="(\d+)"')


def unlock(content: bytes, passwords: Sequence[str]) -> bytes | None:
    """The workbook behind a password; None where no password of the list opens it."""
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import FileFormatError

    if any(int(spins[:20]) > MOST_SPINS for spins in SPINS.findall(content)):
        return None
    for password in dict.fromkeys((UNASKED, *passwords)):
        target = BytesIO()
        try:
            file = OfficeFile(BytesIO(content))
            file.load_key(password=password)
            file.decrypt(target)
        except FileFormatError:
            return None
        except Exception:  # noqa: BLE001 - any error of the library means: not with this one
            continue
        opened = target.getvalue()
        if sniff(opened, "") not in (Kind.OTHER, Kind.TRUNCATED, Kind.EMPTY):
            return opened
    return None


def read_file(file: Path) -> tuple[str, ...]:
    """The passwords in the clerk's list. Raises InputError where it cannot be read."""
    try:
        return read_list(decode(file.read_bytes()))
    except OSError as fault:
        raise InputError(
            "INP004", f"密码清单“{file}”读不了：{fault.strerror or fault}", "请检查路径是否写对。"
        ) from fault


def read_list(text: str) -> tuple[str, ...]:
    """The passwords in a file, one a line; blank lines count for nothing."""
    lines = (line.strip("\r\n") for line in text.removeprefix("\ufeff").split("\n"))
    return tuple(dict.fromkeys(line for line in lines if line.strip()))
