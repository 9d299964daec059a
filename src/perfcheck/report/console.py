"""What the command line shows: a table of the projects, plain sentences, and a line of progress."""

import sys
import time
import unicodedata
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self, TextIO

from perfcheck.model.results import BatchResult, Project, Status
from perfcheck.model.roster import Reporting
from perfcheck.report.measure import text_width
from perfcheck.report.overview import Overview, UnitTotal, overview
from perfcheck.report.sheets.reporting import counts
from perfcheck.report.wording import NONE, OPEN_GRADE, files_by_status, money, percent, score

MOST_ROWS = 40
MOST_REJECTED = 10
MOST_UNITS = 5
NAME_WIDTH = 28
HEADERS = (
    "排名",
    "项目",
    "预算",
    "执行",
    "执行率",
    "复算得分",
    "可核实",
    "等级",
    "必须改",
    "建议改",
)
ALIGNMENT = ("right", "left", *("right",) * 5, "center", "right", "right")


def summary_table(batch: BatchResult) -> str:
    """The projects as a table, best first, then in plain sentences what became of the files.

    At most MOST_ROWS projects are listed; the totals are always those of all.
    """
    figures = overview(batch)
    parts = [_table(batch, figures)] if batch.outlines else []
    return "\n".join((*parts, *_sentences(batch, figures)))


def clean(text: str, width: int) -> str:
    """Text for one cell of the console: on one line, without controls, cut to a display width."""
    visible = (" " if unicodedata.category(c)[0] in "CZ" else c for c in text)
    line = " ".join("".join(visible).replace("|", "｜").split())
    if text_width(line) <= width:
        return line
    while text_width(line) > width - 2:
        line = line[:-1]
    return line + ".."


def _table(batch: BatchResult, figures: Overview) -> str:
    from tabulate import tabulate

    shown = figures.ranked[:MOST_ROWS]
    rows = [_row(batch.outlines[index], index, figures) for index in shown]
    return str(
        tabulate(
            [*rows, _total(figures)],
            headers=HEADERS,
            tablefmt="simple",
            disable_numparse=True,
            colalign=ALIGNMENT,
        )
    )


def _row(project: Project, index: int, figures: Overview) -> tuple[str, ...]:
    card, own = project.assessment.card, figures.rows[index]
    grade = NONE if card.recomputed is None else card.grade or OPEN_GRADE
    return (
        str(figures.ranks.get(index, NONE)),
        clean(project.name, NAME_WIDTH),
        money(own.budget),
        money(own.executed),
        percent(own.rate),
        score(card.recomputed),
        score(card.verified),
        grade,
        str(own.errors),
        str(own.warnings),
    )


def _total(figures: Overview) -> tuple[str, ...]:
    return (
        "",
        f"合计 {figures.projects} 个（得分为平均）",
        money(figures.budget),
        money(figures.executed),
        percent(figures.rate),
        score(figures.mean_recomputed),
        score(figures.mean_verified),
        "",
        str(figures.errors),
        str(figures.warnings),
    )


def _sentences(batch: BatchResult, figures: Overview) -> Iterable[str]:
    hidden = figures.projects - MOST_ROWS
    if hidden > 0:
        yield f"……上表只列出前 {MOST_ROWS} 个项目，其余 {hidden} 个见工作簿。"
    if batch.outlines:
        yield "金额单位：万元\n"
    yield from (_unit(total) for total in figures.units[:MOST_UNITS])
    yield files_by_status(batch.files)
    if batch.reporting:
        yield counts(batch.reporting)
        yield from _missing(batch.reporting)
    yield from _rejected(batch)
    if figures.verified_share is not None:
        yield (
            f"可能得到的分数中，有数据支撑、可以核实的占 {percent(figures.verified_share)}；"
            f"指标 {figures.indicators} 项，未量化 {figures.unquantified} 项。"
        )


def _unit(total: UnitTotal) -> str:
    rate = "—" if total.rate is None else percent(total.rate)
    amounts = f"执行 {total.executed:,.2f} ÷ 预算 {total.budget:,.2f} = {rate}"
    return f"{clean(total.unit, 30)} {total.projects} 个项目合计：{amounts}"


def _missing(reporting: Reporting) -> Iterable[str]:
    units = list(dict.fromkeys(line.expected.unit for line in reporting.missing))
    if units:
        names = "、".join(clean(unit, 30) for unit in units[:MOST_REJECTED])
        rest = f" 等 {len(units)} 个单位" if len(units) > MOST_REJECTED else ""
        yield f"  未交：{names}{rest}"


def _rejected(batch: BatchResult) -> Iterable[str]:
    rejected = [r for r in batch.files if r.status is Status.REJECTED]
    for record in rejected[:MOST_REJECTED]:
        reason = record.reason.message if record.reason else "原因见处理记录"
        yield f"  未能处理：{clean(record.path, 60)}——{clean(reason, 80)}"
    if len(rejected) > MOST_REJECTED:
        yield f"  ……未能处理的共 {len(rejected)} 个，全部列在工作簿的“处理记录”中。"


class Progress:
    """A line on a terminal that says how far a long batch is; silent elsewhere and on short ones.

    Use it as a context manager, which clears the line in the end.
    """

    PATIENCE = 2.0  # seconds before a line is worth showing
    INTERVAL = 0.2  # seconds between two drawings

    def __init__(
        self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._clock = clock
        self._start = clock()
        self._drawn = self._start
        self._width = 0

    def update(self, done: int, total: int) -> None:
        """Say that so many of so many are done; the line is drawn anew if it is due."""
        now = self._clock()
        elapsed = now - self._start
        due = elapsed >= self.PATIENCE and now - self._drawn >= self.INTERVAL
        if due and self._stream.isatty():
            self._drawn = now
            self._draw(_progress(done, total, elapsed))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._width:
            self._draw("")
            self._stream.write("\r")
            self._stream.flush()

    def _draw(self, line: str) -> None:
        width = text_width(line)
        self._stream.write("\r" + line + " " * max(self._width - width, 0))
        self._stream.flush()
        self._width = width


def _progress(done: int, total: int, elapsed: float) -> str:
    rate = done / elapsed
    line = f"正在核查 {done}/{total}（{done * 100 // max(total, 1)}%），每秒 {rate:.1f} 份"
    return f"{line}，约剩 {_duration((total - done) / rate)}" if rate else line


def _duration(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60} 分 {whole % 60} 秒" if whole >= 60 else f"{whole} 秒"
