"""workbook.xml and styles.xml as Excel demands them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from tests.office import formulas
from tests.office.package import MAIN, OFFICE, Package

BOOK_ORDER = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr "
    "smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
)
STYLE_ORDER = (
    "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
)
OWN_FORMATS = 164  # numbers below are built in
MOST_FORMATS = 64_000
NAME = re.compile(r"[^\W\d\\][\w.\\?]*|_xlnm\.\w+")
LIKE_R1C1 = re.compile(r"[Rr]\d*[Cc]\d*|[RrCc]\d*")


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def in_order(root: ET.Element, words: str, what: str) -> Iterator[str]:
    """Children must stand in the order of the schema, or Excel repairs the part."""
    order = words.split()
    own = [local(child) for child in root]
    places = [order.index(name) for name in own if name in order]
    if places != sorted(places):
        yield f"{what}: elements out of order: {' '.join(own)}"
    yield from (
        f"{what}: element {name}" for name in own if name not in (*order, "AlternateContent")
    )


def counted(element: ET.Element, what: str) -> Iterator[str]:
    count = element.get("count")
    if count is not None and int(count) != len(element):
        yield f"{what}: says {count} {local(element)}, has {len(element)}"


def problems(package: Package) -> Iterator[str]:
    root = package.tree(package.book)
    yield from in_order(root, BOOK_ORDER, "workbook")
    yield from _sheets(package, root)
    yield from _names(package, root)
    yield from _shown(root)
    styles = next((r for r in package.relations(package.book).values() if r.kind == "styles"), None)
    if styles is None:
        yield "workbook: no styles"
    else:
        yield from _styles(package.tree(styles.target))


def _sheets(package: Package, root: ET.Element) -> Iterator[str]:
    listed = root.find(f"{MAIN}sheets")
    own = [] if listed is None else list(listed)
    names = [sheet.get("name", "") for sheet in own]
    yield from (f"sheet {n}: twice" for n, c in Counter(n.lower() for n in names).items() if c > 1)
    for name in names:
        if not 1 <= len(name.encode("utf-16-le")) // 2 <= 31 or re.search(r"[\[\]:*?/\\]", name):
            yield f"sheet {name!r}: no name for a sheet"
        if name.startswith("'") or name.endswith("'") or name.lower() == "history":
            yield f"sheet {name!r}: no name for a sheet"
    for key in ("sheetId", f"{OFFICE}id"):
        if len({sheet.get(key) for sheet in own}) < len(own):
            yield f"workbook: two sheets of one {key}"
    kinds = package.relations(package.book)
    for sheet in own:
        if kinds[sheet.get(f"{OFFICE}id", "")].kind not in ("worksheet", "chartsheet"):
            yield f"sheet {sheet.get('name')}: leads to no sheet"


def _names(package: Package, root: ET.Element) -> Iterator[str]:
    listed = root.find(f"{MAIN}definedNames")
    own = [] if listed is None else list(listed)
    if listed is not None and not own:
        yield "workbook: an empty list of names"
    keys = Counter((e.get("name", "").lower(), e.get("localSheetId")) for e in own)
    yield from (f"name {key}: twice" for key, count in keys.items() if count > 1)
    every = [element.get("name", "") for element in own]
    for element in own:
        name, sheet = element.get("name", ""), element.get("localSheetId")
        if not NAME.fullmatch(name) or len(name) > 255:
            yield f"name {name!r}: no name"
        if formulas.is_cell(name) or LIKE_R1C1.fullmatch(name):
            yield f"name {name!r}: reads like a cell"
        if sheet is not None and not 0 <= int(sheet) < len(package.sheets):
            yield f"name {name}: of no sheet"
        found = formulas.problems(element.text or "", package.sheets, every)
        yield from (f"name {name}: {problem}" for problem in found)


def _shown(root: ET.Element) -> Iterator[str]:
    sheets = root.find(f"{MAIN}sheets")
    visible = [sheet.get("state", "visible") == "visible" for sheet in sheets or ()]
    if not any(visible):
        yield "workbook: nothing to be seen"
    for view in root.iterfind(f"{MAIN}bookViews/{MAIN}workbookView"):
        for key in ("activeTab", "firstSheet"):
            index = int(view.get(key, "0"))
            if index >= len(visible) or (key == "activeTab" and not visible[index]):
                yield f"workbook: {key} {index} is no visible sheet"


def _styles(root: ET.Element) -> Iterator[str]:
    yield from in_order(root, STYLE_ORDER, "styles")
    for child in root:
        yield from counted(child, "styles")
    size = {local(child): len(child) for child in root}
    numbers = [int(e.get("numFmtId", "0")) for e in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")]
    if len(set(numbers)) < len(numbers):
        yield "styles: two number formats of one id"
    for section in ("cellStyleXfs", "cellXfs"):
        for index, xf in enumerate(root.find(f"{MAIN}{section}") or ()):
            yield from _format(xf, f"styles: {section} {index}", size, numbers)
    if size.get("cellXfs", 0) > MOST_FORMATS:
        yield f"styles: {size['cellXfs']} formats"
    for code in root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt"):
        if len(code.get("formatCode", "")) > 255:
            yield "styles: a number format beyond 255 characters"


def _format(
    xf: ET.Element, what: str, size: dict[str, int], numbers: Sequence[int]
) -> Iterator[str]:
    parts = {"fontId": "fonts", "fillId": "fills", "borderId": "borders", "xfId": "cellStyleXfs"}
    for key, section in parts.items():
        if int(xf.get(key, "0")) >= max(size.get(section, 0), 1):
            yield f"{what}: {key} {xf.get(key)} of {size.get(section, 0)}"
    number = int(xf.get("numFmtId", "0"))
    if number >= OWN_FORMATS and number not in numbers:
        yield f"{what}: number format {number} is unknown"
    yield from in_order(xf, "alignment protection extLst", what)
