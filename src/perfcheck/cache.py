"""Answers kept from earlier runs, so that an unchanged submission is not examined twice.

An answer is found again only if nothing has changed that it rests on: the content of the file and
the name it goes by, the rubric asked for, the passwords, and perfcheck itself with its data and
the libraries that read workbooks. It is kept as packed bytes (JSON), so nothing in the cache can
act; it lies in a folder that only its owner may enter. It can be deleted at any time, and one
that is damaged or cannot be used counts as empty.
"""

import contextlib
import hashlib
import os
import platform
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path

from perfcheck.answers import Short
from perfcheck.examining import INTERNAL, Task

FOLDER = "PERFCHECK_CACHE"  # the environment variable that names another folder
FILE = "answers.sqlite3"
MOST = 50_000  # answers; about 300 MB
READERS = ("pandas", "numpy", "python-calamine", "openpyxl", "msoffcrypto-tool")
TABLE = "CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, answer BLOB NOT NULL)"
Key = bytes


class Cache:
    """Answers by task; used as a context manager. What goes wrong with it is never told."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._book: sqlite3.Connection | None = None
        self._fresh: list[tuple[Key, bytes]] = []

    def __enter__(self) -> "Cache":
        self._book = self._open() or self._anew()
        return self

    def __exit__(self, *_: object) -> None:
        if self._book is None:
            return
        with contextlib.suppress(sqlite3.Error):
            self._store(self._book)
        self._book.close()
        self._book = None

    def _open(self) -> sqlite3.Connection | None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not private(self._folder):
                return None
            book = sqlite3.connect(self._folder / FILE, timeout=2)
            try:
                book.execute(TABLE)
                book.execute("SELECT key, answer FROM answers LIMIT 1").fetchall()
            except sqlite3.Error:
                book.close()
                raise
        except (OSError, sqlite3.Error):
            return None
        return book

    def _anew(self) -> sqlite3.Connection | None:
        """A cache that does not open is damaged or in use: start again, or do without."""
        with contextlib.suppress(OSError):
            if private(self._folder):
                (self._folder / FILE).unlink(missing_ok=True)
                return self._open()
        return None

    def find(self, tasks: Sequence[Task]) -> dict[int, bytes]:
        """The answers that are known, packed as they were kept, by the index of their task."""
        found: dict[int, bytes] = {}
        if self._book is None:
            return found
        with contextlib.suppress(sqlite3.Error):
            for index, task in enumerate(tasks):
                query = "SELECT answer FROM answers WHERE key = ?"
                row = self._book.execute(query, (_key(task),)).fetchone()
                if row:
                    found[index] = bytes(row[0])
        return found

    def keep(self, task: Task, packed: bytes, answer: Short) -> None:
        """Keep an answer, unless it tells of a fault of our own."""
        if self._book is not None and task.submission.sha256 and answer.reason != INTERNAL:
            self._fresh.append((_key(task), packed))

    def _store(self, book: sqlite3.Connection) -> None:
        with book:
            book.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?)", self._fresh)
            book.execute(
                "DELETE FROM answers WHERE rowid <= (SELECT max(rowid) FROM answers) - ?", (MOST,)
            )
        self._fresh = []


class NoCache(Cache):
    """Knows nothing and keeps nothing."""

    def __init__(self) -> None:
        super().__init__(Path())

    def __enter__(self) -> "Cache":
        return self


def default_folder() -> Path:
    """Where the cache lies unless PERFCHECK_CACHE names a folder: where the system keeps them."""
    if named := os.environ.get(FOLDER):
        return Path(named)
    if platform.system() == "Windows":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "perfcheck"


def private(folder: Path) -> bool:
    """Whether nobody else can have put answers there."""
    if not hasattr(os, "getuid"):
        return True  # Windows: a user's own folder
    state = folder.stat()
    return state.st_uid == os.getuid() and not state.st_mode & 0o022


def _key(task: Task) -> Key:
    submission = task.submission
    parts = (
        fingerprint(),
        submission.sha256,
        os.fsencode(submission.path).hex(),
        task.rubric or "",
        *task.passwords,
    )
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.digest()


@cache
def fingerprint() -> str:
    """What perfcheck is: its code, its data, and the versions of what it reads workbooks with."""
    digest = hashlib.blake2b(digest_size=20)
    for name, content in _files(resources.files("perfcheck")):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    versions = (f"{name} {metadata.version(name)}" for name in READERS)
    digest.update("\n".join((sys.version, *versions)).encode())
    return digest.hexdigest()


def _files(folder: Traversable, above: str = "") -> Iterable[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{above}/{entry.name}"
        if entry.is_dir():
            yield from _files(entry, path)
        elif entry.name.endswith((".py", ".toml")):
            yield path, entry.read_bytes()
