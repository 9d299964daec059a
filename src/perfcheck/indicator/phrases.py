"""What words in an actual cell claim: done, partly, not done, or nothing that can be decided."""

import re
from enum import StrEnum

from perfcheck.indicator.lazily import lazily
from perfcheck.indicator.spelling import squeeze
from perfcheck.indicator.words import contains, lexicon
from perfcheck.model.values import Kind, Target

# A negation of something bad is good news; it is set aside before negations are looked for.
GOOD_NEWS = lazily(
    r"(?:未|没有|无)(?:出现|发生)?(?:任何)?(?:超(?:过|出|支|预算|概算|标准|标|期|时)*(?:预算|概算|标准)?|发生|出现|突破|违反|逾期|违规|违纪|违法|"
    r"延误|延期|拖欠|差错|投诉|事故|问题|质量问题|安全问题|偏差|滞后)|不超(?:过|出|支)?(?:预算|概算|标准)?|零(?:投诉|事故|差错|违规|超支)"
)
NEGATION = lazily(
    r"(?<!从)未(?!来)|没有|没能|不足|不到|无法|尚|仅|欠|滞后|逾期|不合格|不达标|不符合|延期|取消|停(?!车)|超支|超预算"
)
BREACH = lazily(r"存在|超出|超过|违反|低于|少于|超支|超预算")
PART_DONE = lazily(r"部分|\d+-\d+期|个别|有的|基本|大部分|正在|陆续|尚在|推进中|进行中")
DONE_WORDS = lazily(
    r"完成|完工|竣工|达成|达到|实现|落实|到位|合格|达标|符合|通过|发放|发行|建成|投入使用|出版|完毕|执行|合规|按时|按期|控制|公开|"
    r"支付|拨付|建立|健全|开展|验收|上线|交付|覆盖|保障"
)
DONE_END = lazily(
    r"(?:完成|完工|竣工|通过|合格|达标|符合|达成|完毕|发放|出版|发行|合规|到位|落实|执行|建成|使用|交付|公开|支付|拨付|建立|健全|"
    r"验收|实施|要求|标准|规定|优秀|优良|安排|开展|覆盖)(?:到位|完毕|了)?$"
)
CLAIM = lazily(
    r"(?:(?:均|全部|都|已经?|按时|按期|如期|按计划|按要求|按质按量|圆满|顺利|超额)*(?:完成|达到|达成|实现)(?:了|率)?)+"
    r"(?:(?:各项|全部|全年|年度|年初|预期|预定|既定|目标|指标|任务|工作|要求|绩效|值|效果)*)(?:为?100%)?"
)
WHOLE = lazily(
    r"(?:(?:均|全部|都|已经?|按时|按期|总体)*(?:完成|达到|达成|实现|执行|到位)(?:了|率|比例|进度|情况)?)?(?:为|是|达|达到|:)?"
    r"(?:1[0-9]{2}(?:\.\d+)?%|100|1|1\.0+)(?:(?:完成|达成|到位|落实|达标|合格).{0,4})?"
)
SCALE = lazily(r"(?:定性)?优良中|(?:定性)?好坏|(?:定性)?优(?:秀)?[/、]良")
FAILED = lazily(
    r"(?:暂|尚|仍|还|均|都)?未(?:能)?(?:达|完|实|按|如|及)|没有(?:完|达)|(?:效果|情况)?(?:不佳|较差|不理想)"
)
ON_TIME = lazily(
    r"(?:已|均|全部)*(?:按时|按期|如期|准时|及时|按月|按计划|按规定|按要求|提前)\w{0,8}"
)
OPENING = lazily(
    r"(?:已经?|均|全部|按时|按期|如期|按计划|超额)*(?:完成|达到|达成|实现|到位|办结|完工|竣工)"
)
ALL = lazily(r"全部|均|都|已")
YES_OR_NO = ("是", "否", "无", "没有", "不存在")


