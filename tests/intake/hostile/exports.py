"""A third round of workbooks: what other programs write, and figures at the edge."""

import re
import zipfile

from tests.form.opendocs import ods
from tests.form.packages import SHEET, STRINGS, changed
from tests.forms import Table, workbook
from tests.intake.hostile.case import Case, form, one, table
from tests.intake.hostile.dialects import executed, parts, sheet
from tests.intake.hostile.packages import BOOK, RELATIONS, TYPES, rows, sub
from tests.intake.sending import archive

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TEXTS = re.compile(rb"<si>(.*?)</si>", re.S)
CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"( s="\d+")? t="s"><v>(\d+)</v></c>')


def unshared(case: str, cell: bytes, content: bytes | None = None, styles: bool = True) -> bytes:
    """A form whose texts stand in its cells, spelled as `cell` says; no shared strings."""
    own = parts(content or form(case))
    texts = TEXTS.findall(own.pop(STRINGS))
    plain = [re.sub(rb"<[^>]*>", b"", text) for text in texts]

    def put(match: re.Match[bytes]) -> bytes:
        style = match[3] or b"" if styles else b""
        return cell % {b"r": match[1] + match[2], b"s": style, b"t": plain[int(match[4])]}

    own[SHEET] = CELL.sub(put, own[SHEET])
    own[RELATIONS] = re.sub(rb"<Relationship [^>]*sharedStrings[^>]*/>", b"", own[RELATIONS])
    own[TYPES] = re.sub(rb"<Override [^>]*sharedStrings[^>]*/>", b"", own[TYPES])
    if not styles:
        del own["xl/styles.xml"]
        own[SHEET] = re.sub(rb' s="\d+"', b"", own[SHEET])
        own[RELATIONS] = re.sub(rb"<Relationship [^>]*/styles[^>]*/>", b"", own[RELATIONS])
        own[TYPES] = re.sub(rb"<Override [^>]*styles[^>]*/>", b"", own[TYPES])
    return archive(own)


INLINE = b'<c r="%(r)s"%(s)s t="inlineStr"><is><t>%(t)s</t></is></c>'
FORMULA_TEXT = b'<c r="%(r)s"%(s)s t="str"><v>%(t)s</v></c>'
PRESERVED = b'<c r="%(r)s"%(s)s t="inlineStr"><is><t xml:space="preserve">%(t)s</t></is></c>'


def filled(rows_from: int, count: int, columns: int, cell: bytes) -> bytes:
    """Rows below the form; `cell` takes the column's letter (c) and the row (r)."""
    lines = []
    for row in range(rows_from, rows_from + count):
        cells = b"".join(cell % {b"c": bytes([65 + c]), b"r": row} for c in range(columns))
        lines.append(b'<row r="%d">%s</row>' % (row, cells))
    return b"".join(lines)


