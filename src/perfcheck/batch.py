"""Many submissions in, one outcome each out."""

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from perfcheck.answering import place
from perfcheck.answers import Short, opened
from perfcheck.cache import Cache, NoCache
from perfcheck.errors import InputError
from perfcheck.examining import Task
from perfcheck.gathering import failed, gather
from perfcheck.intake.kinds import profile
from perfcheck.intake.submission import Submission
from perfcheck.mapping import examine_all
from perfcheck.model.outlines import Outline
from perfcheck.model.results import (
    BatchResult,
    FileRecord,
    Finding,
    Project,
    Reason,
    Severity,
    Status,
)
from perfcheck.resubmissions import outdated
from perfcheck.scoring.rubric import load
from perfcheck.shelf import Leaf, Shelf
from perfcheck.workers import Failure

FEW = 8  # below this a second worker costs more than it brings
REPLACED_ADVICE = "不需要处理；如果这一份才是最后改定的，请移走较新的那份，再重新运行。"
Known = tuple[Short, bytes]  # an answer in short, and the whole one packed
Tick = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Examined:
    """What a worker found in one file: its record, its forms in short, and where each is whole."""

    record: FileRecord
    checked: tuple[tuple[Outline, Leaf], ...] = ()


def evaluate(
    paths: Sequence[Path],
    *,
    rubric: str | None = None,
    jobs: int | None = None,
    executor: Executor | None = None,
    cache: Cache | None = None,
    passwords: Sequence[str] = (),
    tick: Tick = lambda _done, _total: None,
    gathered: Callable[[Sequence[Submission]], None] = lambda _submissions: None,
) -> BatchResult:
    """Examine every file below the paths; each ends in exactly one record.

    `executor` examines on other machines that see the same files, `cache` knows answers of earlier
    runs; with or without them, and with any number of `jobs`, the result is the same.
    `tick` is told after every file how many of how many are done, `gathered` once what came in, so
    that a file can be sent back. Raises InputError where there is nothing to evaluate, RubricError
    where the rubric asked for does not exist.
    """
    if rubric:
        load(rubric)
    submissions = gather(paths, tuple(passwords), jobs or _jobs(FEW + 1))
    if not submissions:
        places = "、".join(str(path) for path in paths)
        raise InputError(
            "INP002", f"“{places}”里没有可处理的文件", "请把收到的申报表放进去再运行。"
        )
    gathered(submissions)
    settled = _settle(submissions)
    tasks = [Task(s, rubric, tuple(passwords)) for s in submissions if s.path not in settled]
    with cache or NoCache() as known:
        answers = _answers(tasks, jobs, executor, known)
        examined = list(_examine_all(submissions, settled, answers, tick))
    batch = _across(tuple(_supersede(examined, submissions)))
    assert [file.path for file in batch.files] == [s.path for s in submissions], "a file is lost"
    return batch


def _examine_all(
    submissions: Sequence[Submission],
    settled: dict[str, Examined],
    answers: Iterator[Known | Failure],
    tick: Tick,
) -> Iterator[Examined]:
    """One result for each submission, in order; only files that need reading have an answer."""
    for done, submission in enumerate(submissions, start=1):
        yield settled.get(submission.path) or _examined(submission, next(answers))
        tick(done, len(submissions))


def _answers(
    tasks: Sequence[Task], jobs: int | None, executor: Executor | None, cache: Cache
) -> Iterator[Known | Failure]:
    """An answer for each task: a known one, else a fresh one, which is known from then on.

    The known ones are opened, and what comparing forms needs is loaded, while workers begin.
    """
    packed = cache.find(tasks)
    unknown = {index: task for index, task in enumerate(tasks) if index not in packed}
    fresh = examine_all(list(unknown.values()), jobs or _jobs(len(unknown)), executor)
    known = dict(_opened(packed))
    from perfcheck import tables  # noqa: F401 - loaded here, used in `_across`

    for index, task in enumerate(tasks):
        if index in known:
            yield known.pop(index)
            continue
        result = next(fresh if index in unknown else examine_all([task], 1, executor))
        if isinstance(result, Failure):
            yield result
            continue
        answer, whole = opened(result)
        cache.keep(task, result, answer)
        yield answer, whole


