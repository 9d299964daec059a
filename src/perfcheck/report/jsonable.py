"""From values of the model to values of JSON: numbers without noise, null where unknown."""

import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from json.encoder import encode_basestring

from perfcheck.model.cells import CellRef

JSON = Mapping[str, "JSON"] | Sequence["JSON"] | str | int | float | bool | None
Object = dict[str, JSON]

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


def dumps(value: object, newline: str = "\n") -> str:
    """What json.dumps writes with indent=1, at a third of its cost.

    Raises ValueError for a number that JSON does not know, TypeError for what is no JSON.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return repr(value)
    if isinstance(value, float):
        return _float(value)
    deeper = newline + " "
    if isinstance(value, Mapping):
        parts = [f"{encode_basestring(name)}: {dumps(v, deeper)}" for name, v in value.items()]
        opening, closing = "{}"
    elif isinstance(value, list | tuple):
        parts = [dumps(each, deeper) for each in value]
        opening, closing = "[]"
    else:
        raise TypeError(f"{value!r} is no JSON")
    if not parts:
        return opening + closing
    return f"{opening}{deeper}{f',{deeper}'.join(parts)}{newline}{closing}"


def _float(value: float) -> str:
    if not math.isfinite(value):
        raise ValueError(f"{value!r} is no number of JSON")
    return repr(value)
