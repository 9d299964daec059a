"""What an indicator's target and actual cells say, once read."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from perfcheck.model.cells import CellRef
from perfcheck.model.members import plain_members


@plain_members
class Kind(StrEnum):
    """What a target states; the labels of the corpus and of `results.json`."""

    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    RATIO = "ratio"
    RANGE = "range"
    DEADLINE = "deadline"
    DURATION = "duration"
    ZERO = "zero"
    BOOLEAN_STANDARD = "boolean_standard"
    QUALITATIVE = "qualitative"
    MIXED = "mixed"
    EMPTY = "empty"


NOT_QUANTIFIED = (Kind.BOOLEAN_STANDARD, Kind.QUALITATIVE, Kind.EMPTY)


@plain_members
class Operator(StrEnum):
    """The sign before a target (指标性质), in the spelling of `results.json`."""

    AT_LEAST = ">="
    MORE = ">"
    EQUAL = "="
    LESS = "<"
    AT_MOST = "<="
    RANGE = "range"
    NONE = "none"


@plain_members
class Direction(StrEnum):
    """Which way is better, from the sign or, without one, from the kind and the name."""

    HIGHER = "higher_better"
    LOWER = "lower_better"
    EXACT = "exact"


@plain_members
class Vagueness(StrEnum):
    """How far an unquantified target is from one that can be checked."""

    DIRECT = "可直接量化"  # a count or a rate exists for it
    HALF = "半量化"  # checkable by yes or no, or needs a base
    TIERS = "只能分档"  # only by tiers with written criteria


@plain_members
class FlagKind(StrEnum):
    """Weaknesses of a target or an actual that a person should hear of."""

    NOT_QUANTIFIED = "not_quantified"
    PSEUDO_QUANTIFIED = "pseudo_quantified"
    APPROXIMATE = "approximate"
    NO_BASELINE = "no_baseline"
    TARGET_TOO_LOW = "target_too_low"
    COPIED_TARGET = "copied_target"
    COPIED_SIGN = "copied_sign"
    MULTI_VALUE = "multi_value"
    UNIT_MISFIT = "unit_misfit"
    TYPE_MISMATCH = "type_mismatch"  # words as the actual of a number
    STAGE_NOT_END = "stage_not_end"  # 送审 is not 出版
    OPERATOR_CONFLICT = "operator_conflict"  # the sign column and the cell disagree


@dataclass(frozen=True, slots=True)
class Flag:
    """One weakness, with the words that show it and a sentence in Chinese that says why."""

    kind: FlagKind
    reason: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its unit as read: 1.2万亩 is 12000 亩; percent is a fraction of 1."""

    value: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A target (指标值) as read; its sign, value and unit may have stood in columns of their own.

    `text` joins operator, value and unit as they would be typed in one cell. `value` is a Decimal,
    an ISO date text in the precision typed (2021-12, --09), or None; `low` and `high` are the
    bounds of a range. Percent values are fractions, 万 and 亿 are multiplied out.
    """

    text: str = ""
    cell: CellRef | None = None
    kind: Kind = Kind.EMPTY
    operator: Operator = Operator.NONE
    value: Decimal | str | None = None
    low: Decimal | str | None = None
    high: Decimal | str | None = None
    unit: str = ""
    approximate: bool = False
    direction: Direction = Direction.HIGHER
    parts: tuple[Quantity, ...] = ()
    vagueness: Vagueness | None = None
    vague_words: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def quantified(self) -> bool:
        """A number, ratio, amount, date, duration or a checkable zero is stated."""
        return self.kind not in NOT_QUANTIFIED

    @property
    def checkable(self) -> bool:
        """It can be checked, by figures or by a plain yes or no."""
        return self.quantified or self.kind is Kind.BOOLEAN_STANDARD


@dataclass(frozen=True, slots=True)
class Actual:
    """An actual value (实际完成值) as read in the light of its target.

    `value` is in the scale of the target's value (a bare 95 under ≥95% is 0.95), a date as ISO
    text, or None where the cell holds words. `parts` lists every quantity of a cell with several.
    """

    text: str = ""
    cell: CellRef | None = None
    value: Decimal | str | None = None
    unit: str = ""
    parts: tuple[Quantity, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def blank(self) -> bool:
        """Nothing was reported."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A rewording that could be checked; the number is always a blank for the unit to fill."""

    name: str
    operator: str
    unit: str
    source: str  # where the figure comes from: 查档登记簿
    why: str = ""  # why this wording was chosen

    @property
    def text(self) -> str:
        """The proposal as one would type it: 查档利用人次 ≥ ____ 人次（数据来源：查档登记簿）."""
        return f"{self.name} {self.operator} ____ {self.unit}（数据来源：{self.source}）"


@plain_members
class Outcome(StrEnum):
    """What became of an indicator, the two cells taken at their word."""

    MET = "met"
    UNMET = "unmet"
    PARTLY = "partly"
    UNDECIDED = "undecided"
    UNREPORTED = "unreported"
    NO_TARGET = "no_target"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One indicator judged: outcome, achievement (actual over target), score and why.

    The scores are None where the indicator has no points to earn. `score` is what the rubric's
    formula gives, or, where only words speak, what staff claimed as far as the tier allows (None
    where nothing was claimed and only a person can say). `low` counts it as zero unless verified,
    `high` as full unless figures forbid it. `basis` is one Chinese sentence with the arithmetic.
    """

    outcome: Outcome
    verified: bool = False
    achievement: Decimal | None = None
    score: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    basis: str = ""
    flags: tuple[Flag, ...] = ()
