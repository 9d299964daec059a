"""Layouts of forms from `data/forms/*.toml`: what a label means, and which form it is.

`aliases.toml` holds the spellings that all forms share; every other file describes one family:
what identifies it, the rubric it belongs to if that is fixed, its own spellings.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from perfcheck.form.labels import Dictionary, dictionary

SECTIONS = (
    "head",
    "funds",
    "goals",
    "indicators",
    "foot",
    "rows",
    "listing",
    "groups",
    "alike_title",
    "alike_midway",
    "alike_period",
    "alike_indicators",
    "alike_foot",
    "alike_goals",
    "alike_funds",
    "alike_head",
    "alike_note",
)


@dataclass(frozen=True, slots=True)
class Match:
    """What identifies a form: `title` any of these in its title, `all`, `any` and `none` labels.

    Labels are compared as keys; an empty condition holds. `marked`: the workbook bears our mark.
    """

    title: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    marked: bool = False

    def holds(self, title: str, labels: frozenset[str], *, marked: bool) -> bool:
        """Whether a form with this title and these label keys is meant."""
        return (
            marked
            if self.marked
            else (
                (not self.title or any(word in title for word in self.title))
                and all(label in labels for label in self.all)
                and (not self.any or any(label in labels for label in self.any))
                and not any(label in labels for label in self.none)
            )
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """The answer to a form that is recognised but belongs elsewhere."""

    code: str
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Amounts:
    """What amounts say of their unit: with none named, 元 from `yuan_from`, in doubt from
    `ask_from`; named 万元 but in doubt from `wan_most`, all in 万元; named 元 but in doubt below
    `yuan_least`, in 元.
    """

    yuan_from: Decimal
    ask_from: Decimal
    wan_most: Decimal
    yuan_least: Decimal


@dataclass(frozen=True, slots=True)
class Layout:
    """One family of forms. `order`: lower is tried first.

    `unit`: of the amounts where the form names none.
    """

    id: str
    title: str
    order: int
    match: tuple[Match, ...]
    words: Dictionary
    amounts: Amounts
    rubric: str | None = None
    unit: str | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Layouts:
    """All layouts in the order in which they are tried, and the spellings of all of them."""

    words: Dictionary
    layouts: tuple[Layout, ...]

    def identify(self, title: str, labels: Sequence[str], *, marked: bool) -> Layout | None:
        """The first layout whose conditions hold, None where none does.

        `marked` says that the sheet bears the mark of our own form.
        """
        meanings = self.words.meanings
        keys = frozenset([meanings[label].key for label in labels])
        bare = self.words.key(title)
        return next(
            (
                each
                for each in self.layouts
                if any(m.holds(bare, keys, marked=marked) for m in each.match)
            ),
            None,
        )


@cache
def load_layouts() -> Layouts:
    """The layouts that ship with perfcheck."""
    return read_layouts(resources.files("perfcheck") / "data" / "forms")


def read_layouts(folder: Traversable) -> Layouts:
    """The layouts of a folder: `aliases.toml`, and one file for each family."""
    files = {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    }
    return build_layouts(files.pop("aliases"), files)


def build_layouts(common: Mapping[str, Any], families: Mapping[str, Mapping[str, Any]]) -> Layouts:
    """Layouts from parsed TOML: the common spellings, and one mapping for each family by id."""
    traditional = common["traditional"]
    simplified = str.maketrans(traditional["from"], traditional["to"])
    shared = {section: common[section] for section in SECTIONS}
    everything = shared
    for _, family in sorted(families.items()):
        everything = _add(everything, family.get("aliases", {}))
    words = dictionary(everything, simplified)
    limits = Amounts(**{name: Decimal(value) for name, value in common["amounts"].items()})
    layouts = (
        _layout(
            name,
            family,
            dictionary(_merge(shared, family.get("aliases", {})), simplified, words),
            limits,
        )
        for name, family in families.items()
    )
    return Layouts(words, tuple(sorted(layouts, key=lambda each: (each.order, each.id))))


def _add(
    shared: Mapping[str, Mapping[str, Sequence[str]]],
    own: Mapping[str, Mapping[str, Sequence[str]]],
) -> dict[str, dict[str, list[str]]]:
    """The spellings of a family after the shared ones: what may be meant in any form."""
    return {
        section: {
            role: [*roles.get(role, ()), *own.get(section, {}).get(role, ())]
            for role in (*roles, *(r for r in own.get(section, {}) if r not in roles))
        }
        for section, roles in shared.items()
    }


def _merge(
    shared: Mapping[str, Mapping[str, Sequence[str]]],
    own: Mapping[str, Mapping[str, Sequence[str]]],
) -> dict[str, dict[str, list[str]]]:
    """A family's own spellings go before the shared ones, and mean nothing else in it."""
    merged: dict[str, dict[str, list[str]]] = {}
    for section, roles in shared.items():
        mine = own.get(section, {})
        taken = {label for labels in mine.values() for label in labels}
        merged[section] = {
            role: [*mine.get(role, ()), *(x for x in roles.get(role, ()) if x not in taken)]
            for role in (*roles, *(role for role in mine if role not in roles))
        }
    return merged


def _layout(name: str, data: Mapping[str, Any], words: Dictionary, limits: Amounts) -> Layout:
    refusal = data.get("refusal")
    return Layout(
        id=name,
        title=data["title"],
        order=data["order"],
        match=tuple(_match(each, words) for each in data["match"]),
        words=words,
        amounts=limits,
        rubric=data.get("rubric"),
        unit=data.get("unit"),
        refusal=Refusal(**refusal) if refusal else None,
    )


def _match(data: Mapping[str, Any], words: Dictionary) -> Match:
    def keys(part: str) -> tuple[str, ...]:
        return tuple(words.key(label) for label in data.get(part, ()))

    return Match(
        title=tuple(data.get("title", ())),
        all=keys("all"),
        any=keys("any"),
        none=keys("none"),
        marked=data.get("marked", False),
    )
