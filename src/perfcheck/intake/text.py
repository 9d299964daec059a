"""Whether bytes are text, and whether the text is a table."""

from collections import Counter

SAMPLE = 1 << 16
CODECS = ("utf-8", "gb18030", "big5", "cp1252")
ROWS, PARTED = 5, 4  # lines with so many separators are rows, however many each of them has
SEPARATORS = (",", "\t", ";", "|")


def decode(content: bytes) -> str | None:
    """The text of a sample of the bytes, None where they are no text."""
    sample = content[:SAMPLE]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return sample[: len(sample) // 2 * 2].decode("utf-16", "replace")
    if b"\0" in sample:
        return None
    for codec in CODECS:
        for cut in range(4):  # the sample may end inside a character
            try:
                return sample[: len(sample) - cut].decode(codec).removeprefix("\ufeff")
            except UnicodeDecodeError:
                continue
    return None


def is_text(content: bytes) -> bool:
    """Whether bytes are text that a person can read."""
    text = decode(content)
    if not text:
        return False
    odd = sum(not c.isprintable() and c not in "\r\n\t\f" for c in text)
    return odd * 20 <= len(text)


def is_table(content: bytes) -> bool:
    """Whether most lines of a text have the same number of separators, or many: CSV."""
    lines = [line for line in (decode(content) or "").splitlines() if line.strip()]
    if len(lines) < 2:
        return False
    for separator in SEPARATORS:
        counts = Counter(line.count(separator) for line in lines)
        fields, often = counts.most_common(1)[0]
        if fields and often * 3 >= len(lines) * 2:
            return True
        parted = sum(line.count(separator) >= PARTED for line in lines)
        if len(lines) >= ROWS and parted * 3 >= len(lines) * 2:
            return True
    return False
