"""The package of a workbook as Excel demands it: parts, content types, relationships."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CONTENT_TYPES = "[Content_Types].xml"
IGNORABLE = re.compile(rb'mc:Ignorable="([^"]*)"')
XML = ("xml", "rels", "vml")


@dataclass(frozen=True)
class Relation:
    """One line of a .rels part; `target` is a part of the package, or what lies outside."""

    id: str
    kind: str
    target: str
    outside: bool


@dataclass
class Package:
    """The parts of a workbook, parsed when they are asked for."""

    parts: dict[str, bytes]
    trees: dict[str, ET.Element] = field(default_factory=dict)

    def tree(self, part: str) -> ET.Element:
        if part not in self.trees:
            self.trees[part] = ET.fromstring(self.parts[part])
        return self.trees[part]

    def relations(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self.parts:
            return {}
        return {own.id: own for own in map(self._relation(folder), self.tree(rels))}

    def _relation(self, folder: str):
        def made(element: ET.Element) -> Relation:
            outside = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            if not outside:
                joined = target if target.startswith("/") else posixpath.join("/", folder, target)
                target = posixpath.normpath(joined).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            return Relation(element.get("Id", ""), kind, target, outside)

        return made

    @cached_property
    def book(self) -> str:
        """The part that holds the workbook."""
        return next(r.target for r in self.relations("").values() if r.kind == "officeDocument")

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The names of the sheets, each with its part."""
        found = self.relations(self.book)
        listed = self.tree(self.book).find(f"{MAIN}sheets")
        assert listed is not None
        return {s.get("name", ""): found[s.get(f"{OFFICE}id", "")].target for s in listed}


def opened(content: bytes) -> Package:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return Package({name: archive.read(name) for name in archive.namelist()})


def problems(content: bytes) -> Iterator[str]:
    """What is wrong with the package itself."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        broken = archive.testzip()
    if broken:
        yield f"{broken}: damaged"
    if len({name.lower() for name in names}) < len(names):
        yield "two parts of one name"
    yield from (f"{name}: a path that no package has" for name in names if "\\" in name)
    package = opened(content)
    yield from _xml(package)
    yield from _types(package)
    for part in package.parts:
        if part.endswith(".rels"):
            yield from _relations(package, part)


def _xml(package: Package) -> Iterator[str]:
    for part, content in package.parts.items():
        if part.rpartition(".")[2].lower() in XML and b"<!DOCTYPE" in content:
            yield f"{part}: a document type"
        if part.endswith((".xml", ".rels")):
            package.tree(part)
            found = IGNORABLE.search(content)
            for prefix in found[1].split() if found else ():
                if b"xmlns:" + prefix + b"=" not in content:
                    yield f"{part}: the prefix {prefix.decode()} is ignorable, but unknown"


def _types(package: Package) -> Iterator[str]:
    root = package.tree(CONTENT_TYPES)
    defaults = [e.get("Extension", "").lower() for e in root.findall(f"{TYPES}Default")]
    overrides = [e.get("PartName", "").lower() for e in root.findall(f"{TYPES}Override")]
    for listed in (defaults, overrides):
        yield from (f"{x}: two content types" for x in sorted(set(listed)) if listed.count(x) > 1)
    there = {f"/{part}".lower() for part in package.parts}
    yield from (f"{part}: a content type without its part" for part in set(overrides) - there)
    for part in package.parts:
        extension = part.rpartition(".")[2].lower()
        known = extension in defaults or f"/{part}".lower() in overrides
        if part != CONTENT_TYPES and not known:
            yield f"{part}: no content type"
        if part.startswith("xl/worksheets/sheet") and f"/{part}".lower() not in overrides:
            yield f"{part}: has the content type of any XML"


def _relations(package: Package, rels: str) -> Iterator[str]:
    folder, name = posixpath.split(rels)
    part = posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))
    if part and part not in package.parts:
        yield f"{rels}: relationships of no part"
    ids = [element.get("Id", "") for element in package.tree(rels)]
    if len(set(ids)) < len(ids) or "" in ids:
        yield f"{rels}: two relationships of one id"
    for own in package.relations(part).values():
        if not own.outside and own.target not in package.parts:
            yield f"{rels}: {own.id} leads to {own.target}, which is missing"
    if part.endswith(".xml"):
        used = {v for e in package.tree(part).iter() for k, v in e.items() if k.startswith(OFFICE)}
        yield from (f"{part}: refers to {x}, which is missing" for x in sorted(used - set(ids)))
