"""File names of marked copies: safe on every system, unique, the unit's own where they can be."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

FORBIDDEN = re.compile(
    r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]+'
)
RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.I)
MOST_BYTES = 180  # a name may have 255 in all
UNNAMED = "未命名"


def copy_names(paths: Mapping[str, str]) -> dict[str, str]:
    """A file name for each path (`收件箱.zip!甲单位/自评表.xlsx`), with the extension given.

    Files of one name get the names of their folders before it, and numbers if that is not enough;
    the same paths give the same names.
    """
    parts = {path: _parts(path) for path in paths}
    plain = {path: _safe(names[-1:]) for path, names in parts.items()}
    counts = Counter(map(_key, plain.values()))
    result: dict[str, str] = {}
    used: set[str] = set()
    for path in sorted(paths):
        name = plain[path] if counts[_key(plain[path])] == 1 else _safe(parts[path])
        candidate, number = name, 1
        while _key(candidate) in used:
            number += 1
            candidate = f"{name}（{number}）"
        used.add(_key(candidate))
        result[path] = f"{candidate}.{paths[path]}"
    return result


def _parts(path: str) -> list[str]:
    """The names on the way to a file, the last without its extension."""
    *folders, last = re.split(r"[/!\\]+", path)
    stem, dot, _ = last.rpartition(".")
    return [*folders, stem if dot else last]


def _safe(parts: Sequence[str]) -> str:
    joined = "_".join(part for part in parts if part.strip(". "))
    clean = "".join(
        c for c in FORBIDDEN.sub("_", joined) if unicodedata.category(c) not in ("Cc", "Cf", "Cs")
    )
    clean = _cut(unicodedata.normalize("NFC", clean)).strip(". ")
    if not clean.strip("_"):
        return UNNAMED
    return f"_{clean}" if RESERVED.fullmatch(clean) else clean


def _cut(name: str) -> str:
    return name.encode()[-MOST_BYTES:].decode("utf-8", "ignore")


def _key(name: str) -> str:
    """Names that one file system would take for the same."""
    return unicodedata.normalize("NFKC", name).casefold()
