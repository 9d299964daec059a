"""Fillings with planted mistakes, one for each thing that the form says while it is typed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from perfcheck.report.formsheet.filling import Filling, FundsRow, IndicatorRow

GOOD_ROW = IndicatorRow(
    "数量指标", "修复数量", "≥", 30, "卷", 30, Decimal("8.5"), Decimal("8.5"), ""
)
PROMISE = replace(GOOD_ROW, actual=None, score=None)


def row(block: str = "数量指标", **changes) -> IndicatorRow:
    """A row that is right, but for the changes."""
    return replace(GOOD_ROW, block=block, **changes)


# (a change of a right row, the hint that is expected in the self-evaluation stage)
ROW_HINTS = [
    ({}, "√"),
    ({"name": ""}, "× 请填三级指标名称"),
    ({"sign": ""}, "× 请选指标性质（≥ ＞ ＝ ＜ ≤），指标值填数字"),
    ({"target": None}, "× 请填指标值，只填数字"),
    ({"target": "30卷"}, "× 指标值只填数字，单位填在右边一格"),
    ({"target": "逐年增长"}, "× 指标值请填数字　未量化：可改为“较上年增长率 ≥ 数字 %”"),
    ({"unit": ""}, "× 请填计量单位，如 件、次、%"),
    ({"points": None}, "× 请填分值"),
    ({"points": 0}, "× 分值应为大于 0 的数字"),
    ({"points": "8分"}, "× 分值应为大于 0 的数字"),
    ({"actual": None}, "× 请填实际完成值"),
    ({"actual": "已完成"}, "× 实际完成值只填数字"),
    ({"score": None}, "× 请填自评得分"),
    ({"score": "满分"}, "× 自评得分应为不小于 0 的数字"),
    ({"score": -1}, "× 自评得分应为不小于 0 的数字"),
    ({"score": 9}, "× 得分大于分值"),
    ({"actual": 27}, "× 没有达到指标值，不能得满分"),
    ({"sign": "＞"}, "× 没有达到指标值，不能得满分"),
    ({"sign": "＝", "actual": 31}, "× 没有达到指标值，不能得满分"),
    ({"sign": "≤", "actual": 31}, "× 没有达到指标值，不能得满分"),
    ({"sign": "＜"}, "× 没有达到指标值，不能得满分"),
    ({"sign": "＜", "actual": 29}, "√"),
    ({"score": 8}, "× 有扣分，请填偏差原因"),
    ({"score": 8, "reason": "两卷未修完"}, "√"),
    ({"actual": 40}, "▲ 完成值超过指标值 30% 以上，请核对指标值"),
    ({"actual": 39}, "√"),
    (
        {"sign": "定性", "target": "提高", "actual": "达成年度指标"},
        "▲　未量化：提高到多少？可选 ≥ 并填数字、单位",
    ),
    (
        {"sign": "定性", "target": ""},
        "× 请写明怎样才算完成　未量化：能用数字说明的，请选 ≥ 并填数字、单位",
    ),
    (
        {"sign": "定性", "target": "无", "points": None},
        "× 请填分值　未量化：可改为“发生数 ＝ 0 起”",
    ),
]


def filled(**changes) -> Filling:
    """A form of the self-evaluation stage with one indicator."""
    return replace(
        Filling(
            year=2020,
            name="档案保护费",
            department="某区档案局",
            unit="某区档案馆",
            funds=(FundsRow(300, 300, Decimal("214.68"), "部分工作顺延"), FundsRow(300, 300, 214)),
            expected="修复 30 卷",
            achieved="修复 30 卷",
            indicators=(GOOD_ROW,),
            grade="良",
            person="某某",
            phone="027-1",
            filled_on=date(2021, 1, 15),
        ),
        **changes,
    )


def every_hint() -> Filling:
    """One form that holds a row for each of ROW_HINTS."""
    return filled(indicators=tuple(row(**change) for change, _ in ROW_HINTS))


def oddities() -> dict[str, Filling]:
    """Forms by name that drive every formula through its branches."""
    third = Decimal(1) / Decimal(3)
    complete = (
        row(points=50, score=50),
        row("社会效益指标", points=40, score=Decimal("39.333"), reason="略"),
    )
    return {
        "every-hint": every_hint(),
        "promise": Filling(year=2021, expected="做", indicators=(PROMISE,)),
        "only-words": Filling(achieved="做完了"),
        "overspent": filled(funds=(FundsRow(100, 90, 95),)),
        "no-budget": filled(funds=(FundsRow(None, None, 95), FundsRow(1, None, None))),
        "zero-budget": filled(funds=(FundsRow(300, 0, 0),)),
        "text-budget": filled(funds=(FundsRow("三百", None, "214.68万元"),)),
        "low-rate": filled(funds=(FundsRow(300, None, Decimal("71.56"), ""),)),
        "thirds": filled(funds=(FundsRow(3, None, 2, "略"), FundsRow(third, third, third))),
        "wrong-grade": filled(indicators=complete, grade="差"),
        "right-grade": filled(indicators=complete, grade="优"),
        "no-grade": filled(grade="", filled_on=None, person="", phone=""),
    }
