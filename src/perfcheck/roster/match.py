"""Which line of the roster a form belongs to. Names must be the same but for signs and spaces.

Nothing is guessed: what does not match stays 未交, and a remark says what came instead.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from perfcheck.checks.words import letters
from perfcheck.model.agency import without_code
from perfcheck.model.results import BatchResult, FileRecord, Project, Status
from perfcheck.model.roster import Expected, Reported, Reporting, Standing


@dataclass(frozen=True, slots=True)
class _Came:
    """What came for one project: every file, the versions that no longer count among them."""

    project: Project
    files: tuple[FileRecord, ...]


def reporting(roster: Sequence[Expected], batch: BatchResult) -> Reporting:
    """The roster with what came in for every line."""
    by_path = {file.path: file for file in batch.files}
    older: dict[str, list[FileRecord]] = {}
    for file in batch.files:
        if file.instead:
            older.setdefault(file.instead, []).append(file)
    came = [_Came(p, tuple(_versions(by_path[p.file], older))) for p in batch.outlines]
    owners = {mail.lower(): line.unit for line in roster for mail in line.emails}
    taken: dict[int, list[_Came]] = {}
    unlisted = []
    for each in came:
        place = _line_of(roster, each.project)
        if place is None:
            unlisted.append(each)
        else:
            taken.setdefault(place, []).append(each)
    lines = (_reported(line, taken.get(n, []), owners) for n, line in enumerate(roster))
    unread = _unread(batch)
    explained = (
        _with_others(_with_attempts(line, unread), unlisted)
        if line.standing is Standing.MISSING
        else line
        for line in lines
    )
    return Reporting(tuple(explained), tuple(each.project.id for each in unlisted))


def _unread(batch: BatchResult) -> Mapping[str, Sequence[str]]:
    """The files that could not be read, by the address that they came from."""
    found: dict[str, list[str]] = {}
    for file in batch.files:
        if file.status is Status.REJECTED and file.mail:
            found.setdefault(file.mail.sender.lower(), []).append(file.path)
    return found


def _with_attempts(line: Reported, unread: Mapping[str, Sequence[str]]) -> Reported:
    paths = tuple(p for mail in line.expected.emails for p in unread.get(mail.lower(), ()))
    if not paths:
        return line
    rest = f"等 {len(paths)} 个" if len(paths) > 1 else ""
    note = f"其联系人发来的“{paths[0]}”{rest}未能处理，见“处理记录”"
    return replace(line, attempts=paths, notes=(*line.notes, note))


def _versions(file: FileRecord, older: Mapping[str, Sequence[FileRecord]]) -> Iterable[FileRecord]:
    """A file, and all that it repeats or replaces."""
    waiting, seen = [file], {file.path}
    while waiting:
        version = waiting.pop()
        yield version
        more = [each for each in older.get(version.path, ()) if each.path not in seen]
        seen.update(each.path for each in more)
        waiting += more


def unit_of(project: Project) -> str:
    """The unit that a form names; its department where the unit was left blank."""
    form = project.form
    return form.unit_name or form.department_name


def _line_of(roster: Sequence[Expected], project: Project) -> int | None:
    """The line with this unit and project, else the line that takes any project of the unit."""
    unit, name = letters(unit_of(project)), letters(project.form.project_name.value or "")
    own = [n for n, line in enumerate(roster) if unit and _same_unit(line.unit, unit)]
    exact = [n for n in own if name and letters(roster[n].project) == name]
    general = [n for n in own if not roster[n].project]
    return next(iter(exact + general), None)


def _same_unit(listed: str, unit: str) -> bool:
    """Whether a unit of the roster, with or without its code, is the one of a form."""
    return unit in (letters(listed), letters(without_code(listed)))


def _reported(line: Expected, came: Sequence[_Came], owners: Mapping[str, str]) -> Reported:
    if not came:
        return Reported(line, Standing.MISSING)
    files = [file for each in came for file in each.files]
    arrived = min((m for file in files if (m := _arrived(file))), default=None)
    senders = dict.fromkeys(f.mail.sender for f in files if f.mail and f.mail.sender)
    late = arrived is not None and line.deadline is not None and arrived.date() > line.deadline
    return Reported(
        expected=line,
        standing=Standing.LATE if late else Standing.ON_TIME,
        projects=tuple(each.project.id for each in came),
        arrived=arrived,
        times=max(len(each.files) for each in came),
        senders=tuple(senders),
        notes=(*_for_others(line, senders, owners), *_days_late(line, arrived, late=late)),
    )


def _arrived(file: FileRecord) -> datetime.datetime | None:
    return file.mail.arrived if file.mail else None


def _for_others(line: Expected, senders: Iterable[str], owners: Mapping[str, str]) -> Iterable[str]:
    """Who sent for whom."""
    own = {mail.lower() for mail in line.emails}
    for sender in senders:
        owner = owners.get(sender.lower())
        if owner and letters(owner) != letters(line.unit):
            yield f"由“{owner}”（{sender}）代为报送"
        elif own and sender.lower() not in own and not owner:
            yield f"发件邮箱 {sender} 不是名单中的联系人邮箱"


def _days_late(line: Expected, arrived: datetime.datetime | None, *, late: bool) -> Iterable[str]:
    if late and arrived and line.deadline:
        yield f"迟交 {(arrived.date() - line.deadline).days} 天"


def _with_others(line: Reported, unlisted: Sequence[_Came]) -> Reported:
    """A line for which nothing came, with what came from its unit under another name."""
    unit, name = line.expected.unit, letters(line.expected.project)
    notes = [
        f"该单位报来名单以外的项目“{each.project.name}”，请核对项目名称"
        for each in unlisted
        if _same_unit(unit, letters(unit_of(each.project)))
    ] + [
        f"另有单位“{unit_of(each.project) or '（未填）'}”报来同名项目，请核对单位名称"
        for each in unlisted
        if name
        and not _same_unit(unit, letters(unit_of(each.project)))
        and letters(each.project.form.project_name.value or "") == name
    ]
    return replace(line, notes=(*line.notes, *notes))
