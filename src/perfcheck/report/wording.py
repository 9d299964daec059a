"""Words and figures as clerks read them, shared by the workbook and the console."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from perfcheck.model.form import Form
from perfcheck.model.results import FileRecord, ScoreLine, Status
from perfcheck.model.values import Outcome

NONE = "—"
OPEN_GRADE = "待定"
VERIFIED, CLAIMED = "数据可核实", "仅凭文字"
QUANTIFIED, NOT_QUANTIFIED = "已量化", "未量化"
STATES = ("待处理", "已退回", "已修改", "不采纳")
WHOLE_FORM = "整表"
TOO_LARGE = "（数值过大）"
MOST_DIGITS = 20  # before the point; no amount, score or count has more

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.MET: "达成",
    Outcome.UNMET: "未达成",
    Outcome.PARTLY: "部分达成",
    Outcome.UNDECIDED: "需人工判断",
    Outcome.UNREPORTED: "未填完成值",
    Outcome.NO_TARGET: "未设指标值",
}


def carried_by(line: ScoreLine) -> str:
    """What the score of a line rests on; a dash where there is no score to rest on anything."""
    if line.verified:
        return VERIFIED
    return CLAIMED if line.score else NONE


def money(amount: Decimal | None) -> str:
    """An amount in 万元 with two decimals: 1,280.00."""
    return _figure(amount, ",")


def percent(share: Decimal | None) -> str:
    """A fraction as a percentage with two decimals: 0.7156 is 71.56%."""
    return _figure(None if share is None else share * 100, unit="%")


def score(points: Decimal | None) -> str:
    """A score with two decimals."""
    return _figure(points)


def plain(value: Decimal | None) -> str:
    """A number with no more digits than it has: 10.00 is 10."""
    return NONE if value is None else f"{value.normalize():f}"


def year_prefix(forms: Iterable[Form]) -> str:
    """2020年度 for forms of one year, 2019—2021年度 for several, nothing where none is known."""
    years = {form.year.value for form in forms} - {None}
    known = sorted(year for year in years if year is not None)
    if not known:
        return ""
    span = f"{known[0]}" if len(known) == 1 else f"{known[0]}—{known[-1]}"
    return f"{span}年度"


def files_by_status(files: Sequence[FileRecord]) -> str:
    """What became of the files: 共收到 5 个文件：已处理 3 个，未能处理 2 个。"""
    counts = ((status, sum(1 for f in files if f.status is status)) for status in Status)
    parts = "，".join(f"{status.label} {count} 个" for status, count in counts if count)
    return f"共收到 {len(files)} 个文件" + (f"：{parts}。" if parts else "。")


def ratio(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """A fraction, None where there is nothing to divide by."""
    return Decimal(part) / whole if whole else None


def holdable(value: Decimal | int) -> bool:
    """Whether a cell can hold a number: one with hundreds of digits is named, not written."""
    return isinstance(value, int) or (value.is_finite() and value.adjusted() <= MOST_DIGITS)


def rounded(value: Decimal, digits: int) -> Decimal:
    """Round half up; a figure beyond all measure stays as it is."""
    if value.adjusted() > MOST_DIGITS:
        return value
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _figure(value: Decimal | None, grouped: str = "", unit: str = "") -> str:
    if value is None:
        return NONE
    if value.adjusted() > MOST_DIGITS:
        return TOO_LARGE
    return f"{rounded(value, 2):{grouped}}{unit}"
