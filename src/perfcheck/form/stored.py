"""What is stored in a cell, and what a person reads of it."""

import datetime
import math
import re
from decimal import Decimal
from functools import lru_cache

from perfcheck.model.cells import State

SIGNIFICANT = 15  # digits that Excel keeps; what lies beyond is noise of binary fractions
NUMBER = re.compile(r"([+-]?\d{1,15}(?:\.\d{1,15})?)(%?)")
# A formula has no name, and no function, that begins behind a figure.
WORDS = re.compile(r"\d{1,15}(?:\.\d{1,15})?%?[\u4e00-\u9fff][^()=<>&\"*+^]{0,20}")


def literal(formula: str) -> tuple[Decimal | str, bool] | None:
    """The value of a formula that computes nothing, and whether it is a percentage, else None.

    Libraries that write workbooks take every text that begins with = for a formula. Excel works
    out =100%, but has no use for =8个; neither has a stored result when no program saved it.
    A number is the result, 1 for 100%; words stay what they are, with the = before them.
    """
    body = formula.strip()
    number = NUMBER.fullmatch(body)
    if number:
        percent = bool(number[2])
        return Decimal(number[1]) / (100 if percent else 1), percent
    return (f"={body}", False) if WORDS.fullmatch(body) else None


@lru_cache(maxsize=4096)  # points and round amounts come again and again
def number(value: float, percent: bool) -> tuple[Decimal | str, str, State]:  # noqa: FBT001
    """What is stored, what a person reads, and whether it is a number at all."""
    if not math.isfinite(value):
        return str(value), str(value), State.ERROR
    number = clean(value)
    return number, f"{plain(number * 100)}%" if percent else f"{number:f}", State.VALUE


def clean(value: float) -> Decimal:
    """A binary fraction as the decimal that was typed: 274.65999999999997 is 274.66."""
    text = f"{value:.{SIGNIFICANT}g}"
    return Decimal(plain(Decimal(text)) if "e" in text or text == "-0" else text)


def plain(number: Decimal) -> str:
    """Write a number without exponent and without trailing zeros."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def moment(value: datetime.date | datetime.time | datetime.timedelta) -> str:
    """A date or a time as a person reads it."""
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    return value.isoformat(sep=" ") if isinstance(value, datetime.datetime) else str(value)
