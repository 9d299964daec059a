"""Looking at sheets as values: what their rows show, and where their links lead."""

from perfcheck.model.results import BatchResult
from perfcheck.report.content import Formula, Link, SheetContent
from perfcheck.report.workbook import contents


def sheets(value: BatchResult) -> dict[str, SheetContent]:
    return {content.name: content for content in contents(value)}


def shown(content: SheetContent, row: int) -> list[object]:
    """What a row shows, one item a cell; formulas by their value, links by their text."""
    return [_plain(cell.content) for cell in content.rows[row - 1].cells]


def _plain(content):
    if isinstance(content, Formula):
        return content.value
    return content.text if isinstance(content, Link) else content


def body(content: SheetContent) -> list[list[object]]:
    first, last = content.table[0] + 1, content.table[2]
    return [shown(content, row) for row in range(first, last + 1)]


def links(content: SheetContent) -> list[tuple[int, Link]]:
    rows = enumerate(content.rows, start=1)
    return [(n, c.content) for n, row in rows for c in row.cells if isinstance(c.content, Link)]
