"""A second look into a file for what calamine does not tell, and into what it would stumble over.

Excel 97-2003, binary (.xlsb) and OpenDocument files have their own looks.
"""

import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

from perfcheck.form import faults
from perfcheck.form.biff import peek_biff
from perfcheck.form.notes import Notes
from perfcheck.form.ods import peek_ods
from perfcheck.form.ooxml import STRINGS, WORKBOOK, Package, open_package
from perfcheck.form.quickscan import LARGEST, Corners, are_strings, corners, scan_cells
from perfcheck.form.renamed import with_usual_names
from perfcheck.form.sheetscan import SheetScan
from perfcheck.form.slim import is_burden, slimmed
from perfcheck.form.xlsb import WORKBOOK as BINARY
from perfcheck.form.xlsb import peek_xlsb

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    ArithmeticError,
    TypeError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Peeked:
    """The bytes to give to the reader, and the notes on each sheet by its index.

    `merged` are the merged areas of the sheets where they are known already; `charset` is that of
    the texts where the reader gives them as single bytes.
    """

    content: bytes
    notes: Mapping[int, Notes]
    merged: Mapping[int, Iterable[Corners]] = field(default_factory=dict)
    charset: str = ""


def peek(content: bytes) -> Peeked:
    """Look into a file before it is read.

    A sheet that the reader would not survive (a blank cell in the last corner, a million merged
    areas) or not understand (UTF-16) is put in a plainer way; its filled cells stay as they are.
    Raises WorkbookError where the file is damaged, holds a document type declaration or too much.
    """
    try:
        if content.startswith(OLE):
            plain, notes, charset = peek_biff(content)
            return Peeked(plain, notes, charset=charset)
        if not content.startswith(b"PK"):
            return Peeked(content, {})
        with zipfile.ZipFile(BytesIO(content)) as file:
            package = open_package(file)
            if "content.xml" in package.names:
                return Peeked(content, *peek_ods(package))
            if BINARY in package.names:
                return Peeked(content, *peek_xlsb(package))
            renamed = with_usual_names(package)
            if renamed is None:
                known = WORKBOOK in package.names
                return _peek(content, package) if known else Peeked(content, {})
        with zipfile.ZipFile(BytesIO(renamed)) as file:
            return _peek(renamed, open_package(file))
    except BROKEN as fault:
        raise faults.unreadable() from fault


def _peek(content: bytes, package: Package) -> Peeked:
    percents = package.percent_styles()
    if package.size(STRINGS) > LARGEST or not are_strings(package.read(STRINGS)):
        package.look_through_strings()
    notes: dict[int, Notes] = {}
    merged: dict[int, Iterable[Corners]] = {}
    burdens: dict[str, SheetScan] = {}
    for index, part in enumerate(package.sheets()):
        scan = SheetScan(percents)
        rest = scan_cells(package.read(part), scan) if package.size(part) <= LARGEST else None
        package.parse(part, scan.start, scan.end, scan.text, instead=rest)
        notes[index] = scan.notes
        if (
            rest is not None
            and b"mergeCell" not in rest
            and (areas := corners(scan.merged)) is not None
        ):
            merged[index] = areas
        if part in package.odd or is_burden(scan.extent):
            if rest is not None:  # taken at one go, its values were not kept
                scan = SheetScan(percents)
                package.parse(part, scan.start, scan.end, scan.text)
            burdens[part] = scan
    if burdens or package.odd:
        return Peeked(slimmed(package, burdens), notes)
    return Peeked(content, notes, merged)
