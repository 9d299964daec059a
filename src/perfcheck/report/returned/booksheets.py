"""workbook.xml: which sheets there are, and a new one in front of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from perfcheck.report.names import quoted
from perfcheck.report.returned.catalog import OFFICE, relations
from perfcheck.report.returned.container import Container
from perfcheck.report.returned.splice import (
    Edits,
    Element,
    Unpatchable,
    before_first,
    prefix,
    tree,
)

WORKBOOK = "xl/workbook.xml"
STRICT = b"purl.oclc.org/ooxml"
BEHIND_NAMES = (
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name, and the part that holds it."""

    name: str
    part: str


class BookSheets:
    """The workbook part while a sheet is put in front."""

    def __init__(self, package: Container) -> None:
        self.content = package.read(WORKBOOK)
        if STRICT in self.content:
            raise Unpatchable("strict OOXML")
        self.root = tree(self.content)
        sheets = self.root.child("sheets")
        if sheets is None or not sheets.children:
            raise Unpatchable("no sheets")
        self.sheets = sheets
        self.list = tuple(self._parts(package))

    def _parts(self, package: Container) -> Iterator[SheetPart]:
        parts = {relation.id: relation.part for relation in relations(package, WORKBOOK)}
        for element in self.sheets.named("sheet"):
            yield SheetPart(element.attribute("name"), parts.get(element.attribute("id"), ""))

    def in_front(self, name: str, relation: str, repeated: str) -> bytes:
        """The part with a new sheet in front that is shown first.

        `relation` is the id that leads to it, `repeated` the rows that print on every page ($5:$5).
        """
        edits = Edits(self.content)
        numbers = [int(e.attribute("sheetId")) for e in self.sheets.named("sheet")]
        values = f" name={quoteattr(name)} sheetId={quoteattr(str(max(numbers) + 1))}"
        tag = b"<" + prefix(self.sheets.tag) + b"sheet"
        identity = f' xmlns:r="{OFFICE}" r:id="{relation}"/>'
        edits.insert(self.sheets.children[0].start, tag + (values + identity).encode())
        self._show(edits, 0)
        self._shift(edits)
        self._repeat(edits, name, repeated)
        return edits.render()

    def shown(self, index: int) -> bytes:
        """The part with another sheet shown first."""
        edits = Edits(self.content)
        self._show(edits, index)
        return edits.render()

    def _show(self, edits: Edits, index: int) -> None:
        views = self.root.child("bookViews")
        for view in views.named("workbookView") if views else ():
            edits.tag(view, {"activeTab": str(index), "firstSheet": None})

    def _shift(self, edits: Edits) -> None:
        """Names that belong to a sheet count the sheets."""
        for element in self._names():
            index = element.attribute("localSheetId")
            if index.isdecimal():
                edits.tag(element, {"localSheetId": str(int(index) + 1)})

    def _names(self) -> Iterator[Element]:
        names = self.root.child("definedNames")
        yield from names.named("definedName") if names else ()

    def _repeat(self, edits: Edits, sheet: str, rows: str) -> None:
        target = escape(f"{quoted(sheet)}!{rows}")
        before = prefix(self.sheets.tag)
        tag = before + b"definedName"
        name = (
            b"<"
            + tag
            + b' name="_xlnm.Print_Titles" localSheetId="0">'
            + target.encode()
            + b"</"
            + tag
            + b">"
        )
        names = self.root.child("definedNames")
        if names is not None:
            edits.append(names, name)
            return
        outer = before + b"definedNames"
        place = before_first(self.root, BEHIND_NAMES)
        edits.insert(place, b"<" + outer + b">" + name + b"</" + outer + b">")
