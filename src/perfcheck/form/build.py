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
from perfcheck.form.indicators import Reader, Table, filled
from perfcheck.form.layout import Layout, Layouts, load_layouts
from perfcheck.form.marks import Mark, find_mark
from perfcheck.form.segment import Segment, segments
from perfcheck.form.totals import read_totals
from perfcheck.model.form import NO_TEXT, Form, Number, Stage, Text


def read_forms(content: bytes, name: str) -> tuple[Form, ...]:
    """Every form of a workbook, in the order of its visible sheets; `name` is for messages only.

    Raises WorkbookError where the bytes cannot be opened, LayoutError where no form is found.
    Forms without a single entry are left out where others are filled.
    """
    grids = read_grids(content)
    layouts = load_layouts()
    mark = find_mark(grids)
    refusals: list[LayoutError] = []
    forms: list[Form] = []
    for grid in grids:
        if grid.hidden or not grid.shown:
            continue
        for segment in segments(grid, layouts.words):
            try:
                form = _form(segment, layouts, mark)
            except LayoutError as refusal:
                refusals.append(refusal)
                continue
            if form:
                forms.append(form)
    if not forms:
        raise refusals[0] if refusals else _nothing(grids, name)
    return tuple(form for form in forms if has_content(form)) or tuple(forms[:1])


def has_content(form: Form) -> bool:
    """Whether staff filled anything in that makes it a submission."""
    total = form.budget.total
    amounts = (total.original_budget, total.adjusted_budget, total.executed)
    return bool(form.project_name.value or form.indicators) or any(a.value for a in amounts)


def _nothing(grids: Sequence[Grid], name: str) -> LayoutError:
    if not any(grid.shown for grid in grids):
        return faults.blank(name)
    return faults.no_form(name, hidden=any(grid.hidden for grid in grids))


def _form(segment: Segment, layouts: Layouts, mark: Mark | None) -> Form | None:
    """The form of a segment; None where there is none, LayoutError where it belongs elsewhere."""
    own = mark and mark.sheet == segment.grid.sheet
    layout = layouts.identify(segment.title, segment.labels(), marked=bool(own))
    if layout and layout.refusal:
        raise LayoutError(layout.refusal.code, layout.refusal.message, layout.refusal.advice)
    if not segment.headers or layout is None:
        return None
    return _read(segment, layout, (mark.rubric if mark and own else None) or layout.rubric)


def _read(segment: Segment, layout: Layout, rubric: str | None) -> Form:
    words = layout.words
    head = fields(segment, words, "head", segment.top, segment.head_bottom)
    year = find_year(segment, head)
    budget = read_budget(segment, words, layout.unit)
    goals, under = read_goals(segment, words)
    tables = list(_tables(segment, layout, year.value, under))
    last = max(table.last for table in tables)
    foot_top = min(last + 1, segment.bottom)
    foot = fields(segment, words, "foot", foot_top, segment.bottom)
    late = fields(segment, words, "head", foot_top, segment.bottom)
    totals = read_totals(segment, words, tables, head, foot)
    form = Form(
        sheet=segment.grid.sheet,
        layout=layout.id,
        stage=Stage.DECLARATION,
        title=" ".join(visible(segment.title).split()),
        rubric=rubric,
        project_name=_text(head, "project_name"),
        department=_text(head, "department"),
        unit=_text(head, "unit"),
        year=year,
        budget=budget,
        goals=goals,
        indicators=tuple(i for table in tables for i in table.indicators),
        total_points=totals.points,
        total_score=totals.score,
        grade=totals.grade,
        deviation_reason=_text(foot, "deviation_reason"),
        improvement=_text(foot, "improvement"),
        conclusion=_text(foot, "conclusion"),
        person=_text(late, "person", head),
        phone=_text(late, "phone", head),
        date=_text(late, "date", head),
        unread=_unread(segment),
    )
    return replace(form, stage=_stage(form, segment.grid))


def _stage(form: Form, grid: Grid) -> Stage:
    """自评 as soon as money spent, an actual value or a score is filled in.

    A zero that a formula of the blank form shows is not filled in.
    """
    reported = [form.budget.total.executed, *(line.executed for line in form.budget.sources)]
    reported += [form.budget.total.score, form.total_score]
    reported += [indicator.stated_score for indicator in form.indicators]
    if any(not indicator.actual_entry.blank for indicator in form.indicators):
        return Stage.SELF_EVALUATION
    if any(_filled_in(entry, grid) for entry in reported):
        return Stage.SELF_EVALUATION
    return Stage.DECLARATION


def _filled_in(entry: Number, grid: Grid) -> bool:
    if entry.cell is None or entry.blank:
        return False
    return bool(entry.value) or not grid.at(entry.cell.row, entry.cell.column).formula


def _tables(
    segment: Segment, layout: Layout, year: int | None, under: Mapping[int, int]
) -> Iterator[Table]:
    """The tables of a form, one for each header; their level names do not carry over."""
    for index, header in enumerate(segment.headers):
        following = segment.headers[index + 1 :]
        bottom = following[0].top - 1 if following else segment.bottom
        columns = max(
            reversed((header.columns, *header.others)),
            key=lambda each: filled(segment, each, header.bottom + 1, bottom) > 0,
        )
        reader = Reader(segment, layout.words, columns, year, under.get(header.top, 0))
        yield reader.read(header, bottom)


def _text(found: Mapping[str, Field], role: str, other: Mapping[str, Field] | None = None) -> Text:
    field = found.get(role) or (other or {}).get(role)
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
