"""The judge itself: a fault of every kind is put into a sound workbook, and must be found."""

import re

import pytest

from tests.office.sound import problems
from tests.report.returned.marking import mark, members, rebuilt, rich

TYPES, BOOK, STYLES = "[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml"
RELS = "xl/_rels/workbook.xml.rels"
FORM, OPINIONS = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"
NOTES, BOXES = "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"
CHART, DRAWING = "xl/charts/chart1.xml", "xl/drawings/drawing1.xml"

FAULTS = {
    # name: part, pattern, replacement, what is said of it
    "type without part": (
        TYPES,
        "</Types>",
        '<Override PartName="/xl/x.xml"/></Types>',
        "/xl/x.xml",
    ),
    "part without type": (TYPES, r'<Default Extension="vml"[^>]*/>', "", "no content type"),
    "double type": (TYPES, r'(<Default Extension="vml"[^>]*/>)', r"\1\1", "two content types"),
    "dangling relation": (RELS, 'Target="styles.xml"', 'Target="looks.xml"', "which is missing"),
    "double relation": (RELS, 'Id="rId2"', 'Id="rId1"', "of one id"),
    "sheet name": (BOOK, 'name="自评表"', 'name="自评/表"', "no name for a sheet"),
    "double sheet": (BOOK, 'name="自评表"', 'name="修改意见"', "twice"),
    "sheet id": (BOOK, 'sheetId="2"', 'sheetId="1"', "of one sheetId"),
    "active sheet": (BOOK, 'activeTab="0"', 'activeTab="7"', "activeTab 7"),
    "name of no sheet": (BOOK, 'localSheetId="1"', 'localSheetId="9"', "of no sheet"),
    "name like a cell": (BOOK, 'name="等级"', 'name="ABC12"', "reads like a cell"),
    "name to nowhere": (BOOK, r"'字典 表'!\$A\$1", "'字典'!$A$1", "speaks of the sheet 字典"),
    "book order": (
        BOOK,
        r"(<bookViews>.*?</bookViews>)(<sheets>.*?</sheets>)",
        r"\2\1",
        "out of order",
    ),
    "style count": (STYLES, '<fonts count="', '<fonts count="1', "says 1"),
    "style number": (STYLES, r'<xf numFmtId="164"', '<xf numFmtId="199"', "number format 199"),
    "style font": (STYLES, r'fontId="0"', 'fontId="77"', "fontId 77"),
    "cell format": (FORM, r'<c r="A1" s="\d+"', '<c r="A1" s="999"', "format 999"),
    "text number": (FORM, r't="s"><v>0</v>', 't="s"><v>9999</v>', "text 9999"),
    "row order": (FORM, r'<row r="3"', '<row r="30"', "after 30"),
    "cell order": (FORM, r'<c r="B1"', '<c r="Z1"', "after column 26"),
    "sheet order": (
        FORM,
        r"(<sheetProtection[^>]*/>)(.*?)(<pageMargins)",
        r"\2\1\3",
        "out of order",
    ),
    "merge": (FORM, r'<mergeCell ref="A1:J1"/>', '<mergeCell ref="A1:J3"/>', "overlap"),
    "single merge": (FORM, r'<mergeCell ref="A1:J1"/>', '<mergeCell ref="A1"/>', "of one cell"),
    "height": (OPINIONS, r'ht="36"', 'ht="999"', "height 999"),
    "width": (OPINIONS, r'width="[\d.]+"', 'width="300"', "width 300"),
    "prompt": (OPINIONS, r'prompt="', f'prompt="{"长" * 256}', "prompt has"),
    "choices": (OPINIONS, "已改,", "已改," * 90, "a list of"),
    "choice overlap": (
        OPINIONS,
        r"(<dataValidation .*?</dataValidation>)",
        r"\1\1",
        "two choices",
    ),
    "link": (OPINIONS, r"location=\"'自评表'!", "location=\"'评表'!", "leads to '评表'"),
    "function": (FORM, "<f>E6[*]2</f>", "<f>XLOOKUP(E6,E7)</f>", "function XLOOKUP"),
    "unknown name": (FORM, "<f>E6[*]2</f>", "<f>等级上限</f>", "the name 等级上限"),
    "brackets": (FORM, "<f>E6[*]2</f>", "<f>SUM(E6</f>", "do not close"),
    "note author": (NOTES, 'authorId="0"', 'authorId="9"', "author 9"),
    "double note": (NOTES, r'<comment ref="J16"', '<comment ref="J17"', "boxes"),
    "box of no note": (BOXES, r"<x:Row>15</x:Row>", "<x:Row>99</x:Row>", "boxes at"),
    "double box": (BOXES, r'id="_x0000_s1026"', 'id="_x0000_s1025"', "two boxes"),
    "chart": (CHART, "自评表!", "评表!", "speaks of the sheet 评表"),
    "shape": (DRAWING, r'cNvPr id="3"', 'cNvPr id="2"', "two shapes"),
}


@pytest.fixture(scope="module")
def marked():
    return mark(rich())


def test_a_marked_copy_is_sound(marked):
    assert problems(marked.copy) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_are_found(marked, fault):
    part, pattern, replacement, said = FAULTS[fault]
    parts = members(marked.copy)
    changed, count = re.subn(pattern, replacement, parts[part].decode(), count=1, flags=re.S)
    assert count, "the fault could not be planted"
    found = problems(rebuilt({**parts, part: changed.encode()}))
    assert any(said in problem for problem in found), found
