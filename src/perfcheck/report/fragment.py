"""Rows of a list that were drawn by themselves, to be put into a streamed sheet later."""

import json
from dataclasses import dataclass
from typing import TypeAlias

Where: TypeAlias = tuple[int, int, str, str]  # row, column, target and text of a link; from 0


@dataclass(frozen=True, slots=True)
class Fragment:
    """The XML of consecutive rows, whose texts are numbered by their place in `strings`.

    `first` and `last` are its rows and `columns` its widest row, from 0; `texts` is how many
    cells hold a text. Formats are numbered as `xlsx.Book.prepare` numbers them in any book.
    """

    first: int
    last: int
    columns: int
    texts: int
    strings: tuple[str, ...]
    links: tuple[Where, ...]
    xml: str

    def pack(self) -> bytes:
        """As bytes, which a worker leaves in a file."""
        values = (self.first, self.last, self.columns, self.texts, self.strings, self.links)
        head = json.dumps(values, ensure_ascii=False)
        return f"{head}\n{self.xml}".encode("utf-8", "surrogatepass")


def unpack(packed: bytes) -> Fragment:
    """The rows again."""
    head, xml = packed.decode("utf-8", "surrogatepass").split("\n", 1)
    first, last, columns, texts, strings, links = json.loads(head)
    where = tuple((row, column, target, text) for row, column, target, text in links)
    return Fragment(first, last, columns, texts, tuple(strings), where, xml)
