"""OpenDocument packages by hand: encrypted, repeated without end, pointing outside."""

import io
import zipfile

from tests.intake.hostile.case import Case, one

MIME = b"application/vnd.oasis.opendocument.spreadsheet"
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)
CELL = '<table:table-cell office:value-type="string"{0}><text:p>值</text:p></table:table-cell>'


def package(content: bytes, manifest: bytes = b"<a/>", mime: bytes = MIME, **more: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("mimetype", mime)
        file.writestr("content.xml", content)
        file.writestr("META-INF/manifest.xml", manifest)
        for name, part in more.items():
            file.writestr(name, part)
    return target.getvalue()


def sheet(rows: str, before: str = "", head: str = "") -> bytes:
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {SPACES}><office:body>'
        f'<office:spreadsheet>{before}<table:table table:name="表">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return text.encode()


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{cells}</table:table-row>"


def all_cases() -> list[Case]:
    locked = (
        b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data>'
        b"</manifest:encryption-data></manifest:file-entry></manifest:manifest>"
    )
    newest = io.BytesIO()
    with zipfile.ZipFile(newest, "w") as file:
        file.writestr("mimetype", MIME)
        file.writestr("encrypted-package", bytes(range(256)) * 9)
        file.writestr("META-INF/manifest.xml", locked.replace(b"content.xml", b"encrypted-package"))
    wide = CELL.format(' table:number-columns-repeated="16384"')
    outside = (
        '<table:dde-links><table:table><office:dde-source office:dde-application="cmd" '
        'office:dde-topic="/c calc" office:dde-item="x"/></table:table></table:dde-links>'
    )
    source = '<table:table-source xlink:href="http://127.0.0.1:1/x.ods" table:table-name="x"/>'
    dtd = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'

    def repeat(count: str) -> str:
        return row(CELL.format(""), f' table:number-rows-repeated="{count}"')

    def case(name: str, content: bytes, expect: str, says: str = "") -> Case:
        return one(name, "表.ods", content, expect, says=says)

    return [
        case("s-locked", package(bytes(range(256)) * 9, locked), "rejected FIL003", "密码"),
        case("s-newest", newest.getvalue(), "rejected FIL003", "密码"),
        case("s-repeat", package(sheet(repeat("1048576"))), "rejected LIM004"),
        case("s-wide", package(sheet(row(wide, ' table:number-rows-repeated="1048576"'))), "rejected LIM004"),
        *[
            case(f"s-count{n}", package(sheet(repeat(count))), "rejected")
            for n, count in enumerate(("-5", "abc", "9" * 30, "9" * 6000, "", "1e9"))
        ],
        case("s-dtd", package(sheet(row(CELL.format("")), head=dtd)), "rejected SEC001"),
        case("s-dde", package(sheet(row(CELL.format("")), before=outside)), "rejected LAY001|LAY002|WBK001"),
        case("s-source", package(sheet(source + row(CELL.format("")))), "rejected LAY001|LAY002|WBK001"),
        case("s-deep", package(sheet("<table:table-row-group>" * 5000)), "rejected"),
        case("s-cut", package(sheet(row(CELL.format("")))[:-30]), "rejected"),
        case("s-text", package(sheet(""), mime=MIME.replace(b"spreadsheet", b"text")), "rejected FIL005"),
        case("s-drawing", package(sheet(""), mime=MIME.replace(b"spreadsheet", b"graphics")), "rejected FIL014"),
    ]  # fmt: skip
