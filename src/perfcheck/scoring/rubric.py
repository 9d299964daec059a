"""Rubrics from TOML, refused unless they add up, and the choice of the one that fits a form."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from perfcheck.errors import RubricError
from perfcheck.model.rubric import (
    Band,
    EqualRule,
    ExecutionRule,
    GradeBand,
    Group,
    MissingRule,
    ReverseRule,
    Rubric,
    Thresholds,
    Tier,
    level_key,
)

if TYPE_CHECKING:
    from perfcheck.model.form import Form

FULL_MARK = Decimal(100)
DEFAULT = "national-2020"


@cache
def available() -> tuple[str, ...]:
    """The ids of the rubrics that ship with perfcheck, the default first."""
    folder = resources.files("perfcheck") / "data" / "rubrics"
    names = sorted(
        f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")
    )
    return (DEFAULT, *(name for name in names if name != DEFAULT))


@cache
def load(rubric_id: str) -> Rubric:
    """Load one of the shipped rubrics; RubricError where there is none of that id."""
    if rubric_id not in available():
        raise RubricError(
            "RUB001",
            f"没有名为“{rubric_id}”的评分标准",
            f"可用的评分标准：{'、'.join(available())}",
        )
    file = resources.files("perfcheck") / "data" / "rubrics" / f"{rubric_id}.toml"
    return parse(rubric_id, file.read_text(encoding="utf-8"))


def parse(rubric_id: str, text: str) -> Rubric:
    """Read a rubric from TOML; RubricError names the first fault of form or arithmetic."""
    try:
        rubric = _build(rubric_id, tomllib.loads(text, parse_float=Decimal))
    except (KeyError, ValueError, TypeError, ArithmeticError) as fault:
        raise RubricError("RUB002", f"评分标准“{rubric_id}”无法读取：{fault}") from fault
    faults = tuple(_faults(rubric))
    if faults:
        raise RubricError("RUB003", f"评分标准“{rubric_id}”不成立：{'；'.join(faults)}")
    return rubric


def choose(form: "Form", wanted: str | None = None) -> Rubric:
    """The rubric for a form: the one asked for, the one its layout names, else the best fit.

    A rubric fits better the more of the form's own figures and names it explains: the points of
    the execution row, the points in the group headings, the first-level names.
    """
    if wanted or form.rubric:
        return load(wanted or form.rubric or DEFAULT)
    return max((load(rubric_id) for rubric_id in available()), key=lambda r: _fit(form, r))


def _fit(form: "Form", rubric: Rubric) -> tuple[int, int, int]:
    stated = form.budget.points.value or form.budget.total.points.value
    headings = {
        (level_key(i.category.value or ""), i.group_points.value)
        for i in form.indicators
        if i.group_points.value is not None
    }
    names = {level_key(i.category.value or "") for i in form.indicators}
    own = {(name, g.points) for g in rubric.groups for name in (g.name, *g.aliases)}
    return (
        int(stated == rubric.execution.points),
        len(headings & own),
        len(names & {g.name for g in rubric.groups}),
    )


def _build(rubric_id: str, data: Mapping[str, Any]) -> Rubric:
    execution = data["execution"]
    return Rubric(
        id=rubric_id,
        title=data["title"],
        document=data["document"],
        year=int(data["year"]),
        region=data["region"],
        execution=ExecutionRule(
            points=Decimal(execution["points"]),
            bands=tuple(
                Band(Decimal(b["low"]), Decimal(b["share"])) for b in execution.get("band", ())
            ),
        ),
        groups=tuple(_group(g) for g in data["group"]),
        tiers=tuple(
            Tier(t["name"], tuple(t["words"]), Decimal(t["high"]), Decimal(t["low"]))
            for t in data["tier"]
        ),
        grades=tuple(GradeBand(g["name"], Decimal(g["low"])) for g in data.get("grade", ())),
        grading_optional=bool(data["grading_optional"]),
        reverse=ReverseRule(data["reverse"]),
        equal=EqualRule(data["equal"]),
        missing=MissingRule(data["missing"]),
        digits=int(data["digits"]),
        thresholds=Thresholds(
            **{name: Decimal(value) for name, value in data["thresholds"].items()}
        ),
        notes=tuple(data.get("notes", ())),
    )


def _group(data: Mapping[str, Any]) -> Group:
    return Group(
        name=data["name"],
        points=Decimal(data["points"]),
        aliases=tuple(data.get("aliases", ())),
        subgroups=tuple(data.get("subgroups", ())),
        optional=bool(data.get("optional", False)),
        redistribute=tuple((n, Decimal(p)) for n, p in data.get("redistribute", {}).items()),
    )


def _faults(rubric: Rubric) -> list[str]:
    return [
        *_points_faults(rubric),
        *_tier_faults(rubric.tiers),
        *_grade_faults(rubric.grades),
        *_band_faults(rubric.execution.bands),
    ]


def _points_faults(rubric: Rubric) -> list[str]:
    faults = []
    if rubric.total != FULL_MARK:
        parts = "＋".join(
            str(p) for p in (rubric.execution.points, *(g.points for g in rubric.groups))
        )
        faults.append(f"各部分分值 {parts}＝{rubric.total}，应为 {FULL_MARK}")
    if any(g.points <= 0 for g in rubric.groups) or rubric.execution.points < 0:
        faults.append("分值应大于 0")
    names = [g.name for g in rubric.groups]
    if len(set(names)) != len(names):
        faults.append("一级指标名称重复")
    for group in rubric.groups:
        given = sum((points for _, points in group.redistribute), Decimal(0))
        if group.optional and given != group.points:
            faults.append(f"“{group.name}”不设时应转出 {group.points} 分，实际转出 {given} 分")
        faults.extend(
            f"“{group.name}”的分值转给了不存在的“{name}”"
            for name, _ in group.redistribute
            if name not in names
        )
    return faults


def _tier_faults(tiers: tuple[Tier, ...]) -> list[str]:
    edges = [(t.high, t.low) for t in tiers]
    joined = all(upper[1] == lower[0] for upper, lower in pairwise(edges))
    if not edges or edges[0][0] != 1 or edges[-1][1] != 0 or not joined:
        return ["定性指标各档应从 100% 到 0% 首尾相接"]
    return ["定性指标档次的上限应高于下限"] if any(high <= low for high, low in edges) else []


def _grade_faults(grades: tuple[GradeBand, ...]) -> list[str]:
    lows = [g.low for g in grades]
    if grades and (
        lows != sorted(lows, reverse=True) or len(set(lows)) < len(lows) or lows[-1] != 0
    ):
        return ["等级应从高到低排列，最低一级从 0 分起"]
    return []


def _band_faults(bands: tuple[Band, ...]) -> list[str]:
    lows = [b.low for b in bands]
    if bands and (lows != sorted(lows, reverse=True) or lows[-1] != 0):
        return ["执行率分段应从高到低排列，最低一段从 0 起"]
    return []
