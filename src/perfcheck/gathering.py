"""The files of a batch, with what archives and mails hold; whatever is opened, a worker opens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from perfcheck.intake.boxes import Passwords
from perfcheck.intake.expand import unfold
from perfcheck.intake.folder import distinct, find
from perfcheck.intake.submission import Submission
from perfcheck.model.results import Reason, Status
from perfcheck.workers import Crew, Failure, Limits

FAILURES: Mapping[Failure, Reason] = {
    Failure.TIMEOUT: Reason(
        "LIM001",
        "读取时间过长，已停止读取这个文件",
        "请用 WPS 或 Excel 打开，删除表格以外的多余内容（整行整列的空白格式、大图片），"
        "另存为 .xlsx 后重新提交。",
    ),
    Failure.MEMORY: Reason(
        "LIM002",
        "文件展开后过大，已停止读取这个文件",
        "请用 WPS 或 Excel 打开，只保留申报表一张工作表，另存为 .xlsx 后重新提交。",
    ),
    Failure.CRASH: Reason(
        "LIM003",
        "文件内容异常，读取程序无法继续，已跳过这个文件",
        "请用 WPS 或 Excel 打开后另存为 .xlsx，再重新提交；仍不能读取的，请用空白申报表重新填写。",
    ),
}
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
        found += (failed(file, inner),) if isinstance(inner, Failure) else inner
    return distinct(found)


def failed(submission: Submission, failure: Failure) -> Submission:
    """A submission that a worker could not get through, with the reason."""
    return replace(submission, status=Status.REJECTED, reason=FAILURES[failure])


def _look(task: _Look) -> tuple[Submission, ...]:
    return unfold(task.file, task.passwords)


def _nothing() -> None:
    """Looking needs no library that must be loaded before memory is limited."""
