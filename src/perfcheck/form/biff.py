"""A look into an Excel 97-2003 (or WPS .et) file: error cells, formulas, percent formats.

Only what is needed of the compound file [MS-CFB] and of the BIFF8 records [MS-XLS]; every chain
is bounded, so that a damaged file ends instead of going in circles. What cannot be followed gives
no notes; the reader says whether the file can be opened.
"""

import struct
from collections.abc import Iterator, Mapping

from perfcheck.form.notes import Notes
from perfcheck.form.ooxml import PERCENT_FORMATS, shows_percent

END = 0xFFFFFFFE
HEADER_FAT = 109
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
BOF, EOF, BOUND_SHEET, FORMAT, XF = 0x809, 0x0A, 0x85, 0x41E, 0xE0
FORMULA, NUMBER, RK, MULTIPLE_RK, BOOL_OR_ERROR = 0x06, 0x203, 0x27E, 0xBD, 0x205
Record = tuple[int, bytes]


def peek_biff(content: bytes) -> Mapping[int, Notes]:
    """Notes by sheet index; empty where the file is not understood."""
    try:
        stream = _workbook_stream(content)
        return _notes(stream)
    except (struct.error, IndexError):
        return {}


def _workbook_stream(content: bytes) -> bytes:
    """The stream Workbook of a compound file."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    fat = _fat(content, size)
    root = struct.unpack_from("<I", content, 48)[0]
    directory = _chain(content, fat, root, size)
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        if name in ("Workbook", "Book"):
            start, total = struct.unpack_from("<II", directory, at + 116)
            return _chain(content, fat, start, size)[:total]
    return b""


def _sector(content: bytes, number: int, size: int) -> bytes:
    return content[(number + 1) * size : (number + 2) * size]


def _fat(content: bytes, size: int) -> list[int]:
    """The table that says which sector follows which."""
    places = list(struct.unpack_from(f"<{HEADER_FAT}I", content, 76))
    following, count = struct.unpack_from("<II", content, 68)
    for _ in range(min(count, len(content) // size + 1)):
        if following >= END:
            break
        sector = struct.unpack(f"<{size // 4}I", _sector(content, following, size))
        places += sector[:-1]
        following = sector[-1]
    fat: list[int] = []
    for place in places:
        if place < END and (place + 1) * size < len(content):
            sector_bytes = _sector(content, place, size).ljust(size, b"\xff")
            fat += struct.unpack(f"<{size // 4}I", sector_bytes)
    return fat


def _chain(content: bytes, fat: list[int], start: int, size: int) -> bytes:
    parts = []
    for _ in range(len(fat)):
        if start >= len(fat):
            break
        parts.append(_sector(content, start, size))
        start = fat[start]
    return b"".join(parts)


def _records(stream: bytes) -> Iterator[Record]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _notes(stream: bytes) -> Mapping[int, Notes]:
    """Walk the globals for formats, then the sheets in their order."""
    formats, styles = set(PERCENT_FORMATS), list[bool]()
    notes: dict[int, Notes] = {}
    sheet, depth = -1, 0
    for kind, data in _records(stream):
        if kind == BOF:
            depth += 1
            if depth == 1:
                sheet += 1
                notes[sheet] = Notes()
        elif kind == EOF:
            depth -= 1
        elif kind == FORMAT and shows_percent(_format_code(data)):
            formats.add(struct.unpack_from("<H", data)[0])
        elif kind == XF:
            styles.append(struct.unpack_from("<H", data, 2)[0] in formats)
        elif depth == 1 and sheet >= 0:
            _note(notes[sheet], kind, data, styles)
    return {index - 1: note for index, note in notes.items() if index > 0}


def _format_code(data: bytes) -> str:
    wide = len(data) > 4 and data[4] & 1
    return data[5:].decode("utf-16-le" if wide else "latin-1", "replace")


def _note(notes: Notes, kind: int, data: bytes, styles: list[bool]) -> None:
    if kind not in (FORMULA, NUMBER, RK, MULTIPLE_RK, BOOL_OR_ERROR):
        return
    row, column, style = struct.unpack_from("<HHH", data)
    position = (row + 1, column + 1)
    if kind == MULTIPLE_RK:
        for index in range((len(data) - 6) // 6):
            own = struct.unpack_from("<H", data, 4 + 6 * index)[0]
            if own < len(styles) and styles[own]:
                notes.percents.add((row + 1, column + 1 + index))
        return
    if kind == FORMULA:
        notes.formulas.add(position)
    if kind == BOOL_OR_ERROR and data[7]:
        notes.errors[position] = ERRORS.get(data[6], "#N/A")
    elif kind == FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        notes.errors[position] = ERRORS.get(data[8], "#N/A")
    elif style < len(styles) and styles[style]:
        notes.percents.add(position)
