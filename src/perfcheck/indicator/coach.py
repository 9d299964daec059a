"""The quantification coach: wordings that could be checked, for targets that cannot.

Proposals come from `data/lexicon/coach.toml`, chosen by the words of the indicator. The number
stays a blank: only the unit knows what it can promise. What other forms of a batch use for the same
matter is told by the check that sees the batch (checks.peers).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from perfcheck.indicator.context import RATE_NAME
from perfcheck.indicator.lazily import lazily
from perfcheck.indicator.spelling import squeeze
from perfcheck.model.rubric import level_key
from perfcheck.model.values import Direction, FlagKind, Kind, Proposal, Target

MOST = 3
LONGEST = 16  # characters of a matter that a wording can still carry
NEEDS_WORDING = frozenset({FlagKind.NOT_QUANTIFIED, FlagKind.PSEUDO_QUANTIFIED})
_VERBS = lazily(
    r"^(?:进一步|不断|持续|有效|切实|逐步|稳步|积极|充分|大力|全面|做好|加强|提升|提高|促进|推动|推进|改善|增强|保障|保证|优化|完善|"
    r"扩大|减少|减轻|降低|增加|维护|确保|满足|发挥|巩固|带动|实现|完成|开展|助力|助推|加快|强化|深化|控制在|编制|编纂|编写|编印|举办|组织|"
    r"召开|制作|采购|购置|实施|落实|控制|按期|按时|为当地|为群众|提供|通过|对)+"
)
_TAILS = lazily(
    r"(?:的|持续性|长期|积极|促进|影响|影响程度|改善程度|程度|情况|水平|效果|作用|数量|满意度|满意率|满意|及时性|及时率|时效性|时效|及时|"
    r"完成率|合格率|合规性|规范性|健全性|合理性|有效性|稳定性|需求|需要|利用率|知晓率|覆盖率|达标率|支付率|发放率|到位率|准确率|"
    r"控制率|控制|成本|费用|时间|时限|期限|进度|完成|完工|指标|提高|提升|增强|改善|质量|正常运转|正常运行|运转|运行|显著|明显|稳定|"
    r"及?安全性|控制在(?:预算)?|以内|之内|内)+$"
)
_REMARK = lazily(r"\([^()]*\)|[★☆*]")
_FIGURE = lazily(r"[≥≤<>=]?\d[\d.]*[^\d]{0,4}$")  # 硬化道路3.5公里
_ENDS = lazily(r"[,;，；。]|\.(?!\d)")
_MEANS = lazily(r"通过|经过|按照|根据|围绕")
_RAISED = lazily(r"^(?:提高|提升|增加|降低)(?=..)")
TWICE = (
    "数量",
    "人数",
    "满意度",
    "合格率",
    "活动",
    "培训",
    "利用",
    "宣传",
    "出版",
    "完成",
    "达标",
    "发放",
    "项目",
)


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
    if as_named := tuple(_as_named(name, target.direction)):
        return as_named
    chosen: list[Proposal] = []
    first, *others = _matching(clues, level_key(subcategory) or level_key(category))
    # a word of the target's own (逐年增长) speaks too, beside those of the name
    own = [entry for entry in others if entry[1] and entry[1] in clues[0]]
    for (advice, word), most in ((first, MOST - len(own[:1])), *((each, MOST) for each in own[:1])):
        for wording in advice.proposals:
            if len(chosen) < most:
                _add(chosen, _fill(wording, name, word))
    for advice, word in others:
        if len(chosen) > 1:
            break
        for wording in advice.proposals:
            _add(chosen, _fill(wording, name, word))
    return tuple(chosen[:MOST])


def _as_named(name: str, direction: Direction) -> Iterator[Proposal]:
    """What the name itself says how to check: 即办件占比 ≥ ____ %, 补助面积 ≥ ____ 亩.

    Satisfaction has its own advice, and so has a rate of nobody knows what (及时率).
    """
    plain = _clause(name)
    rate = RATE_NAME.search(plain) and "满意" not in plain and _subject(plain)
    if rate and len(plain) <= LONGEST:
        lower = direction is Direction.LOWER
        operator, change = ("≤", "降低") if lower else ("≥", "提高")
        why, plain = "名称本身就是比率", _RAISED.sub("", plain)
        yield Proposal(plain, operator, "%", "写明分子、分母各是什么", why)
        yield Proposal(f"{plain}较上年{change}", "≥", "个百分点", "写明上年数", why)
        return
    for pattern, proposals in _advice().named:
        found = pattern.search(plain)
        if found and len(plain) <= LONGEST:
            for wording in proposals:
                yield _fill(wording, name, found[0])
            return


def _matching(clues: tuple[str, str], sub: str) -> list[tuple[_Advice, str]]:
    """Advice by the words of the name, then of the target, then by the second level alone."""
    defaults = _advice().defaults
    found: list[tuple[_Advice, str]] = []
    for own in (_by_its_end(clues[1]), _by_words(clues[0])):
        for entry, word in own:
            if all(entry is not other for other, _ in found):
                found.append((entry, word))
    found.extend((entry, "") for entry in defaults if entry.sub and entry.sub in sub)
    found.append((defaults[-1], ""))
    return found


def _by_words(clue: str) -> Iterator[tuple[_Advice, str]]:
    """The advice of which a word stands in a text, in the order of the book."""
    for entry in _advice().by_words:
        word = next((word for word in entry.words if word in clue), "")
        if word:
            yield entry, word


def _by_its_end(name: str) -> list[tuple[_Advice, str]]:
    """Advice for a name: its end says what it is, 公路养护长效机制 is a 机制 and no 养护.

    A verb before all says more (减轻家庭经济负担). The last advice of the book fits anything, and
    comes last.
    """
    anything, verbs = _advice().by_words[-1], _VERBS.match(name)

    def place(own: tuple[_Advice, str]) -> tuple[bool, bool, int]:
        ends = [name.rfind(word) + len(word) for word in own[0].words if word in name]
        begins = any(verbs and word in verbs[0] for word in own[0].words)
        return own[0] is anything, not begins, -max(ends)

    return sorted(_by_words(name), key=place)


def _fill(wording: Mapping[str, str], name: str, word: str) -> Proposal:
    why = f"原指标中有“{word}”" if word else "按所属的二级指标"
    own = _clause(name).replace("是否", "")
    text = wording["name"].replace("{s}", _subject(name)).replace("{n}", own)
    for twice in TWICE:
        text = text.replace(twice + twice, twice)
    return Proposal(text, wording["operator"], wording["unit"], wording["source"], why)


def _add(chosen: list[Proposal], proposal: Proposal) -> None:
    if all(proposal.name != other.name for other in chosen):
        chosen.append(proposal)


def _clause(name: str) -> str:
    """The first thing that a name says, means and remarks aside: 通过补贴，增加就业机会（个）。"""
    clauses = _ENDS.split(squeeze(name).strip(",;.。、"))
    said = next((clause for clause in clauses if not _MEANS.match(clause)), clauses[0])
    return _REMARK.sub("", said)


def _subject(name: str) -> str:
    """What an indicator is about: 提升全县消费者维权意识 is about 全县消费者维权意识."""
    core = _TAILS.sub("", _VERBS.sub("", _FIGURE.sub("", _clause(name))))
    return core if len(core) <= LONGEST else ""


@dataclass(frozen=True, slots=True)
class _Book:
    """All advice: by the form of a name (a pattern), by words in order, by second levels."""

    named: tuple[tuple[re.Pattern[str], tuple[Mapping[str, str], ...]], ...]
    by_words: tuple[_Advice, ...]
    defaults: tuple[_Advice, ...]


@cache
def _advice() -> _Book:
    file = resources.files("perfcheck") / "data" / "lexicon" / "coach.toml"
    data: Mapping[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return _Book(
        tuple((re.compile(n["pattern"]), tuple(n["proposals"])) for n in data["named"]),
        tuple(_Advice(tuple(a["words"]), "", tuple(a["proposals"])) for a in data["advice"]),
        tuple(_Advice((), d["sub"], tuple(d["proposals"])) for d in data["default"]),
    )
