"""The unit's own file, marked: every mark is there, and nothing else has changed by one byte."""

import io
import re

import openpyxl
import pytest

from perfcheck.form.build import read_forms
from perfcheck.report.returned.splice import Unpatchable
from tests.report.returned.marking import (
    by_openpyxl,
    mark,
    members,
    plain,
    projects,
    rebuilt,
    rich,
)

SHEET, STYLES, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"
ALWAYS = {WORKBOOK, STYLES, "[Content_Types].xml", "xl/_rels/workbook.xml.rels", SHEET}
RED, AMBER, PURPLE = "FFFFC7CE", "FFFFEB9C", "FFE4DFEC"
FILLS = {
    "G4": RED,
    "G13": RED,
    "I15": RED,
    "J16": RED,
    "I6": AMBER,
    "F16": PURPLE,
}
MAKERS = [plain, by_openpyxl, rich]
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning"),
    pytest.mark.filterwarnings("ignore:Workbook contains no default style:UserWarning"),
]


@pytest.fixture(params=MAKERS, ids=lambda maker: maker.__name__)
def marked(request):
    return mark(request.param())


def coloured(book: openpyxl.Workbook) -> dict[str, str]:
    cells = (cell for row in book["自评表"].iter_rows() for cell in row)
    found = {c.coordinate: c.fill.fgColor.rgb for c in cells if c.fill.fill_type == "solid"}
    return {address: rgb for address, rgb in found.items() if rgb in (RED, AMBER, PURPLE)}


def test_bad_cells_are_filled_and_no_others(marked):
    assert coloured(marked.book) == FILLS


def test_every_finding_with_a_cell_is_a_note_on_it(marked):
    sheet = marked.book["自评表"]
    for remark in marked.letter.remarks:
        note = sheet[remark.cell.address].comment.text
        assert "【核查意见】" in note
        assert " ".join(remark.problem.split()) in note


def test_a_note_of_the_units_own_is_kept_and_appended_to():
    for maker, words in ((by_openpyxl, "合格率由监理单位提供"), (rich, "单位自己的批注")):
        marked = mark(maker())
        note = marked.book["自评表"]["J16"].comment
        assert note.text.startswith(f"{words}\n【核查意见】\n")
        assert note.author in ("李四", "王五")
    assert mark(by_openpyxl()).book["自评表"]["A1"].comment.text == "封面"


def test_the_opinions_stand_in_front_and_are_shown_first(marked):
    names = marked.book.sheetnames
    assert names[0] == "修改意见"
    assert marked.book.active.title == "修改意见"
    assert [s.title for s in marked.book if s.sheet_view.tabSelected] == ["修改意见"]
    assert names[1:] == openpyxl.load_workbook(io.BytesIO(marked.content)).sheetnames


def test_each_line_links_to_its_cell_and_has_room_for_a_reply(marked):
    sheet = marked.book["修改意见"]
    head = [cell.value for cell in sheet[5]][:8]
    assert head == [
        "序号",
        "级别",
        "位置",
        "问题",
        "核对（算式/应为）",
        "建议写法",
        "单位回复",
        "回复说明",
    ]
    choice = sheet.data_validations.dataValidation[0]
    assert choice.formula1 == '"已改,说明,不同意"'
    assert not choice.showErrorMessage
    for row, remark in enumerate(marked.letter.remarks, start=6):
        link = sheet.cell(row, 3).hyperlink
        assert link.location == f"'自评表'!{remark.cell.address}"
        assert link.target is None
        assert sheet.cell(row, 1).value == remark.number
        for column in (7, 8):
            assert sheet.cell(row, column).fill.fgColor.rgb == "FFFFF2CC"
            assert not sheet.cell(row, column).protection.locked
            assert f"G{row}" in choice.cells
    assert sheet.protection.sheet


def test_values_formulas_and_stored_results_are_untouched(marked):
    for values in (True, False):
        old = openpyxl.load_workbook(io.BytesIO(marked.content), data_only=values)
        new = openpyxl.load_workbook(io.BytesIO(marked.copy), data_only=values)
        for sheet in old:
            own = new[sheet.title]
            for row in sheet.iter_rows():
                for cell in row:
                    assert own[cell.coordinate].value == cell.value
                    assert own[cell.coordinate].number_format == cell.number_format
                    assert own[cell.coordinate].protection.locked == cell.protection.locked
                    assert repr(own[cell.coordinate].border) == repr(cell.border)


