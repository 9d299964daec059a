"""What the results of the last run say."""

import json
from collections.abc import Iterator
from pathlib import Path

from perfcheck.report.jsonable import Object
from perfcheck.report.results import FIELD, ITEM, PROJECTS

CLOSED, LAST = f"{ITEM[1:]}}}".encode(), f"{FIELD[1:]}]".encode()


def head(file: Path) -> Object:
    """Schema, rubrics and files of a `results.json`: its projects, by far the most, are not read.

    A raw line feed stands in no string of JSON, so the line on which they begin is what it seems.
    Raises OSError, and ValueError where it is no file of ours.
    """
    before = bytearray()
    with file.open("rb") as lines:
        for line in lines:
            if line.startswith(PROJECTS):
                break
            before += line
    found = json.loads(before.rstrip().removesuffix(b",") + b"}")
    if not isinstance(found, dict):
        raise ValueError(f"{file.name} is no file of results")
    return found


def projects(file: Path) -> Iterator[Object]:
    """The projects of a `results.json` one by one, however many they are.

    Each stands between a line that opens it and one that closes it, no other line is as far left.
    Raises OSError, and ValueError where it is no file of ours.
    """
    with file.open("rb") as lines:
        if not any(line.startswith(PROJECTS) for line in lines):
            return
        own = bytearray()
        for line in lines:
            if line.startswith(LAST):
                return
            own += line
            if line.startswith(CLOSED):
                found = json.loads(own.rstrip().removesuffix(b","))
                if isinstance(found, dict):
                    yield found
                own.clear()
