"""All checks: found by walking the family modules, run over a form, listed, explained.

A check exists by being declared in a module of this package; nothing is registered by hand. What
a rule yields is stamped here with the rule's own code, so a finding without a registered code
cannot exist.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from perfcheck import checks
from perfcheck.checks.causes import Told, folded, has_circle
from perfcheck.checks.declare import WARNING, BatchRule, Check, FormRule, Violation, check
from perfcheck.model.results import Assessment, Finding

CODE = re.compile(r"[A-Z]{3}\d{3}")
# Their rules run over the batch, not over a form.
ACROSS = frozenset({"perfcheck.checks.across", "perfcheck.checks.peers"})
RETIRED: frozenset[str] = frozenset()  # codes of checks that are gone; never used again
FAMILIES = {
    "CMP": "填写完整",
    "BUD": "预算执行",
    "WGT": "分值",
    "SCR": "得分和等级",
    "IND": "绩效指标",
    "DUP": "跨项目核对",
    "INT": "程序自身",
}
log = logging.getLogger(__name__)

FormCheck = Check[FormRule]
BatchCheck = Check[BatchRule]
AnyCheck = FormCheck | BatchCheck


@check(
    "INT001",
    "核查规则自身出错",
    severity=WARNING,
    source="perfcheck 自身",
)
def rule_runs_to_its_end(_: Assessment) -> Iterable[Violation]:
    """某一条核查规则运行出错时，在这里如实写明，其他规则照常核查；不是填表的问题。

    错误示例：规则 BUD001 运行出错，执行率没有核对
    正确示例：全部规则运行正常，没有这一条
    """
    return ()


def run(assessment: Assessment, rules: Iterable[FormCheck] | None = None) -> tuple[Finding, ...]:
    """Run every check of a form's stage over it; findings in the order of cells, then codes.

    A rule that fails becomes finding INT001 and an entry in the log; the others go on.
    """
    stage = assessment.form.stage
    told: list[Told] = []
    for each in form_checks() if rules is None else rules:
        if stage in each.stages:
            told.extend(_guarded(each, assessment))
    return tuple(sorted(folded(told), key=_place))


def _guarded(each: FormCheck, assessment: Assessment) -> list[Told]:
    try:
        return [Told(each, violation) for violation in each.rule(assessment)]
    except Exception:
        log.exception("check %s failed on sheet %s", each.code, assessment.form.sheet)
        return [Told(rule_runs_to_its_end, _crash(each))]


def crashed(each: AnyCheck) -> Finding:
    """What is said in place of a check that failed."""
    return rule_runs_to_its_end.stamp(_crash(each))


def _crash(each: AnyCheck) -> Violation:
    return Violation(
        cell=None,
        message=f"核查规则 {each.code}（{each.title}）运行出错，这一项没有核对，不是填表的问题",
        found="规则运行出错",
        expected="规则正常运行",
        suggestion=f"请人工核对“{each.title}”，并把申报表和 perfcheck.log 反馈给维护人员",
    )


def _place(finding: Finding) -> tuple[bool, str, int, int, str]:
    cell = finding.cell
    if cell is None:
        return (False, "", 0, 0, finding.code)
    return (True, cell.sheet, cell.row, cell.column, finding.code)


@cache
def all_checks() -> tuple[AnyCheck, ...]:
    """Every check, by code.

    Raises ValueError where a code is malformed, retired or used twice, or where a check follows
    one that does not exist, or itself.
    """
    found = sorted(_walk(), key=lambda each: each.code)
    codes = [each.code for each in found]
    for code in codes:
        known = CODE.fullmatch(code) and code[:3] in FAMILIES and code not in RETIRED
        if not known or codes.count(code) > 1:
            raise ValueError(f"check code {code} is malformed, retired or used twice")
    if any(code not in codes for each in found for code in each.follows) or has_circle(
        cast(FormCheck, each) for each in found
    ):
        raise ValueError("a check follows one that does not exist, or itself")
    return tuple(found)


def _walk() -> Iterator[AnyCheck]:
    for module in sorted(info.name for info in iter_modules(checks.__path__)):
        name = f"{checks.__name__}.{module}"
        for value in vars(import_module(name)).values():
            if isinstance(value, Check) and value.rule.__module__ == name:
                yield value


@cache
def form_checks() -> tuple[FormCheck, ...]:
    """The checks that look at one form."""
    return tuple(cast(FormCheck, each) for each in all_checks() if not _across(each))


@cache
def batch_checks() -> tuple[BatchCheck, ...]:
    """The checks that look at the tables of a batch."""
    return tuple(cast(BatchCheck, each) for each in all_checks() if _across(each))


def _across(each: AnyCheck) -> bool:
    return each.rule.__module__ in ACROSS


def find(code: str) -> AnyCheck | None:
    """The check of a code, in whatever case it is typed."""
    return next((each for each in all_checks() if each.code == code.strip().upper()), None)


def listing() -> str:
    """All checks for the console, a line each."""
    lines = []
    for family, title in FAMILIES.items():
        lines.append(f"{family} {title}")
        lines += [f"  {each.code}  {each.severity.label}  {each.title}" for each in _family(family)]
    return "\n".join(lines) + "\n"


def explain(each: AnyCheck) -> str:
    """One check for the console: what it checks, why, what on, with both examples."""
    return (
        f"{each.code} {each.title}\n"
        f"级别：{each.severity.label}　适用：{_stages(each)}\n"
        f"依据：{each.source}{_after(each)}\n\n"
        f"{each.explanation}\n"
    )


def markdown() -> str:
    """`docs/rules.md`: a table of all checks, then each one explained."""
    parts = [
        "# 核查规则",
        "由 `perfcheck rules --markdown` 生成，请勿手工修改；测试会比对。",
        "级别：必须改（不改不能受理）、建议改、提示。编号一经使用不再改作他用。",
        "| 编号 | 规则 | 级别 | 适用 |\n|---|---|---|---|\n"
        + "\n".join(
            f"| [{e.code}](#{e.code.lower()}) | {e.title} | {e.severity.label} | {_stages(e)} |"
            for e in all_checks()
        ),
    ]
    for family, title in FAMILIES.items():
        parts.append(f"## {family} {title}")
        parts += [_section(each) for each in _family(family)]
    return "\n\n".join(parts) + "\n"


def _section(each: AnyCheck) -> str:
    body = re.sub(r"(?m)^((?:错误|正确)示例)：", r"- \1：", each.explanation)
    return (
        f'### <a id="{each.code.lower()}"></a>{each.code} {each.title}\n\n'
        f"{each.severity.label}；{_stages(each)}；依据：{each.source}{_after(each)}。`{each.slug}`\n\n{body}"
    )


def _after(each: AnyCheck) -> str:
    """With which findings it is told where it is nothing but their consequence."""
    return f"；由 {'、'.join(each.follows)} 引起的并入该条" if each.follows else ""


def _family(letters: str) -> list[AnyCheck]:
    return [each for each in all_checks() if each.family == letters]


def _stages(each: AnyCheck) -> str:
    return "申报、自评" if len(each.stages) > 1 else "自评"
