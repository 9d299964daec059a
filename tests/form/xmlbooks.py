"""XML workbooks (SpreadsheetML 2003) element by element; the tables are those of `tests.forms`."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from tests.forms import NUMBER, Table

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
HEAD = (
    '<?xml version="1.0" encoding="{charset}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    f'<Workbook xmlns="{SPACE}" xmlns:o="urn:schemas-microsoft-com:office:office"'
    f' xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="{SPACE}"'
    ' xmlns:html="http://www.w3.org/TR/REC-html40">'
    "<ExcelWorkbook xmlns='urn:schemas-microsoft-com:office:excel'/>"
    '<Styles><Style ss:ID="Default"/><Style ss:ID="s1"><NumberFormat ss:Format="Percent"/></Style>'
    '<Style ss:ID="s2" ss:Parent="s1"><Font/></Style><Style ss:ID="s3" ss:Parent="s1">'
    "<NumberFormat/></Style></Styles>"
)


def xml2003(
    *tables: Table,
    rows: Iterable[int] = (),
    columns: Iterable[int] = (),
    charset: str = "utf-8",
    prefix: bool = False,
) -> bytes:
    """A workbook as Excel 2003 writes it; some rows and columns are hidden."""
    sheets = "".join(_sheet(each, frozenset(rows), frozenset(columns)) for each in tables)
    text = HEAD.format(charset=charset.upper()) + sheets + "</Workbook>"
    if prefix:
        for name in ("Workbook", "Worksheet", "Table", "Row", "Cell", "Data"):
            text = text.replace(f"<{name} ", f"<ss:{name} ").replace(f"<{name}>", f"<ss:{name}>")
            text = text.replace(f"</{name}>", f"</ss:{name}>")
    return text.encode(charset)


def _sheet(table: Table, rows: frozenset[int], columns: frozenset[int]) -> str:
    widths = "".join(f'<Column ss:Index="{column}" ss:Hidden="1"/>' for column in sorted(columns))
    lines, last = [], 0
    for row in sorted({row for row, _ in table.cells}):
        index = f' ss:Index="{row}"' if row > last + 1 else ""
        hidden = ' ss:Hidden="1"' if row in rows else ""
        lines.append(f"<Row{index}{hidden}>{_cells(table, row)}</Row>")
        last = row
    visible = "<Visible>SheetHidden</Visible>" if table.hidden else ""
    options = "urn:schemas-microsoft-com:office:excel"
    return (
        f"<Worksheet ss:Name={quoteattr(table.name)}><Table>{widths}{''.join(lines)}</Table>"
        f'<WorksheetOptions xmlns="{options}">{visible}<Panes><Pane><Number>3</Number></Pane>'
        "</Panes></WorksheetOptions></Worksheet>"
    )


def _cells(table: Table, row: int) -> str:
    written, next_column = [], 1
    for column in sorted(column for line, column in table.cells if line == row):
        area = next((a for a in table.merged if a[:2] == (row, column)), (row, column, row, column))
        own = f' ss:Index="{column}"' if column != next_column else ""
        down, across = area[2] - area[0], area[3] - area[1]
        own += f' ss:MergeAcross="{across}"' * bool(across) + f' ss:MergeDown="{down}"' * bool(down)
        written.append(f"<Cell{own}{_value(table.cells[row, column])}</Cell>")
        next_column = column + across + 1
    return "".join(written)


def _value(content: str) -> str:
    if NUMBER.fullmatch(content):
        return f'><Data ss:Type="Number">{content}</Data>'
    if content[:1] == "%" and NUMBER.fullmatch(content[1:]):
        value = float(content[1:]) / 100
        return f' ss:StyleID="s2"><Data ss:Type="Number">{value}</Data>'
    if content[:1] == "!":
        return f' ss:Formula="=1/0"><Data ss:Type="Error">{content[1:]}</Data>'
    if content[:1] == "@":
        return f'><Data ss:Type="DateTime">{content[1:]}T00:00:00.000</Data>'
    if content[:1] == "=":
        formula, _, value = content.partition("->")
        stored = f'<Data ss:Type="Number">{value.strip()}</Data>' if value else ""
        return f" ss:Formula={quoteattr(formula.strip())}>{stored}"
    text = escape(content.removeprefix("'"), {"\n": "&#10;"})
    return f'><Data ss:Type="String">{text}</Data>'
