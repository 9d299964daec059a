"""What the results of the last run say."""

import json
from pathlib import Path

from perfcheck.report.jsonable import Object
from perfcheck.report.results import PROJECTS


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
