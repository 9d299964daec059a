"""A worksheet for long lists: its rows become XML as they are written, from top to bottom.

XlsxWriter keeps every cell as an object until the workbook is closed, and asks each one what it
is. Here a cell is its XML at once, in the same words, and a finished row goes to a spool that
turns into a file when it grows: memory stays flat, and a cell costs a fifth. (Its own
constant_memory mode would write inline strings, which WPS handles badly; these stay shared.)
Charts cannot take their data from such a sheet. Its rows can be drawn in several places at once
and put together here: `cut` and `take`.
"""

import math
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import IO

from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from perfcheck.report.content import Cell, Content, Formula
from perfcheck.report.fragment import Fragment
from perfcheck.report.look import Style
from perfcheck.report.names import safe_text
from perfcheck.report.texts import ESCAPES
from perfcheck.report.wording import TOO_LARGE, holdable

IN_MEMORY = 1 << 20  # bytes of rows that a sheet holds before they go to a file
CHUNK = 1 << 16
NUMBERS = (Decimal, int)
BLANK = "/>"  # how a cell that holds nothing ends
COLUMNS = tuple(xl_col_to_name(column) for column in range(256))
SHARED = re.compile('(?<= t="s"><v>)([0-9]+)')  # no text of a cell stands in the XML to be mistaken


class OwnSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types here
    """XlsxWriter's worksheet for formulas of ours, which use the functions of Excel 2007 alone.

    XlsxWriter would search each of them for the names of 150 newer functions.
    """

    def _prepare_formula(self, formula: str, _expand: bool = False) -> str:  # noqa: FBT001, FBT002
        return formula.removeprefix("=")


