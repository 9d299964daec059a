"""The book of what was fetched, filed and sent, kept in SQLite: nothing is done twice."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from perfcheck.errors import MailboxError

SCHEMA = """
CREATE TABLE IF NOT EXISTS mail (
    account TEXT NOT NULL, folder TEXT NOT NULL, uidvalidity INTEGER NOT NULL, uid INTEGER NOT NULL,
    sha256 TEXT NOT NULL, file TEXT NOT NULL, state TEXT NOT NULL,
    PRIMARY KEY (account, folder, uidvalidity, uid)
) STRICT;
CREATE INDEX IF NOT EXISTS mail_sha256 ON mail (sha256);
CREATE TABLE IF NOT EXISTS letter (message_id TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT;
"""


class MailState(StrEnum):
    """How far a mail of the mailbox has come."""

    SPOOLED = "spooled"
    MOVED = "moved"  # to 已处理, or otherwise gone from the folder
    TOO_LARGE = "too_large"


class LetterState(StrEnum):
    """How far a letter has come."""

    DRAFTED = "drafted"
    SENDING = "sending"  # nobody knows whether it went out
    SENT = "sent"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Box:
    """A folder of an account in one life of its numbers (UIDVALIDITY)."""

    account: str
    folder: str
    uidvalidity: int


class Ledger:
    """One book; every method is one transaction that is on the disk when it returns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def mails(self, box: Box) -> dict[int, MailState]:
        """The state of every mail that is known, by its number."""
        rows = self._connection.execute(
            "SELECT uid, state FROM mail WHERE account=? AND folder=? AND uidvalidity=?",
            (box.account, box.folder, box.uidvalidity),
        )
        return {uid: MailState(state) for uid, state in rows}

    def file_of(self, sha256: str) -> str | None:
        """The spool file that holds these bytes already."""
        row = self._connection.execute(
            "SELECT file FROM mail WHERE sha256=? AND file<>''", (sha256,)
        ).fetchone()
        return None if row is None else str(row[0])

    def record(self, box: Box, uid: int, sha256: str, file: str, state: MailState) -> None:
        """Enter a mail."""
        self._write(
            "INSERT OR REPLACE INTO mail VALUES (?,?,?,?,?,?,?)",
            (box.account, box.folder, box.uidvalidity, uid, sha256, file, state.value),
        )

    def moved(self, box: Box, uid: int) -> None:
        """Note that a mail has left the folder."""
        self._write(
            "UPDATE mail SET state=? WHERE account=? AND folder=? AND uidvalidity=? AND uid=?",
            (MailState.MOVED.value, box.account, box.folder, box.uidvalidity, uid),
        )

    def letter(self, message_id: str) -> LetterState | None:
        """How far a letter has come; None where nothing was done with it."""
        row = self._connection.execute(
            "SELECT state FROM letter WHERE message_id=?", (message_id,)
        ).fetchone()
        return None if row is None else LetterState(row[0])

    def set_letter(self, message_id: str, state: LetterState | None) -> None:
        """Note how far a letter has come; None forgets it."""
        if state is None:
            self._write("DELETE FROM letter WHERE message_id=?", (message_id,))
        else:
            self._write("INSERT OR REPLACE INTO letter VALUES (?,?)", (message_id, state.value))

    def _write(self, statement: str, values: tuple[str | int, ...]) -> None:
        with self._connection:
            self._connection.execute(statement, values)


@contextmanager
def open_ledger(path: Path) -> Iterator[Ledger]:
    """Open the book, a new one where there is none; MailboxError where that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=30)
        connection.execute("PRAGMA synchronous=FULL")
        connection.executescript(SCHEMA)
    except (OSError, sqlite3.Error) as fault:
        raise _unusable(path, fault) from fault
    try:
        yield Ledger(connection)
    except sqlite3.Error as fault:
        raise _unusable(path, fault) from fault
    finally:
        connection.close()


def _unusable(path: Path, fault: Exception) -> MailboxError:
    return MailboxError(
        "MBX010",
        f"邮件台账“{path}”用不了：{fault}",
        "请确认文件夹可以写入，没有另一个程序正在收取；台账坏了的，改名备份后重新收取。",
    )
