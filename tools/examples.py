"""Write `input_templates/`: the blank form and roster, and the examples of `tools/examples/*.toml`.

Run it after a change of the template or of an example; a test compares the files byte for byte.
"""

import io
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfcheck.model.filenames import ROSTER_FILE
from perfcheck.model.rubric import Rubric
from perfcheck.report.formsheet.filling import Filling, FundsRow, IndicatorRow
from perfcheck.report.rostersheet import write_roster
from perfcheck.report.template import write_template
from perfcheck.scoring.rubric import DEFAULT, load

ROOT = Path(__file__).parents[1]
FACTS = Path(__file__).parent / "examples"
TARGET = ROOT / "input_templates"
BLANK = "项目申报表.xlsx"
HEAD = ("year", "name", "department", "unit", "expected", "achieved", "grade", "person", "phone")


def outputs() -> Iterator[tuple[Path, bytes]]:
    """Every file of `input_templates/` with its path under that folder."""
    rubric = load(DEFAULT)
    yield Path(BLANK), _workbook(rubric)
    yield Path(ROSTER_FILE), _roster()
    for facts in sorted(FACTS.glob("*.toml")):
        data = tomllib.loads(facts.read_text(encoding="utf-8"), parse_float=Decimal)
        sheet = data.get("sheet", "项目申报表")
        yield Path("submissions") / data["file"], _workbook(rubric, filling(data), sheet)


def filling(data: Mapping[str, Any]) -> Filling:
    """The contents of a form from the TOML of an example."""
    return Filling(
        **{name: data[name] for name in HEAD if name in data},
        funds=tuple(FundsRow(**row) for row in data["funds"]),
        indicators=tuple(IndicatorRow(**row) for row in data["indicator"]),
        filled_on=data.get("date"),
    )


def _workbook(rubric: Rubric, contents: Filling | None = None, sheet: str = "项目申报表") -> bytes:
    stream = io.BytesIO()
    write_template(stream, rubric, contents, sheet)
    return stream.getvalue()


def _roster() -> bytes:
    stream = io.BytesIO()
    write_roster(stream)
    return stream.getvalue()


def main() -> None:
    """Write them all."""
    for path, content in outputs():
        file = TARGET / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        print(file.relative_to(ROOT))


if __name__ == "__main__":
    main()
