"""The story of one marked copy: colours and notes on the cells, the sheet 修改意见 in front."""

import re
from collections.abc import Mapping

from perfcheck.model.cells import CellRef
from perfcheck.model.returned import SHEET, History
from perfcheck.report.measure import lines
from perfcheck.report.names import safe_sheet_name
from perfcheck.report.returned import shapes
from perfcheck.report.returned.booksheets import WORKBOOK, BookSheets, SheetPart
from perfcheck.report.returned.catalog import (
    SPREADSHEET,
    VML,
    declare,
    declare_extension,
    relate,
    relations,
    relations_part,
)
from perfcheck.report.returned.comments import EMPTY, Comments
from perfcheck.report.returned.container import Container, open_container
from perfcheck.report.returned.letter import Letter
from perfcheck.report.returned.rooms import room_of
from perfcheck.report.returned.sheet import HEADING, sheet
from perfcheck.report.returned.sheetmarks import NO_MARKS, MarkedSheet, OldMarks
from perfcheck.report.returned.sheetscan import Position, position
from perfcheck.report.returned.sheetxml import worksheet
from perfcheck.report.returned.splice import Unpatchable
from perfcheck.report.returned.styles import Styles

STYLES = "xl/styles.xml"
SIGNATURES = "_xmlsignatures/"
SELECTED = re.compile(rb"""\s+tabSelected\s*=\s*["'](?:1|true)["']""")
LINE_PIXELS, NOTE_WIDTH, NOTE_COLUMNS = 16, 280, 40


def marked_copy(content: bytes, letter: Letter) -> bytes:
    """A copy of a workbook (.xlsx, .xlsm) with the letter in it; Unpatchable where none can be.

    Only the parts concerned change: sheets with marks, notes and their shapes, styles, the list
    of the sheets. All others stay as they were, compressed bytes and all.
    """
    package = open_container(content)
    if any(name.startswith(SIGNATURES) for name in package.members):
        raise Unpatchable("a signature would become invalid")
    book = BookSheets(package)
    part = next((r.part for r in relations(package, WORKBOOK) if r.kind == "styles"), STYLES)
    styles = Styles(package.read(part))
    history = letter.history
    only_ours = history.only_ours if history else not styles.uses_our_colours
    ours = _our_sheet(package, book, history)
    fills: dict[CellRef, str] = {}
    for number, own in enumerate(book.list):
        if own is not ours and own.part in package:
            fills |= _mark_sheet(package, own, number, letter, styles)
    name = ours.name if ours else safe_sheet_name(SHEET, [own.name for own in book.list])
    opinions = sheet(letter, name, lambda cell: fills.get(cell, ""), only_ours=only_ours)
    _put_in_front(package, book, ours, name, worksheet(opinions, styles))
    package.put(part, styles.render())
    return package.render()


def _our_sheet(package: Container, book: BookSheets, history: History | None) -> SheetPart | None:
    """The sheet 修改意见 of the round before, if it came back: the new one takes its place."""
    if history is None:
        return None
    named = [own for own in book.list if own.name.startswith(SHEET) and own.part in package]
    return next(iter(named), None)


def _mark_sheet(
    package: Container, own: SheetPart, number: int, letter: Letter, styles: Styles
) -> dict[CellRef, str]:
    """Colour the cells of one sheet and put notes on them; the fills that they had before."""
    content = _unselected(package.read(own.part))
    old = _old_marks(letter.history, own.name)
    colours, texts = letter.colours(own.name), letter.notes(own.name)
    if not colours and not texts and old is NO_MARKS:
        package.put(own.part, content)
        return {}
    marked = MarkedSheet(content, colours, styles, old)
    notes: dict[Position, str] = {}
    for place, text in texts.items():
        notes[marked.anchor(place)] = "\n".join(
            part for part in (notes.get(marked.anchor(place)), text) if part
        )
    _put_notes(package, own, number, marked, notes, renew=old is not NO_MARKS)
    package.put(own.part, marked.render())
    before = {place: marked.fills.get(marked.anchor(place), "") for place in colours}
    return {CellRef(own.name, *place): fill for place, fill in before.items()}


def _old_marks(history: History | None, name: str) -> OldMarks:
    if history is None:
        return NO_MARKS
    fills = {}
    for opinion in history.opinions:
        sheet_name, _, address = opinion.place.rpartition("!")
        if sheet_name == name and re.fullmatch(r"[A-Z]{1,3}[0-9]{1,7}", address):
            fills[position(address)] = opinion.fill
    return OldMarks(fills, history.only_ours)


def _unselected(content: bytes) -> bytes:
    """A sheet that is not shown first; two such sheets would be edited together."""
    head = content.partition(b"sheetData")[0]
    found = SELECTED.search(head)
    return content[: found.start()] + content[found.end() :] if found else content


def _put_notes(
    package: Container,
    own: SheetPart,
    number: int,
    marked: MarkedSheet,
    texts: Mapping[Position, str],
    *,
    renew: bool,
) -> None:
    """Add the notes of a sheet, with a box for each; new parts where there were none."""
    parts = {relation.id: relation for relation in relations(package, own.part)}
    written = next((r.part for r in parts.values() if r.kind == "comments"), "")
    if not texts and not (renew and written):
        return
    comments = Comments(package.read(written) if written else EMPTY)
    content, left = comments.patched(texts)
    drawn = parts.get(marked.notes_relation)
    boxes = package.read(drawn.part) if drawn else shapes.new_shapes(number)
    sizes = {place: _size(text) for place, text in texts.items()}
    boxes = shapes.patched(boxes, left, sizes, room_of(marked.found), grow=not renew)
    if not written:
        written = package.free("xl/comments{}.xml")
        relate(package, own.part, "comments", written)
        declare(package, written, f"{SPREADSHEET}.comments+xml")
    package.put(written, content)
    if drawn:
        package.put(drawn.part, boxes)
        return
    part = package.free("xl/drawings/vmlDrawing{}.vml")
    package.put(part, boxes)
    declare_extension(package, "vml", VML)
    marked.refer_to_notes(relate(package, own.part, "vmlDrawing", part))


def _size(text: str) -> tuple[int, int]:
    """Pixels that a note needs."""
    return NOTE_WIDTH, (
        2 + sum(lines(line, NOTE_COLUMNS) for line in text.split("\n"))
    ) * LINE_PIXELS


def _put_in_front(
    package: Container, book: BookSheets, ours: SheetPart | None, name: str, content: bytes
) -> None:
    if ours:
        package.put(ours.part, content)
        package.remove(relations_part(ours.part))
        package.put(WORKBOOK, book.shown(book.list.index(ours)))
        return
    part = package.free("xl/worksheets/sheet{}.xml")
    package.put(part, content)
    declare(package, part, f"{SPREADSHEET}.worksheet+xml")
    relation = relate(package, WORKBOOK, "worksheet", part)
    package.put(WORKBOOK, book.in_front(name, relation, f"${HEADING}:${HEADING}"))
