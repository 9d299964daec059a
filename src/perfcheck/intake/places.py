"""Files that no person sent as a form: what systems leave behind, and plain notes."""

import re
from pathlib import PurePosixPath

from perfcheck.intake.kinds import Kind

SYSTEM_NAMES = frozenset(("thumbs.db", "desktop.ini", "icon\r", "ehthumbs.db"))
MAILDIR_NAMES = re.compile(r"dovecot[.-].*|maildirfolder|subscriptions|courierimap.*")
LETTER_NAMES = re.compile(r"att\d+\.(txt|html?)|smime\.p7s|.*\.(p7s|asc|sig|vcf|ics)")
# A form whose name begins with a dot, or is nothing but its suffix; not what Macs (._) and WPS (.~)
# leave behind.
DOTTED = re.compile(r"\.(?![_~])(?:.*\.)?(?:xls[xmb]?|et|ods|zip|eml|msg)")
SYSTEM_FOLDERS = frozenset(
    ("__macosx", ".git", ".svn", "$recycle.bin", "system volume information")
)
NOTE_SUFFIXES = frozenset((".txt", ".md", ".text", ".log", ".ini", ".json"))
NOTE_NAMES = frozenset(("readme", "说明", "填报说明"))


def is_system(path: str) -> bool:
    """Whether a path is one that a system made: .DS_Store, Thumbs.db, __MACOSX/…"""
    *folders, name = path.lower().split("/")
    hidden = name.startswith(".") and not DOTTED.fullmatch(name)
    hidden = hidden or name in SYSTEM_NAMES or MAILDIR_NAMES.fullmatch(name) is not None
    return hidden or any(folder in SYSTEM_FOLDERS for folder in folders)


def is_note(path: str, kind: Kind) -> bool:
    """Whether a file is a plain note that nobody meant as a form: README.txt, 填报说明.md."""
    name = PurePosixPath(path.lower())
    named = name.suffix in NOTE_SUFFIXES or name.stem in NOTE_NAMES
    return named and kind in (Kind.TEXT, Kind.CSV, Kind.OTHER)


def is_letter_part(name: str, kind: Kind) -> bool:
    """Whether an attachment is what mail programs add: the letter again, a signature, a card."""
    return bool(LETTER_NAMES.fullmatch(name.lower())) and kind in (
        Kind.TEXT,
        Kind.CSV,
        Kind.HTML,
        Kind.PAGE,
        Kind.SEALED,
        Kind.SIGNED,
        Kind.OTHER,
    )
