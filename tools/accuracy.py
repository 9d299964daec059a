"""How often targets and actuals are read as a careful person reads them: docs/accuracy.md.

Holds the reader against the hand labels of tests/corpus/indicators.csv and prints the table in
Markdown. `--show PART` lists what is read otherwise in a part: `built`, `refined` or `last`.
"""

import argparse
import csv
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from perfcheck.judging import Answer, Question, answer
from perfcheck.model.values import Outcome, Target
from perfcheck.scoring.rubric import load

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "tests" / "corpus" / "indicators.csv"
FIRST_ROWS = 200  # the documents of these rows were read while the grammar was written
PARTS = {
    "built": "编写时对照过 built on",
    "refined": "修改时对照过 refined on",
    "last": "最后才看 looked at last",
}
MEASURES = {
    "accuracy": "是否量化，判断正确 quantified: accuracy",
    "precision": "读作量化的，确实量化 quantified: precision",
    "recall": "量化的，读作量化 quantified: recall",
    "kind": "类型 kind",
    "operator": "符号 operator",
    "value": "数值、日期、区间 value",
    "unit": "单位 unit",
    "outcome": "完成情况（可判断的）outcome",
    "undecidable": "留给人判断（不可判断的）undecidable",
    "score": "应得分，误差 0.01 以内 fair score",
}
FORMS = """
## 没见过的表样 Forms that no test held

各地公开的申报表、自评表、监控表，按表样重建，先逐格写下应读的栏目（项目、单位、资金、每条指标，连同
单元格），再读取一次，照第一次的结果记数，之后才修改。栏目读对且单元格相符才算对。
读错指读出另一个值；读不出的，在问题里说明的不算读错。

| 轮次 | 表样 | 栏目 | 第一次读对 | 其中读成别的值 | 修改后 |
|---|--:|--:|--:|--:|--:|
| 第一轮，专挑少见的写法 | 16 | 945 | 707（74.8%） | 48 | 944（99.9%） |
| 第二轮，第一轮修改后 | 8 | 444 | 407（91.7%） | 21 | 441（99.3%） |
| 第三轮，第二轮修改后 | 7 | 459 | 439（95.6%） | 0 | 459（100.0%） |
| 第四轮，按公开页面上填好的表重建 | 18 | 1107 | 1001（90.4%） | 24 | 1106（99.9%） |
| 第五轮，同上，第四轮修改后 | 9 | 620 | 590（95.2%） | 26 | 620（100.0%） |
| 第六轮，同上，第五轮修改后 | 6 | 319 | 302（94.7%） | 11 | 319（100.0%） |
| 第七轮，同上，与已有的表样同类 | 4 | 476 | 476（100.0%） | 0 | 476（100.0%） |
| 第八轮，十一类表样，每张叠加三四种变化 | 30 | 2047 | 2039（99.6%） | 3 | 2047（100.0%） |
| 第九轮，没见过的表样，第八轮修改前写成 | 14 | 777 | 754（97.0%） | 7 | 777（100.0%） |
| 第十轮，没见过的表样，第九轮修改后 | 10 | 522 | 502（96.2%） | 0 | 522（100.0%） |
| 第十一轮，十一类表样，没看过程序的人写成 | 41 | 4464 | 4434（99.3%） | 1 | 4453（99.8%） |
| 第十二轮，一半为其他省市的表样，同上 | 48 | 4800 | 4792（99.8%） | 3 | 4796（99.9%） |

第二轮的表样与第一轮同时写成，计数时去掉了从中看到过的四种写法；算上这四种是 412（92.8%）。

第四轮的表来自 10 个省（自治区）的 17 个地方，栏目和填法照公开的样子；10 个表样第一次全部读对，
大庆、宁乡、南湖三地的表样差得多。读成别的值的 24 处都是多读：把“总目标绩效指标”一组也当作
当年的，把编号的“列次”一行和另一列的来源当作资金。标注时写错的和重建时错位的共 33 处，
更正后计数；更正前是 968（87.4%）。
第五轮没读对的 30 处有 26 处在一种表：云南的 05-2 表把单位和项目写在同一栏，两个项目读成了一个
（这一栏在问题里指出了）；其余 8 个表样是 562/566（99.3%）。更正标注前是 584（94.2%）。
第六轮没读对的有一半在一种表：资金情况与资金使用情况左右并排，把花的钱读成了预算；另有一张表
上方写“单位：元”、资金一栏写（万元），按上方的单位读了。

第八轮每张表叠加前后空行空列、隐藏的行和工作表、标签中的空格换行、繁体字、全角数字、取消合并、几张表
上下相接、元与万元等三四种变化。标注有 11 处与已有的口径不同（名称后的分值保留在名称里，
有调整后指标值的以调整后为准），重建时写错的 5 张表更正后计数；更正前是 2007/2042（98.3%）。
读成别的值的 3 处在一张表：预算数分年初、调整、合计三栏，把调整数当成了全年预算数（旁边的栏目
在问题里指出了）。
第九轮读成别的值的 7 处：两行表头里年初、调整后两栏指标值取了年初的（6 处），没有认出勾选的等级；
另有 3 处多读，把支出一行的资金来源读成了预算。更正标注前是 753（96.9%）。

第十轮没读对的有 9 处在一种表（资金各来源在横栏、预算数和执行数在竖栏），7 处在一种表（资金排在指标
下面，另把那两行多读成了两条指标 14 处）。标注更正前是 498/519（96.0%）。

第十一、十二轮的表和标注、连同比对用的程序，由没有看过程序、检验和已有表样的人写成；比对的是
`results.json`，每条指标的名称、分级、指标值、完成值、分值、得分、原因和各自的单元格分别计数，
所以栏目比前几轮多，照写成时的标注计数。第十一轮没读对的 30 处有 24 处是“=8个”一类的指标值：
写表的程序库把等号开头的字当成公式存，没有结果；现在照字面读（“=100%”读作 100%，与标注不同的
9 处在此）。另一处是表头写万元、执行数按元填，仍照表头读，并在问题里指出。第十二轮剩下的 2 处在
一张表：表头写万元，各栏都按元填，同样照表头读（同批中比中位数大两千多倍，有提示）。

另有一项检验（`tests/form/test_silence.py`）：把各表样的栏目名称逐个换成没人认识的字样，
读出的内容如有变化，必须在问题里指出这一格。
修改前换 1861 处，327 处没有指出；现在换 4195 处，22 处，逐处写在检验里。
"""
MET = {"yes": Outcome.MET, "no": Outcome.UNMET, "partly": Outcome.PARTLY}
LEFT_OPEN = (Outcome.UNDECIDED, Outcome.UNREPORTED, Outcome.NO_TARGET)
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Point:
    """One label held against what was read."""

    measure: str
    row: Row
    expected: str
    found: str
    right: bool


