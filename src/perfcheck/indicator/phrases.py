"""What words in an actual cell claim: done, partly, not done, or nothing that can be decided."""

import re
from enum import StrEnum

from perfcheck.indicator.spelling import squeeze
from perfcheck.indicator.words import lexicon
from perfcheck.model.values import Kind, Target

NEGATION = re.compile(
    r"(?<!从)未(?!来)|没有|没能|不足|不到|无法|尚|仅|欠|滞后|逾期|不合格|不达标|延期|取消|停"
)
BREACH = re.compile(r"存在|超出|超过|违反|低于|少于")
DONE_PART = re.compile(
    r"完成|达成|达到|实现|落实|到位|合格|达标|符合|通过|发放|发行|建成|投入使用|出版|完毕"
)
PARTIAL = re.compile(r"部分|\d+-\d+期|个别|有的")
FULL = ("100%", "1", "100")


class Saying(StrEnum):
    """What was claimed."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    NOTHING = "nothing"


def claims(text: str, target: Target, tier: str = "") -> Saying:
    """What an actual cell claims of its target, taken at its word (DESIGN §5)."""
    plain = squeeze(text).strip("。.,;!")
    lex = lexicon()
    chosen = squeeze(tier)
    for said in (chosen, plain):
        if said in lex.not_done:
            return Saying.NOT_DONE
        if said in lex.partly:
            return Saying.PARTLY
        if said in lex.done:
            return Saying.DONE
    return _sentence(plain, squeeze(target.text), target)


def _sentence(plain: str, wanted: str, target: Target) -> Saying:
    if target.kind is Kind.QUALITATIVE:
        if re.match(r"(?:定性)?优良中", wanted) and plain in ("优", "良"):
            return Saying.DONE if plain == "优" else Saying.NOTHING
        if NEGATION.search(plain) and PARTIAL.search(plain):
            return Saying.PARTLY
        return Saying.NOT_DONE if re.match("未(?:达|完|实)", plain) else Saying.NOTHING
    if target.kind is Kind.BOOLEAN_STANDARD:
        return _standard(plain, wanted)
    if NEGATION.search(plain) or BREACH.search(plain):
        return (
            Saying.NOT_DONE
            if not re.search(r"\d", wanted) or BREACH.match(plain)
            else Saying.NOTHING
        )
    if re.match(r"(?:已|均|全部|按时|按期|如期)*(?:完成|达到|达成|实现)", plain) and not re.search(
        r"\d", plain.replace("100%", "")
    ):
        return Saying.DONE
    return Saying.NOTHING


def _standard(plain: str, wanted: str) -> Saying:
    if plain == wanted:
        return Saying.DONE
    if NEGATION.search(plain) or (BREACH.search(plain) and not BREACH.search(wanted)):
        return Saying.PARTLY if PARTIAL.search(plain) else Saying.NOT_DONE
    if plain in FULL and re.search(r"完成|到位|合格|达标|落实|符合|发放|支付", wanted):
        return Saying.DONE
    if wanted in plain or (len(plain) >= 2 and plain in wanted and DONE_PART.search(plain)):
        return Saying.DONE
    return (
        Saying.DONE
        if re.search(r"(?:完成|通过|合格|达标|符合|达成|完毕|发放|出版|发行)$", plain)
        else Saying.NOTHING
    )
