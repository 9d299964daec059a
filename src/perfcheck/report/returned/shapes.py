"""The shapes of notes (VML): one box for each note, found and added without reading it as XML.

Excel itself writes VML that is not well formed, so it is searched, not parsed.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from perfcheck.report import palette
from perfcheck.report.returned.sheetscan import Position
from perfcheck.report.returned.splice import Unpatchable

SPACES = (
    b'xmlns:v="urn:schemas-microsoft-com:vml"',
    b'xmlns:o="urn:schemas-microsoft-com:office:office"',
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"',
)
SHAPE = re.compile(rb"<((?:\w+:)?shape)\b.*?</\1>", re.DOTALL)  # shapetype is another word
ROW = re.compile(rb"<(?:\w+:)?Row>\s*(\d+)\s*<")
ANCHOR = re.compile(rb"(<(?:\w+:)?Anchor>)([\d\s,]+)(<)")
COLUMN = re.compile(rb"<(?:\w+:)?Column>\s*(\d+)\s*<")
ID = re.compile(rb"_x0000_s(\d+)")
CLOSING = re.compile(rb"</xml\s*>\s*\Z")
BOX = b'id="_x0000_t202"'
BOX_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    b'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
FIRST_ID, IDS = 1024, 1024  # numbers that belong to one block of o:idmap
USUAL = (240, 90)  # pixels of a box whose text is not known
NEW_BLOCK = 97  # far from the blocks that other programs count from 1


@dataclass(frozen=True, slots=True)
class Room:
    """Widths of columns and heights of rows of a sheet, in pixels, where they differ."""

    widths: Mapping[int, float]
    heights: Mapping[int, float]
    width: float = 72
    height: float = 20

    def reach(self, first: int, pixels: float, *, down: bool) -> tuple[int, int]:
        """The column or row (from 0) where a box of that size ends, and the pixels inside it."""
        sizes, usual = (self.heights, self.height) if down else (self.widths, self.width)
        at = first
        while pixels > (size := sizes.get(at + 1, usual)):
            pixels -= size
            at += 1
        return at, int(pixels)


def new_shapes(block: int) -> bytes:
    """An empty part for the notes of one sheet."""
    return (
        b"<xml "
        + b" ".join(SPACES)
        + b"><o:shapelayout v:ext="
        + f'"edit"><o:idmap v:ext="edit" data="{NEW_BLOCK + block}"/></o:shapelayout>'.encode()
        + BOX_TYPE
        + b"</xml>"
    )


def patched(
    content: bytes,
    notes: Collection[Position],
    sizes: Mapping[Position, tuple[int, int]],
    room: Room,
    *,
    grow: bool = False,
) -> bytes:
    """The part with a box for every note, and none for notes that are gone.

    `sizes` are the pixels that our texts need; with `grow`, boxes that are there get as much more.
    """
    closing = CLOSING.search(content)
    if closing is None:
        raise Unpatchable("shapes that do not end")
    known = {place: found for found in SHAPE.finditer(content) if (place := _place(found[0]))}
    result, at = [], 0
    for place, found in known.items():
        if place not in notes:
            result.append(content[at : found.start()])
            at = found.end()
        elif grow and place in sizes:
            result += [content[at : found.start()], _grown(found[0], sizes[place][1], room)]
            at = found.end()
    result.append(content[at : closing.start()])
    spaces = b"".join(b" " + space for space in SPACES if space not in content)
    if BOX not in content:
        result.append(BOX_TYPE.replace(b" id", spaces + b" id", 1))
    number = _first_id(content)
    for place in sorted(set(notes) - set(known)):
        result.append(_box(place, sizes.get(place, USUAL), room, number, spaces))
        number += 1
    return b"".join((*result, content[closing.start() :]))


def _grown(shape: bytes, pixels: int, room: Room) -> bytes:
    """The box of a note of the unit's own, higher by so many pixels: our text stands below it."""
    anchor = ANCHOR.search(shape)
    numbers = [int(n) for n in anchor[2].split(b",") if n.strip()] if anchor else []
    if anchor is None or len(numbers) != 8:
        return shape
    bottom, inside = room.reach(numbers[6], numbers[7] + pixels, down=True)
    new = ", ".join(map(str, (*numbers[:6], bottom, inside))).encode()
    return shape[: anchor.start(2)] + new + shape[anchor.end(2) :]


def _first_id(content: bytes) -> int:
    used = [int(number) for number in ID.findall(content)]
    if used:
        return max(used) + 1
    block = re.search(rb"<o:idmap\b[^>]*\bdata=\"(\d+)", content)
    return FIRST_ID + 1 if block is None else int(block[1]) * IDS + 1


def _place(shape: bytes) -> Position | None:
    """The cell whose note a shape is; None for buttons and pictures."""
    row, column = ROW.search(shape), COLUMN.search(shape)
    if b'ObjectType="Note"' not in shape or not row or not column:
        return None
    return int(row[1]) + 1, int(column[1]) + 1


def _box(place: Position, size: tuple[int, int], room: Room, number: int, spaces: bytes) -> bytes:
    row, column = place
    left, top = column, max(row - 2, 0)
    right, right_pixels = room.reach(left, 12 + size[0], down=False)
    bottom, bottom_pixels = room.reach(top, 6 + size[1], down=True)
    anchor = f"{left}, 12, {top}, 6, {right}, {right_pixels}, {bottom}, {bottom_pixels}"
    return (
        f'<v:shape{spaces.decode()} id="_x0000_s{number}" type="#_x0000_t202" '
        'style="position:absolute;'
        f"margin-left:60pt;margin-top:2pt;width:{size[0] * 3 // 4}pt;height:{size[1] * 3 // 4}pt;"
        f'z-index:{number % IDS};visibility:hidden" '
        f'fillcolor="{palette.NOTE_FILL}" o:insetmode="auto">'
        f'<v:fill color2="{palette.NOTE_FILL}"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
        '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note">'
        f"<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row>"
        f"<x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    ).encode()
