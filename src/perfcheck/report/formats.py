"""How each role looks, built from two or three bases, as XlsxWriter names it.

This module and `palette` alone name colours, fonts and number formats; `measure` has the sizes.
"""

from collections.abc import Mapping

from perfcheck.report import palette as p
from perfcheck.report.look import Style

Properties = Mapping[str, str | int | float]


def properties(style: Style) -> dict[str, str | int | float]:
    """XlsxWriter format properties of a role, a fresh dict each time."""
    return dict(_LOOKS[style])


_MIDDLE: Properties = {"valign": "vcenter", "text_wrap": 1}
_LEFT: Properties = {**_MIDDLE, "align": "left", "indent": 1}
_CENTRE: Properties = {**_MIDDLE, "align": "center"}
_RIGHT: Properties = {**_MIDDLE, "align": "right"}
_TOP: Properties = {**_LEFT, "valign": "top"}
_LIST: Properties = {"border": 1, "border_color": p.LIST_LINE}
_FORM: Properties = {"border": 1, "border_color": p.FORM_LINE}
_HEAD: Properties = {
    "font_name": p.HEAD_FONT,
    "bold": 1,
    "font_color": p.INK,
    "bg_color": p.HEADER_FILL,
}
_TOTAL: Properties = {**_LIST, "bold": 1, "bg_color": p.GREY_FILL}
_GAP: Properties = {"right": 2, "right_color": p.WHITE_FILL}
_KPI: Properties = {
    **_CENTRE,
    **_GAP,
    "font_name": p.FIGURE_FONT,
    "font_size": 16,
    "bold": 1,
    "font_color": p.INK,
    "bg_color": p.KPI_FILL,
    "text_wrap": 0,
}
_SMALL: Properties = {"font_size": 10, "font_color": p.GREY_INK}
_INPUT: Properties = {**_FORM, "locked": 0}
_GREY: Properties = {**_FORM, **_CENTRE, "bg_color": p.GREY_FILL}
_BIG: Properties = {"font_name": p.TITLE_FONT, **_CENTRE, "text_wrap": 0}


def _state(fill: str, ink: str) -> Properties:
    return {"bg_color": fill, "font_color": ink}


def _badge(fill: str, ink: str) -> Properties:
    return {**_LIST, **_CENTRE, **_state(fill, ink), "bold": 1}


def _bad(base: Properties) -> Properties:
    return {**base, "bold": 1, "font_color": p.ALARM_FILL}


_MONEY: Properties = {**_LIST, **_RIGHT, "num_format": p.MONEY_FORMAT}
_RATE: Properties = {**_LIST, **_RIGHT, "num_format": p.RATE_FORMAT}
_SCORE: Properties = {**_LIST, **_CENTRE, "num_format": p.SCORE_FORMAT}
_LIVE: Properties = {**_SCORE, "bg_color": p.YELLOW_FILL}
_COUNT: Properties = {**_LIST, **_CENTRE, "num_format": p.COUNT_FORMAT}
_PROBLEM: Properties = {**_LIST, **_LEFT, "font_size": 10}
_LINKED: Properties = {**_LIST, "font_color": p.LINK_INK, "underline": 1}

