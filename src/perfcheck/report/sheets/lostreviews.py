"""未能带入的复核: what reviewers wrote on rows that are not there any more; nothing is dropped."""

from collections.abc import Iterable, Mapping

from perfcheck.model.review import BETWEEN, KEY, OPINION, SCORE, STATE, TIER, Review, Reviews
from perfcheck.report import palette
from perfcheck.report.content import Cell, Row, SheetContent, fitted, headings
from perfcheck.report.look import Style
from perfcheck.report.measure import LIST_ROW
from perfcheck.report.sheets.parts import keyed, list_head, text
from perfcheck.report.sheets.plan import LOST

COLUMNS: Mapping[str, float] = {
    "序号": 6,
    "项目名称": 52,
    TIER: 11,
    SCORE: 10,
    OPINION: 44,
    STATE: 11,
    KEY: 9,
}
WIDTHS = tuple(COLUMNS.values())
HEADING = 3


def sheet(reviews: Reviews) -> Iterable[SheetContent]:
    """The sheet 未能带入的复核, if there is something on it."""
    if not reviews.lost:
        return
    rows = [_row(number, lost) for number, lost in enumerate(reviews.lost, start=1)]
    right = "请人工核对；用不上的可以删除本行。"
    yield SheetContent(
        name=LOST,
        tab=palette.ALARM_FILL,
        widths=WIDTHS,
        rows=(
            *list_head("未 能 带 入 的 复 核", _count(len(rows)), right, len(WIDTHS) - 1),
            headings(tuple(COLUMNS), WIDTHS, LIST_ROW),
            *rows,
        ),
        heading=HEADING,
        machine=(len(WIDTHS),),
    )


def _count(count: int) -> str:
    return f"共 {count} 条：所在的指标或问题，这次的结果里没有了（改名、删除或已改正）。"


def _row(number: int, lost: Review) -> Row:
    label = lost.label or lost.key.replace(BETWEEN, "　")
    cells = (
        Cell(number, Style.CODE),
        text(label),
        text(lost.tier, Style.CODE),
        text(lost.score, Style.CODE),
        text(lost.opinion),
        text(lost.state, Style.CODE),
    )
    return keyed(fitted(cells, WIDTHS), lost.key)
