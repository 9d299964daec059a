"""The blank form that units fill, and filled copies of it: one builder for both."""

from pathlib import Path
from typing import BinaryIO

from perfcheck.model.rubric import Rubric
from perfcheck.report.formsheet.draw import draw_form
from perfcheck.report.formsheet.filling import Filling
from perfcheck.report.formsheet.guide import GUIDE_SHEET, draw_guide
from perfcheck.report.formsheet.hidden import LISTS_SHEET, META_SHEET, draw_lists, draw_meta
from perfcheck.report.formsheet.plan import make_plan
from perfcheck.report.formsheet.spec import load_spec, load_wording
from perfcheck.report.names import safe_sheet_name
from perfcheck.report.xlsx import open_workbook


def write_template(
    target: BinaryIO | Path,
    rubric: Rubric,
    filling: Filling | None = None,
    sheet: str = "项目申报表",
) -> None:
    """Write the form that belongs to a rubric, blank or filled; the same bytes each time.

    Sheets: 填报说明, the form (`sheet`), hidden `_字典` and very hidden `_meta`. RubricError where
    no form ships for the rubric, ValueError where the filling has rows that the form has not.
    """
    name = safe_sheet_name(sheet, (GUIDE_SHEET, LISTS_SHEET, META_SHEET))
    plan = make_plan(load_spec(rubric.id), load_wording(), rubric, filling or Filling(), name)
    with open_workbook(target, plan.spec.title) as book:
        guide = draw_guide(book, plan)
        form = draw_form(book, plan)
        draw_lists(book, plan)
        draw_meta(book, plan)
        (guide if filling is None else form).raw.activate()
