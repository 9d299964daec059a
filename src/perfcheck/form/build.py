"""A workbook becomes forms: the story of reading one, from its sheets to its fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from perfcheck.errors import LayoutError
from perfcheck.form import faults
from perfcheck.form.fields import text_entry, visible
from perfcheck.form.fillers import filled
from perfcheck.form.funds import amounts_below, read_budget
from perfcheck.form.goals import read_goals
from perfcheck.form.grid import Grid, read_grids
from perfcheck.form.head import (
    Field,
    fields,
    find_year,
    head_fields,
    titled_project,
    with_contact,
)
from perfcheck.form.indicators import Reader, Table
from perfcheck.form.joined import joined
from perfcheck.form.labels import Dictionary
from perfcheck.form.layout import Layout, Layouts, load_layouts
from perfcheck.form.levels import Level
from perfcheck.form.listing import is_listing, read_listing
from perfcheck.form.marks import Mark, find_mark
from perfcheck.form.memo import forget_lists
from perfcheck.form.passed import looks_filled, title_of
from perfcheck.form.periods import of_the_year
from perfcheck.form.replies import find_answers, find_history, is_opinions
from perfcheck.form.segment import Segment, segments
from perfcheck.form.sidebyside import apart
from perfcheck.form.stage import midway, stage_of
from perfcheck.form.totals import read_totals, with_execution_row
from perfcheck.form.unitproof import unit_shown
from perfcheck.form.unread import unread
from perfcheck.form.wide import find_wide, read_wide
from perfcheck.model.form import NO_TEXT, Form, FundLine, Indicator, Stage, Text
from perfcheck.model.returned import History

ANYWHERE = ("conclusion", "improvement")
NO_INDICATORS = "没有找到“三级指标”“指标值”等指标表头"
HEADED = 3  # cells of a row that may be the header of a table


def read_forms(content: bytes, name: str) -> tuple[Form, ...]:
    """Every form of a workbook, in the order of its visible sheets; `name` is for messages only.

    Raises WorkbookError where the bytes cannot be opened, LayoutError where no form is found.
    Forms without a single entry are left out where others are filled.
    """
    forget_lists()
    grids = read_grids(content)
    layouts, mark = load_layouts(), find_mark(grids, name)
    refusals: list[LayoutError] = []
    forms: list[Form] = []
    passed: list[Text] = []
    history = find_history(grids)
    seen = [g for g in grids if g.shown and not g.hidden and not is_opinions(g)]
    separate = [form for grid in seen for form in apart(grid, layouts.words)]
    for grid in joined(separate, layouts.words):
        for segment in segments(grid, layouts.words):
            try:
                found = tuple(_forms(segment, layouts, mark))
            except LayoutError as refusal:
                refusals.append(refusal)
                passed.append(title_of(segment, refusal.message))
            else:
                forms += found
                if not found and looks_filled(segment, layouts.words):
                    passed.append(title_of(segment, NO_INDICATORS))
    if not forms:
        raise refusals[0] if refusals else _nothing(grids, name)
    filled = [form for form in forms if _has_content(form)] or forms[:1]
    hidden = _hidden_forms(grids, layouts)
    if hidden or passed:
        filled[0] = replace(filled[0], hidden_forms=hidden, passed_over=tuple(passed))
    return tuple(replace(form, history=history) for form in filled) if history else tuple(filled)


def read_answers(content: bytes) -> History | None:
    """What a workbook says that holds opinions and no form; None where it says nothing."""
    return find_answers(read_grids(content))


def _hidden_forms(grids: Sequence[Grid], layouts: Layouts) -> tuple[str, ...]:
    """The names of hidden sheets that hold a filled form: last year's, or a sample."""
    return tuple(
        grid.sheet
        for grid in grids
        if grid.hidden
        and any(len(cells) >= HEADED for cells in grid.standing.values())
        and any(_holds_form(segment, layouts) for segment in segments(grid, layouts.words))
    )


def _holds_form(segment: Segment, layouts: Layouts) -> bool:
    if not segment.headers:
        return False
    try:
        return any(_has_content(form) for form in _forms(segment, layouts, None))
    except LayoutError:
        return False


