"""Workbooks as other programs spell them, and what Office puts beside the cells; sheets that lie."""

import io
import re
import zipfile
from collections.abc import Callable

from tests.form.packages import SHEET, STRINGS, changed
from tests.forms import Table, workbook
from tests.intake.hostile.case import Case, form, one, table
from tests.intake.hostile.containers import repacked
from tests.intake.hostile.nests import large, streamed
from tests.intake.hostile.packages import BOOK, CORE, RELATIONS, TYPES, rows, sub, without
from tests.intake.sending import archive

EXECUTED = b'<c r="G6"><v>214.68</v></c>'
EXTERNAL = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def executed(case: str, cell: bytes, expect: str = "read", **wanted: object) -> Case:
    """The form with the cell of its spending written in another way."""
    return one(case, "表.xlsx", sub(case, SHEET, EXECUTED, cell), expect, **wanted)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def sheet(
    case: str, change: Callable[[bytes], bytes], expect: str = "read", **wanted: object
) -> Case:
    return one(case, "表.xlsx", changed(SHEET, change, form(case)), expect, **wanted)


def values() -> list[Case]:
    """A value spelled as XML allows it is the same value, or none: never another."""
    name = "案例%s"

    def string(case: str, new: str, expect: str = "read") -> Case:
        old = f"<t>{name % case}</t>".encode()
        return one(case, "表.xlsx", sub(case, STRINGS, old, new.encode()), expect, name=name % case)

    rich = "<r><rPr><b/></rPr><t>案例</t></r><r><t>%s</t></r>"
    phonetic = "<rPh sb='0' eb='1'><t>cheng</t></rPh><phoneticPr fontId='1'/>"
    inline = b'<c r="C3" t="inlineStr"><is>%s</is></c>'
    return [
        executed("x-cdata", b'<c r="G6"><v><![CDATA[214.68]]></v></c>'),
        executed("x-comment", b'<c r="G6"><v>214<!-- x -->.68</v></c>', "read|rejected"),
        executed("x-instruction", b'<c r="G6"><v>214<?x y?>.68</v></c>', "read|rejected"),
        executed("x-charref", b'<c r="G6"><v>&#50;14.68</v></c>'),
        executed("x-blanks", b'<c r="G6"><v>\n 214.68 </v></c>', "read|rejected"),
        executed("x-plus", b'<c r="G6"><v>+214.68</v></c>', "read|rejected"),
        executed("x-hex", b'<c r="G6"><v>0x10</v></c>', "read|rejected", executed=None),
        executed("x-underscore", b'<c r="G6"><v>2_1_4</v></c>', "read|rejected", executed=None),
        executed("x-tovalues", b'<c r="G6"><v>214.68</v><v>299</v></c>', "rejected"),
        executed("x-emptyvalue", b'<c r="G6"><v/></c>', executed=None),
        executed("x-noindex", b'<c r="G6" t="s"><v>99999</v></c>', "read|rejected", executed=None),
        executed("x-minusone", b'<c r="G6" t="s"><v>-1</v></c>', "read|rejected", executed=None),
        executed("x-floatindex", b'<c r="G6" t="s"><v>1.0</v></c>', "read|rejected", executed=None),
        executed("x-shared", b'<c r="G6"><f t="shared" si="0"/></c>', executed=None, findings=("CMP016",)),
        executed("x-array", b'<c r="G6"><f t="array" ref="G6">G7</f><v>214.68</v></c>'),
        executed("x-emptyformula", b'<c r="G6"><f/><v>214.68</v></c>'),
        executed("x-outside", b'<c r="G6"><f>[1]Sheet1!A1</f><v>214.68</v></c>'),
        *[
            executed(f"x-error{n}", b'<c r="G6" t="e"><v>%s</v></c>' % error, executed=None, findings=("CMP015",))
            for n, error in enumerate((b"#NULL!", b"#NUM!", b"#VALUE!", b"#CALC!", b"#FIELD!", b"#BLOCKED!"))
        ],
        string("x-stringcdata", f"<t><![CDATA[{name % 'x-stringcdata'}]]></t>"),
        string("x-stringcomment", f"<t>{name[:1]}<!-- x -->{name[1:] % 'x-stringcomment'}</t>", "read|rejected"),
        string("x-rich", rich % "x-rich"),
        string("x-phonetic", f"<t>{name % 'x-phonetic'}</t>{phonetic}"),
        string("x-richphonetic", rich % "x-richphonetic" + phonetic),
        *[
            one(
                case,
                "表.xlsx",
                changed(
                    SHEET,
                    lambda old, own=own: re.sub(rb'<c r="C3" t="s"><v>3</v></c>', inline % own, old),
                    form(case),
                ),
                "read",
                name=name % case,
            )
            for case, own in (
                ("x-inline", f"<t>{name % 'x-inline'}</t>".encode()),
                ("x-inlinerich", (rich % "x-inlinerich" + phonetic).encode()),
            )
        ],
    ]  # fmt: skip


