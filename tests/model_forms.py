"""Good forms as model values, and changes to them, written as a person would type into cells.

A form is a mapping of paths to typed texts: `budget.total.rate` is "97.00%", `rows.2.actual` is
"27". Cells are those of our own template on the sheet 项目申报表: the total of the funds in row 6,
the first indicator in row 13.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from perfcheck.indicator.actual import read_actual
from perfcheck.indicator.target import read_target
from perfcheck.model.cells import CellRef, Entry, State, Unseen
from perfcheck.model.form import Budget, Form, FundLine, Goal, Indicator, Number, Stage, Text
from perfcheck.model.results import Assessment, Finding, Project
from perfcheck.model.values import Flag, FlagKind
from perfcheck.pipeline import assess

SHEET = "项目申报表"
UNCALCULATED = "=未计算"
FIRST_ROW = 13
HEAD = {
    "year": ("A2", "年度"),
    "project_name": ("C3", "项目名称"),
    "department": ("C4", "主管部门"),
    "unit": ("H4", "实施单位"),
    "total_points": ("H31", "分值"),
    "total_score": ("I31", "总分"),
    "grade": ("C32", "自评等级"),
    "date": ("H32", "填报日期"),
    "person": ("C33", "填表人"),
    "phone": ("H33", "联系电话"),
    "deviation_reason": ("C34", "偏差大或目标未完成原因分析"),
}
FUNDS = {
    "name": ("C", ""),
    "original_budget": ("D", "年初预算数"),
    "adjusted_budget": ("E", "全年预算数"),
    "executed": ("F", "全年执行数"),
    "rate": ("G", "执行率"),
    "points": ("H", "分值"),
    "score": ("I", "得分"),
    "deviation_reason": ("J", "偏差原因分析及改进措施"),
}
ROW = {
    "category": ("A", "一级指标"),
    "subcategory": ("B", "二级指标"),
    "name": ("C", "三级指标"),
    "operator": ("D", "指标性质"),
    "target": ("E", "指标值"),
    "unit": ("F", "计量单位"),
    "actual": ("G", "实际完成值"),
    "points": ("H", "分值"),
    "score": ("I", "得分"),
    "reason": ("J", "偏差原因分析及改进措施"),
}
COLUMNS = tuple(ROW)
INDICATORS = (
    "产出指标|数量指标|档案扫描数量|≥|140000|幅|149638|15|15|",
    "产出指标|数量指标|受损档案修复数量|≥|30|卷|27|10|9|3卷待专家会审，转入次年一季度修复",
    "产出指标|质量指标|数字化成果验收合格率|≥|98|%|99.2|10|10|",
    "产出指标|时效指标|查档平均办理时间|≤|20|分钟|18|10|10|",
    "产出指标|成本指标|单页扫描成本|≤|0.6|元/页|0.55|5|5|",
    "效益指标|社会效益指标|查档利用人次|≥|600|人次|665|15|15|",
    "效益指标|可持续影响指标|数字档案网上可查率|≥|80|%|83.5|15|15|",
    "满意度指标|服务对象满意度指标|查档人员满意度|≥|95|%|96.8|10|10|",
)
GOOD: Mapping[str, str] = {
    "year": "2020",
    "project_name": "档案保护费",
    "department": "某区档案局",
    "unit": "某区档案馆",
    "budget.total.name": "年度资金总额",
    "budget.total.original_budget": "300",
    "budget.total.adjusted_budget": "300",
    "budget.total.executed": "291",
    "budget.total.rate": "97.00%",
    "budget.total.points": "10",
    "budget.total.score": "9.7",
    "budget.total.deviation_reason": "",
    "budget.1.name": "其中：当年财政拨款",
    "budget.1.original_budget": "260",
    "budget.1.adjusted_budget": "260",
    "budget.1.executed": "251.5",
    "budget.1.rate": "96.73%",
    "budget.2.name": "上年结转资金",
    "budget.2.original_budget": "40",
    "budget.2.adjusted_budget": "40",
    "budget.2.executed": "39.5",
    "budget.2.rate": "98.75%",
    "goals.1.expected": "扫描档案140000幅，修复30卷，查档人员满意度不低于95%。",
    "goals.1.achieved": "扫描149638幅，修复27卷，查档人员满意度96.8%。",
    "total_points": "100",
    "total_score": "98.7",
    "grade": "优",
    "date": "2021-3-10",
    "person": "示例",
    "phone": "000-00000000",
    **{
        f"rows.{number}.{column}": typed
        for number, line in enumerate(INDICATORS, start=1)
        for column, typed in zip(COLUMNS, line.split("|"), strict=True)
    },
}
REPORTED = ("executed", "rate", "score", "achieved", "actual", "reason", "total_score", "grade")


def declared(values: Mapping[str, str] = GOOD) -> dict[str, str]:
    """The same form as it was when it was declared: nothing reported yet."""
    return {
        path: "" if path.rsplit(".", 1)[-1] in REPORTED else typed for path, typed in values.items()
    }


def ref(address: str) -> CellRef:
    letter, row = re.fullmatch(r"([A-Z])(\d+)", address).groups()
    return CellRef(SHEET, int(row), ord(letter) - ord("A") + 1)


def text(typed: str | None, address: str, label: str = "") -> Text:
    """A text field; None means that the form has no such cell."""
    if typed is None:
        return Entry()
    state = _state(typed)
    return Entry(typed if state is State.VALUE else None, typed, ref(address), state, label)


def number(typed: str | None, address: str, label: str = "") -> Number:
    """A number field: 95% is 0.95 with the quantum 0.01."""
    entry = text(typed, address, label)
    if entry.state is not State.VALUE:
        return Entry(text=entry.text, cell=entry.cell, state=entry.state, label=label)
    match = re.fullmatch(r"-?\d+(?:\.(\d+))?(%?)", typed or "")
    if not match:
        return Entry(text=entry.text, cell=entry.cell, state=State.UNREADABLE, label=label)
    scale = Decimal("0.01") if match[2] else Decimal(1)
    quantum = Decimal(1).scaleb(-len(match[1] or "")) * scale
    value = Decimal((typed or "").rstrip("%")) * scale
    return Entry(value, entry.text, entry.cell, State.VALUE, label, quantum)


def _state(typed: str) -> State:
    if typed == UNCALCULATED:
        return State.UNCALCULATED
    if typed.startswith("#"):
        return State.ERROR
    return State.VALUE if typed else State.BLANK


def form(
    values: Mapping[str, str | None] = GOOD,
    *,
    stage: Stage = Stage.SELF_EVALUATION,
    rows: int = len(INDICATORS),
    flags: Mapping[str, str] | None = None,
    unread: tuple[str, ...] = (),
    unseen: Unseen | None = None,
    hidden_forms: tuple[str, ...] = (),
    passed_over: Mapping[str, str] | None = None,
    midway: str = "",
    amounts_in: str | None = "万元",
    amounts_look: str | None = None,
    amounts_shown: str | None = None,
    headings: Mapping[str, str] | None = None,
) -> Form:
    """A form from typed texts; a path set to None is a field that the form does not have.

    `rows` keeps only the first rows; `flags` raises a flag on `rows.2.target` or `rows.2.actual`;
    `headings` are the points in the headings of categories; `amounts_in` None: unit not stated;
    `amounts_look` is a unit that they look like instead, `amounts_shown` a sum that shows it.
    """
    head = {name: text(values.get(name), *place) for name, place in HEAD.items()}
    for name in ("total_points", "total_score"):
        head[name] = number(values.get(name), *HEAD[name])
    typed_year = head.pop("year")
    year = int(typed_year.value) if typed_year.value and typed_year.value.isdecimal() else None
    return Form(
        sheet=SHEET,
        layout="own",
        stage=stage,
        year=replace(typed_year, value=year),
        budget=replace(
            _budget(values, amounts_in),
            unit_doubted=amounts_look,
            unit_shown=text(amounts_shown, "F15"),
        ),
        goals=tuple(_goals(values)),
        indicators=tuple(
            _indicator(values, n, flags or {}, headings or {}) for n in range(1, rows + 1)
        ),
        unread=tuple(text(label, f"{chr(ord('K') + i)}12") for i, label in enumerate(unread)),
        unseen=(unseen,) if unseen else (),
        hidden_forms=hidden_forms,
        passed_over=tuple(
            text(title, f"A{n}", why)
            for n, (title, why) in enumerate((passed_over or {}).items(), 40)
        ),
        midway=text(midway or None, "F12"),
        **head,
    )


def _budget(values: Mapping[str, str | None], unit: str | None) -> Budget:
    lines = [_line(values, name, 6 + i) for i, name in enumerate(("total", "1", "2", "3"))]
    return Budget(
        total=lines[0] or FundLine(),
        sources=tuple(line for line in lines[1:] if line),
        unit=unit or "万元",
        unit_stated=unit is not None,
        points=number(values.get("budget.points"), "A5"),
    )


def _line(values: Mapping[str, str | None], name: str, row: int) -> FundLine | None:
    typed = {field: values.get(f"budget.{name}.{field}") for field in FUNDS}
    if not any(value is not None for value in typed.values()):
        return None
    texts = ("name", "deviation_reason")
    return FundLine(
        **{
            field: (text if field in texts else number)(typed[field], f"{letter}{row}", label)
            for field, (letter, label) in FUNDS.items()
        }
    )


def _goals(values: Mapping[str, str | None]):
    for n in range(1, 10):
        typed = {field: values.get(f"goals.{n}.{field}") for field in ("expected", "achieved")}
        points = values.get(f"goals.{n}.points")
        if any(v is not None for v in typed.values()) or points:
            yield Goal(
                title=f"年度绩效目标{n}",
                expected=text(typed["expected"], f"C{10 + n}", "预期目标"),
                achieved=text(typed["achieved"], f"G{10 + n}", "实际完成情况"),
                points=number(points, f"A{40 + n}"),
            )


def _indicator(
    values: Mapping[str, str | None],
    n: int,
    flags: Mapping[str, str],
    headings: Mapping[str, str],
) -> Indicator:
    row = FIRST_ROW + n - 1
    typed = {column: values.get(f"rows.{n}.{column}") for column in COLUMNS}
    place = {column: (f"{letter}{row}", label) for column, (letter, label) in ROW.items()}
    goal = values.get(f"rows.{n}.goal")
    category = typed["category"] or ""
    first = next(i for i in range(1, n + 1) if (values.get(f"rows.{i}.category") or "") == category)
    texts = {c: text(typed[c], *place[c]) for c in COLUMNS if c not in ("points", "score")}
    target = read_target(
        texts["target"].value or "",
        operator=texts["operator"].value or "",
        unit=texts["unit"].value or "",
        name=texts["name"].value or "",
        category=category,
        subcategory=typed["subcategory"] or "",
        year=2020,
        cell=texts["target"].cell,
    )
    actual = read_actual(
        texts["actual"].value or "",
        target,
        name=texts["name"].value or "",
        year=2020,
        cell=texts["actual"].cell,
    )
    return Indicator(
        name=texts["name"],
        category=texts["category"],
        subcategory=texts["subcategory"],
        operator_entry=texts["operator"],
        target_entry=texts["target"],
        unit_entry=texts["unit"],
        actual_entry=texts["actual"],
        points=number(typed["points"], *place["points"]),
        stated_score=number(typed["score"], *place["score"]),
        deviation_reason=texts["reason"],
        group_points=number(headings.get(category), f"A{FIRST_ROW + first - 1}", category),
        target=_raise(target, flags.get(f"rows.{n}.target")),
        actual=_raise(actual, flags.get(f"rows.{n}.actual")),
        goal=int(goal) - 1 if goal else 0,
    )


def _raise(value, kind: str | None):
    if kind is None:
        return value
    flag = Flag(FlagKind(kind), f"“{value.text}”的写法需要留意", (value.text,))
    return replace(value, flags=(*value.flags, flag))


def assessment(
    values: Mapping[str, str | None] = GOOD, *, rubric: str = "national-2020", **other
) -> Assessment:
    """A form assessed as the pipeline does it."""
    return assess(form(values, **other), rubric)


def project(
    project_id: str = "P001",
    values: Mapping[str, str | None] = GOOD,
    findings: tuple[Finding, ...] = (),
    **other,
) -> Project:
    """A project of a batch."""
    return Project(project_id, f"{project_id}.xlsx", assessment(values, **other), findings)
