"""Form, judgements and rubric become a scorecard that says why, line by line."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from perfcheck.model.form import Form, Indicator, Stage
from perfcheck.model.results import Scorecard, ScoreLine
from perfcheck.model.rubric import Group, Rubric
from perfcheck.model.values import Judgement
from perfcheck.scoring.execution import amounts, score_execution
from perfcheck.scoring.points import Allotment, empty_groups

ZERO = Decimal(0)


def score(
    form: Form,
    rubric: Rubric,
    allotments: Sequence[Allotment],
    judgements: Sequence[Judgement],
) -> Scorecard:
    """Add up a form's scorecard; a declaration gets its lines, but no totals."""
    execution = score_execution(form, rubric)
    lines = (
        *(
            _indicator_line(index, *parts)
            for index, parts in enumerate(zip(form.indicators, allotments, judgements, strict=True))
        ),
        *_empty_lines(form, rubric, allotments),
        *_unread_lines(form, rubric, execution),
    )
    if form.stage is Stage.DECLARATION:
        return Scorecard(execution, lines)
    return _totals(form, rubric, execution, lines)


def _totals(
    form: Form, rubric: Rubric, execution: ScoreLine, lines: tuple[ScoreLine, ...]
) -> Scorecard:
    every = (execution, *lines)
    recomputed = _sum(line.score for line in every)
    verified = _sum(line.score for line in every if line.verified)
    low, high = _sum(line.low for line in every), _sum(line.high for line in every)
    return Scorecard(
        execution=execution,
        lines=lines,
        stated=form.total_score.value,
        recomputed=rubric.round(recomputed),
        verified=rubric.round(verified),
        claimed=rubric.round(recomputed - verified),
        low=rubric.round(low),
        high=rubric.round(high),
        grade=_grade(rubric, every, low, high, recomputed),
        stated_grade=form.grade.value,
        notes=tuple(_notes(form, every)),
    )


def _grade(
    rubric: Rubric,
    lines: Sequence[ScoreLine],
    low: Decimal,
    high: Decimal,
    recomputed: Decimal,
) -> str | None:
    """The grade of the recomputed score; none while open lines leave several grades possible."""
    if not rubric.grades:
        return None
    still_open = any(line.score is None and line.points for line in lines)
    if still_open and rubric.grade(low) != rubric.grade(high):
        return None
    return rubric.grade(recomputed)


def _indicator_line(
    index: int, indicator: Indicator, allotment: Allotment, judgement: Judgement
) -> ScoreLine:
    return ScoreLine(
        title=indicator.name.value or indicator.name.text or "（未填指标名称）",
        group=allotment.group,
        points=allotment.points,
        assumed=allotment.assumed,
        stated=indicator.stated_score.value,
        score=judgement.score,
        low=judgement.low or ZERO,
        high=judgement.high or ZERO,
        verified=judgement.verified,
        basis=judgement.basis,
        cell=indicator.cell,
        indicator=index,
    )


def _empty_lines(
    form: Form, rubric: Rubric, allotments: Sequence[Allotment]
) -> Iterable[ScoreLine]:
    """Lines for groups without indicators, where no points of the form's own replace them."""
    if any(a.points is not None and not a.assumed for a in allotments):
        return
    for group in empty_groups(form, rubric):
        yield _empty_line(group)


def _empty_line(group: Group) -> ScoreLine:
    return ScoreLine(
        title=f"{group.name}指标（未设置）",
        group=group.name,
        points=group.points,
        assumed=True,
        stated=None,
        score=ZERO,
        low=ZERO,
        high=ZERO,
        verified=False,
        basis=f"没有设置{group.name}指标，该部分 {group.points} 分无从得分",
    )


def _unread_lines(form: Form, rubric: Rubric, execution: ScoreLine) -> Iterable[ScoreLine]:
    """What the form gives points for in a place that was not read: a person must score it.

    Known where its total of points is the full mark and what was read has less.
    """
    points = [row.points.value for row in form.indicators]
    if not form.unread or None in points or form.total_points.value != rubric.total:
        return
    read = (execution.points or ZERO) + _sum(points)
    if not points or read >= rubric.total:
        return
    rest = rubric.total - read
    yield ScoreLine(
        title="没有读懂的栏目",
        group="其他",
        points=rest,
        assumed=False,
        stated=None,
        score=None,
        low=ZERO,
        high=rest,
        verified=False,
        basis=(
            f"表中分值合计 {rubric.total.normalize():f}，读到的有 {read.normalize():f}，"
            f"另 {rest.normalize():f} 分所在的栏目没有读懂，需人工评定"
        ),
        cell=form.total_points.cell,
    )


def _notes(form: Form, lines: Sequence[ScoreLine]) -> Iterable[str]:
    assumed = [line for line in lines if line.assumed and line.indicator is not None]
    if assumed:
        yield (
            f"表中有 {len(assumed)} 项指标没有填分值，暂按评分标准的分组分值分配"
            "（自评得分合计等于分组分值的，以自评得分为分值；否则平均分配），得分仅供参考。"
        )
    if amounts(form.budget).summed:
        yield "年度资金总额未填或为 0，执行率按各项资金来源合计计算。"
    still_open = [line for line in lines if line.score is None and line.points]
    if still_open:
        points = _sum(line.points for line in still_open)
        yield (
            f"有 {len(still_open)} 项（共 {points.normalize():f} 分）既没有可核对的数据，"
            "也没有自评得分，复算得分中未计入。"
        )


def _sum(values: Iterable[Decimal | None]) -> Decimal:
    return sum((v for v in values if v is not None), ZERO)
