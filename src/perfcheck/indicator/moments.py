"""Dates, deadlines and date intervals, as ISO texts in the precision typed."""

from calendar import monthrange

from perfcheck.indicator.lazily import lazily

_Y = r"(?:19|20)\d{2}"
_QUARTERS = "一二三四"
# A date inside other text, the longest form first.
DATE = (
    rf"(?:{_Y}年?(?:\d{{1,2}}月(?:\d{{1,2}}[日号]|[上中下]旬)?|(?:上|下)半年|第?[一二三四1-4]季度|年?(?:底|末|终))|"
    rf"{_Y}年年(?:底|末|终)|{_Y}[./-]\d{{1,2}}(?:[./-]\d{{1,2}}日?)?|{_Y}(?:0[1-9]|1[0-2])[0-3]\d(?!\d)|{_Y}年度?|"
    r"\d{1,2}月(?:\d{1,2}[日号]|[上中下]旬)?|(?:当|本)?年(?:度)?年?(?:底|末|终)|(?:上|下)半年|第?[一二三四1-4]季度)"
)
_FULL = lazily(
    rf"(?P<y>{_Y})(?:年|[./-])(?P<m>\d{{1,2}})(?:(?:月|[./-])(?:(?P<d>\d{{1,2}})(?:日|号)?)?)?"
)
_PACKED = lazily(rf"(?P<y>{_Y})(?P<m>\d{{2}})(?P<d>\d{{2}})")
_MONTH_DAY = lazily(r"(?P<y>)(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})(?:日|号))?")
_THIRD = lazily(rf"(?:(?P<y>{_Y})年)?(?P<m>\d{{1,2}})月(?P<third>[上中下])旬")
_YEAR_END = lazily(rf"(?:(?P<y>{_Y})年?|当年|本年度?|当年度|年度)?年?(?:底|末|终)")
_HALF = lazily(rf"(?:(?P<y>{_Y})年)?(?P<half>[上下])半年")
_QUARTER = lazily(rf"(?:(?P<y>{_Y})年?)?第?(?P<q>[一二三四1-4])季度")
_YEAR_ONLY = lazily(rf"(?P<y>{_Y})年度?")
_BARE_YEAR = lazily(_Y)
_THIRDS = {"上": "10", "中": "20", "下": ""}

_MONTHS = lazily(rf"(?:(?P<y>{_Y})年)?(?P<low>\d{{1,2}})月?(?:-|~|至|到)(?P<high>\d{{1,2}})月")
_QUARTERS_OF = lazily(
    rf"(?:(?P<y>{_Y})年)?第?(?P<low>[一二三四1-4])(?:季度)?(?:-|~|至|到)第?(?P<high>[一二三四1-4])季度"
)
_SEPARATOR = lazily("-{1,2}|~|至|到")
_DAY = lazily(r"(?:(?P<m>\d{1,2})\.)?(?P<d>\d{1,2})[日号]?")
_AROUND = lazily(r"^[从自于]|(?:起|止|底|末|期间|完成|实施|开展|之间)+$")


def read_date(text: str) -> str | None:
    """A date as 2020-12-31, 2021-12, --09 (no year) or 2020; None where the text is no date."""
    for pattern in (_FULL, _MONTH_DAY, _PACKED):
        found = pattern.fullmatch(text)
        if found:
            return _iso(found["y"], found["m"], found["d"])
    return _named(text)


def _named(text: str) -> str | None:
    """A date by name: 年底, 上半年, 第三季度, 6月中旬, 2020年."""
    found = _YEAR_ONLY.fullmatch(text)
    if found:
        return found["y"]
    found = _YEAR_END.fullmatch(text) if len(text) > 1 else None
    if found:
        return _iso(found["y"], "12", "31")
    found = _HALF.fullmatch(text)
    if found:
        return _iso(found["y"], "6" if found["half"] == "上" else "12", None)
    found = _QUARTER.fullmatch(text)
    if found:
        return _iso(found["y"], str(3 * _quarter(found["q"])), None)
    found = _THIRD.fullmatch(text)
    return _iso(found["y"], found["m"], _THIRDS[found["third"]]) if found else None


def _quarter(text: str) -> int:
    return _QUARTERS.find(text) + 1 or int(text)


def read_interval(text: str) -> tuple[str, str] | None:
    """A date interval: 1-12月, 2021年1月-12月, 2021.1.1-12.31, 2023.07-2024.01, 2021-2023年."""
    text = _AROUND.sub("", _AROUND.sub("", text))
    months = _MONTHS.fullmatch(text)
    if months:
        return _pair(
            _iso(months["y"], months["low"], None), _iso(months["y"], months["high"], None)
        )
    quarters = _QUARTERS_OF.fullmatch(text)
    if quarters:
        first, last = 3 * _quarter(quarters["low"]) - 2, 3 * _quarter(quarters["high"])
        return _pair(_iso(quarters["y"], str(first), None), _iso(quarters["y"], str(last), None))
    for place in _SEPARATOR.finditer(text):
        pair = _two_ends(text[: place.start()], text[place.end() :])
        if pair:
            return pair
    return None


def _two_ends(left: str, right: str) -> tuple[str, str] | None:
    """Both ends of an interval; the later may leave out what it shares with the earlier."""
    left, right = left.rstrip("起"), right.rstrip("止底末")
    if _BARE_YEAR.fullmatch(left) and _BARE_YEAR.fullmatch(right.rstrip("年度")):
        return _pair(left, right[:4])
    low = left if _BARE_YEAR.fullmatch(left) and "年" in right else read_date(left)
    high = read_date(right)
    short = _DAY.fullmatch(right)
    if low and not high and short and len(low) > len("2021-01"):
        month = short["m"] or low[-5:-3]
        high = _iso(low[:4] if low[0] != "-" else "", month, short["d"])
    elif low and not high and short and short["m"] is None and low[0] != "-" and len(low) > 4:
        high = _iso(low[:4], short["d"], None)
    if low and high and high.startswith("--") and not low.startswith("--"):
        high = low[:4] + high[1:]
    return _pair(low, high)


def _pair(low: str | None, high: str | None) -> tuple[str, str] | None:
    return (low, high) if low and high else None


def spoken(iso: str) -> str:
    """A date as people write it: --12-20 is 12月20日, 2023-11 is 2023年11月, ---10 is 10日."""
    if iso.startswith("---"):
        return f"{int(iso[3:])}日"
    year, *rest = iso.replace("--", "0-", 1).split("-")
    named = [f"{int(part)}{unit}" for part, unit in zip(rest, "月日", strict=False)]
    return (f"{year}年" if int(year) else "") + "".join(named)


def last_day(iso: str, year: int | None) -> str | None:
    """The last day that an ISO text covers: 2020-12 is 2020-12-31; None without any year."""
    if iso.startswith("--"):
        if year is None or iso.startswith("---"):
            return None
        iso = f"{year:04d}-{iso[2:]}"
    parts = [int(p) for p in iso.split("-")]
    y, m = parts[0], parts[1] if len(parts) > 1 else 12
    if not 1 <= m <= 12 or y < 1:
        return None
    d = parts[2] if len(parts) > 2 else monthrange(y, m)[1]
    return f"{y:04d}-{m:02d}-{d:02d}"


def _iso(year: str | None, month: str, day: str | None) -> str | None:
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
        return None
    return f"{year or '-'}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
