"""A cell becomes an Entry: money in 万元, rates as fractions, points, years, text.

What cannot be the field keeps its text and is UNREADABLE; an Excel error, a formula without a
stored result and a blank stay three different things.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from perfcheck.form.grid import Cell
from perfcheck.form.labels import narrow
from perfcheck.form.numbers import (
    SCALES,
    Typed,
    placeholder,
    quantum_of,
    read_amount,
    read_number,
)
from perfcheck.form.stored import plain
from perfcheck.model.cells import CellRef, Entry, State
from perfcheck.model.form import Number, Text

WAN = Decimal(10_000)
HUNDRED = Decimal(100)
PERCENT = Decimal("0.01")
BARE_RATE = Decimal("1.5")  # a bare rate above this was typed in percent: 71.56
# Powers of ten: what is smaller is noise of a formula (300-214.68-85.32 is 1E-14), what is larger
# nobody can mean; between them quotients keep all their digits.
SMALLEST, LARGEST = -8, 13
FIRST_YEAR, LAST_YEAR = 1990, 2100
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
CHINESE_YEAR = re.compile(r"[二一][〇○零Oo0一二三四五六七八九]{3}(?=年)")
CHINESE_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")
BEHIND = re.compile(r"\((\d{1,3}(?:\.\d{1,2})?)分\)$")
TICKS, BOXES = "☑√✓✔■●☒", "□☐○◯"
MARKS = TICKS + BOXES
TICKED = re.compile(f"[{TICKS}]")
MARK_FIRST = re.compile(rf"([{MARKS}]+)([^{MARKS}]*[^{MARKS}\s][^{MARKS}]*)")
MARK_LAST = re.compile(rf"([^{MARKS}]*[^{MARKS}\s][^{MARKS}]*)([{MARKS}]+)")
HIDDEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\u00ad]")
CJK_BREAK = re.compile(r"(?<=[^\x00-\x7f])[ \t]*[\r\n]+[ \t]*(?=[^\x00-\x7f])")


def text_entry(cell: Cell, ref: CellRef, label: str = "") -> Text:
    """Text as typed, without characters that nobody sees and blanks at its ends."""
    if cell.state is not State.VALUE:
        return Entry(text=cell.text, cell=ref, state=cell.state, label=label)
    value = visible(cell.text)
    state = State.VALUE if value else State.BLANK
    return Entry(value or None, cell.text, ref, state, label)


def visible(text: str) -> str:
    """Text without characters that nobody sees and without blanks at its ends."""
    if text.isprintable():  # none of them is
        return text.strip()
    return HIDDEN.sub("", text).replace("\u00a0", " ").replace("\u3000", " ").strip()


def ticked(entry: Text) -> Text:
    """The option that is ticked where a text offers several: 优☑ 良□ 中□ 差□ is 优."""
    text = unicodedata.normalize("NFKC", entry.value or "")
    if not TICKED.search(text):
        return entry
    before = re.match(r"\s*[" + MARKS + "]", text) is not None
    pairs = MARK_FIRST.findall(text) if before else [p[::-1] for p in MARK_LAST.findall(text)]
    chosen = [words.split()[0 if before else -1] for mark, words in pairs if TICKED.search(mark)]
    if len(chosen) != 1:
        return entry
    return replace(entry, value=chosen[0].strip("、，。;；()（）"))


def one_line(text: str) -> str:
    """Text with its line breaks taken out: a name that was broken to fit its column."""
    if text.isprintable():
        return " ".join(text.split())
    return " ".join(CJK_BREAK.sub("", visible(text)).split())


def money_entry(cell: Cell, ref: CellRef, unit: str, label: str = "") -> Number:
    """An amount in 万元; the unit typed in the cell goes before the unit of the form.

    A sentence that holds one amount is that amount: 已支付114万元.
    """

    def convert(typed: Typed) -> Typed | None:
        own = typed.unit or unit
        if own not in SCALES:
            return None
        scale = SCALES[own] / WAN
        return Typed(typed.value * scale, typed.quantum * scale)

    entry = _number(cell, ref, label, convert)
    amount = read_amount(cell.text) if entry.state is State.UNREADABLE else None
    read = convert(amount) if amount and isinstance(cell.raw, str) else None
    if read is None or read.value.adjusted() > LARGEST:
        return entry
    return Entry(Decimal(plain(read.value)), cell.text, ref, State.VALUE, label, read.quantum)


def points_entry(cell: Cell, ref: CellRef, label: str = "") -> Number:
    """Points or a score; 20% as a weight means 20 points of 100."""
    return _number(cell, ref, label, _points)


def points_behind(name: Text) -> Number:
    """The points behind a name, where no column holds them: 国家奖学金人数（10分）."""
    found = BEHIND.search(narrow(name.text))
    if found is None or name.cell is None:
        return Entry()
    return Entry(Decimal(found[1]), found[0], name.cell, State.VALUE, name.label)


def _points(typed: Typed) -> Typed | None:
    return typed if typed.unit in ("", "%") else None


def rate_entry(
    cell: Cell, ref: CellRef, expected: Decimal | None = None, label: str = ""
) -> Number:
    """A rate as a fraction. A bare 71.56 or 0.7156 is read as what lies nearer to `expected`
    (executed over budget); where that is unknown, above 1.5 it counts as percent.
    """

    def convert(typed: Typed) -> Typed | None:
        if typed.unit not in ("", "%"):
            return None
        as_percent = Typed(typed.value * PERCENT, typed.quantum * PERCENT)
        if typed.unit == "%":
            return as_percent
        if expected is None:
            return as_percent if abs(typed.value) > BARE_RATE else typed
        return min(typed, as_percent, key=lambda reading: abs(reading.value - expected))

    return _number(cell, ref, label, convert)


def year_entry(cell: Cell, ref: CellRef, label: str = "") -> Entry[int]:
    """The year in （２０２０年度）, 2020, 二〇二〇年 or a date; XXXX年度 is a blank."""
    if cell.state is not State.VALUE:
        return Entry(text=cell.text, cell=ref, state=cell.state, label=label)
    found = year_in(cell.text) if not isinstance(cell.raw, datetime.date) else cell.raw.year
    if found is not None:
        return Entry(found, cell.text, ref, State.VALUE, label)
    state = State.BLANK if placeholder_year(cell.text) else State.UNREADABLE
    return Entry(text=cell.text, cell=ref, state=state, label=label)


def year_in(text: str) -> int | None:
    """The first year that a text names, or None."""
    bare = narrow(text)
    match = YEAR.search(bare)
    chinese = CHINESE_YEAR.search(bare)
    if match:
        return int(match[1])
    return int(chinese[0].translate(CHINESE_DIGITS)) if chinese else None


def placeholder_year(text: str) -> bool:
    """Whether a text is the unfilled place for a year: （XXXX年度）, （    年度）, 20  年."""
    return re.fullmatch(r"\(?(?:20)?[Xx×*_□]*年?度?\)?", narrow(text)) is not None


def _number(
    cell: Cell, ref: CellRef, label: str, convert: Callable[[Typed], Typed | None]
) -> Number:
    if cell.state is not State.VALUE:
        return Entry(text=cell.text, cell=ref, state=cell.state, label=label)
    typed = _typed(cell)
    if typed is None and isinstance(cell.raw, str) and placeholder(cell.raw):
        return Entry(text=cell.text, cell=ref, label=label)
    read = convert(typed) if typed else None
    if read is None or read.value.adjusted() > LARGEST:
        return Entry(text=cell.text, cell=ref, state=State.UNREADABLE, label=label)
    value = read.value if read is typed else Decimal(plain(read.value))
    value = value if value.adjusted() >= SMALLEST else Decimal(0)
    return Entry(value, cell.text, ref, State.VALUE, label, read.quantum)


def _typed(cell: Cell) -> Typed | None:
    """The number of a cell as it shows: 0.7156 under a percent format is 71.56 with unit %."""
    if isinstance(cell.raw, Decimal) and cell.percent:
        number = Decimal(plain(cell.raw * HUNDRED))
        return Typed(number, quantum_of(number), "%")
    return read_number(cell.text) if isinstance(cell.raw, str | Decimal) else None
