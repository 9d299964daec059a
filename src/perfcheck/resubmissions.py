"""Forms that were sent in again: of one project, year and stage the newest counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from perfcheck.checks.words import letters
from perfcheck.intake.submission import Submission
from perfcheck.model.form import Form

SAME_MOMENT = 2.0  # seconds; file systems and copying programs are no more exact than that
ORDER = "排在后面"
Identity = tuple[str, str, int, str]
Place = tuple[int, int]  # index of the file, index of the form in it


@dataclass(frozen=True, slots=True)
class Newer:
    """The file that counts instead, by its index, and what makes it the newer one."""

    file: int
    why: str


def identity(form: Form) -> Identity | None:
    """What makes two forms the same project's; None where the form does not say enough.

    A name and a year alone are not enough: many units have a project 办公经费. The declaration and
    the self-evaluation of a project are two forms, and neither takes the other's place.
    """
    name = letters(form.project_name.value or "")
    unit = letters(form.unit_name) or letters(form.department_name)
    year = form.year.value
    return (name, unit, year, form.stage.value) if name and unit and year else None


def outdated(
    forms: Sequence[Sequence[Form]], submissions: Sequence[Submission]
) -> Mapping[Place, Newer]:
    """The forms that a newer one replaces; `forms` are those of each submission.

    Newest is what was mailed last or, without a mail, what was written last; where that is the
    same, what an archive says was written last; then what comes last in the batch. Two forms of
    one file never replace each other.
    """
    same: dict[Identity, list[Place]] = {}
    for file, own in enumerate(forms):
        for index, form in enumerate(own):
            key = identity(form)
            if key:
                same.setdefault(key, []).append((file, index))
    return {
        place: newer for places in same.values() for place, newer in _older(places, submissions)
    }


def _older(
    places: Sequence[Place], submissions: Sequence[Submission]
) -> Iterator[tuple[Place, Newer]]:
    files = sorted({file for file, _ in places})
    newest = files[0]
    for file in files[1:]:
        newest = file if _why(submissions[file], submissions[newest]) else newest
    for file, index in places:
        if file != newest:
            yield (file, index), Newer(newest, _why(submissions[newest], submissions[file]))


def _why(later: Submission, earlier: Submission) -> str:
    """Why a file counts as newer than one before it in the batch; "" where it is older."""
    mailed = later.mailed is not None and earlier.mailed is not None
    moments = (
        (
            "邮件时间" if mailed else "文件时间",
            later.mailed or later.modified,
            earlier.mailed or earlier.modified,
        ),
        ("文件时间", later.modified, earlier.modified),
    )
    for word, one, other in moments:
        if one is not None and other is not None and abs(one - other) > SAME_MOMENT:
            return f"{word}较新" if one > other else ""
    return ORDER