def places() -> list[Case]:
    """Cells and rows in another order, without addresses, twice."""

    def reversed_rows(old: bytes) -> bytes:
        head, _, rest = old.partition(b"<sheetData>")
        body, _, tail = rest.partition(b"</sheetData>")
        lines = re.findall(rb"<row.*?</row>", body)
        return head + b"<sheetData>" + b"".join(reversed(lines)) + b"</sheetData>" + tail

    def reversed_cells(old: bytes) -> bytes:
        def turn(line: re.Match[bytes]) -> bytes:
            cells = re.findall(rb"<c .*?</c>", line[2])
            return line[1] + b"".join(reversed(cells)) + b"</row>"

        return re.sub(rb"(<row[^>]*>)(.*?)</row>", turn, old)

    def full(old: bytes) -> bytes:
        """Every place of every row filled, and no address at all."""
        lines = []
        for number in range(1, 21):
            found = dict(re.findall(rb'<c r="([A-Z])%d"((?: [^>]*)?>.*?)</c>' % number, old))
            cells = (b"<c" + found.get(bytes([c]), b">") + b"</c>" for c in b"ABCDEFGHIJ")
            lines.append(b"<row>" + b"".join(cells) + b"</row>")
        return re.sub(
            rb"<sheetData>.*</sheetData>",
            lambda _: b"<sheetData>" + b"".join(lines) + b"</sheetData>",
            old,
        )

    second = b'</sheetData><sheetData><row r="6"><c r="G6"><v>299</v></c></row></sheetData>'

    def lower(old):
        return re.sub(rb'r="([A-Z])(\d+)"', lambda m: b'r="' + m[1].lower() + m[2] + b'"', old)

    twice = EXECUTED + EXECUTED.replace(b"214.68", b"299")
    return [
        sheet("x-rowsback", reversed_rows),
        sheet("x-cellsback", reversed_cells),
        sheet("x-unplaced", full),
        sheet("x-lower", lower, "read|rejected"),
        sheet("x-norow", lambda old: re.sub(rb'<row r="\d+"', b"<row", old)),
        sheet("x-mixed", lambda old: old.replace(b'<c r="F6"', b"<c").replace(b'<c r="G6"', b"<c")),
        executed("x-celltwice", twice, "rejected"),
        executed("x-samewtice", EXECUTED * 2, "read|rejected"),
        sheet(
            "x-rowtwice",
            lambda old: old.replace(b"</sheetData>", b'<row r="6"><c r="G6"><v>299</v></c></row></sheetData>'),
            "rejected",
        ),
        sheet("x-datatwice", lambda old: old.replace(b"</sheetData>", second), "rejected"),
        sheet("x-nodata", lambda old: re.sub(rb"<sheetData>.*</sheetData>", b"", old), "rejected"),
        sheet("x-mergeback", lambda old: old.replace(b"</mergeCells>", b'<mergeCell ref="J40:A30"/></mergeCells>'), "read|rejected"),
        sheet("x-mergecolumn", lambda old: old.replace(b"</mergeCells>", b'<mergeCell ref="K:K"/></mergeCells>'), "read|rejected"),
        sheet("x-mergeone", lambda old: old.replace(b"</mergeCells>", b'<mergeCell ref="L1"/></mergeCells>'), "read|rejected"),
    ]  # fmt: skip


