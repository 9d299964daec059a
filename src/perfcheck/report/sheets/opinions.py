"""单位回复: what units answered to the opinions of the round before, and how each one stands."""

from collections.abc import Iterable, Mapping, Sequence

from perfcheck.model.results import FileRecord
from perfcheck.model.returned import History, Opinion
from perfcheck.model.review import BETWEEN
from perfcheck.report import palette
from perfcheck.report.content import Cell, Row, SheetContent, fitted, headings
from perfcheck.report.follow_up import NEW, STILL, FollowUp, by_file, came_back
from perfcheck.report.look import Style
from perfcheck.report.measure import LIST_ROW
from perfcheck.report.sheets.parts import list_head, text
from perfcheck.report.sheets.plan import OPINIONS, Plan
from perfcheck.report.wording import WHOLE_FORM

COLUMNS: Mapping[str, float] = {
    "序号": 6,
    "文件和项目": 30,
    "级别": 9,
    "上稿位置": 16,
    "规则": 9.5,
    "问题": 44,
    "单位回复": 11,
    "回复说明": 34,
    "本稿": 13,
}
WIDTHS = tuple(COLUMNS.values())
HEADING = 3
NOBODY = History(())
CORRECTED, ALONE, BEFORE = "已改正", "未附申报表", "上次的问题，\n未附申报表"


def sheet(plan: Plan) -> Iterable[SheetContent]:
    """The sheet 单位回复, if a marked copy came back, or answers came without their form."""
    before = by_file(came_back(plan.batch))
    alone = [record for record in plan.batch.files if record.answers]
    if not before and not alone:
        return
    rows = list(_rows(before))
    rows += _loose(alone, len(rows))
    yield SheetContent(
        streamed=True,
        name=OPINIONS,
        tab=palette.TAB_LIST,
        widths=WIDTHS,
        rows=(
            *list_head(
                "单 位 回 复", _count(before, alone), f"“{STILL}”：本稿还有同样的问题", len(WIDTHS)
            ),
            headings(tuple(COLUMNS), WIDTHS, LIST_ROW),
            *rows,
        ),
        heading=HEADING,
        table=(HEADING, 1, HEADING + len(rows), len(WIDTHS)),
    )


def _loose(records: Iterable[FileRecord], number: int) -> Iterable[Row]:
    """Answers that came without their form: nothing says whether they hold."""
    for record in records:
        for place, opinion in enumerate(record.answers.opinions if record.answers else ()):
            number += 1
            words = (
                f"{record.path}\n上次报送：{opinion.earlier}" if opinion.earlier else record.path
            )
            result = Cell(BEFORE if opinion.earlier else ALONE, Style.WARN)
            cells = _cells(number, words, opinion, result)
            yield fitted(cells, WIDTHS, divided=place == 0)


def _count(before: Mapping[str, FollowUp], alone: Sequence[FileRecord]) -> str:
    corrected = sum(len(found.corrected) for found in before.values())
    still = sum(1 for found in before.values() for opinion in found.matched if opinion)
    new = sum(1 for found in before.values() for opinion in found.matched if not opinion)
    loose = sum(len((own.answers or NOBODY).opinions) for own in alone)
    known = sum(1 for own in alone for o in (own.answers or NOBODY).opinions if o.earlier)
    placed = f"，其中 {known} 条与上次结果的问题对应" if known else ""
    rest = f"另有 {loose} 条回复没有附申报表{placed}。" if loose else ""
    if not before:
        return rest
    return (
        f"修改后报回的文件 {len(before)} 个：{CORRECTED} {corrected} 个问题，{STILL} {still} 个，"
        f"{NEW} {new} 个。{rest}"
    )


def _rows(before: Mapping[str, FollowUp]) -> Iterable[Row]:
    number = 0
    for file, found in before.items():
        still = {id(opinion) for opinion in found.matched if opinion}
        for place, opinion in enumerate(found.history.opinions):
            number += 1
            stands = id(opinion) in still
            result = Cell(STILL, Style.BAD) if stands else Cell(CORRECTED, Style.GOOD)
            cells = _cells(number, file, opinion, result)
            yield fitted(cells, WIDTHS, divided=place == 0)


def _cells(number: int, file: str, opinion: Opinion, result: Cell) -> Iterable[Cell]:
    name = opinion.project.split(BETWEEN)[0]
    return (
        Cell(number, Style.CODE),
        text("\n".join(part for part in (file, name) if part)),
        text(opinion.level, Style.CODE),
        text(opinion.place or WHOLE_FORM, Style.RULE_ID),
        text(opinion.code, Style.RULE_ID),
        text(opinion.message),
        text(opinion.answer, Style.CODE),
        text(opinion.words),
        result,
    )
