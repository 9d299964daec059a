"""Workbooks once more: what WPS, add-ins, systems and attackers put into them."""

import re

from tests.form.binaries import xlsb
from tests.form.opendocs import ods
from tests.form.otherwise import parts
from tests.form.packages import SHEET, STRINGS, changed
from tests.forms import Table, workbook
from tests.intake.hostile.case import Case, form, one, table
from tests.intake.sending import archive

BOOK, TYPES = "xl/workbook.xml", "[Content_Types].xml"
RELATIONS, SHEETS = "xl/_rels/workbook.xml.rels", "xl/worksheets/_rels/sheet1.xml.rels"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%b</Relationships>'


def beside(case: str, **more: bytes) -> bytes:
    """A form with further parts; `__` in a name stands for /, `_dot_` for a dot."""
    named = {k.replace("__", "/").replace("_dot_", "."): v for k, v in more.items()}
    return archive({**parts(form(case)), **named})


def put(case: str, part: str, old: bytes, new: bytes, content: bytes | None = None) -> bytes:
    def change(text: bytes) -> bytes:
        assert old in text, (case, part)
        return text.replace(old, new, 1)

    return changed(part, change, content or form(case))


def cell(case: str, xml: bytes, **figures) -> Case:
    """The executed amount (G6) spelled otherwise."""

    def change(text: bytes) -> bytes:
        found, count = re.subn(rb'<c r="G6"[^>]*>.*?</c>', lambda _: xml, text, count=1)
        assert count
        return found

    return one(case, "表.xlsx", changed(SHEET, change, form(case)), "read", **figures)


def wps() -> list[Case]:
    images = b'<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>'
    custom = b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer"/></Properties>'
    related = b'<Relationship Id="rId99" Type="http://www.wps.cn/officeDocument/2020/cellImage" Target="cellimages.xml"/></Relationships>'
    own = parts(put("h-wps", RELATIONS, b"</Relationships>", related))
    extension = b'<extLst><ext uri="{x}" xmlns:et="http://www.wps.cn/et"><et:x><et:f>1+1</et:f></et:x></ext></extLst></worksheet>'
    picture = b'<c r="J12" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
    return [
        one("h-wps", "表.xlsx", archive({**own, "xl/cellimages.xml": images, "docProps/custom.xml": custom}), "read"),
        one("h-extension", "表.xlsx", put("h-extension", SHEET, b"</worksheet>", extension), "read"),
        one("h-picture", "表.xlsx", changed(SHEET, lambda t: re.sub(rb'<c r="J12"[^>]*?(?:/>|>.*?</c>)', picture, t), form("h-picture")), "read"),
        one("h-righttoleft", "表.xlsx", put("h-righttoleft", SHEET, b"<sheetView ", b'<sheetView rightToLeft="1" '), "read"),
        one("h-xlsb", "表.xls", xlsb(table("h-xlsb")), "read"),
        one("h-ods", "表.xlsx", ods(table("h-ods")), "read"),
    ]  # fmt: skip


