"""Forms for measuring: the national layout, filled at random but the same for the same seed.

    python tools/bench/forms.py FOLDER --count 500

Form n depends on the seed and on n only, so that 5,000 forms hold the first 500. One in four has
a fault that a check should find: points that do not add up, a rate that is wrong, a reason that is
missing.
"""

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

TOPICS = (
    "农村公路养护",
    "图书馆免费开放",
    "河道清淤",
    "职业培训",
    "食品抽检",
    "档案数字化",
    "路灯改造",
)
UNITS = ("本级", "信息中心", "服务中心", "图书馆", "水文站", "检测院", "养护中心", "培训学校")
DEPARTMENTS = ("交通运输局", "水利局", "教育局", "市场监管局", "文化和旅游局", "档案局")
GROUPS = (
    ("产出指标", "数量指标", 5, ("完成{}里程", "{}培训人数", "{}点位数量", "{}设备台数", "{}场次")),
    ("产出指标", "质量指标", 3, ("{}验收合格率", "{}抽检合格率", "{}资料完整率")),
    ("产出指标", "时效指标", 2, ("{}完成及时率", "{}资金拨付及时率")),
    ("产出指标", "成本指标", 2, ("{}成本控制率", "{}单价偏差率")),
    ("效益指标", "社会效益指标", 3, ("{}受益群众覆盖率", "提升{}水平", "{}政策知晓率")),
    ("效益指标", "可持续影响指标", 2, ("{}长效机制", "{}设施完好率")),
    ("满意度指标", "服务对象满意度指标", 2, ("{}群众满意度", "{}服务对象满意度")),
)
WORDS = ("有效提升", "持续改善", "不断健全")
REASON = "受汛期影响，部分工程顺延，已增加人员，次年一季度完成。"
WIDTHS = (6, 11, 18, 20, 10, 14, 14, 9, 9, 30)


@dataclass(frozen=True)
class Row:
    """One indicator as typed."""

    category: str
    subcategory: str
    name: str
    target: str
    actual: str
    points: float
    score: float
    reason: str


