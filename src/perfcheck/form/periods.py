"""Tables of several years (中期, 长期) are left out where a form has one of its own year."""

import re
from collections.abc import Iterator

from perfcheck.form.columns import Columns
from perfcheck.form.fillers import filled
from perfcheck.form.grid import Cell
from perfcheck.form.header import Header
from perfcheck.form.labels import Dictionary
from perfcheck.form.segment import Segment

HEADING = re.compile(r"(?:信息|目标|指标|情况|部分|内容)$")
LONGEST = 20  # characters of a heading; what is longer is prose
LONG_TERM = "long_term"


def of_the_year(segment: Segment, words: Dictionary) -> Segment:
    """The form with the tables of its year only, if it has any; other tables are passed over."""
    headers = segment.headers
    if len(headers) < 2:
        return segment
    ends = [following.top - 1 for following in headers[1:]] + [segment.bottom]
    floors = [segment.top - 1] + [header.bottom for header in headers[:-1]]
    long_term = [
        _is_long_term(segment, words, header, floor)
        for header, floor in zip(headers, floors, strict=True)
    ]
    tables = list(zip(headers, ends, long_term, strict=True))
    own = [(header, end) for header, end, longer in tables if not longer]
    if not any(_filled(segment, header, end) for header, end in own) or all(long_term):
        return segment
    skipped = {
        row
        for header, end, longer in tables
        if longer
        for row in range(header.top, _end(segment, words, header, end) + 1)
    }
    return segment.without(frozenset(skipped), tuple(header for header, _ in own))


def _filled(segment: Segment, header: Header, end: int) -> bool:
    columns: Columns = header.columns
    return filled(segment, columns, header.bottom + 1, end) > 0


def _is_long_term(segment: Segment, words: Dictionary, header: Header, floor: int) -> bool:
    """Whether a table is about several years: its header says so, or the nearest heading above."""
    if any(words.role("indicators", cell.text, LONG_TERM) for cell in _around(segment, header)):
        return True
    headings = [kind for _, kind in _headings(segment, words, floor + 1, header.top - 1)]
    return bool(headings) and headings[-1] == LONG_TERM


def _end(segment: Segment, words: Dictionary, header: Header, end: int) -> int:
    """The last row of a table: another period's heading ends it."""
    following = next(_headings(segment, words, header.bottom + 1, end), (end + 1, ""))
    return following[0] - 1


def _headings(
    segment: Segment, words: Dictionary, top: int, bottom: int
) -> Iterator[tuple[int, str]]:
    """The rows with a heading that tells a period, and which: 中期绩效信息, 年度绩效信息."""
    for row, cells in segment.lines(top, bottom):
        text = cells[0].text
        if len(cells) == 1 and len(text) <= LONGEST and HEADING.search(words.key(text)):
            kind = words.alike("period", text)
            if kind:
                yield row, kind


def _around(segment: Segment, header: Header) -> list[Cell]:
    """The cells of a header, and a heading that stands alone above it."""
    above = segment.grid.row(header.top - 1)
    rows = range(header.top, header.bottom + 1)
    return [
        *(above if len(above) == 1 else ()),
        *(c for r in rows for c in segment.grid.visible(r)),
    ]
