"""What stands in 复算得分 of 评分明细: a formula where a reviewer changes what it rests on.

A score that follows the execution rate or the bounds of a tier is a formula. All others are
figures: they can be typed over, and every total follows.
"""

from decimal import Decimal

from perfcheck.model.results import Project, ScoreLine
from perfcheck.model.rubric import Rubric
from perfcheck.model.values import Outcome
from perfcheck.report.content import Formula
from perfcheck.report.sheets.plan import SUMMARY, Plan
from perfcheck.report.sheets.thresholds import tier_name

RATE, POINTS, STATED, SCORE = "I", "J", "K", "L"
ZERO = Decimal(0)


def shown_score(plan: Plan, index: int, line: ScoreLine, row: int) -> Formula | Decimal | None:
    """The score of a line on its row of 评分明细; none in the declaration stage."""
    project = plan.batch.projects[index]
    if project.assessment.card.recomputed is None or line.score is None:
        return None
    if line is project.assessment.card.execution:
        return _execution(project, line, row)
    return _tiered(plan, project, line, row)


def shown_rate(plan: Plan, index: int) -> Formula | Decimal | None:
    """The execution rate of a project: that of 汇总表, where the amounts can be corrected."""
    rate = plan.batch.projects[index].assessment.execution_rate
    if rate is None or rate != plan.overview.rows[index].rate:
        return rate
    return Formula(f"='{SUMMARY}'!$H${plan.summary_rows[index]}", rate)


def _execution(project: Project, line: ScoreLine, row: int) -> Formula | Decimal | None:
    rate, rubric = project.assessment.execution_rate, project.assessment.rubric
    if rate is None or rubric.execution.bands or line.points is None or not line.verified:
        return line.score
    if line.score != rubric.round(line.points * max(ZERO, min(rate, Decimal(1)))):
        return line.score
    share = f"MAX(0,MIN(1,{RATE}{row}))"
    return Formula(f"=ROUND({POINTS}{row}*{share},{rubric.digits})", line.score)


def _tiered(plan: Plan, project: Project, line: ScoreLine, row: int) -> Formula | Decimal | None:
    """A claim that its tier may cut or lift: below the best tier, and not resting on figures."""
    rubric, place = project.assessment.rubric, _tier(project, line)
    if not place or line.points is None or line.stated is None:
        return line.score
    lower, upper = rubric.tiers[place].low, rubric.tiers[place].high
    expected = max(line.points * lower, min(line.stated, line.points * upper))
    if line.score != rubric.round(max(ZERO, expected)):
        return line.score
    low, high = (_bound(plan, rubric, n) for n in (place, place - 1))
    points = f"{POINTS}{row}"
    kept = f"MAX(0,{points}*{low},MIN({STATED}{row},{points}*{high}))"
    return Formula(f"=ROUND({kept},{rubric.digits})", line.score)


def _tier(project: Project, line: ScoreLine) -> int:
    """The tier that the words of a line put it into; 0 for the best one, and where none decides."""
    if line.indicator is None or line.verified:
        return 0
    last = len(project.assessment.rubric.tiers) - 1
    places = {Outcome.PARTLY: min(1, last), Outcome.UNMET: last}
    return places.get(project.assessment.judgements[line.indicator].outcome, 0)


def _bound(plan: Plan, rubric: Rubric, place: int) -> str:
    if not rubric.tiers[place].low:
        return "0"
    return tier_name(plan.batch.rubrics, rubric, place)
