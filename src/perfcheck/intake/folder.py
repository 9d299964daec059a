"""Files and folders that the clerk names, each file once and in a stable order."""

import hashlib
import os
import stat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from perfcheck.errors import InputError
from perfcheck.intake.boxes import BOX
from perfcheck.intake.expand import BOXES, expand
from perfcheck.intake.kinds import OLE, Kind, place_reason, profile, sniff
from perfcheck.intake.names import decode
from perfcheck.intake.package import BROKEN, kind_of
from perfcheck.intake.places import SYSTEM_FOLDERS, is_note, is_system
from perfcheck.intake.submission import Submission
from perfcheck.model.results import Reason, Status

HEAD = 1 << 14
MAILDIR = {"cur", "new", "tmp"}  # a mailbox kept as a folder; what is in tmp has not arrived yet
MAILDIR_TMP = SYSTEM_FOLDERS | {"tmp"}
CHUNK = 1 << 20


def collect(paths: Sequence[Path]) -> tuple[Submission, ...]:
    """Everything in the files and folders given, in the order given, folders sorted by path.

    Folders are searched to any depth; links out of them are not followed, pipes and devices not
    opened; zip archives, mails and mailboxes (.eml, .msg, .mbox, Maildir) are opened in memory. A
    file that is named twice counts once. Raises InputError for a path that is not there.
    """
    found: list[Submission] = []
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise InputError("INP001", f"找不到“{path}”", "请检查路径是否写对，文件夹是否还在。")
        for file, shown in _in_folder(path) if path.is_dir() else ((path, _shown(path.name)),):
            if file.absolute() not in seen:
                seen.add(file.absolute())
                found += _examine(file, shown, path if path.is_dir() else None)
    return _distinct(found)


def _distinct(found: Sequence[Submission]) -> tuple[Submission, ...]:
    """Paths that are unique in the batch: those of a second folder get the folder's name."""
    used: set[str] = set()
    result = []
    for submission in found:
        path = submission.path
        if path in used:
            path = f"{_shown(submission.source.parent.name)}/{path}"
        base, number = path, 2
        while path in used:
            path, number = f"{base} ({number})", number + 1
        used.add(path)
        result.append(replace(submission, path=path))
    return tuple(result)


def _in_folder(root: Path) -> Iterator[tuple[Path, str]]:
    """The files below a folder with the paths to show, sorted; links to folders among them."""
    files: list[tuple[str, Path]] = []
    for folder, names, file_names in os.walk(root, onerror=_unreadable):
        here = Path(folder)
        links = [name for name in names if (here / name).is_symlink()]
        hidden = MAILDIR_TMP if set(names) >= MAILDIR else SYSTEM_FOLDERS
        names[:] = [n for n in names if n not in links and n.lower() not in hidden]
        files += [
            (_shown((here / name).relative_to(root).as_posix()), here / name)
            for name in (*file_names, *links)
        ]
    return ((path, shown) for shown, path in sorted(files))


def _unreadable(fault: OSError) -> None:
    raise InputError(
        "INP003", f"文件夹“{fault.filename}”打不开", "请确认有读取权限，再重新运行。"
    ) from fault


def _shown(name: str) -> str:
    """A file name as people read it: names in GBK from an old disk come as bytes."""
    return decode(os.fsencode(name))


def _examine(path: Path, shown: str, root: Path | None) -> Iterator[Submission]:
    settled = _settled(path, root)
    if settled:
        yield Submission(shown, "", path, *settled)
        return
    try:
        digest, head, size = _digest(path)
        submission = Submission(shown, digest, path)
        kind = _kind(path, head, size)
        if kind in BOXES and size <= BOX:
            yield from expand(submission, kind, path.read_bytes())
        elif kind is Kind.EMPTY:
            yield replace(submission, status=Status.REJECTED, reason=profile(kind).reason)
        elif is_note(shown, kind):
            yield replace(submission, status=Status.SKIPPED, reason=place_reason("notes"))
        else:
            yield submission
    except OSError:
        yield Submission(shown, "", path, Status.REJECTED, place_reason("denied"))


def _kind(path: Path, head: bytes, size: int) -> Kind:
    """What a file is, as far as its beginning and, for an archive, its directory tell."""
    if head.startswith(OLE) and len(head) < size <= BOX:  # its directory may stand at the end
        return sniff(path.read_bytes(), path.name)
    if not head.startswith(b"PK") or size > BOX:
        return sniff(head, path.name)
    try:
        with zipfile.ZipFile(path) as package:
            return Kind(kind_of(package))
    except BROKEN:
        return Kind.TRUNCATED


def _settled(path: Path, root: Path | None) -> tuple[Status, Reason | None] | None:
    """What can be said of a file without opening it."""
    if path.name.startswith("~$"):
        return Status.SKIPPED, profile(Kind.LOCK).reason
    if is_system(path.name):
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


def _digest(path: Path) -> tuple[str, bytes, int]:
    """The SHA-256 of a file, its first bytes, its size."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        head = file.read(HEAD)
        chunk = head
        while chunk:
            digest.update(chunk)
            size += len(chunk)
            chunk = file.read(CHUNK)
    return digest.hexdigest(), head, size
