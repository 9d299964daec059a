"""Answers that came back without their form: brought to the form of the same project, or listed.

A unit that got an opinion workbook may answer in it and send it alone. What it says of itself,
the project and unit of every line, leads to the form if that is in the batch too; else to the
finding of the last run that it answers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from perfcheck.model.agency import without_code
from perfcheck.model.results import BatchResult, FileRecord, Project, Reason
from perfcheck.model.returned import ANSWERS, History, Opinion
from perfcheck.model.review import BETWEEN, key
from perfcheck.report import earlier
from perfcheck.report.jsonable import Object
from perfcheck.report.reviewed import project_key
from perfcheck.report.wording import WHOLE_FORM

KIND = "单位回复（修改意见表）"
CODE = "OPN001"
NO_ANSWERS = History(())
PLACED_ADVICE = "不需要处理；回复与对应的申报表一起列在“单位回复”和“问题清单”中。"
LOOSE_ADVICE = "回复内容列在“单位回复”中。请要求单位把改好的申报表和这张表一起报回，再重新运行。"


@dataclass(frozen=True, slots=True)
class Placed:
    """The records of all files, and the history that each project now has, by its id."""

    files: tuple[FileRecord, ...]
    histories: Mapping[str, History] = field(default_factory=dict)


def place(files: Sequence[FileRecord], projects: Sequence[Project]) -> Placed:
    """Bring answers to the forms that they are about; records keep only those without a form.

    Of several answers about one form the latest round counts. A form that came back with its own
    sheet of answers keeps that one. Projects that cannot be told apart get none.
    """
    homes = _homes(projects)
    taken = {project.file for project in projects if project.form.history}
    wanted: dict[str, tuple[int, History]] = {}
    for index, record in enumerate(files):
        for file, own in _by_file(record, homes).items():
            known = wanted.get(file)
            if file not in taken and (known is None or len(known[1].rounds) <= len(own.rounds)):
                wanted[file] = (index, own)
    found = tuple(
        _told(record, record.answers, {f: own for f, (at, own) in wanted.items() if at == index})
        if record.answers
        else record
        for index, record in enumerate(files)
    )
    histories = {own.id: wanted[own.file][1] for own in projects if own.file in wanted}
    return Placed(found, histories)


def _homes(projects: Sequence[Project]) -> dict[str, str]:
    """The file of every project, by its key; none for a key that several files have."""
    homes: dict[str, set[str]] = {}
    for project in projects:
        homes.setdefault(project_key(project.form), set()).add(project.file)
    return {key: next(iter(own)) for key, own in homes.items() if len(own) == 1}


def _by_file(record: FileRecord, homes: Mapping[str, str]) -> dict[str, History]:
    """What a file of answers says of each form of the batch."""
    found: dict[str, list[Opinion]] = {}
    answers = record.answers or NO_ANSWERS
    for opinion in answers.opinions:
        if opinion.project in homes:
            found.setdefault(homes[opinion.project], []).append(opinion)
    return {file: History(answers.rounds, tuple(own)) for file, own in found.items()}


def _told(record: FileRecord, answers: History, placed: Mapping[str, History]) -> FileRecord:
    """The record of a file of answers: what it is, where its answers went, what is left of them."""
    every = answers.opinions
    gone = {id(opinion) for own in placed.values() for opinion in own.opinions}
    left = tuple(opinion for opinion in every if id(opinion) not in gone)
    where = "、".join(f"“{file}”" for file in placed)
    parts = [f"这是单位对修改意见的回复，没有附申报表：{_counted(every)}"]
    if placed:
        parts.append(f"已与 {where} 的问题对应")
    if left:
        names = "、".join(dict.fromkeys(_name(opinion) for opinion in left))
        parts.append(f"{names}在本批没有可对应的申报表，{len(left)} 条回复单独列出")
    return replace(
        record,
        kind_name=KIND,
        reason=Reason(CODE, "；".join(parts), LOOSE_ADVICE if left else PLACED_ADVICE),
        answers=History(answers.rounds, left) if left else None,
    )


def _counted(opinions: Sequence[Opinion]) -> str:
    answers = (*ANSWERS, "")
    counts = [(word or "未回复", sum(o.answer == word for o in opinions)) for word in answers]
    told = "，".join(f"{word} {count} 条" for word, count in counts if count)
    return f"共 {len(opinions)} 条意见，{told}"


def _name(opinion: Opinion) -> str:
    name = opinion.project.split(BETWEEN)[0]
    return f"“{name}”" if name else "未写明的项目"


def with_earlier(batch: BatchResult, results: Path) -> BatchResult:
    """The batch with every answer without a form beside the finding of the last run that it is to.

    `results` are those of the last run; without them, or where nothing fits, it stays listed.
    """
    loose = [own for record in batch.files if record.answers for own in record.answers.opinions]
    if not loose or not results.is_file():
        return batch
    try:
        asked = list(_asked(results, loose))
    except (OSError, ValueError):
        return batch
    files = (_beside(r, r.answers, asked) if r.answers else r for r in batch.files)
    return replace(batch, files=tuple(files))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A finding of the last run, and where it was."""

    file: str
    project: str
    code: str
    place: str
    message: str

    def meant_by(self, opinion: Opinion) -> bool:
        """Whether an opinion is this finding; one without hidden columns says where and what."""
        if opinion.code:
            same = (opinion.project, opinion.code) == (self.project, self.code)
            return same and (opinion.place == self.place or opinion.message == self.message)
        return opinion.place == self.place and opinion.message == self.message


def _asked(results: Path, loose: Sequence[Opinion]) -> Iterator[_Asked]:
    """The findings of the projects that the answers are about."""
    wanted = {opinion.project for opinion in loose}
    for project in earlier.projects(results):
        unit = without_code(_text(project, "unit"))
        own = key((_text(project, "name"), unit, _text(project, "year")))
        found = project.get("findings")
        if isinstance(found, list) and wanted & {own, ""}:
            for each in found:
                message = _text(each, "message").partition("\n")[0]
                place = _text(each, "cell") or WHOLE_FORM
                yield _Asked(_text(project, "file"), own, _text(each, "code"), place, message)


def _text(object_: Object, name: str) -> str:
    value = object_.get(name)
    return "" if value is None else str(value)


def _beside(record: FileRecord, answers: History, asked: Sequence[_Asked]) -> FileRecord:
    """The record with its answers brought to findings of the last run."""
    opinions = []
    for opinion in answers.opinions:
        named = replace(opinion, place=opinion.place or WHOLE_FORM)
        files = {own.file for own in asked if own.meant_by(named)}
        opinions.append(replace(opinion, earlier=next(iter(files))) if len(files) == 1 else opinion)
    placed = [own.earlier for own in opinions if own.earlier]
    if not placed or record.reason is None:
        return record
    names = "、".join(f"“{file}”" for file in dict.fromkeys(placed))
    message = f"{record.reason.message}；其中 {len(placed)} 条是对上次结果中{names}的问题的回复"
    return replace(
        record,
        reason=replace(record.reason, message=message),
        answers=replace(answers, opinions=tuple(opinions)),
    )
