"""Drop-downs and prompts: what a cell wants, with an example, when it is selected.

Only what is certain is stopped; paste goes past all of it, so nothing here is relied on when
reading. Lists stand in ranges: a list typed into the validation may have no more than 255
characters.
"""

from collections.abc import Mapping

from perfcheck.report.formsheet.filling import Typed
from perfcheck.report.formsheet.plan import DEPARTMENT_AT, FUNDS_AT, NAME_AT, YEAR_AT, Col, Plan
from perfcheck.report.formsheet.spec import QUALITATIVE
from perfcheck.report.xlsx import Sheet

Options = Mapping[str, Typed | bool]


def prompt(sheet: Sheet, plan: Plan) -> None:
    """Add every drop-down and every prompt of the form."""
    _prompt_head(sheet, plan)
    _prompt_funds(sheet, plan)
    for column, name, rule in (*_promised(plan), *_reported(plan)):
        _ask(sheet, plan, plan.column(column), name, rule)
    _prompt_foot(sheet, plan)


def _ask(sheet: Sheet, plan: Plan, area: str, prompt_name: str, rule: Options) -> None:
    text = plan.wording.prompts[prompt_name]
    sheet.raw.data_validation(area, {"input_title": text.title, "input_message": text.text, **rule})


def _stop(title: str, message: str, kind: str = "stop") -> Options:
    return {"error_title": title, "error_message": message, "error_type": kind}


_FREE: Options = {"validate": "any"}


def _prompt_head(sheet: Sheet, plan: Plan) -> None:
    year: Options = {
        "validate": "integer",
        "criteria": "between",
        "minimum": 2000,
        "maximum": 2099,
        **_stop("年度", "年度只填四位数字，例如 2020。"),
    }
    _ask(sheet, plan, Col.GROUP.at(YEAR_AT), "year", year)
    _ask(sheet, plan, Col.NAME.at(NAME_AT), "name", _FREE)
    _ask(sheet, plan, Col.NAME.at(DEPARTMENT_AT), "department", _FREE)
    _ask(sheet, plan, Col.POINTS.at(DEPARTMENT_AT), "unit", _FREE)
    _ask(sheet, plan, Col.NAME.at(plan.goal), "expected", _FREE)
    _ask(sheet, plan, Col.ACTUAL.at(plan.goal), "achieved", _FREE)


def _prompt_funds(sheet: Sheet, plan: Plan) -> None:
    area = f"{Col.ORIGINAL.at(FUNDS_AT)}:{Col.EXECUTED.at(plan.funds_last)}"
    money: Options = {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        **_stop("金额", "请只填数字，单位是万元，例如 214.68。"),
    }
    _ask(sheet, plan, area, "money", money)
    reasons = f"{Col.REASON.at(FUNDS_AT)}:{Col.REASON.at(plan.funds_last)}"
    _ask(sheet, plan, reasons, "reason", _FREE)


# Lists of units and of finished words only suggest: any other unit, and any figure, is right.
_SUGGEST: Options = {"validate": "list", "show_error": False}

Rules = tuple[tuple[Col, str, Options], ...]


def _promised(plan: Plan) -> Rules:
    sign, target = f"${Col.SIGN.at(plan.first)}", f"${Col.TARGET.at(plan.first)}"
    signs: Options = {
        "validate": "list",
        "source": "=dict_sign",
        **_stop("指标性质", "请从清单里选：≥ ＞ ＝ ＜ ≤ 定性。"),
    }
    figure: Options = {
        "validate": "custom",
        "value": f'=OR({sign}="{QUALITATIVE}",ISNUMBER({target}))',
        **_stop(
            "指标值",
            "这里只填数字，单位填在右边一格。确实数不出来的，指标性质选“定性”。",
            "warning",
        ),
    }
    points: Options = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": 100,
        **_stop("分值", "分值应为 0 到 100 之间的数字，例如 8。"),
    }
    return (
        (Col.NAME, "indicator", _FREE),
        (Col.SIGN, "sign", signs),
        (Col.TARGET, "target", figure),
        (Col.UNIT, "measure", {**_SUGGEST, "source": "=dict_unit"}),
        (Col.POINTS, "points", points),
    )


def _reported(plan: Plan) -> Rules:
    sign, points, score = (
        f"${column.at(plan.first)}" for column in (Col.SIGN, Col.POINTS, Col.SCORE)
    )
    words = f'=IF({sign}="{QUALITATIVE}",dict_qual,dict_none)'
    within: Options = {
        "validate": "custom",
        "value": f'=AND(ISNUMBER({score}),{score}>=0,OR({points}="",{score}<={points}))',
        **_stop("自评得分", "得分应为数字，不小于 0，也不超过分值。", "warning"),
    }
    return (
        (Col.ACTUAL, "actual", {**_SUGGEST, "source": words}),
        (Col.SCORE, "score", within),
        (Col.REASON, "reason", _FREE),
    )


def _prompt_foot(sheet: Sheet, plan: Plan) -> None:
    grade: Options = {
        "validate": "list",
        "source": "=dict_grade",
        **_stop("自评等级", "请从清单里选择等级。"),
    }
    _ask(sheet, plan, Col.NAME.at(plan.grade), "grade", grade)
    _ask(sheet, plan, Col.POINTS.at(plan.grade), "date", _FREE)
    _ask(sheet, plan, Col.NAME.at(plan.person), "person", _FREE)
    _ask(sheet, plan, Col.POINTS.at(plan.person), "phone", _FREE)
