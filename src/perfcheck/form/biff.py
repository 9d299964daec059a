"""A look into an Excel 97-2003 (or WPS .et) file: error cells, formulas, percent formats, extent.

Only what is needed of the compound file [MS-CFB] and of the BIFF8 records [MS-XLS]; every chain
is bounded, so that a damaged file ends instead of going in circles. What cannot be followed gives
no notes; the reader says whether the file can be opened.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from perfcheck.form import codepage, faults
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
DIMENSIONS, FILE_PASS, CODE_PAGE = 0x200, 0x2F, 0x42
EXCEL_5 = 0x500  # the version of Excel 5.0 and 95
LAST_COLUMN = 256
LONG_DIMENSIONS = 12  # bytes
ATTRIBUTE_SUM = b"\x19\x10"
OPERATIONS = (b"\x03", b"\x04", b"\x05", b"\x06", b"\x07")  # + - * / ^
ROW, COLUMNS = 0x208, 0x7D
HIDDEN_ROW, HIDDEN_COLUMN = 0x20, 0x01  # bits of their flags
CELLS = (FORMULA, NUMBER, RK, MULTIPLE_RK, BOOL_OR_ERROR, 0xFD, 0x204, 0xD6)
SPREAD = 5_000_000  # rows × columns that a reader may lay out in memory
STATED = 1_000_000  # rows × columns that a sheet may claim to have
STREAMS = ("Workbook", "Book")  # the older one counts where there is no other
Record = tuple[int, int, bytes]  # kind, where its data begin in the stream, the data


@dataclass(slots=True)
class _Found:
    """What the records of a workbook say; sheet 0 is the globals before the sheets."""

    notes: dict[int, Notes] = field(default_factory=dict)
    changes: dict[int, bytes] = field(default_factory=dict)  # what the reader must not see
    version: int = 0
    charset: str = ""  # of the texts, where the reader does not know it
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
        if kind == FORMAT and shows_percent(self._format_code(data)):
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
            self.changes[place] = bytes(len(data))
        elif kind == CODE_PAGE and self.sheet == 0 and self.version == EXCEL_5:
            self.charset = codepage.DOUBLE.get(struct.unpack_from("<H", data)[0], "")
            if self.charset:
                self.changes[place] = struct.pack("<H", codepage.SINGLE)

    def _format_code(self, data: bytes) -> str:
        if self.version == EXCEL_5:
            return data[3:].decode("latin-1")
        wide = len(data) > 4 and data[4] & 1
        return data[5:].decode("utf-16-le" if wide else "latin-1", "replace")

    def cell(self, kind: int, data: bytes) -> None:
        """A record of one cell or of several in a row."""
        row, column = struct.unpack_from("<HH", data)
        self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
        if self.rows * self.columns > SPREAD or self.columns > LAST_COLUMN:
            raise faults.too_wide(f"第 {self.sheet} 张", self.rows, self.columns)
        _note(self.notes[self.sheet], kind, data, self.styles)


def peek_biff(content: bytes) -> tuple[bytes, Mapping[int, Notes], str]:
    """The bytes to give to the reader, notes by sheet index, empty if it is not understood, and
    the charset of texts that the reader gives as single bytes.

    A sheet that claims to reach very far is made to claim nothing, for a reader sets that much
    memory aside. EncryptedError where it wants a password, WorkbookError where it really does.
    """
    try:
        sectors, size, total = _workbook_stream(content)
        stream = b"".join(_sector(content, number, size) for number in sectors)[:total]
        found = _look_through(stream)
    except (struct.error, IndexError):
        return content, {}, ""
    if found.changes:
        content = _changed(content, found.changes, sectors, size)
    notes = {index - 1: notes for index, notes in found.notes.items() if index > 0}
    return content, notes, found.charset


def _changed(
    content: bytes, changes: Mapping[int, bytes], sectors: Sequence[int], size: int
) -> bytes:
    """The file with other bytes at some places of its stream."""
    changed = bytearray(content)
    for place, new in changes.items():
        for at, byte in enumerate(new, place):
            changed[(sectors[at // size] + 1) * size + at % size] = byte
    return bytes(changed)


def _workbook_stream(content: bytes) -> tuple[Sequence[int], int, int]:
    """The sectors of the workbook's stream in a compound file, their size, its length."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    fat = _fat(content, size)
    root = struct.unpack_from("<I", content, 48)[0]
    directory = b"".join(_sector(content, number, size) for number in _chain(fat, root))
    found: dict[str, int] = {}
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        found.setdefault(name, at)
    for name in STREAMS:
        if name in found:
            start, total = struct.unpack_from("<II", directory, found[name] + 116)
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
                found.version = struct.unpack_from("<H", data)[0]
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
    """Cells that a sheet claims to reach over; Excel 95 has shorter numbers for its rows."""
    numbers = "<HHHH" if len(data) < LONG_DIMENSIONS else "<IIHH"
    top, bottom, left, right = struct.unpack_from(numbers, data)
    return int((bottom - top) * (right - left))


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
        notes.uncalculated[position] = ""
    elif style < len(styles) and styles[style]:
        notes.percents.add(position)
