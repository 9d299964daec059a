"""Rosters, and batches that they are held against."""

import datetime
from dataclasses import replace
from typing import Any

from perfcheck.model.mail import CHINA, Mail
from perfcheck.model.results import BatchResult, FileRecord, Reason, Status
from perfcheck.model.roster import Expected
from tests.report.projects import Facts, batch

LAST_DAY = datetime.date(2021, 3, 1)


def expected(unit: str, project: str = "", *emails: str, row: int = 4, **more: Any) -> Expected:
    return Expected(unit, project, emails, more.get("deadline", LAST_DAY), row)


def letter(sender: str = "a@x.cn", day: int = 1, sha: str = "d") -> Mail:
    moment = datetime.datetime(2021, 3, day, 23, 59, tzinfo=CHINA)
    return Mail(sha256=sha * 64, sender=sender, subject="报送", date=moment)


def came(*facts: tuple[str, str, Mail | None], more: tuple[FileRecord, ...] = ()) -> BatchResult:
    """A batch of one file a project: unit, project, the mail that brought it."""
    projects = [
        Facts(f"P{n:03d}", name, unit=unit, department="")
        for n, (unit, name, _) in enumerate(facts)
    ]
    made = batch(*projects)
    files = (replace(f, mail=m) for f, (_, _, m) in zip(made.files, facts, strict=True))
    return replace(made, files=(*files, *more))


def older(path: str, instead: str, mail: Mail | None, status: Status) -> FileRecord:
    reason = Reason("DUP000", "与另一个文件相同", "")
    return FileRecord(path, "0" * 64, status, reason, mail=mail, instead=instead)