def _nothing(grids: Sequence[Grid], name: str) -> LayoutError:
    if any(is_opinions(grid) for grid in grids):
        return faults.only_opinions(name)
    if not any(grid.shown for grid in grids):
        return faults.blank(name)
    return faults.no_form(name, _hidden_forms(grids, load_layouts()))


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
    segment = of_the_year(segment.known_by(layout.words), layout.words)
    form = _read(segment, layout)
    form = replace(form, rubric=(ours.rubric if ours else None) or layout.rubric)
    if wide := find_wide(segment, layout.words):
        yield from read_wide(segment, layout, wide, form)
    elif is_listing(segment):
        yield from read_listing(segment, layout, form)
    else:
        middle = midway(form, segment, layout.words)
        form = form if middle.blank else replace(form, midway=middle)
        yield replace(form, stage=stage_of(form, segment.grid))


def _read(segment: Segment, layout: Layout) -> Form:
    words = layout.words
    head = head_fields(segment, words)
    named, year = "project_name" in head, find_year(segment, head)
    segment = segment.of(year.value)
    goals, under = read_goals(segment, words)
    tables = () if is_listing(segment) else tuple(_tables(segment, layout, year.value, under))
    last = max((table.last for table in tables), default=segment.bottom)
    foot = _above(segment, words) | fields(segment, words, "foot", last + 1, segment.bottom)
    late = with_contact(head, fields(segment, words, "head", last + 1, segment.bottom))
    totals = read_totals(segment, words, tables, head, foot)
    indicators = _indicators(tables)
    budget, guessed = read_budget(segment, layout, year.value)
    if budget.total == FundLine() and (top := amounts_below(segment, words, last)):
        below = replace(segment, top=top, headers=())
        budget, guessed = read_budget(below, layout, year.value)
    if not budget.unit_stated and (shown := unit_shown(budget, goals, indicators)):
        unit, entry = shown
        budget, guessed = read_budget(segment, layout, year.value, unit)
        budget = replace(budget, unit_shown=entry, unit_doubted=None)
    form = Form(
        sheet=segment.grid.sheet,
        layout=layout.id,
        stage=Stage.DECLARATION,
        title=" ".join(visible(segment.title).split()),
        project_name=_text(head, "project_name") if named else titled_project(segment),
        department=_text(head, "department"),
        unit=_text(head, "unit"),
        year=year,
        budget=with_execution_row(budget, segment, tables),
        goals=goals,
        indicators=indicators,
        total_points=totals.points,
        total_score=totals.score,
        grade=totals.grade,
        deviation_reason=_text(foot, "deviation_reason"),
        improvement=_text(foot, "improvement"),
        conclusion=_text(foot, "conclusion"),
        unseen=segment.grid.unseen,
        person=_text(late, "person"),
        phone=_text(late, "phone"),
        date=_text(late, "date"),
    )
    return replace(form, unread=unread(segment, words, form, tables, guessed))


def _above(segment: Segment, words: Dictionary) -> dict[str, Field]:
    """Fields of the foot that some forms have above their tables: 评价结论, 改进措施."""
    lines = segment.lines(segment.top, segment.head_bottom)
    if not any(words.role("foot", cell.text, *ANYWHERE) for _, cells in lines for cell in cells):
        return {}
    above = fields(segment, words, "foot", segment.top, segment.head_bottom)
    beside = segment.grid.row
    return {
        role: field
        for role, field in above.items()
        if role in ANYWHERE and any(words.role("foot", c.text, role) for c in beside(field.ref.row))
    }


def _indicators(tables: Sequence[Table]) -> tuple[Indicator, ...]:
    points = {cell: entry for table in tables for cell, entry in table.points.items()}
    return tuple(i for table in tables for i in table.grouped(points))


def _tables(
    segment: Segment, layout: Layout, year: int | None, under: Mapping[int, int]
) -> Iterator[Table]:
    """The tables of a form, one for each header that counts.

    Of two blocks side by side (中期 and 年度) the right one is the year's, if it is filled. Levels
    carry over where a header is only repeated, not where another goal begins.
    """
    known: Mapping[str, Level] = {}
    goal = 0
    ends = [following.top - 1 for following in segment.headers[1:]] + [segment.bottom]
    for header, bottom in zip(segment.headers, ends, strict=True):
        top = header.bottom + 1
        blocks = (*reversed(header.others), header.columns)
        columns = next((b for b in blocks if filled(segment, b, top, bottom)), blocks[0])
        known = known if under.get(header.top, 0) == goal else {}
        goal = under.get(header.top, 0)
        reader = Reader(segment, layout.words, columns, year, goal, known)
        table = reader.read(top, bottom)
        known = table.levels
        yield table


def _text(found: Mapping[str, Field], role: str) -> Text:
    field = found.get(role)
    if field is None:
        return NO_TEXT
    return text_entry(field.value, field.ref, "".join(field.label.split()))
