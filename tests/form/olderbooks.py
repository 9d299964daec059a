"""Excel 2 to 95, record by record, and the oldest of passwords [MS-XLS], [MS-OFFCRYPTO].

The tables are those of `tests.forms`: texts, numbers, percents and errors.
"""

import struct
from collections.abc import Iterator

from tests.form.binaries import ERRORS
from tests.form.oldbooks import FILE_PASS, OPEN, SHEET_PLACE, _stream, record
from tests.forms import NUMBER, Table
from tests.intake.outlook_files import compound

PERCENT_FORMAT = 170
CODE_PAGE = 936


def excel5(*tables: Table) -> bytes:
    """A workbook of Excel 5.0 or 95: texts in the code page of the machine, no merged areas."""
    return compound({"Book": _book(tables)})


def excel5_locked(*tables: Table) -> bytes:
    """With an open password, as Excel 95 has them: the key and the proof alone."""
    return compound({"Book": _book(tables, record(FILE_PASS, struct.pack("<HH", 0xA2B3, 0x1C5D)))})


def two_books(new: Table, old: Table) -> bytes:
    """As Excel 97 saved for both: the newer stream is the one that counts."""
    return compound({"Book": _book((old,)), "Workbook": _stream((new,), b"", frozenset(), ())})


def _book(tables: tuple[Table, ...], locked: bytes = b"") -> bytes:
    head = record(0x809, struct.pack("<HHHH", 0x500, 5, 0x18CC, 0x7CA)) + locked
    head += record(0x42, struct.pack("<H", CODE_PAGE))
    code = b"0.00%"
    head += record(0x41E, struct.pack("<HB", PERCENT_FORMAT, len(code)) + code)
    head += b"".join(
        record(0xE0, struct.pack("<HH12x", 0, number)) for number in (0, PERCENT_FORMAT)
    )
    names = [table.name.encode("gbk") for table in tables]
    size = sum(len(record(SHEET_PLACE, bytes(7) + name)) for name in names)
    place, places = len(head) + size + 4, b""
    sheets = [b"".join(_sheet(table)) for table in tables]
    for name, sheet in zip(names, sheets, strict=True):
        places += record(SHEET_PLACE, struct.pack("<IHB", place, 0, len(name)) + name)
        place += len(sheet)
    return head + places + record(0x0A) + b"".join(sheets)


def _sheet(table: Table) -> Iterator[bytes]:
    yield record(0x809, struct.pack("<HHHH", 0x500, 0x10, 0x18CC, 0x7CA))
    yield record(0x200, struct.pack("<HHHHH", 0, table.height, 0, table.width, 0))
    for (row, column), content in sorted(table.cells.items()):
        yield _cell(row - 1, column - 1, content)
    yield record(0x0A)


def _cell(row: int, column: int, content: str) -> bytes:
    if NUMBER.fullmatch(content):
        return record(0x203, struct.pack("<HHHd", row, column, 0, float(content)))
    if content[:1] == "%" and NUMBER.fullmatch(content[1:]):
        return record(0x203, struct.pack("<HHHd", row, column, 1, float(content[1:]) / 100))
    if content[:1] == "!":
        return record(0x205, struct.pack("<HHHBB", row, column, 0, ERRORS[content[1:]], 1))
    raw = content.removeprefix("'").encode("gbk", "replace")
    return record(0x204, struct.pack("<HHHH", row, column, 0, len(raw)) + raw)


def bare(version: int, *, workbook: bool = False) -> bytes:
    """A sheet without a compound file around it, as Excel 2, 3 and 4 and report programs wrote."""
    kind = 0x100 if workbook else 0x10
    starts = {
        2: record(0x009, struct.pack("<HH", 2, kind)),
        3: record(0x209, struct.pack("<HHH", 0, kind, 0)),
        4: record(0x409, struct.pack("<HHH", 0, kind, 0)),
        8: record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0)),
    }
    name = "项目名称".encode("gbk")
    return (
        starts[version]
        + record(0x204, struct.pack("<HHHH", 0, 0, 0, len(name)) + name)
        + record(0x0A)
    )


def locked_xor(password: str, *tables: Table) -> bytes:
    """With an open password, as Excel 95 obfuscates and later versions can: FILEPASS of type 0."""
    from msoffcrypto.method.xor_obfuscation import DocumentXOR

    mask = DocumentXOR.create_xor_array_method1(password)
    about = struct.pack("<HHH", 0, DocumentXOR.create_xor_key_method1(password), _proof(password))
    plain = _stream(tables, record(FILE_PASS, about), frozenset(), ())
    out, at = bytearray(plain), 0
    while at < len(plain):
        kind, length = struct.unpack_from("<HH", plain, at)
        start, end = at + 4, at + 4 + length
        if kind not in OPEN:
            for place in range(start + (4 if kind == SHEET_PLACE else 0), end):
                turned = (plain[place] << 5 | plain[place] >> 3) & 0xFF
                out[place] = turned ^ mask[(end + place - start) % 16]
        at = end
    return compound({"Workbook": bytes(out)})


def _proof(password: str) -> int:
    """What Excel compares before it opens [MS-OFFCRYPTO] 2.3.7.1."""
    proof = 0
    for value in reversed((len(password), *map(ord, password))):
        proof = ((proof >> 14 & 1) | (proof << 1 & 0x7FFF)) ^ value
    return proof ^ 0xCE4B
