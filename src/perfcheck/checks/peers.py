"""DUP: an indicator that cannot be checked, where another form of the batch shows how it can."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from perfcheck.checks.declare import NOTE, Violation, check
from perfcheck.checks.rows import cells
from perfcheck.checks.sources import REVIEW
from perfcheck.checks.words import clean, letters, quote
from perfcheck.model.cells import CellRef

if TYPE_CHECKING:
    import pandas as pd

    from perfcheck.tables import Tables

LIKENESS = 0.5  # share of common pairs of letters from which two indicators mean the same
SHORTEST = 3  # letters; shorter names coincide by chance
LONGEST_BATCH = 20_000  # good indicators compared at most: a batch is not a corpus
USABLE = frozenset(("count", "percent", "money", "ratio", "duration"))


@dataclass(frozen=True, slots=True)
class Peer:
    """A quantified indicator of the batch; the fields are columns of the table."""

    project: str
    name: str
    unit: str
    pairs: frozenset[str]


@check(
    "DUP004",
    "同批有可参照的量化指标",
    severity=NOTE,
    source=REVIEW,
)
def peers_show_how_to_quantify(tables: "Tables") -> Iterator[tuple[str, Violation]]:
    """没有量化的指标，同批其他项目里有意思相同、写得能核对的，把那一条的名称和单位列出来供参照；数字由本单位自己定。

    错误示例：甲项目“档案利用 有效利用”，乙项目“档案利用人次 ≥600 人次”
    正确示例：甲项目改为“档案利用人次 ≥ ____ 人次”
    """
    peers = _peers(tables.indicators)
    by_pair: dict[str, list[Peer]] = {}
    for peer in peers:
        for pair in peer.pairs:
            by_pair.setdefault(pair, []).append(peer)
    owners = dict(zip(tables.projects["project"], tables.projects["name"], strict=True))
    vague = tables.indicators[tables.indicators["kind"] == "qualitative"]
    columns = ("project", "indicator", "name", "target", "target_cell", "cell")
    for project, index, name, target, target_cell, cell in zip(
        *(vague[column].tolist() for column in columns), strict=True
    ):
        best = closest(name, project, by_pair)
        if best is not None:
            place = target_cell or cell
            yield project, _violation(name, target, place, int(index), best, owners[best.project])


def _violation(
    name: str, target: str, cell: CellRef | None, index: int, peer: Peer, owner: str
) -> Violation:
    text = f"{clean(peer.name)} ≥ ____ {clean(peer.unit)}".strip()
    return Violation(
        cell=cell,
        message=f"指标{quote(name)}的指标值{quote(target)}没有量化，同批项目{quote(owner)}有同类的量化指标",
        found=quote(target),
        expected="有数量、比率、金额或期限的指标值",
        suggestion=f"可参照改为：{text}（符号、数字按本单位实际确定）",
        indicator=index,
        related=cells(()),
    )


def closest(name: str, project: str, by_pair: dict[str, list[Peer]]) -> Peer | None:
    """The peer of another project whose name is most alike; of equals the first by name."""
    mine = pairs_of(name)
    if len(mine) + 1 < SHORTEST:
        return None
    near = {id(peer): peer for pair in mine for peer in by_pair.get(pair, ())}
    scored = sorted(
        (-_likeness(mine, peer.pairs), peer.name, peer.project, peer.unit)
        for peer in near.values()
        if peer.project != project
    )
    if not scored or -scored[0][0] < LIKENESS:
        return None
    _, best, owner, unit = scored[0]
    return Peer(owner, best, unit, frozenset())


def _peers(indicators: "pd.DataFrame") -> list[Peer]:
    """The quantified indicators of the batch, each name and unit of a project once."""
    good = indicators[indicators["kind"].isin(USABLE) & (indicators["unit"] != "")]
    good = good.drop_duplicates(["project", "name", "unit"]).head(LONGEST_BATCH)
    columns = (good[column].tolist() for column in ("project", "name", "unit"))
    return [
        Peer(project, name, unit, pairs_of(name))
        for project, name, unit in zip(*columns, strict=True)
        if len(letters(name)) >= SHORTEST
    ]


def pairs_of(name: str) -> frozenset[str]:
    """Every two letters that stand side by side in a name."""
    return frozenset(a + b for a, b in pairwise(letters(name)))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))
