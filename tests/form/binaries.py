"""Binary workbooks (.xlsb) record by record, as Excel writes them; no other program here can.

The tables are those of `tests.forms`: numbers, percents, errors, formulas with and without result.
"""

import io
import struct
import zipfile
from collections.abc import Iterable, Iterator

from tests.forms import NUMBER, Table

ERRORS = {"#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#N/A": 0x2A}
SUM = b"\x25\0\0\0\0\x01\0\0\0\0\0\0\0\x19\x10\0\0"  # an area, and the sum of it
PERCENT, PLAIN = 1, 0
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MS = "http://schemas.microsoft.com/office/2006/relationships"


def record(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(data)
    while True:
        size, low = size >> 7, size & 0x7F
        length += bytes([low | 0x80 if size else low])
        if not size:
            return number + length + data


def text(value: str) -> bytes:
    raw = value.encode("utf-16-le")
    return struct.pack("<I", len(raw) // 2) + raw


def xlsb(*tables: Table, hidden: Iterable[int] = ()) -> bytes:
    """A package with one binary sheet for each table; rows in `hidden` are not shown."""
    sheets = range(1, len(tables) + 1)
    parts = {
        "[Content_Types].xml": _types(sheets),
        "_rels/.rels": _relations([("rId1", "officeDocument", "xl/workbook.bin")]),
        "xl/workbook.bin": _book(tables),
        "xl/_rels/workbook.bin.rels": _relations(
            [
                *((f"rId{n}", "worksheet", f"worksheets/sheet{n}.bin") for n in sheets),
                ("rId99", "styles", "styles.bin"),
            ]
        ),
        "xl/styles.bin": _styles(),
        **{
            f"xl/worksheets/sheet{n}.bin": _sheet(table, frozenset(hidden))
            for n, table in enumerate(tables, 1)
        },
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return target.getvalue()


def _types(sheets: Iterable[int]) -> bytes:
    main = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    own = "application/vnd.ms-excel.worksheet"
    lines = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.bin" ContentType="{own}"/>' for n in sheets
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="bin" ContentType="{main}"/>{lines}</Types>'
    ).encode()


def _relations(relations: Iterable[tuple[str, str, str]]) -> bytes:
    lines = "".join(
        f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for i, kind, target in relations
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{lines}</Relationships>'.encode()


def _book(tables: Iterable[Table]) -> bytes:
    sheets = b"".join(
        record(156, struct.pack("<II", int(t.hidden), n) + text(f"rId{n}") + text(t.name))
        for n, t in enumerate(tables, 1)
    )
    return (
        record(131)
        + record(153, struct.pack("<II", 0, 0) + text(""))
        + record(143)
        + sheets
        + record(144)
        + record(157, bytes(26))
        + record(132)
    )


def _styles() -> bytes:
    formats = record(615, struct.pack("<I", 1))
    formats += record(44, struct.pack("<H", 180) + text("0.0%")) + record(616)
    cells = record(617, struct.pack("<I", 2))
    cells += b"".join(
        record(47, struct.pack("<HHHHH", 0, number, 0, 0, 0) + bytes(6)) for number in (0, 180)
    )
    return record(278) + formats + cells + record(618) + record(279)


def _sheet(table: Table, hidden: frozenset[int]) -> bytes:
    size = struct.pack("<IIII", 0, table.height - 1, 0, table.width - 1)
    merged = b"".join(
        record(176, struct.pack("<IIII", top - 1, bottom - 1, left - 1, right - 1))
        for top, left, bottom, right in table.merged
    )
    count = struct.pack("<I", len(table.merged))
    return (
        record(129)
        + record(148, size)
        + record(145)
        + b"".join(_rows(table, hidden))
        + record(146)
        + (record(177, count) + merged + record(178) if merged else b"")
        + record(130)
    )


def _rows(table: Table, hidden: frozenset[int]) -> Iterator[bytes]:
    rows: dict[int, list[tuple[int, str]]] = {}
    for (row, column), content in sorted(table.cells.items()):
        rows.setdefault(row, []).append((column, content))
    for row, cells in rows.items():
        flags = 0x10 if row in hidden else 0
        yield record(0, struct.pack("<IIHBBBI", row - 1, 0, 300, 0, flags, 0, 0))
        for column, content in cells:
            yield _cell(column, content)


def _cell(column: int, content: str) -> bytes:
    def place(style: int = PLAIN) -> bytes:
        return struct.pack("<II", column - 1, style)

    if NUMBER.fullmatch(content):
        return record(5, place() + struct.pack("<d", float(content)))
    if content[:1] == "%" and NUMBER.fullmatch(content[1:]):
        return record(5, place(PERCENT) + struct.pack("<d", float(content[1:]) / 100))
    if content[:1] == "!":
        return record(11, place() + bytes([ERRORS[content[1:]]]) + _formula(SUM))
    if content[:1] == "=":
        _, given, value = content.partition("->")
        if not given:  # not calculated: an empty text
            return record(8, place() + text("") + _formula(SUM))
        return record(9, place() + struct.pack("<d", float(value)) + _formula(SUM))
    return record(6, place() + text(content.removeprefix("'")))


def _formula(tokens: bytes) -> bytes:
    return struct.pack("<HI", 0, len(tokens)) + tokens + struct.pack("<I", 0)
