"""How labels are recognised: spellings reduced to a key, and what a label says in brackets."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from perfcheck.form.memo import LONGEST, Memo

Aliases = Mapping[str, Mapping[str, Sequence[str]]]

INVISIBLE = re.compile(r"(?:_x000[DAda]_|[\s\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad])+")
BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
OPENING = frozenset("([【〔")
LEADING = re.compile(r"^(?:[★☆▲●◆■*#]+|其中[:：—-]{0,2}|\d+[.、]|[一二三四五六七八九十]+、)*")
TRAILING = ":：;；。.、,，%*/"
YEAR = re.compile(r"20\d\d年度?")
POINTS = re.compile(r"[(\[]?\s{0,9}(?<![\d.\-~至])(\d{1,3}(?:\.\d{1,9})?)\s{0,9}分(?![析\d])")
SECTIONS = ("head", "funds", "goals", "indicators", "foot")  # whose labels stand in cells
NUMBERED, DIGITS = "numbered", "0123456789一二三四五六七八九十"
ALIKE = "alike_"  # sections of telling words, which an unknown label is searched for
NOT = "not"
# The part of the year that a column is about: 1～7月执行数, 截至9月底完成值, 前三季度支出.
PERIOD = re.compile(
    r"(?:截[至止]到?)?(?:\d{4}年)?"
    r"(?:(?:[\dxX×*]{1,2}[-~—–至到])?[\dxX×*]{1,2}月(?:份|底|末|\d{1,2}日)?|上半年|"
    r"前?[一二三123]季度末?)止?(?:累计)?(?=.)"
)


def narrow(text: str) -> str:
    """Full-width forms as half-width ones, without characters that nobody sees or spaces."""
    return _NARROW[text]


def _narrowed(text: str) -> str:
    bare = unicodedata.normalize("NFKC", text)
    if bare.isprintable() and " " not in bare and "_x" not in bare:
        return bare  # nothing of it is invisible
    return INVISIBLE.sub("", bare)


_NARROW = Memo(_narrowed)


def key(text: str) -> str:
    """What identifies a label: 全年预算数（A）： and ★全 年\n预算数(万元) are both 全年预算数."""
    bare = narrow(text)
    while not OPENING.isdisjoint(bare) and (shorter := BRACKETED.sub("", bare)) != bare:
        bare = shorter
    return unnumbered(bare).rstrip(TRAILING)


def unnumbered(bare: str) -> str:
    """A narrow text without what leads to a label: 1. and ★ and 其中:."""
    found = LEADING.match(bare)
    return bare[found.end() :] if found else bare


def points_in(text: str) -> Decimal | None:
    """The points that a heading carries: 产出指标(40分) has 40; a span (40-50)分 has none."""
    match = POINTS.search(narrow(text))
    return Decimal(match[1]) if match else None


def period_in(text: str) -> str | None:
    """The part of a year that a heading is about: 1~7月 in 1～7月执行数; None for all of it."""
    found = PERIOD.match(narrow(text))
    return found[0] if found else None


def year_named(text: str) -> int | None:
    """The year that a heading names: 2021年完成值."""
    found = YEAR.search(narrow(text)) if "20" in text or "２０" in text else None
    return int(found[0][:4]) if found else None


def amount_unit_in(text: str) -> str | None:
    """The unit of amounts that a heading names: 项目资金（万元）, 金额单位：元."""
    bare = narrow(text).replace("萬", "万").replace("億", "亿")
    match = re.search(
        r"\((?:单位:)?(?:人民币)?(亿元|万元|千元|元)\)|单位:(?:人民币)?(亿元|万元|千元|元)", bare
    )
    return (match[1] or match[2]) if match else None


class Meaning(NamedTuple):
    """What a text is as a label: its key, its roles by section.

    `label`: it is one in any of SECTIONS; `column`: it may head a column of indicators;
    `numbered`: without the number at its end it is the title of a goal.
    """

    key: str
    roles: Mapping[str, tuple[str, ...]]
    label: bool = False
    column: bool = False
    numbered: bool = False


PROSE = Meaning("", {})


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Which roles a label can play in each section of a form; the preferred spelling has rank 0.

    `meanings` holds what each text means, `simplified` the plain characters of traditional ones.
    """

    ranks: Mapping[tuple[str, str, str], int]
    meanings: Memo[Meaning]
    telling: Mapping[str, Mapping[str, Sequence[str]]]
    simplified: Mapping[int, int]

    def simplify(self, text: str) -> str:
        """A text with its traditional characters simplified."""
        return text.translate(self.simplified)

    def key(self, text: str) -> str:
        """The key of a label, with its traditional characters simplified."""
        if len(text) > LONGEST:
            return self.simplify(key(text))
        return self.meanings[text].key

    def find(self, section: str, text: str) -> tuple[str, ...]:
        """The roles of a label in a section, none where it is no label there."""
        return self.meanings[text].roles.get(section, ())

    def role(self, section: str, text: str, *wanted: str) -> str | None:
        """The first role of a label in a section, of those wanted if any are named."""
        for role in self.meanings[text].roles.get(section, ()):
            if not wanted or role in wanted:
                return role
        return None

    def rank(self, section: str, role: str, text: str) -> int:
        """How preferred a spelling is for a role; 0 is best."""
        return self.ranks.get((section, role, self.key(text)), 99)

    def title(self, section: str, role: str) -> str:
        """The plainest spelling of a role: 年度指标值."""
        keys = (k[2] for k, rank in self.ranks.items() if k[:2] == (section, role) and not rank)
        return next(keys, "")

    def alike(self, section: str, text: str) -> str | None:
        """The role whose telling words an unknown label holds: 年终实际完成数 is an actual value.

        The words stand in the section `alike_…` of the layouts, those that forbid it under `not`,
        those that forbid one role under `not_…`.
        """
        name = self.meanings[text].key
        telling = self.telling.get(section, {})
        if not name or self.denied(section, text):
            return None
        for role, words in telling.items():
            if role.startswith(NOT) or not _holds(name, words):
                continue
            if not _holds(name, telling.get(f"{NOT}_{role}", ())):
                return role
        return None

    def denied(self, section: str, text: str) -> bool:
        """Whether an unknown label holds a word that forbids all roles of a section: 中期."""
        return _holds(self.meanings[text].key, self.telling.get(section, {}).get(NOT, ()))

    def any(self, text: str, sections: Iterable[str]) -> bool:
        """Whether a text is a label in any of the sections."""
        roles = self.meanings[text].roles
        return bool(roles) and not roles.keys().isdisjoint(sections)

    def label(self, text: str) -> bool:
        """Whether a text is a label in any of SECTIONS."""
        return self.meanings[text].label


