"""Excel 97-2003 workbooks (.xls) record by record, plain or with an open password [MS-XLS].

The tables are those of `tests.forms`: texts, numbers and percents.
"""

import hashlib
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence

from tests.forms import NUMBER, Table
from tests.intake.outlook_files import compound

BOF, EOF, FILE_PASS, INTERFACE, SHEET_PLACE = 0x809, 0x0A, 0x2F, 0xE1, 0x85
OPEN = (BOF, FILE_PASS, INTERFACE)  # records whose bodies stay as they are
BLOCK = 1024
SALT, VERIFIER = bytes(range(16)), bytes(range(16, 32))
Key = Callable[[int], bytes]
Columns = Iterable[tuple[int, int]]


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def text(words: str, size: str = "<H") -> bytes:
    return struct.pack(size, len(words)) + b"\1" + words.encode("utf-16-le")


def xls(*tables: Table, rows: Iterable[int] = (), columns: Columns = ()) -> bytes:
    """A workbook; some rows, and columns from one number to another, are not shown."""
    return compound({"Workbook": _stream(tables, b"", frozenset(rows), tuple(columns))})


def locked_rc4(password: str, *tables: Table) -> bytes:
    """With an open password, as Excel 97 and 2000 encrypt: RC4 of 40 bits, keys from MD5."""
    secret = hashlib.md5(password.encode("utf-16-le")).digest()[:5]
    middle = hashlib.md5((secret + SALT) * 16).digest()[:5]

    def key(block: int) -> bytes:
        return hashlib.md5(middle + struct.pack("<I", block)).digest()

    proof = rc4(key(0), VERIFIER + hashlib.md5(VERIFIER).digest())
    return _locked(tables, struct.pack("<HHH", 1, 1, 1) + SALT + proof, key)


def locked_cryptoapi(password: str, *tables: Table, bits: int = 128) -> bytes:
    """With an open password, as Excel 2002 and later encrypt: RC4 CryptoAPI, keys from SHA-1."""
    secret = hashlib.sha1(SALT + password.encode("utf-16-le")).digest()

    def key(block: int) -> bytes:
        return hashlib.sha1(secret + struct.pack("<I", block)).digest()[: bits // 8]

    provider = "Microsoft Enhanced Cryptographic Provider v1.0\0".encode("utf-16-le")
    header = struct.pack("<IIIIIIII", 4, 0, 0x6801, 0x8004, bits, 1, 0, 0) + provider
    proof = rc4(key(0), VERIFIER + hashlib.sha1(VERIFIER).digest())
    proof = struct.pack("<I", 16) + SALT + proof[:16] + struct.pack("<I", 20) + proof[16:]
    about = struct.pack("<HHHII", 1, 4, 2, 4, len(header)) + header + proof
    return _locked(tables, about, key)


def rc4(key: bytes, content: bytes) -> bytes:
    state, at = list(range(256)), 0
    for index in range(256):
        at = (at + state[index] + key[index % len(key)]) % 256
        state[index], state[at] = state[at], state[index]
    first = second = 0
    out = bytearray()
    for byte in content:
        first = (first + 1) % 256
        second = (second + state[first]) % 256
        state[first], state[second] = state[second], state[first]
        out.append(byte ^ state[(state[first] + state[second]) % 256])
    return bytes(out)


def _locked(tables: Sequence[Table], about: bytes, key: Key) -> bytes:
    """Every byte of the stream moves the cipher on; it changes the bodies of records alone."""
    plain = _stream(tables, record(FILE_PASS, about), frozenset(), ())
    blocks = range(0, len(plain), BLOCK)
    masked = b"".join(rc4(key(at // BLOCK), plain[at : at + BLOCK]) for at in blocks)
    out, at = bytearray(plain), 0
    while at < len(plain):
        kind, length = struct.unpack_from("<HH", plain, at)
        start = at + 4 + (4 if kind == SHEET_PLACE else 0)  # where a sheet begins stays readable
        at += 4 + length
        if kind not in OPEN:
            out[start:at] = masked[start:at]
    return compound({"Workbook": bytes(out)})


def _stream(
    tables: Sequence[Table],
    locked: bytes,
    rows: frozenset[int],
    columns: tuple[tuple[int, int], ...],
) -> bytes:
    head = record(BOF, struct.pack("<HHHHII", 0x600, 5, 0xDBB, 0x7CC, 0, 6)) + locked
    head += record(INTERFACE, b"\xb0\x04") + record(0x42, b"\xb0\x04")
    head += b"".join(record(0xE0, struct.pack("<HH16x", 0, number)) for number in (0, 10))
    size = sum(len(record(SHEET_PLACE, bytes(6) + text(t.name, "<B"))) for t in tables)
    sheets = [b"".join(_sheet(each, rows, columns)) for each in tables]
    place, places = len(head) + size + 4, b""
    for each, sheet in zip(tables, sheets, strict=True):
        data = struct.pack("<IBB", place, int(each.hidden), 0) + text(each.name, "<B")
        places += record(SHEET_PLACE, data)
        place += len(sheet)
    return head + places + record(EOF) + b"".join(sheets)


def _sheet(
    table: Table, hidden: frozenset[int], columns: tuple[tuple[int, int], ...]
) -> Iterator[bytes]:
    yield record(BOF, struct.pack("<HHHHII", 0x600, 0x10, 0xDBB, 0x7CC, 0, 6))
    for first, last in columns:
        yield record(0x7D, struct.pack("<HHHHHH", first - 1, last - 1, 0, 0, 1, 0))
    yield record(0x200, struct.pack("<IIHHH", 0, table.height, 0, table.width, 0))
    for row in range(1, table.height + 1):
        flags = 0x20 if row in hidden else 0
        yield record(0x208, struct.pack("<HHHHHHHH", row - 1, 0, table.width, 300, 0, 0, flags, 0))
    for (row, column), content in sorted(table.cells.items()):
        yield _cell(row - 1, column - 1, content)
    corners = b"".join(
        struct.pack("<HHHH", top - 1, bottom - 1, left - 1, right - 1)
        for top, left, bottom, right in table.merged
    )
    yield record(0xE5, struct.pack("<H", len(table.merged)) + corners)
    yield record(EOF)


def _cell(row: int, column: int, content: str) -> bytes:
    if NUMBER.fullmatch(content):
        return record(0x203, struct.pack("<HHHd", row, column, 0, float(content)))
    if content[:1] == "%" and NUMBER.fullmatch(content[1:]):
        return record(0x203, struct.pack("<HHHd", row, column, 1, float(content[1:]) / 100))
    return record(0x204, struct.pack("<HHH", row, column, 0) + text(content.removeprefix("'")))
