"""Single fields above and below the tables: a label, and what stands beside or behind it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from perfcheck.form.fields import year_entry, year_in
from perfcheck.form.grid import Cell
from perfcheck.form.labels import Dictionary
from perfcheck.form.segment import Segment
from perfcheck.model.cells import CellRef, Entry, State

SECTIONS = ("head", "funds", "goals", "indicators", "foot")
INLINE = re.compile(  # a label may be spaced out: 填 报 人：
    r"(?:^|(?<=[\s\u3000;；,，]))"
    r"([^\s:：;；,，]{1,16}(?:[ \u3000]{1,4}[^\s:：;；,，]{1,4}){0,3})\s*[:：]"
)
TITLE_YEAR = re.compile(r"年")


@dataclass(frozen=True, slots=True)
class Field:
    """A label with its value cell; for 单位名称：甲 乙：丙 in one cell, a part of its text."""

    role: str
    label: str
    value: Cell
    ref: CellRef
    rank: int


def fields(
    segment: Segment, words: Dictionary, section: str, top: int, bottom: int
) -> dict[str, Field]:
    """The fields of a section between two rows, by role; the preferred spelling wins."""
    found: dict[str, Field] = {}
    for field in _all(segment, words, section, top, bottom):
        known = found.get(field.role)
        better = known is None or (known.value.blank, known.rank) > (field.value.blank, field.rank)
        if better and field.role not in ("ignored", "note"):
            found[field.role] = field
    return found


def _all(
    segment: Segment, words: Dictionary, section: str, top: int, bottom: int
) -> Iterator[Field]:
    for _, cells in segment.lines(top, bottom):
        for cell in cells:
            inline = tuple(_inline(segment, words, section, cell))
            yield from inline
            role = words.role(section, cell.text)
            if role and not inline:
                value = beside(segment, words, cell)
                ref = segment.grid.ref(value.row, value.column)
                yield Field(role, cell.text, value, ref, words.rank(section, role, cell.text))


def beside(segment: Segment, words: Dictionary, label: Cell) -> Cell:
    """The cell that holds the value of a label: the next one to the right that is filled.

    The search ends at another label and at the edge of the form; a blank stands right beside.
    """
    grid = segment.grid
    start = grid.area(label.row, label.column).right + 1
    for column in range(start, max(start, min(segment.right, start + 20)) + 1):
        area = grid.area(label.row, column)
        cell = grid.at(area.top, area.left)
        if cell.blank or area.top != label.row:
            continue
        return Cell(label.row, start) if words.any(cell.text, SECTIONS) else cell
    return Cell(label.row, start)


def _inline(segment: Segment, words: Dictionary, section: str, cell: Cell) -> Iterator[Field]:
    """Labels with a colon inside one cell: 单位名称：市图书馆　填报日期：2021年4月."""
    if ":" not in cell.text and "：" not in cell.text:
        return
    matches = [
        m
        for m in INLINE.finditer(cell.text)
        if words.any(m[1], ("head", "foot")) and not words.role("foot", m[1], "note")
    ]
    for index, match in enumerate(matches):
        role = words.role(section, match[1])
        end = matches[index + 1].start() if index + 1 < len(matches) else len(cell.text)
        text = cell.text[match.end() : end].strip()
        if not role:
            continue
        value = Cell(cell.row, cell.column, text, text, State.VALUE if text else State.BLANK)
        if not text and index + 1 == len(matches):
            value = beside(segment, words, cell)
        ref = segment.grid.ref(value.row, value.column)
        yield Field(role, match[1], value, ref, words.rank(section, role, match[1]))


def find_year(segment: Segment, found: dict[str, Field]) -> Entry[int]:
    """The year of a form: its own field, a line such as （2020年度） above, or its title."""
    field = found.get("year")
    if field:
        return year_entry(field.value, field.ref, field.label)
    name = found.get("project_name")
    last = name.ref.row - 1 if name else segment.top + 4
    rows = [cells for _, cells in segment.lines(segment.top, max(last, segment.top))]
    for cells in rows:
        if len(cells) == 1 and len(cells[0].text) <= 12:
            entry = year_entry(cells[0], segment.grid.ref(cells[0].row, cells[0].column), "年度")
            if entry.value or (entry.blank and TITLE_YEAR.search(cells[0].text)):
                return entry
    for cell in (cell for cells in rows for cell in cells):
        year = year_in(cell.text)
        if year and "年" in cell.text:
            ref = segment.grid.ref(cell.row, cell.column)
            return Entry(year, cell.text, ref, State.VALUE, "年度")
    return _unfilled_year(segment, last)


def _unfilled_year(segment: Segment, last: int) -> Entry[int]:
    """The blank line below the title, merged like it, where the year belongs."""
    cells = [cell for _, line in segment.lines(segment.top, last) for cell in line]
    title = next((cell for cell in cells if cell.text.strip() == segment.title), None)
    if title is None or title.row >= last or segment.grid.row(title.row + 1):
        return Entry()
    over, under = (segment.grid.area(title.row + n, title.column) for n in (0, 1))
    if under.right != over.right or under.left == under.right:
        return Entry()
    return Entry(cell=segment.grid.ref(title.row + 1, title.column), label="年度")
