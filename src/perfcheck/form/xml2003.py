"""Workbooks written as one XML file (“XML 表格 2003”, SpreadsheetML), which web systems export.

Read with expat alone, in one walk. A document type declaration is refused, so no entity is ever
expanded, and nothing outside the file is opened.
"""

import codecs
import re
from xml.parsers import expat

from perfcheck.form import faults
from perfcheck.form.xmlwalk import Walk, XmlSheet

CHUNK = 1 << 16
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DECLARED = re.compile(rb"<\?xml[^<>]{0,80}?encoding\s*=\s*[\"']([A-Za-z0-9_-]{1,20})[\"']")
CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5"}


def is_xml(content: bytes) -> bool:
    """Whether a file begins as XML does; no other workbook does."""
    if content.startswith(MARKS[1:]):
        return True
    return content[:CHUNK].removeprefix(MARKS[0]).lstrip()[:1] == b"<"


def read_xml(content: bytes) -> list[XmlSheet]:
    """Every sheet of the file, in its order.

    Raises WorkbookError where it is damaged, holds a document type declaration or too much.
    """
    walk = Walk()
    try:
        _parse(content, walk)
    except (expat.ExpatError, ValueError, LookupError, ArithmeticError) as fault:
        raise faults.no_xml_book() from fault
    if not walk.sheets:
        raise faults.no_xml_book()
    sheets = walk.all_sheets()
    if len({sheet.name for sheet in sheets}) < len(sheets):
        raise faults.same_names()
    return sheets


def _parse(content: bytes, walk: Walk) -> None:
    begun = content if content.startswith(MARKS) else content.lstrip()  # as servers begin pages
    declared = DECLARED.match(begun.removeprefix(MARKS[0]))
    codec = CHINESE.get(declared[1].decode().lower()) if declared else None
    if codec and not begun.startswith(MARKS):  # which the parser does not know
        begun = begun.decode(codec).encode()
    parser = expat.ParserCreate("utf-8" if codec and not begun.startswith(MARKS[1:]) else None)
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    parser.StartDoctypeDeclHandler = _refuse
    for at in range(0, len(begun), CHUNK):
        parser.Parse(begun[at : at + CHUNK])
    parser.Parse(b"", True)  # noqa: FBT003 - the end


def _refuse(*_: object) -> None:
    raise faults.declares_entities()
