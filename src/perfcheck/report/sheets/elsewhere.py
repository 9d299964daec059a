"""Where the sheets of single projects are, when they are in the workbooks of their units."""

from collections.abc import Mapping
from typing import NamedTuple

from perfcheck.report.sheets.projectplan import project_plans
from perfcheck.report.unitbooks import UnitBooks


class Elsewhere(NamedTuple):
    """A sheet of a workbook beside this one."""

    file: str
    sheet: str


def elsewhere(books: UnitBooks) -> Mapping[int, Elsewhere]:
    """The sheet of each project by its index; none for a unit with too many projects for sheets."""
    return {
        index: Elsewhere(path, places.sheet)
        for path, batch in books.batches.items()
        for index, places in zip(books.indexes[path], project_plans(batch), strict=False)
    }
