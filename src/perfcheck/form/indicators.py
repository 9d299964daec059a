"""The rows of an indicator table: which are indicators, and where the table ends."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from perfcheck.form.columns import Columns
from perfcheck.form.fillers import numbers_columns
from perfcheck.form.fundheads import MONEY
from perfcheck.form.grid import Cell
from perfcheck.form.indicatorrow import Row
from perfcheck.form.labels import Dictionary, narrow, unnumbered
from perfcheck.form.levels import Level, Levels, finest
from perfcheck.form.segment import Segment, pick
from perfcheck.model.cells import CellRef
from perfcheck.model.form import Indicator, Number

ZERO, FULL = Decimal(0), Decimal(100)
ROLE_OF = {"stated_score": "score"}
PAIR = 2  # cells of a row below the table: a label and its text
CLOSING = ("grade", "conclusion")  # of the foot, wherever in a row: 自评得分 | 96 | 自评等次 | 优
LEFTMOST = ("name", "target", "subcategory", "category")  # the label of a last row stands there
CALLED = re.compile(r"[^:：\d]*")
LAST_GROUP = "满意度"
NO_BRACKETS = str.maketrans("", "", "()")


@dataclass(slots=True)
class Table:
    """What one indicator table holds: its indicators; rows of 总分 and 预算执行率, 0 for none, and
    the last one that holds but points (`bare`); the levels in force at its end and the points in
    the headings of all. `passed` are the cells of rows
    that hold none of these and begin left of the table, or hold one text across it.
    """

    indicators: list[Indicator] = field(default_factory=list)
    total: int = 0
    bare: int = 0
    execution: int = 0
    last: int = 0
    passed: list[tuple[Cell, ...]] = field(default_factory=list)
    levels: Mapping[str, Level] = field(default_factory=dict)
    points: Mapping[CellRef, Number] = field(default_factory=dict)

    def grouped(self, points: Mapping[CellRef, Number]) -> tuple[Indicator, ...]:
        """The indicators with the points in the headings of their groups, which are given."""
        heads = finest(points, [(i.category, i.subcategory) for i in self.indicators])
        pairs = zip(self.indicators, heads, strict=True)
        return tuple(i if head.absent else replace(i, group_points=head) for i, head in pairs)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one table: the form it stands in, its columns, the year, the goal it stands under.

    `known` are levels in force above the table, where its header is only repeated.
    """

    segment: Segment
    words: Dictionary
    columns: Columns
    year: int | None
    goal: int
    known: Mapping[str, Level] = field(default_factory=dict)

    def read(self, top: int, bottom: int) -> Table:
        """The table in the rows from top to bottom, or to where it ends before."""
        levels = Levels(self.segment, self.words, self.columns, dict(self.known))
        table = Table(last=top - 1, levels=levels.known, points=levels.points)
        for row, own in self.segment.lines(top, bottom):
            if self.segment.heads(row) or (row <= top + 1 and numbers_columns(own)):
                continue  # repeated on a new page; 1 | 2 | 3 below the headings
            if self._ends(own):
                table.total = self._total(row, bottom)
                break
            table.last = row
            if self._subtotal(own) or (len(own) == 1 and levels.head(own[0])):
                continue
            remark = self._remark(row)
            if not remark:
                levels.enter(row, bottom)
                if self._row(table, levels, own):
                    continue
            if remark or own[0].column < self._left:
                table.passed.append(own)
        if not table.total:
            self._take_total(table)
        return table

    def _take_total(self, table: Table) -> None:
        """Find a total of another name: the last row, if it holds but the sums of the others."""
        rows = table.indicators
        if rows and not _says(rows[-1]) and rows[-1].points.cell is not None:
            at, rows = rows[-1].points.cell.row, rows[:-1]
        else:
            at = table.bare
        if not at or len(rows) < 2:
            return
        for role, full in (("points", FULL), ("stated_score", None)):
            own = self._take(at).number(ROLE_OF.get(role, role)).value
            if own and own in (sum((getattr(r, role).value or ZERO for r in rows), ZERO), full):
                table.total, table.indicators = at, rows
                return

    @property
    def _left(self) -> int:
        return min((column.first for column in self.columns.values()), default=1)

    def _ends(self, own: Sequence[Cell]) -> bool:
        """Whether a row ends the table by its first cell: 总分, 注, 改进措施."""
        first = self._first(own)
        if len([c for c in own if self.words.role("funds", c.text, *MONEY)]) > 1:
            return True  # the amounts stand below
        if len(own) > 1 and any(self.words.role("foot", c.text, *CLOSING) for c in own):
            return True
        columns = [self.columns[role] for role in LEFTMOST if role in self.columns]
        if not columns or first.column > columns[0].last:
            return False
        label = _name_of(first.text)
        people = self.words.role("head", label, "person", "phone", "date")
        signed = label.translate(NO_BRACKETS)  # 主管部门（盖章）
        alike = len(own) <= PAIR and (
            self.words.alike("foot", label) or self.words.alike("note", signed)
        )
        return bool(self.words.find("foot", label) or people or alike or self._goal(own))

    def _goal(self, own: Sequence[Cell]) -> bool:
        """The overall goal below the table: 年度总体目标 | … | 实际完成情况 | …."""
        groups = self.columns.get("category")  # 绩效目标 may be a second level
        inside = groups is not None and groups.first <= own[0].column <= groups.last
        return inside and bool(self.words.find("goals", own[0].text))

    def _total(self, top: int, bottom: int) -> int:
        """The row of 总分 at the end of a table; remarks may stand before it."""
        for row, cells in self.segment.lines(top, min(bottom, top + 8)):
            if self.words.role("foot", _name_of(self._first(cells).text), "total"):
                return row
        return 0

    def _first(self, own: Sequence[Cell]) -> Cell:
        """The first cell of a row behind its points, which may stand left of the levels."""
        points = self.columns.get("points")
        if points and points.first == own[0].column == self._left and len(own) > 1:
            return own[1]
        return own[0]

    def _remark(self, row: int) -> bool:
        """A row whose cells are merged over name and target holds a remark."""
        if "name" not in self.columns or "target" not in self.columns:
            return False
        first, second = self.columns["name"].first, self.columns["target"].first
        area = self.segment.grid.merged.get((row, first))
        return first == second or (area is not None and area.left <= second <= area.right)

    def _subtotal(self, cells: tuple[Cell, ...]) -> bool:
        """A row that adds up the points of a group: 小计."""
        return any(self.words.role("rows", cell.text, "subtotal") for cell in cells[:3])

    def _row(self, table: Table, levels: Levels, own: Sequence[Cell]) -> bool:
        """Take a row in; whether it holds anything."""
        row = self._take(own[0].row)
        if self._is_execution(levels, own, row.cells.get("name", Cell(0, 0))):
            table.execution = own[0].row
        elif row.says_nothing:
            if row.earns:
                table.bare = own[0].row
            return False
        else:
            table.indicators.append(row.indicator(levels))
        return True

    def _take(self, row: int) -> Row:
        cells = {
            role: pick(self.segment, row, column, spread=role == "name")
            for role, column in self.columns.items()
        }
        return Row(self.segment, self.columns, cells, self.year, self.goal)

    def _is_execution(self, levels: Levels, own: Sequence[Cell], name: Cell) -> bool:
        """A row of the indicator table that is budget execution by another name.

        Under a first level of another kind (产出指标) it is an indicator like the others.
        """
        if name.blank:
            above = (levels.of(role).name.text for role in ("category", "subcategory"))
            texts = (self._first(own).text, *above)
            return any(self.words.role("rows", text, "execution") for text in texts)
        if not self.words.role("rows", name.text, "execution"):
            return False
        if "category" not in self.columns:
            return True
        cell = pick(self.segment, own[0].row, self.columns["category"], spread=True)
        first = cell.text or levels.of("category").name.text
        last = (
            cell.blank and LAST_GROUP in first
        )  # what follows, in cells not merged, is no more of it
        return not first or last or self.words.role("rows", first, "execution") is not None


def _says(row: Indicator) -> bool:
    return any(entry.value for entry in (row.name, row.target_entry, row.actual_entry))


def _name_of(text: str) -> str:
    """What a row below a table is called: 总分 in 总分：98 and in 五、总分 100分."""
    return CALLED.match(unnumbered(narrow(text)))[0]  # type: ignore[index]
