"""Relationships and content types: what belongs to which part, and what is what."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from perfcheck.report.returned.container import Container
from perfcheck.report.returned.splice import Edits, prefix, tree

TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship inside the package: its id, the last word of its type, the part."""

    id: str
    kind: str
    part: str


def relations_part(part: str) -> str:
    """Where the relationships of a part stand."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(package: Container, part: str) -> tuple[Relation, ...]:
    """The relationships of a part that lead to other parts of the package."""
    name = relations_part(part)
    return tuple(_relations(package.read(name), part)) if name in package else ()


def _relations(content: bytes, part: str) -> Iterator[Relation]:
    for element in tree(content).named("Relationship"):
        if element.attribute("TargetMode") == "External":
            continue
        target = element.attribute("Target").replace("\\", "/")
        path = target if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
        kind = element.attribute("Type").rpartition("/")[2]
        yield Relation(element.attribute("Id"), kind, posixpath.normpath(path).lstrip("/").lower())


def relate(package: Container, part: str, kind: str, target: str) -> str:
    """Add a relationship from one part to another, and return its id."""
    name = relations_part(part)
    path = posixpath.relpath(target, posixpath.dirname(part))
    if name not in package:
        package.put(name, DECLARATION + f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode())
    content = package.read(name)
    root = tree(content)
    used = {element.attribute("Id") for element in root.named("Relationship")}
    number = len(used) + 1
    while f"rId{number}" in used:
        number += 1
    edits = Edits(content)
    values = f' Id="rId{number}" Type="{OFFICE}/{kind}" Target={quoteattr(path)}/>'
    edits.append(root, b"<" + prefix(root.tag) + b"Relationship" + values.encode())
    package.put(name, edits.render())
    return f"rId{number}"


def declare(package: Container, part: str, content_type: str) -> None:
    """Say what a new part is."""
    _add_type(package, "Override", "PartName", f"/{part}", content_type)


def declare_extension(package: Container, extension: str, content_type: str) -> None:
    """Say what the parts of an extension are, if nothing is said yet."""
    _add_type(package, "Default", "Extension", extension, content_type)


def _add_type(package: Container, tag: str, key: str, value: str, content_type: str) -> None:
    content = package.read(TYPES)
    root = tree(content)
    if any(e.attribute(key).lower() == value.lower() for e in root.named(tag)):
        return
    edits = Edits(content)
    values = f"{tag} {key}={quoteattr(value)} ContentType={quoteattr(content_type)}/>"
    new = b"<" + prefix(root.tag) + values.encode()
    first = next(iter(root.children), None)
    if tag == "Default" and first:
        edits.insert(first.start, new)
    else:
        edits.append(root, new)
    package.put(TYPES, edits.render())
