"""Widths, heights and pages: how much room Chinese text needs on screen and on paper.

Widths are in characters of the default font; a Chinese character counts two. Excel never fits a
merged cell and LibreOffice fits no row by itself, so every row with text gets a height from here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import east_asian_width

from wcwidth import wcwidth

LINE_POINTS = 15.5
PADDING_POINTS = 6
MOST_POINTS = 409  # Excel's limit for a row
CELL_PADDING = 2  # characters that the indent and the two edges take
GLYPH_SHARE = 15 / 16  # a Chinese character of 宋体 11 is 15 pixels wide, two digits are 16

FORM_ROW, LIST_ROW, HEADER_ROW, TITLE_ROW = 26, 24, 34, 36


@dataclass(frozen=True, slots=True)
class Page:
    """Print setup: A4, fitted to one page wide; `pages` high, 0 for as many as it takes.

    Margins are left, right, top, bottom in inches; the footer stands in the bottom one.
    """

    landscape: bool
    pages: int = 0
    margins: tuple[float, float, float, float] = (0.4, 0.4, 0.5, 0.6)
    footer: str = "&C第 &P 页 共 &N 页"


FORM_PAGE = Page(landscape=False, pages=1, margins=(0.45, 0.45, 0.5, 0.55))
LIST_PAGE = Page(landscape=True)
HELP_LIST_PAGE = Page(landscape=False, margins=(0.5, 0.5, 0.6, 0.6))
HELP_PAGE = Page(landscape=False, pages=1, margins=(0.6, 0.6, 0.6, 0.6))

_PIECE = re.compile(r"[!-~]+|\s|[^!-~\s]")


class _Widths(dict[str, int]):
    """The width of every character met so far: CJK, and signs drawn as wide (≥ “ ×), count two."""

    def __missing__(self, character: str) -> int:
        width = max(wcwidth(character), 0)
        wide = width and east_asian_width(character) in ("W", "F", "A")
        self[character] = 2 if wide else width
        return self[character]


_WIDTHS = _Widths()


def text_width(text: str) -> int:
    """Display width of one line: CJK and signs that Chinese fonts draw wide (≥ “ ×) count two."""
    return sum(map(_WIDTHS.__getitem__, text))


@lru_cache(maxsize=1 << 14)  # labels and units come again and again
def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column `width` characters wide, its padding included."""
    room = max((width - CELL_PADDING) / GLYPH_SHARE, 1)
    if 2 * len(text) <= room and "\n" not in text:
        return 1  # short enough, whatever its characters are
    return sum(_wrapped(paragraph, room) for paragraph in text.split("\n"))


def row_height(count: int, least: float = LIST_ROW) -> float:
    """Height in points of a row with that many lines, at least `least`, at most Excel's limit."""
    return min(max(count * LINE_POINTS + PADDING_POINTS, least), MOST_POINTS)


def fit_row(cells: Iterable[tuple[str, float]], least: float = LIST_ROW) -> float:
    """Height in points of a row from the text and the column width of each of its cells."""
    return row_height(max((lines(text, width) for text, width in cells), default=1), least)


def column_width(texts: Iterable[str], least: float = 6, most: float = 40) -> float:
    """Width of a column that shows each line of each text, within limits."""
    widest = max((text_width(line) for text in texts for line in text.split("\n")), default=0)
    return min(max(widest + CELL_PADDING, least), most)


def _wrapped(paragraph: str, room: float) -> int:
    # Words and numbers stay whole where they fit into a line; Chinese breaks anywhere.
    if text_width(paragraph) <= room:
        return 1
    count, used = 1, 0.0
    for piece in _PIECE.findall(paragraph):
        need = _WIDTHS[piece] if len(piece) == 1 else text_width(piece)
        if used + need <= room:
            used += need
        elif need <= room:
            count, used = count + 1, need
        else:
            over = used + need
            count, used = count + int(over // room), over % room
    return count
