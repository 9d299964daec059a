"""处理记录: every file that came in and what became of it; nothing is missing here."""

from collections.abc import Mapping, Sequence

from perfcheck.model.results import FileRecord, Project, Reason, Status
from perfcheck.report import palette
from perfcheck.report.content import Cell, SheetContent, fitted, headings
from perfcheck.report.follow_up import by_file, came_back
from perfcheck.report.look import Style
from perfcheck.report.measure import LIST_ROW
from perfcheck.report.sheets.parts import empty_list, list_head, text
from perfcheck.report.sheets.plan import FILES, Plan
from perfcheck.report.wording import files_by_status

COLUMNS: Mapping[str, float] = {
    "序号": 6,
    "文件": 40,
    "这是什么": 20,
    "结果": 14,
    "说明": 40,
    "怎么办": 42,
    "项目": 26,
    "识别为": 28,
    "文件指纹": 15,
}
MAIL_COLUMNS: Mapping[str, float] = {"发件人": 30, "发送时间": 17, "邮件主题": 30, "回复": 30}
HEADING = 3
FINGERPRINT = 12  # characters of the sha256 that tell files apart
NO_REASON = Reason("", "", "")

STATUS_STYLES: Mapping[Status, Style] = {
    Status.PROCESSED: Style.GOOD,
    Status.REJECTED: Style.SEVERITY_ERROR,
    Status.DUPLICATE: Style.WARN,
    Status.SUPERSEDED: Style.WARN,
    Status.SKIPPED: Style.WARN,
}


def sheet(plan: Plan) -> SheetContent:
    """The sheet 处理记录."""
    known = {project.id: project for project in plan.batch.outlines}
    mailed = bool(plan.batch.replies) or any(record.mail for record in plan.batch.files)
    columns = {**COLUMNS, **(MAIL_COLUMNS if mailed else {})}
    widths = tuple(columns.values())
    progress = {file: found.sentence for file, found in by_file(came_back(plan.batch)).items()}
    answers = {path: reply.file for reply in plan.batch.replies for path in reply.answered}
    rows = []
    for number, record in enumerate(plan.batch.files, start=1):
        remark = _what_came_of_it(record, progress.get(record.path, ""))
        own = _cells(number, record, remark, [known[p] for p in record.projects if p in known])
        rows.append(fitted((*own, *_mail(record, answers)) if mailed else own, widths))
    right = "文件指纹是 SHA-256 的前 12 位：指纹相同，内容就相同。"
    return SheetContent(
        streamed=True,
        name=FILES,
        tab=palette.TAB_HELP,
        widths=widths,
        rows=(
            *list_head("处 理 记 录", files_by_status(plan.batch.files), right, len(widths)),
            headings(tuple(columns), widths, LIST_ROW),
            *(rows or [empty_list("没有收到文件。", widths)]),
        ),
        heading=HEADING,
        table=(HEADING, 1, HEADING + len(rows), len(widths)) if rows else None,
    )


def _what_came_of_it(record: FileRecord, progress: str) -> str:
    """Why it was not processed; else which round it is, and where its marked copy lies."""
    parts = (
        (record.reason or NO_REASON).message,
        progress,
        f"退回件：{record.returned}" if record.returned else "",
    )
    return "\n".join(part for part in parts if part)


def _cells(
    number: int, record: FileRecord, remark: str, projects: Sequence[Project]
) -> tuple[Cell, ...]:
    reason = record.reason or NO_REASON
    return (
        Cell(number, Style.CODE),
        Cell(record.path, Style.TEXT),
        text(record.kind_name),
        Cell(record.status.label, STATUS_STYLES[record.status]),
        text(remark),
        text(reason.advice),
        text("\n".join(project.name for project in projects)),
        text("\n".join(dict.fromkeys(map(_form, projects)))),
        text(record.sha256[:FINGERPRINT], Style.RULE_ID),
    )


def _mail(record: FileRecord, answers: Mapping[str, str]) -> tuple[Cell, ...]:
    """Who sent it and when, in Chinese time, and the letter that answers it."""
    mail, answer = record.mail, answers.get(record.path, "")
    if mail is None:
        return (*([text("")] * (len(MAIL_COLUMNS) - 1)), text(answer))
    moment = mail.arrived
    elsewhere = mail.reply_to not in ("", mail.sender)
    return (
        text(mail.person + (f"\n回信地址另为：{mail.reply_to}" if elsewhere else "")),
        text(f"{moment:%Y-%m-%d %H:%M}" if moment else "", Style.CODE),
        text(mail.subject),
        text(answer or (f"不回复：{mail.automatic}" if mail.automatic else "")),
    )


def _form(project: Project) -> str:
    """What the file was recognised as: the form's own title."""
    return project.form.title or project.form.layout
