"""The overall goals: 预期目标 and 实际完成情况, or the 年度绩效目标N of Hubei with their points."""

from collections.abc import Iterator
from itertools import pairwise

from perfcheck.form.fields import points_entry, text_entry
from perfcheck.form.grid import Cell
from perfcheck.form.head import beside
from perfcheck.form.header import Header
from perfcheck.form.labels import DIGITS, Dictionary, narrow, points_in
from perfcheck.form.segment import Segment
from perfcheck.model.cells import Entry, State
from perfcheck.model.form import NO_NUMBER, NO_TEXT, Goal, Number, Text

LONGEST_TITLE = 30  # characters
UNKNOWN = 1000  # any known heading goes before one that is not


def read_goals(segment: Segment, words: Dictionary) -> tuple[tuple[Goal, ...], dict[int, int]]:
    """The goals of a form, and for every indicator header row the goal it stands under."""
    numbered = list(numbered_goals(segment, words))
    plain = tuple(_plain(segment, words))
    several = any(words.key(cell.text)[-1:].isdigit() for cell in numbered)
    if numbered and (several or not any(goal.expected.value for goal in plain)):
        titles = list(dict.fromkeys(narrow(cell.text) for cell in numbered))
        first = {narrow(cell.text): cell for cell in reversed(numbered)}  # repeated on a new page
        goals = tuple(_numbered_goal(segment, words, first[title]) for title in titles)
        under = {header.top: _goal_of(header, numbered, titles) for header in segment.headers}
        return goals, under
    return plain, {}


def _goal_of(header: Header, numbered: list[Cell], titles: list[str]) -> int:
    above = [cell for cell in numbered if cell.row <= header.bottom]
    return titles.index(narrow(above[-1].text)) if above else 0


def numbered_goals(segment: Segment, words: Dictionary) -> Iterator[Cell]:
    """Cells such as 年度绩效目标1（40分）, each above or beside a table of its own."""
    for _, cells in segment.lines(segment.top, segment.bottom):
        for cell in cells:
            title, _, _ = narrow(cell.text).partition(":")
            meaning = words.meanings[title]
            if not meaning.numbered or len(title) > LONGEST_TITLE:
                continue
            if meaning.key[-1] in DIGITS or points_in(title) is not None:
                yield cell


def _numbered_goal(segment: Segment, words: Dictionary, cell: Cell) -> Goal:
    title, _, rest = cell.text.replace("：", ":").partition(":")
    ref = segment.grid.ref(cell.row, cell.column)
    points = points_in(title)
    number: Number = (
        NO_NUMBER
        if points is None
        else Entry(points, title.strip(), ref, State.VALUE, title.strip())
    )
    expected: Text = NO_TEXT
    if rest.strip():
        expected = Entry(rest.strip(), cell.text, ref, State.VALUE, title.strip())
    else:
        value = beside(segment, words, cell)
        if not value.blank and not points_entry(value, ref).value:
            expected = text_entry(value, segment.grid.ref(value.row, value.column), title.strip())
    return Goal(title.strip(), expected, NO_TEXT, number)


def _plain(segment: Segment, words: Dictionary) -> Iterator[Goal]:
    expected: list[tuple[int, int, Cell]] = []
    achieved: list[tuple[int, int, Cell]] = []
    for _, cells in segment.lines(segment.top, segment.head_bottom):
        roles = [_roles(words, cell) for cell in cells]
        for index, (cell, own) in enumerate(zip(cells, roles, strict=True)):
            others = {role for i, found in enumerate(roles) if i != index for role in found}
            if "expected" in own:
                weight = int("block" in own and "achieved" not in others)
                expected.append((weight, words.rank("goals", "expected", cell.text), cell))
            elif "achieved" in own and ("block" not in own or "expected" in others):
                achieved.append((0, words.rank("goals", "achieved", cell.text), cell))
            elif "block" in own:
                expected.append((2, words.rank("goals", "block", cell.text), cell))
        expected += [(0, UNKNOWN, cell) for cell in _unknown(segment, words, cells)]
    if expected or achieved:
        blocks = [cell for weight, _, cell in expected if weight]
        title = (blocks or [cell for *_, cell in expected + achieved])[0].text
        yield Goal(
            "".join(title.split()),
            _first(segment, words, expected),
            _first(segment, words, achieved),
        )


def _unknown(segment: Segment, words: Dictionary, cells: tuple[Cell, ...]) -> list[Cell]:
    """The heading left of 实际完成情况 that is not known, where both stand above their texts."""
    return [
        left
        for left, right in pairwise(cells)
        if "achieved" in _roles(words, right)
        and not words.label(left.text)
        and beside(segment, words, right).blank
        and all(not _below(segment, words, cell).blank for cell in (left, right))
    ]


def _roles(words: Dictionary, cell: Cell) -> tuple[str, ...]:
    return tuple(role for role in words.find("goals", cell.text) if role != "numbered")


def _first(segment: Segment, words: Dictionary, labels: list[tuple[int, int, Cell]]) -> Text:
    """The first filled text among labels, the plainest label first; else the blank of that one."""
    texts = [
        _text(segment, words, cell, beside_first=weight > 1)
        for weight, _, cell in sorted(labels, key=lambda item: item[:2])
    ]
    return next((text for text in texts if not text.blank), texts[0] if texts else NO_TEXT)


def _text(segment: Segment, words: Dictionary, label: Cell, *, beside_first: bool) -> Text:
    """The text under or beside a label; a blank one where neither is filled."""
    below, right = _below(segment, words, label), beside(segment, words, label)
    places = (right, below) if beside_first else (below, right)
    value = next((cell for cell in places if not cell.blank), places[0])
    ref = segment.grid.ref(value.row, value.column)
    return text_entry(value, ref, "".join(label.text.split()))


def _below(segment: Segment, words: Dictionary, label: Cell) -> Cell:
    row = segment.grid.area(label.row, label.column).bottom + 1
    for line in range(row, min(row + 1, segment.head_bottom) + 1):
        first = next(iter(segment.grid.row(line)), label)
        if first.column < label.column and words.label(first.text):
            break  # the next block
        cell = segment.grid.at(line, label.column)
        if not cell.blank:
            return Cell(row, label.column) if words.label(cell.text) else cell
    return Cell(row, label.column)
