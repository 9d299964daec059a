"""报送情况: the roster line by line, and what came without being on it."""

from collections.abc import Iterable, Mapping, Sequence

from perfcheck.model.results import BatchResult, Project
from perfcheck.model.roster import Reported, Reporting, Standing
from perfcheck.report import palette
from perfcheck.report.content import Cell, Row, SheetContent, fitted, headings
from perfcheck.report.look import Style
from perfcheck.report.measure import LIST_ROW
from perfcheck.report.sheets.parts import list_head, text
from perfcheck.report.sheets.plan import Plan

REPORTING = "报送情况"
UNLISTED = "名单外"
COLUMNS: Mapping[str, float] = {
    "序号": 6,
    "单位": 26,
    "项目": 28,
    "报送情况": 11,
    "截止日期": 13,
    "报送时间": 17,
    "次数": 7,
    "发件人": 28,
    "联系人邮箱": 28,
    "文件": 36,
    "备注": 40,
}
WIDTHS = tuple(COLUMNS.values())
HEADING = 3

STYLES: Mapping[Standing, Style] = {
    Standing.ON_TIME: Style.GOOD,
    Standing.LATE: Style.WARN,
    Standing.MISSING: Style.SEVERITY_ERROR,
}


def sheet(plan: Plan, reporting: Reporting) -> SheetContent:
    """The sheet 报送情况."""
    known = {project.id: project for project in plan.batch.outlines}
    rows = [
        _line(number, each, [known[p] for p in each.projects])
        for number, each in enumerate(reporting.lines, start=1)
    ]
    rows += [_unlisted(plan.batch, known[project]) for project in reporting.unlisted]
    return SheetContent(
        name=REPORTING,
        tab=palette.TAB_LIST,
        widths=WIDTHS,
        rows=(
            *list_head("报 送 情 况", counts(reporting), "截止日期当天报送的不算迟交", len(WIDTHS)),
            headings(tuple(COLUMNS), WIDTHS, LIST_ROW),
            *rows,
        ),
        heading=HEADING,
        fixed=3,
        table=(HEADING, 1, HEADING + len(rows), len(WIDTHS)),
    )


def counts(reporting: Reporting) -> str:
    """应交 10 份：已交 8 份（其中迟交 1 份，重复报送 2 份），未交 2 份；名单外 1 份。"""
    came = reporting.count(Standing.ON_TIME, Standing.LATE)
    among = [
        f"{word} {number} 份"
        for word, number in (
            ("迟交", reporting.count(Standing.LATE)),
            ("重复报送", reporting.repeated),
        )
        if number
    ]
    inner = f"（其中{'，'.join(among)}）" if among else ""
    missing = reporting.count(Standing.MISSING)
    others = f"；名单外 {len(reporting.unlisted)} 份" if reporting.unlisted else ""
    return f"应交 {len(reporting.lines)} 份：已交 {came} 份{inner}，未交 {missing} 份{others}。"


def _line(number: int, line: Reported, projects: Sequence[Project]) -> Row:
    expected = line.expected
    cells = (
        Cell(number, Style.CODE),
        text(expected.unit),
        text(expected.project or "、".join(project.name for project in projects)),
        Cell(line.standing.label, STYLES[line.standing]),
        text(expected.deadline.isoformat() if expected.deadline else "", Style.CODE),
        text(f"{line.arrived:%Y-%m-%d %H:%M}" if line.arrived else "", Style.CODE),
        Cell(line.times, Style.COUNT_WARN if line.times > 1 else Style.COUNT),
        text("\n".join(line.senders)),
        text("\n".join(expected.emails)),
        text("\n".join(dict.fromkeys(project.file for project in projects))),
        text("\n".join(_notes(line))),
    )
    return fitted(cells, WIDTHS)


def _notes(line: Reported) -> Iterable[str]:
    yield from line.notes
    if line.times > 1:
        yield f"共收到 {line.times} 份，以最新的一份为准"
    if line.standing is Standing.MISSING and not line.expected.emails:
        yield "名单中没有联系人邮箱，没有起草催报函"


def _unlisted(batch: BatchResult, project: Project) -> Row:
    form = project.form
    record = next(file for file in batch.files if file.path == project.file)
    arrived = record.mail.arrived if record.mail else None
    cells = (
        text(""),
        text(form.unit_name or form.department_name),
        text(project.name),
        Cell(UNLISTED, Style.WARN),
        text(""),
        text(f"{arrived:%Y-%m-%d %H:%M}" if arrived else "", Style.CODE),
        text(""),
        text(record.mail.sender if record.mail else ""),
        text(""),
        text(project.file),
        text("名单中没有这个单位的这个项目，请核对名单或表中的名称"),
    )
    return fitted(cells, WIDTHS)
