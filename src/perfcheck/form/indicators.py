"""Rows of an indicator table become indicators; level names are spread over the rows they cover."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from perfcheck.form.fields import one_line, points_entry, text_entry
from perfcheck.form.grid import Cell
from perfcheck.form.header import Column, Columns, Header
from perfcheck.form.labels import Dictionary, narrow, points_in
from perfcheck.form.numbers import placeholder
from perfcheck.form.segment import Segment
from perfcheck.indicator.actual import read_actual
from perfcheck.indicator.target import read_target
from perfcheck.model.cells import Entry, State
from perfcheck.model.form import NO_NUMBER, NO_TEXT, Indicator, Number, Text

PREFIX = re.compile(r"^[★☆▲●\s]*(?:(?:指标|目标)\s*[\dN一二三四五六七八九十]*\s*[:：、.．]\s*)?")
FILLER = re.compile(r"(?:指标|目标)?[\dnN一二三四五六七八九十]*[:：、.]*|…+|\.{2,}")
LEVEL_POINTS = re.compile(r"[（(\[]?\s*\d+(?:\.\d+)?\s*分\s*[）)\]]?")
VALUE_ROLES = ("name", "target", "actual", "points", "score")


@dataclass(frozen=True, slots=True)
class Level:
    """A level name in force, and the points in its heading."""

    name: Text = NO_TEXT
    points: Number = NO_NUMBER


@dataclass(slots=True)
class Table:
    """What one indicator table holds: its indicators, its total row, its row of execution."""

    indicators: list[Indicator] = field(default_factory=list)
    total: int = 0
    execution: int = 0
    last: int = 0
    levels: dict[str, Level] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one table: the segment it stands in, its columns, the year of the form."""

    segment: Segment
    words: Dictionary
    columns: Columns
    year: int | None
    goal: int

    def read(self, header: Header, bottom: int) -> Table:
        """The table below a header, down to its end or the given row."""
        table = Table(last=header.bottom)
        for row in range(header.bottom + 1, bottom + 1):
            own = [c for c in self.segment.grid.row(row) if c.column <= self.segment.right]
            if not own:
                continue
            if self._foot(own):
                table.total = self._total(row, bottom)
                break
            table.last = row
            self._row(table, row)
        return table

    def _total(self, top: int, bottom: int) -> int:
        """The row of 总分 at the end of a table; remarks may stand before it. 0: there is none."""
        for row in range(top, min(bottom, top + 8) + 1):
            cells = self.segment.grid.row(row)
            if cells and self.words.role("foot", cells[0].text, "total"):
                return row
        return 0

    def _foot(self, own: list[Cell]) -> bool:
        """Whether a row ends the table: 总分, 注, 改进措施 in its first cells."""
        first = own[0]
        name = self.columns.get("name") or self.columns["target"]
        if first.column > name.last:
            return False
        text = re.split(r"[:：]", first.text, maxsplit=1)[0]
        return self.words.find("foot", text) != () or (
            self.words.role("head", text, "person", "phone", "date") is not None
        )

    def _row(self, table: Table, row: int) -> None:
        if self._note(row):
            return
        for role in ("category", "subcategory"):
            self._level(table, role, row)
        cells = {role: self._pick(row, role) for role in self.columns}
        name = self._pick(row, "name", spread=True)
        if self._is_execution(table, name):
            table.execution = row
        elif not self._empty(cells):
            table.indicators.append(self._indicator(table, cells, name))

    def _note(self, row: int) -> bool:
        """A row merged over name and target is a remark."""
        grid, columns = self.segment.grid, self.columns
        if "name" not in columns or "target" not in columns:
            return False
        areas = {grid.area(row, columns[role].first) for role in ("name", "target")}
        return len(areas) == 1

    def _level(self, table: Table, role: str, row: int) -> None:
        cell = self._pick(row, role, spread=True)
        if cell.blank:
            return
        known = table.levels.get(role)
        ref = self.segment.grid.ref(cell.row, cell.column)
        if known and known.name.cell == ref:
            return
        found = points_in(cell.text)
        points: Number = (
            Entry(found, cell.text, ref, State.VALUE, one_line(cell.text))
            if found is not None
            else NO_NUMBER
        )
        if not self.words.key(LEVEL_POINTS.sub("", cell.text)):  # only (50分), below its name
            table.levels[role] = Level(known.name if known else NO_TEXT, points)
            return
        if known and role == "category" and known.name.value == level_name(cell.text):
            points = points if points.value is not None else known.points
        elif role == "category":
            table.levels.pop("subcategory", None)
        name = text_entry(cell, ref, self._label(role))
        value = level_name(cell.text) if name.value else None
        table.levels[role] = Level(replace(name, value=value), points)

    def _label(self, role: str) -> str:
        column = self.columns.get(role)
        return "".join(column.label.text.split()) if column else ""

    def _pick(self, row: int, role: str, *, spread: bool = False) -> Cell:
        column = self.columns.get(role)
        if column is None:
            return Cell(row, 0)
        return pick(self.segment, row, column, spread=spread)

    def _is_execution(self, table: Table, name: Cell) -> bool:
        levels = (table.levels.get(role) for role in ("subcategory", "category"))
        texts = [name.text] if not name.blank else [v.name.text for v in levels if v][:1]
        return any(self.words.role("rows", text, "execution") for text in texts)

    def _empty(self, cells: dict[str, Cell]) -> bool:
        """A row that says nothing: unfilled, or a placeholder such as 指标2： or ……."""
        filled = [
            role for role in VALUE_ROLES if role in cells and not self._filler(role, cells[role])
        ]
        if filled in (["points"], ["score"], ["points", "score"]):
            return not any(self._number(role, cells[role]).value for role in filled)
        return not filled

    def _filler(self, role: str, cell: Cell) -> bool:
        if cell.state is State.ERROR or cell.state is State.UNCALCULATED:
            return role in ("points", "score") and cell.state is State.UNCALCULATED
        bare = narrow(cell.text)
        return cell.blank or placeholder(bare) or FILLER.fullmatch(bare) is not None

    def _number(self, role: str, cell: Cell) -> Number:
        if role not in self.columns:
            return NO_NUMBER
        return points_entry(cell, self.segment.grid.ref(cell.row, cell.column), self._label(role))

    def _text(self, role: str, cell: Cell) -> Text:
        if role not in self.columns:
            return NO_TEXT
        return text_entry(cell, self.segment.grid.ref(cell.row, cell.column), self._label(role))

    def _indicator(self, table: Table, cells: dict[str, Cell], name_cell: Cell) -> Indicator:
        category = table.levels.get("category", Level())
        subcategory = table.levels.get("subcategory", Level())
        name = self._name(name_cell)
        target_cell = cells.get("adjusted_target", Cell(0, 0))
        if target_cell.blank:
            target_cell = cells.get("target", target_cell)
        actual_cell = cells.get("actual", Cell(0, 0))
        operator = self._text("operator", cells.get("operator", target_cell))
        unit = self._text("unit", cells.get("unit", target_cell))
        target_entry = self._text("target", target_cell)
        actual_entry = self._text("actual", actual_cell)
        target = read_target(
            target_entry.value or "",
            operator=operator.value or "",
            unit=unit.value or "",
            name=name.value or "",
            category=category.name.value or "",
            subcategory=subcategory.name.value or "",
            year=self.year,
            cell=target_entry.cell,
        )
        return Indicator(
            name=name,
            category=category.name,
            subcategory=subcategory.name,
            operator_entry=operator,
            target_entry=target_entry,
            unit_entry=unit,
            actual_entry=actual_entry,
            points=self._number("points", cells.get("points", target_cell)),
            stated_score=self._number("score", cells.get("score", target_cell)),
            deviation_reason=self._text(
                "deviation_reason", cells.get("deviation_reason", target_cell)
            ),
            group_points=category.points,
            target=target,
            actual=read_actual(
                actual_entry.value or "",
                target,
                name=name.value or "",
                year=self.year,
                cell=actual_entry.cell,
            ),
            goal=self.goal,
        )

    def _name(self, cell: Cell) -> Text:
        entry = self._text("name", cell)
        if entry.value is None:
            return entry
        value = PREFIX.sub("", one_line(entry.value)).strip()
        if not value or placeholder(value):
            return replace(entry, value=None, state=State.BLANK)
        return replace(entry, value=value)


