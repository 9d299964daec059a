"""Raw mails for tests, byte by byte: what libraries would tidy up is what is tested."""

import base64
from collections.abc import Sequence

XLSX = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def encoded(content: bytes) -> bytes:
    return base64.encodebytes(content).replace(b"\n", b"\r\n")


def word(text: str, charset: str, label: str | None = None) -> bytes:
    """An RFC 2047 word; `label` is the charset that it claims."""
    body = base64.b64encode(text.encode(charset))
    return b"=?" + (label or charset).encode() + b"?B?" + body + b"?="


def part(
    content: bytes,
    disposition: bytes | None = b"attachment",
    kind: bytes = b"application/octet-stream",
) -> bytes:
    """A part in base64 with its headers as given."""
    lines = [b"Content-Type: " + kind, b"Content-Transfer-Encoding: base64"]
    if disposition is not None:
        lines.append(b"Content-Disposition: " + disposition)
    return b"\r\n".join((*lines, b"", encoded(content)))


def text(words: str, charset: str = "utf-8", kind: str = "plain") -> bytes:
    return part(words.encode(charset), None, f"text/{kind}; charset={charset}".encode())


def multipart(*parts: bytes, boundary: bytes = b"=_b", kind: bytes = b"mixed") -> bytes:
    """Headers and body of a multipart, from Content-Type on."""
    head = b"Content-Type: multipart/" + kind + b'; boundary="' + boundary + b'"\r\n\r\n'
    body = b"".join(b"--" + boundary + b"\r\n" + each + b"\r\n" for each in parts)
    return head + body + b"--" + boundary + b"--\r\n"


def mail(
    *parts: bytes,
    sender: bytes = b"zhang@example.cn",
    subject: bytes = b"report",
    date: bytes = b"Mon, 01 Mar 2021 09:30:00 +0800",
    message_id: bytes = b"<m1@example.cn>",
    more: Sequence[bytes] = (),
    boundary: bytes = b"=_b",
) -> bytes:
    """A whole mail; without a text of its own it gets one."""
    lines = [
        b"From: " + sender,
        b"To: clerk@example.cn",
        b"Subject: " + subject,
        b"Date: " + date,
        b"Message-ID: " + message_id,
        *more,
        b"MIME-Version: 1.0",
    ]
    return b"\r\n".join(lines) + b"\r\n" + multipart(*parts, boundary=boundary)


def forwarded(inner: bytes) -> bytes:
    """A message inside a message."""
    return b"Content-Type: message/rfc822\r\n\r\n" + inner


def named(name: bytes, content: bytes = b"PK\x03\x04 form") -> bytes:
    """An attachment with a file name in quotes."""
    return part(content, b'attachment; filename="' + name + b'"')
