"""Texts of Excel 5.0 and 95, which stand in the code page of the machine that wrote them.

calamine reads the bytes of a Chinese one as if each were a character. So the file is made to say
that it is in a code page of single bytes, and what is read from it is put right again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

SINGLE = 1252  # what the file is made to say: every byte is a character
DOUBLE: Mapping[int, str] = {936: "gb18030", 950: "big5", 932: "cp932", 949: "cp949"}
UNDEFINED = {chr(code): code for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}  # of code page 1252


@dataclass(frozen=True, slots=True)
class Retold:
    """A sheet of a reader with its texts in the charset that they were written in."""

    sheet: "CalamineSheet"
    charset: str

    @property
    def name(self) -> str:
        """The name on its tab."""
        return in_charset(self.sheet.name, self.charset)

    @property
    def total_height(self) -> int:
        """Rows down to the last cell."""
        return self.sheet.total_height

    @property
    def total_width(self) -> int:
        """Columns to the last cell."""
        return self.sheet.total_width

    @property
    def merged_cell_ranges(self) -> None:
        """Such old files know no merged areas."""
        return None

    def to_python(self, *, skip_empty_area: bool = True) -> Iterable[Sequence[object]]:
        """The values row by row."""
        for row in self.sheet.to_python(skip_empty_area=skip_empty_area):
            yield [in_charset(v, self.charset) if isinstance(v, str) else v for v in row]


def retold(sheet: "CalamineSheet", charset: str) -> "CalamineSheet":
    """The sheet itself, or one with its texts put right."""
    return cast("CalamineSheet", Retold(sheet, charset)) if charset else sheet


def in_charset(text: str, charset: str) -> str:
    """A text whose bytes were taken for characters of code page 1252; as it is if it is none."""
    try:
        raw = b"".join(_byte(character) for character in text)
        return raw.decode(charset)
    except UnicodeError:
        return text


def _byte(character: str) -> bytes:
    code = UNDEFINED.get(character)
    return bytes([code]) if code else character.encode("cp1252")