@pytest.mark.parametrize(
    ("maker", "changed", "added"),
    [
        (
            plain,
            ALWAYS,
            {
                "xl/worksheets/_rels/sheet1.xml.rels",
                "xl/worksheets/sheet2.xml",
                "xl/drawings/vmlDrawing1.vml",
                "xl/comments1.xml",
            },
        ),
        (
            by_openpyxl,
            {*ALWAYS, "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml"},
            {"xl/worksheets/sheet2.xml"},
        ),
        (
            rich,
            {
                *ALWAYS,
                "xl/worksheets/sheet2.xml",
                "xl/comments1.xml",
                "xl/drawings/vmlDrawing1.vml",
            },
            {"xl/worksheets/sheet3.xml"},
        ),
    ],
)
def test_only_the_parts_concerned_change(maker, changed, added):
    marked = mark(maker())
    assert marked.changed == changed
    assert marked.added == added
    order = [name for name in members(marked.copy) if name in marked.before]
    assert order == list(marked.before)


def test_in_the_sheets_nothing_changes_but_styles_the_shown_tab_and_the_notes():
    marked = mark(rich())
    for part in (SHEET, "xl/worksheets/sheet2.xml"):
        assert bare(marked.after[part]) == bare(marked.before[part])
    for kept in (b"x14:dataValidation ", b"x14:sparkline", b"dataBar", b"sheetProtection"):
        assert marked.after[SHEET].count(kept) == marked.before[SHEET].count(kept) > 0


def bare(content: bytes) -> bytes:
    """A sheet without the styles of its cells, blank cells, and the tab that is shown."""
    content = re.sub(rb'(<(?:x:)?c r="[A-Z]+\d+") s="\d+"', rb"\1", content)
    content = re.sub(rb'(<(?:x:)?c) s="\d+"( r="[A-Z]+\d+")', rb"\1\2", content)
    content = re.sub(rb'<(?:x:)?c r="[A-Z]+\d+"/>', b"", content)
    return content.replace(b' tabSelected="1"', b"")


def test_styles_are_appended_and_keep_their_numbers():
    marked = mark(rich())
    for section in (b"fonts", b"fills", b"borders", b"cellXfs"):
        old = re.search(rb"<%s [^>]*>(.*)</%s>" % (section, section), marked.before[STYLES], re.S)
        new = re.search(rb"<%s [^>]*>(.*)</%s>" % (section, section), marked.after[STYLES], re.S)
        assert new[1].startswith(old[1])
        counted = re.search(rb'<%s count="(\d+)"' % section, marked.after[STYLES])
        child = b"<" + {b"cellXfs": b"xf"}.get(section, section[:-1])
        assert int(counted[1]) == len(re.findall(child + rb"[ >/]", new[1]))


def test_names_of_a_sheet_still_belong_to_it():
    book = mark(rich()).book
    assert book["自评表"].print_area == "'自评表'!$A$1:$J$20"
    assert book["自评表"].print_title_rows == "$1:$2"
    assert book["修改意见"].print_title_rows == "$5:$5"
    assert book.defined_names["等级"].value == "'字典 表'!$A$1:$A$4"


def test_the_copy_reads_as_the_same_form(marked):
    old, new = (read_forms(content, "表.xlsx") for content in (marked.content, marked.copy))
    assert len(old) == len(new) == 1
    assert new[0].indicators == old[0].indicators
    assert new[0].budget == old[0].budget


def test_the_same_file_gives_the_same_copy(marked):
    assert mark(marked.content).copy == marked.copy


def test_blank_cells_that_are_not_stored_are_put_where_they_belong():
    parts = members(plain())
    for address in (b"G13", b"J16", b"G4"):
        parts[SHEET] = re.sub(rb'<c r="%s"[^>]*/>' % address, b"", parts[SHEET])
    marked = mark(rebuilt(parts))
    assert coloured(marked.book) == FILLS
    cells = re.findall(rb'<c r="([A-Z]+)13"', marked.after[SHEET])
    assert cells == sorted(cells)
    assert b"G" in cells


