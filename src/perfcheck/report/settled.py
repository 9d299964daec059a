"""Rows that were drawn for a place of their own, put where they stand in a batch.

One changed score moves many projects in 汇总表, and one finding more moves all entries below it in
问题清单: rows that are drawn without regard to that stay the same from one run to the next.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from perfcheck.report.fragment import Fragment
from perfcheck.report.sheets.plan import SUMMARY

FAR = 1_000_001  # the row of 汇总表 on which the first project of some rows seems to stand
# Where rows lead there: whole links and whole formulas, so no text of a form is mistaken.
LINK = re.compile(rf"^(internal:'{SUMMARY}'!C)(1[0-9]{{6}})$")
FORMULA = re.compile(rf"(<f>'{SUMMARY}'!\$[A-Z]+\$)(1[0-9]{{6}})(?=</f>)")
PLACE = re.compile('(<(?:row|c) r="[A-Z]*)([0-9]+)(?=")')
NUMBER = re.compile('(<c r="A[0-9]+"(?: s="[0-9]+")?><v>)([0-9]+)(?=</v>)')


def settled(drawn: Fragment, summary_rows: Sequence[int], down: int) -> Fragment:
    """Rows that lead to where their projects stand in 汇总表, and stand so many rows further down.

    With the rows, the figures in their first column count on.
    """

    def leads(found: re.Match[str]) -> str:
        return f"{found[1]}{summary_rows[int(found[2]) - FAR]}"

    def moved(found: re.Match[str]) -> str:
        return f"{found[1]}{int(found[2]) + down}"

    xml = FORMULA.sub(leads, drawn.xml)
    if down:
        xml = NUMBER.sub(moved, PLACE.sub(moved, xml))
    return replace(
        drawn,
        first=drawn.first + down,
        last=drawn.last + down,
        links=tuple(
            (row + down, column, LINK.sub(leads, target), text)
            for row, column, target, text in drawn.links
        ),
        xml=xml,
    )
