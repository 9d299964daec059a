"""What Outlook writes, built from nothing: .msg files (compound files) and winmail.dat."""

import struct
from collections.abc import Mapping
from typing import Any

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Tree = Mapping[str, Any]  # a name: bytes for a stream, a Tree for a storage


def compound(tree: Tree) -> bytes:
    """A compound file of version 3 with these storages and streams."""
    entries: list[dict[str, Any]] = [{"name": "Root Entry", "kind": 5, "child": -1, "data": b""}]
    _enter(entries, 0, tree)
    mini_fat: list[int] = []
    mini = b""
    sectors: list[bytes] = []
    fat: list[int] = []
    for entry in entries[1:]:
        data = entry["data"]
        if entry["kind"] != 2 or not data:
            entry["start"] = END
        elif len(data) < CUTOFF:
            entry["start"] = len(mini_fat)
            mini += data + b"\0" * (-len(data) % MINI)
            _chain(mini_fat, (len(data) + MINI - 1) // MINI)
        else:
            entry["start"] = _store(sectors, fat, data)
    root_start = _store(sectors, fat, mini) if mini else END
    entries[0] |= {"start": root_start, "data": mini}
    packed = b"".join(_entry(each) for each in entries)
    directory = _store(sectors, fat, packed + _entry(None) * (-len(entries) % 4))
    raw_mini = b"".join(struct.pack("<I", each) for each in mini_fat)
    mini_start = _store(sectors, fat, raw_mini, b"\xff") if mini_fat else END
    count = 1
    while (len(sectors) + count) > count * (SECTOR // 4):
        count += 1
    first = len(sectors)
    fat += [FAT] * count + [FREE] * (count * (SECTOR // 4) - len(fat) - count)
    table = struct.pack(f"<{len(fat)}I", *fat)
    places = [*range(first, first + count), *[FREE] * (109 - count)]
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, count, directory, 0, CUTOFF, mini_start, len(raw_mini) // SECTOR + 1, END, 0, places[0],
    )  # fmt: skip
    return header + struct.pack("<108I", *places[1:]) + b"".join(sectors) + table


def _enter(entries: list[dict[str, Any]], parent: int, tree: Tree) -> None:
    """Siblings hang on one another to the right, in the order that the format asks for."""
    last = None
    for name, content in sorted(tree.items(), key=lambda item: (len(item[0]), item[0].upper())):
        storage = not isinstance(content, bytes)
        entry = {"name": name, "kind": 1 if storage else 2, "child": -1, "right": -1}
        entries.append(entry | {"data": b"" if storage else content})
        here = len(entries) - 1
        if last is None:
            entries[parent]["child"] = here
        else:
            entries[last]["right"] = here
        last = here
        if storage:
            _enter(entries, here, content)


def _chain(table: list[int], length: int) -> None:
    first = len(table)
    table += [*range(first + 1, first + length), END]


def _store(sectors: list[bytes], fat: list[int], data: bytes, pad: bytes = b"\0") -> int:
    start = len(sectors)
    whole = data + pad * (-len(data) % SECTOR)
    sectors += [whole[at : at + SECTOR] for at in range(0, len(whole), SECTOR)]
    _chain(fat, len(whole) // SECTOR)
    return start


def _entry(entry: dict[str, Any] | None) -> bytes:
    if entry is None:
        return b"\0" * 68 + struct.pack("<III", FREE, FREE, FREE) + b"\0" * 48
    name = (entry["name"] + "\0").encode("utf-16-le")
    right, child = entry.get("right", -1) & FREE, entry["child"] & FREE
    head = struct.pack("<64sHBBIII", name, len(name), entry["kind"], 1, FREE, right, child)
    return head + b"\0" * 36 + struct.pack("<III", entry["start"], len(entry["data"]), 0)


def utf16(words: str) -> bytes:
    return words.encode("utf-16-le")


def msg(
    attachments: Mapping[str, bytes | Tree],
    *,
    properties: Mapping[str, bytes] | None = None,
    body: str = "请查收",
) -> Tree:
    """The storages of a mail; an attachment that is such a mail itself is a message inside."""
    tree: dict[str, Any] = {
        "__nameid_version1.0": {},
        "__properties_version1.0": b"\0" * 32,
        "__substg1.0_1000001F": utf16(body),
    }
    tree |= properties or {}
    for number, (name, content) in enumerate(attachments.items()):
        inner = isinstance(content, bytes)
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": b"\0" * 8,
            "__substg1.0_3707001F": utf16(name),
            f"__substg1.0_3701{'0102' if inner else '000D'}": content,
        }
    return tree


def winmail(attachments: Mapping[str, bytes], *, long_names: bool = True) -> bytes:
    """A winmail.dat; without long names it has what old Outlook wrote, in GBK."""
    out = b"\x78\x9f\x3e\x22\x01\x00" + _attribute(0x9006, b"\x00\x00\x01\x00", level=1)
    for name, content in attachments.items():
        out += _attribute(0x9002, b"\0" * 14)
        if long_names:
            out += _attribute(0x9005, _properties(name))
        out += _attribute(0x8010, name.encode("gbk") + b"\0") + _attribute(0x800F, content)
    return out


def _attribute(name: int, value: bytes, level: int = 2) -> bytes:
    checksum = sum(value) & 0xFFFF
    return struct.pack("<BHHI", level, name, 6, len(value)) + value + struct.pack("<H", checksum)


def _properties(name: str) -> bytes:
    """A number, a named text, several texts, then the long name: all that must be stepped over."""
    long_name = utf16(name + "\0")
    label = utf16("Keywords\0")
    named = struct.pack("<HH16sII", 0x1E, 0x8001, b"\1" * 16, 1, len(label)) + _padded(label)
    return b"".join(
        (
            struct.pack("<I", 4),
            struct.pack("<HHI", 0x03, 0x3705, 1),
            named + struct.pack("<II", 1, 3) + _padded(b"ab\0"),
            struct.pack("<HHI", 0x101E, 0x6001, 2) + (struct.pack("<I", 2) + _padded(b"x\0")) * 2,
            struct.pack("<HHII", 0x1F, 0x3707, 1, len(long_name)) + _padded(long_name),
        )
    )


def _padded(value: bytes) -> bytes:
    return value + b"\0" * (-len(value) % 4)
