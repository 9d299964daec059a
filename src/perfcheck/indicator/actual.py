"""Temporary reader."""

import re
import unicodedata
from decimal import Decimal

from perfcheck.model.cells import CellRef
from perfcheck.model.values import Actual, Kind, Target


def read_actual(raw: str, target: Target, *, name: str = "", year: int | None = None,
                percent_format: bool = False, cell: CellRef | None = None) -> Actual:
    """Read."""
    key = unicodedata.normalize("NFKC", raw).replace(" ", "").replace(",", "")
    found = re.match(r"^[≥≤=<>]*(\d+(?:\.\d+)?)(\D*)$", key)
    if not found:
        return Actual(text=raw, cell=cell)
    value = Decimal(found[1])
    if target.kind is Kind.PERCENT and not (percent_format and not found[2]):
        value /= 100
    return Actual(text=raw, cell=cell, value=value, unit=found[2])
