"""The overall goals: 预期目标 and 实际完成情况, or the 年度绩效目标N of Hubei with their points."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from perfcheck.form.fields import points_entry, text_entry, visible
from perfcheck.form.grid import Cell
from perfcheck.form.head import beside
from perfcheck.form.header import Header
from perfcheck.form.labels import DIGITS, Dictionary, narrow, points_in
from perfcheck.form.segment import Segment
from perfcheck.model.cells import Entry, State
from perfcheck.model.form import NO_NUMBER, NO_TEXT, Goal, Number, Text

LONGEST_TITLE = 30  # characters
MARK = re.compile(r"(?:目标|任务)?[\d一二三四五六七八九十]{1,2}[.、:]?")  # before a further goal
HEADS = frozenset(("expected", "ignored", "block"))
SHORT = 8  # characters
IN_BRACKETS = re.compile(r"\(([^()]*)\)")
LONGEST_HEADING = 14  # characters; what is longer is the text of a goal
FIGURE = re.compile(r"\d")
ITEM = re.compile(r"[一二三四五六七八九十]+、")  # numbered like the blocks of a form
TWICE = 2  # so many times as wide as a heading another one may be
BLOCK = 2  # the weight of a label that stands beside the headings of a goal
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
    return _with_points(segment, words, plain, numbered), {}


def _with_points(
    segment: Segment, words: Dictionary, plain: tuple[Goal, ...], numbered: list[Cell]
) -> tuple[Goal, ...]:
    """The goals, the first with the points in its title: 年度绩效目标（80分）."""
    if not numbered or not plain:
        return plain
    points = _numbered_goal(segment, words, numbered[0]).points
    return (replace(plain[0], points=points), *plain[1:])


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
    ref = segment.ref(cell)
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
            expected = text_entry(value, segment.ref(value), title.strip())
    return Goal(title.strip(), expected, NO_TEXT, number)


@dataclass(frozen=True, slots=True)
class _Label:
    """The label of a goal: how much else than that it is, how plainly it is spelled, its cell; its
    text where that stands in the same cell: 年度目标：改造小区8个.
    """

    weight: int
    rank: int
    cell: Cell
    inside: Cell | None = None


def _plain(segment: Segment, words: Dictionary) -> Iterator[Goal]:
    expected: list[_Label] = []
    achieved: list[_Label] = []
    for cells in _lines_of_goals(segment, words):
        said = [_said(words, cell) for cell in cells]
        roles = [_roles(words, cell) for cell, _ in said]
        for index, ((cell, inside), own) in enumerate(zip(said, roles, strict=True)):
            others = {role for i, found in enumerate(roles) if i != index for role in found}
            if "expected" in own:
                weight = int("block" in own and "achieved" not in others)
                rank = words.rank("goals", "expected", cell.text)
                expected.append(_Label(weight, rank, cell, inside))
            elif "achieved" in own and (
                "block" not in own
                or "expected" in others
                or (expected and not beside(segment, words, cell).blank)
            ):
                rank = words.rank("goals", "achieved", cell.text)
                achieved.append(_Label(0, rank, cell, inside))
            elif "block" in own:
                rank = words.rank("goals", "block", cell.text)
                expected.append(_Label(BLOCK, rank, cell, inside))
        for cell, role in unknown_headings(segment, words, cells):
            if role:
                (expected if role == "expected" else achieved).append(_Label(0, UNKNOWN, cell))
    if expected or achieved:
        blocks = [label for label in expected if label.weight]
        title = "".join((blocks or [*expected, *achieved])[0].cell.text.split())
        first = Goal(title, _first(segment, words, expected), _first(segment, words, achieved))
        yield first
        yield from _further(segment, words, first)


def _lines_of_goals(segment: Segment, words: Dictionary) -> Iterator[tuple[Cell, ...]]:
    """The rows above the indicators; below them those that name both what was to be done and what
    was done.
    """
    for _, cells in segment.lines(segment.top, segment.head_bottom):
        yield cells
    for _, cells in segment.lines(segment.head_bottom + 1, segment.bottom):
        first, *others = cells
        if words.find("goals", first.text) and any(
            words.role("goals", cell.text, "achieved") for cell in others
        ):
            yield cells


def _said(words: Dictionary, cell: Cell) -> tuple[Cell, Cell | None]:
    """A cell as the label of a goal and the text behind its colon; else the cell, and None."""
    name, colon, rest = cell.text.replace("：", ":").partition(":")
    if not colon or not rest.strip() or len(name) > LONGEST_TITLE or not words.find("goals", name):
        return cell, None
    text = visible(cell.text[len(name) + 1 :])
    label = Cell(cell.row, cell.column, name, name, State.VALUE)
    return label, Cell(cell.row, cell.column, text, text, State.VALUE)


def _further(segment: Segment, words: Dictionary, first: Goal) -> Iterator[Goal]:
    """More goals below the first one, a row each: 目标2 | 新增节水能力 | 已新增."""
    places = [entry.cell for entry in (first.expected, first.achieved) if entry.cell]
    if len(places) < 2 or places[0].row != places[1].row:
        return
    left, right = (place.column for place in places)
    for row, cells in segment.lines(places[0].row + 1, segment.head_bottom):
        marked = cells[0].column < left and MARK.fullmatch(narrow(cells[0].text))
        texts = [segment.grid.at(row, column) for column in (left, right)]
        if cells[0].column != left and not marked:
            return
        if texts[0].blank or any(words.label(cell.text) for cell in cells):
            return
        expected, achieved = (_entry(segment, cell, first.title) for cell in texts)
        yield Goal(first.title, expected, achieved)


def _entry(segment: Segment, cell: Cell, label: str) -> Text:
    return text_entry(cell, segment.ref(cell), label)


def unknown_headings(
    segment: Segment, words: Dictionary, cells: Sequence[Cell]
) -> Iterator[tuple[Cell, str | None]]:
    """The headings beside those of a goal that are not known, where both stand above their texts;
    each with what its place and its words make of it, None where they say nothing.
    """
    if not any(words.find("goals", cell.text) for cell in cells):
        return
    for left, right in pairwise(cells):
        roles = [_roles(words, cell) for cell in (left, right)]
        below = [_below(segment, words, cell) for cell in (left, right)] if any(roles) else []
        blank = [cell.blank for cell in below]
        if not below or all(blank) or (any(blank) and not _side_by_side(segment, left, right)):
            continue
        known = words.label(left.text) or not beside(segment, words, right).blank
        if "achieved" in roles[1] and not known:
            yield left, "expected"
        elif not HEADS.isdisjoint(roles[0]) and _heads(segment, words, left, right, below[0]):
            yield right, words.alike("goals", right.text) or _by_place(segment, words, left, right)


def _heads(segment: Segment, words: Dictionary, label: Cell, cell: Cell, below: Cell) -> bool:
    """Whether an unknown text beside a label is a heading and no goal: short, without figures, and
    what stands below the label is a text itself, not the label of the next row.
    """
    text, under = narrow(cell.text), narrow(below.text)
    said = len(under) > SHORT or FIGURE.search(under) or _side_by_side(segment, label, cell)
    return (
        len(text) <= LONGEST_HEADING
        and not (FIGURE.search(text) or words.label(cell.text))
        and bool(said)
        and not ITEM.match(under)
    )


def _side_by_side(segment: Segment, label: Cell, cell: Cell) -> bool:
    """Whether a label is merged as widely as headings are: beside its own text it is narrow."""
    ours, theirs = (segment.grid.area(each.row, each.column) for each in (label, cell))
    wide = ours.right - ours.left
    return wide > 0 and theirs.right - theirs.left <= TWICE * wide


def _by_place(segment: Segment, words: Dictionary, label: Cell, cell: Cell) -> str | None:
    """What was achieved stands right of what was expected, where a form reports actual values."""
    expected = "expected" in _roles(words, label)
    reports = any("actual" in header.columns for header in segment.headers)
    meant = not words.denied("goals", cell.text)
    return "achieved" if expected and reports and meant else None


def _roles(words: Dictionary, cell: Cell) -> tuple[str, ...]:
    said = IN_BRACKETS.search(narrow(cell.text)) if len(cell.text) <= LONGEST_TITLE else None
    if said and words.alike("period", said[1]) == "long_term":
        return ("ignored",)  # 项目总体绩效目标（长期目标）
    return tuple(role for role in words.find("goals", cell.text) if role != "numbered")


def _first(segment: Segment, words: Dictionary, labels: list[_Label]) -> Text:
    """The first filled text among labels, the plainest label first; else the blank of that one."""
    headed = {label.cell.row for label in labels if label.weight < BLOCK}  # 总体目标 | 年度目标
    own = [label for label in labels if label.weight < BLOCK or label.cell.row not in headed]
    ordered = sorted(own, key=lambda label: (label.weight, label.rank))
    texts = [_text(segment, words, label) for label in ordered]
    return next((text for text in texts if not text.blank), texts[0] if texts else NO_TEXT)


def _text(segment: Segment, words: Dictionary, label: _Label) -> Text:
    """The text in, under or beside a label; a blank one where none is filled."""
    value = label.inside
    if value is None:
        below, right = _below(segment, words, label.cell), beside(segment, words, label.cell)
        row_by_row = len(below.text) <= LONGEST_HEADING and len(right.text) > len(below.text)
        first = label.weight > 1 or (row_by_row and not FIGURE.search(narrow(below.text)))
        places = (right, below) if first else (below, right)
        value = next((cell for cell in places if not cell.blank), places[0])
        value = _behind_heading(segment, words, value) if value is below else value
        if value is right and not right.blank:
            value = _under_heading(segment, words, label.cell, right)
    return _entry(segment, value, "".join(label.cell.text.split()))


def _behind_heading(segment: Segment, words: Dictionary, value: Cell) -> Cell:
    """The text beside a short word below a block, where that can only be its heading."""
    text, right = narrow(value.text), beside(segment, words, value)
    fields = any(words.any(c.text, ("goals",)) for c in segment.grid.row(value.row))
    heads = fields and len(text) <= SHORT and not FIGURE.search(text)
    return right if heads and len(right.text) > len(text) else value


def _under_heading(segment: Segment, words: Dictionary, block: Cell, value: Cell) -> Cell:
    """The text below a short heading that is not known, within the rows of its block; else the
    cell itself.
    """
    last = segment.grid.area(block.row, block.column).bottom
    below = segment.grid.at(segment.grid.area(value.row, value.column).bottom + 1, value.column)
    heads = len(value.text) <= LONGEST_HEADING and not FIGURE.search(narrow(value.text))
    under = value.row < below.row <= last and len(below.text) > len(value.text)
    return below if heads and under and not words.label(below.text) else value


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
