"""Files and folders that the clerk names, each file once and in a stable order."""

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from perfcheck.errors import InputError, WorkbookError
from perfcheck.intake.kinds import HEAD, Kind, place_reason, profile, sniff
from perfcheck.model.results import Reason, Status

SYSTEM_NAMES = frozenset(("thumbs.db", "desktop.ini", ".ds_store", "icon\r", "ehthumbs.db"))
SYSTEM_FOLDERS = frozenset(
    ("__macosx", ".git", ".svn", "$recycle.bin", "system volume information")
)
NOTES_SUFFIXES = frozenset((".txt", ".md", ".text", ".log", ".ini", ".url", ".lnk", ".json"))
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Submission:
    """One file that came in; its content is read only when asked for.

    `path` is relative to the folder given, with forward slashes, or the name of a file given.
    `status` and `reason` are set where it is settled already what becomes of the file: it is
    skipped, or rejected without having been opened. `sha256` is empty where it was not opened.
    """

    path: str
    sha256: str
    source: Path
    status: Status | None = None
    reason: Reason | None = None

    def read(self) -> bytes:
        """The bytes of the file; WorkbookError where they cannot or must not be read."""
        if self.reason:
            raise WorkbookError(self.reason.code, self.reason.message, self.reason.advice)
        try:
            return self.source.read_bytes()
        except OSError as fault:
            denied = place_reason("denied")
            raise WorkbookError(denied.code, denied.message, denied.advice) from fault


def collect(paths: Sequence[Path]) -> tuple[Submission, ...]:
    """Everything in the files and folders given, in the order given, folders sorted by path.

    Folders are searched to any depth; links out of them are not followed, pipes and devices not
    opened. A file that is named twice counts once. Raises InputError for a path that is not there.
    """
    found: list[Submission] = []
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise InputError("INP001", f"找不到“{path}”", "请检查路径是否写对，文件夹是否还在。")
        for submission in _in_folder(path) if path.is_dir() else _named(path):
            place = submission.source.absolute()
            if place not in seen:
                seen.add(place)
                found.append(submission)
    return _distinct(found)


def _distinct(found: Sequence[Submission]) -> tuple[Submission, ...]:
    """Paths that are unique in the batch: those of a second folder get the folder's name."""
    used: set[str] = set()
    result = []
    for submission in found:
        path, number = submission.path, 2
        if path in used:
            path = f"{_shown(submission.source.parent.name)}/{submission.source.name}"
        base = path
        while path in used:
            path, number = f"{base} ({number})", number + 1
        used.add(path)
        result.append(replace(submission, path=path))
    return tuple(result)


def _named(path: Path) -> Iterator[Submission]:
    yield _examine(path, _shown(path.name), root=None)


def _in_folder(root: Path) -> Iterator[Submission]:
    files: list[tuple[str, Path]] = []
    for folder, names, file_names in os.walk(root, onerror=_unreadable):
        here = Path(folder)
        links = [name for name in names if (here / name).is_symlink()]
        names[:] = [name for name in names if name not in links and not _system_folder(name)]
        files += [(_relative(here / name, root), here / name) for name in (*file_names, *links)]
    for shown, path in sorted(files):
        yield _examine(path, shown, root)


def _unreadable(fault: OSError) -> None:
    raise InputError(
        "INP003", f"文件夹“{fault.filename}”打不开", "请确认有读取权限，再重新运行。"
    ) from fault


def _system_folder(name: str) -> bool:
    return name.lower() in SYSTEM_FOLDERS


def _relative(path: Path, root: Path) -> str:
    return _shown(path.relative_to(root).as_posix())


def _shown(name: str) -> str:
    """A file name as people read it: names in GBK from an old disk come as bytes."""
    raw = os.fsencode(name)
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def _examine(path: Path, shown: str, root: Path | None) -> Submission:
    settled = _settled(path, root)
    if settled:
        return Submission(shown, "", path, *settled)
    try:
        digest, head = _digest(path)
    except OSError:
        return Submission(shown, "", path, Status.REJECTED, place_reason("denied"))
    submission = Submission(shown, digest, path)
    kind = sniff(head, shown) if len(head) < HEAD else None
    if kind is Kind.EMPTY:
        return replace(submission, status=Status.REJECTED, reason=profile(Kind.EMPTY).reason)
    if _notes(path, head):
        return replace(submission, status=Status.SKIPPED, reason=place_reason("notes"))
    return submission


def _settled(path: Path, root: Path | None) -> tuple[Status, Reason] | None:
    """What can be said of a file without opening it."""
    name = path.name.lower()
    if name.startswith("~$"):
        reason = profile(Kind.LOCK).reason
        return (Status.SKIPPED, reason) if reason else None
    if name in SYSTEM_NAMES or name.startswith("."):
        return Status.SKIPPED, place_reason("system")
    try:
        if root is not None and path.is_symlink() and not _inside(path, root):
            return Status.REJECTED, place_reason("link")
        if not stat.S_ISREG(path.stat().st_mode):
            return Status.REJECTED, place_reason("special")
    except OSError:
        return Status.REJECTED, place_reason("denied")
    return None


def _inside(path: Path, root: Path) -> bool:
    target = path.resolve()
    return target.is_relative_to(root.resolve()) and target.is_file()


def _digest(path: Path) -> tuple[str, bytes]:
    """The SHA-256 of a file, and its first bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        head = file.read(HEAD)
        digest.update(head)
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest(), head


def _notes(path: Path, head: bytes) -> bool:
    """Whether a file is a plain note that nobody meant as a form: README.txt, 填报说明.txt."""
    named = path.suffix.lower() in NOTES_SUFFIXES or path.stem.lower() in ("readme", "说明")
    return named and sniff(head, path.name) in (Kind.TEXT, Kind.CSV, Kind.OTHER)
