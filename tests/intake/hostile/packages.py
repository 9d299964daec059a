"""Attacks inside a package: bombs, entities, sheets that lie about their size, odd dialects."""

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable

from tests.form.packages import SHEET, STRINGS, changed
from tests.intake.hostile.case import Case, form, one
from tests.intake.hostile.containers import repacked

MEGABYTE = 1 << 20
BOOK, STYLES, TYPES = "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"
CORE, RELATIONS = "docProps/core.xml", "xl/_rels/workbook.xml.rels"


def sub(case: str, part: str, old: bytes, new: bytes) -> bytes:
    """A form with one text in one part replaced."""

    def change(content: bytes) -> bytes:
        assert old in content, (case, old, content[:600])
        return content.replace(old, new, 1)

    return changed(part, change, form(case))


def rows(case: str, xml: bytes) -> bytes:
    return sub(case, SHEET, b"</sheetData>", xml + b"</sheetData>")


def declared(case: str, part: str, doctype: bytes, encoding: str = "") -> bytes:
    """A form with a document type declaration in a part, perhaps in another encoding."""

    def change(content: bytes) -> bytes:
        body = re.sub(rb"^<\?xml[^>]*\?>", b"", content).decode()
        head = f'<?xml version="1.0" encoding="{encoding or "UTF-8"}"?>'
        return (head + doctype.decode() + body).encode(encoding or "utf-8")

    return changed(part, change, form(case))


def encoded(case: str, part: str, encoding: str, bom: bool = True) -> bytes:
    def change(content: bytes) -> bytes:
        body = re.sub(rb"^<\?xml[^>]*\?>", b"", content).decode()
        text = f'<?xml version="1.0" encoding="{encoding}"?>' + body
        raw = text.encode(encoding)
        return raw if bom else raw.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")

    return changed(part, change, form(case))


def member(case: str, part: str, content: bytes) -> bytes:
    return changed(part, lambda _old: content, form(case))


def patched(content: bytes, change: Callable[[bytearray, int], None]) -> bytes:
    """A package with the directory entry of its sheet changed."""
    raw = bytearray(content)
    at = raw.rindex(b"PK\x01\x02", 0, raw.rindex(SHEET.encode()))
    change(raw, at)
    return bytes(raw)


def size_lies(raw: bytearray, at: int) -> None:
    struct.pack_into("<I", raw, at + 24, 10)


def huge_size(raw: bytearray, at: int) -> None:
    struct.pack_into("<I", raw, at + 24, 0xFFFFFFF0)


def bad_offset(raw: bytearray, at: int) -> None:
    struct.pack_into("<I", raw, at + 42, 0x7FFFFFFF)


def bad_method(raw: bytearray, at: int) -> None:
    struct.pack_into("<H", raw, at + 10, 99)


def locked(raw: bytearray, at: int) -> None:
    struct.pack_into("<H", raw, at + 8, struct.unpack_from("<H", raw, at + 8)[0] | 1)


def twice(case: str) -> bytes:
    """Two sheets of one name in the package, with different figures."""
    target = io.BytesIO(form(case))
    with warnings.catch_warnings(), zipfile.ZipFile(target, "a") as file:
        warnings.simplefilter("ignore")
        file.writestr(SHEET, file.read(SHEET).replace(b"214.68", b"299.00"))
    return target.getvalue()


