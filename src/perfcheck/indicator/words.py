"""The words of the field, from `data/lexicon/words.toml`: standards, tiers, stages, vagueness."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from perfcheck.indicator.lazily import lazily
from perfcheck.indicator.spelling import squeeze


@dataclass(frozen=True, slots=True)
class Fit:
    """Names that say what is measured, and what its unit contains: 面积 is in 亩 or 平方米."""

    what: str
    names: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon, ready for matching."""

    empty: frozenset[str]
    standard: re.Pattern[str]
    soft: tuple[str, ...]
    graded_names: tuple[str, ...]
    grades: frozenset[str]
    done: frozenset[str]
    partly: frozenset[str]
    not_done: frozenset[str]
    stages: tuple[re.Pattern[str], ...]
    vague: tuple[str, ...]
    growth: tuple[str, ...]
    countable: tuple[str, ...]
    bad_events: tuple[str, ...]
    zero: re.Pattern[str]
    noughts: frozenset[str]
    lower_names: tuple[str, ...]
    handling: tuple[str, ...]
    exact_names: tuple[str, ...]
    fits: tuple[Fit, ...]


@cache
def lexicon() -> Words:
    """The words, read once."""
    file = resources.files("perfcheck") / "data" / "lexicon" / "words.toml"
    data: Mapping[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return Words(
        empty=frozenset(data["empty"]),
        standard=_standard(data),
        soft=tuple(data["soft"]),
        graded_names=tuple(data["graded_names"]),
        grades=frozenset(data["grades"]),
        done=frozenset(data["done"]),
        partly=frozenset(data["partly"]),
        not_done=frozenset(data["not_done"]),
        stages=tuple(re.compile("|".join(map(re.escape, stage))) for stage in data["stages"]),
        vague=_longest_first(data["vague"]),
        growth=tuple(data["growth"]),
        countable=tuple(data["countable"]),
        bad_events=tuple(data["bad_events"]),
        zero=re.compile(f"^{data['zero']}$"),
        noughts=frozenset(data["noughts"]),
        lower_names=tuple(data["lower_names"]),
        handling=tuple(data["handling"]),
        exact_names=tuple(data["exact_names"]),
        fits=tuple(Fit(f["what"], tuple(f["names"]), tuple(f["units"])) for f in data["fits"]),
    )


def _standard(data: Mapping[str, Any]) -> re.Pattern[str]:
    """One clause that can be answered by yes or no: by rule and verb, by norm, or by a set form."""
    manner, verb, norm = data["manner"], data["verb"], data["norm"]
    forms = [
        *map(re.escape, data["standard_words"]),
        rf"[^,;]{{0,12}}{manner}+{verb}[^,;]{{0,12}}",
        rf"{manner}+[^,;]{{0,10}}",
        rf"(?:(?:均|已经?|基本)*{verb})+(?:完毕|到位|验收|合格|通过|了|率)?",
        rf"[^,;\d]{{1,10}}(?:已|均|全部){verb}(?:完毕|到位|合格)?",
        r"(?:已|已经)?(?:完成|建成|制定|出台|建立|竣工|投入)[^,;\d]{1,30}",
        r"[^,;\d]{1,14}(?:完成|完工|竣工|完毕|建成|交付|投入使用|到位)",
        rf"(?:均|全部|完全|基本|在?)*{data['norm_before']}[^,;]{{0,20}}{norm}(?:[^,;]{{0,8}})",
        r"(?:均|全部|完全)*(?:达到|符合|满足)[^,;]{1,10}(?:级|类|等)(?:以上)?",
        *data["standard_forms"],
    ]
    return lazily("(?:" + "|".join(forms) + ")")


def _longest_first(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))


def contains(text: str, words: Sequence[str]) -> tuple[str, ...]:
    """The words that a text contains, in the order of the list, none inside another."""
    found: list[str] = []
    for word in words:
        if word in text and not any(word in longer for longer in found):
            found.append(word)
    return tuple(found)


def stage_of(text: str) -> int | None:
    """The last stage of a work that a text names: 送审 comes before 出版; None without one."""
    plain = squeeze(text)
    reached = [number for number, stage in enumerate(lexicon().stages) if stage.search(plain)]
    if not reached:
        return None
    # 送出版社 names a publisher, not a publication
    if "送出版社" in plain and not re.search("已(?:印刷)?出版|正式出版|公开出版", plain):
        return 3
    return reached[-1]
