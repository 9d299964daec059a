"""Who has to report, and who has: the roster of the clerk and what came of it."""

import datetime
from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How a line of the roster stands."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"

    @property
    def label(self) -> str:
        """已交, 迟交 or 未交."""
        return {"on_time": "已交", "late": "迟交", "missing": "未交"}[self.value]


@dataclass(frozen=True, slots=True)
class Expected:
    """A line of the roster; `project` is empty where any project of the unit is meant.

    `emails` are bare addresses, `deadline` is the last day, `row` that of the roster.
    """

    unit: str
    project: str = ""
    emails: tuple[str, ...] = ()
    deadline: datetime.date | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class Reported:
    """A line of the roster with what came in for it.

    `projects` are ids of the batch, `arrived` is when the first of all versions came (None where
    no mail says so), `times` counts the files that came for it, repeated ones too. `senders` are
    the addresses they came from. `attempts` are files from its addresses that could not be read,
    where nothing else came. `notes` are remarks for the clerk.
    """

    expected: Expected
    standing: Standing
    projects: tuple[str, ...] = ()
    arrived: datetime.datetime | None = None
    times: int = 0
    senders: tuple[str, ...] = ()
    attempts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reporting:
    """The whole roster, and the ids of the projects that it does not know."""

    lines: tuple[Reported, ...]
    unlisted: tuple[str, ...] = ()

    def count(self, *standings: Standing) -> int:
        """How many lines stand so."""
        return sum(line.standing in standings for line in self.lines)

    @property
    def repeated(self) -> int:
        """How many lines came more than once."""
        return sum(line.times > 1 for line in self.lines)

    @property
    def missing(self) -> tuple[Reported, ...]:
        """The lines for which nothing came."""
        return tuple(line for line in self.lines if line.standing is Standing.MISSING)