def padded(case: str, part: str, size: int, fill: bytes = b" ") -> bytes:
    """A part grown by blanks inside its root, which every reader must unpack."""

    def change(content: bytes) -> bytes:
        end = content.rindex(b"</")
        return content[:end] + fill * (size // len(fill)) + content[end:]

    return changed(part, change, form(case))


def zips() -> list[Case]:
    """Packages that burst or contradict themselves."""
    many = {f"xl/media/{n}.png": b"x" for n in range(1200)}
    huge = {f"x/{n}": b"" for n in range(70_000)}
    text = b'<c r="A90" t="inlineStr"><is><t>%s</t></is></c>'
    return [
        one(
            "b-sheetbomb",
            "表.xlsx",
            padded("b-sheetbomb", SHEET, 110 * MEGABYTE),
            "rejected LIM008",
        ),
        one(
            "b-stringbomb",
            "表.xlsx",
            padded("b-stringbomb", STRINGS, 90 * MEGABYTE),
            "rejected LIM010",
        ),
        one("b-corebomb", "表.xlsx", padded("b-corebomb", CORE, 110 * MEGABYTE), "rejected LIM008"),
        one(
            "b-mediabomb",
            "表.xlsx",
            repacked(form("b-mediabomb"), more={"xl/media/a.png": bytes(110 * MEGABYTE)}),
            "rejected LIM008",
        ),
        one(
            "b-total",
            "表.xlsx",
            repacked(
                form("b-total"),
                compression=zipfile.ZIP_DEFLATED,
                more={f"xl/media/{n}.bin": bytes(40 * MEGABYTE) for n in range(5)},
            ),
            "rejected LIM010|LIM009",
        ),
        one("b-odsbomb", "表.ods", ods_bomb(), "rejected LIM008|LIM010"),
        one("b-mimetype", "表.ods", mimetype_bomb(), "rejected"),
        one("b-members", "表.xlsx", repacked(form("b-members"), more=many), "rejected LIM007"),
        one("b-members2", "表.xlsx", repacked(form("b-members2"), more=huge), "rejected LIM007"),
        one("b-twice", "表.xlsx", twice("b-twice"), "rejected SEC002"),
        one(
            "b-casetwice",
            "表.xlsx",
            repacked(form("b-casetwice"), more={"XL/Worksheets/Sheet1.xml": b"<a/>"}),
            "rejected SEC002",
        ),
        one("b-sizelies", "表.xlsx", patched(form("b-sizelies"), size_lies), "rejected FIL002"),
        one("b-hugesize", "表.xlsx", patched(form("b-hugesize"), huge_size), "rejected"),
        one("b-offset", "表.xlsx", patched(form("b-offset"), bad_offset), "rejected FIL002"),
        one("b-method", "表.xlsx", patched(form("b-method"), bad_method), "rejected FIL002"),
        one("b-zipcrypto", "表.xlsx", patched(form("b-zipcrypto"), locked), "rejected FIL003"),
        one(
            "b-longtext",
            "表.xlsx",
            rows("b-longtext", b'<row r="90">' + text % (b"x" * (20 * MEGABYTE)) + b"</row>"),
            "rejected",
        ),
        one(
            "b-text40k",
            "表.xlsx",
            rows("b-text40k", b'<row r="90">' + text % (b"x" * 40_000) + b"</row>"),
            "read",
        ),
        one(
            "b-slip",
            "表.xlsx",
            repacked(form("b-slip"), more={"../../../tmp/x": b"x", "/etc/x": b"x"}),
            "read",
        ),
    ]


def ods_bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", b"<a>" + b" " * (110 * MEGABYTE) + b"</a>")
    return target.getvalue()


def mimetype_bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", bytes(110 * MEGABYTE))
        file.writestr("content.xml", b"<a/>")
    return target.getvalue()


def entities() -> list[Case]:
    """Document type declarations, in every encoding and every part that is read."""
    laugh = (
        b'<!DOCTYPE x [<!ENTITY a "ha">'
        + b"".join(
            b'<!ENTITY %c "%s">' % (c + 1, b"&%c;" % c * 10) for c in range(ord("a"), ord("j"))
        )
        + b"]>"
    )
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    remote = b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">'
    quadratic = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 100_000 + b'">]>'
    refused = "rejected SEC001"
    return [
        one("b-laugh", "表.xlsx", declared("b-laugh", SHEET, laugh), refused),
        one("b-laughs", "表.xlsx", declared("b-laughs", STRINGS, laugh), refused),
        one("b-laughbook", "表.xlsx", declared("b-laughbook", BOOK, laugh), refused),
        one("b-laughstyle", "表.xlsx", declared("b-laughstyle", STYLES, laugh), refused),
        one("b-laughrels", "表.xlsx", declared("b-laughrels", RELATIONS, laugh), refused),
        one(
            "b-laughtypes",
            "表.xlsx",
            declared("b-laughtypes", TYPES, laugh),
            "read|rejected SEC001",
        ),
        one("b-laughcore", "表.xlsx", declared("b-laughcore", CORE, laugh), "read|rejected SEC001"),
        one("b-xxe", "表.xlsx", declared("b-xxe", SHEET, outside), refused),
        one("b-remote", "表.xlsx", declared("b-remote", STRINGS, remote), refused),
        one("b-quadratic", "表.xlsx", declared("b-quadratic", SHEET, quadratic), refused),
        one("b-xxe16", "表.xlsx", declared("b-xxe16", SHEET, outside, "utf-16"), refused),
        one("b-xxe7", "表.xlsx", declared("b-xxe7", SHEET, outside, "utf-7"), "rejected"),
        one("b-utf16", "表.xlsx", encoded("b-utf16", SHEET, "utf-16"), "read"),
        one(
            "b-utf16be",
            "表.xlsx",
            encoded("b-utf16be", STRINGS, "utf-16-be", bom=False),
            "read|rejected",
        ),
        one("b-utf16book", "表.xlsx", encoded("b-utf16book", BOOK, "utf-16"), "read"),
        one("b-utf16style", "表.xlsx", encoded("b-utf16style", STYLES, "utf-16"), "read"),
        one("b-utf16rels", "表.xlsx", encoded("b-utf16rels", RELATIONS, "utf-16"), "read"),
        one("b-utf7", "表.xlsx", encoded("b-utf7", SHEET, "utf-7"), "rejected"),
        one("b-latin", "表.xlsx", sub("b-latin", SHEET, b"UTF-8", b"ISO-8859-1"), "read"),
        one("b-gbk", "表.xlsx", encoded("b-gbk", STRINGS, "gb18030"), "read|rejected"),
        one(
            "b-depth", "表.xlsx", rows("b-depth", b"<a>" * 200_000 + b"</a>" * 200_000), "rejected"
        ),
        one("b-depths", "表.xlsx", padded_depth("b-depths"), "rejected"),
        one(
            "b-attributes",
            "表.xlsx",
            rows(
                "b-attributes",
                b'<row r="99" %s/>' % b" ".join(b'a%d="1"' % n for n in range(100_000)),
            ),
            "rejected",
        ),
        one(
            "b-xmlcut",
            "表.xlsx",
            changed(SHEET, lambda old: old[:-30], form("b-xmlcut")),
            "rejected",
        ),
        one("b-xmljunk", "表.xlsx", member("b-xmljunk", SHEET, b"\xff\xfe\x00junk"), "rejected"),
        one("b-xmlempty", "表.xlsx", member("b-xmlempty", SHEET, b""), "rejected"),
        one("b-nul", "表.xlsx", sub("b-nul", SHEET, b"<sheetData>", b"<sheetData>\0"), "rejected"),
    ]


def padded_depth(case: str) -> bytes:
    return sub(case, STRINGS, b"</sst>", b"<si>" * 100_000 + b"</si>" * 100_000 + b"</sst>")


def sheets() -> list[Case]:
    """Sheets that reach far, hold much, or lie about either."""
    blank = b'<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    value = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    decorated = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % n for n in range(100, 300_000))
    styled = b"".join(
        b'<row r="%d"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>' % (n, n, n)
        for n in range(100, 60_000)
    )
    numbers = b"".join(
        b'<row r="%d">%s</row>' % (n, b"<c><v>1</v></c>" * 100) for n in range(100, 7_000)
    )
    merges = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(1000, 200_000))
    names = b"".join(b'<definedName name="n%d">A1</definedName>' % n for n in range(50_000))
    validations = (
        b"<dataValidations>"
        + b"".join(
            b'<dataValidation type="list" sqref="A%d"><formula1>"a"</formula1></dataValidation>' % n
            for n in range(1, 60_000)
        )
        + b"</dataValidations>"
    )
    styles = b"".join(b'<xf numFmtId="0"/>' for _ in range(100_000))
    merged = b"</mergeCells>"
    cells = form("b-x")
    count = re.search(rb'uniqueCount="\d+"', zipfile.ZipFile(io.BytesIO(cells)).read(STRINGS))
    assert count
    return [
        one("b-far", "表.xlsx", rows("b-far", blank), "read"),
        one("b-farvalue", "表.xlsx", rows("b-farvalue", value), "read|rejected"),
        one("b-decorated", "表.xlsx", rows("b-decorated", decorated), "read"),
        one("b-styled", "表.xlsx", rows("b-styled", styled), "read"),
        one("b-numbers", "表.xlsx", rows("b-numbers", numbers), "rejected LIM004|LIM010"),
        one("b-merges", "表.xlsx", sub("b-merges", SHEET, merged, merges + merged), "read"),
        one(
            "b-mergeall",
            "表.xlsx",
            sub("b-mergeall", SHEET, merged, b'<mergeCell ref="A60:XFD1048576"/>' + merged),
            "read",
        ),
        one(
            "b-mergeover",
            "表.xlsx",
            sub("b-mergeover", SHEET, merged, b'<mergeCell ref="A1:J30"/>' + merged),
            "read|rejected",
        ),
        one(
            "b-mergebad",
            "表.xlsx",
            sub(
                "b-mergebad",
                SHEET,
                merged,
                b'<mergeCell ref="ZZ"/><mergeCell ref=""/><mergeCell/>' + merged,
            ),
            "read|rejected",
        ),
        one("b-dimension", "表.xlsx", re_dimension("b-dimension", b"A1"), "read"),
        one("b-dimensionfar", "表.xlsx", re_dimension("b-dimensionfar", b"A1:XFD1048576"), "read"),
        one("b-dimensionbad", "表.xlsx", re_dimension("b-dimensionbad", b"x"), "read|rejected"),
        one("b-unique", "表.xlsx", sub_unique("b-unique"), "read"),
        one(
            "b-column",
            "表.xlsx",
            rows("b-column", b'<row r="60"><c r="ZZZZ60"><v>1</v></c></row>'),
            "rejected",
        ),
        one(
            "b-row",
            "表.xlsx",
            rows("b-row", b'<row r="16777217"><c r="A16777217"><v>1</v></c></row>'),
            "rejected",
        ),
        one(
            "b-row32",
            "表.xlsx",
            rows("b-row32", b'<row r="4294967296"><c r="A4294967296"><v>1</v></c></row>'),
            "rejected",
        ),
        one(
            "b-rowneg",
            "表.xlsx",
            rows("b-rowneg", b'<row r="-1"><c r="A-1"><v>1</v></c></row>'),
            "rejected",
        ),
        one(
            "b-rowtext",
            "表.xlsx",
            rows("b-rowtext", b'<row r="abc"><c r="A9x"><v>1</v></c></row>'),
            "rejected",
        ),
        one(
            "b-row0",
            "表.xlsx",
            rows("b-row0", b'<row r="0"><c r="A0"><v>1</v></c></row>'),
            "rejected",
        ),
        one(
            "b-string",
            "表.xlsx",
            rows("b-string", b'<row r="60"><c r="A60" t="s"><v>999999</v></c></row>'),
            "rejected|read",
        ),
        one(
            "b-stringneg",
            "表.xlsx",
            rows("b-stringneg", b'<row r="60"><c r="A60" t="s"><v>-1</v></c></row>'),
            "rejected|read",
        ),
        one(
            "b-style",
            "表.xlsx",
            rows("b-style", b'<row r="60"><c r="A60" s="99999"><v>1</v></c></row>'),
            "read",
        ),
        one(
            "b-inf",
            "表.xlsx",
            rows("b-inf", b'<row r="60"><c r="A60"><v>1e999</v></c></row>'),
            "read",
        ),
        one(
            "b-nan",
            "表.xlsx",
            rows("b-nan", b'<row r="60"><c r="A60"><v>NaN</v></c></row>'),
            "read|rejected",
        ),
        one(
            "b-names",
            "表.xlsx",
            sub(
                "b-names",
                BOOK,
                b"</sheets>",
                b"</sheets><definedNames>" + names + b"</definedNames>",
            ),
            "read",
        ),
        one(
            "b-valid",
            "表.xlsx",
            sub("b-valid", SHEET, b"</mergeCells>", b"</mergeCells>" + validations),
            "read",
        ),
        one(
            "b-styles",
            "表.xlsx",
            sub("b-styles", STYLES, b"</cellXfs>", styles + b"</cellXfs>"),
            "read|rejected",
        ),
        one("b-sheets", "表.xlsx", many_sheets("b-sheets", 300), "rejected LIM005"),
        one(
            "b-outside",
            "表.xlsx",
            sub(
                "b-outside",
                RELATIONS,
                b'Target="worksheets/sheet1.xml"',
                b'Target="../../../etc/passwd"',
            ),
            "rejected",
        ),
        one(
            "b-external",
            "表.xlsx",
            sub(
                "b-external",
                RELATIONS,
                b'Target="worksheets/sheet1.xml"',
                b'Target="http://127.0.0.1:1/a.xml" TargetMode="External"',
            ),
            "rejected",
        ),
        one(
            "b-absolute",
            "表.xlsx",
            sub(
                "b-absolute",
                RELATIONS,
                b'Target="worksheets/sheet1.xml"',
                b'Target="/xl/worksheets/sheet1.xml"',
            ),
            "read",
        ),
        one("b-missing", "表.xlsx", without("b-missing", SHEET), "rejected"),
        one("b-nostyles", "表.xlsx", without("b-nostyles", STYLES), "read"),
        one("b-nocore", "表.xlsx", without("b-nocore", CORE), "read"),
        one("b-notypes", "表.xlsx", without("b-notypes", TYPES), "read|rejected"),
        one("b-norels", "表.xlsx", without("b-norels", RELATIONS), "rejected"),
        one(
            "b-fill",
            "表.xlsx",
            sub("b-fill", STYLES, b'<fill><patternFill patternType="none"/></fill>', b"<fill/>"),
            "read",
        ),
        one(
            "b-color",
            "表.xlsx",
            sub(
                "b-color",
                STYLES,
                b"</fonts>",
                b'<font><color rgb="FFF"/><family val="15"/></font></fonts>',
            ),
            "read",
        ),
        one(
            "b-date",
            "表.xlsx",
            changed(
                CORE,
                lambda old: re.sub(
                    rb"<dcterms:created.*</dcterms:created>",
                    "<dcterms:created>二〇二一年</dcterms:created>".encode(),
                    old,
                ),
                form("b-date"),
            ),
            "read",
        ),
        one("b-prefix", "表.xlsx", prefixed("b-prefix"), "read"),
        one(
            "b-epoch",
            "表.xlsx",
            sub("b-epoch", BOOK, b"<workbookPr ", b'<workbookPr date1904="1" '),
            "read",
        ),
        one(
            "b-chartsheet",
            "表.xlsx",
            sub("b-chartsheet", RELATIONS, b'/worksheet"', b'/chartsheet"'),
            "rejected|read",
        ),
    ]


