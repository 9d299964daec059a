"""The cells, columns and areas of a sheet as Excel demands them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from tests.office import formulas
from tests.office.formulas import LAST_COLUMN, LAST_ROW, letters_number
from tests.office.package import MAIN, OFFICE, Package
from tests.office.workbook import counted, in_order, local

ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
    "phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins "
    "pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors "
    "smartTags drawing drawingHF legacyDrawing legacyDrawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst"
)
MOST_LETTERS, MOST_LINKS = 32_767, 65_530
KINDS = {"s", "n", "b", "e", "str", "inlineStr", "d"}
PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")

Box = tuple[int, int, int, int]  # first row, first column, last row, last column


@dataclass(frozen=True)
class Frame:
    """What the cells of all sheets refer to."""

    package: Package
    formats: int
    marks: int
    texts: tuple[int, ...]  # the length of every shared text
    names: tuple[str, ...]


def frame(package: Package) -> Frame:
    styles = next(r for r in package.relations(package.book).values() if r.kind == "styles")
    root = package.tree(styles.target)
    shared = [r for r in package.relations(package.book).values() if r.kind == "sharedStrings"]
    texts = package.tree(shared[0].target) if shared else ()
    names = package.tree(package.book).iterfind(f"{MAIN}definedNames/{MAIN}definedName")
    return Frame(
        package,
        len(root.find(f"{MAIN}cellXfs") or ()),
        len(root.find(f"{MAIN}dxfs") or ()),
        tuple(sum(len(t.text or "") for t in item.iter(f"{MAIN}t")) for item in texts),
        tuple(name.get("name", "") for name in names),
    )


def box(reference: str) -> Box | None:
    """A1 or A1:B7, within the sheet."""
    places = [PLACE.fullmatch(part) for part in reference.split(":")]
    if not all(places) or len(places) > 2:
        return None
    first, last = places[0], places[-1]
    assert first and last
    found = int(first[2]), letters_number(first[1]), int(last[2]), letters_number(last[1])
    ordered = found[0] <= found[2] <= LAST_ROW and found[1] <= found[3] <= LAST_COLUMN
    return found if ordered and found[0] and found[1] else None


def overlapping(boxes: list[Box]) -> bool:
    """Whether two areas share a cell."""
    ordered = sorted(boxes)
    for index, own in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if other[0] > own[2]:
                break
            if own[1] <= other[3] and other[1] <= own[3]:
                return True
    return False


def problems(of: Frame, name: str, part: str) -> Iterator[str]:
    """What is wrong with one sheet."""
    root = of.package.tree(part)
    found = (
        *in_order(root, ORDER, "sheet"),
        *_columns(root),
        *_rows(of, root),
        *_merged(root),
        *_print(root),
        *_parts(of.package, part, root),
    )
    yield from (f"{name}: {problem}" for problem in found)


def _columns(root: ET.Element) -> Iterator[str]:
    last = 0
    for column in root.iterfind(f"{MAIN}cols/{MAIN}col"):
        first, end = int(column.get("min", "0")), int(column.get("max", "0"))
        if not last < first <= end <= LAST_COLUMN:
            yield f"columns {first} to {end} after {last}"
        if not 0 <= float(column.get("width", "0")) <= 255:
            yield f"column {first}: width {column.get('width')}"
        last = end


def _rows(of: Frame, root: ET.Element) -> Iterator[str]:
    last = 0
    for row in root.iterfind(f"{MAIN}sheetData/{MAIN}row"):
        number = int(row.get("r", str(last + 1)))
        if not last < number <= LAST_ROW:
            yield f"row {number} after {last}"
        if not 0 <= float(row.get("ht", "0")) <= 409.5:
            yield f"row {number}: height {row.get('ht')}"
        last, column = number, 0
        for cell in row:
            place = PLACE.fullmatch(cell.get("r", ""))
            here = letters_number(place[1]) if place else column + 1
            if (place and int(place[2]) != number) or not column < here <= LAST_COLUMN:
                yield f"cell {cell.get('r')} in row {number} after column {column}"
            column = here
            yield from (f"{cell.get('r')}: {problem}" for problem in _cell(of, cell))


def _cell(of: Frame, cell: ET.Element) -> Iterator[str]:
    kind, style = cell.get("t", "n"), int(cell.get("s", "0"))
    yield from in_order(cell, "f v is extLst", "cell")
    if style >= of.formats:
        yield f"format {style} of {of.formats}"
    if kind not in KINDS or (kind == "inlineStr") != (cell.find(f"{MAIN}is") is not None):
        yield f"a cell of kind {kind}"
    value = cell.findtext(f"{MAIN}v")
    if kind == "s" and not (value or "").isdecimal():
        yield f"text number {value}"
    elif kind == "s" and int(value or 0) >= len(of.texts):
        yield f"text {value} of {len(of.texts)}"
    elif kind == "s" and of.texts[int(value or 0)] > MOST_LETTERS:
        yield f"a text of {of.texts[int(value or 0)]} characters"
    if kind == "n" and value:
        float(value)
    inline = sum(len(text.text or "") for text in cell.iter(f"{MAIN}t"))
    if inline > MOST_LETTERS or len(value or "") > MOST_LETTERS:
        yield f"a text of {max(inline, len(value or ''))} characters"
    formula = cell.find(f"{MAIN}f")
    if formula is not None and formula.text:
        yield from formulas.problems(formula.text, of.package.sheets, of.names)


def _merged(root: ET.Element) -> Iterator[str]:
    merged = root.find(f"{MAIN}mergeCells")
    if merged is None:
        return
    yield from counted(merged, "merged areas")
    boxes = [box(area.get("ref", "")) for area in merged]
    if not boxes:
        yield "an empty list of merged areas"
    if None in boxes or any(own and own[:2] == own[2:] for own in boxes):
        yield "a merged area of one cell, or none"
    known = [own for own in boxes if own]
    if overlapping(known):
        yield "merged areas overlap"
    table = root.find(f"{MAIN}autoFilter")
    area = box(table.get("ref", "")) if table is not None else None
    if area and overlapping([(area[0], area[1], area[0], area[3]), *known]):
        yield "a merged area in the headings of the filter"


def _print(root: ET.Element) -> Iterator[str]:
    for text in root.iterfind(f"{MAIN}headerFooter/*"):
        if len(text.text or "") > 255:
            yield "a footer beyond 255 characters"
    setup = root.find(f"{MAIN}pageSetup")
    if setup is not None and not 10 <= int(setup.get("scale", "100")) <= 400:
        yield f"scale {setup.get('scale')}"
    for view in root.iterfind(f"{MAIN}sheetViews/{MAIN}sheetView"):
        yield from in_order(view, "pane selection pivotSelection extLst", "view")
        if not 10 <= int(view.get("zoomScale", "100")) <= 400:
            yield f"zoom {view.get('zoomScale')}"


def _parts(package: Package, part: str, root: ET.Element) -> Iterator[str]:
    """Drawings and notes: what the sheet refers to is of the right kind, and there once."""
    wanted: Mapping[str, str] = {"drawing": "drawing", "legacyDrawing": "vmlDrawing"}
    known = package.relations(part)
    for child in root:
        kind = wanted.get(local(child))
        relation = known.get(child.get(f"{OFFICE}id", ""))
        if kind and (relation is None or relation.kind != kind):
            yield f"{local(child)} leads to {relation and relation.kind}"
    for kind in wanted.values():
        if sum(relation.kind == kind for relation in known.values()) > 1:
            yield f"two parts of kind {kind}"