def _opened(packed: dict[int, bytes]) -> Iterator[tuple[int, Known]]:
    """The known answers by their index; each is let go of as soon as it is open."""
    for index in list(packed):
        own = packed.pop(index)
        with contextlib.suppress(ValueError):  # damaged: it counts as none
            yield index, opened(own)


def _examined(submission: Submission, answered: Known | Failure) -> Examined:
    if isinstance(answered, Failure):
        return _failed(submission, answered)
    found, whole = answered
    own = _record(replace(submission, kind=found.kind), found.status, found.reason)
    record = replace(own, answers=found.answers)
    leaves = (Leaf(whole, form) for form in range(len(found.checked)))
    return Examined(record, tuple(zip(found.checked, leaves, strict=True)))


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


def _record(submission: Submission, status: Status, reason: Reason | None = None) -> FileRecord:
    kind = submission.kind
    return FileRecord(
        submission.path,
        submission.sha256,
        status,
        reason,
        kind=kind.value if kind else "",
        kind_name=profile(kind).name if kind else "",
        mail=submission.mail,
    )


def _failed(submission: Submission, failure: Failure) -> Examined:
    settled = failed(submission, failure)
    return Examined(_record(settled, Status.REJECTED, settled.reason))


def _repeated(submission: Submission, original: str) -> Examined:
    reason = Reason(
        "DUP000",
        f"与“{original}”内容完全相同",
        "不需要处理；如果本应是另一个项目，请提交正确的文件。",
    )
    return Examined(replace(_record(submission, Status.DUPLICATE, reason), instead=original))


def _supersede(
    examined: Sequence[Examined], submissions: Sequence[Submission]
) -> Iterator[Examined]:
    """Take out the forms that were sent in again: only the newest of a project counts."""
    forms = [[own.assessment.form for own, _ in each.checked] for each in examined]
    old = outdated(forms, submissions)
    for file, each in enumerate(examined):
        gone = {form: old[file, form] for form in range(len(forms[file])) if (file, form) in old}
        if not gone:
            yield each
            continue
        left = tuple(item for form, item in enumerate(each.checked) if form not in gone)
        named = [(forms[file][form], submissions[n.file].path, n.why) for form, n in gone.items()]
        message = "；".join(
            f"“{form.project_name.value}”{form.year.value} 年度另有较新的一份“{path}”（{why}），"
            "以那份为准"
            for form, path, why in named
        )
        status = each.record.status if left else Status.SUPERSEDED
        reason = Reason("SUP001", message, REPLACED_ADVICE)
        newer = submissions[next(iter(gone.values())).file].path
        yield Examined(replace(each.record, status=status, reason=reason, instead=newer), left)


def _number(examined: Sequence[Examined]) -> tuple[tuple[FileRecord, ...], tuple[Project, ...]]:
    """Give every project its id, in the order of the files and of the forms in them."""
    files: list[FileRecord] = []
    projects: list[Project] = []
    for each in examined:
        ids = []
        for own, _ in each.checked:
            ids.append(f"P{len(projects) + 1:03d}")
            projects.append(Project(ids[-1], each.record.path, own.assessment, own.findings))
        files.append(replace(each.record, projects=tuple(ids)))
    return tuple(files), tuple(projects)


def _across(examined: Sequence[Examined]) -> BatchResult:
    """Add the findings that only the whole batch can show."""
    from perfcheck import tables
    from perfcheck.checks import across, catalogue

    files, outlines = _number(examined)
    forms = [own for each in examined for own in each.checked]
    extra: dict[str, list[Finding]] = {}
    if len(outlines) > 1:
        found = across.run(tables.comparable(outlines, [own.compared for own, _ in forms]))
        for project_id, finding in found:
            extra.setdefault(project_id, []).append(finding)
    placed = place(files, outlines)
    shelf = Shelf(outlines, [leaf for _, leaf in forms], extra, placed.histories)
    used = {p.assessment.rubric.id: p.assessment.rubric for p in outlines}
    rubrics = tuple(used[rubric_id] for rubric_id in sorted(used))
    titles = {each.code: each.title for each in catalogue.all_checks()}
    return BatchResult(placed.files, shelf, rubrics, titles=titles)


def has_errors(batch: BatchResult) -> bool:
    """Whether a file was rejected or a finding of severity error was made (--strict)."""
    return any(f.status is Status.REJECTED for f in batch.files) or any(
        finding.severity is Severity.ERROR for p in batch.outlines for finding in p.findings
    )
