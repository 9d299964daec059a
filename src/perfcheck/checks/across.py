"""DUP: what only the whole batch can show, worked out on its tables."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from perfcheck.checks import catalogue
from perfcheck.checks.declare import ERROR, NOTE, Violation, check
from perfcheck.checks.rows import cells
from perfcheck.checks.sources import FORM_NOTE, REVIEW
from perfcheck.checks.words import UNNAMED, YUAN, clean, letters, money, percent, plain, quote
from perfcheck.model.cells import CellRef
from perfcheck.model.results import Finding

if TYPE_CHECKING:
    import pandas as pd

    from perfcheck.tables import Tables

ALIKE = Decimal("0.8")  # share of a project's indicators that another has word for word
ENOUGH = 5  # indicators; shorter lists coincide by chance
STOCK = 20  # an indicator that more projects share is a stock phrase, and tells nothing
FEW_PROJECTS = 5  # below this a median says little
TOO_LARGE = Decimal(1_000)  # times the median; 元 typed under 万元 gives ten thousand
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Member:
    """A project of the batch as messages name it; the fields are columns of the table."""

    project: str
    file: str
    sheet: str
    cell: CellRef | None
    name: str
    unit: str
    year: int | None
    stage: str
    budget: Decimal | None

    @property
    def place(self) -> str:
        """Where it came from."""
        return f"文件{quote(self.file, 80)}的工作表{quote(self.sheet)}"

    @property
    def title(self) -> str:
        """Its name and its unit."""
        unit = f"（{clean(self.unit)}）" if self.unit else ""
        return f"{quote(self.name or UNNAMED)}{unit}"


def run(tables: "Tables") -> tuple[tuple[str, Finding], ...]:
    """The findings that need the whole batch, each with the id of its project.

    In the order of the projects, then of the codes. A rule that fails is logged and told of at the
    first project; the others go on.
    """
    order = {project: place for place, project in enumerate(tables.projects["project"])}
    found: list[tuple[str, Finding]] = []
    for each in catalogue.batch_checks():
        try:
            found += [(project, each.stamp(what)) for project, what in each.rule(tables)]
        except Exception:
            log.exception("check %s failed on the batch", each.code)
            found += [(project, catalogue.crashed(each)) for project in list(order)[:1]]
    return tuple(sorted(found, key=lambda item: (order[item[0]], item[1].code)))


@check(
    "DUP001",
    "同一项目报了两次",
    severity=ERROR,
    source=FORM_NOTE,
)
def projects_are_submitted_once(tables: "Tables") -> Iterator[tuple[str, Violation]]:
    """项目名称、年度、实施单位都相同的，是同一个项目报了两次，汇总时会重复计算。

    不同文件里的，只算最新的一份，这里不再报；同一文件里的，或没填年度、单位的，请人工核对。申报表与自评表不算重复。

    错误示例：两个文件都是 档案保护费、2020 年、武昌区档案馆
    正确示例：每个项目只报一份；改过的，只交最后一份
    """
    same: dict[tuple[str, str, int | None, str], list[Member]] = {}
    for member in members(tables.projects):
        if member.name:
            same.setdefault(_identity(member), []).append(member)
    for group in same.values():
        for own in group if len(group) > 1 else ():
            yield own.project, _submitted_twice(own, [m for m in group if m is not own])


def members(projects: "pd.DataFrame") -> list[Member]:
    """The rows of the table of projects."""
    columns = [projects[name].tolist() for name in Member.__dataclass_fields__]
    return [Member(*values) for values in zip(*columns, strict=True)]


def _identity(member: Member) -> tuple[str, str, int | None, str]:
    year = member.year if isinstance(member.year, int) else None
    return (letters(member.name), letters(member.unit), year, member.stage)


def _submitted_twice(own: Member, others: list[Member]) -> Violation:
    places = "；".join(other.place for other in others)
    return Violation(
        cell=own.cell,
        message=f"项目{own.title}同一年度还有 {len(others)} 份：{places}",
        found=f"共 {len(others) + 1} 份",
        expected="每个项目只报一份",
        suggestion="只保留最后改定的一份，其余从收件文件夹中移走；确是不同项目的，把名称写得能区分",
    )


@check(
    "DUP002",
    "指标与其他项目雷同",
    severity=NOTE,
    source=REVIEW,
)
def indicators_are_the_projects_own(tables: "Tables") -> Iterator[tuple[str, Violation]]:
    """两个项目八成以上的指标连名称带指标值逐字相同的，提醒核对是不是照搬；同一项目不同年度的不算。

    很多项目都用的通用指标（如“验收合格率 100%”）不计在内。

    错误示例：甲、乙两个项目各 12 条指标，11 条的名称和指标值一字不差
    正确示例：各项目按自己的任务编写指标
    """
    known = {member.project: member for member in members(tables.projects)}
    sizes = tables.indicators.groupby("project", sort=False).size()
    for project, other, count in _closest(_shared(tables.indicators), known):
        size = int(sizes[project])
        if size < ENOUGH or int(sizes[other]) < ENOUGH or count < ALIKE * size:
            continue
        share = percent(Decimal(count) / size)
        own = tables.indicators.loc[tables.indicators["project"] == project, "cell"].tolist()
        yield (
            project,
            Violation(
                cell=own[0],
                message=(
                    f"{size} 条指标中有 {count} 条（{share}）与{known[other].title}"
                    f"逐字相同，见{known[other].place}"
                ),
                found=f"{count} 条相同",
                expected="按本项目的任务编写的指标",
                suggestion="核对是否照搬；照搬的，按本项目的任务重写名称和指标值",
                related=cells(own[1:]),
            ),
        )


def _shared(indicators: "pd.DataFrame") -> "pd.DataFrame":
    """How many indicators every two projects share: columns project, project_other, count."""
    keyed = indicators[["project"]].assign(
        text=indicators["name"].map(letters) + "|" + indicators["target"].map(letters)
    )
    keyed = keyed[indicators["name"] != ""].drop_duplicates()
    keyed = keyed[keyed.groupby("text")["project"].transform("size").between(2, STOCK)]
    pairs = keyed.merge(keyed, on="text", suffixes=("", "_other"))
    pairs = pairs[pairs["project"] != pairs["project_other"]]
    return pairs.groupby(["project", "project_other"], sort=False).size().reset_index(name="count")


def _closest(counts: "pd.DataFrame", known: dict[str, Member]) -> Iterator[tuple[str, str, int]]:
    """The other project that each shares most with; other years of the same project aside."""
    best: dict[str, tuple[int, str]] = {}
    same = {project: _identity(member)[:2] for project, member in known.items()}
    columns = (counts[name].tolist() for name in ("project", "project_other", "count"))
    for project, other, count in zip(*columns, strict=True):
        if same[project] != same[other] and count > best.get(project, (0, ""))[0]:
            best[project] = (count, other)
    for project, (count, other) in best.items():
        yield project, other, count


@check(
    "DUP003",
    "预算数与同批项目相差悬殊",
    severity=NOTE,
    source=REVIEW,
)
def budgets_are_of_one_scale(tables: "Tables") -> Iterator[tuple[str, Violation]]:
    """预算数超过同批项目中位数一千倍的，多半是把元当成万元填了，整张表单看是看不出来的。

    不足五个项目的不比较。

    错误示例：同批项目预算多在 300 万元上下，某项目填 3000000
    正确示例：该项目填 300
    """
    known = [m for m in members(tables.projects) if m.budget is not None and m.budget > 0]
    if len(known) < FEW_PROJECTS:
        return
    middle = median(member.budget or Decimal(0) for member in known)
    for member in known:
        budget = member.budget or Decimal(0)
        if budget <= TOO_LARGE * middle:
            continue
        times = plain((budget / middle).quantize(Decimal(1)))
        yield (
            member.project,
            Violation(
                cell=member.cell,
                message=(
                    f"预算数 {money(budget)} 万元，是同批 {len(known)} 个项目中位数 "
                    f"{money(middle)} 万元的 {times} 倍，请核对是不是按元填的"
                ),
                found=f"{money(budget)} 万元",
                expected=f"同批项目中位数 {money(middle)} 万元",
                suggestion=f"按元填的，全部金额改为万元（预算数 {money(budget / YUAN)}）",
            ),
        )
