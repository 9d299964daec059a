"""A package put in a plainer way, so that a reader survives and understands it.

A blank cell in the last corner of a sheet makes a reader lay out 17 billion cells; a sheet in
UTF-16 reads as nothing at all. Filled cells, their styles and the merged areas near them stay.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from perfcheck.form import faults
from perfcheck.form.notes import KNOWN_ERRORS
from perfcheck.form.ooxml import STRINGS, Package
from perfcheck.form.sheetscan import KEPT, MERGED, Extent, SheetScan
from perfcheck.model.cells import column_letters

SPREAD = 2_000_000  # cells that a sheet may reach over before it is a burden
ROWS, COLUMNS = 20_000, 500  # what lies beyond is no form
COUNT = re.compile(rb'\s(?:uniqueC|c)ount="[^"]*"')
LATIN = re.compile(rb"^<\?xml[^>]*encoding=[\"']iso-8859-1[\"']", re.IGNORECASE)
HEAD_BYTES = 1024
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)


def is_burden(extent: Extent) -> bool:
    """Whether a reader would need more memory for a sheet than any form is worth."""
    return extent.size > SPREAD or extent.merged > MERGED or extent.odd


def slimmed(package: Package, burdens: Mapping[str, SheetScan]) -> bytes:
    """The package with some sheets written anew, and every other part in UTF-8.

    WorkbookError where a sheet holds too much to be written anew.
    """
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for part, name in package.names.items():
            if part in burdens:
                file.writestr(name, "".join(_sheet(burdens[part])))
            elif part.endswith((".xml", ".rels")):
                file.writestr(name, _plain(package.file.read(name), part))
    return target.getvalue()


def _plain(content: bytes, part: str) -> bytes:
    """A part in UTF-8; strings without a count, for which a reader would set memory aside."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = _undeclared(content.decode("utf-16"))
    elif LATIN.search(content[:HEAD_BYTES]):
        content = _undeclared(content.decode("latin-1"))
    if part == STRINGS:
        head = COUNT.sub(b"", content[:HEAD_BYTES])
        content = head + content[HEAD_BYTES:]
    return content


def _undeclared(text: str) -> bytes:
    """Text in UTF-8, without the line that said otherwise."""
    return (text.partition("?>")[2] if text.startswith("<?xml") else text).encode()


def _sheet(scan: SheetScan) -> Iterator[str]:
    if scan.filled > KEPT:
        raise faults.too_many_cells(KEPT)
    yield HEAD
    row = 0
    for (at, column), (kind, style, value) in sorted(scan.values.items()):
        if at > ROWS or column > COLUMNS:
            continue
        if at != row:
            yield f'</row><row r="{at}">' if row else f'<row r="{at}">'
            row = at
        kind = "str" if kind == "inlineStr" else kind
        if kind == "e" and value not in KNOWN_ERRORS:
            value = "#N/A"
        attributes = f" t={quoteattr(kind)}" if kind else ""
        reference = f"{column_letters(column)}{at}"
        yield f'<c r="{reference}" s={quoteattr(style)}{attributes}><v>{escape(value)}</v></c>'
    yield "</row></sheetData>" if row else "</sheetData>"
    if scan.merged:
        yield "<mergeCells>"
        yield from (f"<mergeCell ref={quoteattr(ref)}/>" for ref in scan.merged)
        yield "</mergeCells>"
    yield "</worksheet>"
