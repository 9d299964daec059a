"""The grammar of quantities: a table of named patterns, read from top to bottom.

A cell is first brought to one spelling (`spelling.canonical`): signs for words, plain digits, no
spaces. Each row of the table matches the whole cell; the first that matches decides. A number
inside prose is therefore never a target by accident; `quantities` lists the few that may be lifted
out of a sentence.

The pieces, in the order in which a cell holds them:

    FRONT   共 全年 完成 (LEAD)   ≥ ≤ > < = (S)   约 近 (ABOUT)
    N       1.5, then 余 多 (ODD)
    KNOWN   万人次, then 左右 (AROUND), 以上 以内 (AFTER), and what is counted (TAIL)
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from perfcheck.indicator import builders
from perfcheck.indicator.builders import Build
from perfcheck.indicator.lazily import lazily
from perfcheck.indicator.moments import DATE
from perfcheck.indicator.reading import AFTER, Reading
from perfcheck.indicator.units import BASE, KNOWN, MONEY, factor

N = r"\d+(?:\.\d+)?"
SIGNED = rf"-?{N}"
S = r"(?P<sign>[≥≤=<>])?"
ABOUT = r"(?P<about>约|大约|大概|近|将近|接近)?"
ODD = r"(?P<odd>余|多)?"
AROUND = r"(?P<around>左右|上下|余|多)?"
LEAD = (
    r"(?>(?:各|均|共|共计|合计|累计|总计|计|全年|全年共|年度|本年度?|预计|计划|力争|确保|完成|已完成|完成了|实现|达|达到|达到了|"
    r"为|是|数量为|新增|新建|举办|开展|组织|召开|发放|建设|改造|培训|采购|购置|安排|支付|编制|修复|整理|接收)*)"
)
FRONT = LEAD + S + LEAD + ABOUT
WORDS = r"[^\d,;.。、()≥≤=<>%:/圈]"
TAIL = rf"{WORDS}{{0,12}}"
# A unit that the list does not know: short, and not the beginning of a date or of a title.
OTHER = (
    r"(?![年月日号届版期世代层级类等线])"
    r"[^\d\s,;。、.()≥≤=<>%+:/每~\-至到前后底末内以之余多左右上下级版届圈]{1,4}?"
)
SCALED_OTHER = rf"[万亿]?{OTHER}"
EACH = r"(?:平均)?(?:每|人均|户均|亩均|生均|村均|校均|师均|[1一](?=[年季月周天日](?!级)))"
# Where somebody stands among others; 奖励前10名 speaks of ten people.
PLACED = r"(?:(?![奖补评选助])[^\d,;.。、()≥≤=<>%:/]){0,12}?"
RANK = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
HEAD = (
    r"(?P<head>(?:于|在|截至|截止到?|预计|计划|力争|确保|须|应|定于|每年|到|至|最迟于?|最晚于?|"
    r"不(?:晚|迟)于)*+)"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the grammar; `example` is a cell that this row, and no earlier one, reads.

    `single`: it reads one number; the others want a second one, a date or a sign of their own.
    """

    name: str
    regex: re.Pattern[str]
    build: Build
    example: str
    single: bool = False


def _row(name: str, regex: str, build: Build, example: str, *, single: bool = False) -> Pattern:
    return Pattern(name, lazily(regex), build, example, single)


