"""The parts of an .xlsx package, read with zipfile and expat only.

A document type declaration is refused, so no entity is ever expanded, and nothing outside the
package is ever opened: a relationship that leads elsewhere leads to no part.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, NamedTuple, TypeVar, cast
from urllib.parse import unquote
from xml.parsers import expat

from perfcheck.form import faults
from perfcheck.inflating import inflated

Attributes = dict[str, str]
T = TypeVar("T")
Start = Callable[[str, Attributes], None]

CHUNK = 1 << 16
DEPTH, ATTRIBUTES = 64, 200  # honest parts reach 8 and 12
COUNT = 1_000_000  # strings that a package may announce; more than a million are never there
WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
STRINGS = "xl/sharedstrings.xml"
# Spellings of a value that some readers cut short or drop without a word.
ODD_VALUE = re.compile(rb"<!\[CDATA\[|<!--|<\?(?!xml )|<(?:\w{1,20}:)?v\b[^<>]*>[^<]*&#")
OVERLAP = 256  # bytes of a chunk that are looked at once more with the next one
UTF8 = ("utf-8", "utf8", "us-ascii", "ascii")
KEPT, PARTS = 1 << 16, 128  # bytes of a part that is remembered, and how many are
PERCENT_FORMATS = (9, 10)  # built in: 0% and 0.00%


def local(tag: str) -> str:
    """A tag without its prefix: x:sheet is sheet."""
    return tag.rpartition(":")[2] if ":" in tag else tag


class Relation(NamedTuple):
    """A relationship inside the package: its id, the last word of its type, the part.

    One that is not `plain` leads there by detours (./ and ../), which few readers follow.
    """

    id: str
    kind: str
    part: str
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Package:
    """An open package and its parts by lower-case name; names may be spelled oddly inside.

    `odd` gathers the parts that few readers understand or survive, as they are parsed.
    """

    file: zipfile.ZipFile
    names: Mapping[str, str]
    odd: set[str] = field(default_factory=set)

    def parse(
        self,
        part: str,
        start: Start,
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
        *,
        instead: bytes | None = None,
    ) -> None:
        """Stream a part through handlers; one that is not in UTF-8 is noted as odd.

        A part that does not exist is an empty one; `instead` is its content where it was read and
        cut down already. WorkbookError for a document type declaration and, unless there is a
        handler for `end` that sees to it, for what is nested too deep.
        """
        if part not in self.names:
            return

        def declared(_version: str, encoding: str | None, _standalone: int) -> None:
            if (encoding or "utf-8").lower() not in UTF8:
                self.odd.add(part)

        guard = _Guard(start)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = start if end else guard.start
        parser.EndElementHandler = end or guard.end
        parser.CharacterDataHandler = text
        parser.XmlDeclHandler = declared
        parser.StartDoctypeDeclHandler = _refuse
        with self._open(part) if instead is None else BytesIO(instead) as stream:
            head = stream.read(CHUNK)
            if head.startswith((b"\xff\xfe", b"\xfe\xff")):
                self.odd.add(part)
            parser.Parse(head)
            tail = self._look_at(part, head) if text else b""
            while chunk := stream.read(CHUNK):
                parser.Parse(chunk)
                tail = self._look_at(part, tail + chunk) if text else b""
        parser.Parse(b"", True)  # noqa: FBT003 - the end

    def _look_at(self, part: str, chunk: bytes) -> bytes:
        """Note how values are spelled; what of the chunk is to be looked at with the next one."""
        if part not in self.odd and ODD_VALUE.search(chunk):
            self.odd.add(part)
        return chunk[-OVERLAP:]

    def look_through_strings(self) -> None:
        """Parse the shared strings, of which nothing is needed but that they are honest."""

        def start(tag: str, attributes: Attributes) -> None:
            if local(tag) == "sst":
                counts = (attributes.get(name, "0") for name in ("count", "uniqueCount"))
                if any(not count.isdecimal() or int(count) > COUNT for count in counts):
                    self.odd.add(STRINGS)

        self.parse(STRINGS, start)

    def _open(self, part: str) -> IO[bytes]:
        return self.file.open(self.names[part])

    def size(self, part: str) -> int:
        """The bytes of a part as the package states them; 0 for one that does not exist."""
        return self.file.getinfo(self.names[part]).file_size if part in self.names else 0

    def read(self, part: str) -> bytes:
        """A part as it is; nothing for one that does not exist."""
        if part not in self.names:
            return b""
        return inflated(self.file, self.file.getinfo(self.names[part]))

    def relations(self, part: str) -> list[Relation]:
        """The relationships of a part that lead to parts of the package; "" is the package."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        found = self._once(rels, lambda content: self._relations(folder, rels, content))
        return [self._spelled(each) if "%" in each.part else each for each in found]

    def _spelled(self, relation: Relation) -> Relation:
        """The same, where it writes %20 for what is a blank in the name of the part."""
        part = unquote(relation.part).lower()
        known = relation.part in self.names or part not in self.names
        return relation if known else relation._replace(part=part, plain=False)

    def _relations(self, folder: str, rels: str, content: bytes | None) -> list[Relation]:
        found: list[Relation] = []

        def relation(tag: str, attributes: Attributes) -> None:
            if local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "").replace("\\", "/")
                path = target.lstrip("/") if target[:1] == "/" else posixpath.join(folder, target)
                kind = attributes.get("Type", "").rpartition("/")[2]
                leads_to = posixpath.normpath(path)
                plain = leads_to == path
                found.append(Relation(attributes.get("Id", ""), kind, leads_to.lower(), plain))

        self.parse(rels, relation, instead=content)
        return found

    def _once(self, part: str, work: Callable[[bytes | None], T]) -> T:
        """What a part says, remembered by its bytes: forms made from one blank form share many."""
        if part not in self.names or self.size(part) > KEPT:
            return work(None)
        content = self.read(part)
        if (part, content) not in _SAID:
            said = work(content)
            if part in self.odd:
                return said
            _SAID[part, content] = said
            while len(_SAID) > PARTS:
                del _SAID[next(iter(_SAID))]
        return cast("T", _SAID[part, content])

    def sheets(self) -> list[str]:
        """The parts of the sheets in the order of the workbook; "" for one that is nowhere."""
        targets = {relation.id: relation.part for relation in self.relations(WORKBOOK)}
        return [targets.get(sheet_id, "") for sheet_id in self._once(WORKBOOK, self._sheet_ids)]

    def _sheet_ids(self, content: bytes | None) -> list[str]:
        ids: list[str] = []

        def sheet(tag: str, attributes: Attributes) -> None:
            if local(tag) == "sheet":
                ids.append(next((v for name, v in attributes.items() if local(name) == "id"), ""))

        self.parse(WORKBOOK, sheet, instead=content)
        return ids

    def percent_styles(self) -> frozenset[int]:
        """The cell styles whose number format shows a percentage."""
        return self._once(STYLES, self._percent_styles)

    def _percent_styles(self, content: bytes | None) -> frozenset[int]:
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

        self.parse(STYLES, start, instead=content)
        return frozenset(index for index, percent in enumerate(styles) if percent)


@dataclass(slots=True)
class _Guard:
    """Handlers that count how deep elements stand in elements."""

    inner: Start
    depth: int = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > DEPTH or len(attributes) > ATTRIBUTES:
            raise faults.tangled()
        self.inner(tag, attributes)

    def end(self, _tag: str) -> None:
        self.depth -= 1


_SAID: dict[tuple[str, bytes], object] = {}


def open_package(file: zipfile.ZipFile) -> Package:
    """The parts of a package under the names by which its relationships call them."""
    names = {name.lstrip("/").replace("\\", "/").lower(): name for name in file.namelist()}
    return Package(file, names)


def shows_percent(code: str) -> bool:
    """Whether a number format shows a percentage; a quoted % is only text."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", code)


def _refuse(*_: object) -> None:
    raise faults.declares_entities()
