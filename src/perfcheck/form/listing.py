"""One long table of several projects: every row names its project in a column of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from perfcheck.form.amounts import WAN_YUAN, unit_of
from perfcheck.form.columns import Columns
from perfcheck.form.fields import money_entry, text_entry
from perfcheck.form.fillers import numbers_columns
from perfcheck.form.grid import Cell
from perfcheck.form.header import Header
from perfcheck.form.indicators import Reader
from perfcheck.form.layout import Layout
from perfcheck.form.segment import Segment, pick
from perfcheck.form.stage import stage_of
from perfcheck.model.form import NO_TEXT, Budget, Form, FundLine, Goal, Text

NAME = "project_name"
OWNERS = ("listed_department", "listed_unit")
Cells = Mapping[str, Cell]


def is_listing(segment: Segment) -> bool:
    """Whether the indicator table itself has a column of project names."""
    return bool(segment.headers) and NAME in segment.headers[0].columns


def read_listing(segment: Segment, layout: Layout, common: Form) -> Iterator[Form]:
    """A form for each project, with what the sheet says of all of them."""
    header = segment.headers[0]
    starts = list(_starts(segment, header.columns, header.bottom + 1))
    for index, (top, name) in enumerate(starts):
        bottom = starts[index + 1][0] - 1 if index + 1 < len(starts) else segment.bottom
        reader = Reader(segment, layout.words, header.columns, common.year.value, 0)
        table = reader.read(top, bottom)
        if not table.indicators and len(segment.grid.row(top)) == 1:
            continue  # whose projects follow, and no project
        cells = {role: pick(segment, top, c, spread=True) for role, c in header.columns.items()}
        cells |= {role: _above(segment, header, top, role) for role in OWNERS if role in cells}
        form = replace(
            common,
            project_name=_text(segment, header.columns, cells | {NAME: name}, NAME),
            department=_text(
                segment, header.columns, cells, "listed_department", common.department
            ),
            unit=_text(segment, header.columns, cells, "listed_unit", common.unit),
            budget=_budget(segment, layout, header.columns, cells),
            goals=_goals(_text(segment, header.columns, cells, "listed_goal")),
            indicators=table.grouped(table.points),
        )
        yield replace(form, stage=stage_of(form, segment.grid))


def _above(segment: Segment, header: Header, row: int, role: str) -> Cell:
    """Whose project it is: written once for several projects, merged or not."""
    rows = [r for r in range(row, header.bottom, -1) if not segment.heads(r)]
    cells = [pick(segment, r, header.columns[role], spread=True) for r in rows]
    return next((cell for cell in cells if not cell.blank), cells[0])


def _starts(segment: Segment, columns: Columns, top: int) -> Iterator[tuple[int, Cell]]:
    """The first row of every project; a name holds until the next one."""
    previous = ""
    for row, _ in segment.lines(top, segment.bottom):
        cell = pick(segment, row, columns[NAME])
        if segment.heads(row) or (row == top and numbers_columns(segment.grid.row(row))):
            continue
        if not cell.blank and cell.text != previous:
            previous = cell.text
            yield row, cell


def _text(
    segment: Segment, columns: Columns, cells: Cells, role: str, otherwise: Text = NO_TEXT
) -> Text:
    if role not in columns:
        return otherwise
    cell = cells[role]
    return text_entry(cell, segment.ref(cell), columns[role].name)


def _budget(segment: Segment, layout: Layout, columns: Columns, cells: Cells) -> Budget:
    if "listed_budget" not in columns:
        return Budget()
    cell, label = cells["listed_budget"], columns["listed_budget"]
    stated = unit_of(segment, layout.words, [label.label], segment.head_bottom)
    unit = stated or layout.unit or WAN_YUAN
    ref = segment.ref(cell)
    line = FundLine(original_budget=money_entry(cell, ref, unit, label.name))
    return Budget(total=line, unit=unit, unit_stated=stated is not None)


def _goals(expected: Text) -> tuple[Goal, ...]:
    return () if expected.absent else (Goal(expected.label, expected),)
