"""An opinion workbook: the same sheet 修改意见 for files that cannot be marked themselves."""

from io import BytesIO

from perfcheck.model.returned import ANSWERS, SHEET
from perfcheck.report.content import spans
from perfcheck.report.draw import draw
from perfcheck.report.returned.letter import Letter
from perfcheck.report.returned.sheet import (
    CHOICE_HINT,
    CHOICE_TITLE,
    HIDDEN,
    HIDDEN_COLUMNS,
    REPLY,
    sheet,
)
from perfcheck.report.xlsx import open_workbook


def opinion_workbook(letter: Letter) -> bytes:
    """The workbook; the same letter gives the same bytes."""
    target = BytesIO()
    opinions = sheet(letter)
    with open_workbook(target, "修改意见") as book:
        draw(book, opinions.content)
        raw = book.raw.get_worksheet_by_name(SHEET)
        raw.set_column(HIDDEN - 1, HIDDEN + HIDDEN_COLUMNS - 2, None, None, {"hidden": True})
        raw.protect("", {"format_columns": True, "format_rows": True})
        for first, last in spans(opinions.rows):
            raw.data_validation(
                first - 1,
                REPLY - 1,
                last - 1,
                REPLY - 1,
                {
                    "validate": "list",
                    "source": list(ANSWERS),
                    "input_title": CHOICE_TITLE,
                    "input_message": CHOICE_HINT,
                    "show_error": False,
                },
            )
    return target.getvalue()
