"""Many submissions in, one outcome each out."""

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from perfcheck.errors import InputError, PerfcheckError
from perfcheck.intake.folder import collect
from perfcheck.intake.submission import Submission
from perfcheck.model.results import (
    Assessment,
    BatchResult,
    FileRecord,
    Finding,
    Project,
    Reason,
    Severity,
    Status,
)
from perfcheck.scoring.rubric import load
from perfcheck.workers import Crew, Failure

FEW = 8  # below this a second worker costs more than it brings
log = logging.getLogger(__name__)

Tick = Callable[[int, int], None]

FAILURES = {
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
INTERNAL = Reason(
    "INT002",
    "核查程序处理这个文件时出错（不是填表的问题）",
    "其他文件不受影响。请把这个文件和 perfcheck.log 一并反馈给维护人员，先人工核对这张表。",
)


@dataclass(frozen=True, slots=True)
class Task:
    """One file to examine, and the rubric that the clerk wants for all."""

    submission: Submission
    rubric: str | None


@dataclass(frozen=True, slots=True)
class Examined:
    """What a worker found in one file: its record, and its forms with their findings."""

    record: FileRecord
    checked: tuple[tuple[Assessment, tuple[Finding, ...]], ...] = ()


def evaluate(
    paths: Sequence[Path],
    *,
    rubric: str | None = None,
    jobs: int | None = None,
    tick: Tick = lambda _done, _total: None,
) -> BatchResult:
    """Examine every file below the paths; each ends in exactly one record.

    `tick` is told after every file how many of how many are done. Raises InputError where there
    is nothing to evaluate, RubricError where the rubric asked for does not exist.
    """
    if rubric:
        load(rubric)
    submissions = collect(paths)
    if not submissions:
        places = "、".join(str(path) for path in paths)
        raise InputError(
            "INP002", f"“{places}”里没有可处理的文件", "请把收到的申报表放进去再运行。"
        )
    examined = list(_examine_all(submissions, rubric, jobs, tick))
    return _across(_number(examined))


def _examine_all(
    submissions: Sequence[Submission], rubric: str | None, jobs: int | None, tick: Tick
) -> Iterator[Examined]:
    """One result for each submission, in order; only files that need reading go to a worker."""
    settled = _settle(submissions)
    tasks = [Task(s, rubric) for s in submissions if s.path not in settled]
    results = Crew(examine, _prepare, jobs or _jobs(len(tasks))).run(tasks)
    for done, submission in enumerate(submissions, start=1):
        result = settled.get(submission.path) or next(results)
        yield _failed(submission, result) if isinstance(result, Failure) else result
        tick(done, len(submissions))


def _settle(submissions: Sequence[Submission]) -> dict[str, Examined]:
    """What is known without reading: files that intake set aside, and files that came before."""
    first: dict[str, str] = {}
    settled = {}
    for submission in submissions:
        if submission.status:
            settled[submission.path] = Examined(
                _record(submission, submission.status, submission.reason)
            )
        elif submission.sha256 in first:
            settled[submission.path] = _repeated(submission, first[submission.sha256])
        else:
            first[submission.sha256] = submission.path
    return settled


def _jobs(tasks: int) -> int:
    return 1 if tasks <= FEW else min(os.cpu_count() or 1, 8)


def _prepare() -> None:
    """Load the heavy libraries before the worker's memory is limited."""
    from perfcheck.form import grid

    grid.warm_up()


def examine(task: Task) -> Examined:
    """Examine one file; runs in a worker. Whatever is wrong with it becomes its record."""
    from perfcheck.intake.kinds import admit
    from perfcheck.pipeline import process

    submission = task.submission
    try:
        content = submission.read()
        admit(content, submission.path)
        checked = process(content, submission.path, task.rubric)
    except PerfcheckError as fault:
        reason = Reason(fault.code, fault.message, fault.advice)
        return Examined(_record(submission, Status.REJECTED, reason))
    except MemoryError:
        raise
    except Exception:
        log.exception("perfcheck failed on %s", submission.path)
        return Examined(_record(submission, Status.REJECTED, INTERNAL))
    return Examined(_record(submission, Status.PROCESSED), checked)


def _record(submission: Submission, status: Status, reason: Reason | None = None) -> FileRecord:
    return FileRecord(submission.path, submission.sha256, status, reason, mail=submission.mail)


def _failed(submission: Submission, failure: Failure) -> Examined:
    return Examined(_record(submission, Status.REJECTED, FAILURES[failure]))


def _repeated(submission: Submission, original: str) -> Examined:
    reason = Reason(
        "DUP000",
        f"与“{original}”内容完全相同",
        "不需要处理；如果本应是另一个项目，请提交正确的文件。",
    )
    return Examined(_record(submission, Status.DUPLICATE, reason))


def _number(examined: Iterable[Examined]) -> tuple[tuple[FileRecord, ...], tuple[Project, ...]]:
    """Give every project its id, in the order of the files and of the forms in them."""
    files: list[FileRecord] = []
    projects: list[Project] = []
    for each in examined:
        ids = []
        for assessment, findings in each.checked:
            ids.append(f"P{len(projects) + 1:03d}")
            projects.append(Project(ids[-1], each.record.path, assessment, findings))
        files.append(replace(each.record, projects=tuple(ids)))
    return tuple(files), tuple(projects)


def _across(numbered: tuple[tuple[FileRecord, ...], tuple[Project, ...]]) -> BatchResult:
    """Add the findings that only the whole batch can show."""
    from perfcheck import tables
    from perfcheck.checks import across

    files, projects = numbered
    more = across.run(tables.build(projects)) if len(projects) > 1 else ()
    extra: dict[str, list[Finding]] = {}
    for project_id, finding in more:
        extra.setdefault(project_id, []).append(finding)
    complete = tuple(
        replace(p, findings=(*p.findings, *extra[p.id])) if p.id in extra else p for p in projects
    )
    used = {p.assessment.rubric.id: p.assessment.rubric for p in projects}
    return BatchResult(files, complete, tuple(used[rubric_id] for rubric_id in sorted(used)))


def has_errors(batch: BatchResult) -> bool:
    """Whether a file was rejected or a finding of severity error was made (--strict)."""
    return any(f.status is Status.REJECTED for f in batch.files) or any(
        finding.severity is Severity.ERROR for p in batch.projects for finding in p.findings
    )
