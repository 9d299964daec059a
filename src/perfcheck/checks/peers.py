"""DUP: an indicator that cannot be checked, where another form of the batch shows how it can."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import add, itemgetter
from sys import intern
from typing import TYPE_CHECKING

from perfcheck.checks.declare import NOTE, Violation, check
from perfcheck.checks.rows import cells
from perfcheck.checks.sources import REVIEW
from perfcheck.checks.words import UNNAMED, clean, letters, quote
from perfcheck.model.cells import CellRef

if TYPE_CHECKING:
    import pandas as pd

    from perfcheck.tables import Tables

LIKENESS = 0.5  # share of common pairs of letters from which two indicators mean the same
SHORTEST = 2  # pairs; a single one is common by chance (…成本)
LONGEST_BATCH = 20_000  # good indicators compared at most: a batch is not a corpus
USABLE = frozenset(("count", "percent", "money", "ratio", "duration"))
OFTEN = 3  # names of a project, and at least half of them: what all say is what it is about

Pairs = frozenset[str]


@dataclass(frozen=True, slots=True)
class Peer:
    """A quantified indicator of the batch; `said` is what its name says besides its project."""

    project: str
    name: str
    unit: str
    category: str
    said: Pairs


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
    themes = _themes(tables)
    likely = Likely(_peers(tables.indicators, themes))
    owners = dict(zip(tables.projects["project"], tables.projects["name"], strict=True))
    vague = tables.indicators[tables.indicators["kind"] == "qualitative"]
    columns = ("project", "indicator", "category", "name", "target", "target_cell", "cell")
    for project, index, category, name, target, target_cell, cell in zip(
        *(vague[column].tolist() for column in columns), strict=True
    ):
        said = pairs_of(name) - themes[project]
        best = likely.closest(said, letters(category), project)
        if best is not None:
            place = target_cell or cell
            yield project, _violation(name, target, place, int(index), best, owners[best.project])


def _violation(
    name: str, target: str, cell: CellRef | None, index: int, peer: Peer, owner: str
) -> Violation:
    text = f"{clean(peer.name)} ≥ ____ {clean(peer.unit)}".strip()
    example = f"同批项目{quote(owner or UNNAMED)}有同类的量化指标"
    return Violation(
        cell=cell,
        message=f"指标{quote(name)}的指标值{quote(target)}没有量化，{example}",
        found=quote(target),
        expected="有数量、比率、金额或期限的指标值",
        suggestion=f"可参照改为：{text}（符号、数字按本单位实际确定）",
        indicator=index,
        related=cells(()),
    )


class Likely:
    """The quantified indicators of a batch by what their names have in common.

    Names repeat within a batch, so what they say is compared once, whatever the number of owners.
    """

    def __init__(self, peers: Iterable[Peer]) -> None:
        self._owners: dict[Pairs, list[Peer]] = {}
        for peer in sorted(peers, key=lambda each: (each.name, each.project, each.unit)):
            self._owners.setdefault(peer.said, []).append(peer)
        self._by_pair: dict[str, list[Pairs]] = {}
        for said in self._owners:
            for pair in said:
                self._by_pair.setdefault(pair, []).append(said)
        self._ranked: dict[Pairs, list[Pairs]] = {}

    def closest(self, said: Pairs, category: str, project: str) -> Peer | None:
        """The peer of another project that says most nearly the same; of equals the first by name.

        Where both name their first level, it must be the same.
        """
        if len(said) < SHORTEST:
            return None
        if said not in self._ranked:
            self._ranked[said] = self._rank(said)
        others = (
            peer
            for known in self._ranked[said]
            for peer in self._owners[known]
            if peer.project != project and _level(category, peer.category)
        )
        return next(others, None)

    def _rank(self, mine: Pairs) -> list[Pairs]:
        """What is alike enough, the most alike first."""
        shared = Counter(said for pair in mine for said in self._by_pair.get(pair, ()))
        alike = (
            (-count / min(len(mine), len(said)), self._owners[said][0].name, said)
            for said, count in shared.items()
            if count >= SHORTEST
        )
        best = sorted(alike, key=itemgetter(0, 1))
        return [said for likeness, _, said in best if -likeness >= LIKENESS]


def _level(one: str, other: str) -> bool:
    return one == other or not (one and other)


def _themes(tables: "Tables") -> dict[str, Pairs]:
    """What the names of a project's indicators say of the project itself, by project.

    档案保护数量 and 档案保护成本 have most of their letters in common, and nothing of their sense.
    """
    titles = zip(tables.projects["project"], tables.projects["name"], strict=True)
    themes = {project: pairs_of(title) for project, title in titles}
    columns = (tables.indicators[column].tolist() for column in ("project", "name"))
    for project, rows in groupby(zip(*columns, strict=True), itemgetter(0)):
        themes[project] |= _common([pairs_of(name) for _, name in rows])
    return themes


def _common(names: Sequence[Pairs]) -> Pairs:
    counts = Counter(pair for own in names for pair in own)
    least = max(OFTEN, len(names) / 2)
    return frozenset(pair for pair, count in counts.items() if count >= least)


def _peers(indicators: "pd.DataFrame", themes: Mapping[str, Pairs]) -> list[Peer]:
    """The quantified indicators of the batch that can be an example, each name and unit once."""
    usable = indicators["kind"].isin(USABLE) & (indicators["unit"] != "") & indicators["sound"]
    good = indicators[usable]
    good = good.drop_duplicates(["project", "name", "unit"]).head(LONGEST_BATCH)
    columns = (good[column].tolist() for column in ("project", "name", "unit", "category"))
    peers, known = [], dict[Pairs, Pairs]()  # what is said again and again is held once
    for project, name, unit, category in zip(*columns, strict=True):
        said = pairs_of(name) - themes[project]
        if len(said) >= SHORTEST:
            said = known.setdefault(said, said)
            peers.append(Peer(project, name, unit, letters(category), said))
    return peers


def pairs_of(name: str) -> Pairs:
    """Every two letters that stand side by side in a name."""
    said = letters(name)
    return frozenset(map(intern, map(add, said, said[1:])))
