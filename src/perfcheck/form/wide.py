"""A wide list of projects: 成本, 产出, 效益, 满意度 side by side, each with columns of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from perfcheck.form.amounts import WAN_YUAN, unit_of
from perfcheck.form.columns import Column, Columns
from perfcheck.form.fields import money_entry, text_entry
from perfcheck.form.grid import Cell
from perfcheck.form.header import Header
from perfcheck.form.indicators import Reader
from perfcheck.form.labels import Dictionary, narrow
from perfcheck.form.layout import Layout
from perfcheck.form.levels import Level, level_name
from perfcheck.form.segment import Segment, pick
from perfcheck.model.form import NO_TEXT, Budget, Form, FundLine, Goal, Indicator, Text

GROUPS = 3  # so many groups side by side make a wide list
ABOVE = 2  # rows above the headings in which the groups are named
PROJECT = "项目名称"


@dataclass(frozen=True, slots=True)
class Group:
    """A first level over its own columns."""

    label: Cell
    columns: Columns


@dataclass(frozen=True, slots=True)
class Wide:
    """The columns of a wide list: who or what a row is about, its goal, amounts and groups."""

    header: Header
    name: Column
    groups: tuple[Group, ...]
    goal: Column | None = None
    amounts: tuple[Column, ...] = ()


def find_wide(segment: Segment, words: Dictionary) -> Wide | None:
    """The wide list that a segment is, None where it is none."""
    header = next(iter(segment.headers), None)
    if header is None or len(header.others) + 1 < GROUPS:
        return None
    groups = tuple(_groups(segment, words, header))
    heads = tuple(_heads(segment, header, groups[0].columns["name"].first)) if groups else ()
    name = next((c for c in heads if PROJECT in words.simplify(narrow(c.label.text))), None)
    if name is None or len(groups) != len(header.others) + 1:
        return None
    goals = (c for c in heads if words.role("listing", c.label.text, "listed_goal"))
    known = ("total_row", "source_row")
    amounts = tuple(c for c in heads if words.role("funds", c.label.text, *known))
    return Wide(header, name, groups, next(goals, None), amounts)


def read_wide(segment: Segment, layout: Layout, wide: Wide, common: Form) -> Iterator[Form]:
    """A form for each project; a row that names neither goal nor indicator is whose they are."""
    owner = NO_TEXT
    starts = [row for row, _ in segment.lines(wide.header.bottom + 1, segment.bottom)]
    starts = [row for row in starts if not pick(segment, row, wide.name).blank]
    for index, top in enumerate(starts):
        bottom = starts[index + 1] - 1 if index + 1 < len(starts) else segment.bottom
        indicators = tuple(_indicators(segment, layout.words, wide, common.year.value, top, bottom))
        goal = _text(segment, wide.goal, top)
        name = _text(segment, wide.name, top)
        if not indicators and goal.blank:
            owner = name
            continue
        yield replace(
            common,
            project_name=name,
            unit=owner,
            budget=_budget(segment, layout, wide, top),
            goals=() if goal.absent else (Goal(goal.label, goal),),
            indicators=indicators,
            unread=_unread(segment, wide, common),
        )


def _groups(segment: Segment, words: Dictionary, header: Header) -> Iterator[Group]:
    """The groups whose names stand above their columns."""
    for columns in (header.columns, *header.others):
        own = {role: c for role, c in columns.items() if role not in ("listed_unit", "listed_goal")}
        if not {"name", "target"} <= own.keys():
            continue
        first = min(column.first for column in own.values() if column.role != "category")
        above = range(header.bottom, max(header.top - ABOVE, segment.top) - 1, -1)
        cells = (segment.grid.anchor(row, first) for row in above)
        label = next((c for c in cells if words.role("rows", c.text, "group")), None)
        if label is not None:
            yield Group(label, own)


def _heads(segment: Segment, header: Header, before: int) -> Iterator[Column]:
    """The columns left of the groups, each under its lowest heading."""
    rows = range(header.bottom, max(header.top - ABOVE, segment.top) - 1, -1)
    for column in range(1, before):
        cells = [segment.grid.at(row, column) for row in rows]
        label = next((cell for cell in cells if not cell.blank), None)
        if label is not None and label.row >= header.top - 1:
            yield Column("", label, column, column)


def _indicators(
    segment: Segment, words: Dictionary, wide: Wide, year: int | None, top: int, bottom: int
) -> Iterator[Indicator]:
    for group in wide.groups:
        ref = segment.ref(group.label)
        name = text_entry(group.label, ref, "一级指标")
        level = Level(replace(name, value=words.simplify(level_name(group.label.text))))
        reader = Reader(segment, words, group.columns, year, 0, {"category": level})
        yield from reader.read(top, bottom).indicators


def _text(segment: Segment, column: Column | None, row: int) -> Text:
    if column is None:
        return NO_TEXT
    cell = pick(segment, row, column)
    return text_entry(cell, segment.ref(cell), column.name)


def _budget(segment: Segment, layout: Layout, wide: Wide, row: int) -> Budget:
    """The total and its sources, each in a column of its own."""
    labels = [column.label for column in wide.amounts]
    stated = unit_of(segment, layout.words, labels, wide.header.bottom)
    unit = stated or layout.unit or WAN_YUAN
    total, sources = FundLine(), []
    for column in wide.amounts:
        cell = pick(segment, row, column)
        ref = segment.ref(cell)
        money = money_entry(cell, ref, unit, column.name)
        if layout.words.role("funds", column.label.text, "total_row"):
            total = FundLine(original_budget=money)
        else:
            place = segment.ref(column.label)
            name = text_entry(column.label, place, "资金来源")
            sources.append(FundLine(name=name, original_budget=money))
    return Budget(total=total, sources=tuple(sources), unit=unit, unit_stated=stated is not None)


def _unread(segment: Segment, wide: Wide, common: Form) -> tuple[Text, ...]:
    """What of the headings was not understood; what stands below them is read here."""
    read = {(c.label.row, c.label.column) for c in wide.amounts}
    read |= {(group.label.row, group.label.column) for group in wide.groups}
    above = segment.grid.ref(wide.header.bottom, 1).row
    return tuple(
        entry
        for entry in common.unread
        if entry.cell
        and entry.cell.row <= above
        and (entry.cell.row, entry.cell.column) not in read
    )
