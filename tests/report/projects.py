"""Projects and batches for the tests of the reports, put together by hand."""

from dataclasses import dataclass
from decimal import Decimal

from perfcheck.model.cells import Entry, State
from perfcheck.model.form import Budget, Form, FundLine, Stage
from perfcheck.model.results import (
    Assessment,
    BatchResult,
    FileRecord,
    Finding,
    Project,
    Scorecard,
    ScoreLine,
    Status,
)
from perfcheck.model.values import Judgement
from perfcheck.scoring.rubric import load
from tests.report.lines import (
    FIRST_ROW,
    SHEET,
    ZERO,
    Line,
    execution_line,
    indicator,
    judgement,
    number,
    ref,
    score_line,
    text,
)


@dataclass(frozen=True)
class Facts:
    """What a hand-made project is made of."""

    id: str
    name: str
    lines: tuple[Line, ...] = ()
    budget: str | None = "100"
    executed: str | None = "90"
    department: str = "武昌区档案馆"
    unit: str = "武昌区档案馆"
    findings: tuple[Finding, ...] = ()
    empty: tuple[ScoreLine, ...] = ()
    stated_grade: str = ""
    stated: str | None = None
    notes: tuple[str, ...] = ()
    stage: Stage = Stage.SELF_EVALUATION
    grade: str | None = "by score"
    rubric: str = "national-2020"
    year: int | None = 2020


def funds(facts: Facts) -> Budget:
    return Budget(
        total=FundLine(
            name=text("年度资金总额", 8, 2),
            original_budget=number(facts.budget, 8, 4),
            adjusted_budget=number(facts.budget, 8, 5),
            executed=number(facts.executed, 8, 6),
            rate=number(None, 8, 7),
        )
    )


def form(facts: Facts) -> Form:
    year = Entry(facts.year, str(facts.year), ref(2, 1), State.VALUE) if facts.year else Entry()
    return Form(
        sheet=SHEET,
        layout="own-template",
        stage=facts.stage,
        title="项目申报表",
        project_name=text(facts.name, 3, 2),
        department=text(facts.department, 4, 2),
        unit=text(facts.unit, 4, 6),
        year=year,
        budget=funds(facts),
        indicators=tuple(indicator(x, FIRST_ROW + n) for n, x in enumerate(facts.lines)),
        total_score=number(facts.stated, 40, 9),
        grade=text(facts.stated_grade, 41, 2),
    )


def card(facts: Facts, judged: tuple[Judgement, ...]) -> Scorecard:
    rubric = load(facts.rubric)
    execution = execution_line(facts.budget, facts.executed, rubric.execution.points)
    own = (score_line(x, j, n) for n, (x, j) in enumerate(zip(facts.lines, judged, strict=True)))
    lines = (*own, *facts.empty)
    if facts.stage is Stage.DECLARATION:
        return Scorecard(execution, lines)
    every = (execution, *lines)
    recomputed = sum((x.score for x in every if x.score is not None), ZERO)
    verified = sum((x.score for x in every if x.verified and x.score is not None), ZERO)
    return Scorecard(
        execution=execution,
        lines=lines,
        stated=None if facts.stated is None else Decimal(facts.stated),
        recomputed=rubric.round(recomputed),
        verified=rubric.round(verified),
        claimed=rubric.round(recomputed - verified),
        low=rubric.round(sum((x.low for x in every), ZERO)),
        high=rubric.round(sum((x.high for x in every), ZERO)),
        grade=rubric.grade(recomputed) if facts.grade == "by score" else facts.grade,
        stated_grade=facts.stated_grade or None,
        notes=facts.notes,
    )


def project(facts: Facts) -> Project:
    judged = tuple(judgement(line) for line in facts.lines)
    rate = None
    if facts.budget and Decimal(facts.budget) and facts.executed is not None:
        rate = Decimal(facts.executed) / Decimal(facts.budget)
    assessment = Assessment(
        form=form(facts),
        rubric=load(facts.rubric),
        judgements=judged,
        proposals=tuple(line.proposals for line in facts.lines),
        card=card(facts, judged),
        execution_rate=rate,
    )
    return Project(facts.id, f"{facts.name[:60]}.xlsx", assessment, facts.findings)


def batch(*facts: Facts, more: tuple[FileRecord, ...] = ()) -> BatchResult:
    projects = tuple(project(f) for f in facts)
    files = tuple(
        FileRecord(p.file, f"{n:064x}", Status.PROCESSED, None, (p.id,))
        for n, p in enumerate(projects, start=0xA1B2C3D4E5F6)
    )
    rubrics = {p.assessment.rubric.id: p.assessment.rubric for p in projects}
    return BatchResult((*files, *more), projects, tuple(rubrics[key] for key in sorted(rubrics)))
