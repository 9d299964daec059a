"""Hostile and odd files through the real command: every one ends as a person would expect it."""

import re
import zipfile
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pandas
import pytest

from tests.intake.hostile import (
    cells,
    containers,
    dialects,
    disguises,
    errands,
    exports,
    later,
    ledgers,
    leftovers,
    letters,
    mailroom,
    nests,
    oldbooks,
    opendocs,
    outsiders,
    packages,
    parcels,
    posts,
    strangers,
    systems,
    wrappers,
)
from tests.intake.hostile.attached import BOOK, attached
from tests.intake.hostile.case import Case, evaluate, form, misses, one, write

FAMILIES = {
    "cells": cells.all_cases,
    "containers": containers.all_cases,
    "dialects": dialects.all_cases,
    "disguises": disguises.all_cases,
    "errands": errands.all_cases,
    "exports": exports.all_cases,
    "later": later.all_cases,
    "leftovers": leftovers.all_cases,
    "ledgers": ledgers.all_cases,
    "letters": letters.all_cases,
    "outsiders": outsiders.all_cases,
    "mailroom": mailroom.all_cases,
    "nests": nests.all_cases,
    "opendocs": opendocs.all_cases,
    "packages": packages.all_cases,
    "parcels": parcels.all_cases,
    "posts": posts.all_cases,
    "strangers": strangers.all_cases,
    "systems": systems.all_cases,
    "wrappers": wrappers.all_cases,
}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_file_ends_as_a_person_would_expect(tmp_path, family: str):
    cases = [*FAMILIES[family](), *good()]
    write(cases, tmp_path / "in")
    results = evaluate(tmp_path / "in", tmp_path / "out")
    assert misses(cases, results) == []
    assert attached(cases, results, tmp_path / "out") == []
    assert acting(tmp_path / "out" / "绩效评价结果.xlsx") == []
    assert addressed(tmp_path / "out" / "回复") == []


@pytest.mark.libreoffice
def test_what_libreoffice_wrote_is_read_and_what_was_done_to_it_is_told(tmp_path, libreoffice):
    (tmp_path / "made").mkdir()
    cases = [*oldbooks.all_cases(tmp_path / "made", libreoffice), *good()]
    write(cases, tmp_path / "in")
    results = evaluate(tmp_path / "in", tmp_path / "out")
    assert misses(cases, results) == []
    assert attached(cases, results, tmp_path / "out") == []


def test_what_is_attached_to_a_file_that_was_not_read_is_found(tmp_path):
    case = one("x", "表.xlsx", b"", "rejected")
    record = {"path": "x/表.xlsx", "status": "rejected", "projects": [], "returned": None}
    results = {"files": [record], "projects": []}

    def out(sheet: str, text: str) -> list[str]:
        pandas.DataFrame([[text]]).to_excel(tmp_path / BOOK, sheet_name=sheet, header=False)
        return attached([case], results, tmp_path)

    assert out("处理记录", "案例x") == out("汇总表", "案例x-1") == []
    assert out("汇总表", "案例x") == [f"{BOOK} 汇总表: 案例x"]
    assert out("问题清单", "见 x/表.xlsx 第1行") == [f"{BOOK} 问题清单: 见 x/表.xlsx 第1行"]
    record["projects"] = ["P1"]
    results["projects"] = [{"id": "P1", "file": "x/表.xlsx", "name": "别的"}]
    assert len(out("处理记录", "")) == 2


OWN_BOOK = re.compile(r' Target="分单位[\\/][\w（）-]+\.xlsx"')


def acting(workbook: Path) -> list[str]:
    """Whatever in our output would do more than stand there: links out, formulas of others.

    The workbooks of units that lie beside it are ours; their names hold letters and digits alone.
    """
    with zipfile.ZipFile(workbook) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    relations = (r for text in parts.values() for r in re.findall("<Relationship [^>]*>", text))
    found = [r for r in relations if 'TargetMode="External"' in r and not OWN_BOOK.search(r)]
    formulas = (f for text in parts.values() for f in re.findall("<f>([^<]*)</f>", text))
    return found + [f for f in formulas if re.search(r"1\+1|cmd|HYPERLINK|SUM\(1\)|http", f)]


def addressed(letters: Path) -> list[str]:
    """Letters that what a sender wrote into a name or a subject would send to somebody else."""
    found = []
    for file in letters.glob("*.eml"):
        letter = message_from_bytes(file.read_bytes(), policy=default)
        found += [f"{file}: {name}" for name in ("Cc", "Bcc") if letter[name]]
        found += [f"{file}: to {letter['To']}" for _ in letter["To"].addresses[1:]]
    return found


def good() -> list[Case]:
    """Honest forms beside the others: they must not suffer."""
    return [one(f"good{n}", "表.xlsx", form(f"good{n}"), "read") for n in range(5)]
