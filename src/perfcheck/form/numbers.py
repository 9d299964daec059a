"""Numbers as people type them: full-width, with thousands, units, percent signs or brackets."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from perfcheck.form.labels import INVISIBLE, narrow
from perfcheck.form.memo import Memo
from perfcheck.form.stored import plain

SCALES = {
    "亿元": Decimal(100_000_000),
    "亿": Decimal(100_000_000),
    "万元": Decimal(10_000),
    "万": Decimal(10_000),
    "千元": Decimal(1_000),
    "百元": Decimal(100),
    "元": Decimal(1),
}
PLACEHOLDERS = frozenset(
    ("", "/", "\\", "无", "空", "暂无", "不涉及", "不适用", "n/a", "na", "nil", "none", "*", "、")
)
DASHES = re.compile(r"[-—–―─－ー_~…·.\s/]+")
NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<digits>\d{1,3}(?:[,']\d{3})+|\d+)?(?P<fraction>\.\d+)?"
    r"(?P<unit>亿元|亿|万元|万|千元|百元|元|%|‰|百分比|个百分点|分)?整?"
)
AMOUNT = re.compile(r"\d[\d,]{0,30}(?:\.\d{1,30})?(?:亿元|亿|万元|万|千元|元)(?![\d/])")
TOTAL = re.compile(rf"(?:资金)?(?:总额|总计|合计|共计|总金额)[:为]?({AMOUNT.pattern})")
DATE = re.compile(r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?")
INEXACT = re.compile(r"约|余|多|左右|上下|近|不超|以内|以上|以下|未|每|[≥≤><]")
SCIENTIFIC = re.compile(r"\d\.\d+E[+-]\d{2}")
UNIT_BEHIND = re.compile(r"\((?:单位:)?(亿元|万元|千元|百元|元)\)$")  # 300(万元)
REMARK = re.compile(r"\([^()]*\)$")
SWAPS = str.maketrans(
    {
        "，": ",",
        "。": ".",
        "’": "'",
        "‘": "'",
        "−": "-",
        "﹣": "-",
        "％": "%",
        "萬": "万",
        "億": "亿",
    }
)
CURRENCY = re.compile(r"^(?:人民币|rmb|cny|[¥￥$])+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """A number as typed, without trailing zeros; the weight of its last digit, its unit."""

    value: Decimal
    quantum: Decimal
    unit: str = ""


def placeholder(text: str) -> bool:
    """Whether a text stands for nothing: /, —, 无, ……."""
    bare = narrow(text).lower()
    return bare in PLACEHOLDERS or DASHES.fullmatch(bare) is not None


def quantum_of(number: Decimal) -> Decimal:
    """The weight of the last digit of a number: 71.56 has 0.01, 300 has 1."""
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)


def read_number(text: str) -> Typed | None:
    """Read a cell that holds one number and at most a unit; None for anything else.

    ３００, 300,000.00, ¥300, 300万元, 71.56%, (300) for minus 300; a remark in brackets after the
    number is passed over: 300万元（含结转）.
    """
    return _NUMBERS[text]


def _read(text: str) -> Typed | None:
    bare = INVISIBLE.sub("", unicodedata.normalize("NFKC", text.translate(SWAPS)).translate(SWAPS))
    bare = CURRENCY.sub("", bare).rstrip(".,;:、")
    if bare.startswith("百分之"):
        bare = f"{bare.removeprefix('百分之')}%"
    if SCIENTIFIC.fullmatch(bare):
        bare = f"{Decimal(bare):f}"
    negative = re.fullmatch(r"\(([\d.,']+)\)", bare)
    if negative:
        bare = f"-{negative[1]}"
    spelled = (bare, UNIT_BEHIND.sub(r"\1", bare), REMARK.sub("", bare))
    match = next(filter(None, map(NUMBER.fullmatch, spelled)), None)
    if not match or not (match["digits"] or match["fraction"]):
        return None
    digits = re.sub("[,']", "", match["digits"] or "0") + (match["fraction"] or "")
    value = Decimal(match["sign"] + digits)
    return Typed(Decimal(plain(value)), quantum_of(value), _unit(match["unit"] or ""))


_NUMBERS = Memo(_read)


def read_amount(text: str) -> Typed | None:
    """The one amount in a short sentence: 已支付114万元; None where there are several figures, or
    where the words say that it is no exact one.
    """
    bare = DATE.sub("", INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))
    if total := TOTAL.match(bare):  # 总额120万元 其中：财政拨款80万元
        return read_number(total[1])
    found = AMOUNT.findall(bare)
    if len(found) != 1 or len(re.findall(r"\d[\d.,]*", bare)) != 1 or INEXACT.search(bare):
        return None
    return read_number(found[0])


def _unit(typed: str) -> str:
    return {"百分比": "%", "个百分点": "%", "分": ""}.get(typed, typed)
