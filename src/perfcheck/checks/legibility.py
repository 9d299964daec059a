"""CMP: what is typed but cannot be read; every unreadable value is reported here only."""

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter

from perfcheck.checks.declare import ERROR, NOTE, WARNING, Violation, check
from perfcheck.checks.fields import Field, fields, texts
from perfcheck.checks.latest import latest
from perfcheck.checks.rows import cells
from perfcheck.checks.sources import FORM_NOTE, SOFTWARE
from perfcheck.checks.words import key, quote
from perfcheck.model.cells import State
from perfcheck.model.form import Form, Indicator, Text
from perfcheck.model.results import Assessment

# What blank forms print where something is to be filled in, and nobody took out.
PLACEHOLDERS = ("**", "××", "XX", "____", "请填写", "请输入", "此处填写")
ELLIPSIS = "……"  # in prose it is a manner of speaking
FOLDED = tuple((mark, key(mark)) for mark in (*PLACEHOLDERS, ELLIPSIS))
PROSE = 30  # characters
TARGET_IN_NAME = re.compile(r"[（(][^()（）]{0,60}[)）]|[≥≤<>＜＞=＝].{0,60}")  # （≥**人）
SAID = 3  # so many labels of one table are said


@check(
    "CMP014",
    "数字栏填的不是数字",
    severity=ERROR,
    source=SOFTWARE,
)
def numbers_are_numbers(assessment: Assessment) -> Iterator[Violation]:
    """金额、执行率、分值、得分、年度等栏只填数字；全角数字、千分位逗号、带“万元”“%”的可以读出，不算错。

    错误示例：全年执行数 约二百多万
    正确示例：全年执行数 214.68
    """
    for field in _in_state(assessment, State.UNREADABLE):
        yield Violation(
            cell=field.entry.cell,
            message=f"{field.title}填的是{quote(field.entry.text)}，读不出数字",
            found=quote(field.entry.text),
            expected="一个数字",
            suggestion="只填一个数字，文字说明写到备注或偏差原因里",
            indicator=field.indicator,
        )


@check(
    "CMP015",
    "单元格是错误值",
    severity=ERROR,
    source="Excel、WPS 的公式规则",
)
def cells_hold_no_errors(assessment: Assessment) -> Iterator[Violation]:
    """#DIV/0!、#REF!、#VALUE! 等是公式算不出结果，不是填报的数。

    错误示例：执行率 #DIV/0!（预算数空白，公式除以 0）
    正确示例：填好预算数以后，执行率显示 71.56%
    """
    for field in _in_state(assessment, State.ERROR):
        error = field.entry.text.strip() or "错误值"
        yield Violation(
            cell=field.entry.cell,
            message=f"{field.title}显示 {error}，公式没有算出结果",
            found=error,
            expected="公式的正确结果，或直接填写的数",
            suggestion="检查这一格公式引用的单元格是否空白、为 0 或已被删除；改不好的直接填写结果",
            indicator=field.indicator,
        )


@check(
    "CMP016",
    "公式没有保存结果",
    severity=WARNING,
    source="Excel、WPS 的公式规则",
)
def formulas_are_calculated(assessment: Assessment) -> Iterator[Violation]:
    """由其他程序生成、没有用 Excel 或 WPS 打开保存过的文件，公式单元格里没有结果，读出来是空的。

    全表只报一处，列出全部单元格。

    错误示例：总分是公式 =SUM(I13:I30)，文件里没有保存结果
    正确示例：用 WPS 打开，等公式算完，保存后再报送
    """
    found = _in_state(assessment, State.UNCALCULATED)
    if not found:
        return
    more = f"等 {len(found)} 格" if len(found) > 1 else ""
    yield Violation(
        cell=found[0].entry.cell,
        message=f"{found[0].title}{more}是公式，文件里没有保存计算结果",
        found="只有公式，没有结果",
        expected="公式的计算结果",
        suggestion="用 WPS 或 Excel 打开这个文件，按 Ctrl+S 保存一次，再重新报送",
        indicator=found[0].indicator,
        related=cells(field.entry.cell for field in found[1:]),
    )


