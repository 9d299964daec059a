"""How wide the columns and how high the rows of a sheet are: a note gets a box that fits."""

from perfcheck.report.returned.shapes import Room
from perfcheck.report.returned.sheetscan import Scan

DIGIT_PIXELS, POINT_PIXELS = 8, 4 / 3
MOST_COLUMNS = 300


def room_of(found: Scan) -> Room:
    """The sizes that a sheet states, in pixels."""
    widths = {
        column: float(values["width"]) * DIGIT_PIXELS
        for first, last, values in found.columns
        if "width" in values
        for column in range(first, min(last, MOST_COLUMNS) + 1)
    }
    heights = {row: height * POINT_PIXELS for row, height in found.heights.items()}
    return Room(widths, heights)
