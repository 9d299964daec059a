"""Names of the cells on 评分标准 that a reviewer may change, as formulas read them."""

import re
from collections.abc import Sequence

from perfcheck.model.rubric import GradeBand, Rubric


def grade_name(rubrics: Sequence[Rubric], rubric: Rubric, band: GradeBand) -> str:
    """The score from which a grade is given: 等级1_优."""
    place = rubric.grades.index(band) + 1
    return f"等级{place}_{_word(band.name)}{_suffix(rubrics, rubric)}"


def tier_name(rubrics: Sequence[Rubric], rubric: Rubric, place: int) -> str:
    """The share of the points from which a tier begins, the best tier first: 档次1_下限."""
    return f"档次{place + 1}_下限{_suffix(rubrics, rubric)}"


def low_rate_name(rubrics: Sequence[Rubric], rubric: Rubric) -> str:
    """The execution rate below which a reason is due: 执行率下限."""
    return f"执行率下限{_suffix(rubrics, rubric)}"


def _suffix(rubrics: Sequence[Rubric], rubric: Rubric) -> str:
    """Where several rubrics are in use, their names must differ."""
    return "" if len(rubrics) < 2 else f"_{_word(rubric.id)}"


def _word(text: str) -> str:
    return re.sub(r"\W", "_", text)
