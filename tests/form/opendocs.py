"""OpenDocument workbooks (.ods) element by element; the tables are those of `tests.forms`."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from tests.forms import NUMBER, Table

MIME = "application/vnd.oasis.opendocument.spreadsheet"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
MANIFEST = f'<manifest:manifest xmlns:manifest="{OASIS}:manifest:1.0"/>'
SPACES = " ".join(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "table", "text"))


def ods(*tables: Table, rows: Iterable[int] = (), columns: Iterable[int] = ()) -> bytes:
    """A workbook; some rows are not shown (every second one as if filtered), some columns too."""
    sheets = "".join(_sheet(each, frozenset(rows), frozenset(columns)) for each in tables)
    body = f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    content = f"<office:document-content {SPACES}>{body}</office:document-content>"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("mimetype", MIME)
        file.writestr("META-INF/manifest.xml", MANIFEST)
        file.writestr("content.xml", content)
    return target.getvalue()


def _sheet(table: Table, rows: frozenset[int], columns: frozenset[int]) -> str:
    widths = "".join(
        f"<table:table-column{_unseen(column in columns)}/>" for column in range(1, table.width + 1)
    )
    lines = "".join(
        f"<table:table-row{_unseen(row in rows, filtered=row % 2 > 0)}>{''.join(_row(table, row))}"
        "</table:table-row>"
        for row in range(1, table.height + 1)
    )
    return f'<table:table table:name="{escape(table.name)}">{widths}{lines}</table:table>'


def _unseen(hidden: bool, *, filtered: bool = False) -> str:
    return f' table:visibility="{"filter" if filtered else "collapse"}"' if hidden else ""


def _row(table: Table, row: int) -> Iterator[str]:
    for column in range(1, table.width + 1):
        content = table.cells.get((row, column), "")
        own = next((a for a in table.merged if a[:2] == (row, column)), None)
        over = next((a for a in table.merged if _covers(a, row, column)), None)
        if over and not own:
            yield "<table:covered-table-cell/>"
            continue
        spans = ""
        if own:
            spans = f' table:number-rows-spanned="{own[2] - own[0] + 1}"'
            spans += f' table:number-columns-spanned="{own[3] - own[1] + 1}"'
        yield f"<table:table-cell{spans}{_value(content)}</table:table-cell>"


def _covers(area: tuple[int, int, int, int], row: int, column: int) -> bool:
    return area[0] <= row <= area[2] and area[1] <= column <= area[3]


def _value(content: str) -> str:
    formula, _, result = (
        content.partition(" -> ") if content[:1] == "=" != content else ("", "", "")
    )
    if formula:
        return f' table:formula="of:{escape(formula)}"{_value(result)}'
    if NUMBER.fullmatch(content):
        return f' office:value-type="float" office:value="{content}"><text:p>{content}</text:p>'
    if content[:1] == "%" and NUMBER.fullmatch(content[1:]):
        value = float(content[1:]) / 100
        shown = f"<text:p>{content[1:]}%</text:p>"
        return f' office:value-type="percentage" office:value="{value}">{shown}'
    if not content:
        return ">"
    lines = (f"<text:p>{escape(line)}</text:p>" for line in content.removeprefix("'").split("\n"))
    return f' office:value-type="string">{"".join(lines)}'
