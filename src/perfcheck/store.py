"""Files that an earlier run made, so that what is unchanged is not made again.

A file is found again only by everything that it rests on (`key`), perfcheck itself among it. It
lies in the folder of the cache, which only its owner may enter, behind a fingerprint of its
content: one that is damaged counts as none. What a run has no use for is removed, so the store is
never larger than the last results.
"""

import contextlib
import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

from perfcheck.cache import fingerprint, private

FOLDER = "made"
DIGEST = 20  # bytes
OLDER = 1.0  # seconds; clocks of file systems are coarse


class Store:
    """Made files by key; used as a context manager. What goes wrong with it is never told."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder and folder / FOLDER
        self._began = time.time()

    def __enter__(self) -> "Store":
        with contextlib.suppress(OSError):
            if self._folder:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                if private(self._folder.parent) and private(self._folder):
                    return self
        self._folder = None
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._folder and kind is None:
            for file in self._folder.iterdir():
                with contextlib.suppress(OSError):
                    if file.stat().st_mtime < self._began - OLDER:
                        file.unlink()

    def made(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The content of that key, made now unless it is known; "" is a key that knows nothing."""
        if not self._folder or not key:
            return make()
        place = self._folder / key
        with contextlib.suppress(OSError):
            stored = place.read_bytes()
            if _digest(stored[DIGEST:]) == stored[:DIGEST]:
                os.utime(place)
                return stored[DIGEST:]
        content = make()
        with contextlib.suppress(OSError):
            part = place.with_name(f"{key}.{os.getpid()}")
            part.write_bytes(_digest(content) + content)
            part.replace(place)
        return content


NO_STORE = Store(None)


def key(*parts: bytes | str) -> str:
    """The name of what rests on all of these, and on what perfcheck is."""
    digest = hashlib.blake2b(digest_size=DIGEST)
    for part in (fingerprint(), *parts):
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=DIGEST).digest()
