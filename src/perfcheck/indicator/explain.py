"""How one indicator was read and judged, in two or three plain lines."""

from decimal import Decimal

from perfcheck.indicator.formulas import plain
from perfcheck.indicator.moments import spoken
from perfcheck.model.values import (
    Actual,
    Judgement,
    Kind,
    Operator,
    Outcome,
    Proposal,
    Target,
    Vagueness,
)

KINDS = {
    Kind.COUNT: "数量",
    Kind.PERCENT: "百分比",
    Kind.MONEY: "金额",
    Kind.RATIO: "比值（每……多少）",
    Kind.RANGE: "区间",
    Kind.DEADLINE: "期限",
    Kind.DURATION: "时长",
    Kind.ZERO: "零（不应发生）",
    Kind.BOOLEAN_STANDARD: "是否达到（未量化，可按是否核对）",
    Kind.QUALITATIVE: "定性（未量化，无法核对）",
    Kind.MIXED: "一格多个要求",
    Kind.EMPTY: "没有指标值",
}
SIGNS = {
    Operator.AT_LEAST: "不少于（≥）",
    Operator.MORE: "超过（＞）",
    Operator.EQUAL: "正好（＝）",
    Operator.LESS: "少于（＜）",
    Operator.AT_MOST: "不超过（≤）",
    Operator.RANGE: "在区间内",
    Operator.NONE: "没有写符号",
}
GRADES = {
    Vagueness.DIRECT: "可直接量化，有现成的数量或比率可用",
    Vagueness.HALF: "半量化，可用是否核对，或补上基数",
    Vagueness.TIERS: "只能分档，要写明各档的标准",
}
OUTCOMES = {
    Outcome.MET: "达成",
    Outcome.UNMET: "未达成",
    Outcome.PARTLY: "部分达成",
    Outcome.UNDECIDED: "需要人工判断",
    Outcome.UNREPORTED: "没有填完成值",
    Outcome.NO_TARGET: "没有指标值",
}


def explain(
    target: Target, actual: Actual, judgement: Judgement, proposals: tuple[Proposal, ...]
) -> str:
    """Lines for a person: how it was read, what became of it and why, how to word it instead."""
    lines = [f"指标值“{target.text}”：{_reading(target)}"]
    if not actual.blank:
        verified = "有数据可核实" if judgement.verified else "仅凭文字"
        lines.append(f"结果：{OUTCOMES[judgement.outcome]}（{verified}）；{judgement.basis}")
    weak = [flag.reason for flag in (*target.flags, *actual.flags, *judgement.flags)]
    if weak:
        lines.append(f"提醒：{'；'.join(weak)}")
    lines.extend(f"可改为：{proposal.text}" for proposal in proposals)
    return "\n".join(lines)


def _reading(target: Target) -> str:
    if not target.quantified:
        grade = f"；{GRADES[target.vagueness]}" if target.vagueness else ""
        return f"{KINDS[target.kind]}{grade}"
    return f"{KINDS[target.kind]}，{SIGNS[target.operator]}，{_value(target)}"


def _value(target: Target) -> str:
    if target.operator is Operator.RANGE:
        return f"从 {_shown(target.low, target)} 到 {_shown(target.high, target)}"
    return _shown(target.value, target)


def _shown(value: Decimal | str | None, target: Target) -> str:
    if isinstance(value, Decimal):
        return plain(value, target)
    return spoken(value) if value else str(value)
