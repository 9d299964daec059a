"""Every hint of the form by its row, and the banner that counts them."""

from perfcheck.report.formsheet import foothints, fundshints
from perfcheck.report.formsheet.cases import empty_case, first_case
from perfcheck.report.formsheet.plan import (
    DEPARTMENT_AT,
    FUNDS_AT,
    NAME_AT,
    YEAR_AT,
    Col,
    Plan,
)
from perfcheck.report.formsheet.rowhints import (
    ERROR,
    in_self_stage,
    row_hint,
    self_stage,
    stage_hint,
)
from perfcheck.report.formsheet.sums import Live

READY, READY_EARLY = "√ 可以报送", "√ 申报部分已填好，可以报送"


def hints(plan: Plan) -> dict[int, Live]:
    """Every hint of the form by its row, without the banner in row 1."""
    found = {
        YEAR_AT: _year(plan),
        NAME_AT: first_case(
            (empty_case(Col.NAME.at(NAME_AT), plan.filling.name, "× 请填项目名称"),)
        ),
        DEPARTMENT_AT: _department(plan),
        FUNDS_AT: fundshints.total_hint(plan),
        FUNDS_AT + 1: fundshints.sources_hint(plan),
        plan.goal: _goal(plan),
        plan.head: stage_hint(plan),
        plan.total: foothints.points_hint(plan),
        plan.grade: foothints.grade_hint(plan),
        plan.person: foothints.person_hint(plan),
    }
    for place in plan.places:
        for index in range(len(place.rows)):
            found[place.first + index] = row_hint(plan, place, index)
    return found


def banner(plan: Plan) -> Live:
    """How many rows are still to be mended, or that the form can be sent."""
    area = f"{Col.HINT.at(YEAR_AT)}:{Col.HINT.at(plan.person)}"
    ready = READY if self_stage(plan) else READY_EARLY
    count = sum(str(hint.value).startswith(ERROR) for hint in hints(plan).values())
    formula = (
        f'=IF(COUNTIF({area},"{ERROR}*")>0,'
        f'"{ERROR} 尚有 "&COUNTIF({area},"{ERROR}*")&" 处待改，见下方提示",'
        f'IF({in_self_stage(plan)},"{READY}","{READY_EARLY}"))'
    )
    return Live(formula, f"{ERROR} 尚有 {count} 处待改，见下方提示" if count else ready)


def _year(plan: Plan) -> Live:
    asked = f"NOT(ISNUMBER({Col.GROUP.at(YEAR_AT)}))"
    return first_case(((asked, plan.filling.year is None, "× 请填年度（只填四位数字）"),))


def _department(plan: Plan) -> Live:
    return first_case(
        (
            empty_case(Col.NAME.at(DEPARTMENT_AT), plan.filling.department, "× 请填主管部门"),
            empty_case(Col.POINTS.at(DEPARTMENT_AT), plan.filling.unit, "× 请填实施单位"),
        )
    )


def _goal(plan: Plan) -> Live:
    cell = Col.ACTUAL.at(plan.goal)
    missing = self_stage(plan) and not plan.filling.achieved
    return first_case(
        (
            empty_case(Col.NAME.at(plan.goal), plan.filling.expected, "× 请填预期目标"),
            (f'AND({in_self_stage(plan)},{cell}="")', missing, "× 请填实际完成情况"),
        )
    )
