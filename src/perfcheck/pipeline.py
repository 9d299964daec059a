"""The story of one submission: read it, judge its indicators, score it, check it."""

from perfcheck.checks import catalogue
from perfcheck.form.build import read_forms
from perfcheck.indicator.coach import propose
from perfcheck.indicator.judge import judge
from perfcheck.model.form import Form, Indicator, Stage
from perfcheck.model.results import Assessment, Finding
from perfcheck.model.rubric import Rubric
from perfcheck.model.values import Judgement, Proposal
from perfcheck.scoring.execution import amounts
from perfcheck.scoring.points import Allotment, allot
from perfcheck.scoring.rubric import choose
from perfcheck.scoring.score import score

Checked = tuple[Assessment, tuple[Finding, ...]]


def process(content: bytes, name: str, rubric_id: str | None = None) -> tuple[Checked, ...]:
    """Every form of one workbook, assessed and checked.

    Raises WorkbookError or LayoutError where no form can be read from it.
    """
    assessments = (assess(form, rubric_id) for form in read_forms(content, name))
    return tuple((assessment, catalogue.run(assessment)) for assessment in assessments)


def assess(form: Form, rubric_id: str | None = None) -> Assessment:
    """Work out everything about a form: its rubric, judgements, proposals and scorecard."""
    rubric = choose(form, rubric_id)
    allotments = allot(form, rubric)
    judgements = tuple(
        _judge(indicator, allotment, rubric, form.stage)
        for indicator, allotment in zip(form.indicators, allotments, strict=True)
    )
    return Assessment(
        form=form,
        rubric=rubric,
        judgements=judgements,
        proposals=tuple(_propose(i) for i in form.indicators),
        card=score(form, rubric, allotments, judgements),
        execution_rate=amounts(form.budget).rate,
    )


def _judge(indicator: Indicator, allotment: Allotment, rubric: Rubric, stage: Stage) -> Judgement:
    return judge(
        indicator.target,
        indicator.actual,
        name=indicator.name.value or "",
        points=allotment.points,
        stated_score=indicator.stated_score.value,
        rubric=rubric,
        deviation_reason=indicator.deviation_reason.value or "",
        asked=stage is Stage.DECLARATION or not indicator.actual_entry.absent,
    )


def _propose(indicator: Indicator) -> tuple[Proposal, ...]:
    return propose(
        indicator.target,
        name=indicator.name.value or "",
        category=indicator.category.value or "",
        subcategory=indicator.subcategory.value or "",
    )
