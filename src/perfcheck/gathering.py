"""The files of a batch, with what archives and mails hold; whatever is opened, a worker opens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from perfcheck.intake.boxes import Passwords
from perfcheck.intake.expand import guess, unfold
from perfcheck.intake.folder import distinct, find
from perfcheck.intake.kinds import Kind
from perfcheck.intake.submission import Submission
from perfcheck.model.results import Reason, Status
from perfcheck.workers import Crew, Failure, Limits

MAIL_ADVICE = (
    "请对方新写一封邮件，只把填好的申报表（.xlsx）作为普通附件发送；"
    "附件很多的，分几封发送或打成一个 .zip 压缩包。"
)
ARCHIVE_ADVICE = "请解压后只把填好的申报表（.xlsx）放进来，或重新打成只有申报表的 .zip 压缩包。"
TIMEOUT, MEMORY, CRASH = "LIM001", "LIM002", "LIM003"
FAILURES: Mapping[Failure, Reason] = {
    Failure.TIMEOUT: Reason(
        TIMEOUT,
        "读取时间过长，已停止读取这个文件",
        "请用 WPS 或 Excel 打开，删除表格以外的多余内容（整行整列的空白格式、大图片），"
        "另存为 .xlsx 后重新提交。",
    ),
    Failure.MEMORY: Reason(
        MEMORY,
        "文件展开后过大，已停止读取这个文件",
        "请用 WPS 或 Excel 打开，只保留申报表一张工作表，另存为 .xlsx 后重新提交。",
    ),
    Failure.CRASH: Reason(
        CRASH,
        "文件内容异常，读取程序无法继续，已跳过这个文件",
        "请用 WPS 或 Excel 打开后另存为 .xlsx，再重新提交；仍不能读取的，请用空白申报表重新填写。",
    ),
}
MAIL_FAILURES: Mapping[Failure, Reason] = {
    Failure.TIMEOUT: Reason(TIMEOUT, "邮件里的内容过多，打开时间过长，没有读取", MAIL_ADVICE),
    Failure.MEMORY: Reason(MEMORY, "邮件过大或内容异常，打开所需内存过多，没有读取", MAIL_ADVICE),
    Failure.CRASH: Reason(CRASH, "邮件内容异常，无法打开，没有读取", MAIL_ADVICE),
}
ARCHIVE_FAILURES: Mapping[Failure, Reason] = {
    Failure.TIMEOUT: Reason(TIMEOUT, "压缩包里的内容过多，打开时间过长，没有读取", ARCHIVE_ADVICE),
    Failure.MEMORY: Reason(MEMORY, "压缩包展开后过大，没有读取", ARCHIVE_ADVICE),
    Failure.CRASH: Reason(CRASH, "压缩包内容异常，无法打开，没有读取", ARCHIVE_ADVICE),
}
MAILS = (Kind.EML, Kind.MAIL, Kind.MBOX, Kind.TNEF, Kind.SIGNED)
ROOM = Limits(megabytes=400)  # a mail of 60 MB takes most of it; no library for workbooks is loaded


@dataclass(frozen=True, slots=True)
class _Look:
    """One file to look into, with the passwords that may open it."""

    file: Submission
    passwords: Passwords


def gather(paths: Sequence[Path], passwords: Passwords, jobs: int) -> tuple[Submission, ...]:
    """Everything that came in, each with a path of its own; InputError for a path not there."""
    files = find(paths)
    unknown = [_Look(file, passwords) for file in files if not (file.status or file.kind)]
    looked = Crew(_look, _nothing, jobs, ROOM).run(unknown) if unknown else iter(())
    found: list[Submission] = []
    for file in files:
        if file.status or file.kind:
            found.append(file)
            continue
        inner = next(looked)
        found += (given_up(file, inner),) if isinstance(inner, Failure) else inner
    return distinct(found)


def failed(submission: Submission, failure: Failure) -> Submission:
    """A submission that a worker could not get through, with the reason in words of its kind."""
    kind = submission.kind
    told = MAIL_FAILURES if kind in MAILS else FAILURES
    told = ARCHIVE_FAILURES if kind in (Kind.ZIP, Kind.ARCHIVE) else told
    return replace(submission, status=Status.REJECTED, reason=told[failure])


def given_up(file: Submission, failure: Failure) -> Submission:
    """A file that could not be opened; another worker tells what it is by how it begins."""
    told = next(Crew(guess, _nothing, 1, ROOM).run([file]))
    return failed(file if isinstance(told, Failure) else told, failure)


def _look(task: _Look) -> tuple[Submission, ...]:
    return unfold(task.file, task.passwords)


def _nothing() -> None:
    """Looking needs no library that must be loaded before memory is limited."""