def re_dimension(case: str, ref: bytes) -> bytes:
    return changed(
        SHEET,
        lambda old: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="%s"' % ref, old),
        form(case),
    )


def sub_unique(case: str) -> bytes:
    return changed(
        STRINGS,
        lambda old: re.sub(
            rb'count="\d+" uniqueCount="\d+"', b'count="4294967295" uniqueCount="4294967295"', old
        ),
        form(case),
    )


def many_sheets(case: str, count: int) -> bytes:
    book = b"".join(
        b'<sheet name="s%d" sheetId="%d" r:id="x%d"/>' % (n, n + 50, n) for n in range(count)
    )
    relations = b"".join(
        b'<Relationship Id="x%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/worksheet" Target="worksheets/s%d.xml"/>' % (n, n)
        for n in range(count)
    )
    content = sub(case, BOOK, b"</sheets>", book + b"</sheets>")
    content = changed(
        RELATIONS,
        lambda old: old.replace(b"</Relationships>", relations + b"</Relationships>"),
        content,
    )
    empty = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
    return repacked(content, more={f"xl/worksheets/s{n}.xml": empty for n in range(count)})


def without(case: str, part: str) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(form(case)))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name in source.namelist():
            if name != part:
                file.writestr(name, source.read(name))
    return target.getvalue()


def prefixed(case: str) -> bytes:
    """Every element of the sheet behind a prefix, as some Java libraries write."""

    def change(old: bytes) -> bytes:
        text = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", old)
        return text.replace(b"<?x:xml", b"<?xml").replace(b"xmlns=", b"xmlns:x=")

    return changed(SHEET, change, form(case))


def all_cases() -> list[Case]:
    return [*zips(), *entities(), *sheets()]
