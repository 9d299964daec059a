"""The totals of a form: 总分 and its points, the grade, wherever the form has room for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from perfcheck.form.fields import points_entry, text_entry
from perfcheck.form.head import Field
from perfcheck.form.header import Column
from perfcheck.form.indicators import Table, numbers_in, pick
from perfcheck.form.labels import Dictionary
from perfcheck.form.segment import Segment
from perfcheck.model.form import NO_NUMBER, NO_TEXT, Number, Text

GRADES = ("优", "良", "中", "差", "优秀", "良好", "合格", "不合格", "一般", "较差")


@dataclass(frozen=True, slots=True)
class Totals:
    """The total row: the points to be had, the score, the grade."""

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
    """The total row below the last table; else what a field of the head says."""
    row = next((table.total for table in reversed(tables) if table.total), 0)
    header = segment.headers[-1]
    points = _column(segment, row, header.columns.get("points")) if row else NO_NUMBER
    score = _column(segment, row, header.columns.get("score")) if row else NO_NUMBER
    if row and score.value is None:
        rest = [
            c for c, _ in numbers_in(segment, row) if segment.grid.ref(row, c.column) != points.cell
        ]
        if rest and score.blank:
            cell = rest[-1]
            score = points_entry(cell, segment.grid.ref(row, cell.column), "总分")
    if score.blank and "total_score" in head:
        field = head["total_score"]
        stated = points_entry(field.value, field.ref, field.label)
        score = stated if score.absent or not stated.blank else score
    return Totals(points, score, _grade(segment, row, head, foot))


def _column(segment: Segment, row: int, column: Column | None) -> Number:
    if column is None:
        return NO_NUMBER
    cell = pick(segment, row, column)
    label = "".join(column.label.text.split())
    return points_entry(cell, segment.grid.ref(cell.row, cell.column), label)


def _grade(
    segment: Segment, row: int, head: Mapping[str, Field], foot: Mapping[str, Field]
) -> Text:
    field = foot.get("grade") or head.get("grade")
    if field:
        return text_entry(field.value, field.ref, field.label)
    for cell in segment.grid.row(row):
        if cell.text.strip() in GRADES:
            return text_entry(cell, segment.grid.ref(row, cell.column), "等级")
    return NO_TEXT
