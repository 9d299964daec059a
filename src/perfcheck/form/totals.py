"""The totals of a form: 总分 and its points, the grade, a row of execution among indicators."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from perfcheck.form.columns import Column
from perfcheck.form.fields import points_entry, text_entry, ticked
from perfcheck.form.grid import Cell
from perfcheck.form.head import Field
from perfcheck.form.indicators import Table
from perfcheck.form.labels import Dictionary, narrow
from perfcheck.form.segment import Segment, pick
from perfcheck.model.cells import State
from perfcheck.model.form import NO_NUMBER, NO_TEXT, Budget, Number, Text

LEFT = ("category", "subcategory", "name")  # the words of the total stand over these
BEHIND = re.compile(r"^[^\d]+[:]?(\d{1,3}(?:\.\d+)?)分?$")


@dataclass(frozen=True, slots=True)
class Totals:
    """The points to be had, the score, the grade."""

    points: Number = NO_NUMBER
    score: Number = NO_NUMBER
    grade: Text = NO_TEXT


def read_totals(
    segment: Segment,
    words: Dictionary,
    tables: Sequence[Table],
    head: Mapping[str, Field],
    foot: Mapping[str, Field],
) -> Totals:
    """What the total row below the last table says; else what a field of the head says."""
    row = next((table.total for table in reversed(tables) if table.total), 0)
    points = _total(segment, row, "points")
    if words.role("rows", points.text, "grade"):
        points = NO_NUMBER  # 自评得分 | 98 | 评价等次 | 优秀
    score = _total(segment, row, "score")
    if row and points.blank and not points.absent and not score.blank:
        points = _only_number(segment, row) or points
    if row and score.blank:
        score = _last_number(segment, row, points) or _behind_label(segment, row) or score
    if score.blank and "total_score" in head:
        field = head["total_score"]
        stated = points_entry(field.value, field.ref, field.label)
        score = stated if score.absent or not stated.blank else score
    return Totals(points, score, _grade(segment, words, row, {**head, **foot}))


def _total(segment: Segment, row: int, role: str) -> Number:
    column = segment.headers[-1].columns.get(role) if row else None
    if column is None:
        return NO_NUMBER
    return _number(segment, row, column)


def _number(segment: Segment, row: int, column: Column) -> Number:
    cell = pick(segment, row, column)
    return points_entry(cell, segment.ref(cell), column.name)


def _only_number(segment: Segment, row: int) -> Number | None:
    """The only number of a total row that stands in no column of its own: 合计 | 100 | …… | 96."""
    columns = segment.headers[-1].columns.values()
    numbers = [
        points_entry(cell, segment.grid.ref(row, cell.column), "分值")
        for _, cells in segment.lines(row, row)
        for cell in cells
        if not any(c.first <= cell.column <= c.last for c in columns if c.role not in LEFT)
    ]
    filled = [number for number in numbers if number.value is not None]
    return filled[0] if len(filled) == 1 else None


def _last_number(segment: Segment, row: int, points: Number) -> Number | None:
    """The last number of a total row that stands in no column of its own."""
    numbers = [
        points_entry(cell, segment.grid.ref(row, cell.column), "总分")
        for _, cells in segment.lines(row, row)
        for cell in cells
    ]
    rest = [n for n in numbers if n.value is not None and n.cell != points.cell]
    return rest[-1] if rest else None


def _behind_label(segment: Segment, row: int) -> Number | None:
    """The score in the cell of the label itself: 总分：98.5."""
    cell = next((cell for _, line in segment.lines(row, row) for cell in line), Cell(row, 1))
    match = BEHIND.search(narrow(cell.text))
    if match is None:
        return None
    value = Cell(row, cell.column, match[1], match[1], State.VALUE)
    return points_entry(value, segment.grid.ref(row, cell.column), "总分")


def _grade(segment: Segment, words: Dictionary, row: int, found: Mapping[str, Field]) -> Text:
    """The grade in a field of its own, else a word such as 优 at the end of the total row, or all
    that a conclusion says.
    """
    if field := found.get("grade"):
        return ticked(text_entry(field.value, field.ref, field.label))
    cells = [cell for _, line in segment.lines(row, row) for cell in line] if row else []
    word: Cell | None = next((c for c in cells if words.role("rows", c.text, "grade")), None)
    if word is not None:
        return text_entry(word, segment.grid.ref(row, word.column), "等级")
    said = found.get("conclusion")
    if said and words.role("rows", said.value.text, "grade"):
        return text_entry(said.value, said.ref, said.label)
    return NO_TEXT


def with_execution_row(budget: Budget, segment: Segment, tables: Sequence[Table]) -> Budget:
    """The budget with points and score that stand in a row 预算执行率 among the indicators."""
    row = next((table.execution for table in tables if table.execution), 0)
    columns = segment.headers[-1].columns if segment.headers else {}
    total = budget.total
    if row and total.points.blank and "points" in columns:
        total = replace(total, points=_number(segment, row, columns["points"]))
    if row and total.score.blank and "score" in columns:
        total = replace(total, score=_number(segment, row, columns["score"]))
    return replace(budget, total=total)
