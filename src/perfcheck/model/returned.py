"""What a unit answers when its marked file comes back: the sheet 修改意见 of the round before."""

from dataclasses import dataclass

SHEET = "修改意见"
MARK = "perfcheck.returned/1"  # hidden, in the row of the headings
ONLY_OURS = "only"  # beside it: the form had no cell in the colours of the marks
PROBLEM, LEVEL, PLACE, ANSWER, WORDS = "问题", "级别", "位置", "单位回复", "回复说明"
FIXED, EXPLAINED, DISAGREED = ANSWERS = ("已改", "说明", "不同意")


@dataclass(frozen=True, slots=True)
class Opinion:
    """One line of 修改意见 as it came back.

    `place` is the cell as it was then (自评表!G6, "" for the whole form), `subject` the name of
    the indicator, `fill` what the cell was filled with before it was marked, `project` the key of
    its project (name, unit, year). `answer` is one of
    ANSWERS or "", `words` what the unit wrote besides. `earlier` is the file of the last run whose
    finding it answers, where its form did not come with it.
    """

    code: str
    level: str
    place: str
    subject: str
    message: str
    answer: str = ""
    words: str = ""
    fill: str = ""
    project: str = ""
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What earlier rounds said: how many problems each had, and the opinions of the last one.

    `only_ours` says that the form had no cell in the colours of the marks, so that such a cell
    was coloured by a mark.
    """

    rounds: tuple[int, ...]
    opinions: tuple[Opinion, ...] = ()
    only_ours: bool = False
