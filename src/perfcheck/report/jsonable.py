"""From values of the model to values of JSON: numbers without noise, null where unknown."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from json import JSONEncoder

from perfcheck.model.cells import CellRef

JSON = Mapping[str, "JSON"] | Sequence["JSON"] | str | int | float | bool | None
Object = dict[str, JSON]

ENCODER = JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False)
RATE_UNIT = Decimal("0.000001")
MOST_RATE_DIGITS = 20  # what Decimal can hold beside the six
MOST_DIGITS = 300  # beyond this no amount is meant, and no JSON number can carry it


def number(value: Decimal | None) -> int | float | None:
    """A Decimal as the shortest JSON number: 300.00 is 300, 214.68 stays 214.68."""
    if value is None or not value.is_finite() or value.adjusted() > MOST_DIGITS:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def rate(value: Decimal | None) -> int | float | None:
    """A fraction, rounded half up to six digits: 0.7156."""
    if value is None or not value.is_finite() or value.adjusted() > MOST_RATE_DIGITS:
        return number(value)
    return number(value.quantize(RATE_UNIT, ROUND_HALF_UP))


def scalar(value: Decimal | str | None) -> int | float | str | None:
    """A target's or an actual's value: a number, or a date as ISO text."""
    return value if isinstance(value, str) else number(value)


def cell(reference: CellRef | None) -> str | None:
    """自评表!G6."""
    return None if reference is None else str(reference)


def dumps(value: Mapping[str, JSON], newline: str = "\n") -> str:
    """An object as JSON: a field on a line, and of a list or an object in it an item on a line.

    What lies deeper stands on one line: an indicator, a finding, a file. Raises ValueError for a
    number that JSON does not know, TypeError for what is no JSON.
    """
    inner = newline + " "
    fields = [f"{ENCODER.encode(name)}: {_laid_out(own, inner)}" for name, own in value.items()]
    return _within("{}", fields, newline)


def _laid_out(value: JSON, newline: str) -> str:
    if isinstance(value, Mapping):
        fields = [f"{ENCODER.encode(name)}: {ENCODER.encode(own)}" for name, own in value.items()]
        return _within("{}", fields, newline)
    if isinstance(value, list | tuple):
        return _within("[]", list(map(ENCODER.encode, value)), newline)
    return ENCODER.encode(value)


def _within(brackets: str, parts: Sequence[str], newline: str) -> str:
    if not parts:
        return brackets
    inner = newline + " "
    return f"{brackets[0]}{inner}{f',{inner}'.join(parts)}{newline}{brackets[1]}"
