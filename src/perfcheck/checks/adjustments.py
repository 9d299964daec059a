"""BUD: signs, units and adjustments of the amounts."""

from collections.abc import Iterator
from decimal import Decimal

from perfcheck.checks.declare import ERROR, NOTE, SELF, WARNING, Violation, check
from perfcheck.checks.funds import COLUMNS, accounted, lines, named
from perfcheck.checks.mended import adjusted_totals
from perfcheck.checks.rows import cells
from perfcheck.checks.sources import FORM_NOTE, HUBEI_NOTE, SICHUAN_NOTE, SOFTWARE
from perfcheck.checks.words import label, money, quote
from perfcheck.model.form import FundLine, Number
from perfcheck.model.results import Assessment

WAN = Decimal(10_000)


@check(
    "BUD009",
    "金额为负数",
    severity=ERROR,
    source=SOFTWARE,
)
def amounts_are_not_negative(assessment: Assessment) -> Iterator[Violation]:
    """预算数、执行数不应为负数；年中核减的，全年预算数填核减以后的数。

    错误示例：其他资金 全年执行数 -3.20
    正确示例：其他资金 全年执行数 0
    """
    unit = assessment.form.budget.unit
    for line in lines(assessment.form.budget):
        for entry, head in _amounts(line):
            if entry.value is None or entry.value >= 0:
                continue
            typed = money(entry.value, unit)
            yield Violation(
                cell=entry.cell,
                message=f"{named(line)}：{head}{typed}，金额不应为负数",
                found=f"{head}{typed}",
                expected="0 或大于 0 的数",
                suggestion="核对这笔金额；年中核减或退回的，填核减、退回以后的数",
            )


def _amounts(line: FundLine) -> Iterator[tuple[Number, str]]:
    for name, title in COLUMNS.items():
        entry: Number = getattr(line, name)
        yield entry, label(entry, title)


@check(
    "BUD010",
    "没有写明金额单位",
    severity=NOTE,
    source=f"{FORM_NOTE}",
)
def unit_of_amounts_is_stated(assessment: Assessment) -> Iterator[Violation]:
    """表头应写明金额单位（万元或元）。没有写的，表内别处写明同一笔钱的，按那里的单位读取；否则按万元读取。
    按万元读取达到 1 亿元的，可能是按元填的，请单位写明。

    错误示例：项目资金
    正确示例：项目资金（万元）
    """
    budget = assessment.form.budget
    if budget.unit_stated or budget.base is None:
        return
    base, shown = money(budget.base, budget.unit), budget.unit_shown
    message = f"资金栏没有写明金额单位，预算数 {base} 按{budget.unit}读取"
    if shown.cell is not None:
        message += f"：{shown.cell.address} 的{quote(shown.text)}说的是同一笔钱"
    elif budget.unit_doubted:
        sum_ = money(budget.base / WAN)
        message += f"；按万元是 {sum_} 亿元，按元是 {sum_} 万元，请写明是哪一种"
    yield Violation(
        cell=budget.total.base.cell or budget.total.name.cell,
        message=message,
        found="没有写明金额单位",
        expected="（万元）或（元）",
        suggestion=f"在“项目资金”后写明金额单位，例如“项目资金（{budget.unit}）”",
        related=(shown.cell,) if shown.cell else (),
        severity=WARNING if budget.unit_doubted else None,
    )


@check(
    "BUD014",
    "金额与写明的单位不相称",
    severity=WARNING,
    source=f"{FORM_NOTE}",
)
def amounts_fit_their_unit(assessment: Assessment) -> Iterator[Violation]:
    """表头写明万元而金额大到不合常理的，多半是按元填的；写明元而金额极小的，多半是按万元填的。

    仍按写明的单位读取。

    错误示例：项目资金（万元），全年预算数 3000000
    正确示例：项目资金（万元），全年预算数 300
    """
    budget = assessment.form.budget
    if budget.unit_doubted is None or budget.base is None or not budget.unit_stated:
        return
    base, likely = money(budget.base, budget.unit), budget.unit_doubted
    yield Violation(
        cell=budget.total.base.cell or budget.total.name.cell,
        message=(
            f"表头写明金额单位是{budget.unit}，预算数却是 {base} {budget.unit}，像是按{likely}填的"
        ),
        found=f"{base} {budget.unit}",
        expected=f"{base} {likely}",
        suggestion=f"确是{likely}的，把表头的单位改为（{likely}），或把各栏金额换算成{budget.unit}",
    )


