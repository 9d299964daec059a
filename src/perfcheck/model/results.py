"""What perfcheck says of a submission: findings, a scorecard, and what became of each file."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Self

from perfcheck.model.cells import CellRef
from perfcheck.model.form import Form
from perfcheck.model.mail import Mail
from perfcheck.model.members import plain_members
from perfcheck.model.reply import Reply
from perfcheck.model.returned import History
from perfcheck.model.review import NO_REVIEWS, Reviews
from perfcheck.model.roster import Reporting
from perfcheck.model.rubric import Rubric
from perfcheck.model.values import Judgement, Proposal


@plain_members
class Severity(StrEnum):
    """How much a finding weighs; `label` is the word that staff read."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """必须改, 建议改 or 提示."""
        return {"error": "必须改", "warning": "建议改", "note": "提示"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return ("error", "warning", "note").index(self.value)


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: where, what was found, what was expected with the arithmetic, what to write.

    `cell` is None where it concerns the form as a whole. `indicator` is the index of the
    indicator row it concerns, if any. `related` are further cells that take part.
    """

    code: str
    severity: Severity
    cell: CellRef | None
    message: str
    found: str = ""
    expected: str = ""
    suggestion: str = ""
    indicator: int | None = None
    related: tuple[CellRef, ...] = ()

    def __str__(self) -> str:
        return f"{self.cell or '整表'} {self.code} {self.message}"


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One line of a scorecard: budget execution, an indicator, or a group without indicators.

    `points` is what the line can earn; `assumed` says that the form did not give them.
    `verified` means that the score rests on figures that perfcheck recomputed. `indicator` is the
    index into the form's indicators; None on the execution line, on empty groups, and on what the
    form gives points for in a place that was not read, which alone has no score.
    """

    title: str
    group: str
    points: Decimal | None
    assumed: bool
    stated: Decimal | None
    score: Decimal | None
    low: Decimal
    high: Decimal
    verified: bool
    basis: str
    cell: CellRef | None = None
    indicator: int | None = None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A project's scores (DESIGN §5); all None in the declaration stage.

    recomputed = verified + claimed. `low` counts every claimed point as zero, `high` as full.
    `grade` is None where the rubric or the figures give none. `notes` name every assumption.
    """

    execution: ScoreLine
    lines: tuple[ScoreLine, ...]
    stated: Decimal | None = None
    recomputed: Decimal | None = None
    verified: Decimal | None = None
    claimed: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    grade: str | None = None
    stated_grade: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def verified_share(self) -> Decimal | None:
        """Verified points over the most that the form could still earn (`high`).

        Measured against `high` and not against `recomputed`: a form whose lines are all undecided
        would otherwise look fully verified by its execution rate alone.
        """
        if not self.high or self.verified is None:
            return None
        return self.verified / self.high


@dataclass(frozen=True, slots=True)
class Assessment:
    """A form with everything that was worked out about it, before anything is said of it.

    `judgements` and `proposals` run parallel to `form.indicators`.
    """

    form: Form
    rubric: Rubric
    judgements: tuple[Judgement, ...]
    proposals: tuple[tuple[Proposal, ...], ...]
    card: Scorecard
    execution_rate: Decimal | None  # executed over budget, unrounded

    def line(self, indicator: int) -> ScoreLine:
        """The score line of an indicator."""
        return next(line for line in self.card.lines if line.indicator == indicator)


@dataclass(frozen=True, slots=True)
class Project:
    """One project of the batch; `id` is stable for the same batch, `file` as in its record."""

    id: str
    file: str
    assessment: Assessment
    findings: tuple[Finding, ...]

    @property
    def form(self) -> Form:
        """The form it was read from."""
        return self.assessment.form

    @property
    def name(self) -> str:
        """The project's name, or a plain stand-in where it was left blank."""
        return self.form.project_name.value or "（未填项目名称）"

    def count(self, severity: Severity) -> int:
        """How many of its findings weigh so much."""
        return sum(finding.severity is severity for finding in self.findings)


class Outlined(Sequence[Project]):
    """Projects that are loaded when they are asked for, and outlines of all of them at hand.

    An outline is a project without its indicators, its goals blank, its lines without words, and
    its findings with nothing but rule and severity: all figures of a project are there.
    """

    outlines: tuple[Project, ...]

    @abstractmethod
    def some(self, indexes: Sequence[int]) -> Self:
        """The projects at these places."""

    @abstractmethod
    def signature(self, index: int) -> bytes:
        """What differs where the project differs in anything."""


@plain_members
class Status(StrEnum):
    """What became of a file."""

    PROCESSED = "processed"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    SKIPPED = "skipped"

    @property
    def label(self) -> str:
        """The word that clerks read."""
        return {
            "processed": "已处理",
            "rejected": "未能处理",
            "duplicate": "重复文件",
            "superseded": "已被新版替代",
            "skipped": "已跳过",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a file was not processed, in a clerk's words, and what to do about it."""

    code: str
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file that came in, and what became of it; `path` as in `results.json`.

    `kind` is what the file is by its content (xlsx, zip …), `kind_name` the same in a clerk's
    words; both are empty where nobody could look. `mail` is the mail that it is or came in.
    `instead` is the path of the file that counts in its place, where it is repeated or replaced.
    `answers` are those of a unit that came without their form and could not be brought to one.
    """

    path: str
    sha256: str
    status: Status
    reason: Reason | None = None
    projects: tuple[str, ...] = ()
    kind: str = ""
    kind_name: str = ""
    mail: Mail | None = None
    returned: str = ""
    instead: str = ""
    answers: History | None = None


@dataclass(frozen=True, slots=True)
class BatchResult:
    """Everything that came in, in order, and everything that was worked out.

    `replies` are the letters that were drafted for it, `reporting` is what a roster says of it,
    `reviews` what reviewers wrote into the workbook of an earlier run; `titles`
    are the names of the rules, by code.
    """

    files: tuple[FileRecord, ...]
    projects: Sequence[Project]
    rubrics: tuple[Rubric, ...]
    replies: tuple[Reply, ...] = ()
    reporting: Reporting | None = None
    reviews: Reviews = NO_REVIEWS
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def outlines(self) -> Sequence[Project]:
        """The projects for whoever needs no more than their figures."""
        return self.projects.outlines if isinstance(self.projects, Outlined) else self.projects

    def signatures(self, indexes: Sequence[int]) -> list[bytes]:
        """What differs where one of the projects differs in anything; nothing if nobody knows."""
        known = self.projects if isinstance(self.projects, Outlined) else None
        return [known.signature(index) for index in indexes] if known else []

    def some(self, indexes: Sequence[int]) -> Sequence[Project]:
        """The projects at these places."""
        if isinstance(self.projects, Outlined):
            return self.projects.some(indexes)
        return tuple(self.projects[index] for index in indexes)

    def reply_to(self, path: str) -> Reply | None:
        """The letter that answers a file of the batch."""
        return next((reply for reply in self.replies if path in reply.answered), None)
