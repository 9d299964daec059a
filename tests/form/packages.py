"""Packages changed by hand: what other programs, accidents and attackers make of a workbook."""

import io
import re
import zipfile
from collections.abc import Callable

from tests.forms import national, workbook

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def changed(part: str, change: Callable[[bytes], bytes], content: bytes | None = None) -> bytes:
    """The national form with one part of its package changed."""
    source = zipfile.ZipFile(io.BytesIO(content or workbook(national())))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name in source.namelist():
            old = source.read(name)
            file.writestr(name, change(old) if name == part else old)
    return target.getvalue()


def with_cells(cells: str) -> bytes:
    """The national form with further cells (rows of XML) at the end of its sheet."""
    return changed(
        SHEET, lambda old: old.replace(b"</sheetData>", cells.encode() + b"</sheetData>")
    )


def in_utf16(part: str) -> bytes:
    """The national form with a part in UTF-16."""

    def change(old: bytes) -> bytes:
        text = re.sub(r"^<\?xml[^>]*\?>", "", old.decode())
        return ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")

    return changed(part, change)


def with_dtd(part: str, content: bytes | None = None) -> bytes:
    """The national form, or another workbook, with a document type declaration in a part."""

    def change(old: bytes) -> bytes:
        head, _, rest = old.partition(b"?>")
        return head + b'?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + rest

    return changed(part, change, content)


def with_merges(count: int) -> bytes:
    """The national form with many merged areas far below it."""
    merges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1000, 1000 + count))
    return changed(
        SHEET, lambda old: old.replace(b"</mergeCells>", merges.encode() + b"</mergeCells>")
    )
