"""应报单位名单: the clerk's own workbook, read by its headings."""

import datetime
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from perfcheck.errors import InputError, PerfcheckError
from perfcheck.form.grid import Cell, Grid, read_grids
from perfcheck.model.roster import Expected

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "unit": ("单位", "单位名称", "报送单位", "应报单位", "实施单位", "项目单位"),
    "project": ("项目", "项目名称"),
    "emails": ("联系人邮箱", "邮箱", "电子邮箱", "联系邮箱", "电子邮件", "email", "e-mail"),
    "deadline": ("截止日期", "截止时间", "报送期限", "报送截止日期", "期限"),
}
MOST_HEADING = 20  # rows in which the headings must stand
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})")
ADVICE = "请按 input_templates 中的《应报单位名单》填写：单位、项目、联系人邮箱、截止日期。"


def read_roster(path: Path) -> tuple[Expected, ...]:
    """The lines of a roster in their order; InputError says which cell is wrong and how."""
    try:
        grids = read_grids(path.read_bytes())
    except OSError as fault:
        reason = fault.strerror or fault
        raise InputError("INP010", f"应报单位名单“{path}”读不了：{reason}", ADVICE) from fault
    except PerfcheckError as fault:
        raise InputError("INP010", f"应报单位名单“{path}”：{fault.message}", ADVICE) from fault
    for grid in grids:
        found = _headings(grid)
        if found:
            lines = tuple(_lines(grid, *found))
            if not lines:
                raise InputError("INP011", f"应报单位名单“{path}”里没有填单位", ADVICE)
            return lines
    raise InputError("INP012", f"应报单位名单“{path}”里找不到“单位”一栏", ADVICE)


def _headings(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """The row of the headings and the column of each that is there; the unit's must be."""
    for row in range(1, MOST_HEADING + 1):
        names = {_plain(cell.text): cell.column for cell in grid.row(row)}
        columns = {
            field: names[alias]
            for field, aliases in HEADINGS.items()
            for alias in aliases
            if alias in names
        }
        if "unit" in columns and (len(columns) > 1 or len(names) == 1):
            return row, columns
    return None


def _plain(text: str) -> str:
    return re.sub(r"[\s*＊]|[（(].*[)）]", "", text).lower()


def _lines(grid: Grid, heading: int, columns: Mapping[str, int]) -> Iterator[Expected]:
    for row in range(heading + 1, grid.rows + 1):

        def cell(field: str, row: int = row) -> Cell:
            column = columns.get(field)
            return grid.anchor(row, column) if column else Cell(row, 0)

        unit = " ".join(cell("unit").text.split())
        if unit:
            yield Expected(
                unit=unit,
                project=" ".join(cell("project").text.split()),
                emails=_emails(cell("emails")),
                deadline=_day(cell("deadline")),
                row=row,
            )


def _emails(cell: Cell) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(ADDRESS.findall(cell.text)))
    if cell.text.strip() and not found:
        raise InputError(
            "INP013", f"应报单位名单第 {cell.row} 行的联系人邮箱“{cell.text}”不是邮箱地址", ADVICE
        )
    return found


def _day(cell: Cell) -> datetime.date | None:
    raw = cell.raw
    if isinstance(raw, datetime.datetime):
        return raw.date()
    if isinstance(raw, datetime.date):
        return raw
    text = cell.text.strip()
    if not text:
        return None
    found = DAY.match(text)
    try:
        if found:
            return datetime.date(*(int(part) for part in found.groups() if part))
    except ValueError:
        pass
    raise InputError(
        "INP014",
        f"应报单位名单第 {cell.row} 行的截止日期“{text}”看不明白",
        "请写成带年份的日期，如 2021-03-15。",
    )