def spelling() -> list[Case]:
    """The same package in another spelling."""

    def all_parts(case: str, change: Callable[[bytes], bytes]) -> bytes:
        own = parts(form(case))
        return archive(
            {n: change(c) if n.endswith((".xml", ".rels")) else c for n, c in own.items()}
        )

    def prefix(old: bytes) -> bytes:
        text = re.sub(rb"<(/?)([a-zA-Z])(?![a-zA-Z]*:)", rb"<\1x:\2", old)
        return text.replace(b" xmlns=", b" xmlns:x=")

    alternate = (
        b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        b'<mc:Choice Requires="x14"><sheetFormatPr/></mc:Choice><mc:Fallback/></mc:AlternateContent>'
    )
    both = parts(form("x-polyglot"))
    ods = (
        b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">'
        b"</office:document-content>"
    )
    both = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": ods,
        **both,
    }
    return [
        one("x-bom", "表.xlsx", all_parts("x-bom", lambda c: b"\xef\xbb\xbf" + c), "read"),
        one("x-blankfirst", "表.xlsx", all_parts("x-blankfirst", lambda c: b"\n" + c), "read|rejected"),
        one(
            "x-nodeclaration",
            "表.xlsx",
            all_parts("x-nodeclaration", lambda c: re.sub(rb"^<\?xml[^>]*\?>\s*", b"", c)),
            "read",
        ),
        one("x-prefixes", "表.xlsx", all_parts("x-prefixes", prefix), "read"),
        sheet("x-alternate", lambda old: old.replace(b"<sheetFormatPr", alternate + b"<sheetFormatPr", 1)),
        sheet("x-says16", lambda old: old.replace(b"UTF-8", b"UTF-16"), "read|rejected"),
        sheet("x-saysgbk", lambda old: old.replace(b"UTF-8", b"GBK"), "read|rejected"),
        one("x-streamed", "表.xlsx", streamed(parts(form("x-streamed"))), "read"),
        one("x-large", "表.xlsx", large(parts(form("x-large"))), "read"),
        one("x-mimefirst", "表.xlsx", archive({"mimetype": b"application/zip", **parts(form("x-mimefirst"))}), "read"),
        one("x-polyglot", "表.xlsx", archive(both), "rejected"),
        one("x-nostrings", "表.xlsx", without("x-nostrings", STRINGS), "rejected"),
        one("x-notheme", "表.xlsx", without("x-notheme", "xl/theme/theme1.xml"), "read"),
        one("x-noroot", "表.xlsx", without("x-noroot", "_rels/.rels"), "read|rejected"),
        one(
            "x-template", "表.xltx",
            sub("x-template", TYPES, b"spreadsheetml.sheet.main", b"spreadsheetml.template.main"), "read",
        ),
        one("x-wrongtype", "表.xlsx", sub("x-wrongtype", TYPES, b"spreadsheetml.sheet.main+xml", b"x"), "read|rejected"),
        one("x-booklooped", "表.xlsx", sub("x-booklooped", RELATIONS, b"worksheets/sheet1.xml", b"workbook.xml"), "rejected"),
        one("x-rootlooped", "表.xlsx", sub("x-rootlooped", "_rels/.rels", b"xl/workbook.xml", b"_rels/.rels"), "read|rejected"),
        one("x-sameid", "表.xlsx", sub("x-sameid", RELATIONS, b'Id="rId2"', b'Id="rId1"'), "read|rejected"),
    ]  # fmt: skip


