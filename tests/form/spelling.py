"""The same form as other people type it: labels spaced out, broken, bracketed, traditional."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from tomllib import loads

from perfcheck.form.layout import load_layouts
from tests.forms import Table

SECTIONS = ("head", "funds", "goals", "indicators", "foot", "listing")
WORDS = load_layouts().words
SHIPPED = resources.files("perfcheck") / "data" / "forms" / "aliases.toml"
TABLE = loads(SHIPPED.read_text(encoding="utf-8"))["traditional"]
SIMPLIFIED = str.maketrans(TABLE["from"], TABLE["to"])
TRADITIONAL = {new: old for old, new in reversed([*zip(TABLE["from"], TABLE["to"], strict=True)])}
BRACKETS = str.maketrans("（）：()", "()：（）")


def is_label(text: str) -> bool:
    return WORDS.any(text, SECTIONS)


def respelled(table: Table, spell: Callable[[str], str]) -> Table:
    """The table with every known label typed another way; grades stay, they are values."""
    cells = {
        place: spell(text) if is_label(text) and not WORDS.find("rows", text) else text
        for place, text in table.cells.items()
    }
    return replace(table, cells=cells)


def spaced(text: str) -> str:
    """实 际 完 成 值."""
    return " ".join(text) if len(text) <= 8 and not re.search(r"[\d(（]", text) else text


def broken(text: str) -> str:
    return f"{text[:2]}\n{text[2:]}" if len(text) > 3 else text


def bracketed(text: str) -> str:
    return text.translate(BRACKETS)


def traditional(text: str) -> str:
    return "".join(TRADITIONAL.get(character, character) for character in text)


def padded(text: str) -> str:
    return f"\u3000{text}\u00a0 \u200b"


def starred(text: str) -> str:
    return f"*{text}"


SPELLINGS = (spaced, broken, bracketed, traditional, padded, starred)


def plain(line: str) -> str:
    """A told field without what the spellings above change in it."""
    bare = re.sub(r"[\s⏎\u200b*]", "", unicodedata.normalize("NFKC", line))
    return bare.translate(SIMPLIFIED)
