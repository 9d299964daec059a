"""The quantification coach: wordings that could be checked, for targets that cannot.

Proposals come from `data/lexicon/coach.toml`, chosen by the words of the indicator, and from
well-quantified indicators of the same batch with the same meaning. The number stays a blank: only
the unit knows what it can promise.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from perfcheck.indicator.spelling import squeeze
from perfcheck.model.rubric import level_key
from perfcheck.model.values import FlagKind, Kind, Proposal, Target

MOST = 3
LIKENESS = 0.4  # share of common bigrams from which two indicators mean the same
NEEDS_WORDING = frozenset({FlagKind.NOT_QUANTIFIED, FlagKind.PSEUDO_QUANTIFIED})
_VERBS = re.compile(
    r"^(?:进一步|不断|持续|有效|切实|逐步|稳步|积极|充分|大力|全面|做好|加强|提升|提高|促进|推动|推进|"
    r"改善|增强|保障|优化|完善|扩大|减少|降低|增加|维护|确保|满足|发挥|巩固|带动|实现|完成|开展|对)+"
)
_TAILS = re.compile(
    r"(?:的)?(?:影响程度|改善程度|影响|程度|情况|水平|效果|作用|数量|满意度|满意率|满意|及时性|及时率|时效性|完成率|合格率|"
    r"合规性|健全性|需求|利用率|成本|费用)$"
)


@dataclass(frozen=True, slots=True)
class Peer:
    """A well-quantified indicator of the same batch."""

    name: str
    operator: str
    unit: str
    owner: str  # the unit or project that it comes from


@dataclass(frozen=True, slots=True)
class _Advice:
    words: tuple[str, ...]
    sub: str
    proposals: tuple[Mapping[str, str], ...]


def propose(target: Target, *, name: str, category: str, subcategory: str) -> tuple[Proposal, ...]:
    """Two or three wordings for an indicator that cannot be checked; none for one that can."""
    weak = any(flag.kind in NEEDS_WORDING for flag in target.flags)
    if not weak and target.kind is not Kind.EMPTY:
        return ()
    clues = (squeeze(target.text) if target.kind is not Kind.EMPTY else "", squeeze(name))
    chosen: list[Proposal] = []
    for advice, word in _matching(clues, level_key(subcategory) or level_key(category)):
        for wording in advice.proposals:
            _add(chosen, _fill(wording, name, word))
            if len(chosen) == MOST:
                return tuple(chosen)
        if len(chosen) > 1:
            break
    return tuple(chosen)


def from_peers(name: str, peers: Sequence[Peer], most: int = 1) -> tuple[Proposal, ...]:
    """Wordings that other forms of the batch use for the same matter, the most alike first."""
    mine = _bigrams(name)
    scored = sorted(
        ((-_likeness(mine, _bigrams(peer.name)), peer.name, peer) for peer in peers),
        key=lambda entry: entry[:2],
    )
    close = [peer for likeness, _, peer in scored if -likeness >= LIKENESS and peer.name != name]
    return tuple(
        Proposal(
            p.name, p.operator, p.unit, f"参照“{p.owner}”的同类指标", "同一批次中已量化的同类指标"
        )
        for p in close[:most]
    )


def _matching(clues: tuple[str, str], sub: str) -> list[tuple[_Advice, str]]:
    """Advice by the words of the target, then of the name, then by the second level alone."""
    advice, defaults = _advice()
    found: list[tuple[_Advice, str]] = []
    for clue in (clues[1], clues[0]):
        for entry in advice:
            word = next((w for w in entry.words if w in clue), None)
            if word and all(entry is not other for other, _ in found):
                found.append((entry, word))
    found.extend((entry, "") for entry in defaults if entry.sub and entry.sub in sub)
    found.append((defaults[-1], ""))
    return found


def _fill(wording: Mapping[str, str], name: str, word: str) -> Proposal:
    why = f"原指标中有“{word}”" if word else "按所属的二级指标"
    text = wording["name"].replace("{s}", _subject(name))
    for twice in ("数量", "人数", "满意度", "合格率", "总额"):
        text = text.replace(twice + twice, twice)
    return Proposal(text, wording["operator"], wording["unit"], wording["source"], why)


def _add(chosen: list[Proposal], proposal: Proposal) -> None:
    if all(proposal.name != other.name for other in chosen):
        chosen.append(proposal)


def _subject(name: str) -> str:
    """What an indicator is about: 提升全县消费者维权意识 is about 全县消费者维权意识."""
    plain = squeeze(name)
    core = _TAILS.sub("", _VERBS.sub("", plain)) or plain
    return core[:18]


def _bigrams(text: str) -> frozenset[str]:
    plain = squeeze(text)
    return frozenset(a + b for a, b in pairwise(plain))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


@cache
def _advice() -> tuple[tuple[_Advice, ...], tuple[_Advice, ...]]:
    file = resources.files("perfcheck") / "data" / "lexicon" / "coach.toml"
    data: Mapping[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return (
        tuple(_Advice(tuple(a["words"]), "", tuple(a["proposals"])) for a in data["advice"]),
        tuple(_Advice((), d["sub"], tuple(d["proposals"])) for d in data["default"]),
    )
