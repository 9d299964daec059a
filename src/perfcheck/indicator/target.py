"""Temporary reader, replaced by the language of values."""

import re
import unicodedata
from decimal import Decimal

from perfcheck.model.cells import CellRef
from perfcheck.model.values import Direction, Flag, FlagKind, Kind, Operator, Target, Vagueness

SIGNS = {"≥": ">=", "≧": ">=", ">=": ">=", "不少于": ">=", "不低于": ">=", "≤": "<=", "≦": "<=", "<=": "<=", "=": "=", ">": ">", "<": "<"}
NUMBER = re.compile(r"^(≥|≧|>=|≤|≦|<=|=|>|<|不少于|不低于)?([\d,]+(?:\.\d+)?)(.*?)(以上|以内)?$")


def read_target(
    raw: str,
    *,
    operator: str = "",
    unit: str = "",
    name: str = "",
    category: str = "",
    subcategory: str = "",
    year: int | None = None,
    percent_format: bool = False,
    cell: CellRef | None = None,
) -> Target:
    """Read."""
    text = f"{operator if operator != '定性' else ''}{raw}{unit}"
    key = unicodedata.normalize("NFKC", text).replace(" ", "").replace("<=", "≤").replace(">=", "≥")
    if not raw.strip():
        return Target(text=text, cell=cell)
    found = NUMBER.match(key)
    if not found:
        return Target(text=text, cell=cell, kind=Kind.QUALITATIVE, vague_words=(raw,), vagueness=Vagueness.HALF,
                      flags=(Flag(FlagKind.NOT_QUANTIFIED, f"“{raw}”没有可核对的数值", (raw,)),))
    value = Decimal(found[2].replace(",", ""))
    sign = {"以上": ">=", "以内": "<="}.get(found[4] or "", SIGNS.get(found[1] or "", "none"))
    percent = "%" in found[3]
    return Target(text=text, cell=cell, kind=Kind.PERCENT if percent else Kind.COUNT, operator=Operator(sign),
                  value=value / 100 if percent else value, unit=found[3],
                  direction={"<=": Direction.LOWER, "<": Direction.LOWER, "=": Direction.EXACT}.get(sign, Direction.HIGHER))
