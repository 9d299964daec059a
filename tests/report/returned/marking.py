"""Forms from several programs, marked as `evaluate` marks them, and a look into the copies."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import openpyxl
import xlsxwriter

from perfcheck.model.results import Project
from perfcheck.pipeline import process
from perfcheck.report.returned.letter import Letter, letter
from perfcheck.report.returned.marked import marked_copy
from tests.forms import NATIONAL, table, workbook
from tests.office.sound import sound

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "f8cfc0f01f0005000180a0c0d10000000049454e44ae426082"
)
DEFECTS = table(
    NATIONAL.replace(
        "≥12公里 | 11公里 | 20 | 18.33 | 雨季停工，次年补足", "≥12公里 | | 20 | 18.33 |"
    )
    .replace("96% | 20 | 20", "96% | 20 | 25")
    .replace("实施单位 | 某某区公路养护中心", "实施单位 |")
)


def projects(content: bytes, name: str = "表.xlsx") -> tuple[Project, ...]:
    checked = process(content, name)
    return tuple(Project(f"P{n:03d}", name, a, f) for n, (a, f) in enumerate(checked, 1))


@dataclass(frozen=True)
class Marked:
    """A file, what is said about it, and its copy."""

    content: bytes
    letter: Letter
    copy: bytes

    @cached_property
    def before(self) -> dict[str, bytes]:
        return members(self.content)

    @cached_property
    def after(self) -> dict[str, bytes]:
        return members(self.copy)

    @property
    def changed(self) -> set[str]:
        """The parts that were there and are no longer the same."""
        return {name for name, old in self.before.items() if self.after.get(name) != old}

    @property
    def added(self) -> set[str]:
        return set(self.after) - set(self.before)

    @cached_property
    def book(self) -> openpyxl.Workbook:
        return openpyxl.load_workbook(io.BytesIO(self.copy))


def mark(content: bytes, name: str = "表.xlsx") -> Marked:
    own = letter(projects(content, name))
    return Marked(content, own, sound(marked_copy(content, own), content))


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def rebuilt(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def plain() -> bytes:
    """A form with defects, as XlsxWriter writes it."""
    return workbook(DEFECTS)


def by_openpyxl() -> bytes:
    """The same as openpyxl writes it, with a note of the unit's own on a cell with a finding."""
    from openpyxl.comments import Comment

    book = openpyxl.load_workbook(io.BytesIO(plain()))
    book["自评表"]["J16"].comment = Comment("合格率由监理单位提供", "李四")
    book["自评表"]["A1"].comment = Comment("封面", "李四")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def rich() -> bytes:
    """A form with all that other tools lose: picture, shape, chart, x14, notes, colours, names."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("自评表")
        lists = book.add_worksheet("字典 表")
        wrap = book.add_format({"text_wrap": True, "border": 1, "bg_color": "#FFFF00"})
        for area in DEFECTS.merged:
            top, left, bottom, right = (n - 1 for n in area)
            sheet.merge_range(top, left, bottom, right, "", wrap)
        for (row, column), text in DEFECTS.cells.items():
            if re.fullmatch(r"-?\d+(\.\d+)?", text):
                sheet.write_number(row - 1, column - 1, float(text), wrap)
            elif text.startswith("%"):
                percent = book.add_format({"num_format": "0.00%"})
                sheet.write_number(row - 1, column - 1, float(text[1:]) / 100, percent)
            else:
                sheet.write_string(row - 1, column - 1, text, wrap)
        sheet.write_formula("L6", "=E6*2", None, 560)
        sheet.write_comment("J16", "单位自己的批注", {"author": "王五"})
        sheet.insert_image("L8", "seal.png", {"image_data": io.BytesIO(PIXEL), "x_scale": 40})
        sheet.insert_textbox("L14", "请盖章")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=自评表!$E$6:$G$6"})
        sheet.insert_chart("N2", chart)
        sheet.add_sparkline("M6", {"range": "自评表!E6:G6"})
        sheet.conditional_format("H13:I17", {"type": "data_bar", "bar_solid": True})
        sheet.protect("", {"format_rows": True})
        sheet.set_landscape()
        sheet.repeat_rows(0, 1)
        sheet.print_area("A1:J20")
        lists.write_column("A1", ["优", "良", "中", "差"])
        book.define_name("等级", "='字典 表'!$A$1:$A$4")
        lists.activate()
    parts = members(target.getvalue())
    sheet_part = "xl/worksheets/sheet1.xml"
    parts[sheet_part] = parts[sheet_part].replace(b"<extLst>", b"<extLst>" + X14, 1)
    assert X14 in parts[sheet_part]
    parts["customXml/item1.xml"] = "<资料 来源='一体化系统'/>".encode()
    parts["xl/printerSettings/printerSettings1.bin"] = bytes(range(256))
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace(b"</Types>", PRINTER + b"</Types>")
    return rebuilt(parts)


PRINTER = (
    b'<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.'
    b'spreadsheetml.printerSettings"/>'
)
X14 = (
    '<ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
    '<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:dataValidation type="list" allowBlank="1"><x14:formula1>'
    "<xm:f>'字典 表'!$A$1:$A$4</xm:f></x14:formula1><xm:sqref>C21</xm:sqref>"
    "</x14:dataValidation></x14:dataValidations></ext>"
).encode()
