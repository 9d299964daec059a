"""File names as senders meant them: from mail headers in any encoding, and from zip directories."""

import contextlib
import re
import unicodedata
from base64 import b64decode
from email.header import decode_header
from quopri import decodestring
from urllib.parse import unquote_to_bytes

CHINESE = frozenset(
    ("gb2312", "gb_2312-80", "gbk", "cp936", "x-gbk", "ms936", "gb18030", "hz-gb-2312")
)
FALLBACKS = ("utf-8", "gb18030", "big5")
LONGEST = 120
PARAMETER = re.compile(rb""";\s*([A-Za-z0-9*_-]+)\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)""", re.DOTALL)
WORD = re.compile(rb"=\?([^?\s]+)\?([bBqQ])\?([^?]*)\?=")


def decode(raw: bytes, charset: str = "") -> str:
    """Text from bytes whose charset is named, wrongly named or not named at all.

    gb2312 and its kin are read as gb18030, which contains them: 喆 and 镕 are in no gb2312.
    """
    named = charset.lower()
    codecs = ("gb18030",) if named in CHINESE else (named,) if named else ()
    for codec in (*codecs, *FALLBACKS):
        try:
            return raw.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("utf-8", "replace")


def clean(name: str) -> str:
    """A name to show: its last part, of bounded length, without characters that nobody sees."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    seen = seen.strip().rstrip(" .")
    if len(seen) <= LONGEST:
        return seen or "未命名"
    stem, dot, suffix = seen.rpartition(".")
    return f"{stem[: LONGEST - 10]}…{dot}{suffix[:8]}"


def zip_name(name: str, *, utf8: bool, charset: str = "") -> str:
    """A member's path as meant: without the UTF-8 flag, GBK bytes come out of zipfile as cp437.

    `charset` is that of the whole archive, where it is known.
    """
    if not utf8:
        with contextlib.suppress(UnicodeEncodeError):
            name = decode(name.encode("cp437"), charset)
    parts = name.replace("\\", "/").split("/")
    return "/".join(clean(part) for part in parts if part not in ("", ".", "..")) or "未命名"


def header_text(raw: bytes) -> str:
    """The text of a header: raw bytes, or RFC 2047 words, joined before they are decoded."""
    unfolded = re.sub(rb"\r?\n[ \t]+", b" ", raw)
    words = WORD.findall(unfolded)
    if not words:
        return decode(unfolded)
    joined = re.sub(rb"\?=\s+=\?", b"?==?", unfolded)
    charsets = {_family(charset) for charset, _, _ in words}
    if len(charsets) > 1 or WORD.sub(b"", joined).strip():
        parts = decode_header(joined.decode("ascii", "replace"))
        return "".join(p if isinstance(p, str) else decode(p, c or "") for p, c in parts)
    charset = words[0][0].decode("ascii", "replace")
    return decode(b"".join(_word(kind, text) for _, kind, text in words), charset)


def mail_name(disposition: bytes, content_type: bytes) -> str | None:
    """The name of an attachment from its two headers, None where they name none.

    filename* goes before filename before name* before name. Parts of a continued name are joined
    as bytes before they are decoded: clients cut inside a character.
    """
    for header, key in ((disposition, b"filename"), (content_type, b"name")):
        parameters = _parameters(header)
        extended = _extended(parameters, key)
        if extended is not None:
            return clean(extended)
        if key in parameters:
            return clean(_plain(parameters[key]))
    return None


def _parameters(header: bytes) -> dict[bytes, bytes]:
    unfolded = re.sub(rb"\r?\n[ \t]+", b" ", header)
    found: dict[bytes, bytes] = {}
    for key, value in PARAMETER.findall(unfolded):
        bare = value.strip()
        if bare.startswith(b'"'):
            bare = re.sub(rb'\\(["\\])', rb"\1", bare[1:].removesuffix(b'"'))
        found.setdefault(key.lower(), bare)
    return found


def _extended(parameters: dict[bytes, bytes], key: bytes) -> str | None:
    """A name by RFC 2231: filename*=utf-8''%E8.., filename*0*=..; filename*1*=.."""
    if key + b"*" in parameters:
        charset, raw = _charset(unquote_to_bytes(parameters[key + b"*"]))
        return decode(raw, charset)
    pieces, charset = [], ""
    for number in range(100):
        numbered = key + b"*%d" % number
        if numbered + b"*" in parameters:
            raw = unquote_to_bytes(parameters[numbered + b"*"])
            if number == 0:
                charset, raw = _charset(raw)
        elif numbered in parameters:
            raw = parameters[numbered]
        else:
            break
        pieces.append(raw)
    if not pieces:
        return None
    joined = b"".join(pieces)
    return decode(joined, charset) if charset else header_text(joined)


def _charset(raw: bytes) -> tuple[str, bytes]:
    parts = raw.split(b"'", 2)
    if len(parts) == 3:
        return parts[0].decode("ascii", "replace"), parts[2]
    return "", raw


def _plain(raw: bytes) -> str:
    """A name in quotes: raw bytes, percent-encoded, or RFC 2047 words."""
    if not WORD.search(raw) and re.search(rb"%[0-9A-Fa-f]{2}", raw):
        raw = unquote_to_bytes(raw)
    return header_text(raw)


def _family(charset: bytes) -> str:
    name = charset.decode("ascii", "replace").lower()
    return "gb18030" if name in CHINESE else name


def _word(kind: bytes, text: bytes) -> bytes:
    if kind in b"qQ":
        return decodestring(text, header=True)
    digits = re.sub(rb"[^A-Za-z0-9+/]", b"", text)
    whole = len(digits) - (len(digits) % 4 == 1)  # one digit alone is what is left of a cut
    return b64decode(digits[:whole] + b"=" * (-whole % 4))