class Saying(StrEnum):
    """What was claimed."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    NOTHING = "nothing"


def claims(text: str, target: Target, tier: str = "") -> Saying:
    """What an actual cell claims of its target, taken at its word (DESIGN §5)."""
    plain, wanted = squeeze(text).strip(".,;!"), squeeze(target.text).strip(".,;!")
    standard = target.kind is Kind.BOOLEAN_STANDARD
    if standard and (plain == wanted or plain in YES_OR_NO):
        return _yes_or_no(plain, wanted)
    if target.kind is Kind.QUALITATIVE and _repeats(plain, wanted):
        return Saying.NOTHING if not tier else _listed(squeeze(tier))
    for said in (squeeze(tier), plain):
        found = _listed(said)
        if found is not Saying.NOTHING:
            return found
    if standard:
        return _standard(plain, wanted)
    if target.kind is Kind.QUALITATIVE:
        return _slogan(plain, wanted)
    timed = target.unit == "date" or target.kind is Kind.DURATION
    return Saying.DONE if timed and ON_TIME.fullmatch(plain) else _number(plain, wanted)


def _repeats(plain: str, wanted: str) -> bool:
    """及时完成 says of 及时 nothing that could be checked."""
    return wanted in plain and len(plain) < len(wanted) + 4 and not NEGATION.search(plain)


def _listed(said: str) -> Saying:
    """One of the phrases that the official forms offer."""
    lex = lexicon()
    if said in lex.not_done:
        return Saying.NOT_DONE
    if said in lex.partly:
        return Saying.PARTLY
    return Saying.DONE if said in lex.done else Saying.NOTHING


def _yes_or_no(plain: str, wanted: str) -> Saying:
    """是 and 否 answer a question; 否 is the good answer where the target says so."""
    if plain == wanted or wanted.endswith(plain):
        return Saying.DONE
    if plain == "是":
        return Saying.NOT_DONE if wanted.endswith("否") else Saying.DONE
    return Saying.DONE if wanted.endswith("否") else Saying.NOT_DONE


def _slogan(plain: str, wanted: str) -> Saying:
    """A wish is answered by a claim of its own at most; a paraphrase decides nothing."""
    if SCALE.match(wanted) and plain in ("优", "好", "优秀"):
        return Saying.DONE
    if WHOLE.fullmatch(plain) or (CLAIM.fullmatch(plain) and wanted not in plain):
        return Saying.DONE
    if NEGATION.search(plain) and PART_DONE.search(plain):
        return Saying.PARTLY
    return Saying.NOT_DONE if FAILED.match(plain) else Saying.NOTHING


def _number(plain: str, wanted: str) -> Saying:
    """Words for a number: done where they say so without a figure of their own."""
    if WHOLE.fullmatch(plain):
        return Saying.DONE
    rest = GOOD_NEWS.sub("", plain)
    if NEGATION.search(rest) or BREACH.search(rest):
        failed = not re.search(r"\d", wanted) or BREACH.match(rest) or FAILED.match(rest)
        return Saying.NOT_DONE if failed else Saying.NOTHING
    if re.search(r"\d", rest):
        return Saying.NOTHING
    done = OPENING.match(rest) or (ALL.match(rest) and DONE_END.search(rest))
    return Saying.DONE if done else Saying.NOTHING


def _standard(plain: str, wanted: str) -> Saying:
    """A standard is kept where the actual says its words, or that something was done."""
    good = GOOD_NEWS.search(plain)
    rest = GOOD_NEWS.sub("", plain)
    if NEGATION.search(rest) or (BREACH.search(rest) and not BREACH.search(wanted)):
        return Saying.PARTLY if PART_DONE.search(rest) else Saying.NOT_DONE
    if good or WHOLE.fullmatch(plain):
        return Saying.DONE
    if PART_DONE.match(rest) and not contains(wanted, ("基本", "部分")):
        return Saying.PARTLY
    if wanted in plain or (len(plain) > 1 and plain in wanted and DONE_WORDS.search(plain)):
        return Saying.DONE
    if CLAIM.fullmatch(plain) or DONE_END.search(plain) or plain in lexicon().grades:
        return Saying.DONE
    return Saying.NOTHING
