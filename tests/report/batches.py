"""The batches that the reports are tried on."""

from dataclasses import replace
from decimal import Decimal

from perfcheck.model.form import Stage
from perfcheck.model.results import BatchResult, FileRecord, Reason, Severity, Status
from perfcheck.model.values import Outcome
from tests.report.founding import COMPILATION, EXAMPLE, PRESERVATION
from tests.report.lines import Line, finding, vague
from tests.report.projects import Facts, batch

REJECTED = (
    FileRecord(
        "其实是文本.xlsx",
        "f" * 64,
        Status.REJECTED,
        Reason(
            "KIND004",
            "这不是工作簿，而是改了后缀的文本文件",
            "请在 WPS 或 Excel 中打开原表，另存为 .xlsx 后重新提交。",
        ),
    ),
    FileRecord(
        "空文件.xlsx",
        "e" * 64,
        Status.REJECTED,
        Reason("KIND001", "文件是空的（0 字节）", "请确认发送前已保存，重新提交。"),
    ),
)
REPEATED = FileRecord(
    "档案保护费（副本）.xlsx",
    "0" * 64,
    Status.DUPLICATE,
    Reason("DUP000", "与“档案保护费.xlsx”内容完全相同", "不需要处理。"),
)

SEED = batch(PRESERVATION, COMPILATION, EXAMPLE, more=(*REJECTED, REPEATED))
NOTHING = batch(more=REJECTED)


def _crowd(number: int) -> Facts:
    """One of many projects, every figure following from its number."""
    budget = Decimal(40 + 37 * number % 900)
    rate = Decimal(62 + 29 * number % 41) / 100
    hit = rate > Decimal("0.9")
    done = Decimal(100 if hit else 60 + number % 30)
    lines = (
        Line(
            "产出指标",
            "数量指标",
            f"完成改造的第{number}类设施数量",
            "≥100处",
            f"{done}处",
            Outcome.MET if hit else Outcome.UNMET,
            points="50",
            stated="50",
            score=str(done / 2),
            achievement=str(done / 100),
            basis=f"{done} ÷ 100 = {done}.00%，50 × {done}.00% = {done / 2} 分",
            value=Decimal(100),
            unit="处",
        ),
        vague(
            "效益指标",
            "社会效益指标",
            "群众生产生活条件",
            "明显改善",
            "明显",
            points="30",
            score="27",
            stated="27",
            assumed=False,
            actual="达成预期指标",
            basis="只有文字，按“达成年度指标”档保留自评得分 27 分（计入自述）",
        ),
        Line("满意度指标", "服务对象满意度指标", "受益群众满意度", "≥90%", "92.4%", unit="%"),
    )
    findings = () if hit else (finding("SCR004", Severity.ERROR, 14, "自评得分高于复算得分"),)
    return Facts(
        f"P{number:03d}",
        f"第{number}项城乡基础设施维护项目",
        lines,
        budget=str(budget),
        executed=str((budget * rate).quantize(Decimal("0.01"))),
        department=("区城管执法局", "区卫生健康局", "区人力资源局")[number % 3],
        unit=f"第{number % 5 + 1}街道办事处",
        findings=findings,
        stated_grade="优",
        stated="97",
    )


def crowd(count: int) -> BatchResult:
    return batch(*(_crowd(number) for number in range(1, count + 1)))


DECLARED = Facts(
    "P001",
    "尚未自评的项目",
    (vague("产出指标", "数量指标", "培训人数", "稳步增加", "稳步", assumed=False, stated=None),),
    budget="60",
    executed=None,
    stage=Stage.DECLARATION,
    year=None,
)
EMPTY = Facts("P002", "", (), budget=None, executed=None, department="", unit="", grade=None)
OVERSPENT = Facts("P003", "超预算", budget="45", executed="45.80", grade="良", notes=("无指标。",))
ODD = batch(DECLARED, EMPTY, OVERSPENT)
TWO_RUBRICS = batch(COMPILATION, replace(EXAMPLE, id="P009", rubric="hubei-2020", year=2021))
