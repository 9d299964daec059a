"""The letter that answers a submission: what came, what is wrong, what to do by when."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from perfcheck.model.mail import Mail
from perfcheck.model.reply import Terms
from perfcheck.model.results import FileRecord, Finding, Project, Severity, Status
from perfcheck.report.replies.words import line, numeral, phrases, quoted, setting
from perfcheck.report.wording import WHOLE_FORM, score

NO_FILE_BUT_LINK = "FIL017"
OUR_FAULT = "INT"
UNREAD = (Status.REJECTED, Status.DUPLICATE, Status.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Case:
    """What one letter answers: the mail, if it came by mail, its files and their projects."""

    mail: Mail | None
    files: tuple[FileRecord, ...]
    projects: tuple[Project, ...]
    marked: bool = False  # the marked copies go with the letter

    @property
    def unread(self) -> tuple[FileRecord, ...]:
        """The files that gave no form; the mail itself is none of them."""
        return tuple(f for f in self.files if f.status in UNREAD and not self._is_mail(f))

    @property
    def empty(self) -> FileRecord | None:
        """The mail itself, where it held no file to look at."""
        return next((f for f in self.files if f.status in UNREAD and self._is_mail(f)), None)

    @property
    def faulty(self) -> bool:
        """Whether a project has something to mend."""
        return any(_serious(project) for project in self.projects)

    def _is_mail(self, record: FileRecord) -> bool:
        return self.mail is not None and record.sha256 == self.mail.sha256

    @property
    def unit(self) -> str:
        """The unit that all projects name, "" where they name several or none."""
        units = {line(p.form.unit_name or p.form.department_name) for p in self.projects}
        return units.pop() if len(units) == 1 else ""


def compose(case: Case, terms: Terms) -> str:
    """The whole letter, ending in a line feed."""
    parts = [_overall, _problems, _files, _request]
    sections = [lines for part in parts if (lines := list(part(case, terms)))]
    numbered = (
        [lines[0].format(number=numeral(number)), *lines[1:]]
        for number, lines in enumerate(sections, start=1)
    )
    body = [[*_opening(case)], *numbered, [*closing(terms)]]
    return "\n\n".join("\n".join(lines) for lines in body) + "\n"


def closing(terms: Terms) -> Iterator[str]:
    """The signature, and the day where one is given."""
    yield f"　　{line(terms.signature or phrases('settings')['signature'])}"
    if terms.date:
        yield f"　　{terms.date.year}年{terms.date.month}月{terms.date.day}日"


def _opening(case: Case) -> Iterator[str]:
    words = phrases("reply")
    yield words["unit"].format(unit=case.unit) if case.unit else words["person"]
    if case.mail is None:
        yield words["received_file"]
        return
    sent = case.mail.arrived
    moment = f"{sent.year}年{sent.month}月{sent.day}日 {sent:%H:%M} " if sent else ""
    yield words["received"].format(moment=moment, subject=quoted(case.mail.subject))


def _overall(case: Case, _terms: Terms) -> Iterator[str]:
    words = phrases("overall")
    yield words["heading"]
    if not case.projects:
        yield words[_nothing(case)]
        return
    files = len({project.file for project in case.projects}) + len(case.unread)
    yield words["counts"].format(files=files, projects=len(case.projects))
    most = setting("most_projects")
    for number, project in enumerate(case.projects[:most], start=1):
        yield _result(number, project)
    if len(case.projects) > most:
        yield words["more"].format(rest=len(case.projects) - most)


def _nothing(case: Case) -> str:
    """The phrase for a letter without a form."""
    if case.empty:
        cloud = case.empty.reason is not None and case.empty.reason.code == NO_FILE_BUT_LINK
        return "cloud" if cloud else "empty"
    known = (Status.DUPLICATE, Status.SUPERSEDED)
    return "known" if all(record.status in known for record in case.unread) else "nothing"


def _result(number: int, project: Project) -> str:
    words, card = phrases("overall"), project.assessment.card
    unit = line(project.form.unit_name)
    phrase = "unstated" if card.stated is None else "scored"
    return words["declared" if card.recomputed is None else phrase].format(
        number=number,
        name=line(project.name, 80),
        unit=f"（{unit}）" if unit else "",
        stated=score(card.stated),
        recomputed=score(card.recomputed),
        verified=score(card.verified),
        findings=_counts(project.findings),
    )


def _counts(findings: Iterable[Finding]) -> str:
    words, found = phrases("overall"), Counter(finding.severity for finding in findings)
    errors, warnings, notes = (found[s] for s in Severity)
    main = words["found"].format(errors=errors, warnings=warnings)
    parts = [main if errors or warnings else words["clean"]]
    return "，".join(parts + ([words["notes"].format(notes=notes)] if notes else []))


def _serious(project: Project) -> list[Finding]:
    """What is to be mended, the worst first."""
    found = [f for f in project.findings if f.severity is not Severity.NOTE]
    return sorted(found, key=lambda finding: finding.severity.rank)


def _problems(case: Case, _terms: Terms) -> Iterator[str]:
    """The worst findings of every project, and how many there are in all."""
    words, crowded = phrases("problems"), len(case.projects) > setting("crowded")
    most = setting("most_findings_crowded" if crowded else "most_findings")
    faulty = [(project, found) for project in case.projects if (found := _serious(project))]
    if not faulty:
        return
    yield words["heading"]
    for project, found in faulty[: setting("most_projects")]:
        heading = words["project_all" if len(found) <= most else "project"]
        yield heading.format(
            name=line(project.name, 80), total=len(found), shown=min(most, len(found))
        )
        for number, finding in enumerate(found[:most], start=1):
            yield from _finding(number, finding)
    if len(faulty) > setting("most_projects"):
        yield phrases("overall")["more"].format(rest=len(faulty) - setting("most_projects"))
    if case.marked:
        yield words["marked"].format(total=sum(len(p.findings) for p in case.projects))


def _finding(number: int, finding: Finding) -> Iterator[str]:
    words = phrases("problems")
    yield words["finding"].format(
        number=number,
        severity=finding.severity.label,
        place=line(str(finding.cell or WHOLE_FORM)),
        message=line(finding.message),
    )
    suggestion = line(finding.suggestion)
    if suggestion:
        yield words["suggestion"].format(suggestion=suggestion)


def _files(case: Case, _terms: Terms) -> Iterator[str]:
    words, most = phrases("files"), setting("most_files")
    if not case.unread:
        return
    yield words["heading"]
    for number, record in enumerate(case.unread[:most], start=1):
        message, advice = _reason(record)
        name = line(record.path.rpartition("!")[2], 80)
        yield words["file"].format(number=number, name=name, message=message, advice=advice)
    if len(case.unread) > most:
        yield words["more"].format(rest=len(case.unread) - most)


def _reason(record: FileRecord) -> Sequence[str]:
    """Why a file gave no form; other units' files are not named to this one."""
    words = phrases("files")
    if record.status in (Status.DUPLICATE, Status.SUPERSEDED):
        return words[record.status.value], ""
    if _is_ours(record):
        return words["ours"], ""
    reason = record.reason
    return (line(reason.message), line(reason.advice)) if reason else ("", "")


def _is_ours(record: FileRecord) -> bool:
    """Whether perfcheck itself failed on it: nothing that a unit could mend."""
    return record.reason is not None and record.reason.code.startswith(OUR_FAULT)


def _request(case: Case, terms: Terms) -> Iterator[str]:
    words = phrases("request")
    due = line(terms.due) or phrases("settings")["due"]
    rejected = [record for record in case.files if record.status is Status.REJECTED]
    ours = [record for record in rejected if _is_ours(record)]
    again = "resend" if case.empty else "again"
    asked = [
        *(["correct"] if case.faulty else []),
        *([again] if len(rejected) > len(ours) else []),
        *(["ours"] if ours else []),
    ]
    yield words["heading"]
    for each in asked or ["nothing"]:
        yield words[each].format(due=due)
