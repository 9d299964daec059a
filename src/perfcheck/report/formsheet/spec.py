"""What a template is made of, read from `data/templates`: the blocks of a form, and its wording."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from perfcheck.errors import RubricError


class Need(StrEnum):
    """Where at least one indicator has to stand: in this block, or anywhere in its group."""

    SUBGROUP = "subgroup"
    GROUP = "group"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Block:
    """A second-level heading with room for `rows` indicators, under a group of the rubric.

    `label` is the name as it is written, with a line break where it is long.
    """

    group: str
    name: str
    rows: int
    need: Need
    label: str


@dataclass(frozen=True, slots=True)
class Spec:
    """A form: its title, the rows of its funds block (the total first), its indicator blocks."""

    id: str
    version: str
    title: str
    funds: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """What Excel shows beside a selected cell; at most 32 and 255 characters."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Guide:
    """The sheet 填报说明: tables of plain text, row by row."""

    title: str
    lead: str
    steps: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str, str, str], ...]
    rewrites: tuple[tuple[str, str, str], ...]
    checks: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Lists, prompts and hints; `advice` pairs a word of a target with what to write instead."""

    signs: tuple[str, ...]
    units: tuple[str, ...]
    advice: tuple[tuple[str, str], ...]
    advice_otherwise: str
    prompts: Mapping[str, Prompt]
    guide: Guide


QUALITATIVE = "定性"  # the last of the signs: no figure is meant


@cache
def load_spec(template_id: str) -> Spec:
    """The form that belongs to a rubric; RubricError where none ships for it."""
    file = resources.files("perfcheck") / "data" / "templates" / f"{template_id}.toml"
    if not file.is_file():
        raise RubricError(
            "RUB004",
            f"评分标准“{template_id}”没有配套的申报表表样",
            f"请在 data/templates 中为它增加 {template_id}.toml",
        )
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return Spec(
        id=template_id,
        version=data["version"],
        title=data["title"],
        funds=tuple(data["funds"]),
        blocks=tuple(
            Block(b["group"], b["name"], b["rows"], Need(b["required"]), b.get("label", b["name"]))
            for b in data["block"]
        ),
    )


@cache
def load_wording() -> Wording:
    """The wording that all templates share."""
    file = resources.files("perfcheck") / "data" / "templates" / "wording.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return Wording(
        signs=tuple(data["signs"]),
        units=tuple(data["units"]),
        advice=tuple((a["word"], a["say"]) for a in data["advice"]),
        advice_otherwise=data["advice_otherwise"],
        prompts={name: Prompt(p["title"], p["text"]) for name, p in data["input"].items()},
        guide=_guide(data["guide"]),
    )


def _guide(data: Mapping[str, Any]) -> Guide:
    return Guide(
        title=data["title"],
        lead=data["lead"],
        steps=tuple((s["what"], s["how"]) for s in data["steps"]),
        columns=tuple((c["column"], c["how"], c["good"], c["bad"]) for c in data["columns"]),
        rewrites=tuple((r["before"], r["after"], r["source"]) for r in data["rewrites"]),
        checks=tuple(c["text"] for c in data["checks"]),
        questions=tuple((q["ask"], q["answer"]) for q in data["questions"]),
    )
