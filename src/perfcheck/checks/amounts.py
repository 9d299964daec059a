"""BUD: totals against their sources, and amounts in one unit."""

from collections.abc import Iterator
from decimal import Decimal

from perfcheck.checks.declare import ERROR, Violation, check
from perfcheck.checks.funds import (
    ZERO,
    Column,
    columns,
    lines,
    mixed_column,
    named,
)
from perfcheck.checks.rows import cells
from perfcheck.checks.sources import ARITHMETIC, FORM_NOTE
from perfcheck.checks.words import YUAN, label, money, plain
from perfcheck.model.form import Budget, Number
from perfcheck.model.results import Assessment


@check(
    "BUD006",
    "资金来源合计与总额不符",
    severity=ERROR,
    source=f"{FORM_NOTE}；{ARITHMETIC}",
)
def sources_add_up_to_the_total(assessment: Assessment) -> Iterator[Violation]:
    """年初预算数、全年预算数、全年执行数各栏，各项资金来源相加应等于年度资金总额。

    没有填任何资金来源的，或只列了一项、比总额少的，不比较；总额空着或为 0 的，由“总额没有填”指出。

    错误示例：总额 300.00；当年财政拨款 214.68，上年结转资金 80.00（合计 294.68）
    正确示例：总额 294.68；当年财政拨款 214.68，上年结转资金 80.00
    """
    unit = assessment.form.budget.unit
    for column in columns(assessment.form.budget):
        total = column.total.value
        if not total or not column.complete or mixed_column(column):
            continue
        if abs(total - column.sum) <= column.tolerance or _partial(assessment.form.budget, column):
            continue
        right = f"无误的，把总额改为 {money(column.sum, unit)}"
        if not column.sum:
            right = f"总额无误的，把 {money(total, unit)} 填到对应的来源"
        yield Violation(
            cell=column.total.cell,
            message=(
                f"{column.head}：{_addition(column, unit)}，"
                f"总额填 {money(total, unit)}，相差 {money(abs(total - column.sum), unit)} {unit}"
            ),
            found=f"总额 {money(total, unit)}",
            expected=_addition(column, unit),
            suggestion=f"核对各项资金来源；{right}",
            related=cells(entry.cell for entry in column.sources),
        )


def _partial(budget: Budget, column: Column) -> bool:
    """The form lists one source of several: 其中：上级资金."""
    return len(budget.sources) == 1 and ZERO < column.sum < (column.total.value or ZERO)


def _addition(column: Column, unit: str) -> str:
    """The sum of the sources: 214.68 + 80.00 = 294.68."""
    parts = [money(entry.value, unit) for entry in column.sources if entry.value is not None]
    total = money(column.sum, unit)
    return f"资金来源合计 {' + '.join(parts)} = {total}" if parts[1:] else f"资金来源合计 {total}"


@check(
    "BUD007",
    "总额没有填，资金来源却有数",
    severity=ERROR,
    source=f"{FORM_NOTE}；{ARITHMETIC}",
)
def total_row_is_filled(assessment: Assessment) -> Iterator[Violation]:
    """年度资金总额一行空着或为 0，而“其中”各行有数的，总额应填各行合计。

    各栏一并指出；这时执行率暂按各项资金来源合计计算。

    错误示例：总额 0，当年财政拨款 300.00
    正确示例：总额 300.00，当年财政拨款 300.00
    """
    unit = assessment.form.budget.unit
    empty = [c for c in columns(assessment.form.budget) if _left_out(c)]
    if not empty:
        return
    sums = "；".join(f"{c.head}{_addition(c, unit)}" for c in empty)
    yield Violation(
        cell=empty[0].total.cell,
        message=f"年度资金总额没有填（或为 0），{sums}",
        found="总额空白或为 0",
        expected=sums,
        suggestion="总额改为：" + "，".join(f"{c.head}{money(c.sum, unit)}" for c in empty),
        related=cells(c.total.cell for c in empty[1:]),
    )


def _left_out(column: Column) -> bool:
    return not column.total.value and not column.total.unreadable and column.sum != 0


@check(
    "BUD008",
    "元与万元混用",
    severity=ERROR,
    source=f"{FORM_NOTE}；{ARITHMETIC}",
)
def amounts_are_in_one_unit(assessment: Assessment) -> Iterator[Violation]:
    """同一张表的金额单位应当一致：相互比较的两个数相差约一万倍的，多半一个按元、一个按万元填。

    比较的是：同一行的执行数与预算数；同一栏的总额与资金来源合计。全表只报一处，列出全部单元格。

    错误示例：全年预算数 300.00（万元），全年执行数 2146800（元）
    正确示例：全年预算数 300.00（万元），全年执行数 214.68（万元）
    """
    budget = assessment.form.budget
    odd = [*_odd_lines(budget), *_odd_columns(budget)]
    if not odd:
        return
    entry, head, other_head, other = odd[0]
    value = entry.value or ZERO
    larger, smaller = max(abs(value), abs(other)), min(abs(value), abs(other))
    right = value / YUAN if budget.unit != "元" else value * YUAN
    typed = money(value, budget.unit)
    yield Violation(
        cell=entry.cell,
        message=(
            f"{head}{typed} 与{other_head}{money(other, budget.unit)} "
            f"相差约 {plain((larger / smaller).quantize(Decimal(1)))} 倍，"
            f"像是一个按元填、一个按万元填（本表金额单位是{budget.unit}）"
        ),
        found=f"{head}{typed}",
        expected=f"按{budget.unit}计，约为 {money(right, budget.unit)}",
        suggestion=(
            f"金额统一按{budget.unit}填：{typed} 改为 {money(right, budget.unit)}，"
            "并核对同一栏的其他金额"
        ),
        related=cells(e.cell for e, *_ in odd[1:]),
    )


def _odd_lines(budget: Budget) -> Iterator[tuple[Number, str, str, Decimal]]:
    for line in lines(budget):
        if not line.mixed or line.base.value is None or line.executed.value is None:
            continue
        executed = label(line.executed, "全年执行数")
        base = label(line.base, "全年预算数")
        if _is_wrong(line.executed.value, line.base.value, budget.unit):
            yield line.executed, f"{named(line)}：{executed}", base, line.base.value
        else:
            yield line.base, f"{named(line)}：{base}", executed, line.executed.value


def _odd_columns(budget: Budget) -> Iterator[tuple[Number, str, str, Decimal]]:
    for column in columns(budget):
        total = column.total.value
        if total is None or not mixed_column(column):
            continue
        if _is_wrong(total, column.sum, budget.unit):
            yield column.total, f"{column.head}：总额", "资金来源合计", column.sum
        else:
            largest = max(column.sources, key=lambda e: e.value or ZERO)
            yield largest, f"{column.head}：资金来源", "总额", total


def _is_wrong(value: Decimal, other: Decimal, unit: str) -> bool:
    """Under 万元 the larger figure is the one in 元; under 元 the smaller is the one in 万元."""
    return value < other if unit == "元" else value > other