class StreamedSheet(OwnSheet):
    """XlsxWriter's worksheet with another way to keep cells; rows and columns count from 0.

    Rows must come in their order; within the row in hand a cell may be written again. ValueError
    where a row comes too late.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fh: IO[str]
        self._spool = SpooledTemporaryFile(  # noqa: SIM115 - closed when the workbook is
            IN_MEMORY, "w+", encoding="utf-8", newline="\n"
        )
        self._cells: dict[int, str] = {}
        self._texts: dict[str, str] = {}
        self._row = -1
        self._pixels: int | None = None  # the height of the row in hand, where it was put whole

    def write_string(
        self, row: int, col: int, string: str, cell_format: Format | None = None
    ) -> int:
        """Write text, as text."""
        return self._put(row, col, cell_format, self._shared(string))

    def write_number(
        self, row: int, col: int, number: float, cell_format: Format | None = None
    ) -> int:
        """Write a number; ValueError where it is not finite."""
        if not math.isfinite(number):
            raise ValueError(f"{number} is no number that a cell can hold")
        return self._put(row, col, cell_format, f"><v>{number:.16G}</v></c>")

    def write_blank(
        self, row: int, col: int, blank: object, cell_format: Format | None = None
    ) -> int:
        """Write a cell that only looks like something."""
        return 0 if cell_format is None else self._put(row, col, cell_format, BLANK)

    def write_formula(
        self,
        row: int,
        col: int,
        formula: str,
        cell_format: Format | None = None,
        value: float | str = 0,
    ) -> int:
        """Write a formula in the functions of Excel 2007, which need no prefix."""
        return self._put(row, col, cell_format, self._calculated(formula, value))

    def cut(self) -> Fragment:
        """All that was written, to be put into another sheet at the same rows; ends this one."""
        self._advance(max(self._row, *self.row_info, 0) + 1)
        self._spool.seek(0)
        xml = self._spool.read()
        self._spool.close()
        return Fragment(
            self.dim_rowmin or 0,
            self.dim_rowmax or 0,
            self.dim_colmax or 0,
            self.str_table.count,
            tuple(self.str_table.string_table),
            tuple(
                (row, column, url._original_url, url._text)
                for row, own in self.hyperlinks.items()
                for column, url in own.items()
            ),
            xml,
        )

    def take(self, rows: Fragment) -> None:
        """Put rows at their place that were drawn elsewhere; ValueError where they come too late.

        The texts get the numbers that they would have got here.
        """
        self._advance(rows.first)
        numbers = [str(self.str_table._get_shared_string_index(text)) for text in rows.strings]
        self.str_table.count += rows.texts - len(numbers)
        parts = SHARED.split(rows.xml)  # every second one is the number of a text
        parts[1::2] = [numbers[int(own)] for own in parts[1::2]]
        self._spool.write("".join(parts))
        for row in (rows.first, rows.last):
            self._check_dimensions(row, 0)
            self._check_dimensions(row, rows.columns)
        for row, column, target, text in rows.links:
            link = self.hyperlinks[row][column] = Url(target)
            link._text = text
        self.hlink_count += len(rows.links)
        self._row = rows.last + 1

    def put_row(
        self, row: int, cells: Sequence[Cell], points: float, looks: Mapping[Style, str]
    ) -> list[tuple[int, Cell]]:
        """Write a row of that height; cells with links, and with no room, are returned.

        Lists have a hundred thousand cells, so there is no detour: `looks` are the attributes by
        which cells name their formats.
        """
        if row != self._row:
            self._advance(row)
        if not cells:
            self.set_row(row, points)
        self._pixels = int(points * 4 / 3 + 0.5)  # as XlsxWriter reckons
        written, rest, number, column = self._cells, [], row + 1, 0
        for cell in cells:
            content, style, span, down = cell
            shown = self._shown(content)
            if shown is None:
                rest.append((column, cell))
            else:
                written[column] = f'<c r="{COLUMNS[column]}{number}"{looks[style]}{shown}'
                if span != 1 or down != 1:
                    self.merge.append([row, column, row + down - 1, column + span - 1])
                    for covered in range(column + 1, column + span if down == 1 else 0):
                        address = f"{COLUMNS[covered]}{number}"
                        written[covered] = f'<c r="{address}"{looks[style]}{BLANK}'
            column += span
        return rest

    def _shown(self, content: Content) -> str | None:
        """The XML of a cell behind its address and look; None for what is not written so."""
        if isinstance(content, str):
            known = self._texts.get(content)
            if known is None:
                known = self._shared(safe_text(content)) if content else BLANK
                self._texts[content] = known
            elif content:
                self.str_table.count += 1
            return known
        if content is None:
            return BLANK
        if isinstance(content, Formula):
            return self._calculated(content.text, _stored(content.value))
        if isinstance(content, NUMBERS) and holdable(content):
            return f"><v>{float(content):.16G}</v></c>"
        return None

    def _calculated(self, formula: str, value: float | str) -> str:
        kind = ' t="str"' if isinstance(value, str) else ""
        shown = value.translate(ESCAPES) if isinstance(value, str) else value
        text = formula.removeprefix("=").translate(ESCAPES)
        return f"{kind}><f>{text}</f><v>{shown}</v></c>"

    _write_string = write_string
    _write_number = write_number
    _write_blank = write_blank
    _write_formula = write_formula

    def _shared(self, text: str) -> str:
        return f' t="s"><v>{self.str_table._get_shared_string_index(text)}</v></c>'

    def _put(self, row: int, column: int, look: Format | None, rest: str) -> int:
        if row != self._row:
            self._advance(row)
        style = f' s="{look._get_xf_index()}"' if look is not None else ""
        self._cells[column] = f'<c r="{COLUMNS[column]}{row + 1}"{style}{rest}'
        return 0

    def _advance(self, row: int) -> None:
        """Write out every row before this one; some have a height and no cells."""
        if row < self._row:
            raise ValueError(f"row {row + 1} comes after row {self._row + 1}")
        target, self.fh = self.fh, self._spool
        for number in range(max(self._row, 0), row):
            height = self.row_info.pop(number, None)
            if number == self._row and self._cells:
                self._write_cells(self._pixels if height is None else height.height)
            elif height is not None:
                self._write_empty_row(number, None, height)
        self._row, self._pixels, self.fh = row, None, target

    def _write_cells(self, pixels: int | None) -> None:
        cells, self._cells = self._cells, {}
        columns = sorted(cells)
        self._check_dimensions(self._row, columns[0])
        self._check_dimensions(self._row, columns[-1])
        tall = self._tall(self.default_row_height if pixels is None else pixels)
        body = "".join([cells[column] for column in columns])
        self._spool.write(f'<row r="{self._row + 1}"{tall}>{body}</row>')

    def _tall(self, pixels: float) -> str:
        """The attributes of a row of that height."""
        if pixels == self.original_row_height == self.default_row_height:
            return ""
        return f' ht="{pixels * 0.75:.16g}" customHeight="1"'

    def _assemble_xml_file(self) -> None:
        self._advance(max(self._row, *self.row_info, 0) + 1)
        super()._assemble_xml_file()

    def _write_sheet_data(self) -> None:
        self._xml_start_tag("sheetData")
        self._spool.seek(0)
        while part := self._spool.read(CHUNK):
            self.fh.write(part)
        self._spool.close()
        self._xml_end_tag("sheetData")


def _stored(value: Decimal | int | str | None) -> float | str:
    """What a cell keeps of the value of its formula; none is an empty text."""
    if value is None or isinstance(value, str):
        return value or ""
    return float(value) if holdable(value) else TOO_LARGE