PATTERNS: tuple[Pattern, ...] = (
    _row(
        "tolerance",
        rf"{TAIL}[≤<]?±(?P<n>{N})(?P<unit>{KNOWN})?(?:以内|之内|内|之间|范围内)?",
        builders.tolerance,
        "±3%以内",
    ),
    _row(
        "day of every month",
        r"每(?:个)?月(?P<day>\d{1,2})[日号](?P<before>之前|以前|前)?" + TAIL,
        builders.every_month,
        "每月10日前",
    ),
    _row(
        "deadline",
        rf"{HEAD}{S}{HEAD.replace('head', 'head2')}(?P<date>{DATE})份?(?P<end>底|末)?"
        rf"(?P<before>之前|以前|前)?(?P<rest>[^\d%]{{0,40}})",
        builders.deadline,
        "2021年12月31日",
    ),
    _row(
        "date interval",
        r"(?P<dates>[从自]?\d[\d年月日号./第季度一二三四起]{0,12}(?:-|~|至|到){1,2}[\d年月日号./第季度一二三四]{1,12}"
        r"(?:止|底|末|期间|之间)*(?:完成|实施|开展)?)",
        builders.interval,
        "2021.1.1-12.31",
    ),
    _row(
        "band",
        rf"{LEAD}(?P<low>{N})(?P<unit1>{KNOWN}|{OTHER})?(?:-|~|至|到)(?P<high>{N})"
        rf"(?P<unit>{KNOWN}|{OTHER})?(?:之间|以内)?",
        builders.between,
        "3-5",
    ),
    _row(
        "two bounds",
        rf"[≥>](?P<low>{N})(?P<unit1>{KNOWN})?[,;、且并]{{0,2}}[≤<](?P<high>{N})(?P<unit>{KNOWN})?",
        builders.between,
        "≥3且≤5",
    ),
    _row(
        "rank",
        rf"{PLACED}(?:前(?P<n>{RANK})(?:名|位|强)?次?(?:以内|之内|内|以上|行列)?|"
        rf"第(?P<nth>{RANK})名次?)",
        builders.rank,
        "全省前3名",
    ),
    _row(
        "share",
        rf"{FRONT}(?P<whole>\d+)分之(?P<part>\d+){AROUND}{AFTER}{TAIL}",
        builders.share,
        "三分之二以上",
    ),
    _row(
        "proportion",
        rf"(?:{WORDS}{{1,8}}比例?)?{FRONT}(?P<part>{N}):(?P<whole>{N}){AFTER}",
        builders.fraction,
        "1:15",
    ),
    _row("doubled", rf"{FRONT}翻(?P<n>\d)?番{TAIL}", builders.doubled, "翻一番"),
    _row(
        "for each",
        rf"{LEAD}(?P<ahead>[≥≤=<>])?{EACH}{WORDS}{{0,10}}?{S}{LEAD}{ABOUT}(?P<n>{N}){ODD}(?P<unit>{KNOWN}|{OTHER})?{AROUND}{AFTER}{TAIL}",
        builders.per_something,
        "每亩300",
    ),
    _row(
        "per something",
        rf"{FRONT}¥?(?P<n>{N}){ODD}(?P<unit>(?!%|‰|百分|[个]?百分)(?:{KNOWN}|{SCALED_OTHER})(?:[/每·][^,;。()≥≤=<>]{{1,10}}?)){AROUND}{AFTER}",
        builders.per_something,
        "5人/10万人",
    ),
    _row(
        "per so many",
        rf"{FRONT}(?P<n>{N}){ODD}(?P<unit>/{BASE}{WORDS}{{0,4}}?){AROUND}{AFTER}",
        builders.per_something,
        "45/10万",
    ),
    _row(
        "amount behind ¥",
        rf"{FRONT}¥(?P<n>{N}){ODD}(?P<unit>{MONEY})?{AROUND}{AFTER}",
        builders.yuan,
        "¥5000",
    ),
    _row(
        "number and unit",
        rf"{FRONT}(?P<n>{SIGNED}){ODD}(?P<unit>{KNOWN}){AROUND}{AFTER}(?P<within>之?内)?(?:(?<![万亿]){TAIL})?",
        builders.single,
        "-1.2%",
        single=True,
    ),
    _row(
        "count of something else",
        rf"{FRONT}(?P<n>{N}){ODD}(?P<unit>{SCALED_OTHER}){AROUND}{AFTER}",
        builders.other,
        "12拖拉机",
        single=True,
    ),
    _row(
        "bare number",
        rf"{FRONT}(?P<n>{SIGNED}){AROUND}{AFTER}",
        builders.single,
        "220",
        single=True,
    ),
)


# A number without a date, a band, a rate or any sign but the first: only rows of one number do.
SINGLE = re.compile(
    r"([≥≤=<>]?)(?!(?:19|20)\d\d\.)(\d{1,7}(?:\.\d+)?)"
    r"([^\d≥≤=<>±每均年月季底末终~至到,;、:翻/·¥分.-]*+)"
)


def read_pattern(key: str) -> Reading | None:
    """The first pattern of the table that reads the whole cell.

    What stands around a single number is read once for all numbers: 95 and 98 in ≥95%, ≥98%.
    """
    single = SINGLE.fullmatch(key)
    value = Decimal(single[2]) if single else None
    if not single or not value:
        return _read(key, single=single is not None)
    shape = _read(f"{single[1]}1{single[3]}", single=True)
    if shape is None:
        return None
    about = shape.approximate
    value *= factor(shape.unit)
    return Reading(shape.kind, shape.operator, value, unit=shape.unit, approximate=about)


@lru_cache(maxsize=8192)
def _read(key: str, *, single: bool) -> Reading | None:
    for pattern in PATTERNS:
        if single and not pattern.single:
            continue
        match = pattern.regex.fullmatch(key)
        if match:
            reading = pattern.build(match)
            if reading:
                return reading
    return None