SHEET_NAMES = (
    "&quot;引&quot;'号'", "表" * 60, "[a]:*?/\\", "", "&#9;&#10;", "_x0007_", "../../x", "=cmd|'/c calc'!A1",
    "\u202e\u2066",
)  # fmt: skip


def furniture() -> list[Case]:
    """What stands beside the cells: macros, links, signatures, other sheets, names of sheets."""
    f = form
    macro = b"http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"

    def book(
        case: str, sheets: bytes, relation: bytes, more: dict[str, bytes], first: bool = True
    ) -> bytes:
        content = sub(case, RELATIONS, b"</Relationships>", relation + b"</Relationships>")
        place = b"<sheets>" if first else b"</sheets>"
        new = place + sheets if first else sheets + place
        content = changed(BOOK, lambda old: old.replace(place, new), content)
        return repacked(content, more=more)

    relation = b'<Relationship Id="r9" Type="%s" Target="%s"/>'
    dialog = relation % (EXTERNAL + b"dialogsheet", b"dialogsheets/sheet1.xml")
    chart = relation % (EXTERNAL + b"chartsheet", b"chartsheets/sheet1.xml")
    other = b'<sheet name="%s" sheetId="9"%s r:id="r9"/>'
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    xlm = book(
        "x-xlm",
        other % (b"Macro1", b' state="veryHidden"'),
        relation % (macro, b"macrosheets/sheet1.xml"),
        {
            "xl/macrosheets/sheet1.xml": b'<xm:macrosheet %s xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"/>'
            % space
        },
        first=False,
    )
    xlm = changed(
        TYPES,
        lambda o: o.replace(
            b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"ms-excel.sheet.macroEnabled.main+xml",
        ),
        xlm,
    )
    linked = {
        "xl/externalLinks/externalLink1.xml": b'<externalLink %s><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
        % space,
        "xl/externalLinks/_rels/externalLink1.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="x/externalLinkPath" Target="file:///\\\\127.0.0.1\\s\\x.xlsx" TargetMode="External"/></Relationships>',
        "xl/connections.xml": b'<connections %s><connection id="1" type="4"><webPr url="http://127.0.0.1:1/"/></connection></connections>'
        % space,
        "xl/embeddings/oleObject1.bin": b"MZ" + bytes(99),
        "xl/activeX/activeX1.bin": bytes(99),
        "customUI/customUI.xml": b'<customUI onLoad="x"/>',
        "_xmlsignatures/sig1.xml": b"<Signature/>",
    }
    last_year = Table(table("x-veryhidden2").cells, table("").merged, "2019", hidden=True)
    two = workbook(table("x-veryhidden"), last_year)
    very = changed(BOOK, lambda old: old.replace(b'state="hidden"', b'state="veryHidden"'), two)
    hidden = changed(
        BOOK,
        lambda old: old.replace(b'sheetId="1"', b'sheetId="1" state="veryHidden"'),
        f("x-allhidden"),
    )
    protected = sub(
        "x-protected",
        SHEET,
        b"</sheetData>",
        b'</sheetData><sheetProtection password="CC1A" sheet="1" objects="1"/>',
    )
    protected = changed(
        BOOK,
        lambda o: o.replace(
            b"<workbookPr", b'<fileSharing readOnlyRecommended="1"/><workbookPr'
        ).replace(b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>'),
        protected,
    )
    named = [
        one(
            f"x-sheet{n}",
            "表.xlsx",
            sub(f"x-sheet{n}", BOOK, 'name="自评表"'.encode(), f'name="{name}"'.encode()),
            "read",
        )
        for n, name in enumerate(SHEET_NAMES)
    ]
    return [
        one("x-xlm", "表.xlsm", xlm, "read NOT001"),
        one("x-dialog", "表.xlsx", book("x-dialog", other % (b"d", b""), dialog, {"xl/dialogsheets/sheet1.xml": b"<dialogsheet %s/>" % space}), "read"),
        one("x-chart", "表.xlsx", book("x-chart", other % (b"c", b""), chart, {"xl/chartsheets/sheet1.xml": b"<chartsheet %s/>" % space}), "read"),
        one("x-linked", "表.xlsx", repacked(f("x-linked"), more=linked), "read"),
        one("x-veryhidden", "表.xlsx", very, "read", findings=("CMP020",)),
        one("x-allhidden", "表.xlsx", hidden, "rejected LAY001", says="隐藏"),
        one("x-protected", "表.xlsx", protected, "read"),
        one("x-controlname", "表.xlsx", sub("x-controlname", BOOK, 'name="自评表"'.encode(), b'name="a&#7;b"'), "rejected"),
        *named,
    ]  # fmt: skip


def burdens() -> list[Case]:
    """Much of one thing."""
    laugh = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    extra = dict.fromkeys(
        (
            "xl/comments1.xml",
            "xl/drawings/drawing1.xml",
            "xl/drawings/vmlDrawing1.vml",
            "docProps/custom.xml",
            "xl/externalLinks/externalLink1.xml",
        ),
        b"<?xml version='1.0'?>" + laugh + b"<x>&b;</x>",
    )
    columns = (
        b"<cols>"
        + b"".join(
            b'<col min="%d" max="%d" hidden="1"/>' % (n % 16_000 + 11, n % 16_000 + 11)
            for n in range(200_000)
        )
        + b"</cols>"
    )
    hidden = b"".join(b'<row r="%d" hidden="1"/>' % n for n in range(100, 500_000))
    data = b"".join(
        b'<row r="%d">%s</row>' % (n, b"<c><v>1</v></c>" * 40) for n in range(1, 12_000)
    )
    letters = bytes((n * 7919) % 60 + 62 for n in range(60))
    attribute = b'<row r="90" spans="' + letters * ((25 << 20) // 60) + b'"/>'
    many = [Table(table(f"x-many{n}").cells, table("").merged, f"表{n}") for n in range(60)]
    return [
        one("x-laughs", "表.xlsx", repacked(form("x-laughs"), more=extra), "read|rejected SEC001"),
        one("x-rootlaugh", "表.xlsx", changed("_rels/.rels", lambda o: o.replace(b"?>", b"?>" + laugh, 1), form("x-rootlaugh")), "rejected SEC001"),
        one("x-columns", "表.xlsx", sub("x-columns", SHEET, b"<sheetData>", columns + b"<sheetData>"), "read"),
        one("x-hiddenrows", "表.xlsx", rows("x-hiddenrows", hidden), "read"),
        one("x-attribute", "表.xlsx", rows("x-attribute", attribute), "read|rejected"),
        one(
            "x-data", "表.xlsx",
            repacked(
                changed(BOOK, lambda o: o.replace(b"</sheets>", b'<sheet name="d" sheetId="9" r:id="r9"/></sheets>'),
                    sub("x-data", RELATIONS, b"</Relationships>", b'<Relationship Id="r9" Type="' + EXTERNAL + b'worksheet" Target="worksheets/d.xml"/></Relationships>')),
                more={"xl/worksheets/d.xml": b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + data + b"</sheetData></worksheet>"},
            ),
            "read|rejected LIM004|LIM010",
        ),
        one("x-many", "表.xlsx", workbook(*many), "read", forms=60),
        one("x-corelaugh", "表.xlsx", changed(CORE, lambda o: o.replace(b"?>", b"?>" + laugh, 1), form("x-corelaugh")), "read|rejected SEC001"),
    ]  # fmt: skip


def all_cases() -> list[Case]:
    return [*values(), *places(), *spelling(), *furniture(), *burdens()]
