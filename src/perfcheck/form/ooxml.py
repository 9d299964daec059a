"""The parts of an .xlsx package, read with zipfile and expat only.

A document type declaration is refused, so no entity is ever expanded, and nothing outside the
package is ever opened: a relationship that leads elsewhere leads to no part.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO
from xml.parsers import expat

from perfcheck.form import faults

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]

CHUNK = 1 << 16
WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
STYLES = "xl/styles.xml"
STRINGS = "xl/sharedstrings.xml"
UTF8 = ("utf-8", "utf8", "us-ascii", "ascii")
PERCENT_FORMATS = (9, 10)  # built in: 0% and 0.00%


def local(tag: str) -> str:
    """A tag without its prefix: x:sheet is sheet."""
    return tag.rpartition(":")[2] if ":" in tag else tag


@dataclass(frozen=True, slots=True)
class Package:
    """An open package and its parts by lower-case name; names may be spelled oddly inside."""

    file: zipfile.ZipFile
    names: Mapping[str, str]

    def parse(
        self,
        part: str,
        start: Start | None = None,
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
        *,
        instead: bytes | None = None,
    ) -> bool:
        """Stream a part through handlers; False where it is not in UTF-8, as few readers expect.

        A part that does not exist is an empty one; `instead` is its content where it was read and
        cut down already. WorkbookError for a document type declaration.
        """
        if part not in self.names:
            return True
        plain = True

        def declared(_version: str, encoding: str | None, _standalone: int) -> None:
            nonlocal plain
            plain = plain and (encoding or "utf-8").lower() in UTF8

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        parser.XmlDeclHandler = declared
        parser.StartDoctypeDeclHandler = _refuse
        with self._open(part) if instead is None else BytesIO(instead) as stream:
            head = stream.read(CHUNK)
            plain = plain and not head.startswith((b"\xff\xfe", b"\xfe\xff"))
            parser.Parse(head)
            while chunk := stream.read(CHUNK):
                parser.Parse(chunk)
        parser.Parse(b"", True)  # noqa: FBT003 - the end
        return plain

    def _open(self, part: str) -> IO[bytes]:
        return self.file.open(self.names[part])

    def size(self, part: str) -> int:
        """The bytes of a part as the package states them; 0 for one that does not exist."""
        return self.file.getinfo(self.names[part]).file_size if part in self.names else 0

    def read(self, part: str) -> bytes:
        """A part as it is; nothing for one that does not exist."""
        return self.file.read(self.names[part]) if part in self.names else b""

    def sheets(self) -> list[str]:
        """The parts of the sheets in the order of the workbook; "" for one that is nowhere."""
        targets: dict[str, str] = {}
        ids: list[str] = []

        def relation(tag: str, attributes: Attributes) -> None:
            if local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "").replace("\\", "/")
                path = target.lstrip("/") if target[:1] == "/" else posixpath.join("xl", target)
                targets[attributes.get("Id", "")] = posixpath.normpath(path).lower()

        def sheet(tag: str, attributes: Attributes) -> None:
            if local(tag) == "sheet":
                ids.append(next((v for name, v in attributes.items() if local(name) == "id"), ""))

        self.parse(RELATIONS, relation)
        self.parse(WORKBOOK, sheet)
        return [targets.get(sheet_id, "") for sheet_id in ids]

    def percent_styles(self) -> frozenset[int]:
        """The cell styles whose number format shows a percentage."""
        formats = set(PERCENT_FORMATS)
        styles: list[bool] = []
        inside = False

        def start(tag: str, attributes: Attributes) -> None:
            nonlocal inside
            name = local(tag)
            if name == "xf" and inside:
                styles.append(int(attributes.get("numFmtId", "0")) in formats)
            elif name == "numFmt" and shows_percent(attributes.get("formatCode", "")):
                formats.add(int(attributes.get("numFmtId", "0")))
            elif name in ("cellXfs", "cellStyles"):
                inside = name == "cellXfs"

        self.parse(STYLES, start)
        return frozenset(index for index, percent in enumerate(styles) if percent)


def open_package(file: zipfile.ZipFile) -> Package:
    """The parts of a package under the names by which its relationships call them."""
    names = {name.lstrip("/").replace("\\", "/").lower(): name for name in file.namelist()}
    return Package(file, names)


def shows_percent(code: str) -> bool:
    """Whether a number format shows a percentage; a quoted % is only text."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", code)


def _refuse(*_: object) -> None:
    raise faults.declares_entities()
