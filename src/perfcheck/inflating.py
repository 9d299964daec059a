"""One part of a zip package, unpacked at one go.

zipfile reads a part through four layers of files, which costs more than a small part itself. What
is stored in the usual way is taken here by the same rules; everything else is left to zipfile.
"""

import struct
import zipfile
import zlib
from typing import IO

LOCAL = struct.Struct("<4s2B4HL2L2H")
SIGNATURE = b"PK\x03\x04"
NAME, EXTRA, FLAGS = -2, -1, 3
UNUSUAL = 0x1 | 0x20 | 0x40  # encrypted, patched, strongly encrypted
RAW = -15  # a deflated stream without a head


def inflated(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The bytes of a part.

    Raises what zipfile raises where the part is damaged, encrypted or not what it says. Never
    unpacks more than the part states.
    """
    found = _plain(package.fp, member)
    return package.read(member) if found is None else found


def _plain(file: IO[bytes] | None, member: zipfile.ZipInfo) -> bytes | None:
    """The same for a deflated part whose head says the same as the directory; else nothing."""
    if file is None or member.compress_type != zipfile.ZIP_DEFLATED or member.flag_bits & UNUSUAL:
        return None
    file.seek(member.header_offset)
    head = file.read(LOCAL.size)
    if len(head) < LOCAL.size or not head.startswith(SIGNATURE):
        return None
    fields = LOCAL.unpack(head)
    name = file.read(fields[NAME])
    if fields[FLAGS] & UNUSUAL or name != member.orig_filename.encode("ascii", "replace"):
        return None
    file.seek(fields[EXTRA], 1)
    stream = zlib.decompressobj(RAW)
    try:
        content = stream.decompress(file.read(member.compress_size), member.file_size + 1)
    except zlib.error:
        return None
    whole = stream.eof and len(content) == member.file_size
    return content if whole and zlib.crc32(content) == member.CRC else None
