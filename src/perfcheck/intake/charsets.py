"""In which charset the names of an archive were written that does not say so.

The same bytes are often valid in several: one name of two characters proves nothing, all names of
an archive together nearly always do. What makes sense is told by how common the characters are.
"""

import unicodedata
from collections.abc import Sequence

GB, BIG5, LATIN = "gb18030", "big5", "cp437"
GB_COMMON, GB_OTHER = range(0xB0, 0xD8), range(0xD8, 0xF8)  # first bytes; the common ones of GB2312
GB_SECOND = 0xA1  # second bytes of GB2312 begin here
BIG5_COMMON = range(0xA4, 0xC7)  # first bytes of the characters in daily use
RARE_PENALTY = -2.0  # private use, kana, box drawing: nobody names files so
WRITTEN = (
    ("\u4e00", "\u9fff"),
    ("\u3400", "\u4dbf"),
    ("\u3001", "\u3011"),  # 、 。 〈 《 【 and their kin
    ("\uff01", "\uff5e"),  # （ ）
    ("\u2010", "\u2026"),  # — “ ” …
)


def archive_charset(names: Sequence[bytes]) -> str:
    """The charset of names in no UTF-8: big5 or cp437; "" for the usual guess, UTF-8 or GB18030."""
    odd = [name for name in names if not name.isascii()]
    if not odd or all(_text(name, "utf-8") for name in odd):
        return ""
    best, found = _worth(odd, GB), ""
    for charset in (BIG5, LATIN):
        worth = _worth(odd, charset)
        if worth > max(best, 0.0):
            best, found = worth, charset
    return found


def _worth(names: Sequence[bytes], charset: str) -> float:
    """How well the names read in a charset, from -3 (not at all) to 2.5."""
    texts = [_text(name, charset) for name in names]
    if not all(texts):
        return RARE_PENALTY - 1
    everything = "".join(text.rpartition(".")[0] or text for text in texts)
    foreign = [c for c in everything if not c.isascii()]
    if charset == LATIN and 3 * len(foreign) > sum(map(str.isalpha, everything)):
        return RARE_PENALTY  # no language writes every third letter with an accent
    value = {GB: _in_gb, BIG5: _in_big5, LATIN: _in_latin}[charset]
    values = [value(c) for c in foreign]
    return sum(values) / max(len(values), 1)


def _text(name: bytes, charset: str) -> str:
    try:
        return name.decode(charset)
    except UnicodeDecodeError:
        return ""


def _in_gb(character: str) -> float:
    """Common in simplified or traditional writing 2, known to GB2312 1, any other character 0."""
    raw = character.encode(GB)
    if len(raw) == 2 and raw[1] >= GB_SECOND and raw[0] in GB_COMMON:
        return 2.0
    if len(raw) == 2 and raw[1] >= GB_SECOND and raw[0] in GB_OTHER:
        return 1.0
    if _is_written(character):
        return 2.0 if character.encode(BIG5, "replace")[0] in BIG5_COMMON else 0.0
    return RARE_PENALTY


def _in_big5(character: str) -> float:
    """In daily use 2, unless it is a rare one in simplified writing too; any other character 0."""
    raw = character.encode(BIG5)
    if raw[0] in BIG5_COMMON and _is_written(character):
        return 1.0 if _in_gb(character) == 1.0 else 2.0
    return 0.0 if _is_written(character) else RARE_PENALTY


def _in_latin(character: str) -> float:
    """A letter with an accent: between others without, no Chinese bytes look like that."""
    return 2.5 if unicodedata.name(character, "").startswith("LATIN") else RARE_PENALTY


def _is_written(character: str) -> bool:
    """A Chinese character, or the punctuation and the wide forms that go with them."""
    return any(first <= character <= last for first, last in WRITTEN)
