"""What reading and judging one indicator costs, beside a plain `re` that takes the first number.

Prints lines for people; `lines()` gives the same to the bench of the whole. The rows are those of
the labelled corpus. Once warm the same cells come again, as the stock indicators of a batch do;
first is the first sight of every cell, with nothing remembered.
"""

import gc
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import process_time

from perfcheck.indicator import actual, context, patterns, spelling, target
from perfcheck.indicator.actual import read_actual
from perfcheck.indicator.judge import judge
from perfcheck.indicator.target import read_target
from perfcheck.judging import Question
from perfcheck.scoring.rubric import load

try:
    from tools import accuracy
except ImportError:  # run as a script: its own folder is the path, not the repository
    import accuracy  # type: ignore[import-not-found,no-redef]

GOAL = 60.0  # microseconds an indicator, once warm
ROUNDS = 20
FIRST_NUMBER = re.compile(r"-?\d+\.?\d*")
REMEMBERED: tuple[Callable[..., object], ...] = (
    target._read,
    actual._read,
    patterns._read,
    context._hint,
    spelling.squeeze,
    spelling.canonical,
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Microseconds of processor time an indicator."""

    first: float
    warm: float
    baseline: float
    rows: int


def measure(rounds: int = ROUNDS) -> Cost:
    """Read and judge every row of the corpus, the coach left out."""
    questions = [accuracy._question(row) for row in accuracy.rows()]
    rubric = load("national-2020")

    def ours(question: Question) -> None:
        wanted = read_target(
            question.target,
            name=question.name,
            category=question.category,
            subcategory=question.subcategory,
            points=question.points,
        )
        done = read_actual(question.actual, wanted, name=question.name)
        judge(wanted, done, name=question.name, points=question.points, rubric=rubric)

    for remembered in REMEMBERED:
        remembered.cache_clear()  # type: ignore[attr-defined]
    first = _timed(ours, questions, 1)
    warm = min(_timed(ours, questions, 1) for _ in range(rounds))
    baseline = min(_timed(_first_number, questions, 1) for _ in range(rounds))
    return Cost(first, warm, baseline, len(questions))


def _first_number(question: Question) -> float | None:
    """What the official software does: cut out the first number, and compare."""
    wanted, done = (FIRST_NUMBER.search(text) for text in (question.target, question.actual))
    if not wanted or not done:
        return None
    return float(done[0]) / (float(wanted[0]) or 1.0)


def _timed(
    function: Callable[[Question], object], questions: Sequence[Question], rounds: int
) -> float:
    gc.disable()
    started = process_time()
    for _ in range(rounds):
        for question in questions:
            function(question)
    spent = process_time() - started
    gc.enable()
    return spent / rounds / len(questions) * 1e6


def lines() -> list[str]:
    """The cost in plain lines."""
    cost = measure()
    verdict = "达到" if cost.warm <= GOAL else "未达到"
    return [
        f"读取并评判一条指标（{cost.rows} 条真实指标，单进程）",
        f"  perfcheck 热 {cost.warm:.1f} 微秒（目标 ≤{GOAL:.0f}，{verdict}）",
        f"  perfcheck 首次 {cost.first:.1f} 微秒",
        f"  只取第一个数的 re {cost.baseline:.1f} 微秒",
    ]


def main() -> int:
    """Print the lines."""
    print("\n".join(lines()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
