"""LibreOffice as a second opinion: recalculate workbooks and give their cells back."""

import os
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def recalculated(files: list[Path], folder: Path) -> dict[str, openpyxl.Workbook]:
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
    return {f.name: openpyxl.load_workbook(out / f.name, data_only=True) for f in files}


def differences(file: Path, again: openpyxl.Workbook) -> tuple[int, list[str]]:
    """How many formulas a file has, and those whose stored value is not the recalculated one."""
    formulas = openpyxl.load_workbook(file)
    stored = openpyxl.load_workbook(file, data_only=True)
    count, wrong = 0, []
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                here = stored[sheet.title][cell.coordinate].value
                there = again[sheet.title][cell.coordinate].value
                if not same(here, there):
                    wrong.append(f"{sheet.title}!{cell.coordinate}: {here!r}, {there!r}")
    return count, wrong


def same(here: object, there: object) -> bool:
    if isinstance(here, int | float) and isinstance(there, int | float):
        return abs(here - there) < 1e-9
    return (here or "") == (there or "")
