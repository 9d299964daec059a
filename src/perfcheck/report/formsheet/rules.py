"""What is asked of an indicator row: a list of rules, as Excel asks them and as Python does.

The first rule that holds speaks. Only functions of Excel 2007; × √ ▲ are in GBK, and so in every
Chinese font.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfcheck.model.rubric import EqualRule, Rubric
from perfcheck.report.formsheet.filling import IndicatorRow, blank, number
from perfcheck.report.formsheet.spec import QUALITATIVE

WORDS = f'{{sign}}="{QUALITATIVE}"'
FIGURE = f'{{sign}}<>"{QUALITATIVE}"'
_DIGIT_FIRST = "NOT(ISERROR(VALUE(LEFT({target},1))))"


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition for Excel (cells in braces), the same for Python, and what to say."""

    excel: str
    holds: Callable[[IndicatorRow], bool]
    say: str


def unquantified(row: IndicatorRow) -> bool:
    """Words stand where a sign and a number could: 定性, or a text that starts with no digit."""
    return row.sign == QUALITATIVE or (_typed_words(row) and not _digit_first(row))


UNQUANTIFIED = f"OR({WORDS},AND(ISTEXT({{target}}),ISERROR(VALUE(LEFT({{target}},1)))))"

PROMISED = (
    Rule('{name}=""', lambda r: blank(r.name), "× 请填三级指标名称"),
    Rule('{sign}=""', lambda r: blank(r.sign), "× 请选指标性质（≥ ＞ ＝ ＜ ≤），指标值填数字"),
    Rule(
        f'AND({WORDS},{{target}}="")',
        lambda r: r.sign == QUALITATIVE and blank(r.target),
        "× 请写明怎样才算完成",
    ),
    Rule('{target}=""', lambda r: blank(r.target), "× 请填指标值，只填数字"),
    Rule(
        f"AND({FIGURE},ISTEXT({{target}}),{_DIGIT_FIRST})",
        lambda r: r.sign != QUALITATIVE and _typed_words(r) and _digit_first(r),
        "× 指标值只填数字，单位填在右边一格",
    ),
    Rule(
        f"AND({FIGURE},ISTEXT({{target}}))",
        lambda r: r.sign != QUALITATIVE and _typed_words(r),
        "× 指标值请填数字",
    ),
    Rule(
        f'AND({FIGURE},{{unit}}="")',
        lambda r: r.sign != QUALITATIVE and blank(r.unit),
        "× 请填计量单位，如 件、次、%",
    ),
    Rule('{points}=""', lambda r: blank(r.points), "× 请填分值"),
    Rule(
        "OR(NOT(ISNUMBER({points})),{points}<=0)",
        lambda r: not number(r.points) or r.points <= 0,
        "× 分值应为大于 0 的数字",
    ),
)

_REPORTED = (
    Rule('{actual}=""', lambda r: blank(r.actual), "× 请填实际完成值"),
    Rule(
        f"AND({FIGURE},NOT(ISNUMBER({{actual}})))",
        lambda r: r.sign != QUALITATIVE and not number(r.actual),
        "× 实际完成值只填数字",
    ),
    Rule('{score}=""', lambda r: blank(r.score), "× 请填自评得分"),
    Rule(
        "OR(NOT(ISNUMBER({score})),{score}<0)",
        lambda r: not number(r.score) or r.score < 0,
        "× 自评得分应为不小于 0 的数字",
    ),
    Rule("{score}>{points}", lambda r: _figure(r.score) > _figure(r.points), "× 得分大于分值"),
)


def reported(rubric: Rubric) -> Sequence[Rule]:
    """What is asked in a self-evaluation only; the comparisons follow the rubric."""
    return (*_REPORTED, *_compared(rubric))


def _compared(rubric: Rubric) -> Sequence[Rule]:
    over, exact = rubric.thresholds.overrun, rubric.equal is EqualRule.EXACT
    missed = (
        'OR(AND({sign}="≥",{actual}<{target}),AND({sign}="＞",{actual}<={target}),'
        'AND({sign}="≤",{actual}>{target}),AND({sign}="＜",{actual}>={target}),'
        f'AND({{sign}}="＝",{{actual}}{"<>" if exact else "<"}{{target}}))'
    )
    return (
        Rule(
            f"AND({missed},{{score}}={{points}})",
            lambda r: _missed(r, exact=exact) and _figure(r.score) == _figure(r.points),
            "× 没有达到指标值，不能得满分",
        ),
        Rule(
            'AND({score}<{points},{reason}="")',
            lambda r: _figure(r.score) < _figure(r.points) and blank(r.reason),
            "× 有扣分，请填偏差原因",
        ),
        Rule(
            f'IF(OR({{sign}}="≥",{{sign}}="＞"),AND({{actual}}>{{target}}*{over},{{reason}}=""))',
            lambda r: _overrun(r, over) and blank(r.reason),
            f"▲ 完成值超过指标值 {(over - 1) * 100:.0f}% 以上，请核对指标值",
        ),
    )


def _typed_words(row: IndicatorRow) -> bool:
    return isinstance(row.target, str) and row.target != ""


def _digit_first(row: IndicatorRow) -> bool:
    return str(row.target)[0] in "0123456789"


def _figure(value: object) -> Decimal:
    return Decimal(value) if isinstance(value, Decimal | int) else Decimal(0)


def _missed(row: IndicatorRow, *, exact: bool) -> bool:
    if row.sign == QUALITATIVE or not number(row.target) or not number(row.actual):
        return False
    target, actual = row.target, row.actual
    return {
        "≥": actual < target,
        "＞": actual <= target,
        "≤": actual > target,
        "＜": actual >= target,
        "＝": actual != target if exact else actual < target,
    }.get(row.sign, False)


def _overrun(row: IndicatorRow, over: Decimal) -> bool:
    if row.sign not in ("≥", "＞") or not number(row.target) or not number(row.actual):
        return False
    return row.actual > row.target * over
