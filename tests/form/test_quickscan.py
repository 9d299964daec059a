"""The scan at one go notes what the scan by elements notes, or leaves the sheet to it."""

import io
import re
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from perfcheck.form.ooxml import open_package
from perfcheck.form.peek import peek
from perfcheck.form.quickscan import are_strings, corners, scan_cells
from perfcheck.form.sheetscan import SheetScan
from tests.forms import Table, hubei, national, own, table, workbook

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="x"><dimension ref="A1"/>'
TAIL = b'<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells></worksheet>'

ODD = """
空白 | %71.56 | !#DIV/0! | =A1 | =A1 -> 3 | =A1 -> 文字 | @2020-12-31 | a<b>&"c"
^ | %0 | !#N/A | <
"""


def scans(content: bytes, percents: frozenset[int]) -> tuple[SheetScan, SheetScan | None]:
    """By elements, and at one go (None where the sheet is left to the other)."""
    slow, quick = SheetScan(percents), SheetScan(percents)
    with zipfile.ZipFile(io.BytesIO(workbook(national()))) as file:
        package = open_package(file)
        package.parse("xl/workbook.xml", slow.start, slow.end, slow.text, instead=content)
        rest = scan_cells(content, quick)
        if rest is None:
            return slow, None
        package.parse("xl/workbook.xml", quick.start, quick.end, quick.text, instead=rest)
    return slow, quick


@pytest.mark.parametrize("form", [national(), hubei(), own(), table(ODD)])
def test_sheets_as_programs_write_them_are_read_at_one_go(form: Table):
    with zipfile.ZipFile(io.BytesIO(workbook(form))) as file:
        content = file.read("xl/worksheets/sheet1.xml")
    slow, quick = scans(content, frozenset({1, 2}))
    assert quick is not None
    assert (quick.notes, quick.extent) == (slow.notes, slow.extent)


@pytest.mark.parametrize(
    "cells",
    [
        "",
        '<row r="1"/>',
        '<row r="7" spans="1:3" ht="20" customHeight="1" />',
        '<row r="2"><c r="XFD2"/></row>',
        '<row r="3"><c r="B3" s="2"><v>0.5</v></c>\n<c r="C3" s="2" /></row>\r\n<row r="1048576"/>',
        '<row r="3"><c r="B3" s="2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
        '<row r="3"><c r="B3"><f t="shared" ref="B3:B4" si="0">A1&amp;"x"</f><v></v></c></row>',
        '<row r="3"><c r="B3" t="str"><f>A1</f><v/></c><c r="C3"><f>A1</f></c></row>',
        '<row r="3"><c r="B3" t="e"><is><t>#N</t><t xml:space="preserve">/A</t></is></c></row>',
        '<row r="3"><c r="B3" s="1" t="inlineStr"><is><t>71%</t></is></c></row>',
        '<row r="1"><c r="A9" s="1"><v>1</v></c></row>',
        '<row r="3" hidden="1" ht="9"><c r="B3"><v>1</v></c></row><row r="4" hidden="0"/>',
        '<row r="3"><c r="B3" t="e"><v></v></c><c r="C3" t="e"><f>1/0</f></c></row>',
        '<row r="3"><c r="B3" t="e"></c><c r="C3" t="e"><f>1/0</f><v/></c></row>',
    ],
)
def test_plain_spellings_are_noted_alike(cells: str):
    content = HEAD + b"<sheetData>" + cells.encode() + b"</sheetData>" + TAIL
    slow, quick = scans(content, frozenset({1, 2}))
    assert quick is not None
    assert (quick.notes, quick.extent) == (slow.notes, slow.extent)


@pytest.mark.parametrize(
    "cells",
    [
        "<row><c><v>1</v></c></row>",  # cells without places
        '<row r="1"><c r="A1" cm="1"><v>1</v></c></row>',
        '<row r="1"><c s="1" r="A1"><v>1</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c></row>",
        '<row r="1"><!-- a --><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>1</t></r></is></c></row>',
        '<row r="1"><c r="A1"><v>1</v><extLst/></c></row>',
    ],
)
def test_other_spellings_are_left_to_the_parser(cells: str):
    content = HEAD + b"<sheetData>" + cells.encode() + b"</sheetData>" + TAIL
    assert scans(content, frozenset())[1] is None


@pytest.mark.parametrize("text", [b"&evil;", b"\xff", b"\x01", b"]]>", b"<b/>"])
def test_what_is_not_well_formed_is_left_to_the_parser(text: bytes):
    cell = b'<row r="1"><c r="A1" t="str"><v>' + text + b"</v></c></row>"
    scan = SheetScan(frozenset())
    assert scan_cells(HEAD + b"<sheetData>" + cell + b"</sheetData>" + TAIL, scan) is None
    assert scan == SheetScan(frozenset())


def test_a_long_sheet_takes_no_longer_than_its_length():
    row = b'<row r="1">' + b'<c r="A1" s="1"><v>1</v></c>' * 20_000
    broken = HEAD + b"<sheetData>" + row + b'<c r="A1"></row></sheetData>' + TAIL
    assert scan_cells(broken, SheetScan(frozenset())) is None


def test_peek_gives_the_same_notes_either_way():
    content = workbook(table(ODD))
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = re.sub(rb"<sheetData>", b"<!-- as some program does --><sheetData>", part)
            new.writestr(name, part)
    assert peek(content).notes == peek(target.getvalue()).notes
    assert peek(content).notes[0].percents


def test_merged_areas_known_at_one_go_are_those_of_the_reader():
    for form in (national(), hubei(), own()):
        content = workbook(form)
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            ranges = book.get_sheet_by_index(0).merged_cell_ranges
        known = peek(content).merged[0]
        assert known == tuple(tuple(at + 1 for at in (*first, *last)) for first, last in ranges)


@pytest.mark.parametrize("area", ["B2:A1", "A0:B2", "A1:XFE2", "A1:B1048577", "A1"])
def test_areas_that_no_sheet_can_have_are_left_to_the_reader(area: str):
    assert corners(["A1:B2", area]) is None


STRINGS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="x" count="2">%b</sst>'
)


@pytest.mark.parametrize(
    ("strings", "plain"),
    [
        (STRINGS % b"<si><t>a &amp; b</t></si><si><t/></si>", True),
        (STRINGS % b'<si><t xml:space="preserve"> a </t></si>', True),
        (STRINGS % b"<si><r><t>a</t></r></si>", False),
        (STRINGS % b"<si><t>&evil;</t></si>", False),
        (STRINGS % b"<si><t>a</si>", False),
        (STRINGS.replace(b'"2"', b'"2000000"') % b"<si><t>a</t></si>", False),
        (STRINGS.replace(b"UTF-8", b"GBK") % b"<si><t>a</t></si>", False),
        (b'<!DOCTYPE sst [<!ENTITY a "b">]>' + STRINGS % b"<si><t>a</t></si>", False),
        (b"", False),
    ],
)
def test_only_plain_strings_are_passed_over(strings: bytes, plain: bool):
    assert are_strings(strings) is plain