def with_sheet(case: str, body: bytes, name: str = "明细", *, first: bool = False) -> bytes:
    """The form with another sheet before or behind it."""
    own = parts(form(case))
    own["xl/worksheets/sheet9.xml"] = (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="' + MAIN + b'" xmlns:r="' + REL + b'"><sheetData>'
        + body + b"</sheetData></worksheet>"
    )  # fmt: skip
    entry = f'<sheet name="{name}" sheetId="9" r:id="rId99"/>'.encode()
    old, new = (b"<sheets>", b"<sheets>" + entry) if first else (b"</sheets>", entry + b"</sheets>")
    own[BOOK] = own[BOOK].replace(old, new)
    link = (
        b'<Relationship Id="rId99" Type="' + REL + b'/worksheet" Target="worksheets/sheet9.xml"/>'
    )
    own[RELATIONS] = own[RELATIONS].replace(b"</Relationships>", link + b"</Relationships>")
    kind = (
        b'<Override PartName="/xl/worksheets/sheet9.xml" ContentType='
        b'"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    )
    own[TYPES] = own[TYPES].replace(b"</Types>", kind + b"</Types>")
    return archive(own)


def programs() -> list[Case]:
    """As Java, JavaScript and Python libraries, cloud documents and old WPS write."""
    f = form

    def streaming(old: bytes) -> bytes:
        text = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', old)
        return re.sub(rb' spans="[^"]*"', b"", text)

    def dressed(old: bytes) -> bytes:
        return re.sub(rb"<row ", b'<row customFormat="1" ht="20.1" customHeight="1" x14ac:dyDescent="0.3" ', old).replace(
            b"<worksheet ", b'<worksheet xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" mc:Ignorable="x14ac" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ', 1
        )  # fmt: skip

    def metadata(old: bytes) -> bytes:
        return re.sub(rb"<c r=", b'<c cm="1" vm="1" r=', old)

    def quoted(old: bytes) -> bytes:
        return re.sub(rb'([\w:]+)="([^"\']*)"', rb"\1='\2'", old)

    alternate = (
        b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x15">'
        b'<x15ac:absPath url="D:\\A\\" xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>'
    )
    summary = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Numbers</t></is></c></row>'
    linked = sub(
        "s-links", SHEET, b"</mergeCells>",
        b'</mergeCells><hyperlinks><hyperlink ref="C3" location="\'x\'!A1" display="=1+1"/></hyperlinks>',
    )  # fmt: skip
    return [
        one("s-streaming", "表.xlsx", changed(SHEET, streaming, unshared("s-streaming", INLINE)), "read", rate=0.7156),
        one("s-str", "表.xlsx", unshared("s-str", FORMULA_TEXT), "read", rate=0.7156),
        one("s-preserved", "表.xlsx", unshared("s-preserved", PRESERVED), "read"),
        one("s-nostyles", "表.xlsx", unshared("s-nostyles", FORMULA_TEXT, styles=False), "read"),
        sheet("s-dressed", dressed),
        sheet("s-metadata", metadata),
        sheet("s-quoted", quoted),
        one("s-abspath", "表.xlsx", sub("s-abspath", BOOK, b"<workbookPr", alternate + b"<workbookPr"), "read"),
        one("s-summary", "表.xlsx", with_sheet("s-summary", summary, "导出摘要", first=True), "read"),
        one("s-samename", "表.xlsx", with_sheet("s-samename", summary, "自评表"), "rejected SEC002"),
        one("s-links", "表.xlsx", linked, "read"),
        one("s-xml11", "表.xlsx", changed(SHEET, lambda o: o.replace(b'version="1.0"', b'version="1.1"'), f("s-xml11")), "read|rejected"),
    ]  # fmt: skip


def large() -> list[Case]:
    """Much in a sheet that is honest all the same."""
    blank = b'<c r="%(c)b%(r)d" s="1"/>'
    text = b'<c r="%(c)b%(r)d" t="inlineStr"><is><t>\xe6\x98\x8e\xe7\xbb\x86%(r)d</t></is></c>'
    number = b'<c r="%(c)b%(r)d"><v>%(r)d</v></c>'
    commented = b'<row r="30000"><c r="A30000"><v>1<!-- x --></v></c></row>'
    odd = b'<c r="%(c)b%(r)d" t="str"><v>&#26126;%(r)d</v></c>'
    return [
        one("s-blanks", "表.xlsx", rows("s-blanks", filled(100, 6000, 10, blank)), "read"),
        one("s-listed", "表.xlsx", with_sheet("s-listed", filled(1, 20_000, 10, text)), "read"),
        one("s-below", "表.xlsx", rows("s-below", filled(100, 20_000, 10, number)), "read"),
        one("s-belowtext", "表.xlsx", rows("s-belowtext", filled(100, 20_000, 10, text)), "read"),
        one("s-oddlist", "表.xlsx", with_sheet("s-oddlist", filled(1, 12_000, 8, odd)), "read"),
        one("s-oddonce", "表.xlsx", with_sheet("s-oddonce", filled(1, 12_000, 8, number) + commented), "read"),
        one("s-column", "表.xlsx", rows("s-column", b'<row r="1048576" s="1" customFormat="1"><c r="A1048576" s="1"/></row>'), "read"),
        one("s-picture", "表.xlsx", archive({**parts(form("s-picture")), "xl/media/image1.jpeg": bytes(range(256)) * 70_000}, compression=zipfile.ZIP_STORED), "read"),
        one("s-pictures", "表.xlsx", archive({**parts(form("s-pictures")), **{f"xl/media/image{n}.png": bytes([n % 256]) * 9000 for n in range(500)}}), "read"),
    ]  # fmt: skip


def figures() -> list[Case]:
    """Numbers, dates and errors at the edge."""

    def dated(case: str, value: bytes, found: object = None) -> Case:
        """A number under a date format; beyond the calendar it is the number that is stored."""
        own = workbook(table(case).at(6, 7, "@2021-03-01"))
        new = changed(
            SHEET, lambda old: old.replace(b"<v>44256</v>", b"<v>" + value + b"</v>"), own
        )
        return one(case, "表.xlsx", new, "read|rejected", executed=found)

    def shown(case: str, text: str, **wanted: object) -> Case:
        return one(case, "表.xlsx", workbook(table(case).at(6, 9, text)), "read", **wanted)

    epoch = changed(
        BOOK,
        lambda o: o.replace(b"<workbookPr ", b'<workbookPr date1904="1" '),
        workbook(table("s-1904").at(6, 7, "@2021-03-01")),
    )
    return [
        executed("s-1e308", b'<c r="G6"><v>1e308</v></c>', "read", findings=["CMP014"], executed=None),
        executed("s-negzero", b'<c r="G6"><v>-0</v></c>', executed=0),
        executed("s-tiny", b'<c r="G6"><v>5E-324</v></c>', executed=0),
        executed("s-seventeen", b'<c r="G6"><v>214.67999999999998</v></c>'),
        executed("s-notnumber", b'<c r="G6" t="n"><v>abc</v></c>', "read|rejected", executed=None),
        executed("s-infinity", b'<c r="G6"><v>Infinity</v></c>', "read|rejected", executed=None),
        executed("s-comma", b'<c r="G6"><v>214,68</v></c>', "read|rejected", executed=None),
        executed("s-strnumber", b'<c r="G6" t="str"><v>214.68</v></c>'),
        executed("s-inlinenumber", b'<c r="G6" t="inlineStr"><is><t>214.68</t></is></c>'),
        executed("s-boolword", b'<c r="G6" t="b"><v>true</v></c>', "read|rejected", executed=None),
        executed("s-getting", b'<c r="G6" t="e"><v>#GETTING_DATA</v></c>', executed=None, findings=("CMP015",)),
        executed("s-busy", b'<c r="G6" t="e"><v>#BUSY!</v></c>', executed=None, findings=("CMP015",)),
        executed("s-formulaerror", b'<c r="G6" t="e"><f>1/0</f><v>#DIV/0!</v></c>', executed=None, findings=("CMP015",)),
        executed("s-formulatext", b'<c r="G6" t="str"><f>A1</f><v></v></c>', executed=None),
        executed("s-arrayempty", b'<c r="G6"><f t="array" ref="G6:G7">SUM(1)</f></c>', executed=None, findings=("CMP016",)),
        executed("s-table", b'<c r="G6"><f t="dataTable" ref="G6" dt2D="1" r1="A1" r2="A2"/><v>214.68</v></c>'),
        dated("s-date60", b"60"),
        dated("s-dateminus", b"-1"),
        dated("s-datehuge", b"1e10", 1e10),
        dated("s-datelast", b"2958466", 2958466),
        one("s-1904", "表.xlsx", epoch, "read|rejected", executed=None),
        shown("s-rate", "'71.56%", rate=0.7156),
        shown("s-ratefull", "'７１．５６％", rate=0.7156),
        shown("s-ratenumber", "71.56", rate=0.7156),
        shown("s-ratefraction", "'0.7156", rate=0.7156),
        shown("s-rateerror", "!#DIV/0!", rate=None),
    ]  # fmt: skip


def open_documents() -> list[Case]:
    """OpenDocument as LibreOffice and WPS write text: comments, links, spans, blanks."""

    def name(case: str, text: str) -> Case:
        content = parts(ods(table(case)))
        old = f"<text:p>案例{case}</text:p>"
        body = content["content.xml"].decode()
        assert old in body
        content["content.xml"] = body.replace(old, text % f"案例{case}", 1).encode()
        return one(case, "表.ods", archive(content), "read", name=f"案例{case}")

    note = "<office:annotation><text:p>批注：请改</text:p></office:annotation><text:p>%s</text:p>"
    tail = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    repeated = parts(ods(table("s-odsrepeat")))
    repeated["content.xml"] = (
        repeated["content.xml"].decode().replace("</table:table>", tail).encode()
    )
    macro = parts(ods(table("s-odsmacro")))
    macro["Basic/Standard/Module1.xml"] = b'<!DOCTYPE x><script:module xmlns:script="x"/>'
    return [
        name("s-odsnote", note),
        name("s-odsspan", "<text:p><text:span>%s</text:span></text:p>"),
        name("s-odslink", '<text:p><text:a xlink:href="http://127.0.0.1:1/" xmlns:xlink="x">%s</text:a></text:p>'),
        one("s-odsrepeat", "表.ods", archive(repeated), "read"),
        one("s-odsmacro", "表.ods", archive(macro), "read"),
    ]  # fmt: skip


def two_years() -> list[Case]:
    """Last year's sheet beside this year's; payloads as sheet names."""
    last = Table(
        {p: t.replace("2020", "2019") for p, t in table("s-years").cells.items()},
        table("").merged,
        "2019",
    )
    return [
        one("s-years", "表.xlsx", workbook(Table(table("s-years").cells, table("").merged, "2020"), last), "read", forms=2),
    ]  # fmt: skip


def all_cases() -> list[Case]:
    return [*programs(), *large(), *figures(), *open_documents(), *two_years()]
