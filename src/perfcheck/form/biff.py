"""A look into an Excel 97-2003 (or WPS .et) file: error cells, formulas, percent formats, extent.

Only what is needed of the compound file [MS-CFB] and of the BIFF8 records [MS-XLS]; every chain
is bounded, so that a damaged file ends instead of going in circles. What cannot be followed gives
no notes; the reader says whether the file can be opened.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from perfcheck.form import faults
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
DIMENSIONS, FILE_PASS = 0x200, 0x2F
ATTRIBUTE_SUM = b"\x19\x10"
OPERATIONS = (b"\x03", b"\x04", b"\x05", b"\x06", b"\x07")  # + - * / ^
ROW, COLUMNS = 0x208, 0x7D
HIDDEN_ROW, HIDDEN_COLUMN = 0x20, 0x01  # bits of their flags
CELLS = (FORMULA, NUMBER, RK, MULTIPLE_RK, BOOL_OR_ERROR, 0xFD, 0x204, 0xD6)
SPREAD = 5_000_000  # rows × columns that a reader may lay out in memory
STATED = 1_000_000  # rows × columns that a sheet may claim to have
Record = tuple[int, int, bytes]  # kind, where its data begin in the stream, the data


@dataclass(slots=True)
class _Found:
    """What the records of a workbook say; sheet 0 is the globals before the sheets."""

    notes: dict[int, Notes] = field(default_factory=dict)
    boastful: list[int] = field(default_factory=list)  # where sheets claim to reach very far
    formats: set[int] = field(default_factory=lambda: set(PERCENT_FORMATS))
    styles: list[bool] = field(default_factory=list)
    sheet: int = -1
    rows: int = 0
    columns: int = 0

    def begin(self) -> None:
        """A sheet begins."""
        self.sheet += 1
        self.notes[self.sheet] = Notes()
        self.rows = self.columns = 0

    def tell(self, kind: int, place: int, data: bytes) -> None:
        """A record that is not of a cell."""
        if kind == FORMAT and shows_percent(_format_code(data)):
            self.formats.add(struct.unpack_from("<H", data)[0])
        elif kind == XF:
            self.styles.append(struct.unpack_from("<H", data, 2)[0] in self.formats)
        elif kind == FILE_PASS and self.sheet == 0:
            raise faults.encrypted()
        elif kind == ROW and len(data) >= 14 and data[12] & HIDDEN_ROW:
            self.notes[self.sheet].hidden_rows.add(struct.unpack_from("<H", data)[0] + 1)
        elif kind == COLUMNS and len(data) >= 10 and data[8] & HIDDEN_COLUMN:
            first, last = struct.unpack_from("<HH", data)
            self.notes[self.sheet].hidden_columns.append((first + 1, last + 1))
        elif kind == DIMENSIONS and _stated(data) > STATED:
            self.boastful.append(place)

    def cell(self, kind: int, data: bytes) -> None:
        """A record of one cell or of several in a row."""
        row, column = struct.unpack_from("<HH", data)
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        if self.rows * self.columns > SPREAD:
            raise faults.too_wide(f"第 {self.sheet} 张", self.rows, self.columns)
        _note(self.notes[self.sheet], kind, data, self.styles)


def peek_biff(content: bytes) -> tuple[bytes, Mapping[int, Notes]]:
    """The bytes to give to the reader, and notes by sheet index, empty if it is not understood.

    A sheet that claims to reach very far is made to claim nothing, for a reader sets that much
    memory aside. EncryptedError where it wants a password, WorkbookError where it really does.
    """
    try:
        sectors, size, total = _workbook_stream(content)
        stream = b"".join(_sector(content, number, size) for number in sectors)[:total]
        found = _look_through(stream)
    except (struct.error, IndexError):
        return content, {}
    if found.boastful:
        content = _humbled(content, found.boastful, sectors, size)
    return content, {index - 1: notes for index, notes in found.notes.items() if index > 0}


def _humbled(content: bytes, places: Sequence[int], sectors: Sequence[int], size: int) -> bytes:
    """The file with the first twelve bytes of these records zero."""
    changed = bytearray(content)
    for place in places:
        for at in range(place, place + 12):
            changed[(sectors[at // size] + 1) * size + at % size] = 0
    return bytes(changed)


def _workbook_stream(content: bytes) -> tuple[Sequence[int], int, int]:
    """The sectors of the stream Workbook in a compound file, their size, the stream's length."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    fat = _fat(content, size)
    root = struct.unpack_from("<I", content, 48)[0]
    directory = b"".join(_sector(content, number, size) for number in _chain(fat, root))
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        if name in ("Workbook", "Book"):
            start, total = struct.unpack_from("<II", directory, at + 116)
            return _chain(fat, start), size, total
    return (), size, 0


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


def _chain(fat: list[int], start: int) -> list[int]:
    """The sectors from one on; WorkbookError where they lead back, for a reader would go round."""
    sectors: dict[int, None] = {}
    while start < len(fat):
        if start in sectors:
            raise faults.unreadable()
        sectors[start] = None
        start = fat[start]
    return list(sectors)


def _records(stream: bytes) -> Iterator[Record]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _look_through(stream: bytes) -> _Found:
    """Walk the globals for formats, then the sheets in their order."""
    found, depth = _Found(), 0
    for kind, place, data in _records(stream):
        if kind == BOF:
            depth += 1
            if depth == 1:
                found.begin()
        elif kind == EOF:
            depth -= 1
        elif depth == 1 and kind in CELLS:
            found.cell(kind, data)
        else:
            found.tell(kind, place, data)
    return found


def adds_up(tokens: bytes) -> bool:
    """Whether a formula ends in a sum or an operation with numbers, whose result is never text.

    Programs that do not calculate store an empty text as the result of every formula.
    """
    return tokens[-4:-2] == ATTRIBUTE_SUM or tokens[-1:] in OPERATIONS


def _stated(data: bytes) -> int:
    """Cells that a sheet claims to reach over."""
    top, bottom, left, right = struct.unpack_from("<IIHH", data)
    return int((bottom - top) * (right - left))


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
    elif kind == FORMULA and data[12:14] == b"\xff\xff" and data[6] == 3 and adds_up(data[22:]):
        notes.uncalculated.add(position)
    elif style < len(styles) and styles[style]:
        notes.percents.add(position)
