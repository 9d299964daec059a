"""CMP: what stands in hidden rows, columns and sheets; hiding does not withdraw."""

from collections.abc import Iterator, Sequence

from perfcheck.checks.declare import NOTE, WARNING, Violation, check
from perfcheck.checks.fields import Field, fields
from perfcheck.checks.rows import cells
from perfcheck.checks.words import AnyEntry, quote
from perfcheck.model.cells import Unseen, column_letters
from perfcheck.model.form import Form, FundLine
from perfcheck.model.results import Assessment, Severity

SOURCE = "perfcheck 的读表规则"
MOST = 8  # rows that a message lists


@check(
    "CMP019",
    "隐藏的行或列里有填报内容",
    severity=WARNING,
    source=SOURCE,
)
def nothing_is_reported_in_hidden_places(assessment: Assessment) -> Iterator[Violation]:
    """隐藏不等于删除：隐藏行、隐藏列（包括被筛选掉的行）里的指标和金额照常读取、照常计分，
    但看表的人看不见，容易漏核或误以为没有报。隐藏的列只作提示。

    错误示例：第 14、15 行被隐藏，里面有 2 条指标
    正确示例：取消隐藏；不报的指标整行删除
    """
    form = assessment.form
    for unseen in form.unseen:
        found = _fields(form, unseen, rows=True)
        if found:
            yield _rows(found)
        found = _fields(form, unseen, rows=False)
        if found:
            yield _columns(found)


def _fields(form: Form, unseen: Unseen, *, rows: bool) -> list[Field]:
    """The fields that say something in hidden rows, or in hidden columns of rows that are seen."""

    def wanted(entry: AnyEntry) -> bool:
        cell = entry.cell
        if cell is None or cell.sheet != unseen.sheet or entry.blank:
            return False
        in_row = cell.row in unseen.rows
        return in_row if rows else cell.column in unseen.columns and not in_row

    return [field for field in fields(form, wanted) if _says(field)]


def _says(field: Field) -> bool:
    """A source of funds says something where it has an amount; its name is printed on the form."""
    row = field.row
    if not isinstance(row, FundLine):
        return True
    return any(a.value for a in (row.original_budget, row.adjusted_budget, row.executed))


def _rows(found: Sequence[Field]) -> Violation:
    numbers = sorted({f.entry.cell.row for f in found if f.entry.cell})
    rows = sorted({f.indicator for f in found if f.indicator is not None})
    own = f" {len(rows)} 条指标" if rows else f"{found[0].title}等 {len(found)} 格填报内容"
    return _violation(found, f"隐藏的{_listed(numbers, '行')}里有{own}", None)


def _columns(found: Sequence[Field]) -> Violation:
    numbers = sorted({f.entry.cell.column for f in found if f.entry.cell})
    names = [column_letters(number) for number in numbers]
    text = f"隐藏的{_listed(names, '列')}里有{found[0].title}等 {len(found)} 格填报内容"
    return _violation(found, text, NOTE)


def _listed(names: Sequence[object], what: str) -> str:
    more = f"等 {len(names)} {what}" if len(names) > MOST else what
    return f"第 {'、'.join(map(str, names[:MOST]))} {more}"


def _violation(found: Sequence[Field], text: str, severity: Severity | None) -> Violation:
    shown = list({field.entry.cell: field for field in found}.values())
    return Violation(
        cell=shown[0].entry.cell,
        message=f"{text}，已照常读取和计分",
        found="填报内容被隐藏",
        expected="报送的内容都看得见",
        suggestion="选中全表，右键“取消隐藏”，逐行核对；不报的内容整行删除，不要隐藏",
        indicator=shown[0].indicator,
        related=cells(f.entry.cell for f in shown[1:]),
        severity=severity,
    )


@check(
    "CMP020",
    "隐藏的工作表里另有填好的表",
    severity=NOTE,
    source=SOURCE,
)
def no_form_is_on_a_hidden_sheet(assessment: Assessment) -> Iterator[Violation]:
    """隐藏的工作表多是上年的表或样例，不作为报送的项目读取；要报送的应取消隐藏。

    错误示例：工作表“2019年”被隐藏，里面是一张填好的自评表
    正确示例：删除不报的工作表；要报的取消隐藏
    """
    names = assessment.form.hidden_forms
    if names:
        listed = "、".join(map(quote, names))
        yield Violation(
            cell=None,
            message=f"工作表{listed}被隐藏，里面有填好的表，没有读取，不计入结果",
            found=f"隐藏的工作表{listed}",
            expected="只有要报送的表，且都看得见",
            suggestion="不报的整张删除；要报的在工作表标签上右键“取消隐藏”，保存后重新提交",
        )
