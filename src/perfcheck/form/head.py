"""Single fields above and below the tables: a label, and what stands beside or behind it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfcheck.form.fields import visible, year_entry, year_in
from perfcheck.form.grid import Cell
from perfcheck.form.labels import SECTIONS, Dictionary, narrow
from perfcheck.form.numbers import SCALES, read_number
from perfcheck.form.segment import Segment
from perfcheck.model.cells import CellRef, Entry, State
from perfcheck.model.form import NO_TEXT, Text

INLINE = re.compile(  # a label may be spaced out: 填 报 人：
    r"(?:^|(?<=[\s\u3000;；,，]))"
    r"([^\s:：;；,，]{1,16}(?:[ \u3000\r\n]{1,4}[^\s:：;；,，]{1,4}){0,3})\s*[:：]"
)
ANOTHER = re.compile(r"[\s\u3000;；]+[\u4e00-\u9fff][^\s:：;；,，]{1,15}\s*[:：]")  # 单位负责人：
SHORT = ("person", "phone", "date", "year", "unit", "department", "total_score", "grade")
SCORED = re.compile(r"([^\d:]{2,8}?)\(?(\d{1,3}(?:\.\d+)?)分?\)?")
FULL_DATE = re.compile(r"年\d{1,2}月\d{1,2}日|日期:|时间:")
TITLED = re.compile(r"表(?:[（(][^（）()]*[）)])?\s*(?:[—－-]{2,}|[:：])\s*(\S.{1,40})$")
ONLY_YEAR = re.compile(r"\(?20\d\d年度?\)?")
TITLE_YEAR = re.compile(r"年")
LONGEST = 20  # characters of a label that only its words make one
HEADINGS = 4  # of so many headings of values below one may be unknown
CONTACT = ("person", "phone")
BELOW = 100  # a label with its value beside it goes before one that heads a list
OF_UNIT = -1  # who stands beside the unit goes before who stands beside the department
UNUSED = ("ignored", "note", "amount_unit")
SHARED = ("department", "unit", "year")


@dataclass(frozen=True, slots=True)
class Field:
    """A label with its value cell; for 单位名称：甲 乙：丙 in one cell, a part of its text."""

    role: str
    label: str
    value: Cell
    ref: CellRef
    rank: int


def head_fields(segment: Segment, words: Dictionary) -> dict[str, Field]:
    """The fields above the tables; who the unit is may stand once at the top of the sheet."""
    shared = fields(segment, words, "head", *segment.shared)
    own = fields(segment, words, "head", segment.top, segment.head_bottom)
    return {role: shared[role] for role in SHARED if role in shared} | own


def fields(
    segment: Segment, words: Dictionary, section: str, top: int, bottom: int
) -> dict[str, Field]:
    """The fields of a section between two rows, by role; the preferred spelling wins."""
    found: dict[str, Field] = {}
    for field in _all(segment, words, section, top, bottom):
        if field.role not in UNUSED:
            found = better(found, {field.role: field})
    return found


def better(known: dict[str, Field], others: dict[str, Field]) -> dict[str, Field]:
    """Of two fields for a role the filled one, of two filled ones the one spelled plainly."""
    found = dict(known)
    for role, field in others.items():
        old = found.get(role)
        if old is None or (old.value.blank, old.rank) > (field.value.blank, field.rank):
            found[role] = field
    return found


def with_contact(head: dict[str, Field], below: dict[str, Field]) -> dict[str, Field]:
    """The fields of the head with those below the tables; the phone is that of the person."""
    found = better(head, below)
    phone = below.get("phone")
    if phone and not phone.value.blank and found.get("person") is below.get("person"):
        found["phone"] = phone
    return found


def _all(
    segment: Segment, words: Dictionary, section: str, top: int, bottom: int
) -> Iterator[Field]:
    for _, cells in segment.lines(top, bottom):
        numbered = _numbered(segment, cells)
        if numbered > 1:
            continue  # a list of several things
        for index, cell in enumerate(cells):
            inline: list[Field] = []
            if ":" in cell.text or "：" in cell.text:
                inline += _inline(segment, words, section, cell)
            if section == "head":
                inline += _scored(segment, words, section, cell)
            yield from inline
            role = words.role(section, cell.text)
            role = role or _alike(words, section, cell, index)
            if role and not inline:
                value, rank = beside(segment, words, cell), words.rank(section, role, cell.text)
                if value.blank or len(cells) >= HEADINGS or numbered:
                    under = _under(segment, words, cell)
                    value, rank = (under, rank + BELOW) if under else (value, rank)
                if role == "unit" and value.text.strip() in SCALES:
                    continue  # 单位：万元 names no unit of the administration
                ref = segment.ref(value)
                if role in CONTACT and any(words.role("head", c.text, "unit") for c in cells):
                    rank = OF_UNIT
                yield Field(role, cell.text, value, ref, rank)


def _numbered(segment: Segment, cells: Sequence[Cell]) -> int:
    """How many rows below a row of headings are numbered in its first column; 2 are as good as
    more.
    """
    first = segment.grid.area(cells[0].row, cells[0].column)
    below = [narrow(segment.grid.at(first.bottom + n, first.left).text) for n in (1, 2)]
    counted = [text == str(n) for n, text in enumerate(below, 1)]
    return sum(counted[: counted[0] + 1]) if len(cells) > 1 else 0


def _alike(words: Dictionary, section: str, cell: Cell, index: int) -> str | None:
    """What the words of an unknown label make of it: in the foot where it begins a row, in the
    head where it is short: 区级林业主管部门.
    """
    if section == "foot":
        return None if index else words.alike(section, cell.text)
    known = words.label(cell.text) or len(cell.text) > LONGEST
    return None if known else words.alike(section, cell.text)


def _scored(segment: Segment, words: Dictionary, section: str, cell: Cell) -> Iterator[Field]:
    """A score right behind its label: 项目总得分99分."""
    bare = narrow(cell.text)
    match = SCORED.fullmatch(bare) if bare[-1:].isdecimal() or bare[-1:] in "分)" else None
    role = words.role(section, match[1], "total_score") if match else None
    if match and role:
        value = Cell(cell.row, cell.column, match[2], match[2], State.VALUE)
        ref = segment.ref(cell)
        yield Field(role, match[1], value, ref, words.rank(section, role, match[1]))


def _under(segment: Segment, words: Dictionary, label: Cell) -> Cell | None:
    """The value below a label, where a row of labels heads a row of values."""
    grid = segment.grid
    cells = grid.row(label.row)
    known = sum(words.label(cell.text) for cell in cells)
    unknown = len(cells) >= HEADINGS or _numbered(segment, cells) > 0
    if len(cells) < 2 or (known < len(cells) - unknown and not head_values(segment, words, cells)):
        return None
    bottom = grid.area(label.row, label.column).bottom
    below = [grid.at(row, label.column) for row in (bottom + 1, bottom + 2)]
    value = next((cell for cell in below if not cell.blank), label)
    return None if words.label(value.text) else value


def head_values(segment: Segment, words: Dictionary, cells: Sequence[Cell]) -> bool:
    """Whether a row of labels, most of them known, heads a row of values, each below its label."""
    known = [cell for cell in cells if words.label(cell.text)]
    areas = [segment.grid.area(cell.row, cell.column) for cell in cells]
    below = segment.grid.row(max(area.bottom for area in areas) + 1)
    places = {cell.column for cell in below}
    return (
        len(cells) < 2 * len(known) < 2 * len(cells)
        and places == {area.left for area in areas}
        and not any(words.label(cell.text) for cell in below)
    )


def beside(segment: Segment, words: Dictionary, label: Cell) -> Cell:
    """The cell that holds the value of a label: the next one to the right that is filled.

    The search ends at another label and at the edge of the form; a blank stands right beside.
    """
    grid = segment.grid
    start = grid.area(label.row, label.column).right + 1
    for column in range(start, max(start, min(segment.right, start + 20)) + 1):
        area = grid.area(label.row, column)
        cell = grid.at(area.top, area.left)
        if cell.blank or area.top != label.row:
            continue
        return Cell(label.row, start) if words.label(cell.text) else cell
    return Cell(label.row, start)


def _inline(segment: Segment, words: Dictionary, section: str, cell: Cell) -> Iterator[Field]:
    """Labels with a colon inside one cell: 单位名称：市图书馆　填报日期：2021年4月."""
    labels = [
        (label, offset, m.end())
        for m in INLINE.finditer(cell.text)
        for label, offset in _known(words, cell.text[: m.end(1)], m.start(1))
    ]
    for index, (label, _, start) in enumerate(labels):
        role = words.role(section, label)
        last = index + 1 == len(labels)
        end = len(cell.text) if last else labels[index + 1][1]
        if role in SHORT and (unknown := ANOTHER.search(cell.text, start, end)):
            end = unknown.start()
        text = visible(cell.text[start:end])
        if not role or (role == "unit" and text in SCALES):
            continue
        value = Cell(cell.row, cell.column, text, text, State.VALUE if text else State.BLANK)
        if not text and last:
            value = beside(segment, words, cell)
            value = value if not value.blank else _under(segment, words, cell) or value
        ref = segment.ref(value)
        yield Field(role, label, value, ref, words.rank(section, role, label))


def _known(words: Dictionary, text: str, start: int) -> Iterator[tuple[str, int]]:
    """The label at the end of a text as far as it is known, and where it begins: 填报日期 of
    市图书馆 填报日期. The label begins at `start`, at a word after it, or with the whole text.
    """
    places = [0, *(start + word.start() for word in re.finditer(r"\S+", text[start:]))]
    for place in places:
        label = "".join(text[place:].split())
        if words.any(label, SECTIONS if place == 0 else ("head", "foot")):
            if not words.role("foot", label, "note"):
                yield label, place
            return


def parted(cell: Cell) -> tuple[Cell, Cell | None]:
    """A cell as label and number where it holds both: 预算金额：88; else itself, and None."""
    name, _, rest = cell.text.replace("：", ":").partition(":")
    if read_number(rest) is None:
        return cell, None
    text = rest.strip()
    label = Cell(cell.row, cell.column, name, name, State.VALUE)
    return label, Cell(cell.row, cell.column, text, text, State.VALUE)


def titled_project(segment: Segment) -> Text:
    """The project that a title names behind a dash: 项目支出绩效自评表——农村饮水安全."""
    found = TITLED.search(visible(segment.title))
    if found is None:
        return NO_TEXT
    lines = segment.lines(segment.top, segment.bottom)
    cell = next(c for _, line in lines for c in line if c.text.strip() == segment.title)
    ref = segment.ref(cell)
    return Entry(found[1], cell.text, ref, State.VALUE, "项目名称")


def find_year(segment: Segment, found: dict[str, Field]) -> Entry[int]:
    """The year of a form: its own field, a line such as （2020年度） above, or its title."""
    field = found.get("year")
    if field and not (field.value.blank and year_in(field.label)):  # （2020）年度
        return year_entry(field.value, field.ref, field.label)
    name = found.get("project_name")
    last = name.ref.row - 1 if name else segment.top + 4
    rows = [cells for _, cells in segment.lines(segment.top, max(last, segment.top))]
    rows += [cells for _, cells in segment.lines(*segment.shared)]
    for cells in rows:
        if len(cells) == 1 and len(cells[0].text) <= 12:
            entry = year_entry(cells[0], segment.ref(cells[0]), "年度")
            if entry.value or (entry.blank and TITLE_YEAR.search(cells[0].text)):
                return entry
    for cell in (cell for cells in rows for cell in cells):
        year = year_in(cell.text)
        if year and "年" in cell.text and not FULL_DATE.search(narrow(cell.text)):
            ref = segment.ref(cell)
            return Entry(year, cell.text, ref, State.VALUE, "年度")
    for cells in (cells for _, cells in segment.lines(last + 1, segment.head_bottom)):
        if len(cells) == 1 and ONLY_YEAR.fullmatch(narrow(cells[0].text)):
            return year_entry(cells[0], segment.ref(cells[0]), "年度")
    return _unfilled_year(segment, last)


def _unfilled_year(segment: Segment, last: int) -> Entry[int]:
    """The blank line below the title, merged like it, where the year belongs."""
    cells = [cell for _, line in segment.lines(segment.top, last) for cell in line]
    title = next((cell for cell in cells if cell.text.strip() == segment.title), None)
    if title is None or title.row >= last or segment.grid.row(title.row + 1):
        return Entry()
    over, under = (segment.grid.area(title.row + n, title.column) for n in (0, 1))
    if under.right != over.right or under.left == under.right:
        return Entry()
    return Entry(cell=segment.grid.ref(title.row + 1, title.column), label="年度")
