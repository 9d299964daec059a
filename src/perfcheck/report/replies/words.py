"""The words of the letters, and text of other people on one line of bounded length."""

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources

LONGEST = 300


@cache
def phrases(section: str) -> Mapping[str, str]:
    """The phrases of one part of a letter (`data/replies/letters.toml`)."""
    file = resources.files("perfcheck") / "data" / "replies" / "letters.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))[section]
    return {key: str(value) for key, value in table.items()}


def setting(name: str) -> int:
    """A limit of the letters, as a number of lines."""
    return int(phrases("settings")[name])


def line(words: str, longest: int = LONGEST) -> str:
    """Text of a form or a mail on one line, without characters that nobody sees."""
    visible = (" " if unicodedata.category(c)[0] in "CZ" else c for c in words)
    one = " ".join("".join(visible).split())
    return one if len(one) <= longest else one[: longest - 1] + "…"


def numeral(number: int) -> str:
    """一, 二, 三: the number of a heading, up to ten."""
    return "一二三四五六七八九十"[number - 1]


def quoted(words: str) -> str:
    """“报送自评表”, nothing where there is no text."""
    return f"“{line(words, 60)}”" if words.strip() else ""
