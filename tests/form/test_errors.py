"""An error, a formula without result and a blank are three things, in every format."""

import re
import struct

import pytest

from perfcheck.form.biff import adds_up
from perfcheck.form.build import read_forms
from perfcheck.form.grid import read_grids
from perfcheck.model.cells import State
from perfcheck.pipeline import process
from tests.form.otherwise import packed
from tests.form.packages import SHEET, changed
from tests.intake.hostile.containers import compound

ERROR, BLANK, UNCALCULATED = State.ERROR, State.BLANK, State.UNCALCULATED
CELLS = {
    '<c r="A99" t="e"><v>#REF!</v></c>': ERROR,
    '<c r="A99" t="e"><v></v></c>': ERROR,
    '<c r="A99" t="e"><v/></c>': ERROR,
    '<c r="A99" t="e"></c>': ERROR,
    '<c r="A99" t="e"/>': ERROR,
    '<c r="A99" t="e"><f>1/0</f></c>': ERROR,
    '<c r="A99" t="e"><f>1/0</f><v/></c>': ERROR,
    '<c r="A99" t="e"><f>1/0</f><v>#SPILL!</v></c>': ERROR,
    '<c r="A99"><f>1/0</f></c>': UNCALCULATED,
    '<c r="A99"><f>1/0</f><v></v></c>': UNCALCULATED,
    '<c r="A99" t="n"><f>1/0</f><v/></c>': UNCALCULATED,
    '<c r="A99" t="str"><f>A1</f><v></v></c>': BLANK,
    '<c r="A99"/>': BLANK,
    '<c r="A99"><v></v></c>': BLANK,
}


@pytest.mark.parametrize("scan", ["at one go", "by elements"])
@pytest.mark.parametrize("cell", CELLS)
def test_in_a_package(cell: str, scan: str):
    comment = "<!-- x -->" if scan == "by elements" else ""
    row = f'{comment}<row r="99">{cell}<c r="B99"><v>7</v></c></row>'
    content = changed(SHEET, lambda o: o.replace(b"</sheetData>", row.encode() + b"</sheetData>"))
    (grid,) = read_grids(content)
    assert grid.at(99, 1).state is CELLS[cell]
    assert grid.at(99, 2).text == "7"
    assert len(read_forms(content, "表.xlsx")[0].indicators) == 5


ODS = {
    '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
    'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>': ERROR,
    '<table:table-cell table:formula="of:=1/0" office:value-type="string" '
    'calcext:value-type="error"/>': ERROR,
    '<table:table-cell table:formula="of:=[.A1]+1"/>': UNCALCULATED,
    '<table:table-cell table:formula="of:=[.A1]" office:value-type="string"/>': BLANK,
    "<table:table-cell/>": BLANK,
}


@pytest.mark.parametrize("cell", ODS)
def test_in_an_open_document(cell: str):
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {spaces} xmlns:calcext="urn:x"><office:body>'
        f'<office:spreadsheet><table:table table:name="表"><table:table-row>{cell}'
        '<table:table-cell office:value-type="float" office:value="7"/>'
        "</table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    (grid,) = read_grids(
        packed(
            {
                "mimetype": kind.encode(),
                "content.xml": content.encode(),
                "META-INF/manifest.xml": b'<manifest:manifest xmlns:manifest="urn:x"/>',
            }
        )
    )
    assert grid.at(1, 1).state is ODS[cell]
    assert grid.at(1, 2).text == "7"


@pytest.mark.parametrize(
    ("tokens", "sums"),
    [
        (b"\x25\0\0\1\0\0\xc0\0\xc0\x19\x10\0\0", True),  # =SUM(A1:A2)
        (b"\x44\0\0\0\xc0\x44\1\0\0\xc0\x06", True),  # =A1/A2
        (b"\x17\0\0", False),  # =""
        (b"\x44\0\0\0\xc0", False),  # =A1
        (b"\x44\0\0\0\xc0\x17\1\0x\x08", False),  # =A1&"x"
    ],
)
def test_formulas_whose_result_is_never_text(tokens: bytes, sums: bool):
    assert adds_up(tokens) is sums


def old_book(*cells: bytes) -> bytes:
    """The records of an Excel 97-2003 sheet in a compound file, as programs without Excel do."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    bof = struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6)
    name = "表".encode("utf-16-le")
    place = len(record(0x809, bof)) + len(record(0x85, bytes(8) + name)) + len(record(0x0A, b""))
    book = record(0x809, bof)
    book += record(0x85, struct.pack("<IBBBB", place, 0, 0, 1, 1) + name) + record(0x0A, b"")
    sheet = struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6)
    book += record(0x809, sheet) + b"".join(record(6, cell) for cell in cells)
    book += record(0x203, struct.pack("<HHHd", 0, 5, 0, 7.0)) + record(0x0A, b"")
    return compound({"Workbook": book})


def formula(column: int, result: bytes, tokens: bytes) -> bytes:
    return (
        struct.pack("<HHH", 0, column, 0) + result + struct.pack("<HIH", 0, 0, len(tokens)) + tokens
    )


def test_in_an_old_workbook():
    total = b"\x25\0\0\1\0\0\xc0\0\xc0\x19\x10\0\0"
    empty = b"\3\0\0\0\0\0\xff\xff"
    content = old_book(
        formula(0, empty, total),
        formula(1, empty, b"\x17\0\0"),
        formula(2, b"\2\0\x07\0\0\0\xff\xff", total),
        formula(3, struct.pack("<d", 3.0), total),
    )
    (grid,) = read_grids(content)
    states = [grid.at(1, column).state for column in range(1, 5)]
    assert states == [UNCALCULATED, BLANK, ERROR, State.VALUE]
    assert (grid.at(1, 3).text, grid.at(1, 6).text) == ("#DIV/0!", "7")


def test_what_is_said_of_an_error_without_its_name():
    def change(old: bytes) -> bytes:
        new = re.sub(rb'<c r="I6"([^>]*)><v>[^<]*</v></c>', rb'<c r="I6"\1 t="e"><v></v></c>', old)
        assert new != old
        return new

    ((_, findings),) = process(changed(SHEET, change), "表.xlsx")
    own = [f for f in findings if f.code == "CMP015"]
    assert [str(f.cell) for f in own] == ["自评表!I6"]
    assert "显示 错误值" in own[0].message
