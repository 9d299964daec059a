"""Grades on 汇总表: without and with what reviewers wrote, and whether the review moved them.

They follow the scores and the thresholds on 评分标准, in the functions of Excel 2007.
"""

from perfcheck.model.rubric import Rubric
from perfcheck.report.content import Cell, Formula
from perfcheck.report.look import Style
from perfcheck.report.reviewed import LOWERED, RAISED, SAME, SETTLED, follows_score
from perfcheck.report.sheets import review, scored
from perfcheck.report.sheets.formulas import Column, quote, scored_cells
from perfcheck.report.sheets.plan import Plan
from perfcheck.report.sheets.thresholds import grade_name
from perfcheck.report.wording import NONE, OPEN_GRADE


def given(plan: Plan, index: int) -> Cell:
    """核定等级: that of the recomputed score."""
    grade = plan.batch.outlines[index].assessment.card.grade
    return _grade(plan, index, grade, Column.SCORE, scored.SCORE)


def reviewed(plan: Plan, index: int) -> Cell:
    """复核后等级: that of the score with what reviewers wrote on 评分明细."""
    grade = plan.reviewed[index].grade
    return _grade(plan, index, grade, Column.REVIEWED, review.REVIEWED)


def moved(plan: Plan, index: int) -> Cell:
    """等级变化: 升, 降, or 已定 where it was open."""
    project = plan.batch.outlines[index]
    if not follows_score(project):
        return Cell(NONE, Style.MUTED)
    row = plan.summary_rows[index]
    before, after = f"{Column.GRADE}{row}", f"{Column.REVIEWED_GRADE}{row}"
    higher = f"{Column.REVIEWED}{row}>{Column.SCORE}{row}"
    way = f"IF({higher},{quote(RAISED)},{quote(LOWERED)})"
    way = f"IF({before}={quote(OPEN_GRADE)},{quote(SETTLED)},{way})"
    formula = f"=IF({after}={before},{quote(SAME)},{way})"
    return Cell(Formula(formula, plan.reviewed[index].moved(project)), Style.CODE)


def _grade(plan: Plan, index: int, grade: str | None, total: Column, scores: str) -> Cell:
    """An open grade is a person's: it stays 待定 until every open line has got its score."""
    project = plan.batch.outlines[index]
    card = project.assessment.card
    if not follows_score(project):
        return Cell(card.grade, Style.GRADE) if card.grade else Cell(NONE, Style.MUTED)
    formula = _bands(plan, project.assessment.rubric, f"{total}{plan.summary_rows[index]}")
    if card.grade is not None:
        return Cell(Formula(f"={formula}", grade), Style.GRADE)
    formula = f"=IF({_open_lines(plan, index, scores)}>0,{quote(OPEN_GRADE)},{formula})"
    return Cell(Formula(formula, grade or OPEN_GRADE), Style.GRADE if grade else Style.WARN)


def _bands(plan: Plan, rubric: Rubric, total: str) -> str:
    formula = quote("")
    for band in reversed(rubric.grades):
        start = grade_name(plan.batch.rubrics, rubric, band)
        formula = f"IF({total}>={start},{quote(band.name)},{formula})"
    return formula


def _open_lines(plan: Plan, index: int, scores: str) -> str:
    """How many lines of 评分明细 that are worth points have no score there."""
    keys, own, points = (scored_cells(plan, c) for c in ("A", scores, scored.POINTS))
    key = f"{Column.PROJECT}{plan.summary_rows[index]}"
    return f'COUNTIFS({keys},{key},{own},{quote(NONE)},{points},">0")'
