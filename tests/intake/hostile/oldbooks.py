"""Excel 97-2003 and OpenDocument files that LibreOffice wrote, and what can be done to them."""

import struct
from collections.abc import Callable
from pathlib import Path

from perfcheck.form import biff
from tests.forms import national, workbook
from tests.intake.hostile.case import Case, one, table

Save = Callable[[dict[str, Path], Path, str], dict[str, Path]]
BLANK, NUMBER, DIMENSIONS, INTERFACE, MERGED, STRINGS = 0x201, 0x203, 0x200, 0xE1, 0xE5, 0xFC


class Old:
    """An .xls file and where its records stand."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        sectors, size, total = biff._workbook_stream(raw)
        self.start = (sectors[0] + 1) * size
        stream = raw[self.start : self.start + total]
        assert sectors == list(range(sectors[0], sectors[0] + len(sectors))), "not in one piece"
        self.places: dict[int, list[int]] = {}
        for kind, at, _ in biff._records(stream):
            self.places.setdefault(kind, []).append(self.start + at)

    def put(self, kind: int, form: str, *values: int, offset: int = 0, which: int = -1) -> bytes:
        """The file with values written into a record's data."""
        content = bytearray(self.raw)
        struct.pack_into(form, content, self.places[kind][which] + offset, *values)
        return bytes(content)

    def patch(self, at: int, form: str, *values: int) -> bytes:
        content = bytearray(self.raw)
        struct.pack_into(form, content, at, *values)
        return bytes(content)


def all_cases(folder: Path, save: Save) -> list[Case]:
    """The variants of the .xls are of one project: one of them counts, the others are replaced."""

    def convert(kind: str, content: bytes) -> bytes:
        source = folder / f"{len(list(folder.iterdir()))}.xlsx"
        source.write_bytes(content)
        return save({"": source}, folder, kind)[""].read_bytes()

    xls = Old(convert("xls", workbook(table("o-xls"))))
    errors = national().put("城区道路养护", "案例o-errors").at(6, 7, "!#DIV/0!")
    fat = struct.unpack_from("<I", xls.raw, 76)[0]
    loop = bytearray(xls.raw)
    struct.pack_into("<20I", loop, (fat + 1) * 512, *range(20))
    again = "read|superseded"
    return [
        one("o-xls", "表.xls", xls.raw, again + "|duplicate"),
        one("o-et", "表.et", xls.raw, again + "|duplicate"),
        one("o-xlsasxlsx", "表.xlsx", xls.raw, again + "|duplicate"),
        one("o-ods", "表.ods", convert("ods", workbook(table("o-ods"))), "read", rate=0.7156),
        one("o-fods", "表.ods", convert("fods", workbook(table("o-fods"))), "rejected FIL027"),
        one("o-html", "表.xls", convert("html", workbook(table("o-html"))), "rejected FIL006"),
        one("o-xlsx", "表.xlsx", convert("xlsx", workbook(table("o-xlsx"))), "read"),
        one(
            "o-errors",
            "表.xls",
            convert("xls", workbook(errors)),
            "read",
            findings=("CMP015",),
            executed=None,
        ),
        one("o-cut1", "表.xls", xls.raw[:-1], again + "|rejected"),
        one("o-cut50", "表.xls", xls.raw[: len(xls.raw) // 2], "rejected FIL002"),
        one("o-farblank", "表.xls", xls.put(BLANK, "<HH", 65535, 255), again),
        one("o-farnumber", "表.xls", xls.put(NUMBER, "<HH", 65535, 255), "rejected LIM004"),
        one("o-dimension", "表.xls", xls.put(DIMENSIONS, "<IIHH", 0, 65536, 0, 256), again),
        one(
            "o-dimensions", "表.xls", xls.put(DIMENSIONS, "<IIHH", 0, 0xFFFFFFFF, 0, 0xFFFF), again
        ),
        one("o-password", "表.xls", xls.put(INTERFACE, "<H", 0x2F, offset=-4), "rejected FIL003"),
        one("o-merges", "表.xls", xls.put(MERGED, "<H", 65535), again + "|rejected"),
        one(
            "o-strings",
            "表.xls",
            xls.put(STRINGS, "<II", 0xFFFFFFFF, 0xFFFFFFFF),
            again + "|rejected",
        ),
        one("o-length", "表.xls", xls.put(STRINGS, "<H", 65535, offset=-2), "rejected"),
        one("o-loop", "表.xls", bytes(loop), "rejected WBK001"),
        one("o-directory", "表.xls", xls.patch(48, "<I", 0xFFFFFFF0), "rejected"),
        one("o-sector", "表.xls", xls.patch(30, "<H", 31), "rejected"),
        one("o-sector0", "表.xls", xls.patch(30, "<H", 0), "rejected"),
    ]
