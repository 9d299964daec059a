"""Members of zip archives under AES (AE-1, AE-2), as 7-Zip, Bandizip, WinRAR and WinZip write.

The authentication code is compared before a byte is used; what does not carry it is not opened.
Rounds of hashing are few by that format, so many passwords for many members are a burden that the
caller must bound.
"""

import hashlib
import hmac
import struct
import zipfile
import zlib
from dataclasses import dataclass

METHOD = 99
EXTRA = 0x9901
HEAD, LENGTHS = 30, struct.Struct("<2H")  # of the header that stands before a member
ROUNDS, CODE, CHECK = 1000, 10, 2  # by the format; bytes of the two that prove a password
SALTS = {1: 8, 2: 12, 3: 16}  # bytes, by strength; keys are twice as long
BLOCK, PIECE = 16, 1 << 16
RAW = -15


@dataclass(frozen=True, slots=True)
class Sealed:
    """A member as it lies in the archive: how it is encrypted, how packed, and its bytes."""

    salt: bytes
    check: bytes
    content: bytes
    code: bytes
    method: int
    crc: int | None

    def open(self, password: bytes, most: int) -> bytes | None:
        """The content, at most one byte more than `most`; None for any other password."""
        size = 2 * len(self.salt)
        keys = hashlib.pbkdf2_hmac("sha1", password, self.salt, ROUNDS, 2 * size + CHECK)
        if not hmac.compare_digest(keys[-CHECK:], self.check):
            return None
        code = hmac.new(keys[size : 2 * size], self.content, "sha1").digest()[:CODE]
        if not hmac.compare_digest(code, self.code):
            return None
        return self._unpacked(_decrypted(keys[:size], self.content), most)

    def _unpacked(self, plain: bytes, most: int) -> bytes | None:
        if self.method == zipfile.ZIP_STORED:
            found, whole = plain[: most + 1], True
        else:
            stream = zlib.decompressobj(RAW)
            try:
                found = stream.decompress(plain, most + 1)
            except zlib.error:
                return None
            whole = stream.eof or len(found) > most
        right = self.crc is None or len(found) > most or zlib.crc32(found) == self.crc
        return found if whole and right else None


def sealed(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Sealed | None:
    """A member as it lies there; None where it is encrypted otherwise, or damaged."""
    described = _described(info.extra)
    if info.compress_type != METHOD or described is None or archive.fp is None:
        return None
    version, strength, method = described
    if strength not in SALTS or method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return None
    archive.fp.seek(info.header_offset)
    head = archive.fp.read(HEAD)
    if len(head) < HEAD:
        return None
    archive.fp.seek(sum(LENGTHS.unpack(head[-LENGTHS.size :])), 1)
    raw, salt = archive.fp.read(info.compress_size), SALTS[strength]
    if len(raw) < max(info.compress_size, salt + CHECK + CODE):
        return None
    return Sealed(
        raw[:salt],
        raw[salt : salt + CHECK],
        raw[salt + CHECK : -CODE],
        raw[-CODE:],
        method,
        info.CRC if version == 1 else None,
    )


def _described(extra: bytes) -> tuple[int, int, int] | None:
    """Which version, strength and method a member has by its extra field."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == EXTRA and size >= 7 and len(extra) >= 11:
            version, strength, method = struct.unpack_from("<H2xBH", extra, 4)
            return version, strength, method
        extra = extra[4 + size :]
    return None


def _decrypted(key: bytes, content: bytes) -> bytes:
    """AES in counter mode; the counter begins with one, its lowest byte first."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    plain = bytearray()
    for at in range(0, len(content), PIECE):
        piece = content[at : at + PIECE]
        first = at // BLOCK + 1
        blocks = range(first, first + -(-len(piece) // BLOCK))
        stream = encryptor.update(b"".join(n.to_bytes(BLOCK, "little") for n in blocks))
        mixed = int.from_bytes(piece, "big") ^ int.from_bytes(stream[: len(piece)], "big")
        plain += mixed.to_bytes(len(piece), "big")
    return bytes(plain)
