"""A form that was split over sheets is put together again, before anything is read from it.

What each sheet has decides, not what it is called: a head without indicators belongs to the
indicators without a head that follow it, and a table that did not end goes on where the next
sheet begins with the same columns.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from perfcheck.form.grid import Cell, Grid, Page, make_grid
from perfcheck.form.header import Header, find_headers, hopeful
from perfcheck.form.labels import Dictionary, narrow
from perfcheck.form.merging import Area
from perfcheck.form.numbers import SCALES
from perfcheck.form.segment import TITLE_LENGTH, is_title

OWNERS = ("project_name", "department", "unit")
LABELS = 3  # so many labels of head and funds make the head of a form
GAP = 3  # blank rows between two parts, so that no header reaches over the seam
CONTINUED = "续"
CAPTION = 6  # characters of a mere 续表 or （续表一）


@dataclass(frozen=True, slots=True)
class _Part:
    """A sheet by what it has: labels of a head, of funds, tables, and a total below the last.

    `owners` are the labels that say whose it is, by role, each with what stands behind or beside.
    """

    grid: Grid
    owners: Mapping[str, str]
    labels: int
    headers: tuple[Header, ...]
    ended: bool

    @property
    def opens(self) -> bool:
        """The head of a form whose indicators are still to come."""
        return bool(self.owners) and self.labels >= LABELS and not self.headers

    @property
    def says_anything(self) -> bool:
        """Whether it is part of any form; a sheet of remarks may stand between two parts."""
        return bool(self.headers) or self.labels >= LABELS

    @property
    def bare(self) -> bool:
        """Nothing in it says whose it is."""
        return not self.owners


def joined(grids: Sequence[Grid], words: Dictionary) -> tuple[Grid, ...]:
    """The sheets of a workbook, those that are parts of one form as one sheet with pages."""
    if len(grids) < 2:
        return tuple(grids)
    result: list[_Part] = []
    last = 0  # the latest sheet that has anything of a form
    for grid in grids:
        part = _part(grid, words)
        before = result[last] if result else None
        if before and (_funds_of(before, part) or _belongs(before, part)):
            result[last] = _added(before, part)
        elif before and _goes_on(before, part, words):
            result[last] = _added(before, part, frozenset(_captions(part, words)))
        else:
            last = len(result) if part.says_anything or not result else last
            result.append(part)
    return tuple(part.grid for part in result)


def _part(grid: Grid, words: Dictionary) -> _Part:
    headers = find_headers(grid, words, hopeful(grid, words))
    tables = {row for header in headers for row in range(header.top, header.bottom + 1)}
    cells = [
        cell
        for row in sorted(grid.shown)
        if row not in tables
        for cell in grid.row(row)
        if len(cell.text) <= TITLE_LENGTH
    ]
    end = headers[-1].bottom if headers else 0
    foot = [c.row for c in cells if c.row > end and words.find("foot", _label(c))]
    first = headers[0].top if headers else min(foot, default=grid.rows + 1)
    above = [cell for cell in cells if cell.row < first]
    owners = {role: value for cell in above for role, value in _owners(grid, cell, words)}
    labels = sum(words.any(_label(cell), ("head", "funds", "goals")) for cell in above)
    return _Part(grid, owners, labels, headers, bool(foot))


def _owners(grid: Grid, cell: Cell, words: Dictionary) -> Iterator[tuple[str, str]]:
    label, _, value = cell.text.replace("：", ":").partition(":")
    if value.strip() not in SCALES:  # 单位：万元 names nobody
        right = next((c for c in grid.row(cell.row) if c.column > cell.column), cell)
        named = narrow(value) or narrow(right.text)
        yield from ((role, named) for role in words.find("head", label) if role in OWNERS)


def _label(cell: Cell) -> str:
    return cell.text.replace("：", ":").partition(":")[0]


def _funds_of(last: _Part, part: _Part) -> bool:
    """Funds and goals on a sheet of their own, between the head and the indicators."""
    return last.opens and part.bare and not part.headers and part.labels >= LABELS


def _belongs(last: _Part, part: _Part) -> bool:
    """Indicators without a head, right behind a head without indicators; they may repeat whose
    they are.
    """
    same = part.labels < LABELS and part.owners.items() <= last.owners.items()
    return last.opens and bool(part.headers) and (part.bare or same)


def _goes_on(last: _Part, part: _Part, words: Dictionary) -> bool:
    """Further rows of a table that did not end: the sheet begins with the same header, or says
    that it goes on and has rows under the columns of the table.
    """
    if not last.headers or last.ended or not part.bare or part.labels:
        return False
    captions = list(_captions(part, words))
    columns = last.headers[-1].columns
    if part.headers:
        first = part.headers[0]
        above = [row for row in sorted(part.grid.shown) if row < first.top]
        return above == captions and first.columns.keys() == columns.keys()
    rows = (row for row in sorted(part.grid.shown) if row not in captions)
    row = next(rows, 0)
    return bool(captions) and all(
        any(not part.grid.anchor(row, c).blank for c in range(own.first, own.last + 1))
        for role, own in columns.items()
        if role in ("name", "target")
    )


def _captions(part: _Part, words: Dictionary) -> Iterator[int]:
    """The rows at the top that only say that the table goes on: 续表, 自评表（续）."""
    for row in sorted(part.grid.shown):
        cells = part.grid.row(row)
        if len(cells) != 1 or not _is_caption(cells[0].text, words):
            return
        yield row


def _is_caption(text: str, words: Dictionary) -> bool:
    bare = narrow(text)
    return CONTINUED in bare and (len(bare) <= CAPTION or is_title(text, words))


def _added(last: _Part, part: _Part, without: frozenset[int] = frozenset()) -> _Part:
    """Two parts as one sheet, the second below the first; some of its rows are left out."""
    down = last.grid.rows + GAP
    cells, merged = dict(last.grid.cells), dict(last.grid.merged)
    for (row, column), cell in part.grid.cells.items():
        if row not in without:
            cells[row + down, column] = cell._replace(row=row + down)
    for (row, column), area in part.grid.merged.items():
        moved = Area(area.top + down, area.left, area.bottom + down, area.right)
        merged[row + down, column] = moved
    grid = make_grid(last.grid.sheet, cells, merged)
    pages = (*last.grid.pages, Page(down + 1, part.grid.sheet))
    grid = replace(grid, pages=pages, unseen=(*last.grid.unseen, *part.grid.unseen))
    headers = (replace(h, top=h.top + down, bottom=h.bottom + down) for h in part.headers)
    known = (*last.headers, *headers)
    return _Part(grid, last.owners, last.labels + part.labels, known, part.ended)
