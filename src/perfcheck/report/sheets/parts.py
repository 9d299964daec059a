"""Pieces that several sheets share: the head of a list, a cell that may have nothing to show."""

from collections.abc import Sequence
from decimal import Decimal

from perfcheck.model.cells import CellRef
from perfcheck.report.content import Cell, Content, Formula, Row
from perfcheck.report.look import Style
from perfcheck.report.measure import TITLE_ROW
from perfcheck.report.wording import NONE, WHOLE_FORM

SUBTITLE_ROW = 20
EXECUTION_GROUP = "预算执行"


def list_head(
    title: str, left: str, right: Content, columns: int, beside: int = 0
) -> tuple[Row, Row]:
    """The title over the whole width, and below it what the list holds and a remark.

    Columns `beside` are not printed: the title is in the middle of what is.
    """
    third = columns // 3 if right else 0
    cells = (Cell(left, Style.SUBTITLE, columns - third), Cell(right, Style.SUBTITLE_RIGHT, third))
    rest = Cell("", Style.PLAIN, beside)
    return (
        Row(_there(Cell(title, Style.TITLE, columns), rest), TITLE_ROW),
        Row(_there(*cells, rest), SUBTITLE_ROW),
    )


def _there(*cells: Cell) -> tuple[Cell, ...]:
    return tuple(cell for cell in cells if cell.span)


def number(value: Decimal | Formula | None, style: Style) -> Cell:
    """A number, or a dash where there is none."""
    return Cell(NONE, Style.MUTED) if value is None else Cell(value, style)


def group_label(group: str) -> str:
    """A group of the rubric as forms write it: 产出 is 产出指标; the form's own names stay."""
    if not group or "指标" in group or group == EXECUTION_GROUP:
        return group
    return f"{group}指标"


def count(value: int, style: Style) -> Cell:
    """A number of things to see to; nought stands back."""
    return Cell(value, style if value else Style.COUNT)


def text(words: str, style: Style = Style.TEXT) -> Cell:
    """Text, or a dash where there is none."""
    return Cell(words, style) if words else Cell(NONE, Style.MUTED)


def place(cell: CellRef | None) -> str:
    """Where something stands in the submitted form."""
    return WHOLE_FORM if cell is None else str(cell)


def empty_list(words: str, widths: Sequence[float]) -> Row:
    """The one row of a list that has nothing to show."""
    return Row((Cell(words, Style.CODE, len(widths)),), 40)


def keyed(row: Row, key: str) -> Row:
    """A row with its key behind it, in a column that nobody sees and that takes no room."""
    return row._replace(cells=(*row.cells, Cell(key, Style.RULE_ID)))
