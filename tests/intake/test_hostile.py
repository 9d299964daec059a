"""Hostile and odd files through the real command: every one ends as a person would expect it."""

import pytest

from tests.intake.hostile import containers, packages
from tests.intake.hostile.case import Case, evaluate, form, misses, one, write

FAMILIES = {"containers": containers.all_cases, "packages": packages.all_cases}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_file_ends_as_a_person_would_expect(tmp_path, family: str):
    cases = [*FAMILIES[family](), *good()]
    write(cases, tmp_path / "in")
    assert misses(cases, evaluate(tmp_path / "in", tmp_path / "out")) == []


def good() -> list[Case]:
    """Honest forms beside the others: they must not suffer."""
    return [one(f"good{n}", "表.xlsx", form(f"good{n}"), "read") for n in range(5)]
