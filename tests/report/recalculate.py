"""LibreOffice as a second opinion: recalculate workbooks, and compare what cells hold."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>"""


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NUMBER, TRUTH = "n", "b"


def recalculated(files: list[Path], folder: Path) -> dict[str, Path]:
    """The files by name as LibreOffice computes them, whatever values they carry."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is missing, and in CI nothing may be skipped")
        pytest.skip("LibreOffice is not installed, formulas cannot be recalculated")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, "utf-8")
    out = folder / "recalculated"
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return {file.name: out / file.name for file in files}


def differences(file: Path, again: Path) -> tuple[int, list[str]]:
    """How many formulas a file has, and those whose stored value is not the recalculated one."""
    there = dict(formulas(again))
    found = dict(formulas(file))
    wrong = [
        f"{at}: {here!r}, {there.get(at)!r}"
        for at, here in found.items()
        if not same(here, there.get(at))
    ]
    return len(found), wrong


def formulas(file: Path) -> Iterator[tuple[str, float | str | None]]:
    """Where the formulas of a workbook stand (表!A1), and the value that is stored with each.

    Read here and not by openpyxl, which takes ten times as long for the whole of it.
    """
    with ZipFile(file) as package:
        book = package.read("xl/workbook.xml").decode("utf-8")
        rels = package.read("xl/_rels/workbook.xml.rels").decode("utf-8")
        parts = {}
        for own in re.findall(r"<Relationship [^>]*>", rels):
            parts[_attribute(own, "Id")] = _attribute(own, "Target").removeprefix("/xl/")
        for own in ElementTree.fromstring(book).iter(f"{MAIN}sheet"):
            relation = next(value for key, value in own.attrib.items() if key.endswith("}id"))
            with package.open(f"xl/{parts[relation]}") as sheet:
                yield from _cells(own.attrib["name"], sheet)


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'{name}="([^"]*)"', tag)
    assert found
    return found[1]


def _cells(title: str, sheet) -> Iterator[tuple[str, float | str | None]]:
    for _, cell in ElementTree.iterparse(sheet):
        if cell.tag != f"{MAIN}c":
            continue
        if cell.find(f"{MAIN}f") is not None:
            value = cell.findtext(f"{MAIN}v")
            number = value and cell.get("t", NUMBER) in (NUMBER, TRUTH)
            yield f"{title}!{cell.get('r')}", float(value) if value and number else value
        cell.clear()


def same(here: object, there: object) -> bool:
    if isinstance(here, float) and isinstance(there, float):
        return abs(here - there) < 1e-9
    return (here or "") == (there or "")
