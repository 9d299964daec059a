"""styles.xml: fills and cell formats are appended, what is there keeps its number."""

import re
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from perfcheck.report.formats import properties
from perfcheck.report.look import Style
from perfcheck.report.returned import looks
from perfcheck.report.returned.splice import (
    Edits,
    Element,
    Unpatchable,
    before_first,
    prefix,
    tag_end,
    tree,
    with_attribute,
)

SECTIONS = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
MOST_STYLES = 60_000  # Excel stops at 65,490
FIRST_OWN_FORMAT = 164
RESERVED_FILLS = (
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
)
PLAIN = {
    "fonts": '<font><sz val="11"/><name val="Calibri"/></font>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
}
COLOUR_WORDS = ("rgb", "theme", "indexed", "tint", "auto")
REMEMBERED = re.compile(
    r"[A-Za-z0-9]{1,20}(\|((rgb|theme|indexed|tint|auto)=[-+.0-9A-Fa-f]{1,24};?)*){2}"
)


@dataclass(slots=True)
class _Section:
    """The children of one section: how many there were, and what is appended."""

    element: Element | None
    old: int
    new: list[bytes] = field(default_factory=list)
    known: dict[bytes, int] = field(default_factory=dict)

    def add(self, child: bytes) -> int:
        """Append a child, the same one only once, and return its number."""
        if child not in self.known:
            self.known[child] = self.old + len(self.new)
            self.new.append(child)
        return self.known[child]


