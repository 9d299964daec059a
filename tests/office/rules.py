"""What a sheet lays over its cells: marks, lists to choose from, links, filters, notes."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from tests.office import formulas
from tests.office.package import MAIN, OFFICE, Package
from tests.office.workbook import counted
from tests.office.worksheet import MOST_LINKS, Box, Frame, box, overlapping

LIMITS = {"promptTitle": 32, "prompt": 255, "errorTitle": 32, "error": 255}
MOST_CHOICES = 255  # characters of a list in quotes
TARGET = re.compile(r"(?:'((?:[^']|'')+)'|([^\W\d][\w.]*))!(.+)")
VML = "{urn:schemas-microsoft-com:vml}"
CLIENT = "{urn:schemas-microsoft-com:office:excel}"


def problems(of: Frame, name: str, part: str) -> Iterator[str]:
    root = of.package.tree(part)
    found = (
        *_marks(of, root),
        *_choices(of, root),
        *_links(of, part, root),
        *_filter(of, name, root),
        *_notes(of.package, part, root),
    )
    yield from (f"{name}: {problem}" for problem in found)


def _boxes(element: ET.Element) -> list[Box]:
    found = [box(area) for area in element.get("sqref", "").split()]
    return [own for own in found if own] if all(found) else []


def _marks(of: Frame, root: ET.Element) -> Iterator[str]:
    priorities = []
    for area in root.iterfind(f"{MAIN}conditionalFormatting"):
        where = area.get("sqref")
        boxes = _boxes(area)
        if not boxes:
            yield f"marks over {where}"
            continue
        for rule in area.iterfind(f"{MAIN}cfRule"):
            priorities.append(int(rule.get("priority", "0")))
            if int(rule.get("dxfId", "0")) >= max(of.marks, 1):
                yield f"the mark over {where}: format {rule.get('dxfId')} of {of.marks}"
            for formula in rule.iterfind(f"{MAIN}formula"):
                text = formula.text or ""
                every = formulas.problems(text, of.package.sheets, of.names)
                yield from (f"the mark over {where}: {problem}" for problem in every)
                stray = formulas.relative_rows(text) - {boxes[0][0]}
                if rule.get("type") == "expression" and stray:
                    yield f"the mark over {where} looks at row {min(stray)}: {text}"
    if len(set(priorities)) < len(priorities) or min(priorities, default=1) < 1:
        yield "two marks of one priority"


def _choices(of: Frame, root: ET.Element) -> Iterator[str]:
    listed = root.find(f"{MAIN}dataValidations")
    if listed is None:
        return
    yield from counted(listed, "choices")
    every: list[Box] = []
    for own in listed:
        where, boxes = own.get("sqref"), _boxes(own)
        every += boxes
        if not boxes:
            yield f"a choice over {where}"
        for key, most in LIMITS.items():
            size = len(own.get(key, "").encode("utf-16-le")) // 2
            if size > most:
                yield f"the choice over {where}: {key} has {size} characters"
        for formula in own.iterfind("*"):
            text = formula.text or ""
            if text.startswith('"') and len(text) - 2 > MOST_CHOICES:
                yield f"the choice over {where}: a list of {len(text) - 2} characters"
            found = formulas.problems(text, of.package.sheets, of.names)
            yield from (f"the choice over {where}: {problem}" for problem in found)
    if overlapping(every):
        yield "two choices for one cell"


def _links(of: Frame, part: str, root: ET.Element) -> Iterator[str]:
    listed = root.find(f"{MAIN}hyperlinks")
    if listed is None:
        return
    links, known = list(listed), of.package.relations(part)
    if not links or len(links) > MOST_LINKS:
        yield f"{len(links)} links"
    boxes = [box(link.get("ref", "")) for link in links]
    if None in boxes or len(set(boxes)) < len(boxes):
        yield "two links of one cell"
    sheets = {sheet.lower() for sheet in of.package.sheets}
    for link in links:
        relation, where = link.get(f"{OFFICE}id"), link.get("location", "")
        if relation is not None:
            if known[relation].kind != "hyperlink" or len(known[relation].target) > 2079:
                yield f"the link of {link.get('ref')} leads to {known[relation].target}"
            continue
        found = TARGET.fullmatch(where)
        sheet = (found[1] or found[2] or "").replace("''", "'").lower() if found else ""
        known_place = found and sheet in sheets and box(found[3]) is not None
        if not known_place and where not in of.names:
            yield f"the link of {link.get('ref')} leads to {where}"


def _filter(of: Frame, name: str, root: ET.Element) -> Iterator[str]:
    table = root.find(f"{MAIN}autoFilter")
    if table is None:
        return
    index = str(list(of.package.sheets).index(name))
    names = of.package.tree(of.package.book).iterfind(f"{MAIN}definedNames/{MAIN}definedName")
    own = [
        n.text or ""
        for n in names
        if n.get("name") == "_xlnm._FilterDatabase" and n.get("localSheetId") == index
    ]
    area = table.get("ref", "")
    if box(area) is None or len(own) != 1 or own[0].rpartition("!")[2].replace("$", "") != area:
        yield f"the filter over {area} is named {own}"


def _notes(package: Package, part: str, root: ET.Element) -> Iterator[str]:
    relations = package.relations(part).values()
    parts = {relation.kind: relation.target for relation in relations}
    if "comments" not in parts:
        return
    comments = package.tree(parts["comments"])
    authors = len(comments.find(f"{MAIN}authors") or ())
    notes = list(comments.iterfind(f"{MAIN}commentList/{MAIN}comment"))
    places = [box(note.get("ref", "")) for note in notes]
    if None in places or len(set(places)) < len(places):
        yield "two notes of one cell"
    yield from (
        f"the note of {note.get('ref')}: author {note.get('authorId')} of {authors}"
        for note in notes
        if int(note.get("authorId", "0")) >= authors
    )
    for note in notes:
        if sum(len(t.text or "") for t in note.iter(f"{MAIN}t")) > 32_767:
            yield f"the note of {note.get('ref')} is too long"
    if root.find(f"{MAIN}legacyDrawing") is None or "vmlDrawing" not in parts:
        yield "notes without boxes"
        return
    yield from _shapes(package.parts[parts["vmlDrawing"]], {own[:2] for own in places if own})


def _shapes(content: bytes, places: set[tuple[int, int]]) -> Iterator[str]:
    """Every note has one box, every box its note."""
    root = ET.fromstring(content)
    ids = [shape.get("id", "") for shape in root.iter(f"{VML}shape")]
    if len(set(ids)) < len(ids):
        yield "two boxes of one id"
    boxes = []
    for data in root.iter(f"{CLIENT}ClientData"):
        if data.get("ObjectType") == "Note":
            row, column = (data.findtext(f"{CLIENT}{key}") or "-2" for key in ("Row", "Column"))
            boxes.append((int(row) + 1, int(column) + 1))
    if sorted(boxes) != sorted(places):
        yield f"notes at {sorted(places - set(boxes))} and boxes at {sorted(set(boxes) - places)}"
