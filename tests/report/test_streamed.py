"""Streamed sheets: the same cells as XlsxWriter's own, in the order of the rows."""

import io
import re
import zipfile
from decimal import Decimal

import pytest

from perfcheck.report.look import Style
from perfcheck.report.xlsx import Sheet, open_workbook

ROW = re.compile(rb"<row .*?(?:/>|</row>)", re.DOTALL)


def everything(sheet: Sheet) -> None:
    sheet.columns([10, 20])
    sheet.height(1, 30)
    sheet.merge((1, 1, 1, 3), "标题 & <b>", Style.TITLE)
    sheet.height(2, 12)  # a spacer without cells
    sheet.text(3, 2, " 前后有空格 ", Style.TEXT)
    sheet.text(3, 1, "先写右边", Style.TEXT)
    sheet.text(3, 1, "后写的算数", Style.TEXT)
    sheet.text(3, 3, "", Style.CODE)
    sheet.number(4, 1, Decimal("0.1"), Style.SCORE)
    sheet.number(4, 2, None, Style.SCORE)
    sheet.number(4, 30, 12, Style.COUNT, top=2)
    sheet.formula(5, 1, '=IF(A4<1,"小",A4&B4)', "小", Style.TEXT)
    sheet.formula(5, 2, "=A4+1", Decimal("1.1"), Style.SCORE)
    sheet.formula(5, 3, '=IF(1,"")', "", Style.SCORE)
    sheet.height(9, 40)
    sheet.link(9, 1, "去第一行", ("", "一", "A1"))
    sheet.height(11, 20)


def parts(*, streamed: bool) -> dict[str, bytes]:
    stream = io.BytesIO()
    with open_workbook(stream, "测试") as book:
        everything(book.sheet("一", streamed=streamed))
    with zipfile.ZipFile(stream) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_streamed_sheet_is_the_sheet_that_xlsxwriter_writes():
    own, plain = parts(streamed=True), parts(streamed=False)
    sheet = "xl/worksheets/sheet1.xml"
    without_hint = re.sub(rb' spans="[0-9:]+"', b"", plain[sheet])
    assert own.pop(sheet) == without_hint
    assert len(ROW.findall(plain.pop(sheet))) == 7
    assert own == plain


def test_a_file_and_a_stream_hold_the_same_parts(tmp_path):
    with open_workbook(tmp_path / "a.xlsx", "测试", spooled=True) as book:
        everything(book.sheet("一", streamed=True))
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        own = {name: package.read(name) for name in package.namelist()}
    assert own == parts(streamed=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_row_that_comes_too_late_is_refused():
    with open_workbook(io.BytesIO()) as book:
        sheet = book.sheet("一", streamed=True)
        sheet.text(2, 1, "二", Style.TEXT)
        with pytest.raises(ValueError, match="row 1 comes after row 2"):
            sheet.text(1, 1, "一", Style.TEXT)
