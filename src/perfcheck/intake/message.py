"""A mail as it travels (RFC 5322): its attachments, its words, its headers."""

import re
from collections.abc import Iterator
from email.feedparser import BytesFeedParser
from email.message import Message
from quopri import decodestring
from typing import cast

from perfcheck.intake.kinds import COUNTED, limit_reason, place_reason
from perfcheck.intake.member import MEMBERS, Member, TooDeepError, bounded
from perfcheck.intake.names import decode, mail_name
from perfcheck.intake.signed import content_of

Headers = dict[str, bytes]
FILE_STARTS = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x78\x9f\x3e\x22",
    b"%PDF-",
    b"Rar!",
    b"7z\xbc",
)
TAG = re.compile(r"<(?:(/?)(style|script)\b)?[^<>]*>", re.IGNORECASE)
LONGEST = 100_000  # characters of a letter that are looked at
MOST_HEADERS = 4 << 20
ENCODING = "Content-Transfer-Encoding"
NAMED = re.compile(r"\s*\"?([A-Za-z0-9-]+)")
CHUNK = 1 << 16
HEADERS_END = re.compile(rb"\r?\n\r?\n")
ELSEWHERE = "message/external-body"  # a part that says where its content lies
SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime")
SEALED_NAME = b".p7m"
SIGNED_FILE = "签名的文件"
DEFECTS = (RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError)


def parse(content: bytes) -> Message:
    """The mail as a tree of parts; ValueError where it is none."""
    parser = BytesFeedParser()
    begun = _begun(content)
    try:
        for at in range(0, len(begun), CHUNK):  # at one go it would take six times the memory
            parser.feed(begun[at : at + CHUNK])
        return parser.close()
    except RecursionError as fault:
        raise TooDeepError from fault
    except DEFECTS as fault:
        raise ValueError("no mail") from fault


def head(content: bytes) -> Message:
    """The headers of a mail alone, in far less time and memory; ValueError where it is none."""
    start = _begun(content[:MOST_HEADERS])
    end = HEADERS_END.search(start)
    return parse(start[: end.end()] if end else start)


def _begun(content: bytes) -> bytes:
    """The mail from its first header on: without mark, blank lines, or Apple's count of bytes."""
    begun = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    counted = COUNTED.match(begun)
    return begun[counted.end() :] if counted else begun


def headers(message: Message) -> Headers:
    """The headers by their names in lower case, as the bytes that came; of several the first."""
    found: Headers = {}
    for key, value in message.raw_items():
        found.setdefault(key.lower(), str(value).encode("utf-8", "surrogateescape"))
    return found


def members(content: bytes) -> Iterator[Member]:
    """The attachments of a mail, those of the messages inside it too."""
    found: list[tuple[str, Message]] = []
    for part in _leaves(content):
        if part.get_content_type() == ELSEWHERE:
            continue
        own = headers(part)
        name = mail_name(own.get("content-disposition", b""), own.get("content-type", b""))
        if name is not None or not _is_letter(part):
            found.append((name or f"附件{len(found) + 1}", part))
    for index, (name, part) in enumerate(found[:MEMBERS]):
        yield _attachment(part, name, index)
        part.set_payload("")  # its text is not needed any more
    if len(found) > MEMBERS:
        reason = limit_reason("attachments", len(found), MEMBERS)
        yield Member(f"其余 {len(found) - MEMBERS} 个附件", MEMBERS, reason=reason)


def signed_members(envelope: bytes) -> Iterator[Member]:
    """What lies in a smime.p7m that came without its mail: attachments, or one signed file."""
    content = content_of(envelope)
    if content is None:
        raise ValueError("no signed mail")
    if content.startswith(FILE_STARTS):
        yield bounded(SIGNED_FILE, 0, content)
    else:
        yield from members(content)


def _is_letter(part: Message) -> bool:
    """Whether a part without a name is what the sender wrote, and not a file all the same."""
    if part.get_content_maintype() not in ("text", "multipart", "message"):
        return False
    return not (_payload(part) or b"").startswith(FILE_STARTS)


