"""Changes to the bytes of an XML part: what is not changed stays as it was, prefixes and all.

expat says where elements begin and end; nothing is ever written anew from a tree.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

UTF8 = ("utf-8", "utf8", "us-ascii", "ascii")
TAG_END = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
ATTRIBUTE = re.compile(rb"""(\s+)([^\s=>/"']+)\s*=\s*("[^"]*"|'[^']*')""")
MOST_DEPTH = 64
SMALL = 1 << 16  # bytes of a part that is remembered

Attributes = dict[str, str]


class Unpatchable(Exception):  # noqa: N818 - it says what the file is
    """A package that cannot be changed safely; an opinion workbook is written instead."""


@dataclass(slots=True)
class Element:
    """An element by its places in the bytes: `<` of its start tag, behind it, its end.

    `closing` is where its end tag begins; of an empty element (`<a/>`) it is its end.
    """

    tag: str
    attributes: Attributes
    start: int
    inside: int
    empty: bool
    closing: int = 0
    end: int = 0
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The tag without its prefix."""
        return local(self.tag)

    def attribute(self, name: str, default: str = "") -> str:
        """The value of an attribute, whatever its prefix."""
        return next((v for key, v in self.attributes.items() if local(key) == name), default)

    def child(self, name: str) -> "Element | None":
        """The first child of a name."""
        return next(self.named(name), None)

    def named(self, name: str) -> Iterator["Element"]:
        """The children of a name."""
        return (child for child in self.children if child.name == name)


def local(tag: str) -> str:
    """A tag without its prefix: x:sheet is sheet."""
    return tag.rpartition(":")[2] if ":" in tag else tag


def prefix(tag: str) -> bytes:
    """The prefix of a tag with its colon: x:sheet has `x:`."""
    before, colon, _ = tag.rpartition(":")
    return f"{before}{colon}".encode()


def parser() -> expat.XMLParserType:
    """A parser that refuses what cannot be patched: declared types, other encodings than UTF-8."""
    made = expat.ParserCreate()
    made.XmlDeclHandler = _declared
    made.StartDoctypeDeclHandler = _refuse
    return made


def run(made: expat.XMLParserType, content: bytes) -> None:
    """Parse a whole part; Unpatchable where it is not well formed."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unpatchable("not in UTF-8")
    try:
        made.Parse(content, True)  # noqa: FBT003 - the end
    except expat.ExpatError as fault:
        raise Unpatchable("not well formed") from fault


def tree(content: bytes) -> Element:
    """The elements of a part: the root, its children, their children. They must not be changed.

    Units fill the same form: most of its small parts come again and again.
    """
    return _known_tree(content) if len(content) <= SMALL else _tree(content)


@lru_cache(maxsize=16)
def _known_tree(content: bytes) -> Element:
    return _tree(content)


def _tree(content: bytes) -> Element:
    made = parser()
    root = Element("", {}, 0, 0, empty=False)
    stack = [root]

    def start(tag: str, attributes: Attributes) -> None:
        at = made.CurrentByteIndex
        inside = tag_end(content, at)
        element = Element(tag, attributes, at, inside, content[inside - 2 : inside] == b"/>")
        stack[-1].children.append(element)
        stack.append(element)
        if len(stack) > MOST_DEPTH:
            raise Unpatchable("nested too deep")

    def end(_tag: str) -> None:
        element = stack.pop()
        element.closing = element.end = element.inside
        if not element.empty:
            element.closing = made.CurrentByteIndex
            element.end = content.index(b">", element.closing) + 1

    def text(data: str) -> None:
        stack[-1].text += data

    made.StartElementHandler = start
    made.EndElementHandler = end
    made.CharacterDataHandler = text
    made.buffer_text = True
    run(made, content)
    return root.children[0]


def attributes(content: bytes, start: int) -> dict[bytes, bytes]:
    """The attributes of the start tag at a place as they stand there, entities and all."""
    found = ATTRIBUTE.findall(content, start, tag_end(content, start))
    return {name: value[1:-1] for _, name, value in found}


def tag_end(content: bytes, start: int) -> int:
    """Behind the `>` of the start tag that begins at a place."""
    found = TAG_END.match(content, start)
    if found is None:
        raise Unpatchable("a tag without end")
    return found.end()


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """A start tag with an attribute set, or, for None, left out; the rest stays as it is."""
    key = name.encode()
    for found in ATTRIBUTE.finditer(tag):
        if found[2] == key:
            new = b"" if value is None else found[1] + key + b'="' + value.encode() + b'"'
            return tag[: found.start()] + new + tag[found.end() :]
    if value is None:
        return tag
    head = re.match(rb"<[^\s/>]+", tag)
    at = head.end() if head else 0
    return tag[:at] + b" " + key + b'="' + value.encode() + b'"' + tag[at:]


@dataclass(slots=True)
class Edits:
    """Replacements by place; several at one place come in the order in which they were made."""

    content: bytes
    steps: list[tuple[int, int, bytes]] = field(default_factory=list)

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Put bytes in the place of others."""
        self.steps.append((start, end, new))

    def insert(self, at: int, new: bytes) -> None:
        """Put bytes before a place."""
        self.steps.append((at, at, new))

    def tag(self, element: Element, values: Mapping[str, str | None]) -> None:
        """Set attributes of an element's start tag, once for each element."""
        new = self.content[element.start : element.inside]
        for name, value in values.items():
            new = with_attribute(new, name, value)
        self.replace(element.start, element.inside, new)

    def append(self, element: Element, new: bytes) -> None:
        """Put bytes behind the last child of an element, which may be empty so far."""
        if not element.empty:
            self.insert(element.closing, new)
            return
        old = self.content[element.start : element.inside]
        opened = old[:-2].rstrip() + b">"
        self.replace(
            element.start, element.inside, opened + new + b"</" + element.tag.encode() + b">"
        )

    def render(self) -> bytes:
        """The content with all replacements made."""
        parts, at = [], 0
        for start, end, new in sorted(self.steps, key=lambda step: step[:2]):
            if start < at:
                raise Unpatchable("two changes at one place")
            parts += [self.content[at:start], new]
            at = end
        return b"".join((*parts, self.content[at:]))


def before_first(element: Element, names: Iterable[str]) -> int:
    """Where a new child belongs that must stand before all children of these names."""
    later = frozenset(names)
    first = next((child.start for child in element.children if child.name in later), None)
    return element.closing if first is None else first


def _declared(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding or "utf-8").lower() not in UTF8:
        raise Unpatchable("not in UTF-8")


def _refuse(*_: object) -> None:
    raise Unpatchable("declares a document type")
