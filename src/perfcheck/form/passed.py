"""Tables in plain sight that are not read: they are told, so that none is lost in silence."""

from perfcheck.form.fields import text_entry
from perfcheck.form.fundheads import MONEY
from perfcheck.form.grid import Cell
from perfcheck.form.labels import Dictionary
from perfcheck.form.segment import Segment
from perfcheck.model.form import Text

AMOUNTS = 2  # so many headings of amounts make a table of funds


def title_of(segment: Segment, why: str) -> Text:
    """The title of a table that is not read, else its first cell; `why` is its label."""
    lines = segment.lines(segment.top, segment.bottom)
    cells = [cell for _, line in lines for cell in line] or [Cell(segment.top, 1)]
    cell = next((c for c in cells if c.text.strip() == segment.title), cells[0])
    return text_entry(cell, segment.ref(cell), why)


def looks_filled(segment: Segment, words: Dictionary) -> bool:
    """Whether a table without indicators names a project and its amounts."""
    lines = segment.lines(segment.top, segment.bottom)
    texts = [cell.text.replace("：", ":").partition(":")[0] for _, line in lines for cell in line]
    amounts = {role for text in texts for role in words.find("funds", text) if role in MONEY}
    named = any(words.role("head", text, "project_name") for text in texts)
    return named and len(amounts) >= AMOUNTS
