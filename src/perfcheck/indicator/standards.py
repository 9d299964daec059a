"""Standards: targets without a number that can still be answered by yes or no."""

import re

from perfcheck.indicator.words import contains, lexicon

TIMELY = re.compile(r"及时(?!率)")
MANNERED = re.compile(r"足额|全额|按时|按期|按月|按合同|按规定|按标准|如期|规定时间")
GROWTH = re.compile(
    r"(?:不低于|高于|优于|好于|超过|达到|≥|>)(?:上年|去年|上一?年度|同期|往年|以前年度)"
)
LOOSE = re.compile(r"(?:达到|符合|满足)预期(?:效果|要求)?$")
CLAUSES = re.compile(r"[,;.、!]+|并(?=按|完|通|达|符)|且")


def is_standard(text: str, name: str) -> bool:
    """Whether a cell of words states something that is done or not done, kept or not kept.

    `text` and `name` are squeezed. Of several clauses one must, and none may be a mere wish (提升,
    促进): a slogan does not become checkable by what stands beside it.
    """
    lex = lexicon()
    if text in lex.grades and text not in ("达标",):
        return bool(contains(name, lex.graded_names))
    if lex.standard.fullmatch(text) and not _vague(text):
        return True
    clauses = [clause for clause in CLAUSES.split(text) if clause]
    if len(clauses) < 2:
        return False
    stated = any(lex.standard.fullmatch(clause) for clause in clauses)
    return stated and not any(map(_vague, clauses))


def _vague(clause: str) -> bool:
    """A clause whose words nobody can check: 有效落实, 及时支出."""
    if GROWTH.match(clause):
        return False
    if contains(clause, lexicon().soft) or LOOSE.search(clause):
        return True
    return bool(TIMELY.search(clause)) and not MANNERED.search(clause)
