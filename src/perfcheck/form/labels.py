"""How labels are recognised: spellings reduced to a key, and what a label says in brackets."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

Aliases = Mapping[str, Mapping[str, Sequence[str]]]

INVISIBLE = re.compile(r"(?:_x000[DAda]_|[\s\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad])+")
BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
LEADING = re.compile(r"^(?:[★☆▲●◆■*#]+|其中[:：]?|\d+[.、]|[一二三四五六七八九十]+、)+")
TRAILING = re.compile(r"[:：;；。.、,，%*/]+$")
YEAR = re.compile(r"20\d\d年度?")
POINTS = re.compile(r"[(\[]?\s{0,9}(?<![\d.\-~至])(\d{1,3}(?:\.\d{1,9})?)\s{0,9}分(?![析\d])")
ALIKE = "alike_"  # sections of telling words, which an unknown label is searched for
LONGEST = 60  # characters that a label may have
CACHED = 8192  # the same labels come back row by row and form by form


def narrow(text: str) -> str:
    """Full-width forms as half-width ones, without characters that nobody sees or spaces."""
    return _narrow(text) if len(text) <= LONGEST else _narrow.__wrapped__(text)


@lru_cache(maxsize=CACHED)
def _narrow(text: str) -> str:
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def key(text: str) -> str:
    """What identifies a label: 全年预算数（A）： and ★全 年\n预算数(万元) are both 全年预算数."""
    bare = narrow(text)
    while (shorter := BRACKETED.sub("", bare)) != bare:
        bare = shorter
    return TRAILING.sub("", LEADING.sub("", bare))


def points_in(text: str) -> Decimal | None:
    """The points that a heading carries: 产出指标(40分) has 40; a span (40-50)分 has none."""
    match = POINTS.search(narrow(text))
    return Decimal(match[1]) if match else None


def amount_unit_in(text: str) -> str | None:
    """The unit of amounts that a heading names: 项目资金（万元）, 金额单位：元."""
    bare = narrow(text).replace("萬", "万").replace("億", "亿")
    match = re.search(
        r"\((?:单位:)?(?:人民币)?(亿元|万元|千元|元)\)|单位:(?:人民币)?(亿元|万元|千元|元)", bare
    )
    return (match[1] or match[2]) if match else None


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Which roles a label can play in each section of a form; the preferred spelling has rank 0.

    `key` gives the key of a label with its traditional characters simplified, `playing` its roles
    by section, `simplify` any text with such characters simplified.
    """

    ranks: Mapping[tuple[str, str, str], int]
    key: Callable[[str], str]
    playing: Callable[[str], Mapping[str, tuple[str, ...]]]
    telling: Mapping[str, Mapping[str, Sequence[str]]]
    simplify: Callable[[str], str]

    def find(self, section: str, text: str) -> tuple[str, ...]:
        """The roles of a label in a section, none where it is no label there."""
        if len(text) > LONGEST:
            return ()
        return self.playing(text).get(section, ())

    def role(self, section: str, text: str, *wanted: str) -> str | None:
        """The first role of a label in a section, of those wanted if any are named."""
        for role in self.find(section, text):
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

        The words stand in the section `alike_…` of the layouts, those that forbid it under `not`.
        """
        name = self.key(text) if len(text) <= LONGEST else ""
        telling = self.telling.get(section, {})
        if not name or any(word in name for word in telling.get("not", ())):
            return None
        for role, words in telling.items():
            if role != "not" and any(word in name for word in words):
                return role
        return None

    def any(self, text: str, sections: Iterable[str]) -> bool:
        """Whether a text is a label in any of the sections."""
        if len(text) > LONGEST:
            return False
        playing = self.playing(text)
        return bool(playing) and any(section in playing for section in sections)


def dictionary(aliases: Aliases, simplified: Mapping[int, int]) -> Dictionary:
    """Index aliases by section and key; a label may play several roles, in the order given."""
    roles: dict[str, dict[str, tuple[str, ...]]] = {}

    @lru_cache(maxsize=CACHED)
    def remembered(text: str) -> str:
        return key(text).translate(simplified)

    def simple(text: str) -> str:
        known = remembered if len(text) <= LONGEST else remembered.__wrapped__
        return known(text)

    @lru_cache(maxsize=CACHED)
    def playing(text: str) -> Mapping[str, tuple[str, ...]]:
        name = simple(text)
        bare = YEAR.sub("", name) if "20" in name else name
        found = {section: known.get(name) or known.get(bare) for section, known in roles.items()}
        return {section: own for section, own in found.items() if own}

    ranks: dict[tuple[str, str, str], int] = {}
    telling = {s.removeprefix(ALIKE): own for s, own in aliases.items() if s.startswith(ALIKE)}
    for section, entries in aliases.items():
        if section.startswith(ALIKE):
            continue
        known = roles.setdefault(section, {})
        for role, labels in entries.items():
            for rank, label in enumerate(labels):
                name = simple(label)
                known[name] = (*known.get(name, ()), role)
                ranks.setdefault((section, role, name), rank)
    return Dictionary(ranks, simple, playing, telling, lambda text: text.translate(simplified))
