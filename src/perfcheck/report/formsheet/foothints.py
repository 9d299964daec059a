"""The hints beside the foot: points that add up, a grade that the total carries, who filled it."""

from collections.abc import Iterator
from decimal import Decimal

from perfcheck.model.rubric import Group
from perfcheck.report.formsheet.cases import Case, empty_case, first_case
from perfcheck.report.formsheet.filling import number, plain
from perfcheck.report.formsheet.plan import Col, Plan
from perfcheck.report.formsheet.rowhints import OK, in_self_stage, self_stage
from perfcheck.report.formsheet.sums import SUM_STEP, Live, total_score


def points_hint(plan: Plan) -> Live:
    """The hint of the row 总分: the first group whose points are not what the rubric gives it."""
    formula, value = f'"{OK}"', OK
    for group, first, last in reversed(tuple(plan.groups())):
        cells = f"{Col.POINTS.at(first)}:{Col.POINTS.at(last)}"
        due, due_now = _due(plan, group)
        have = _points(plan, group)
        say = f"× {group.name}指标分值合计应为 "
        wrong = f"ROUND(SUM({cells})-({due}),2)<>0"
        if group.optional:
            wrong = f"AND(SUM({cells})<>0,{wrong})"
        formula = f'IF({wrong},"{say}"&{due}&"，现为 "&ROUND(SUM({cells}),2),{formula})'
        if have != due_now and not (group.optional and have == 0):
            value = f"{say}{plain(due_now)}，现为 {plain(have)}"
    nothing = not any(number(row.points) for row in plan.indicators())
    return Live(f'=IF(COUNT({plan.column(Col.POINTS)})=0,"",{formula})', "" if nothing else value)


def _due(plan: Plan, group: Group) -> tuple[str, Decimal]:
    # A group gets more where an optional group without indicators passes its points on.
    formula, value = plain(group.points), group.points
    for other, first, last in plan.groups():
        extra = dict(other.redistribute).get(group.name)
        if other.optional and extra:
            cells = f"{Col.POINTS.at(first)}:{Col.POINTS.at(last)}"
            formula += f"+IF(SUM({cells})=0,{plain(extra)},0)"
            value += extra if _points(plan, other) == 0 else 0
    return (f"({formula})" if "+" in formula else formula), value


def _points(plan: Plan, group: Group) -> Decimal:
    rows = (row for place in plan.places if place.group == group for row in place.rows)
    given = (Decimal(row.points) for row in rows if number(row.points))
    return sum(given, Decimal(0)).quantize(SUM_STEP)


def grade_hint(plan: Plan) -> Live:
    """The hint of the row 自评等级 and 填报日期."""
    cell, filled_on = Col.NAME.at(plan.grade), plan.filling.filled_on
    cases: list[Case] = []
    if not plan.rubric.grading_optional:
        missing = self_stage(plan) and not plan.filling.grade
        cases.append((f'AND({in_self_stage(plan)},{cell}="")', missing, "× 请选自评等级"))
    cases.extend(_grade_cases(plan))
    date = Col.POINTS.at(plan.grade)
    cases.append(empty_case(date, None if filled_on is None else 1, "× 请填填报日期"))
    return first_case(cases)


def _grade_cases(plan: Plan) -> Iterator[Case]:
    cell, total = Col.NAME.at(plan.grade), Col.SCORE.at(plan.total)
    grade, score = plan.filling.grade, total_score(plan).value
    high: Decimal | None = None
    for band in plan.rubric.grades:
        inside = f"N({total})>={plain(band.low)}"
        fits = isinstance(score, Decimal) and score >= band.low
        if high is not None:
            inside += f",N({total})<{plain(high)}"
            fits = fits and isinstance(score, Decimal) and score < high
        yield (
            f'AND({cell}<>"",{total}<>"",{inside},{cell}<>"{band.name}")',
            bool(grade) and fits and grade != band.name,
            f"× 按总分自评等级应为“{band.name}”",
        )
        high = band.low


def person_hint(plan: Plan) -> Live:
    """The hint of the row 填表人 and 联系电话."""
    return first_case(
        (
            empty_case(Col.NAME.at(plan.person), plan.filling.person, "× 请填填表人"),
            empty_case(Col.POINTS.at(plan.person), plan.filling.phone, "× 请填联系电话"),
        )
    )
