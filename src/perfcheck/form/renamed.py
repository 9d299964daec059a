"""A package whose parts have names of their own, under the names that readers look for.

What a part is called is free: `_rels/.rels` leads to the workbook, and its relationships lead to
the sheets, the strings and the styles. Readers look for them where Excel puts them, and read a
sheet without its strings in silence.
"""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import quoteattr

from perfcheck.form import faults
from perfcheck.form.ooxml import STRINGS, STYLES, WORKBOOK, Package, Relation

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
USUAL = {"styles": STYLES, "sharedStrings": STRINGS}
SPELLED = {STRINGS: "xl/sharedStrings.xml"}
SHEETS = ("worksheet", "chartsheet", "dialogsheet")
MACROS = ("xlMacrosheet", "xlIntlMacrosheet")  # sheets that a reader gives up the workbook for
UNREAD = "dialogsheet"  # what no reader takes for a table
UNPACKED = 100 << 20  # bytes of the parts that are written again
XML = ".xml"


def main_part(package: Package) -> str:
    """The part that is the workbook, by the relationships of the package; "" where none is."""
    named = (r.part for r in package.relations("") if r.kind == "officeDocument")
    main = next(named, WORKBOOK)
    return main if main in package.names else WORKBOOK if WORKBOOK in package.names else ""


def with_usual_names(package: Package) -> bytes | None:
    """The package with its parts under the usual names; None where they have them already.

    WorkbookError where it holds too much to be written again.
    """
    main = main_part(package)
    if not main.endswith(XML):
        return None  # none, or a binary one
    names = {main: WORKBOOK, **_names(package.relations(main))}
    usual = all(part == name or part not in package.names for part, name in names.items())
    if usual and all(relation.plain for relation in package.relations(main)):
        return None
    parts = {part: name for part, name in names.items() if part in package.names}
    if sum(map(package.size, parts)) > UNPACKED:
        raise faults.unreadable()
    return _written(package, main, parts)


def _names(relations: list[Relation]) -> Mapping[str, str]:
    """The usual name of every part that the workbook leads to; sheets may have any in xl/."""
    names: dict[str, str] = {}
    for number, relation in enumerate(relations, start=1):
        if relation.kind in USUAL:
            names[relation.part] = USUAL[relation.kind]
        elif relation.kind in MACROS:
            names[relation.part] = f"xl/{UNREAD}s/part{number}.xml"
        elif relation.kind in SHEETS:
            folder = f"xl/{relation.kind}s/"
            plain = relation.part.startswith(folder)
            names[relation.part] = relation.part if plain else f"{folder}part{number}.xml"
    return names


def _written(package: Package, main: str, parts: Mapping[str, str]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr("_rels/.rels", _relations([Relation("rId1", "officeDocument", WORKBOOK)]))
        leading = [
            Relation(relation.id, relation.kind, parts[relation.part])
            for relation in package.relations(main)
            if relation.part in parts
        ]
        file.writestr("xl/_rels/workbook.xml.rels", _relations(leading))
        for part, name in parts.items():
            file.writestr(SPELLED.get(name, name), package.read(part))
    return target.getvalue()


def _kind(relation: Relation) -> str:
    return UNREAD if relation.kind in MACROS else relation.kind


def _relations(relations: list[Relation]) -> str:
    lines = (
        f'<Relationship Id={quoteattr(relation.id)} Type="{OFFICE}/{_kind(relation)}" '
        f"Target={quoteattr('/' + SPELLED.get(relation.part, relation.part))}/>"
        for relation in relations
    )
    return f"{RELATIONS}{''.join(lines)}</Relationships>"
