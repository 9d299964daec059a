"""Archives that say of their names that they are UTF-8, while they are not, as old tools write."""

import struct

END, ENTRY, MEMBER = b"PK\5\6", b"PK\1\2", b"PK\3\4"
HEAD, FLAGS, LENGTHS, PLACE, START = 46, 8, 28, 42, 16  # bytes of an entry; where it says what
MEMBER_FLAGS = 6
UTF8_NAME = 0x800


def without_false_flags(content: bytes) -> bytes:
    """The archive with the flag taken from every name that is no UTF-8.

    The names are then told like all others of which nothing is said.
    """
    end = content.rfind(END)
    if end < 0 or end + START + 4 > len(content):
        return content
    size, start = struct.unpack_from("<2I", content, end + START - 4)
    at = max(0, end - size)
    before = at - start  # bytes that stand before the archive
    mended = bytearray(content)
    while content.startswith(ENTRY, at) and at + HEAD <= len(content):
        flags = struct.unpack_from("<H", content, at + FLAGS)[0]
        lengths = struct.unpack_from("<3H", content, at + LENGTHS)
        name = content[at + HEAD : at + HEAD + lengths[0]]
        if flags & UTF8_NAME and not _is_utf8(name):
            struct.pack_into("<H", mended, at + FLAGS, flags & ~UTF8_NAME)
            member = struct.unpack_from("<I", content, at + PLACE)[0] + before
            if 0 <= member < at and content.startswith(MEMBER, member):
                own = struct.unpack_from("<H", content, member + MEMBER_FLAGS)[0]
                struct.pack_into("<H", mended, member + MEMBER_FLAGS, own & ~UTF8_NAME)
        at += HEAD + sum(lengths)
    return bytes(mended)


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
