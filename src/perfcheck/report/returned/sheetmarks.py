"""The XML of one sheet with some cells in another colour: styles change, values never."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from perfcheck.model.cells import column_letters
from perfcheck.report.returned.sheetscan import Position, scan
from perfcheck.report.returned.splice import (
    Edits,
    Unpatchable,
    local,
    prefix,
    tag_end,
    with_attribute,
)
from perfcheck.report.returned.styles import Styles

Colours = Mapping[Position, str]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BEHIND_NOTES = (
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
)


@dataclass(frozen=True, slots=True)
class OldMarks:
    """The marks of the round before: the fills that were there, and whether colours tell.

    `only_ours` says that the form had no cell in our colours, so that a coloured cell is ours
    wherever it has moved to.
    """

    fills: Mapping[Position, str]
    only_ours: bool

    def covers(self, place: Position) -> bool:
        """Whether a coloured cell at this place was coloured by us."""
        return self.only_ours or place in self.fills

    def fill(self, place: Position) -> str:
        """The fill that a cell had before."""
        return self.fills.get(place, "")


NO_MARKS = OldMarks({}, only_ours=False)


class MarkedSheet:
    """One sheet while it is marked; `fills` are the fills that its marked cells had before."""

    def __init__(
        self, content: bytes, colours: Colours, styles: Styles, old: OldMarks = NO_MARKS
    ) -> None:
        self.found = scan(content)
        self.anchors = dict(_covered(self.found.merged, colours))
        self.colours = {self.anchors.get(place, place): c for place, c in colours.items()}
        self.styles, self.old = styles, old
        self.content = content
        marked = (s for s in range(len(styles.formats)) if styles.is_marked(s))
        self.cleaned = frozenset(marked if old is not NO_MARKS else ())
        self.found.look({row for row, _ in self.colours}, self.cleaned)
        self.edits = Edits(content)
        self.fills: dict[Position, str] = {}
        self._colour()

    def anchor(self, place: Position) -> Position:
        """The cell that shows at a place: the corner of the merged area over it."""
        return self.anchors.get(place, place)

    def refer_to_notes(self, relation: str) -> None:
        """Say where the shapes of the notes are, by the id of a relationship."""
        tag = prefix(self.found.data.tag if self.found.data else "") + b"legacyDrawing"
        markup = b"<" + tag + f' xmlns:r="{OFFICE}" r:id="{relation}"/>'.encode()
        behind = self._data_place()
        places = (
            start
            for name, start, _ in self.found.children
            if start > behind and local(name) in BEHIND_NOTES
        )
        self.edits.insert(min(places, default=self.found.end), markup)

    @property
    def notes_relation(self) -> str:
        """The id of the relationship to the shapes of the notes; "" where there are none."""
        for name, _, attributes in self.found.children:
            if local(name) == "legacyDrawing":
                return next((v for key, v in attributes.items() if local(key) == "id"), "")
        return ""

    def render(self) -> bytes:
        """The sheet with its marks."""
        return self.edits.render()

    def _data_place(self) -> int:
        if self.found.data is None:
            raise Unpatchable("a sheet without data")
        return self.found.data.start

    def _colour(self) -> None:
        missing = []
        stale = (p for p, spot in self.found.cells.items() if spot.style in self.cleaned)
        for place in sorted({*stale, *self.colours}):
            spot = self.found.cells.get(place)
            if spot is None:
                missing.append(place)
                continue
            style = self._style(place, spot.style or 0)
            if style != spot.style:
                end = tag_end(self.content, spot.start)
                old = self.content[spot.start : end]
                self.edits.replace(spot.start, end, with_attribute(old, "s", str(style)))
        if missing:
            self._add(missing)

    def _style(self, place: Position, style: int) -> int:
        """The style of a cell with its old mark taken off and its new one put on."""
        line = self.styles.remembered(style)
        if self.styles.is_marked(style) and self.old is not NO_MARKS and self.old.covers(place):
            line = self.old.fill(place)
            style = self.styles.restored(style, line)
        if place in self.colours:
            self.fills[place] = line
            style = self.styles.marked(style, self.colours[place])
        return style

    def _add(self, places: Iterable[Position]) -> None:
        """Blank cells that are not stored yet, each where its column belongs."""
        if self.found.implied:
            raise Unpatchable("cells without addresses")
        for row, group in groupby(places, key=lambda place: place[0]):
            columns = [column for _, column in group]
            if row in self.found.row_ends:
                self._add_to_row(row, columns)
            else:
                self._add_row(row, columns)

    def _add_to_row(self, row: int, columns: Iterable[int]) -> None:
        spot = self.found.row_spots[self.found.rows.index(row)]
        end = tag_end(self.content, spot.start)
        if self.content[end - 2 : end] == b"/>":
            opened = self.content[spot.start : end - 2].rstrip() + b">"
            cells = b"".join(self._cell(row, column, spot.style) for column in columns)
            closing = b"</" + spot.tag.encode() + b">"
            self.edits.replace(spot.start, end, opened + cells + closing)
            return
        for column in columns:
            place = self.found.cell_behind(row, column)
            self.edits.insert(place, self._cell(row, column, spot.style))

    def _add_row(self, row: int, columns: Iterable[int]) -> None:
        tag = self._prefix() + b"row"
        cells = b"".join(self._cell(row, column, None) for column in columns)
        markup = b"<" + tag + f' r="{row}">'.encode() + cells + b"</" + tag + b">"
        if not self.found.rows:
            raise Unpatchable("a sheet without data")
        self.edits.insert(self.found.row_behind(row), markup)

    def _cell(self, row: int, column: int, row_style: int | None) -> bytes:
        base = self.found.column_style(column) if row_style is None else row_style
        style = self._style((row, column), base)
        return b"<" + self._prefix() + f'c r="{column_letters(column)}{row}" s="{style}"/>'.encode()

    def _prefix(self) -> bytes:
        return prefix(self.found.data.tag) if self.found.data else b""


def _covered(
    areas: Iterable[tuple[Position, Position]], places: Iterable[Position]
) -> Iterator[tuple[Position, Position]]:
    """Places under a merged area, each with the corner that shows there."""
    wanted = list(places)
    for (top, left), (bottom, right) in areas:
        for row, column in wanted:
            if top <= row <= bottom and left <= column <= right:
                yield (row, column), (top, left)
