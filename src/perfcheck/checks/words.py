"""Figures and texts of a form as messages quote them."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from perfcheck.model.cells import Entry
from perfcheck.model.form import Number, Text

AnyEntry = Text | Number | Entry[int]

CENT = Decimal("0.01")
WHOLE, FINEST = Decimal(1), Decimal("0.000001")
UNNAMED = "未填项目名称"
LONGEST = 40  # characters of a form's text in a message
CACHED, SHORT = 4096, 120  # texts remembered, and their characters: every rule asks again
# What has another width or form, with the sign before it, which it may join: normalising is dear,
# and has nothing to do with plain Chinese and ASCII.
ODD = re.compile(r".?[^\x00-\x7f一-鿿、。“”《》≥≤]+", re.DOTALL)
YUAN = Decimal(10_000)  # 元 in a 万元

# What people type into a cell when they mean that there is nothing to say.
NOTHING = frozenset(
    ["", "无", "暂无", "没有", "/", "\\", "-", "—", "——", "不涉及", "不适用", "N/A", "NA"]
)


def said(entry: Text) -> bool:
    """Whether a text field says anything: 无 and / do not."""
    return bool(entry.value) and key(entry.value or "") not in NOTHING


def key(text: str) -> str:
    """A text without what does not tell two texts apart: width, case, spaces."""
    return _key(text) if len(text) <= SHORT else _key.__wrapped__(text)


@lru_cache(maxsize=CACHED)
def _key(text: str) -> str:
    narrow = ODD.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return "".join(narrow.split()).upper()


def letters(text: str) -> str:
    """A name as people compare names: its letters and digits only."""
    return _letters(text) if len(text) <= SHORT else _letters.__wrapped__(text)


@lru_cache(maxsize=CACHED)
def _letters(text: str) -> str:
    known = key(text)
    return known if known.isalnum() else "".join(filter(str.isalnum, known))


def clean(text: str, longest: int = LONGEST) -> str:
    """A text of the form on one line, without control characters, cut where it is long."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def quote(text: str, longest: int = LONGEST) -> str:
    """A text of the form in Chinese quotation marks."""
    return f"“{clean(text, longest)}”"


def label(entry: AnyEntry, otherwise: str) -> str:
    """The form's own heading of a field in quotation marks, else the usual one."""
    own = "".join(entry.label.split()).rstrip("：:")
    return quote(own or otherwise)


def plain(value: Decimal) -> str:
    """A number with no more digits than it has: 10.00 is 10."""
    return f"{value.normalize():f}"


def score(value: Decimal) -> str:
    """A score: at most two decimals."""
    return plain(value.quantize(CENT, ROUND_HALF_UP))


def money(value: Decimal, unit: str = "万元") -> str:
    """An amount, given in 万元, as the form states amounts: two decimals or as many as it has."""
    amount = value * YUAN if unit == "元" else value
    exact = amount.normalize()
    shown = amount.quantize(CENT, ROUND_HALF_UP) if _decimals(exact) <= 2 else exact
    return f"{shown:,f}" if unit == "元" else f"{shown:f}"


def percent(rate: Decimal, quantum: Decimal | None = None) -> str:
    """A fraction as a percentage, to two decimals or as finely as it was typed."""
    step = CENT if quantum is None else (quantum * 100).normalize()
    shown = (rate * 100).quantize(min(max(step, FINEST), WHOLE), ROUND_HALF_UP)
    return f"{shown:f}%"


def near(stated: Number, expected: Decimal, step: Decimal) -> bool:
    """Whether a typed figure agrees with a computed one at the precision typed.

    `step` is the last digit that counts (0.01 of a score, 0.0001 of a rate); a figure typed more
    coarsely is given half of its own last digit.
    """
    if stated.value is None:
        return True
    return abs(stated.value - expected) <= max(stated.quantum or step, step) / 2


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
