"""What a signed mail holds that is one smime.p7m [RFC 5652]: the mail within, as it was written.

Only the way from the envelope to its content is walked, in DER or BER, forward alone and without
recursion. Who signed is not looked at: nothing here rests on a signature.
"""

from collections.abc import Iterator
from typing import NamedTuple

SIGNED = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
SEQUENCE, INTEGER, SET, FIELD, OBJECT = 0x30, 0x02, 0x31, 0xA0, 0x06
OCTETS, PIECES, END = 0x04, 0x24, 0x00
LONG, INDEFINITE, MOST_LENGTH_BYTES = 0x80, 0x80, 4


class _Value(NamedTuple):
    """A value of ASN.1: what it is, where it begins, where it ends (None: where two zeros say)."""

    tag: int
    start: int
    end: int | None


def content_of(envelope: bytes) -> bytes | None:
    """The content of signed data; None for any other envelope, or one that is cut."""
    try:
        return b"".join(_octets(envelope, _content(envelope)))
    except (IndexError, ValueError):
        return None


def _content(raw: bytes) -> int:
    """Where the octets of the content begin."""
    at = _enter(raw, 0, SEQUENCE)
    if not raw.startswith(SIGNED, at):
        raise ValueError("not signed data")
    at = _enter(raw, _enter(raw, at + len(SIGNED), FIELD), SEQUENCE)
    at = _skip(raw, _skip(raw, at, INTEGER), SET)  # the version, the kinds of digest
    at = _skip(raw, _enter(raw, at, SEQUENCE), OBJECT)  # the kind of content
    return _enter(raw, at, FIELD)


def _octets(raw: bytes, at: int) -> Iterator[bytes]:
    """The octets that begin at a place, in one piece or in pieces."""
    whole = _value(raw, at)
    depth, end = 0, whole.end or len(raw)
    while at < end:
        found = _value(raw, at)
        at = found.start
        if found.tag == OCTETS and found.end is not None:
            yield raw[found.start : found.end]
            at = found.end
        elif found.tag == PIECES:
            depth += found.end is None
        elif found.tag == END:
            depth -= 1
        else:
            raise ValueError("no octets")
        if not depth and whole.end is None:
            return


def _enter(raw: bytes, at: int, tag: int) -> int:
    found = _value(raw, at)
    if found.tag != tag:
        raise ValueError("another value")
    return found.start


def _skip(raw: bytes, at: int, tag: int) -> int:
    """Where the value behind one begins; what is of no stated length is walked to its end."""
    _enter(raw, at, tag)
    depth = 0
    while True:
        found = _value(raw, at)
        at = found.start if found.end is None else found.end
        depth += (found.end is None) - (found.tag == END)
        if depth <= 0:
            return at


def _value(raw: bytes, at: int) -> _Value:
    """The value at a place; ValueError where it would end behind the last byte."""
    tag, length, start = raw[at], raw[at + 1], at + 2
    if length == INDEFINITE:
        return _Value(tag, start, None)
    if length & LONG:
        size = length - LONG
        if size > MOST_LENGTH_BYTES:
            raise ValueError("no such length")
        length, start = int.from_bytes(raw[start : start + size], "big"), start + size
    if start + length > len(raw):
        raise ValueError("cut")
    return _Value(tag, start, start + length)
