"""Files and folders that the clerk names, each file once and in a stable order."""

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from perfcheck.errors import InputError
from perfcheck.intake.expand import unfold
from perfcheck.intake.kinds import LOCK_SIZE, Kind, place_reason, profile
from perfcheck.intake.names import decode
from perfcheck.intake.places import is_system
from perfcheck.intake.submission import Submission
from perfcheck.model.filenames import ROSTER_FILE
from perfcheck.model.results import Reason, Status

CHUNK = 1 << 20
HEAD = 128
WORKBOOK_START = re.compile(
    rb"PK\x03\x04.{22}[^\0].{3}"
    rb"(?:\[Content_Types\].xml|_rels/|docProps/|xl/(?:workbook|_rels/|worksheets/|styles|theme/))",
    re.IGNORECASE | re.DOTALL,
)  # the first member of a package
MAILDIR = {"cur", "new", "tmp"}  # a mailbox kept as a folder; what is in tmp has not arrived yet
HISTORIES = frozenset((".git", ".svn", ".hg"))  # thousands of files, none of which anybody sent
MAILDIR_TMP = HISTORIES | {"tmp"}
OUR_RESULTS = frozenset(("绩效评价结果.xlsx", "results.json"))  # a folder with both is an output
Settled = tuple[Kind | None, Status, Reason | None]


def collect(paths: Sequence[Path]) -> tuple[Submission, ...]:
    """Everything in the files and folders given, archives and mails opened; see `find`."""
    return distinct(inner for file in find(paths) for inner in opened(file))


def opened(file: Submission) -> tuple[Submission, ...]:
    """What a file from `find` holds; the file itself where that is known already."""
    return (file,) if file.status or file.kind else unfold(file)


def find(paths: Sequence[Path]) -> tuple[Submission, ...]:
    """The files in the files and folders given, in the order given, folders sorted by path.

    Folders are searched to any depth; links out of them are not followed, pipes and devices not
    opened. Files are only hashed: what they are is for workers to tell (`unfold`), unless the
    first bytes show the usual package of a workbook. A file that is named
    twice counts once. Raises InputError for a path that is not there.
    """
    found: list[Submission] = []
    seen: set[Path] = set()
    for path in paths:
        for file, shown, settled in _below(path):
            if file.absolute() not in seen:
                seen.add(file.absolute())
                found.append(_examine(file, shown, path, settled))
    return tuple(found)


def distinct(found: Iterable[Submission]) -> tuple[Submission, ...]:
    """Paths that are unique in the batch: those of a second folder get the folder's name."""
    used: set[str] = set()
    result = []
    for submission in found:
        path, named = submission.path, submission.path == submission.source.name
        if path in used and not submission.inside and named:
            path = f"{_shown(submission.source.parent.name)}/{path}"
        base, number = path, 2
        while path in used:
            path, number = f"{base} ({number})", number + 1
        used.add(path)
        result.append(submission if path == submission.path else replace(submission, path=path))
    return tuple(result)


def _below(path: Path) -> Iterator[tuple[Path, str, Settled | None]]:
    """The files at or below a path with the paths to show, and what is settled by the folder."""
    try:
        there, is_folder = os.path.lexists(path), path.is_dir()
    except (OSError, ValueError):
        there, is_folder = False, False
    if not there:
        raise InputError("INP001", f"找不到“{path}”", "请检查路径是否写对，文件夹是否还在。")
    if is_folder:
        yield from _in_folder(path)
    else:
        yield path, _shown(path.name), None


def _in_folder(root: Path) -> Iterator[tuple[Path, str, Settled | None]]:
    """The files below a folder, sorted; links to folders and closed folders among them."""
    files: list[tuple[str, Path, Settled | None]] = []
    closed: list[Path] = []
    ours: set[Path] = set()
    for folder, names, file_names in os.walk(
        root, onerror=lambda f: closed.append(Path(f.filename))
    ):
        here = Path(folder)
        links = [name for name in names if _is_link(here / name)]
        hidden = MAILDIR_TMP if set(names) >= MAILDIR else HISTORIES
        passed = [name for name in names if name.lower() in hidden]
        names[:] = [name for name in names if name not in (*links, *passed)]
        files += [
            (_relative(here / n, root), here / n, _passed()) for n in passed if n not in links
        ]
        if here.parent in ours or OUR_RESULTS.issubset(file_names):
            ours.add(here)
        settled = (None, Status.SKIPPED, place_reason("results")) if here in ours else None
        files += [(_relative(here / n, root), here / n, settled) for n in (*file_names, *links)]
    if root in closed:
        raise InputError("INP003", f"文件夹“{root}”打不开", "请确认有读取权限，再重新运行。")
    denied = (None, Status.REJECTED, place_reason("folder"))
    files += [(_relative(folder, root), folder, denied) for folder in closed]
    return ((path, shown, settled) for shown, path, settled in sorted(files, key=lambda f: f[:2]))


def _passed() -> Settled:
    return Kind.SYSTEM, Status.SKIPPED, profile(Kind.SYSTEM).reason


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:  # a path that is too long to be asked about
        return False


def _relative(path: Path, root: Path) -> str:
    return _shown(path.relative_to(root).as_posix())


def _shown(name: str) -> str:
    """A file name as people read it: names in GBK from an old disk come as bytes."""
    return decode(os.fsencode(name))


def _examine(path: Path, shown: str, root: Path, settled: Settled | None) -> Submission:
    file = Submission(shown, "", path)
    settled = settled or _settled(path, shown, root)
    if settled:
        kind, status, reason = settled
        return replace(file, kind=kind, status=status, reason=reason)
    try:
        digest, head = _digest(path)
        if path == root / ROSTER_FILE:
            file = replace(file, status=Status.SKIPPED, reason=place_reason("roster"))
        kind = Kind.XLSX if WORKBOOK_START.match(head) else None
        return replace(file, sha256=digest, modified=path.stat().st_mtime, kind=kind)
    except OSError:
        return replace(file, status=Status.REJECTED, reason=place_reason("denied"))


def _settled(path: Path, shown: str, root: Path) -> Settled | None:
    """What can be said of a file without opening it."""
    try:
        if path.is_symlink() and path != root and not _inside(path, root):
            return Kind.LINK, Status.REJECTED, profile(Kind.LINK).reason
        if not stat.S_ISREG(path.stat().st_mode):
            return Kind.SPECIAL, Status.REJECTED, profile(Kind.SPECIAL).reason
        size = path.stat().st_size
    except (OSError, RuntimeError):  # RuntimeError: a link that leads to itself
        return None, Status.REJECTED, place_reason("denied")
    if path.name.startswith("~$") and size <= LOCK_SIZE:
        return Kind.LOCK, Status.SKIPPED, profile(Kind.LOCK).reason
    if is_system(shown):
        return Kind.SYSTEM, Status.SKIPPED, profile(Kind.SYSTEM).reason
    if not size:
        return Kind.EMPTY, Status.REJECTED, profile(Kind.EMPTY).reason
    return None


def _inside(path: Path, root: Path) -> bool:
    target = path.resolve()
    return target.is_relative_to(root.resolve()) and target.is_file()


def _digest(path: Path) -> tuple[str, bytes]:
    """The SHA-256 of a file, and its first bytes."""
    digest, head = hashlib.sha256(), b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            head = head or chunk[:HEAD]
            digest.update(chunk)
    return digest.hexdigest(), head
