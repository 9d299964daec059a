"""The notes of a sheet: ours are appended to what is there, and found again by their heading."""

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

from perfcheck.model.cells import CellRef
from perfcheck.report.returned.sheetscan import Position, position
from perfcheck.report.returned.splice import Edits, Element, Unpatchable, prefix, tree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
AUTHOR = "绩效核查"
HEADING = "【核查意见】"
OURS = re.compile(r"\d+\. (必须改|建议改|提示)：|(应为|建议写法)：")
FONT = '<sz val="9"/><color indexed="81"/><rFont val="宋体"/><family val="3"/><charset val="134"/>'
THREADED = "tc="
EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'
).encode()


class Comments:
    """The comments part of a sheet while notes are added."""

    def __init__(self, content: bytes = EMPTY) -> None:
        self.content = content
        self.root = tree(content)
        authors, notes = self.root.child("authors"), self.root.child("commentList")
        if authors is None or notes is None:
            raise Unpatchable("comments without authors")
        self.authors, self.list = authors, notes
        self.notes: dict[Position, Element] = {
            position(note.attribute("ref")): note for note in notes.named("comment")
        }
        self.prefix = prefix(self.root.tag).decode()

    @property
    def places(self) -> frozenset[Position]:
        """The cells that have a note."""
        return frozenset(self.notes)

    def patched(self, texts: Mapping[Position, str]) -> tuple[bytes, frozenset[Position]]:
        """The part with new texts, and the cells that have a note then.

        Notes of an earlier round are taken out. A threaded comment is left alone: Excel writes
        its note anew.
        """
        edits = Edits(self.content)
        left = {
            place
            for place, note in self.notes.items()
            if self._renew(edits, note, texts.get(place, ""))
        }
        new = [place for place in sorted(texts) if place not in self.notes]
        if new:
            author = len(list(self.authors.named("author")))
            edits.append(self.authors, self._markup(f"<author>{AUTHOR}</author>"))
            edits.append(self.list, b"".join(self._note(p, texts[p], author) for p in new))
        return edits.render(), frozenset((*left, *new))

    def _renew(self, edits: Edits, note: Element, text: str) -> bool:
        """Take our old lines out of a note and put new ones in; whether a note is left."""
        body = note.child("text")
        if body is None or self._threaded(note):
            return True
        pieces = list(_pieces(body))
        kept = _without_ours("".join(piece.text for piece in pieces))
        if kept is not None and not kept.strip() and not text:
            edits.replace(note.start, note.end, b"")
            return False
        runs = self._runs(text, after=bool((kept or "x").strip())) if text else b""
        if kept is not None:  # our lines were in it: what is left is written as plain text
            plain = f'<r><t xml:space="preserve">{escape(kept)}</t></r>' if kept.strip() else ""
            edits.replace(body.inside, body.closing, self._markup(plain) + runs)
        elif text:
            self._append(edits, body, runs)
        return True

    def _append(self, edits: Edits, body: Element, runs: bytes) -> None:
        """Put runs behind what is there; plain text becomes a run, as runs stand beside none."""
        bare = body.child("t")
        if bare is not None:
            run = f"{self.prefix}r>".encode()
            edits.insert(bare.start, b"<" + run)
            edits.insert(bare.end, b"</" + run)
        last = next((c for c in body.children if c.name in ("rPh", "phoneticPr")), None)
        if last is not None:
            edits.insert(last.start, runs)
        else:
            edits.append(body, runs)

    def _note(self, place: Position, text: str, author: int) -> bytes:
        address = CellRef("", *place).address
        head = self._markup(f'<comment ref="{address}" authorId="{author}"><text>')
        return head + self._runs(text, after=False) + self._markup("</text></comment>")

    def _runs(self, text: str, *, after: bool) -> bytes:
        lead = "\n" if after else ""
        return (
            self._markup(
                f'<r><rPr><b/>{FONT}</rPr><t xml:space="preserve">{lead}{HEADING}\n</t></r>'
                f'<r><rPr>{FONT}</rPr><t xml:space="preserve">'
            )
            + escape(text).encode()
            + self._markup("</t></r>")
        )

    def _markup(self, markup: str) -> bytes:
        if not self.prefix:
            return markup.encode()
        return re.sub(r"<(/?)(?=\w)", rf"<\1{self.prefix}", markup).encode()

    def _threaded(self, note: Element) -> bool:
        number = note.attribute("authorId", "0")
        names = [author.text for author in self.authors.named("author")]
        known = number.isdecimal() and int(number) < len(names)
        return known and names[int(number)].startswith(THREADED)


def _pieces(body: Element) -> Iterator[Element]:
    """The elements that hold the text of a note."""
    for child in body.children:
        if child.name == "t":
            yield child
        elif child.name == "r":
            yield from child.named("t")


def _without_ours(text: str) -> str | None:
    """A note without our lines, None where it has none: heading, problem, what it should be."""
    before, heading, after = text.replace("\r\n", "\n").partition(HEADING)
    if not heading:
        return None
    rest = [line for line in after.split("\n") if line and not OURS.match(line)]
    return "\n".join((before.rstrip("\n"), *rest)).strip("\n")