def addins() -> list[Case]:
    connections = b'<connections xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><connection id="1" type="4" refreshOnLoad="1"><webPr url="http://127.0.0.1:1/"/></connection></connections>'
    validation = b'<dataValidations count="1"><dataValidation type="list" sqref="C3"><formula1>WEBSERVICE("http://127.0.0.1:1/")</formula1></dataValidation></dataValidations>'
    auto = b'<definedNames><definedName name="_xlnm.Auto_Open" hidden="1">Sheet!$A$1</definedName></definedNames>'
    book = parts(form("h-autoopen"))[BOOK]
    comment = b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>=1+1</author></authors><commentList><comment ref="C3" authorId="0"><text><t>=cmd|\'/c calc\'!A1</t></text></comment></commentList></comments>'
    link = (
        b'<Relationship Id="rId1" Type="'
        + OFFICE
        + b'/comments" Target="../comments1.xml"/><Relationship Id="rId2" Type="'
        + OFFICE
        + b'/hyperlink" Target="http://127.0.0.1:1/" TargetMode="External"/>'
    )
    at = b"</definedNames>" if b"<definedNames>" in book else b"<calcPr"
    names = auto.replace(b"<definedNames>", b"") if at == b"</definedNames>" else auto + at
    return [
        one("h-connection", "表.xlsx", beside("h-connection", xl__connections_dot_xml=connections), "read"),
        one("h-mashup", "表.xlsx", beside("h-mashup", customXml__item1_dot_xml='<?xml version="1.0" encoding="utf-16"?><DataMashup>AAAA</DataMashup>'.encode("utf-16")), "read"),
        one("h-embedded", "表.xlsx", beside("h-embedded", xl__embeddings__a_dot_xlsx=form("h-embeddedinner"), xl__embeddings__o_dot_bin=b"\xd0\xcf\x11\xe0" + bytes(600)), "read"),
        one("h-validation", "表.xlsx", put("h-validation", SHEET, b"<pageMargins", validation + b"<pageMargins"), "read"),
        one("h-autoopen", "表.xlsx", put("h-autoopen", BOOK, at, names), "read"),
        one("h-comments", "表.xlsx", archive({**parts(form("h-comments")), "xl/comments1.xml": comment, SHEETS: RELS % link}), "read"),
        one("h-addin", "表.xlam", put("h-addin", TYPES, b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", b"application/vnd.ms-excel.addin.macroEnabled.main+xml"), "read|rejected"),
    ]  # fmt: skip


def spelled() -> list[Case]:
    f = form
    rich = b'<c r="G6" t="inlineStr"><is><r><rPr><b/></rPr><t xml:space="preserve"> 214</t></r><r><t xml:space="preserve">.68 </t></r></is></c>'
    spaced = parts(put("h-space", RELATIONS, b"worksheets/sheet1.xml", b"worksheets/sheet%201.xml"))
    spaced["xl/worksheets/sheet 1.xml"] = spaced.pop(SHEET)
    spaced[TYPES] = spaced[TYPES].replace(b"sheet1.xml", b"sheet%201.xml")
    zero = put("h-zeroheight", SHEET, b"<sheetFormatPr ", b'<sheetFormatPr zeroHeight="1" ')

    def titled(case: str, name: str) -> Case:
        own = table(case)
        content = put(case, BOOK, "自评表".encode(), name.encode(), workbook(own))
        return one(case, "表.xlsx", content, "read")

    def project(case: str, old: str, raw: bytes, shown: str | None) -> Case:
        assert old in f"案例{case}"
        content = put(case, STRINGS, old.encode(), raw)
        wanted = {} if shown is None else {"name": shown}
        return one(case, "表.xlsx", content, "read", **wanted)

    return [
        cell("h-sharedchild", b'<c r="G6"><f t="shared" si="0"/></c>', executed=None, findings=("CMP016",)),
        cell("h-rich", rich),
        cell("h-fulldigits", '<c r="G6" t="inlineStr"><is><t>２１４．６８</t></is></c>'.encode()),
        cell("h-currency", '<c r="G6" t="inlineStr"><is><t>￥214.68</t></is></c>'.encode()),
        cell("h-isodate", b'<c r="G6" t="d"><v>2021-03-10T00:00:00</v></c>', executed=None),
        cell("h-emptytype", b'<c r="G6" t=""><v>214.68</v></c>'),
        cell("h-spacevalue", b'<c r="G6"><v xml:space="preserve"> 214.68\n</v></c>'),
        titled("h-longname", "很长的名字" * 20),
        titled("h-actingname", "=1+1"),
        titled("h-quotename", "a'!b"),
        titled("h-blankname", "   "),
        project("h-surrogate", "h-surrogate", b"a_xD800_b", None),
        project("h-escaped", "h-escaped", b"a_x005F_x000D_b", "案例a_x000D_b"),
        project("h-rare", "h-rare", "𠮷野家".encode(), "案例𠮷野家"),
        project("h-bidi", "h-bidi", "\u202e甲\u2066乙".encode(), None),
        one("h-space", "表.xlsx", archive(spaced), "read"),
        one("h-zeroheight", "表.xlsx", zero, "read"),
        one("h-cut99", "表.xlsx", f("h-cut99")[:-30], "rejected FIL002"),
        one("h-third", "表.xlsx", workbook(Table({(1, 1): "封面"}, name="封面"), Table({(2, 2): "填表说明"}, name="说明"), table("h-third")), "read"),
    ]  # fmt: skip


def all_cases() -> list[Case]:
    return [*wps(), *addins(), *spelled()]
