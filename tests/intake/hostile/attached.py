"""Whether anything of a file that was not read stands in what a batch wrote."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas

from tests.intake.hostile.case import Case

RECORDS = "处理记录"  # the one place for them
BOOK = "绩效评价结果.xlsx"


def attached(cases: Sequence[Case], results: Mapping[str, Any], out: Path) -> list[str]:
    """What is attached to a record that is not `processed`, or leads to one, in words."""
    status = {file["path"]: file["status"] for file in results["files"]}
    found = [
        f"{file['path']}: {file['status']} with {name}"
        for file in results["files"]
        for name in ("projects", "returned", "answers")
        if file["status"] != "processed" and file.get(name)
    ]
    listed = {project for file in results["files"] for project in file["projects"]}
    found += [
        f"{project['id']} of {project['file']}"
        for project in results["projects"]
        if status.get(project["file"]) != "processed" or project["id"] not in listed
    ]
    unread = [path for path, own in status.items() if own != "processed"]
    read = {project["name"] for project in results["projects"]}
    names = {f"案例{case.id}" for case in cases if not _read(case, results)}
    unread += sorted(names - read)
    return found + [f"{place}: {text}" for place, text in shown(out, unread)]


def _read(case: Case, results: Mapping[str, Any]) -> bool:
    prefix = f"{case.id}/"
    return any(file["projects"] for file in results["files"] if file["path"].startswith(prefix))


def shown(out: Path, texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Where one of the texts stands in a workbook, other than on the sheet of records."""
    pattern = re.compile("|".join(rf"{re.escape(text)}(?![\w.-])" for text in texts) or r"\b\B")
    for file in (out / BOOK, *sorted((out / "分单位").glob("*.xlsx"))):
        for sheet, table in pandas.read_excel(
            file, sheet_name=None, header=None, engine="calamine"
        ).items():
            if sheet == RECORDS:
                continue
            for text in map(str, table.to_numpy().ravel()):
                if pattern.search(text):
                    yield f"{file.name} {sheet}", text[:120]
