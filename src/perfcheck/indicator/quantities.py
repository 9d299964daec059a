"""The few quantities that may be lifted out of a sentence: numbers with a unit that is known.

Titles, document numbers, years, plans, versions and numbered points are covered up first; dates are
taken out as dates.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from perfcheck.indicator.lazily import lazily
from perfcheck.indicator.moments import DATE, read_date, read_interval
from perfcheck.indicator.reading import AFTER, approximately, operator_of
from perfcheck.indicator.units import IN_TEXT, KNOWN, scaled
from perfcheck.model.values import Operator, Quantity

N = r"\d+(?:\.\d+)?"
COVER, MOMENT = "□", "◇"
COVERED = lazily(
    r"《[^》]*》|〔[^〕]*〕|\[\d{4}\]\d*号?|\((?:19|20)\d\d(?:年|-)?[^)]*\)|第[\d一二三四五六七八九十]+[届次批期个号条章]?|"
    r"\d+号(?!前)文?件?|\d+[-~至到]\d+期|\d+期(?=工程|项目|建设)|[一二三四五六七八九十\d]+年(?:规划|行动|计划|攻坚)|"
    r"[A-Za-z]+[-/]?\d[\d.-]*|\d+(?:\.\d+)?[Gg](?=[^\d]{0,4}(?:网|基站|信号|手机))|\d+[KkDd](?![a-zA-Z])|\d?A{1,5}级|"
    r"V?\d+\.\d+版|\d+[级届号版](?!以)|"
    r"\d+分钟(?=[^\d,;]{0,6}(?:圈|响应圈))|(?:^|(?<=[;,.、:]))\d{1,2}[.、)](?!\d)|12345|12333|12315|12309|110|119|120(?=急救)"
)
_SPAN = lazily(rf"{DATE}(?:-|~|至|到){{1,2}}(?:{DATE}|\d{{1,2}}[日号])|\d{{1,2}}-\d{{1,2}}月")
_DATE = lazily(rf"(?P<date>{DATE})份?(?P<end>底|末)?(?P<before>之前|以前|前)?(?P<within>度?内)?")
_UNIT = rf"{IN_TEXT}(?:/[^\d,;.、()≥≤=<>%]{{1,4}}(?=[,;.、()]|$))?"
_QUANTITY = lazily(
    rf"(?P<each>(?:每|人均|户均|亩均|生均)[^\d,;.、≥≤=<>]{{1,8}})?"
    rf"(?:(?P<sign>[≥≤=<>])[^\d,;.、()≥≤=<>]{{0,8}}?)?(?P<about>约|近|将近|大约)?"
    rf"(?:(?P<low>{N})(?:{KNOWN})?(?:-|~|至|到))?(?P<n>{N})(?P<odd>余|多)?(?P<unit>{_UNIT})(?P<around>左右|上下|余|多)?"
    rf"{AFTER}(?P<within>之?内)?"
)


@dataclass(frozen=True, slots=True)
class Found:
    """One quantity of a sentence; `low` where it is the upper end of a band."""

    operator: Operator
    quantity: Quantity
    low: Decimal | None = None
    each: bool = False
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """One date of a sentence: as ISO text, whether it is a limit, and whether it is excluded."""

    iso: str
    bound: bool
    strict: bool

    @property
    def within_a_year(self) -> bool:
        """It says more than a year: 2020年 names one and sets no date."""
        return not self.iso.isdecimal()


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything countable that a sentence names."""

    quantities: tuple[Found, ...]
    moments: tuple[Moment, ...]
    span: tuple[str, str] | None


def contents(key: str) -> Contents:
    """The quantities and dates of a sentence, in the order in which they stand."""
    plain = COVERED.sub(COVER, key)
    spans = [span for span in map(read_interval, _SPAN.findall(plain)) if span]
    plain = _SPAN.sub(MOMENT, plain)
    moments = tuple(moment for moment in map(_moment, _DATE.finditer(plain)) if moment)
    plain = _DATE.sub(MOMENT, plain)
    found = tuple(_found(match) for match in _QUANTITY.finditer(plain))
    return Contents(found, moments, spans[0] if spans else None)


def inside(key: str) -> tuple[tuple[Operator, Quantity], ...]:
    """Every quantity with a unit inside a sentence, with its sign."""
    return tuple((found.operator, found.quantity) for found in contents(key).quantities)


def _found(match: re.Match[str]) -> Found:
    unit, low = match["unit"], match["low"]
    operator = operator_of(match)
    if operator is Operator.NONE and match["within"]:
        operator = Operator.AT_MOST
    return Found(
        operator,
        scaled(match["n"], unit),
        scaled(low, unit).value if low else None,
        bool(match["each"]),
        approximately(match),
    )


def _moment(match: re.Match[str]) -> Moment | None:
    iso = read_date(match["date"])
    if iso is None:
        return None
    at_end = bool(match["end"]) or match["date"].endswith(("底", "末", "终"))
    return Moment(
        iso,
        at_end or bool(match["before"] or match["within"]),
        bool(match["before"]) and not at_end,
    )