def _holds(name: str, words: Iterable[str]) -> bool:
    for word in words:  # noqa: SIM110 - a generator would cost more than what it does
        if word in name:
            return True
    return False


def _heads_column(roles: Mapping[str, tuple[str, ...]]) -> bool:
    return "indicators" in roles or "listing" in roles


def dictionary(
    aliases: Aliases, simplified: Mapping[int, int], wider: Dictionary | None = None
) -> Dictionary:
    """Index aliases by section and key; a label may play several roles, in the order given.

    `wider` knows every label that these aliases name: what is none there is none here.
    """
    roles: dict[str, dict[str, tuple[str, ...]]] = {}
    ranks: dict[tuple[str, str, str], int] = {}
    telling = {s.removeprefix(ALIKE): own for s, own in aliases.items() if s.startswith(ALIKE)}
    for section, entries in aliases.items():
        if section.startswith(ALIKE):
            continue
        for role, labels in entries.items():
            for rank, label in enumerate(labels):
                name = key(label).translate(simplified)
                own = roles.setdefault(name, {})
                own[section] = (*own.get(section, ()), role)
                ranks.setdefault((section, role, name), rank)

    def meaning(text: str) -> Meaning:
        if len(text) > LONGEST:
            return PROSE
        known = wider.meanings[text] if wider else None
        if known and not known.roles and not known.numbered:
            return known
        name = known.key if known else key(text).translate(simplified)
        own = roles.get(name, {})
        if "20" in name:
            own = roles.get(YEAR.sub("", name), {}) | own
        if not own and (period := PERIOD.match(name)):
            own = roles.get(name[period.end() :], {})
        numbered = NUMBERED in roles.get(name.rstrip(DIGITS), {}).get("goals", ())
        return Meaning(name, own, not own.keys().isdisjoint(SECTIONS), _heads_column(own), numbered)

    return Dictionary(ranks, Memo(meaning), telling, simplified)