def rows(chance: random.Random, topic: str, *, faulty: bool) -> list[Row]:
    """The indicators of a form; their points add up to 90 unless it is faulty."""
    kinds = [(g, s, name) for g, s, _, names in GROUPS for name in names]
    points = [90 // len(kinds)] * len(kinds)
    points[0] += 90 - sum(points) + (2 if faulty and chance.random() < 0.5 else 0)
    found = []
    for (category, subcategory, name), worth in zip(kinds, points, strict=True):
        met, reason, score = chance.random() < 0.8, "", float(worth)
        if "率" in name or "满意度" in name:
            goal = chance.choice((85, 90, 95))
            done = goal + chance.randint(0, 4) if met else goal - chance.randint(3, 15)
            target, actual = f"≥{goal}%", f"{done}%"
        elif subcategory == "数量指标":
            goal = chance.randint(10, 400)
            done = goal + chance.randint(0, 9) if met else int(goal * 0.8)
            unit = chance.choice(("个", "人", "公里", "次"))
            target, actual = f"≥{goal}{unit}", f"{done}{unit}"
        else:
            goal = done = 1
            target = actual = chance.choice(WORDS)
            met = True
        if not met:
            score = round(worth * done / goal, 2)
            reason = "" if faulty and chance.random() < 0.5 else REASON
        found.append(
            Row(category, subcategory, name.format(topic), target, actual, worth, score, reason)
        )
    return found


def write_form(path: Path, number: int, seed: int = 1) -> None:
    """Write form `number`."""
    chance = random.Random(seed * 1_000_003 + number)
    topic, department = chance.choice(TOPICS), chance.choice(DEPARTMENTS)
    faulty = chance.random() < 0.25
    budget = round(chance.uniform(20, 900), 2)
    spent = round(budget * chance.choice((1, 1, chance.uniform(0.6, 1))), 2)
    rate = round(spent / budget, 4)
    stated = round(rate * 0.9, 4) if faulty and chance.random() < 0.5 else rate
    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        plain = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
        head = book.add_format({"border": 1, "bold": True, "align": "center", "valign": "vcenter"})
        percent = book.add_format({"border": 1, "num_format": "0.00%"})
        sheet = book.add_worksheet("自评表")
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.merge_range(0, 0, 0, 9, "项目支出绩效自评表", head)
        sheet.merge_range(1, 0, 1, 9, "（2024年度）", head)
        sheet.merge_range(2, 0, 2, 1, "项目名称", head)
        sheet.merge_range(2, 2, 2, 9, f"{topic}项目（{number:06d}）", plain)
        sheet.merge_range(3, 0, 3, 1, "主管部门", head)
        sheet.merge_range(3, 2, 3, 4, department, plain)
        sheet.write(3, 5, "实施单位", head)
        sheet.merge_range(3, 6, 3, 9, department + chance.choice(UNITS), plain)
        sheet.merge_range(4, 0, 8, 1, "项目资金\n（万元）", head)
        sheet.merge_range(4, 2, 4, 3, "", head)
        titles = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
        sheet.write_row(4, 4, titles, head)
        lines = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")
        for offset, title in enumerate(lines):
            line = 5 + offset
            money = (budget, budget, spent) if offset < 2 else (0, 0, 0)
            sheet.merge_range(line, 2, line, 3, title, head)
            sheet.write_row(line, 4, money, plain)
            sheet.write_row(line, 7, ("—", "—", "—"), plain)
        sheet.write(5, 7, 10, plain)
        if stated == rate:
            sheet.write_formula(5, 8, "=ROUND(G6/F6,4)", percent, rate)
        else:
            sheet.write(5, 8, stated, percent)
        sheet.write(5, 9, round(10 * rate, 2), plain)
        sheet.merge_range(9, 0, 10, 1, "年度总体目标", head)
        sheet.merge_range(9, 2, 9, 5, "预期目标", head)
        sheet.merge_range(9, 6, 9, 9, "实际完成情况", head)
        sheet.merge_range(10, 2, 10, 5, f"按计划完成{topic}任务，提高资金使用效益。", plain)
        sheet.merge_range(10, 6, 10, 9, f"{topic}任务基本完成，群众反映良好。", plain)
        last = _indicators(sheet, rows(chance, topic, faulty=faulty), plain, head)
        sheet.merge_range(last, 0, last, 6, "总分", head)
        sheet.write(last, 7, 100, plain)
        total = f"=J6+SUM(I13:I{last})"
        score = round(10 * rate, 2) + sum(row.score for row in rows(chance, topic, faulty=False))
        sheet.write_formula(last, 8, total, plain, round(score, 2))
        sheet.write(last, 9, "", plain)
        sheet.data_validation(
            12, 7, last - 1, 8, {"validate": "decimal", "criteria": ">=", "value": 0}
        )


def _indicators(sheet, found: list[Row], plain, head) -> int:
    """The table of indicators; the row after it."""
    titles = (
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "",
        "年度指标值",
        "实际完成值",
        "分值",
    )
    sheet.write_row(11, 0, (*titles, "得分", "偏差原因分析及改进措施"), head)
    sheet.merge_range(11, 3, 11, 4, "三级指标", head)
    for offset, row in enumerate(found):
        line = 12 + offset
        new = offset == 0 or found[offset - 1].subcategory != row.subcategory
        sheet.write(line, 0, "", plain)
        sheet.write(line, 1, row.category if new else "", head)
        sheet.write(line, 2, row.subcategory if new else "", head)
        sheet.merge_range(line, 3, line, 4, row.name, plain)
        sheet.write_row(line, 5, (row.target, row.actual, row.points, row.score, row.reason), plain)
    return 12 + len(found)


def main() -> None:
    """Write the forms."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=500)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for number in range(arguments.count):
        write_form(arguments.folder / f"{number:06d}.xlsx", number)


if __name__ == "__main__":
    main()
