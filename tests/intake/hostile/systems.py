"""Workbooks as one XML file, as systems of provinces export them, honest and otherwise."""

import re

from tests.form.xmlbooks import xml2003
from tests.intake.hostile.case import Case, one, table
from tests.intake.mails import mail, named
from tests.intake.sending import archive


def all_cases() -> list[Case]:
    def book(case: str) -> bytes:
        return xml2003(table(case))

    def put(case: str, old: bytes, new: bytes) -> bytes:
        assert old in book(case)
        return book(case).replace(old, new)

    fetched = b'<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:1/x.xsl"?>\n<Workbook'
    entity = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>\n<Workbook'
    acting = rb'<Cell\1 ss:Formula="=HYPERLINK(&quot;http://127.0.0.1:1/&quot;)" ss:HRef="http://127.0.0.1:1/">'
    name = "案例y-formula".encode()
    far = b'<Row ss:Index="1048576"><Cell ss:Index="16384" ss:MergeAcross="0"/></Row></Table>'
    many = b"<Row>" + b"<Cell/>" * 1000 + b"</Row>"
    return [
        one("y-plain", "自评表.xls", book("y-plain"), "read NOT003", rate=0.7156, year=2020),
        one("y-xml", "导出.xml", xml2003(table("y-xml"), charset="utf-16"), "read NOT003"),
        one("y-gbk", "导出.xls", xml2003(table("y-gbk"), charset="gb18030"), "read NOT003"),
        one("y-prefix", "导出.xlsx", b"\r\n" + xml2003(table("y-prefix"), prefix=True), "read"),
        one("y-sheet", "表.xls", put("y-sheet", b"<Workbook", fetched), "read"),
        one("y-entity", "表.xls", put("y-entity", b"<Workbook", entity), "rejected SEC001"),
        one("y-cut", "表.xls", book("y-cut")[:4000], "rejected FIL009", says="XML 表格 2003"),
        one("y-far", "表.xls", put("y-far", b"</Table>", far), "read"),
        one("y-cells", "表.xls", put("y-cells", b"</Table>", many * 2000 + b"</Table>"), "read"),
        one("y-rows", "表.xls", put("y-rows", b"</Table>", b"<Row/>" * 900_000 + b"</Table>"), "read"),
        one("y-large", "表.xls", put("y-large", b"</Workbook>", b" " * (21 << 20) + b"</Workbook>"), "rejected LIM006"),
        one("y-formula", "表.xls", re.sub(rb"<Cell([^<>]*)>(?=<Data ss:Type=.String.>" + name + b")", acting, book("y-formula")), "read"),
        one("y-error", "表.xls", xml2003(table("y-error").put("%71.56", "!#DIV/0!")), "read", findings=("CMP015",)),
        one("y-twice", "表.xls", put("y-twice", b"</Table>", b'<Row ss:Index="3"><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>'), "rejected SEC002"),
        Case("y-zip", {"包.zip": archive({"表.xls": book("y-zip")})}, {"包.zip": "processed", "包.zip!表.xls": "read"}),
        Case("y-mail", {"信.eml": mail(named(b"x.xls", book("y-mail")))}, {"信.eml": "processed", "信.eml!x.xls": "read"}),
    ]  # fmt: skip