def test_a_row_that_is_not_stored_is_put_where_it_belongs():
    from perfcheck.report.returned.sheetmarks import MarkedSheet
    from perfcheck.report.returned.styles import Styles

    parts = members(plain())
    rows = re.sub(rb'<row r="14".*?</row>', b"", parts[SHEET], flags=re.S)
    marked = MarkedSheet(rows, {(14, 4): "#FFC7CE", (40, 2): "#FFEB9C"}, Styles(parts[STYLES]))
    found = re.findall(rb'<row r="(\d+)"', marked.render())
    assert found == sorted(found, key=int)
    assert {b"14", b"40"} <= set(found)


def test_a_finding_under_a_merged_area_marks_the_cell_that_shows():
    from perfcheck.report.returned.sheetmarks import MarkedSheet
    from perfcheck.report.returned.styles import Styles

    parts = members(plain())
    marked = MarkedSheet(parts[SHEET], {(3, 5): "#FFC7CE"}, Styles(parts[STYLES]))
    assert marked.anchor((3, 5)) == (3, 3)
    assert list(marked.fills) == [(3, 3)]


def test_prefixes_single_quotes_and_line_ends_stay_as_they_are():
    parts = members(plain())
    for part in (SHEET, STYLES, WORKBOOK):
        body = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1x:", parts[part])
        body = body.replace(b"xmlns=", b"xmlns:x=").replace(b'r="1" ', b"r='1' ")
        parts[part] = body.replace(b"?>\n", b"?>\r\n<!-- <x:c r='A1'/> -->\r\n")
    marked = mark(rebuilt(parts))
    assert coloured(marked.book) == FILLS
    assert bare(marked.after[SHEET]).startswith(bare(marked.before[SHEET])[:2000])
    assert b"\r\n<!-- <x:c r='A1'/> -->\r\n" in marked.after[SHEET]
    assert b"<c " not in marked.after[SHEET]


def test_macros_stay_where_they_are():
    parts = members(plain()) | {"xl/vbaProject.bin": b"\xd0\xcf macros"}
    marked = mark(rebuilt(parts), "表.xlsm")
    assert marked.after["xl/vbaProject.bin"] == b"\xd0\xcf macros"


def signed(parts):
    return parts | {"_xmlsignatures/sig1.xml": b"<Signature/>"}


def strict(parts):
    old = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    new = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    return parts | {WORKBOOK: parts[WORKBOOK].replace(old, new)}


