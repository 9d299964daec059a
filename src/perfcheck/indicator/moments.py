"""Dates, deadlines and date intervals, as ISO texts in the precision typed."""

import re
from calendar import monthrange

_YEAR = r"(?P<y>(?:19|20)\d{2})"
_FULL = re.compile(
    rf"^{_YEAR}(?:年|[./-])(?P<m>\d{{1,2}})(?:(?:月|[./-])(?:(?P<d>\d{{1,2}})(?:日|号)?)?)?$"
)
_WORDS = (
    (re.compile(rf"^(?:{_YEAR})?年?(?:年底|年末|年终|末|底)$"), 12, 31),
    (re.compile(r"^(?:当年|本年|本年度|当年度|年度)?(?:年底|年末|年终)$"), 12, 31),
)
_HALF = re.compile(rf"^(?:{_YEAR}年)?(上半年|下半年)$")
_QUARTER = re.compile(rf"^(?:{_YEAR}年?)?第?([一二三四1-4])季度$")
_MONTH_DAY = re.compile(r"^(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})(?:日|号))?$")
_YEAR_ONLY = re.compile(rf"^{_YEAR}年度?$")
_TAIL = re.compile(
    r"(?:(?:之?前|以前)?(?:全部|全面|及时|按时|完成|完工|竣工|到位|开工|验收|投入使用|交付|建成|结束|拨付|发放|支付|实施完成|使用)*"
    r"(?:\d+%)?)$"
)
_HEAD = re.compile(r"^(?:于|在|截至|截止到?|预计|计划)?")


def read_date(text: str, year: int | None = None) -> str | None:
    """A date as 2020-12-31, 2021-12, --09 (no year) or 2020; None where the text is no date."""
    found = _FULL.match(text)
    if found:
        return _iso(found["y"], found["m"], found["d"])
    if _YEAR_ONLY.match(text):
        return text[:4]
    for pattern, month, day in _WORDS:
        found = pattern.match(text)
        if found and text:
            stated = found.groupdict().get("y")
            return f"{stated}-{month}-{day}" if stated else f"--{month}-{day}"
    half = _HALF.match(text)
    if half:
        return _iso(half["y"] or "", "6" if half[2] == "上半年" else "12", None)
    quarter = _QUARTER.match(text)
    if quarter:
        number = "一二三四".find(quarter[2]) + 1 or int(quarter[2])
        return _iso(quarter["y"] or "", str(number * 3), None)
    found = _MONTH_DAY.match(text)
    return _iso("", found["m"], found["d"]) if found else None


def read_deadline(text: str) -> tuple[str, str] | None:
    """A deadline with its sign: 2020年12月底前 is ("<=", "2020-12")."""
    core = _HEAD.sub("", text)
    tail = _TAIL.search(core)
    words = tail[0] if tail else ""
    date = core[: len(core) - len(words)] if words else core
    before = words.startswith(("前", "之前", "以前"))
    end = re.search(r"(?:月|日|号)(底|末)$", date)
    date = date[:-1] if end else date
    iso = read_date(date)
    if iso is None:
        return None
    return ("<" if before and not end and not date.endswith(("底", "末", "终")) else "<=", iso)


def read_interval(text: str) -> tuple[str, str] | None:
    """A date interval: 1-12月, 2021年1月-12月, 2021.1.1-12.31, 2023.07-2024.01, 2021-2023年."""
    text = re.sub(r"(?:完成|实施|开展)$", "", text)
    months = re.match(r"^(\d{1,2})月?(?:-|~|至|到)(\d{1,2})月(?:底|末)?$", text)
    if months:
        return _month("", months[1]), _month("", months[2])
    years = re.match(r"^((?:19|20)\d{2})年?[-~至到]((?:19|20)\d{2})年$", text)
    if years:
        return years[1], years[2]
    parts = re.split(r"[~至到]", text) if re.search("[~至到]", text) else _halves(text)
    if len(parts) != 2:
        return None
    low, high = read_date(parts[0]), read_date(parts[1].rstrip("底末"))
    short = re.match(r"^(\d{1,2})\.(\d{1,2})$", parts[1])
    if low and not high and short:
        high = _iso("", short[1], short[2])
    if not low or not high or ("年月.".find(text[-1]) < 0 and not re.search(r"[年月.日号]", text)):
        return None
    return low, (low[:4] + high[1:] if high.startswith("--") and not low.startswith("--") else high)


def _halves(text: str) -> list[str]:
    """Split at the dash in the middle, so that 2021-01-01-2021-12-31 has two halves."""
    dashes = [i for i, c in enumerate(text) if c == "-"]
    if len(dashes) % 2 == 0:
        return [text]
    middle = dashes[len(dashes) // 2]
    return [text[:middle], text[middle + 1 :]]


def last_day(iso: str, year: int | None) -> str | None:
    """The last day that an ISO text covers: 2020-12 is 2020-12-31; None without any year."""
    if iso.startswith("--"):
        if year is None:
            return None
        iso = f"{year:04d}-{iso[2:]}"
    parts = [int(p) for p in iso.split("-")]
    y, m = parts[0], parts[1] if len(parts) > 1 else 12
    if not 1 <= m <= 12 or y < 1:
        return None
    d = parts[2] if len(parts) > 2 else monthrange(y, m)[1]
    return f"{y:04d}-{m:02d}-{d:02d}"


def _iso(year: str, month: str, day: str | None) -> str | None:
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
        return None
    return _month(year, month) + (f"-{int(day):02d}" if day else "")


def _month(year: str, month: str) -> str:
    return f"{year or '-'}-{int(month):02d}"
