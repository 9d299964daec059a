"""The looks of `formats` as the markup of a style sheet, for sheets put into a unit's file."""

from collections.abc import Mapping
from functools import cache
from xml.sax.saxutils import quoteattr

from perfcheck.model.results import Severity
from perfcheck.report import palette
from perfcheck.report.formats import properties
from perfcheck.report.look import Style

Properties = Mapping[str, str | int | float]

NOT_QUANTIFIED = palette.PURPLE_FILL
SEVERITY_FILLS: Mapping[Severity, str] = {
    Severity.ERROR: palette.RED_FILL,
    Severity.WARNING: palette.AMBER_FILL,
}
FILLS = (*SEVERITY_FILLS.values(), NOT_QUANTIFIED)
LINES = ("", "thin", "medium")
SIDES = ("left", "right", "top", "bottom")
VERTICAL = {"vcenter": "center"}


def argb(colour: str) -> str:
    """#FFC7CE is FFFFC7CE."""
    return "FF" + colour.lstrip("#").upper()


def solid(colour: str) -> str:
    """A fill of one colour (ARGB)."""
    pattern = f'<patternFill patternType="solid"><fgColor rgb="{colour}"/></patternFill>'
    return f"<fill>{pattern}</fill>"


@cache
def parts(style: Style) -> Mapping[str, str]:
    """The font, the fill and the border of a look, by the section of the style sheet."""
    look = properties(style)
    fill = look.get("bg_color")
    return {
        "fonts": _font(look),
        "fills": solid(argb(str(fill)))
        if fill
        else '<fill><patternFill patternType="none"/></fill>',
        "borders": _border(look),
    }


def cell_format(
    properties: Properties, *, fonts: int, fills: int, borders: int, number: int = 0
) -> str:
    """The cell format of a look, from the numbers of its parts."""
    ids = f'numFmtId="{number}" fontId="{fonts}" fillId="{fills}" borderId="{borders}" xfId="0"'
    applied = "".join(
        f' apply{word}="1"' for word in ("Font", "Fill", "Border", "Alignment", "Protection")
    )
    locked = int(properties.get("locked", 1))
    return f'<xf {ids}{applied}>{_alignment(properties)}<protection locked="{locked}"/></xf>'


def _font(properties: Properties) -> str:
    ink = properties.get("font_color")
    pieces = (
        "<b/>" if properties.get("bold") else "",
        "<u/>" if properties.get("underline") else "",
        f'<sz val="{properties.get("font_size", palette.BODY_SIZE)}"/>',
        f'<color rgb="{argb(str(ink))}"/>' if ink else "",
        f"<name val={quoteattr(str(properties.get('font_name', palette.BODY_FONT)))}/>",
        '<family val="3"/><charset val="134"/>',
    )
    return f"<font>{''.join(pieces)}</font>"


def _border(properties: Properties) -> str:
    pieces = []
    for side in SIDES:
        style = LINES[min(int(properties.get(side, properties.get("border", 0))), 2)]
        colour = str(
            properties.get(f"{side}_color", properties.get("border_color", palette.FORM_LINE))
        )
        pieces.append(
            f'<{side} style="{style}"><color rgb="{argb(colour)}"/></{side}>'
            if style
            else f"<{side}/>"
        )
    return f"<border>{''.join(pieces)}<diagonal/></border>"


def _alignment(properties: Properties) -> str:
    vertical = str(properties.get("valign", "bottom"))
    pieces = [f'vertical="{VERTICAL.get(vertical, vertical)}"']
    pieces += [f'horizontal="{properties["align"]}"'] if "align" in properties else []
    pieces += ['wrapText="1"'] if properties.get("text_wrap") else []
    pieces += [f'indent="{properties["indent"]}"'] if properties.get("indent") else []
    return f"<alignment {' '.join(pieces)}/>"
