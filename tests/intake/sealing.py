"""Zip archives under AES, as 7-Zip and WinRAR write them (AE-2, 256 bits)."""

import hashlib
import hmac
import io
import struct
import zipfile
import zlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

SALT = bytes(range(16))


def aes(name: str, content: bytes, password: str) -> bytes:
    """An archive of one member."""
    keys = hashlib.pbkdf2_hmac("sha1", password.encode(), SALT, 1000, 66)
    packed = zlib.compress(content, wbits=-15)
    encryptor = Cipher(algorithms.AES(keys[:32]), modes.ECB()).encryptor()
    counters = range(1, len(packed) // 16 + 2)
    stream = b"".join(encryptor.update(n.to_bytes(16, "little")) for n in counters)
    body = bytes(a ^ b for a, b in zip(packed, stream, strict=False))
    code = hmac.new(keys[32:64], body, "sha1").digest()[:10]
    target = io.BytesIO()
    info = zipfile.ZipInfo(name, (2021, 3, 1, 12, 0, 0))
    with zipfile.ZipFile(target, "w") as file:
        file.writestr(info, SALT + keys[64:] + body + code)
    return _marked(target.getvalue(), len(content))


def _marked(archive: bytes, size: int) -> bytes:
    """The same, said to be encrypted: flag, method 99, no checksum, the size, an extra field."""
    extra = struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", 3, 8)
    end = archive.index(b"PK\1\2")
    name = struct.unpack_from("<H", archive, 26)[0]
    local = bytearray(archive[:30])
    central = bytearray(archive[end : end + 46])
    for head, at in ((local, 6), (central, 8)):
        head[at : at + 2] = struct.pack("<H", struct.unpack_from("<H", head, at)[0] | 1)
        head[at + 2 : at + 4] = struct.pack("<H", 99)
        head[at + 8 : at + 12] = bytes(4)
        head[at + 16 : at + 20] = struct.pack("<I", size)
        head[at + 22 : at + 24] = struct.pack("<H", len(extra))
    names = archive[30 : 30 + name]
    first = bytes(local) + names + extra + archive[30 + name : end]
    second = bytes(central) + names + extra
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(second), len(first), 0)
    return first + second + tail
