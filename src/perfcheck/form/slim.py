"""A package put in a plainer way, so that a reader survives and understands it.

A blank cell in the last corner of a sheet makes a reader lay out 17 billion cells; a sheet in
UTF-16 reads as nothing at all. Filled cells, their styles and the merged areas near them stay.
"""

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from perfcheck.form.ooxml import STRINGS, Package
from perfcheck.form.sheetscan import Extent, SheetScan
from perfcheck.model.cells import column_letters

SPREAD = 2_000_000  # cells that a sheet may reach over before it is a burden
MERGED = 20_000
ROWS, COLUMNS = 20_000, 500  # what lies beyond is no form
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)


def is_burden(extent: Extent) -> bool:
    """Whether a reader would need more memory for a sheet than any form is worth."""
    return extent.size > SPREAD or extent.merged > MERGED


def slimmed(package: Package, burdens: Sequence[str]) -> bytes:
    """The package with some sheets written anew, and strings in UTF-8."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for part, name in package.names.items():
            if part in burdens:
                file.writestr(name, "".join(_sheet(package, part)))
            else:
                file.writestr(name, _utf8(package.file.read(name), part))
    return target.getvalue()


def _utf8(content: bytes, part: str) -> bytes:
    if part != STRINGS or not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content
    text = content.decode("utf-16")
    if text.startswith("<?xml"):
        text = text.partition("?>")[2]
    return text.encode()


def _sheet(package: Package, part: str) -> Iterator[str]:
    scan = SheetScan(frozenset(), keep=True)
    package.parse(part, scan.start, scan.end, scan.text)
    yield HEAD
    row = 0
    for (at, column), (kind, style, value) in sorted(scan.values.items()):
        if at > ROWS or column > COLUMNS:
            continue
        if at != row:
            yield f'</row><row r="{at}">' if row else f'<row r="{at}">'
            row = at
        kind = "str" if kind == "inlineStr" else kind
        attributes = f" t={quoteattr(kind)}" if kind else ""
        reference = f"{column_letters(column)}{at}"
        yield f'<c r="{reference}" s={quoteattr(style)}{attributes}><v>{escape(value)}</v></c>'
    yield "</row></sheetData>" if row else "</sheetData>"
    if scan.merged:
        yield "<mergeCells>"
        yield from (f"<mergeCell ref={quoteattr(ref)}/>" for ref in scan.merged[:MERGED])
        yield "</mergeCells>"
    yield "</worksheet>"
