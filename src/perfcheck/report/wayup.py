"""The cheapest honest way to a better grade: what is missing on paper, and what it can bring.

Only gaps count: an actual that was not reported, a target that was not set, words where a figure
belongs. A result that was not reached is never listed: there is no honest way around it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from perfcheck.model.results import Assessment, ScoreLine
from perfcheck.model.rubric import GradeBand
from perfcheck.model.values import Outcome

ZERO = Decimal(0)


class Lack(StrEnum):
    """What is missing; staff read it. The last two need the approved targets."""

    EXECUTION = "预算数或执行数未填"
    ACTUAL = "没有填实际完成值"
    EVIDENCE = "没有可核对的数据"
    CLAIM = "没有填自评得分"
    TARGET = "没有填指标值"
    GROUP = "整组指标没有设置"


ADVICE = {
    Lack.EXECUTION: "如实填写预算数和执行数，执行率随之算出",
    Lack.ACTUAL: "如实填写实际完成值；没有完成的填 0，并写明原因",
    Lack.EVIDENCE: "写明完成的数量、比率或时间，附佐证材料",
    Lack.CLAIM: "按档次填写自评得分，附佐证材料",
    Lack.TARGET: "按批复的绩效目标补填指标值，再与完成值核对",
    Lack.GROUP: "按批复的绩效目标补填这一组的指标、指标值和完成值",
}
_BY_OUTCOME = {
    Outcome.UNREPORTED: Lack.ACTUAL,
    Outcome.UNDECIDED: Lack.EVIDENCE,
    Outcome.NO_TARGET: Lack.TARGET,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One gap: its line, what is missing, and the most that filling it can bring."""

    line: ScoreLine
    lack: Lack
    gain: Decimal


@dataclass(frozen=True, slots=True)
class WayUp:
    """From one grade to the next: the fewest gaps that can lift the score over its threshold.

    `steps` are empty where gaps alone cannot do it. `reached` is the most that the score can be
    after them; `ceiling` the most after all gaps are filled, which gives `ceiling_grade`.
    """

    score: Decimal
    grade: str
    target: GradeBand
    steps: tuple[Step, ...]
    reached: Decimal
    ceiling: Decimal
    ceiling_grade: str


def way_up(assessment: Assessment) -> WayUp | None:
    """The way to the next grade; None without a score, without grades, or at the best one."""
    card, rubric = assessment.card, assessment.rubric
    if card.recomputed is None or not rubric.grades:
        return None
    grade = card.grade or rubric.grade(card.recomputed)
    better = [band for band in rubric.grades if band.low > card.recomputed]
    if not better or grade == rubric.grades[0].name:
        return None
    found = gaps(assessment)
    steps = fewest(found, better[-1].low - card.recomputed)
    ceiling = card.recomputed + _sum(found)
    return WayUp(
        score=card.recomputed,
        grade=grade,
        target=better[-1],
        steps=steps,
        reached=card.recomputed + _sum(steps),
        ceiling=ceiling,
        ceiling_grade=rubric.grade(ceiling),
    )


def gaps(assessment: Assessment) -> tuple[Step, ...]:
    """Every gap of a form that has points behind it, in the order of its lines."""
    lines = (assessment.card.execution, *assessment.card.lines)
    steps = (_step(assessment, line) for line in lines)
    return tuple(step for step in steps if step is not None and step.gain > 0)


def fewest(found: Sequence[Step], need: Decimal) -> tuple[Step, ...]:
    """The fewest gaps that bring as much, the largest first; none where all together do not.

    The k largest gains bring the most that k gaps can, so the first k that suffice is the least.
    A whole missing group is taken only where the gaps in single lines do not suffice.
    """
    single = [step for step in found if step.lack is not Lack.GROUP]
    for candidates in (single, found):
        chosen: list[Step] = []
        for step in sorted(candidates, key=lambda step: -step.gain):
            chosen.append(step)
            if _sum(chosen) >= need:
                return tuple(chosen)
    return ()


def _step(assessment: Assessment, line: ScoreLine) -> Step | None:
    lack = _lack(assessment, line)
    if lack is None or line.points is None:
        return None
    most = line.high if lack is Lack.CLAIM else line.points
    return Step(line, lack, most - (line.score or ZERO))


def _lack(assessment: Assessment, line: ScoreLine) -> Lack | None:
    if line is assessment.card.execution:
        return None if line.verified else Lack.EXECUTION
    if line.indicator is None:
        return None if line.score is None else Lack.GROUP  # what was not read is for a person
    lack = _BY_OUTCOME.get(assessment.judgements[line.indicator].outcome)
    if lack is None and line.score is None:
        return Lack.CLAIM
    return lack


def _sum(steps: Iterable[Step]) -> Decimal:
    return sum((step.gain for step in steps), ZERO)
