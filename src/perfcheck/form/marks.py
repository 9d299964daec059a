"""The mark by which our own form says what it is: its very hidden sheet `_meta`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from perfcheck.form import faults
from perfcheck.form.grid import Grid

META_SHEET = "_meta"
RESULT_SHEETS = frozenset(("汇总表", "问题清单", "处理记录"))


@dataclass(frozen=True, slots=True)
class Mark:
    """The sheet that holds the form, and the rubric that it was made for."""

    sheet: str
    rubric: str | None


def find_mark(grids: Sequence[Grid], name: str) -> Mark | None:
    """The mark of a workbook, None where it has none; LayoutError for our own results.

    The rubric counts only if it ships with perfcheck: submitters can change the sheet.
    """
    if {grid.sheet for grid in grids} >= RESULT_SHEETS:
        raise faults.our_results(name)
    for grid in grids:
        if grid.sheet == META_SHEET and grid.hidden:
            facts = {grid.at(row, 1).text: grid.at(row, 2).text for row in grid.shown}
            rubric = facts.get("rubric", "")
            return Mark(facts.get("sheet", ""), rubric if _ships(rubric) else None)
    return None


def _ships(rubric: str) -> bool:
    if not re.fullmatch(r"[a-z0-9-]+", rubric):
        return False
    return (resources.files("perfcheck") / "data" / "rubrics" / f"{rubric}.toml").is_file()
