"""A second look into an .xlsx package for what calamine does not tell.

zipfile and expat only; a document type declaration is refused, so no entity is ever expanded.
Other formats (.xls, .ods, .xlsb) have no such package: nothing is noted for them.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

from perfcheck.form import faults

Position = tuple[int, int]
Attributes = dict[str, str]
CHUNK = 1 << 16
CELLS = 500_000  # non-blank cells of one sheet
PERCENT_FORMATS = {9, 10}  # built in: 0% and 0.00%
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class Notes:
    """What a sheet's cells are besides their values; positions are (row, column) from 1."""

    errors: dict[Position, str] = field(default_factory=dict)
    uncalculated: set[Position] = field(default_factory=set)
    formulas: set[Position] = field(default_factory=set)
    percents: set[Position] = field(default_factory=set)


def peek(content: bytes) -> Mapping[int, Notes]:
    """Notes by sheet index, in the order of the workbook; empty where there is no package.

    Raises WorkbookError for a package that holds a document type declaration or too many cells.
    """
    if not content.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return _peek(package)
    except (zipfile.BadZipFile, expat.ExpatError, OSError, EOFError, KeyError, ValueError) as fault:
        raise faults.unreadable() from fault


def _peek(package: zipfile.ZipFile) -> Mapping[int, Notes]:
    names = {name.lstrip("/").replace("\\", "/").lower(): name for name in package.namelist()}
    if "xl/workbook.xml" not in names:
        return {}
    percents = _percent_styles(package, names)
    notes: dict[int, Notes] = {}
    for index, part in enumerate(_sheet_parts(package, names)):
        if part in names:
            scan = _SheetScan(percents)
            _parse(package, names[part], scan.start, scan.end, scan.text)
            notes[index] = scan.notes
    return notes


def _sheet_parts(package: zipfile.ZipFile, names: Mapping[str, str]) -> list[str]:
    """The parts of the sheets, in the order of the workbook."""
    targets: dict[str, str] = {}
    sheets: list[str] = []

    def relation(tag: str, attributes: Attributes) -> None:
        if local(tag) == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            targets[attributes.get("Id", "")] = posixpath.normpath(path).lower()

    def sheet(tag: str, attributes: Attributes) -> None:
        if local(tag) == "sheet":
            sheets.append(
                next((value for name, value in attributes.items() if local(name) == "id"), "")
            )

    if "xl/_rels/workbook.xml.rels" in names:
        _parse(package, names["xl/_rels/workbook.xml.rels"], relation)
    _parse(package, names["xl/workbook.xml"], sheet)
    return [targets.get(sheet_id, "") for sheet_id in sheets]


def _percent_styles(package: zipfile.ZipFile, names: Mapping[str, str]) -> frozenset[int]:
    """The cell styles whose number format shows a percentage."""
    formats = set(PERCENT_FORMATS)
    styles: list[bool] = []
    inside = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal inside
        name = local(tag)
        if name == "numFmt" and _shows_percent(attributes.get("formatCode", "")):
            formats.add(int(attributes.get("numFmtId", "0")))
        elif name == "cellXfs":
            inside = True
        elif name == "cellStyles":
            inside = False
        elif name == "xf" and inside:
            styles.append(int(attributes.get("numFmtId", "0")) in formats)

    if "xl/styles.xml" in names:
        _parse(package, names["xl/styles.xml"], start)
    return frozenset(index for index, percent in enumerate(styles) if percent)


def _shows_percent(code: str) -> bool:
    return "%" in re.sub(r'"[^"]*"|\\.', "", code)


def local(tag: str) -> str:
    """A tag without its prefix: x:sheet is sheet."""
    return tag.rpartition(":")[2]


class _SheetScan:
    """Collects notes while a sheet streams by."""

    def __init__(self, percents: frozenset[int]) -> None:
        self.percents = percents
        self.notes = Notes()
        self.row = self.column = self.filled = 0
        self.kind = self.value = self.inside = ""
        self.formula = False
        self.style = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        name = local(tag)
        if name == "c":
            self._cell(attributes)
        elif name in ("v", "t", "f"):
            self.inside = name
            self.formula = self.formula or name == "f"
        elif name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0

    def _cell(self, attributes: Attributes) -> None:
        match = REFERENCE.fullmatch(attributes.get("r", ""))
        if match:
            self.column, self.row = _column(match[1]), int(match[2])
        else:
            self.column += 1
        self.kind, self.style = attributes.get("t", ""), int(attributes.get("s", "0"))
        self.value, self.formula = "", False

    def text(self, data: str) -> None:
        if self.inside in ("v", "t"):
            self.value += data

    def end(self, tag: str) -> None:
        name = local(tag)
        if name == "c":
            self._close()
        elif name == self.inside:
            self.inside = ""

    def _close(self) -> None:
        position = (self.row, self.column)
        if self.formula:
            self.notes.formulas.add(position)
            if not self.value and self.kind != "str":
                self.notes.uncalculated.add(position)
        if self.value:
            self._count()
            if self.kind == "e":
                self.notes.errors[position] = self.value
            elif self.style in self.percents:
                self.notes.percents.add(position)

    def _count(self) -> None:
        self.filled += 1
        if self.filled > CELLS:
            raise faults.too_many_cells(CELLS)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _parse(
    package: zipfile.ZipFile,
    name: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse
    with package.open(name) as part:
        while chunk := part.read(CHUNK):
            parser.Parse(chunk)
    parser.Parse(b"", True)  # noqa: FBT003 - the end


def _refuse(*_: object) -> None:
    raise faults.declares_entities()
