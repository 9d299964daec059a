"""The funds block: 年度资金总额 and its sources, under headings in any order or without any."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from perfcheck.form.fields import money_entry, points_entry, rate_entry, text_entry, visible
from perfcheck.form.grid import Cell
from perfcheck.form.head import beside
from perfcheck.form.labels import Dictionary, amount_unit_in, points_in
from perfcheck.form.segment import Segment
from perfcheck.model.cells import Entry, State
from perfcheck.model.form import NO_NUMBER, Budget, FundLine, Number

MONEY = ("original_budget", "adjusted_budget", "executed")
COLUMNS = (*MONEY, "rate", "points", "score", "deviation_reason", "name")
WAN_YUAN = "万元"
HUGE = Decimal(100_000)  # 万元: 十亿元. Above it, and with no unit named, the amounts are in 元


@dataclass(frozen=True, slots=True)
class FundColumn:
    """A column of the funds block: its label and from where to where it reaches."""

    label: Cell
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class FundsHeader:
    """The header row of the funds block; `block` is the label that stands before it."""

    row: int
    columns: dict[str, FundColumn]
    block: Cell | None


def read_budget(
    segment: Segment, words: Dictionary, default_unit: str | None
) -> tuple[Budget, int]:
    """The funds block and its last row; an empty budget where there is none."""
    header = _find_header(segment, words)
    if header is None:
        return _without_header(segment, words, default_unit)
    unit = _unit(segment, words, header) or default_unit
    rows = list(_rows(segment, words, header))
    total_row = _total_row(segment, words, rows)
    lines = {row: _line(segment, header, row, name, unit or WAN_YUAN) for row, name in rows}
    if unit is None and _looks_like_yuan(lines.get(total_row, FundLine())):
        lines = {row: _line(segment, header, row, name, "元") for row, name in rows}
        budget_unit, stated = "元", False
    else:
        budget_unit, stated = unit or WAN_YUAN, unit is not None
    budget = Budget(
        total=lines.get(total_row, FundLine()),
        sources=tuple(line for row, line in lines.items() if row != total_row),
        unit=budget_unit,
        unit_stated=stated,
        points=_heading_points(segment, header),
    )
    return budget, max(lines, default=header.row)


def _find_header(segment: Segment, words: Dictionary) -> FundsHeader | None:
    for row, _ in segment.lines(segment.top, segment.head_bottom):
        cells = [c for c in segment.grid.visible(row) if c.column <= segment.right]
        columns = _columns(segment, words, cells)
        if "executed" in columns and ("adjusted_budget" in columns or "original_budget" in columns):
            first = min(column.first for column in columns.values())
            before = [c for c in cells if c.column < first]
            return FundsHeader(row, columns, before[0] if before else None)
    return None


def _columns(segment: Segment, words: Dictionary, cells: Sequence[Cell]) -> dict[str, FundColumn]:
    columns: dict[str, FundColumn] = {}
    ranks: dict[str, int] = {}
    for index, cell in enumerate(cells):
        role = words.role("funds", cell.text, *COLUMNS)
        if role is None:
            continue
        area = segment.grid.area(cell.row, cell.column)
        last = cells[index + 1].column - 1 if index + 1 < len(cells) else area.right
        rank = words.rank("funds", role, cell.text)
        if role not in columns or rank < ranks[role]:
            columns[role] = FundColumn(cell, cell.column, last)
            ranks[role] = rank
    return columns


def _rows(segment: Segment, words: Dictionary, header: FundsHeader) -> Iterator[tuple[int, Cell]]:
    """The rows of the block, each with the cell that names it, down to the next block."""
    first_money = min(header.columns[role].first for role in MONEY if role in header.columns)
    for row, cells in segment.lines(header.row + 1, segment.head_bottom):
        left = [
            c for c in segment.grid.visible(row) if c.column < first_money and c is not header.block
        ]
        if any(words.any(c.text, ("goals", "indicators")) for c in cells if c.column < first_money):
            return
        if any(words.role("head", c.text) for c in cells[:1]):
            return
        name = next((c for c in reversed(left) if c.row == row), None)
        if name is None and not any(c.column >= first_money for c in cells):
            continue
        if name is not None and not _fund_like(segment, words, header, row, name):
            return
        yield row, name or segment.grid.at(row, max(first_money - 1, 1))


def _fund_like(
    segment: Segment, words: Dictionary, header: FundsHeader, row: int, name: Cell
) -> bool:
    """A known source of funds, or anything short with an amount beside it."""
    if words.role("funds", name.text, "total_row", "source_row", "ignored_row"):
        return True
    amounts = (
        points_entry(_pick(segment, row, header.columns[role]), segment.grid.ref(row, 1))
        for role in MONEY
        if role in header.columns
    )
    return len(name.text) <= 40 and any(entry.value is not None for entry in amounts)


def _total_row(segment: Segment, words: Dictionary, rows: Sequence[tuple[int, Cell]]) -> int:
    for row, name in rows:
        if words.role("funds", name.text, "total_row"):
            return row
    return rows[0][0] if rows and not _names_source(words, rows[0][1]) else 0


def _names_source(words: Dictionary, name: Cell) -> bool:
    return "其中" in name.text or words.role("funds", name.text, "source_row") is not None


def _line(segment: Segment, header: FundsHeader, row: int, name: Cell, unit: str) -> FundLine:
    grid = segment.grid

    def cell(role: str) -> tuple[Cell, str] | None:
        column = header.columns.get(role)
        if column is None:
            return None
        return _pick(segment, row, column), "".join(column.label.text.split())

    def money(role: str) -> Number:
        found = cell(role)
        if found is None:
            return NO_NUMBER
        own = amount_unit_in(found[1]) or unit
        return money_entry(found[0], grid.ref(found[0].row, found[0].column), own, found[1])

    def number(role: str) -> Number:
        found = cell(role)
        if found is None:
            return NO_NUMBER
        return points_entry(found[0], grid.ref(found[0].row, found[0].column), found[1])

    line = FundLine(
        name=text_entry(name, grid.ref(name.row, name.column), "资金来源"),
        original_budget=money("original_budget"),
        adjusted_budget=money("adjusted_budget"),
        executed=money("executed"),
        points=number("points"),
        score=number("score"),
    )
    reason = cell("deviation_reason")
    if reason:
        entry = text_entry(reason[0], grid.ref(reason[0].row, reason[0].column), reason[1])
        line = replace(line, deviation_reason=entry)
    rate = cell("rate")
    if rate:
        ref = grid.ref(rate[0].row, rate[0].column)
        line = replace(line, rate=rate_entry(rate[0], ref, _expected(line), rate[1]))
    return line


def _expected(line: FundLine) -> Decimal | None:
    base, executed = line.base.value, line.executed.value
    return executed / base if base and executed is not None else None


def _pick(segment: Segment, row: int, column: FundColumn) -> Cell:
    """The first filled cell of a row within a column; its first cell where all are blank."""
    for c in range(column.first, column.last + 1):
        area = segment.grid.area(row, c)
        if area.left >= column.first and area.top == row:
            cell = segment.grid.at(row, area.left)
            if not cell.blank:
                return cell
    return segment.grid.at(row, column.first)


def _unit(segment: Segment, words: Dictionary, header: FundsHeader) -> str | None:
    """The unit of amounts that the form names: by its block, its headings, or above the table."""
    labels = [header.block] if header.block else []
    labels += [column.label for column in header.columns.values()]
    for label in labels:
        if unit := amount_unit_in(label.text):
            return unit
    for _, cells in segment.lines(segment.top, header.row):
        for cell in cells:
            if unit := amount_unit_in(cell.text):
                return unit
            if words.key(cell.text) in ("金额单位", "单位"):
                beside_it = visible(beside(segment, words, cell).text)
                if beside_it in ("万元", "元", "千元", "亿元"):
                    return beside_it
    return None


def _looks_like_yuan(total: FundLine) -> bool:
    amounts = (total.original_budget.value, total.adjusted_budget.value)
    return any(amount is not None and amount >= HUGE for amount in amounts)


def _heading_points(segment: Segment, header: FundsHeader) -> Number:
    """The points in a heading: 预算执行情况(万元)(20分), 得分（20分*执行率）."""
    labels = [header.block] if header.block else []
    labels += [header.columns[r].label for r in ("score", "rate", "points") if r in header.columns]
    for label in labels:
        points = points_in(label.text)
        if points is not None:
            ref = segment.grid.ref(label.row, label.column)
            return Entry(points, label.text, ref, State.VALUE, "".join(label.text.split()))
    return NO_NUMBER


def _without_header(
    segment: Segment, words: Dictionary, default_unit: str | None
) -> tuple[Budget, int]:
    """A declaration: 年度资金总额 and its sources, each with one amount beside it."""
    unit = default_unit
    total, sources, last = FundLine(), [], segment.top - 1
    column = 0
    for row, cells in segment.lines(segment.top, segment.head_bottom):
        for cell in cells:
            unit = unit or amount_unit_in(cell.text)
            is_total = words.role("funds", cell.text, "total_row") is not None
            is_source = words.role("funds", cell.text, "source_row") is not None
            if not (is_total and total.name.absent) and not (is_source and cell.column == column):
                continue
            value = beside(segment, words, cell)
            ref = segment.grid.ref(value.row, value.column)
            label = "".join(cell.text.split())
            line = FundLine(
                name=text_entry(cell, segment.grid.ref(cell.row, cell.column), label),
                original_budget=money_entry(value, ref, unit or WAN_YUAN, label),
            )
            last = row
            if is_total:
                total, column = line, cell.column
            else:
                sources.append(line)
    budget = Budget(total, tuple(sources), unit or WAN_YUAN, unit is not None)
    return budget, last
