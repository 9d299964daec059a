"""The blank 应报单位名单 that the clerk fills once a round."""

from pathlib import Path
from typing import BinaryIO

from perfcheck.report import palette
from perfcheck.report.look import Style
from perfcheck.report.measure import LIST_PAGE, LIST_ROW, TITLE_ROW
from perfcheck.report.sheets.parts import SUBTITLE_ROW
from perfcheck.report.xlsx import open_workbook

TITLE = "应报单位名单"
COLUMNS = (
    ("单位", 28.0, "与申报表中的单位名称一致（标点、空格不计）。"),
    ("项目", 34.0, "与申报表中的项目名称一致；不写则该单位任何项目都算。"),
    ("联系人邮箱", 34.0, "回复和催报发到这里；几个邮箱用逗号隔开。"),
    ("截止日期", 14.0, "如 2021-03-15；当天报送的不算迟交。"),
)
NOTES = "在黄色格子里填写，一行一个项目。填好后与各单位的申报表放在一起，核查时自动使用。"
HEADING, ROWS, DRAWN = 3, 500, 18  # rows with hints, and those that are drawn
DAY = "yyyy-mm-dd"


def write_roster(target: BinaryIO | Path) -> None:
    """Write the blank roster; the same bytes each time."""
    widths = [width for _, width, _ in COLUMNS]
    with open_workbook(target, TITLE) as book:
        sheet = book.sheet(TITLE, palette.TAB_MAIN)
        sheet.columns(widths)
        sheet.merge((1, 1, 1, len(COLUMNS)), "应 报 单 位 名 单", Style.TITLE)
        sheet.merge((2, 1, 2, len(COLUMNS)), NOTES, Style.SUBTITLE)
        sheet.height(1, TITLE_ROW)
        sheet.height(2, SUBTITLE_ROW)
        for row in range(HEADING, HEADING + DRAWN + 1):
            sheet.height(row, LIST_ROW)
        for column, (name, _, hint) in enumerate(COLUMNS, start=1):
            sheet.text(HEADING, column, name, Style.HEADER)
            area = (HEADING, column - 1, HEADING + ROWS - 1, column - 1)
            prompt = {"validate": "any", "input_title": name, "input_message": hint}
            sheet.raw.data_validation(*area, prompt)
        for column, width in enumerate(widths):
            last = column == len(widths) - 1
            number = DAY if last else palette.TEXT_FORMAT
            below = book.format(Style.PLAIN, num_format=number)
            sheet.raw.set_column(column, column, width, below)
            look = book.format(Style.REPLY if last else Style.REPLY_TEXT, num_format=number)
            for row in range(HEADING, HEADING + DRAWN):
                sheet.raw.write_blank(row, column, None, look)
        sheet.raw.freeze_panes(HEADING, 0)
        sheet.page(LIST_PAGE, repeat=(HEADING, HEADING))