def _in_state(assessment: Assessment, state: State) -> list[Field]:
    """The fields in a state, each cell once."""
    found = {f.entry.cell: f for f in _unread(assessment.form) if f.entry.state is state}
    return list(found.values())


@latest
def _unread(form: Form) -> tuple[Field, ...]:
    """The fields that hold something, and no value."""
    return tuple(fields(form, attrgetter("unreadable")))


@check(
    "CMP017",
    "栏目没有读懂",
    severity=NOTE,
    source="perfcheck 的读表规则",
)
def headings_are_understood(assessment: Assessment) -> Iterator[Violation]:
    """像是填报栏目、但不在已知名称里的标题，其内容没有核对；能从位置和用字推断的，说明按哪一栏读取。

    错误示例：表头写“完成数据情况说明栏”，其下内容没有读取
    正确示例：表头写“实际完成值”
    """
    for entry, *more in _blocks(assessment.form.unread):
        taken = f"暂按“{entry.label}”读取，请核对" if entry.label else "其内容没有核对"
        several = f"等 {len(more) + 1} 格" if more else ""
        yield Violation(
            cell=entry.cell,
            message=f"栏目{quote(entry.text)}{several}没有读懂，{taken}",
            found="、".join(quote(e.text) for e in (entry, *more)[:SAID]) + several,
            expected=entry.label or "三级指标、指标值、实际完成值、分值、得分等通用名称",
            suggestion="与评价有关的，把栏目名称改为表样上的名称；无关的可以不改",
            related=cells(e.cell for e in more),
        )


def _blocks(unread: Sequence[Text]) -> Iterator[list[Text]]:
    """The labels that were not understood, those in rows of one table together: such rows follow
    each other, and their first labels stand below each other.
    """
    rows: dict[int, list[Text]] = {}
    for entry in unread:
        if entry.cell and not entry.label:
            rows.setdefault(entry.cell.row, []).append(entry)
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][-1] + 1 and _column(rows[row]) == _column(rows[row - 1]):
            runs[-1].append(row)
        else:
            runs.append([row])
    for run in runs:
        entries = [entry for row in run for entry in rows[row]]
        yield from [entries] if len(run) > 1 else [[entry] for entry in entries]
    yield from ([entry] for entry in unread if not entry.cell or entry.label)


def _column(entries: Sequence[Text]) -> int:
    return min(entry.cell.column for entry in entries if entry.cell)


@check(
    "CMP018",
    "占位符没有清除",
    severity=WARNING,
    source=FORM_NOTE,
)
def placeholders_are_gone(assessment: Assessment) -> Iterator[Violation]:
    """表样里提示填写位置的 ……、XX、**、____ 应改成实际内容，没有内容的整格清空。

    只在三级指标名称里代指标值（如 ≥**人）、指标值另有填写的，作为提示。

    错误示例：三级指标“完成**培训”，指标值 ≥XX 人次
    正确示例：三级指标“完成业务培训”，指标值 ≥120 人次
    """
    whole = key("\0".join(texts(assessment.form)))
    if not any(own in whole for _, own in FOLDED):
        return
    for field in fields(assessment.form, lambda entry: entry.state is State.VALUE):
        left = _placeholder(field.entry.text)
        if not left:
            continue
        yield Violation(
            cell=field.entry.cell,
            message=f"{field.title}里还有占位符“{left}”：{quote(field.entry.text)}",
            found=quote(field.entry.text),
            expected="实际内容",
            suggestion=f"把“{left}”改成实际内容；没有内容的整格清空",
            indicator=field.indicator,
            severity=NOTE if _of_no_matter(field) else None,
        )


def _of_no_matter(field: Field) -> bool:
    """It stands for the target in the name of an indicator, and the target is given."""
    row = field.row
    named = isinstance(row, Indicator) and field.entry is row.name and row.target.quantified
    return named and not _placeholder(TARGET_IN_NAME.sub("", field.entry.text))


def _placeholder(text: str) -> str:
    """The mark that is left in a text; "" for none."""
    folded = key(text)
    marks = FOLDED if len(folded) <= PROSE else FOLDED[:-1]
    return next((mark for mark, own in marks if own in folded), "")
