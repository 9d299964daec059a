"""How wide the columns and how high the rows of a sheet are: a note gets a box that fits."""

import re

from perfcheck.report.returned.shapes import Room

COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
ROW = re.compile(rb"<(?:\w+:)?row\s([^>]*)>")
NUMBER = re.compile(rb"""\b(min|max|width|r|ht)\s*=\s*["']([0-9.]+)["']""")
DIGIT_PIXELS, POINT_PIXELS = 8, 4 / 3
MOST_COLUMNS = 300


def room_of(content: bytes) -> Room:
    """The sizes that a sheet states, in pixels."""
    head, _, data = content.partition(b"sheetData")
    widths: dict[int, float] = {}
    for found in COLUMN.finditer(head):
        values = {key: float(value) for key, value in NUMBER.findall(found[1])}
        if {b"min", b"max", b"width"} <= values.keys():
            last = min(int(values[b"max"]), MOST_COLUMNS)
            for column in range(int(values[b"min"]), last + 1):
                widths[column] = values[b"width"] * DIGIT_PIXELS
    heights: dict[int, float] = {}
    for found in ROW.finditer(data):
        values = {key: float(value) for key, value in NUMBER.findall(found[1])}
        if {b"r", b"ht"} <= values.keys():
            heights[int(values[b"r"])] = values[b"ht"] * POINT_PIXELS
    return Room(widths, heights)