_LOOKS: Mapping[Style, Properties] = {
    Style.TITLE: {**_BIG, "font_size": 18},
    Style.SUBTITLE: {**_SMALL, "valign": "vcenter"},
    Style.SUBTITLE_RIGHT: {**_SMALL, "valign": "vcenter", "align": "right"},
    Style.HEADER: {**_HEAD, **_LIST, **_CENTRE},
    Style.BLOCK: {**_HEAD, **_LIST, **_LEFT, "font_size": 13},
    Style.LABEL_CELL: {**_LIST, **_LEFT, "bold": 1, "bg_color": p.GROUP_FILL},
    Style.SECTION: {**_MIDDLE, "font_name": p.HEAD_FONT, "bold": 1, "font_color": p.INK},
    Style.PLAIN: {**_MIDDLE, "align": "left"},
    Style.NOTE: {**_SMALL, "valign": "vcenter", "text_wrap": 1},
    Style.WARNING_NOTE: {**_SMALL, "valign": "vcenter", "text_wrap": 1, "font_color": p.AMBER_INK},
    Style.NOTE_TOP: {**_SMALL, "valign": "top", "text_wrap": 1},
    Style.LINK: {**_LINKED, **_LEFT},
    Style.LINK_CODE: {**_LINKED, **_CENTRE},
    Style.TEXT: {**_LIST, **_LEFT},
    Style.CODE: {**_LIST, **_CENTRE},
    Style.RULE_ID: {**_LIST, **_CENTRE, "font_size": 9, "font_color": p.GREY_INK},
    Style.MUTED: {**_LIST, **_CENTRE, "font_color": p.FAINT_INK},
    Style.MONEY: _MONEY,
    Style.RATE: _RATE,
    Style.RATE_BAD: _bad(_RATE),
    Style.SCORE: _SCORE,
    Style.SCORE_BOLD: {**_SCORE, "bold": 1},
    Style.SCORE_ASSUMED: {**_SCORE, "num_format": p.ASSUMED_FORMAT, "font_color": p.GREY_INK},
    Style.POINTS: {**_SCORE, "num_format": p.TYPED_FORMAT},
    Style.THRESHOLD: {**_LIVE, "num_format": p.TYPED_FORMAT},
    Style.THRESHOLD_RATE: {**_LIVE, "num_format": p.PLAIN_RATE_FORMAT},
    Style.DIFFERENCE: {**_SCORE, "num_format": p.DIFFERENCE_FORMAT},
    Style.COUNT: _COUNT,
    Style.COUNT_BAD: _bad(_COUNT),
    Style.COUNT_WARN: {**_COUNT, "bold": 1, "font_color": p.AMBER_INK},
    Style.COUNT_NOT_QUANTIFIED: {**_COUNT, "bold": 1, "font_color": p.PURPLE_INK},
    Style.TOTAL_LABEL: {**_TOTAL, **_CENTRE},
    Style.TOTAL_TEXT: {**_TOTAL, **_LEFT, "bold": 0, "font_color": p.GREY_INK},
    Style.TOTAL_MONEY: {**_TOTAL, **_RIGHT, "num_format": p.MONEY_FORMAT},
    Style.TOTAL_RATE: {**_TOTAL, **_RIGHT, "num_format": p.RATE_FORMAT},
    Style.TOTAL_SCORE: {**_TOTAL, **_CENTRE, "num_format": p.SCORE_FORMAT},
    Style.TOTAL_COUNT: {**_TOTAL, **_CENTRE, "num_format": p.COUNT_FORMAT},
    Style.TOTAL_POINTS: {**_TOTAL, **_CENTRE, "num_format": p.TYPED_FORMAT},
    Style.KPI_LABEL: {
        **_SMALL,
        **_CENTRE,
        **_GAP,
        "bg_color": p.KPI_FILL,
        "top": 2,
        "top_color": p.INK,
    },
    Style.KPI_VALUE: _KPI,
    Style.KPI_MONEY: {**_KPI, "num_format": p.PLAIN_MONEY_FORMAT},
    Style.KPI_RATE: {**_KPI, "num_format": p.PLAIN_RATE_FORMAT},
    Style.KPI_SCORE: {**_KPI, "num_format": p.SCORE_FORMAT},
    Style.KPI_COUNT: {**_KPI, "num_format": p.PLAIN_COUNT_FORMAT},
    Style.KPI_BAD: {**_KPI, "num_format": p.PLAIN_COUNT_FORMAT, "font_color": p.ALARM_FILL},
    Style.KPI_WARN: {**_KPI, "num_format": p.PLAIN_COUNT_FORMAT, "font_color": p.AMBER_INK},
    Style.KPI_NOTE: {**_SMALL, **_CENTRE, **_GAP, "text_wrap": 0, "bg_color": p.KPI_FILL},
    Style.SEVERITY_ERROR: _badge(p.RED_FILL, p.RED_INK),
    Style.SEVERITY_WARNING: _badge(p.AMBER_FILL, p.AMBER_INK),
    Style.SEVERITY_NOTE: _badge(p.BLUE_FILL, p.BLUE_INK),
    Style.GRADE: {**_LIST, **_CENTRE, "bold": 1},
    Style.GOOD: {**_LIST, **_CENTRE, "font_color": p.GREEN_INK},
    Style.BAD: _bad({**_LIST, **_CENTRE}),
    Style.WARN: {**_LIST, **_CENTRE, "font_color": p.AMBER_INK},
    Style.NOT_QUANTIFIED: _badge(p.PURPLE_FILL, p.PURPLE_INK),
    Style.NOT_QUANTIFIED_TEXT: {**_LIST, **_LEFT, **_state(p.PURPLE_FILL, p.PURPLE_INK)},
    Style.DONE: {**_LIST, **_LEFT, "font_color": p.GREY_INK},
    Style.REPLY: {**_LIST, **_CENTRE, "bg_color": p.YELLOW_FILL, "locked": 0},
    Style.REPLY_TEXT: {**_LIST, **_LEFT, "bg_color": p.YELLOW_FILL, "locked": 0},
    Style.REPLY_SCORE: {**_SCORE, "bg_color": p.YELLOW_FILL, "locked": 0},
    Style.GROUP_CELL: {**_LIST, **_CENTRE, "bg_color": p.GROUP_FILL},
    Style.GOAL: {**_LIST, **_TOP},
    Style.PROBLEM_ERROR: {**_PROBLEM, "font_color": p.RED_INK},
    Style.PROBLEM_WARNING: {**_PROBLEM, "font_color": p.AMBER_INK},
    Style.PROBLEM_NOTE: {**_PROBLEM, "font_color": p.GREY_INK},
    Style.GAIN: {**_SCORE, "num_format": p.GAIN_FORMAT, "bold": 1, "font_color": p.GREEN_INK},
    Style.MARK_TO_FILL: {"bg_color": p.YELLOW_FILL},
    Style.MARK_CONTRADICTION: _state(p.RED_FILL, p.RED_INK),
    Style.MARK_WARNING: _state(p.AMBER_FILL, p.AMBER_INK),
    Style.MARK_NOT_QUANTIFIED: _state(p.PURPLE_FILL, p.PURPLE_INK),
    Style.MARK_ERROR_INK: {"font_color": p.ALARM_FILL},
    Style.MARK_ADVICE_INK: {"font_color": p.AMBER_INK},
    Style.MARK_LOW: {"font_color": p.AMBER_INK, "bold": 1},
    Style.MARK_OK_INK: {"font_color": p.GREEN_INK},
    Style.MARK_ALARM: _state(p.ALARM_FILL, p.ALARM_INK),
    Style.MARK_READY: _state(p.GREEN_FILL, p.GREEN_INK),
    Style.MARK_DONE: {"font_color": p.FAINT_INK},
    Style.GRADE_1: _state(p.GREEN_FILL, p.GREEN_INK),
    Style.GRADE_2: _state(p.BLUE_FILL, p.BLUE_INK),
    Style.GRADE_3: _state(p.AMBER_FILL, p.AMBER_INK),
    Style.GRADE_4: _state(p.RED_FILL, p.RED_INK),
    Style.FORM_TITLE: {**_BIG, "font_size": 20},
    Style.FORM_YEAR: {**_CENTRE, "num_format": p.YEAR_FORMAT, "locked": 0},
    Style.FORM_HEADER: {**_HEAD, **_FORM, **_CENTRE},
    Style.FORM_GROUP: {**_HEAD, **_FORM, **_CENTRE},
    Style.FORM_SUBGROUP: {**_FORM, **_CENTRE, "bg_color": p.GROUP_FILL},
    Style.FORM_LABEL: {**_FORM, **_LEFT, "bg_color": p.GROUP_FILL},
    Style.FORM_LABEL_INDENT: {**_FORM, **_LEFT, "bg_color": p.GROUP_FILL, "indent": 4},
    Style.INPUT_TEXT: {**_INPUT, **_LEFT},
    Style.INPUT_TOP: {**_INPUT, **_TOP},
    Style.INPUT_CODE: {**_INPUT, **_CENTRE},
    Style.INPUT_MONEY: {**_INPUT, **_RIGHT, "num_format": p.MONEY_FORMAT},
    Style.INPUT_NUMBER: {**_INPUT, **_CENTRE, "num_format": p.TYPED_FORMAT},
    Style.INPUT_DATE: {**_INPUT, **_CENTRE, "num_format": p.DATE_FORMAT},
    Style.INPUT_PHONE: {**_INPUT, **_CENTRE, "num_format": p.TEXT_FORMAT},
    Style.LOCKED: {**_GREY, "font_color": p.FAINT_INK},
    Style.LOCKED_RATE: {**_GREY, **_RIGHT, "num_format": p.RATE_FORMAT},
    Style.LOCKED_TOTAL: {**_GREY, "num_format": p.TYPED_FORMAT, "bold": 1},
    Style.HINT: {"valign": "vcenter", "font_size": 10, "text_wrap": 0},
    Style.BANNER: {
        "valign": "vcenter",
        "font_name": p.HEAD_FONT,
        "bold": 1,
        "indent": 1,
        "text_wrap": 0,
    },
    Style.LEGEND: {**_SMALL, "valign": "vcenter", "text_wrap": 0},
}
