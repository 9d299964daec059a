"""复核: the columns in which reviewers write, beside the rows that they judge."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from perfcheck.model import review as words
from perfcheck.model.results import Project, ScoreLine
from perfcheck.model.review import NOTHING, TIERS, Review
from perfcheck.report import reviewed
from perfcheck.report.content import Cell, Choice, Formula, Mark
from perfcheck.report.look import Style
from perfcheck.report.sheets.formulas import quote
from perfcheck.report.sheets.plan import SCORED_HEADING, Plan
from perfcheck.report.sheets.thresholds import tier_name
from perfcheck.report.wording import NONE, STATES

COLUMNS: Mapping[str, float] = {
    words.TIER: 11,
    words.SCORE: 10,
    words.REVIEWED: 9,
    words.OPINION: 28,
    words.STATE: 10,
    words.KEY: 18,
}
FIRST = 18  # the column of 复核档次 in 评分明细
TIER, SCORE, REVIEWED, STATE, KEY = "R", "S", "T", FIRST + 4, FIRST + 5
POINTS, STATED, RECOMPUTED = "J", "K", "L"


def cells(plan: Plan, index: int, line: ScoreLine, row: int, key: str) -> Iterable[Cell]:
    """The columns of one line, with what was written there before."""
    project = plan.batch.projects[index]
    own = plan.batch.reviews.lines.get(key, NOTHING)
    tiered = reviewed.is_qualitative(project, line) and line.points is not None
    return (
        Cell(own.tier, Style.REPLY) if tiered else Cell(NONE, Style.MUTED),
        _typed(own),
        Cell(_formula(plan, project, line, row, own, tiered=tiered), Style.SCORE_BOLD),
        Cell(own.opinion, Style.REPLY_TEXT),
        Cell(own.state, Style.REPLY),
    )


def _typed(own: Review) -> Cell:
    value = reviewed.typed(own)
    return Cell(own.score if value is None else value, Style.REPLY_SCORE)


def _formula(
    plan: Plan, project: Project, line: ScoreLine, row: int, own: Review, *, tiered: bool
) -> Formula:
    """The score typed, else the score of the tier chosen, else the recomputed one."""
    inner = f"{RECOMPUTED}{row}"
    if tiered:
        inner = _tiers(plan, project, row, inner)
    value = reviewed.score(project, line, own)
    shown: Decimal | str = NONE if value is None else value
    return Formula(f"=IF(ISNUMBER({SCORE}{row}),{SCORE}{row},{inner})", shown)


def _tiers(plan: Plan, project: Project, row: int, otherwise: str) -> str:
    rubric, points = project.assessment.rubric, f"{POINTS}{row}"
    formula = otherwise
    for tier in reversed(TIERS):
        place, above = reviewed.bounds(rubric, tier)
        low = f"{points}*{_bound(plan, project, place)}"
        high = points if above is None else f"{points}*{_bound(plan, project, above)}"
        claimed = f"IF(ISNUMBER({STATED}{row}),{STATED}{row},{high})"
        kept = f"ROUND(MAX({low},MIN({claimed},{high})),{rubric.digits})"
        formula = f"IF({TIER}{row}={quote(tier)},{kept},{formula})"
    return formula


def _bound(plan: Plan, project: Project, place: int) -> str:
    rubric = project.assessment.rubric
    return tier_name(plan.batch.rubrics, rubric, place) if rubric.tiers[place].low else "0"


def choices(last: int) -> Iterator[Choice]:
    """The drop-downs: the tier of a qualitative indicator, and the state of a row."""
    first = SCORED_HEADING + 1
    yield Choice(
        (first, FIRST, last, FIRST), TIERS, words.TIER, "未量化的指标可选档次，按档次计分。"
    )
    yield Choice((first, STATE, last, STATE), STATES, words.STATE, "从列表中选择。")


def marks(last: int) -> Iterator[Mark]:
    """A review score beyond the points in red; a score that the review changed in amber."""
    first = SCORED_HEADING + 1
    typed, points = f"${SCORE}{first}", f"${POINTS}{first}"
    beyond = f"AND(ISNUMBER({typed}),OR({typed}<0,AND(ISNUMBER({points}),{typed}>{points})))"
    yield Mark((first, FIRST + 1, last, FIRST + 1), beyond, Style.MARK_CONTRADICTION)
    changed = f"${REVIEWED}{first}<>${RECOMPUTED}{first}"
    yield Mark((first, FIRST + 2, last, FIRST + 2), changed, Style.MARK_WARNING)
