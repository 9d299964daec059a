"""Fetch every mail exactly once, whenever the last run was ended.

Per mail: fetch without marking it read, store it, enter it in the book, and only then move it.
Whatever step was the last, the next run goes on from there: a mail that is not in the book is
fetched again and stored under the same name, one that was not moved is only moved.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from perfcheck.errors import MailboxError
from perfcheck.mailbox.ledger import Box, Ledger, MailState, open_ledger
from perfcheck.mailbox.session import Fetched, Session, connect
from perfcheck.mailbox.settings import Settings
from perfcheck.mailbox.spool import spool, sweep


class Step(StrEnum):
    """What has just been done with a mail."""

    FETCHED = "fetched"
    SPOOLED = "spooled"
    RECORDED = "recorded"
    MOVED = "moved"


Watch = Callable[[Step], None]


def _unwatched(_step: Step) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many mails were new, known before, too large to fetch, and moved."""

    new: int = 0
    known: int = 0
    too_large: int = 0
    moved: int = 0


def fetch(settings: Settings, *, move: bool = False, watch: Watch = _unwatched) -> Outcome:
    """Bring the mailbox into the spool; `watch` is told of every step.

    Without `move` the mailbox is opened read-only and nothing in it changes, not even what is
    read and unread. Raises MailboxError.
    """
    try:
        settings.spool.mkdir(parents=True, exist_ok=True)
        sweep(settings.spool)
    except OSError as fault:
        raise _unwritable(settings, fault) from fault
    with open_ledger(settings.ledger) as ledger, connect(settings) as session:
        if move:
            session.make(settings.done)
        validity = session.open(settings.folder, writing=move)
        box = Box(f"{settings.user}@{settings.imap.host}", settings.folder, validity)
        return _Round(settings, ledger, session, box, watch).run(move=move)


def _unwritable(settings: Settings, fault: OSError) -> MailboxError:
    return MailboxError(
        "MBX011",
        f"邮件存不到“{settings.spool}”：{fault.strerror or fault}",
        "请确认文件夹可以写入、磁盘有空间，再运行一次；没有邮件会丢失。",
    )


@dataclass(frozen=True, slots=True)
class _Round:
    """One pass over the folder."""

    settings: Settings
    ledger: Ledger
    session: Session
    box: Box
    watch: Watch

    def run(self, *, move: bool) -> Outcome:
        there = self.session.uids()
        known = self._reconciled(frozenset(there))
        sizes = self.session.sizes([uid for uid in there if uid not in known])
        large = [uid for uid, size in sizes.items() if size > self.settings.largest]
        for uid in large:
            self.ledger.record(self.box, uid, "", "", MailState.TOO_LARGE)
        new = [uid for uid in sizes if uid not in large and self._take(uid)]
        open_ones = [uid for uid in there if known.get(uid) is MailState.SPOOLED] + new
        moved = [self._move(uid) for uid in open_ones] if move else []
        before = sum(state is not MailState.MOVED for state in known.values())
        too_large = sum(state is MailState.TOO_LARGE for state in known.values()) + len(large)
        return Outcome(len(new), before, too_large, len(moved))

    def _reconciled(self, there: frozenset[int]) -> dict[int, MailState]:
        """What the book knows; a mail that has left the folder was moved before the run ended."""
        known = self.ledger.mails(self.box)
        for uid, state in known.items():
            if state is MailState.SPOOLED and uid not in there:
                self.ledger.moved(self.box, uid)
                known[uid] = MailState.MOVED
        return known

    def _take(self, uid: int) -> bool:
        fetched = self.session.fetch(uid)
        if fetched is None:
            return False
        self.watch(Step.FETCHED)
        digest = sha256(fetched.raw).hexdigest()
        name = self.ledger.file_of(digest) or self._store(fetched)
        self.watch(Step.SPOOLED)
        self.ledger.record(self.box, uid, digest, name, MailState.SPOOLED)
        self.watch(Step.RECORDED)
        return True

    def _store(self, fetched: Fetched) -> str:
        try:
            return spool(self.settings.spool, fetched.raw, fetched.arrived)
        except OSError as fault:
            raise _unwritable(self.settings, fault) from fault

    def _move(self, uid: int) -> int:
        self.session.move(uid, self.settings.done)
        self.watch(Step.MOVED)
        self.ledger.moved(self.box, uid)
        return uid