class Styles:
    """The styles of a workbook while marks are added."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.root = tree(content)
        if self.root.empty:
            raise Unpatchable("no styles at all")
        self.prefix = prefix(self.root.tag).decode()
        self.sections = {name: self._section(name) for name in SECTIONS[:6]}
        self._fill_up()
        cells = self.sections["cellXfs"].element
        self.formats = [] if cells is None else list(cells.named("xf"))
        fills = self.sections["fills"].element
        self.fills = [] if fills is None else list(fills.named("fill"))
        self.marks = {colour.lstrip("#").upper() for colour in looks.FILLS}
        self.looks: dict[Style, int] = {}
        self.coloured = [self._is_ours(fill) for fill in self.fills]

    def _section(self, name: str) -> _Section:
        element = self.root.child(name)
        if element is not None and element.child("AlternateContent"):
            raise Unpatchable("styles with alternatives")
        return _Section(element, 0 if element is None else len(element.children))

    def _fill_up(self) -> None:
        """What every workbook must have before anything is appended."""
        fills = self.sections["fills"]
        for number in range(fills.old, len(RESERVED_FILLS)):
            fills.add(self._own(RESERVED_FILLS[number]))
        for name, plain in PLAIN.items():
            if not self.sections[name].old:
                self.sections[name].add(self._own(plain))

    def _own(self, markup: str) -> bytes:
        """Markup of ours with the prefix that the part uses."""
        if not self.prefix:
            return markup.encode()
        return re.sub(r"<(/?)(?=\w)", rf"<\1{self.prefix}", markup).encode()

    def _is_ours(self, fill: Element) -> bool:
        pattern = fill.child("patternFill")
        front = pattern.child("fgColor") if pattern else None
        if pattern is None or front is None or pattern.attribute("patternType") != "solid":
            return False
        return front.attribute("rgb").upper()[-6:] in self.marks

    @property
    def uses_our_colours(self) -> bool:
        """Whether a cell format has one of the colours of our marks already."""
        return any(self.is_marked(style) for style in range(len(self.formats)))

    def is_marked(self, style: int) -> bool:
        """Whether a cell format has one of the colours of our marks."""
        fill = self._fill(style)
        return fill is not None and self.coloured[fill]

    def remembered(self, style: int) -> str:
        """The fill of a cell format in one line, by which it can be restored; "" for none."""
        number = self._fill(style)
        pattern = None if number is None else self.fills[number].child("patternFill")
        if pattern is None or pattern.attribute("patternType", "none") == "none":
            return ""
        colours = [self._colour(pattern.child(name)) for name in ("fgColor", "bgColor")]
        line = "|".join((pattern.attribute("patternType"), *colours))
        return line if REMEMBERED.fullmatch(line) else ""

    def marked(self, style: int, colour: str) -> int:
        """A cell format like another one, in the colour of a mark."""
        rgb = colour.lstrip("#").upper()
        markup = looks.solid(f"FF{rgb}")
        return self._with_fill(style, self.sections["fills"].add(self._own(markup)))

    def restored(self, style: int, line: str) -> int:
        """A cell format like another one, with the fill that was remembered."""
        if not line or not REMEMBERED.fullmatch(line):
            return self._with_fill(style, 0)
        pattern, *colours = line.split("|")
        inner = "".join(
            f"<{name} {' '.join(_quoted(word) for word in colour.split(';') if word)}/>"
            for name, colour in zip(("fgColor", "bgColor"), colours, strict=True)
            if colour
        )
        markup = f'<fill><patternFill patternType="{pattern}">{inner}</patternFill></fill>'
        return self._with_fill(style, self.sections["fills"].add(self._own(markup)))

    def own(self, style: Style) -> int:
        """The number of a cell format of our own."""
        if style not in self.looks:
            self.looks[style] = self._look(style)
        return self.looks[style]

    def _look(self, style: Style) -> int:
        look = properties(style)
        parts = {
            name: self.sections[name].add(self._own(markup))
            for name, markup in looks.parts(style).items()
        }
        code = str(look.get("num_format", ""))
        number = self._number_format(code) if code and code != "General" else 0
        markup = looks.cell_format(look, number=number, **parts)
        return self.sections["cellXfs"].add(self._own(markup))

    def _number_format(self, code: str) -> int:
        section = self.sections["numFmts"]
        used = [
            int(e.attribute("numFmtId", "0"))
            for e in (section.element or self.root).children
            if e.name == "numFmt" and e.attribute("numFmtId").isdecimal()
        ]
        number = max((*used, FIRST_OWN_FORMAT - 1)) + 1 + len(section.new)
        quoted = escape(code, {'"': "&quot;"})
        section.add(self._own(f'<numFmt numFmtId="{number}" formatCode="{quoted}"/>'))
        return number

    def render(self) -> bytes:
        """The part with everything that was appended."""
        edits = Edits(self.content)
        for index, (name, section) in enumerate(self.sections.items()):
            if not section.new:
                continue
            count, new = str(section.old + len(section.new)), b"".join(section.new)
            if section.element is None:
                place = before_first(self.root, SECTIONS[index + 1 :])
                tag = f"{self.prefix}{name}".encode()
                head = b"<" + tag + b' count="' + count.encode() + b'">'
                edits.insert(place, head + new + b"</" + tag + b">")
            else:
                self._extend(edits, section.element, count, new)
        return edits.render()

    def _extend(self, edits: Edits, element: Element, count: str, new: bytes) -> None:
        tag = with_attribute(self.content[element.start : element.inside], "count", count)
        if element.empty:
            tag = tag[:-2].rstrip() + b">"
            new += b"</" + element.tag.encode() + b">"
        edits.replace(element.start, element.inside, tag + (new if element.empty else b""))
        if not element.empty:
            edits.insert(element.closing, new)

    def _fill(self, style: int) -> int | None:
        """The number of the fill of a cell format that was there before."""
        if not 0 <= style < len(self.formats):
            return None
        number = self.formats[style].attribute("fillId", "0")
        known = number.isdecimal() and int(number) < len(self.fills)
        return int(number) if known else None

    def _with_fill(self, style: int, fill: int) -> int:
        cells = self.sections["cellXfs"]
        if cells.old + len(cells.new) > MOST_STYLES:
            return style
        raw = self._format(style)
        end = tag_end(raw, 0)
        tag = with_attribute(raw[:end], "fillId", str(fill))
        return cells.add(with_attribute(tag, "applyFill", "1") + raw[end:])

    def _format(self, style: int) -> bytes:
        """The bytes of a cell format, of one that was there or of one that was appended."""
        if 0 <= style < len(self.formats):
            element = self.formats[style]
            return self.content[element.start : element.end]
        cells = self.sections["cellXfs"]
        if 0 <= style - cells.old < len(cells.new):
            return cells.new[style - cells.old]
        return self._own(PLAIN["cellXfs"])

    @staticmethod
    def _colour(element: Element | None) -> str:
        if element is None:
            return ""
        words = ((word, element.attribute(word)) for word in COLOUR_WORDS)
        return ";".join(f"{word}={value}" for word, value in words if value)


def _quoted(word: str) -> str:
    name, _, value = word.partition("=")
    return f'{name}="{value}"'