def rows() -> list[Row]:
    """The labelled rows."""
    with CORPUS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts(labelled: Sequence[Row]) -> dict[str, str]:
    """The part that every source document belongs to."""
    built = {row["source_id"] for row in labelled[:FIRST_ROWS]}
    rest = sorted({row["source_id"] for row in labelled} - built)
    return dict.fromkeys(built, "built") | {
        source: "last" if place % 2 else "refined" for place, source in enumerate(rest)
    }


def compare(labelled: Sequence[Row]) -> list[Point]:
    """Every label held against what was read."""
    rubric = load("national-2020")
    return [point for row in labelled for point in _points(row, answer(_question(row), rubric))]


def _question(row: Row) -> Question:
    return Question(
        target=row["target"],
        actual=row["actual"],
        name=row["name"],
        category=row["level1"],
        subcategory=row["level2"],
        points=_number(row["weight"]),
    )


def _points(row: Row, given: Answer) -> Iterator[Point]:
    target, judged = given.target, given.judgement
    yield from _quantified(row, "yes" if target.quantified else "no")
    yield _same("kind", row, target.kind.value, row["kind"])
    yield _same("operator", row, target.operator.value, row["op"])
    if row["value"]:
        found = _value(target)
        yield Point("value", row, row["value"], found, _alike(found, row["value"]))
        yield _same("unit", row, target.unit, row["unit"])
    if row["met"] in MET:
        yield _same("outcome", row, judged.outcome.value, MET[row["met"]].value)
    elif row["met"]:
        left = judged.outcome in LEFT_OPEN
        yield Point("undecidable", row, "undecidable", judged.outcome.value, left)
    if row["fair_score"]:
        fair, score = Decimal(row["fair_score"]), judged.score
        near = score is not None and abs(score - fair) <= Decimal("0.01")
        yield Point("score", row, str(fair), str(score), near)


def _quantified(row: Row, found: str) -> Iterator[Point]:
    expected = row["quantified"]
    yield _same("accuracy", row, found, expected)
    if found == "yes":
        yield _same("precision", row, found, expected)
    if expected == "yes":
        yield _same("recall", row, found, expected)


