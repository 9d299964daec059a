"""Cases as data: one file a check, each case a change to the good form and what must be found."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfcheck import tables
from perfcheck.checks import across, catalogue
from perfcheck.model.cells import Unseen
from perfcheck.model.form import Stage
from perfcheck.model.results import Assessment, Finding, Project
from tests import model_forms

FOLDER = Path(__file__).parent / "cases"
OPTIONS = (
    "rubric",
    "rows",
    "flags",
    "headings",
    "amounts_in",
    "amounts_look",
    "amounts_shown",
    "passed_over",
    "midway",
)


@dataclass(frozen=True)
class Case:
    """One case: `expect` the cells of the check's own findings, `also` the other codes found."""

    code: str
    kind: str
    name: str
    data: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.code} {self.kind}: {self.name}"


def cases() -> Iterator[Case]:
    for file in sorted(FOLDER.glob("*.toml")):
        content = tomllib.loads(file.read_text("utf-8"))
        for kind in ("silent", "failing"):
            for data in content.get(kind, ()):
                yield Case(file.stem, kind, data["name"], data)


def findings(case: Case) -> list[tuple[str, Finding]]:
    """Everything that is found in a case, each with the id of its project."""
    if "projects" not in case.data:
        return [("P001", finding) for finding in catalogue.run(assessment(case.data))]
    batch = [
        Project(f"P{number:03d}", f"{number}.xlsx", assessment(data), ())
        for number, data in enumerate(case.data["projects"], start=1)
    ]
    return list(across.run(tables.build(batch)))


def assessment(data: Mapping[str, Any]) -> Assessment:
    declared = data.get("stage") == "declaration"
    values: dict[str, str | None] = {
        **(model_forms.declared() if declared else model_forms.GOOD),
        **data.get("change", {}),
        **dict.fromkeys(data.get("remove", ())),
    }
    options = {name: data[name] for name in OPTIONS if name in data}
    if data.get("amounts_in") == "":
        options["amounts_in"] = None
    return model_forms.assessment(
        values,
        stage=Stage.DECLARATION if declared else Stage.SELF_EVALUATION,
        unread=tuple(data.get("unread", ())),
        unseen=_unseen(data),
        hidden_forms=tuple(data.get("hidden_forms", ())),
        **options,
    )


def _unseen(data: Mapping[str, Any]) -> Unseen | None:
    rows, columns = data.get("hidden_rows", ()), data.get("hidden_columns", ())
    return Unseen(model_forms.SHEET, tuple(rows), tuple(columns)) if rows or columns else None
