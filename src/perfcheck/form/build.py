"""A workbook becomes forms: the story of reading one, from its sheets to its fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from perfcheck.errors import LayoutError
from perfcheck.form import faults
from perfcheck.form.fields import text_entry, visible
from perfcheck.form.funds import read_budget
from perfcheck.form.goals import read_goals
from perfcheck.form.grid import Grid, read_grids
from perfcheck.form.head import Field, fields, find_year
from perfcheck.form.indicators import Reader, Table, filled, same_groups
from perfcheck.form.layout import Layout, Layouts, load_layouts
from perfcheck.form.listing import is_listing, read_listing
from perfcheck.form.marks import Mark, find_mark
from perfcheck.form.segment import Segment, segments
from perfcheck.form.stage import stage_of
from perfcheck.form.totals import read_totals, with_execution_row
from perfcheck.model.form import NO_TEXT, Form, Stage, Text


def read_forms(content: bytes, name: str) -> tuple[Form, ...]:
    """Every form of a workbook, in the order of its visible sheets; `name` is for messages only.

    Raises WorkbookError where the bytes cannot be opened, LayoutError where no form is found.
    Forms without a single entry are left out where others are filled.
    """
    grids = read_grids(content)
    layouts, mark = load_layouts(), find_mark(grids, name)
    refusals: list[LayoutError] = []
    forms: list[Form] = []
    for grid in grids:
        if grid.hidden or not grid.shown:
            continue
        for segment in segments(grid, layouts.words):
            try:
                forms += _forms(segment, layouts, mark)
            except LayoutError as refusal:
                refusals.append(refusal)
    if not forms:
        raise refusals[0] if refusals else _nothing(grids, name)
    return tuple(form for form in forms if _has_content(form)) or tuple(forms[:1])


def _nothing(grids: Sequence[Grid], name: str) -> LayoutError:
    if not any(grid.shown for grid in grids):
        return faults.blank(name)
    return faults.no_form(name, hidden=any(grid.hidden for grid in grids))


def _has_content(form: Form) -> bool:
    """Whether staff filled anything in that makes it a submission."""
    total = form.budget.total
    amounts = (total.original_budget, total.adjusted_budget, total.executed)
    return bool(form.project_name.value or form.indicators) or any(a.value for a in amounts)


def _forms(segment: Segment, layouts: Layouts, mark: Mark | None) -> Iterator[Form]:
    """The forms of a segment: one, or one for each project where every row names its own.

    LayoutError where it is recognised but belongs elsewhere.
    """
    ours = mark if mark and mark.sheet == segment.grid.sheet else None
    layout = layouts.identify(segment.title, segment.labels(), marked=ours is not None)
    if layout and layout.refusal:
        raise LayoutError(layout.refusal.code, layout.refusal.message, layout.refusal.advice)
    if not segment.headers or layout is None:
        return
    form = _read(segment, layout)
    form = replace(form, rubric=(ours.rubric if ours else None) or layout.rubric)
    if is_listing(segment):
        yield from read_listing(segment, layout, form)
    else:
        yield replace(form, stage=stage_of(form, segment.grid))


def _read(segment: Segment, layout: Layout) -> Form:
    words = layout.words
    head = fields(segment, words, "head", segment.top, segment.head_bottom)
    year = find_year(segment, head)
    goals, under = read_goals(segment, words)
    tables = () if is_listing(segment) else tuple(_tables(segment, layout, year.value, under))
    last = max((table.last for table in tables), default=segment.bottom)
    foot = fields(segment, words, "foot", last + 1, segment.bottom)
    late = head | fields(segment, words, "head", last + 1, segment.bottom)
    totals = read_totals(segment, tables, head, foot)
    return Form(
        sheet=segment.grid.sheet,
        layout=layout.id,
        stage=Stage.DECLARATION,
        title=" ".join(visible(segment.title).split()),
        project_name=_text(head, "project_name"),
        department=_text(head, "department"),
        unit=_text(head, "unit"),
        year=year,
        budget=with_execution_row(read_budget(segment, layout), segment, tables),
        goals=goals,
        indicators=same_groups([i for table in tables for i in table.indicators]),
        total_points=totals.points,
        total_score=totals.score,
        grade=totals.grade,
        deviation_reason=_text(foot, "deviation_reason"),
        improvement=_text(foot, "improvement"),
        conclusion=_text(foot, "conclusion"),
        person=_text(late, "person"),
        phone=_text(late, "phone"),
        date=_text(late, "date"),
        unread=_unread(segment),
    )


def _tables(
    segment: Segment, layout: Layout, year: int | None, under: Mapping[int, int]
) -> Iterator[Table]:
    """The tables of a form, one for each header; their level names do not carry over.

    Of two blocks side by side (中期 and 年度) the right one is the year's, if it is filled.
    """
    for index, header in enumerate(segment.headers):
        following = segment.headers[index + 1 :]
        top = header.bottom + 1
        bottom = following[0].top - 1 if following else segment.bottom
        blocks = (*reversed(header.others), header.columns)
        columns = next((b for b in blocks if filled(segment, b, top, bottom)), blocks[0])
        reader = Reader(segment, layout.words, columns, year, under.get(header.top, 0))
        yield reader.read(top, bottom)


def _text(found: Mapping[str, Field], role: str) -> Text:
    field = found.get(role)
    if field is None:
        return NO_TEXT
    return text_entry(field.value, field.ref, "".join(field.label.split()))


def _unread(segment: Segment) -> tuple[Text, ...]:
    """Headings of the indicator tables that were not understood."""
    return tuple(
        text_entry(cell, segment.grid.ref(cell.row, cell.column))
        for header in segment.headers
        for cell in header.unread
    )