def _same(measure: str, row: Row, found: str, expected: str) -> Point:
    return Point(measure, row, expected, found, found == expected)


def _value(target: Target) -> str:
    if target.low is not None:
        return f"{target.low}..{target.high}"
    return str(target.value)


def _alike(found: str, expected: str) -> bool:
    """Bounds one by one; numbers as numbers, within 1e-9, all else as text."""
    ours, theirs = found.split(".."), expected.split("..")
    return len(ours) == len(theirs) and all(map(_near, ours, theirs))


def _near(found: str, expected: str) -> bool:
    one, other = _number(found), _number(expected)
    if one is None or other is None:
        return found == expected
    return abs(one - other) <= Decimal("1e-9")


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def hits(points: Sequence[Point], measure: str) -> tuple[int, int]:
    """How many labels of a measure were met, and how many there are."""
    of = [point.right for point in points if point.measure == measure]
    return sum(of), len(of)


def table(points: Sequence[Point], part: Mapping[str, str]) -> str:
    """One line a measure; all rows, then each part."""
    columns = [list(points)] + [
        [point for point in points if part[point.row["source_id"]] == name] for name in PARTS
    ]
    lines = [f"| 项目 | 合计 all | {' | '.join(PARTS.values())} |", "|---" + "|--:" * 4 + "|"]
    for measure, title in MEASURES.items():
        shares = [_share(*hits(column, measure)) for column in columns]
        lines.append(f"| {title} | {' | '.join(shares)} |")
    return "\n".join(lines)


def _share(right: int, count: int) -> str:
    return f"{right}/{count} {right / count:.1%}" if count else "—"


def report() -> str:
    """docs/accuracy.md, whole."""
    labelled = rows()
    part = parts(labelled)
    points = compare(labelled)
    easy = [point for point in points if point.row["hard"] != "y"]
    hard = sum(row["hard"] == "y" for row in labelled)
    return f"""# 读数准确率 How well indicators are read

由 `make docs` 生成，请勿手工修改；测试会比对，所以不会悄悄变化。`make accuracy` 只显示。

样本：公开表格中的真实指标 {len(labelled)} 行，人工逐行标注，说明见 `tests/corpus/README.md`。
每行按名称、一二级指标、指标值、完成值、分值读取，标准为 national-2020。

样本按来源文件分成三部分：

{_counts(labelled, part)}

第三部分起初只统计合计数，不看逐行结果，说明遇到从未见过的表格时大致如何；定稿前才逐行看过，
改了其中几类写法（一格几个日期、名称已说全的指标里填了分值、参照……控制、市级……单位），
所以下表第三列不再是公正的检验。
看之前的合计（98 行）：量化 96/98，类型 92/98，符号 98/98，数值 72/73，完成情况 35/36，
应得分 25/26；不含为难的（84 行）：量化 84/84，类型 83/84，符号 84/84，数值 69/69，
完成情况 33/34，应得分 25/26。

## 全部 {len(labelled)} 行 all rows

{table(points, part)}

## 不含标注为难的 {hard} 行 without hard rows

难（hard）：标注时认为机器读错也情有可原，如符号与单位矛盾、完成值只有文字。

{table(easy, part)}

{FORMS.strip()}
"""


def _counts(labelled: Sequence[Row], part: Mapping[str, str]) -> str:
    lines = ["| 部分 | 来源文件 | 行 |", "|---|--:|--:|"]
    for name, title in PARTS.items():
        own = [row for row in labelled if part[row["source_id"]] == name]
        lines.append(f"| {title} | {len({row['source_id'] for row in own})} | {len(own)} |")
    return "\n".join(lines)


def misses(name: str) -> Iterator[str]:
    """What is read otherwise in one part, a line each."""
    labelled = rows()
    part = parts(labelled)
    for point in compare([row for row in labelled if part[row["source_id"]] == name]):
        row = point.row
        if not point.right:
            hard = " (hard)" if row["hard"] == "y" else ""
            yield (
                f"{row['row_id']} {point.measure}: {row['name']} | {row['target']} | "
                f"{row['actual']} -> {point.found}, expected {point.expected}{hard}"
            )


def main(arguments: Sequence[str] | None = None, say: Callable[[str], None] = print) -> int:
    """Print the report, or the misses of a part."""
    parser = argparse.ArgumentParser(description="读数准确率")
    parser.add_argument("--show", choices=PARTS, help="列出一部分中读法不同的行")
    options = parser.parse_args(arguments)
    for line in misses(options.show) if options.show else [report().rstrip("\n")]:
        say(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
