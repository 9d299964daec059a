"""What a form is filled with: plain values, as staff would type them."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeGuard

Typed = str | Decimal | int | None


@dataclass(frozen=True, slots=True)
class FundsRow:
    """Amounts of one row of the funds block, in 万元."""

    original: Typed = None
    adjusted: Typed = None
    executed: Typed = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator; `block` is the second-level heading that it stands under (数量指标)."""

    block: str = ""
    name: str = ""
    sign: str = ""
    target: Typed = None
    unit: str = ""
    actual: Typed = None
    points: Typed = None
    score: Typed = None
    reason: str = ""

    @property
    def empty(self) -> bool:
        """Nothing is typed in the row."""
        cells = (self.name, self.sign, self.target, self.unit, self.actual)
        return all(blank(cell) for cell in (*cells, self.points, self.score, self.reason))


@dataclass(frozen=True, slots=True)
class Filling:
    """A form's contents; what is left out stays blank. `funds` run as the form's rows do."""

    year: int | None = None
    name: str = ""
    department: str = ""
    unit: str = ""
    funds: tuple[FundsRow, ...] = ()
    expected: str = ""
    achieved: str = ""
    indicators: tuple[IndicatorRow, ...] = field(default=())
    grade: str = ""
    person: str = ""
    phone: str = ""
    filled_on: date | None = None


def blank(value: Typed) -> bool:
    """Nothing is typed, as formulas see it."""
    return value is None or value == ""


def number(value: Typed) -> TypeGuard[Decimal | int]:
    """It is a number and not a text that looks like one."""
    return isinstance(value, Decimal | int)


def plain(value: Decimal) -> str:
    """A number as Excel joins it into a text: no trailing zeros, no exponent."""
    return f"{value.normalize():f}"