@check(
    "BUD011",
    "全年预算数没有填",
    severity=NOTE,
    source=f"{FORM_NOTE}；{HUBEI_NOTE}",
    stages=SELF,
)
def adjusted_budget_is_filled(assessment: Assessment) -> Iterator[Violation]:
    """自评时执行率按全年预算数（调整以后、含上年结转）计算；没有填的，暂按年初预算数计算。

    错误示例：年初预算数 300.00，全年预算数空白，全年执行数 214.68
    正确示例：年初预算数 300.00，全年预算数 300.00，全年执行数 214.68
    """
    budget, total = assessment.form.budget, assessment.form.budget.total
    original, adjusted = total.original_budget, total.adjusted_budget
    if not adjusted.blank or adjusted.absent or not original.value:
        return
    amount = money(original.value, budget.unit)
    heads = label(adjusted, "全年预算数"), label(original, "年初预算数")
    yield Violation(
        cell=adjusted.cell,
        message=f"{heads[0]}没有填，执行率暂按{heads[1]}{amount} 计算",
        found=f"{heads[0]}空白",
        expected="调整以后的预算数（含上年结转）",
        suggestion=f"填写{heads[0]}；年中没有调整的，填 {amount}",
        related=cells((original.cell,)),
    )


@check(
    "BUD012",
    "预算调整没有说明",
    severity=NOTE,
    source=SICHUAN_NOTE,
    stages=SELF,
    follows=("BUD006",),
)
def adjustment_is_explained(assessment: Assessment) -> Iterator[Violation]:
    """全年预算数与年初预算数不同的，宜说明调整了多少、为什么调整、批复文号。

    错误示例：年初预算数 300.00，全年预算数 250.00，没有说明
    正确示例：年初预算数 300.00，全年预算数 250.00，原因写“9月统一压减一般性支出 50 万元”
    """
    form, total = assessment.form, assessment.form.budget.total
    before, after = total.original_budget.value, total.adjusted_budget.value
    if not before or not after or before == after or accounted(form) or before < 0 or after < 0:
        return
    unit = form.budget.unit
    change = f"{'增加' if after > before else '减少'} {money(abs(after - before), unit)} {unit}"
    heads = label(total.original_budget, "年初预算数"), label(total.adjusted_budget, "全年预算数")
    yield Violation(
        cell=total.adjusted_budget.cell,
        message=(
            f"{heads[0]}{money(before, unit)}，{heads[1]}{money(after, unit)}，{change}，没有说明"
        ),
        found="没有说明预算为什么调整",
        expected=f"说明{change}的原因",
        suggestion="写明调整的原因和批复文号",
        related=cells((total.original_budget.cell,)),
        stems=adjusted_totals(form.budget),
    )


@check(
    "BUD013",
    "预算数为 0",
    severity=WARNING,
    source=SOFTWARE,
)
def budget_is_not_nought(assessment: Assessment) -> Iterator[Violation]:
    """预算数为 0 的，执行率无法计算，应核对是否漏填。有执行数的，由“执行数大于预算数”指出。

    错误示例：全年预算数 0
    正确示例：全年预算数 300.00
    """
    budget, base = assessment.form.budget, assessment.form.budget.total.base
    if base.value != 0 or budget.summed or budget.total.executed.value:
        return
    head = label(base, "全年预算数")
    yield Violation(
        cell=base.cell,
        message=f"{head}为 0，执行率无法计算",
        found=f"{head}0",
        expected="大于 0 的预算数",
        suggestion=f"核对{head}；项目确实没有安排资金的，请在说明中写明",
    )