def utf16(parts):
    text = parts[SHEET].decode().partition("?>")[2]
    return parts | {SHEET: ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")}


def doctype(parts):
    return parts | {STYLES: parts[STYLES].replace(b"?>", b"?><!DOCTYPE a [<!ENTITY b 'c'>]>", 1)}


def damaged(parts):
    return parts | {STYLES: parts[STYLES][:-20]}


def without_addresses(parts):
    sheet = re.sub(rb'<c r="G13"[^>]*/>', b"", parts[SHEET])
    return parts | {SHEET: re.sub(rb'<c r="[A-Z]+13"', b"<c", sheet)}


@pytest.mark.parametrize("change", [signed, strict, utf16, doctype, damaged, without_addresses])
def test_what_cannot_be_patched_safely_is_not_patched(change):
    from perfcheck.report.returned.letter import letter
    from perfcheck.report.returned.marked import marked_copy

    own = letter(projects(plain()))
    with pytest.raises(Unpatchable):
        marked_copy(rebuilt(change(members(plain()))), own)


def test_threaded_comments_are_left_alone():
    parts = members(by_openpyxl())
    comments = "xl/comments/comment1.xml"
    threaded = "<author>tc={0F0C0A51-1B5A-4C5D-8B0B-3B8E3F3B0A11}</author>"
    parts[comments] = parts[comments].replace("<author>李四</author>".encode(), threaded.encode())
    marked = mark(rebuilt(parts))
    assert marked.book["自评表"]["J16"].comment.text == "合格率由监理单位提供"
    assert coloured(marked.book)["J16"] == RED


def test_a_style_sheet_with_next_to_nothing_is_filled_up():
    parts = members(plain())
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts[STYLES] = b"<styleSheet " + main + b"><dxfs/></styleSheet>"
    parts[SHEET] = re.sub(rb' s="\d+"', b"", parts[SHEET])
    marked = mark(rebuilt(parts))
    assert {*coloured(marked.book)} >= {*FILLS} - {"I6"}  # without its percent format, it is 0.72
    assert marked.after[STYLES].index(b"<cellXfs") < marked.after[STYLES].index(b"<dxfs/>")


def test_a_sheet_of_the_units_own_with_that_name_is_kept():
    book = openpyxl.load_workbook(io.BytesIO(plain()))
    book.create_sheet("修改意见")["A1"] = "单位内部意见"
    target = io.BytesIO()
    book.save(target)
    marked = mark(target.getvalue())
    assert marked.book.sheetnames == ["修改意见（2）", "自评表", "修改意见"]
    assert marked.book["修改意见"]["A1"].value == "单位内部意见"


def test_text_of_a_form_stays_text():
    nasty = '=HYPERLINK("http://x","点我")<r><t>]]>&amp;'
    book = openpyxl.load_workbook(io.BytesIO(plain()))
    book["自评表"]["D13"].value = nasty
    book["自评表"]["D13"].data_type = "s"
    target = io.BytesIO()
    book.save(target)
    marked = mark(target.getvalue())
    texts = [c.value for row in marked.book["修改意见"].iter_rows() for c in row if c.value]
    assert any("HYPERLINK" in str(text) for text in texts)
    assert all(cell.data_type != "f" for row in marked.book["修改意见"].iter_rows() for cell in row)
    assert b"<f>" not in marked.after["xl/worksheets/sheet2.xml"]
    assert any('=HYPERLINK("http://x","点我")<r><t>]]>&amp;' in str(text) for text in texts)


@pytest.mark.libreoffice
def test_libreoffice_opens_the_copies_with_all_marks(tmp_path, libreoffice):
    files = {}
    for maker in MAKERS:
        files[maker.__name__] = tmp_path / f"{maker.__name__}.xlsx"
        files[maker.__name__].write_bytes(mark(maker()).copy)
    for name, file in libreoffice(files, tmp_path).items():
        book = openpyxl.load_workbook(file)
        assert book.sheetnames[0] == "修改意见", name
        assert coloured(book) == FILLS
        noted = {c.coordinate for row in book["自评表"].iter_rows() for c in row if c.comment}
        assert {*FILLS, "F6"} <= noted
        reply = book["修改意见"]["G6"]
        assert not reply.protection.locked
        assert book["修改意见"].data_validations.dataValidation[0].formula1 == '"已改,说明,不同意"'


@pytest.mark.libreoffice
def test_a_form_from_libreoffice_is_marked_like_any_other(tmp_path, libreoffice):
    original = tmp_path / "form.xlsx"
    original.write_bytes(by_openpyxl())
    saved = libreoffice({"form": original}, tmp_path)["form"].read_bytes()
    marked = mark(saved)
    assert coloured(marked.book) == FILLS
    assert "【核查意见】" in marked.book["自评表"]["J16"].comment.text
    assert marked.changed == {
        *ALWAYS,
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }


def test_the_box_of_a_units_own_note_grows_for_ours():
    marked = mark(rich())
    name = "xl/drawings/vmlDrawing1.vml"
    old, new = (
        re.findall(rb"<x:Anchor>([^<]+)<", parts[name])[0]
        for parts in (marked.before, marked.after)
    )
    old, new = ([int(n) for n in anchor.split(b",")] for anchor in (old, new))
    assert new[:6] == old[:6]
    assert new[6] > old[6]
    again = mark(marked.copy).after[name]
    assert [int(n) for n in re.findall(rb"<x:Anchor>([^<]+)<", again)[0].split(b",")] == new


def test_nothing_leads_to_a_sheet_that_has_no_name():
    parts = members(plain())
    book = parts["xl/workbook.xml"].replace('name="自评表"'.encode(), b'name=""')
    copy = mark(rebuilt({**parts, "xl/workbook.xml": book}))
    assert copy.letter.remarks
    assert not any(cell.hyperlink for row in copy.book.worksheets[0].iter_rows() for cell in row)
