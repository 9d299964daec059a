"""IND: whether every indicator has a target, and one that can be checked."""

import re
from collections.abc import Iterator

from perfcheck.checks.declare import ERROR, NOTE, WARNING, Violation, check
from perfcheck.checks.flagged import proposed
from perfcheck.checks.rows import Row, cells, rows
from perfcheck.checks.shares import due_points
from perfcheck.checks.sources import (
    GUIDE_101,
    REVIEW,
    SOFTWARE,
    TARGETS_88,
)
from perfcheck.checks.words import clean, label, quote
from perfcheck.model.results import Assessment
from perfcheck.model.values import FlagKind, Kind, Vagueness

ASIDE = re.compile(
    r"《[^》]{0,200}》|[(（][^)）]{0,200}[)）]"
)  # titles of works and asides name no target
NUMBER_IN_NAME = re.compile(r"(?<![\d.])(?!(?:19|20)\d\d(?!\d))\d[\d.,]*")  # years are none
HOW_FAR = {
    Vagueness.DIRECT: "可直接量化（有现成的数量或比率可用）",
    Vagueness.HALF: "半量化（能用是或否核对，或者补上基数）",
    Vagueness.TIERS: "照这样写只能分档评分（要写明各档的标准）",
}


@check(
    "IND001",
    "指标没有量化",
    severity=WARNING,
    source=f"{TARGETS_88}；{GUIDE_101}；{REVIEW}",
)
def targets_are_quantified(assessment: Assessment) -> Iterator[Violation]:
    """指标值里没有数量、比率、金额或期限的，事后没有人说得清完成了没有；逐条指出是哪几个字、能改成什么。

    “合格”“完成”这类能用是或否核对的，作为提示。建议里的数字留空，由单位按实际填写。

    错误示例：馆藏数量 逐年增长
    正确示例：馆藏档案较上年增长率 ≥ 3 %（数据来源：馆藏台账）
    """
    for row in rows(assessment):
        target = row.indicator.target
        if target.quantified or target.kind is Kind.EMPTY:
            continue
        yield Violation(
            cell=row.target_cell,
            message=_unquantified(row),
            found=quote(target.text),
            expected="有数量、比率、金额或期限的指标值",
            suggestion=proposed(row),
            indicator=row.index,
            related=cells((row.indicator.name.cell,)),
            severity=NOTE if target.kind is Kind.BOOLEAN_STANDARD else None,
        )


def _unquantified(row: Row) -> str:
    target = row.indicator.target
    parts = [f"{row.title}：指标值{quote(target.text)}没有量化"]
    words = [quote(word) for word in target.vague_words if word != target.text]
    if words:
        parts.append(f"{''.join(words)}没有数字，事后无法核对")
    if target.kind is Kind.QUALITATIVE and row.flags(FlagKind.COPIED_TARGET):
        parts.append("实际完成值也照抄了这几个字")
    if target.vagueness:
        parts.append(HOW_FAR[target.vagueness])
    return "；".join(parts)


@check(
    "IND002",
    "没有指标值",
    severity=ERROR,
    source=f"{TARGETS_88}；{SOFTWARE}",
)
def targets_are_set(assessment: Assessment) -> Iterator[Violation]:
    """每条指标都要有指标值；没有指标值，完成多少都无从评价。全表一个也没有的，只报一处。

    错误示例：档案目录输入，指标值空白，实际完成 7006 条
    正确示例：档案目录输入，指标值 ≥7000 条
    """
    empty = [row for row in rows(assessment) if _no_target(row)]
    if len(empty) > 1 and len(empty) == len(assessment.form.indicators):
        yield _no_targets_at_all(empty)
        return
    for row in empty:
        head, typed = label(row.indicator.target_entry, "指标值"), row.indicator.target.text
        what = f"的{head}填的是{quote(typed)}，不是指标值" if typed else f"没有填{head}"
        done = f"，实际完成{quote(_done(row))}无从评价" if _done(row) else ""
        yield Violation(
            cell=row.target_cell,
            message=f"{row.title}{what}{done}",
            found=quote(typed) if typed else "空白",
            expected="打算做到的数和单位",
            suggestion=_fill_in(row, head),
            indicator=row.index,
            related=cells((row.actual_cell,)),
            severity=NOTE if typed and row.line.group not in due_points(assessment) else None,
        )


def _no_target(row: Row) -> bool:
    entry = row.indicator.target_entry
    return row.indicator.target.kind is Kind.EMPTY and not entry.unreadable


def _no_targets_at_all(empty: list[Row]) -> Violation:
    return Violation(
        cell=empty[0].target_cell,
        message=f"{len(empty)} 条指标都没有指标值，等于没有编制绩效目标",
        found="指标值一栏全部空白",
        expected="每条指标打算做到的数和单位",
        suggestion=f"{_in_names(empty)}逐条填写指标值和单位，与批复的绩效目标一致",
        related=cells(row.target_cell for row in empty[1:]),
    )


def _in_names(empty: list[Row]) -> str:
    """Where the targets may stand instead: 保洁合格率≥95%."""
    names = (row.indicator.name.value or "" for row in empty)
    name = next((name for name in names if NUMBER_IN_NAME.search(ASIDE.sub("", name))), "")
    return f"写在名称里的（如{quote(name)}）移到指标值一栏；" if name else ""


def _done(row: Row) -> str:
    """What was reported, with the unit that stands in a column of its own."""
    text, unit = row.indicator.actual.text.strip(), row.indicator.unit_entry.value or ""
    return f"{text} {unit}".strip() if text[-1:].isdecimal() else text


def _fill_in(row: Row, head: str) -> str:
    """Advice for a blank target: the number in the name, else the name with its unit."""
    name, unit = row.indicator.name.value or "", row.indicator.unit_entry.value
    number = NUMBER_IN_NAME.search(ASIDE.sub("", name))
    if number:
        return f"名称里的“{number[0]}”如果是指标值，请移到{head}一栏"
    if unit:
        return f"补填{head}，例如：{clean(name)} ≥ ____ {clean(unit)}"
    return proposed(row, f"补填{head}，写明数字和单位")
