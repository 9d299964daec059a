"""The sheet 填报说明: one page for people who are no accountants."""

from perfcheck.report import palette
from perfcheck.report.formsheet.plan import Plan
from perfcheck.report.look import Style
from perfcheck.report.measure import HELP_PAGE, LIST_ROW, TITLE_ROW, fit_row
from perfcheck.report.xlsx import Book, Sheet

WIDTHS = (26, 28, 30, 30)
GUIDE_SHEET = "填报说明"
WHOLE = sum(WIDTHS)


def draw_guide(book: Book, plan: Plan) -> Sheet:
    """Write the sheet; its words come from `data/templates/wording.toml` and the rubric."""
    guide = plan.wording.guide
    sheet = book.sheet(GUIDE_SHEET, palette.TAB_HELP)
    sheet.columns(WIDTHS)
    sheet.merge((1, 1, 1, 4), guide.title, Style.TITLE)
    sheet.height(1, TITLE_ROW)
    _line(sheet, 2, guide.lead, Style.PLAIN)
    row = _table(sheet, 3, "一、什么时候填什么", (), guide.steps)
    heads = ("栏目", "怎么填", "这样填", "不要这样填")
    row = _table(sheet, row, "二、每一栏怎么填", heads, guide.columns)
    rewrites = ("原来的写法", "改成能数的", "数据从哪里来")
    row = _table(sheet, row, "三、把文字要求改成数字", rewrites, guide.rewrites)
    row = _list(sheet, row, "四、交上来以后会重算什么", guide.checks)
    row = _table(sheet, row, "五、常见问题", (), guide.questions)
    row = _list(sheet, row, f"六、评分标准：{plan.rubric.document}", plan.rubric.notes)
    sheet.page(HELP_PAGE)
    sheet.raw.print_area(0, 0, row - 2, 3)
    sheet.raw.protect("", {"format_rows": True, "format_columns": True, "objects": True})
    return sheet


def _line(sheet: Sheet, row: int, text: str, style: Style) -> None:
    sheet.merge((row, 1, row, 4), text, style)
    sheet.height(row, fit_row([(text, WHOLE)], 22))


def _list(sheet: Sheet, row: int, title: str, items: tuple[str, ...]) -> int:
    _line(sheet, row, title, Style.SECTION)
    for number, item in enumerate(items, 1):
        _line(sheet, row + number, f"{number}. {item}", Style.PLAIN)
    return row + len(items) + 1


def _table(
    sheet: Sheet,
    row: int,
    title: str,
    heads: tuple[str, ...],
    body: tuple[tuple[str, ...], ...],
) -> int:
    _line(sheet, row, title, Style.SECTION)
    row += 1
    if heads:
        _cells(sheet, row, heads, (Style.HEADER,) * 4, LIST_ROW)
        row += 1
    for cells in body:
        _cells(sheet, row, cells, (Style.LABEL_CELL, Style.TEXT, Style.TEXT, Style.TEXT), 22)
        row += 1
    return row


def _cells(
    sheet: Sheet, row: int, cells: tuple[str, ...], styles: tuple[Style, ...], least: float
) -> None:
    # The second cell takes the columns that the row leaves over.
    texts: list[tuple[str, float]] = []
    first = 1
    for index, (text, style) in enumerate(zip(cells, styles, strict=False)):
        last = first + (len(WIDTHS) - len(cells) if index == 1 else 0)
        sheet.merge((row, first, row, last), text, style)
        texts.append((text, sum(WIDTHS[first - 1 : last])))
        first = last + 1
    sheet.height(row, fit_row(texts, least))