def level_name(text: str) -> str:
    """A level name as it is known: 产出指标\\n（50分） is 产出指标."""
    return one_line(LEVEL_POINTS.sub("", "".join(text.split()))).strip("：:")


def pick(segment: Segment, row: int, column: Column, *, spread: bool = False) -> Cell:
    """The first filled cell of a row within a column, else its first cell.

    With `spread`, a cell merged downwards from an earlier row counts as well.
    """
    grid = segment.grid
    for c in range(column.first, column.last + 1):
        area = grid.area(row, c)
        if area.left >= column.first and (spread or area.top == row):
            cell = grid.at(area.top, area.left)
            if not cell.blank:
                return cell
    return grid.at(row, column.first)


def filled(segment: Segment, columns: Columns, top: int, bottom: int) -> int:
    """How many target cells between two rows are filled."""
    column = columns.get("target")
    if column is None:
        return 0
    return sum(not placeholder(pick(segment, row, column).text) for row in range(top, bottom + 1))


def numbers_in(segment: Segment, row: int) -> Iterator[tuple[Cell, Decimal]]:
    """The cells of a row that hold a number, from left to right."""
    for cell in segment.grid.row(row):
        if cell.column <= segment.right:
            value = points_entry(cell, segment.grid.ref(row, cell.column)).value
            if value is not None:
                yield cell, value