def _attachment(part: Message, name: str, index: int) -> Member:
    payload = _payload(part)
    if payload is None:
        return Member(name, index, reason=place_reason("broken"))
    return bounded(name, index, payload)


def _payload(part: Message) -> bytes | None:
    _name_encoding(part)
    try:
        payload = part.get_payload(decode=True)
    except DEFECTS:
        return None
    return payload if isinstance(payload, bytes) else b""


def _name_encoding(part: Message) -> None:
    """Leave of how a part is encoded the name alone: some programs write a comment behind it."""
    said = str(part.get(ENCODING, ""))
    named = NAMED.match(said)
    if named and named[1] != said:
        part.replace_header(ENCODING, named[1])


def letter(content: bytes) -> str:
    """What the sender wrote, HTML with its markup; of what lies elsewhere, where it does."""
    return "\n".join(text for part in _leaves(content) if (text := _words(part)))


def _words(part: Message) -> str:
    if part.get_content_type() == ELSEWHERE:
        return f"下载链接 {part.get_param('URL') or ''}"
    if part.get_content_maintype() != "text" or part.get_filename() is not None:
        return ""
    payload = (_payload(part) or b"")[: 4 * LONGEST]
    return decode(payload, str(part.get_param("charset") or ""))


def plain(words: str) -> str:
    """Text without its markup, in one walk: a hostile letter is nothing but openings."""
    text = words[:LONGEST]
    lower = text.lower()
    last = {name: lower.rfind(f"</{name}") for name in ("style", "script")}
    kept, start, inside = [], 0, ""  # `inside` what is no text until it is closed
    for tag in TAG.finditer(text):
        closing, name = tag[1], (tag[2] or "").lower()
        if not inside:
            kept.append(text[start : tag.start()])
            inside = name if name and not closing and last[name] > tag.start() else ""
        elif closing and name == inside:
            inside = ""
        start = tag.end()
    return "".join(kept) + ("" if inside else text[start:])


def _leaves(content: bytes) -> list[Message]:
    """The parts of a mail that hold something, those of forwarded messages too."""
    try:
        return list(_walk(parse(content)))
    except TooDeepError:
        raise
    except RecursionError as fault:
        raise TooDeepError from fault
    except DEFECTS as fault:
        raise ValueError("no mail") from fault


def _walk(part: Message) -> Iterator[Message]:
    if part.get_content_type() == "application/applefile":
        return  # what a Mac keeps beside a file
    inner = _packed_message(part) or _signed_message(part)
    if inner is not None:
        yield from _walk(inner)
    elif not part.is_multipart() or part.get_content_type() == ELSEWHERE:
        yield part
    else:
        for each in cast("list[Message]", part.get_payload()):
            yield from _walk(each)


def _signed_message(part: Message) -> Message | None:
    """What was signed as a whole, so that the mail seems to hold nothing but smime.p7m."""
    if part.is_multipart():
        return None
    named = (SEALED_NAME in part_header for part_header in headers(part).values())
    if part.get_content_type() not in SEALED and not any(named):
        return None
    content = content_of(_payload(part) or b"")
    return parse(content) if content else None


def _packed_message(part: Message) -> Message | None:
    """A forwarded message that a client encoded once more, which the standard forbids.

    The parser then sees an inner message without headers whose text is base64, or one whose
    boundaries are written as =3D.
    """
    if part.get_content_type() != "message/rfc822" or not part.is_multipart():
        return None
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    inner = part.get_payload(0)
    if not isinstance(inner, Message):
        return None
    if encoding == "quoted-printable":
        raw = inner.as_bytes()
        return parse(decodestring(raw)) if b"=3D" in raw else None
    if encoding != "base64" or inner.keys():
        return None
    inner["Content-Transfer-Encoding"] = "base64"
    payload = _payload(inner)
    if payload and payload.startswith(FILE_STARTS):
        return _renamed(inner, part)
    inner.set_payload("")
    return parse(payload) if payload else None


def _renamed(file: Message, part: Message) -> Message:
    """A file that its sender declared to be a message, under the name that the part has."""
    for key, value in part.raw_items():
        if key.lower() in ("content-type", "content-disposition"):
            file[key] = str(value).replace("message/rfc822", "application/octet-stream")
    return file
