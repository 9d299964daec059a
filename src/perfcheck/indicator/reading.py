"""What a rule of the grammar makes of a cell, and the signs that it knows."""

import re
from dataclasses import dataclass
from decimal import Decimal

from perfcheck.model.values import Kind, Operator, Quantity

SIGNS = {
    "≥": Operator.AT_LEAST,
    ">": Operator.MORE,
    "=": Operator.EQUAL,
    "≤": Operator.AT_MOST,
    "<": Operator.LESS,
}
SIGN_CHARS = "".join(SIGNS)
AFTER = r"(?P<after>[及或]?其?以上|[及或]?以内|[及或]?其?以下|之内|之下)?"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a pattern made of a cell; dates are ISO texts."""

    kind: Kind
    operator: Operator = Operator.NONE
    value: Decimal | str | None = None
    low: Decimal | str | None = None
    high: Decimal | str | None = None
    unit: str = ""
    parts: tuple[Quantity, ...] = ()
    approximate: bool = False


def operator_of(match: re.Match[str]) -> Operator:
    """The sign after the number (以上) or else before it (≥)."""
    groups = match.groupdict()
    after = groups.get("after")
    if after:
        return Operator.AT_LEAST if after.endswith("上") else Operator.AT_MOST
    return SIGNS.get(groups.get("sign") or groups.get("ahead") or "", Operator.NONE)


def approximately(match: re.Match[str]) -> bool:
    """约300, 近400, 300余, 500多, 95%左右."""
    groups = match.groupdict()
    return any(groups.get(name) for name in ("about", "odd", "around"))
