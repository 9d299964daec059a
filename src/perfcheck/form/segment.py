"""Where one form ends and the next begins on a sheet."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from perfcheck.form.columns import Column
from perfcheck.form.grid import Cell, Grid
from perfcheck.form.header import Header, find_headers, hopeful
from perfcheck.form.labels import Dictionary, narrow
from perfcheck.form.numbers import read_number
from perfcheck.model.cells import CellRef

TITLE_LENGTH = 60
ANNEX = re.compile(r"^附[件表录][\d一二三四五六七八九十.-]*:?")
OWN = ("department", "unit", "year", "person", "phone", "date")
LAST_COLUMN = 1 << 14
TITLE_ROWS = 8  # a title stands among the first rows
HEADINGS = 3  # so many headings of amounts make a row of headings


Line = tuple[int, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Segment:
    """One form on a sheet: its rows (edges included), its indicator headers and its title.

    `right` is the last column of the form; hints may stand beyond. `shared` are the rows at the
    top of the sheet that hold for this form too, where it has no title of its own. `skipped` are
    rows of tables that do not count, `hopeful` those of the sheet in which a header can begin.
    """

    grid: Grid
    top: int
    bottom: int
    headers: tuple[Header, ...]
    title: str = ""
    right: int = LAST_COLUMN
    shared: tuple[int, int] = (1, 0)
    skipped: frozenset[int] = frozenset()
    hopeful: tuple[int, ...] = ()
    _rows: Sequence[Line] = field(init=False, repr=False, compare=False)

    @property
    def head_bottom(self) -> int:
        """The last row above the indicators."""
        return self.headers[0].top - 1 if self.headers else self.bottom

    def heads(self, row: int) -> bool:
        """Whether a row belongs to the header of a table."""
        return any(header.top <= row <= header.bottom for header in self.headers)

    def __post_init__(self) -> None:
        """List the rows of the sheet as far as they stand inside the form."""
        rows: list[Line] = []
        for row, cells in self.grid.standing.items():
            if row in self.skipped:
                continue
            inside = tuple([cell for cell in cells if cell.column <= self.right])
            if inside:
                rows.append((row, inside))
        object.__setattr__(self, "_rows", rows)

    def lines(self, top: int, bottom: int) -> Sequence[Line]:
        """The rows from top to bottom that hold anything inside the form, with their cells."""
        rows = self._rows
        return rows[bisect_left(rows, (top,)) : bisect_left(rows, (bottom + 1,))]

    def ref(self, cell: Cell) -> CellRef:
        """The address of one of its cells."""
        return self.grid.ref(cell.row, cell.column)

    def known_by(self, words: Dictionary) -> "Segment":
        """The same form, its headers read in the words of the layout that knows it."""
        rows = (row for row in self.hopeful if self.top <= row <= self.bottom)
        headers = find_headers(self.grid, words, rows)
        return replace(self, headers=headers) if headers else self

    def without(self, skipped: frozenset[int], headers: tuple[Header, ...]) -> "Segment":
        """The same form with fewer tables."""
        return replace(self, skipped=skipped, headers=headers)

    def of(self, year: int | None) -> "Segment":
        """The same form, its headers read for its year where columns name years."""
        if year is None or not any(header.yearly for header in self.headers):
            return self
        return replace(self, headers=tuple(header.of(year) for header in self.headers))

    def labels(self) -> tuple[str, ...]:
        """The texts of all short cells: what may identify the form."""
        lines = self.lines(self.top, self.bottom)
        texts = [cell.text for _, cells in lines for cell in cells]
        return tuple([text for text in texts if len(text) <= TITLE_LENGTH])


def segments(grid: Grid, words: Dictionary) -> tuple[Segment, ...]:
    """The forms of a sheet from top to bottom; a sheet without any indicator header is one."""
    rows = hopeful(grid, words)
    headers = find_headers(grid, words, rows)
    starts = _starts(grid, words, headers)
    result: list[Segment] = []
    for index, top in enumerate(starts):
        bottom = starts[index + 1] - 1 if index + 1 < len(starts) else grid.rows
        own = tuple(h for h in headers if top <= h.top <= bottom)
        segment = Segment(grid, top, bottom, own, _title(grid, words, top, bottom), hopeful=rows)
        segment = replace(segment, right=_right(segment, words))
        titled = next((each for each in reversed(result) if each.title), None)
        if titled and not segment.title:
            segment = _under(segment, titled, words)
        result.append(segment)
    return tuple(result)


def _right(segment: Segment, words: Dictionary) -> int:
    """The last column under a heading that is understood, of indicators or of amounts, or under
    a cell that is merged over the whole table.
    """
    right = max((header.right for header in segment.headers), default=LAST_COLUMN)
    left = min((column.first for h in segment.headers for column in h.columns.values()), default=1)
    for row, cells in segment.lines(segment.top, segment.head_bottom):
        areas = [segment.grid.area(row, cell.column) for cell in cells]
        known = [words.find("funds", cell.text) for cell in cells]
        table = len([own for own in known if own]) >= HEADINGS
        reach = [a.right for a, own in zip(areas, known, strict=True) if table and own]
        reach += _amounts_beyond(segment, row, max(reach, default=LAST_COLUMN))
        reach += [area.right for area in areas if area.left <= left and area.right > right]
        right = max(right, *reach) if reach else right
    return max((right, *_fields_beyond(segment, words, right)))


def _amounts_beyond(segment: Segment, row: int, last: int) -> Iterator[int]:
    """The column right beside the headings of amounts whose heading is not known: a number stands
    below it.
    """
    heading, *below = (segment.grid.at(r, last + 1) for r in (row, row + 1, row + 2))
    if not heading.blank and any(read_number(cell.text) is not None for cell in below):
        yield segment.grid.area(row, last + 1).right


def _fields_beyond(segment: Segment, words: Dictionary, right: int) -> Iterator[int]:
    """The columns of fields of the head that stand right beside the form: 联系电话：0712-000."""
    for row, cells in segment.lines(segment.top, segment.head_bottom):
        beyond = [cell for cell in cells if cell.column == right + 1]
        if beyond and words.role("head", _label(beyond[0]), *OWN):
            yield segment.grid.area(row, right + 1).right + (":" not in narrow(beyond[0].text))


def _under(segment: Segment, first: Segment, words: Dictionary) -> Segment:
    """A further form below one title: what stands above the first project holds for it too."""
    names = (r for r, _ in first.lines(first.top, first.bottom) if _names_project(r, first, words))
    last = next(names, first.top) - 1
    return replace(segment, title=first.title, shared=(first.top, last))


def _starts(grid: Grid, words: Dictionary, headers: tuple[Header, ...]) -> list[int]:
    """The first rows of the forms: below an indicator table, a project name or a title begins
    another one.
    """
    starts = [next(iter(grid.shown))]
    sheet = Segment(grid, starts[0], grid.rows, headers)
    for row in grid.shown:
        if not any(starts[-1] <= header.bottom < row for header in headers):
            continue
        if _names_project(row, sheet, words):
            starts.append(_top(grid, words, row))
        elif _is_title_row(row, sheet, words):
            starts.append(_annexed(grid, row))
    return starts


def _is_title_row(row: int, sheet: Segment, words: Dictionary) -> bool:
    """A title that stands alone, with fields between it and the next indicator table."""
    cells = sheet.grid.row(row)
    following = next((header.top for header in sheet.headers if header.top > row), 0)
    return (
        len(cells) == 1
        and is_title(cells[0].text, words)
        and any(
            words.any(_label(first), ("head", "funds"))
            for _, (first, *_) in sheet.lines(row + 1, following - 1)
        )
    )


def _names_project(row: int, sheet: Segment, words: Dictionary) -> bool:
    cells = sheet.grid.row(row)
    return bool(cells) and any(
        words.role("head", _label(cell), "project_name") for cell in cells[:2]
    )


def _label(cell: Cell) -> str:
    return cell.text.split("：")[0].split(":")[0]


def _top(grid: Grid, words: Dictionary, row: int) -> int:
    """The title row that belongs to a project name: the highest of the few rows right above."""
    for above in range(row - 1, max(row - 6, 0), -1):
        cells = grid.row(above)
        if cells and is_title(cells[0].text, words):
            return _annexed(grid, above)
    return row


def _annexed(grid: Grid, row: int) -> int:
    """The row of a title, or that of 附件1 right above it."""
    before = grid.row(row - 1)
    return row - 1 if len(before) == 1 and narrow(before[0].text).startswith("附") else row


def is_title(text: str, words: Dictionary) -> bool:
    """Whether a text reads like the title of a form: 2020年度…项目支出绩效自评表."""
    text = ANNEX.sub("", narrow(text))
    bare = words.key(text)
    return (
        len(bare) <= TITLE_LENGTH
        and words.alike("title", text) is not None
        and not words.any(text, ("head", "funds", "goals", "indicators", "foot"))
        and ":" not in narrow(text)
    )


def _title(grid: Grid, words: Dictionary, top: int, bottom: int) -> str:
    for row in [row for row in grid.standing if top <= row <= bottom][:TITLE_ROWS]:
        for cell in grid.row(row):
            if is_title(cell.text, words):
                return cell.text.strip()
    return ""


def pick(segment: Segment, row: int, column: Column, *, spread: bool = False) -> Cell:
    """The first filled cell of a row within a column, else its first cell.

    With `spread`, a cell merged downwards from an earlier row counts as well.
    """
    cells, merged = segment.grid.cells, segment.grid.merged
    place = first = column.first
    while place <= column.last:
        cell, area = cells.get((row, place)), None
        if cell is None:
            area = merged.get((row, place))
            if area is not None and area.left >= first and (spread or area.top == row):
                cell = cells.get((area.top, area.left))
        if cell is not None:
            return cell
        place = area.right + 1 if area else place + 1
    return Cell(row, first)
