"""A letter that perfcheck drafts: nobody sends it but a person."""

import datetime
from dataclasses import dataclass
from enum import StrEnum


class ReplyKind(StrEnum):
    """Why a letter is written."""

    REPLY = "reply"  # to what came in
    REMINDER = "reminder"  # to a unit of the roster from which nothing came

    @property
    def label(self) -> str:
        """回复 or 催报."""
        return {"reply": "回复", "reminder": "催报"}[self.value]


@dataclass(frozen=True, slots=True)
class Reply:
    """One letter in plain text.

    `file` is its place below the results, with forward slashes. `message_id` follows from what it
    answers and from the round, so that the same letter is never filed or sent twice.
    `answered` are the paths of the files that it answers, `copies` those of its enclosures below
    the results.
    """

    kind: ReplyKind
    file: str
    to: str
    to_name: str
    subject: str
    body: str
    message_id: str
    references: tuple[str, ...] = ()  # the last is the mail that is answered
    answered: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What the clerk settles for all letters of a batch; empty texts mean the usual words.

    `date` is the day that the letters carry (none: the day is left open), `turn` how many times
    the same mails were answered or reminded before, plus one.
    """

    date: datetime.date | None = None
    turn: int = 1
    due: str = ""
    signature: str = ""
