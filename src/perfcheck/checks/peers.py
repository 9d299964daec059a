"""DUP: an indicator that cannot be checked, where another form of the batch shows how it can."""

from collections import Counter
from collections.abc import Iterable, Iterator
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
    likely = Likely(_peers(tables.indicators))
    owners = dict(zip(tables.projects["project"], tables.projects["name"], strict=True))
    vague = tables.indicators[tables.indicators["kind"] == "qualitative"]
    columns = ("project", "indicator", "name", "target", "target_cell", "cell")
    for project, index, name, target, target_cell, cell in zip(
        *(vague[column].tolist() for column in columns), strict=True
    ):
        best = likely.closest(name, project)
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


class Likely:
    """The quantified indicators of a batch by what their names have in common.

    Names repeat within a batch, so each is compared once, whatever the number of its owners.
    """

    def __init__(self, peers: Iterable[Peer]) -> None:
        self._owners: dict[str, list[Peer]] = {}
        for peer in sorted(peers, key=lambda each: (each.name, each.project, each.unit)):
            self._owners.setdefault(peer.name, []).append(peer)
        self._pairs = {name: pairs_of(name) for name in self._owners}
        self._by_pair: dict[str, list[str]] = {}
        for name, pairs in self._pairs.items():
            for pair in pairs:
                self._by_pair.setdefault(pair, []).append(name)
        self._ranked: dict[frozenset[str], list[str]] = {}

    def closest(self, name: str, project: str) -> Peer | None:
        """The peer of another project whose name is most alike; of equals the first by name."""
        mine = pairs_of(name)
        if len(mine) + 1 < SHORTEST:
            return None
        if mine not in self._ranked:
            self._ranked[mine] = self._rank(mine)
        others = (
            peer
            for known in self._ranked[mine]
            for peer in self._owners[known]
            if peer.project != project
        )
        return next(others, None)

    def _rank(self, mine: frozenset[str]) -> list[str]:
        """The names alike enough, the most alike first."""
        shared = Counter(name for pair in mine for name in self._by_pair.get(pair, ()))
        alike = (
            (-count / max(1, min(len(mine), len(self._pairs[name]))), name)
            for name, count in shared.items()
        )
        return [name for likeness, name in sorted(alike) if -likeness >= LIKENESS]


def _peers(indicators: "pd.DataFrame") -> list[Peer]:
    """The quantified indicators of the batch, each name and unit of a project once."""
    good = indicators[indicators["kind"].isin(USABLE) & (indicators["unit"] != "")]
    good = good.drop_duplicates(["project", "name", "unit"]).head(LONGEST_BATCH)
    columns = (good[column].tolist() for column in ("project", "name", "unit"))
    return [
        Peer(project, name, unit)
        for project, name, unit in zip(*columns, strict=True)
        if len(letters(name)) >= SHORTEST
    ]


def pairs_of(name: str) -> frozenset[str]:
    """Every two letters that stand side by side in a name."""
    return frozenset(a + b for a, b in pairwise(letters(name)))
