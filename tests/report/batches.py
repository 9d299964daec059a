"""Batches for the tests of the reports, put together by hand: no reading, no judging, no checks."""

from dataclasses import dataclass, replace
from decimal import Decimal

from perfcheck.model.cells import CellRef, Entry, State
from perfcheck.model.form import Budget, Form, FundLine, Indicator, Stage
from perfcheck.model.results import (
    Assessment,
    BatchResult,
    FileRecord,
    Finding,
    Project,
    Reason,
    Scorecard,
    ScoreLine,
    Severity,
    Status,
)
from perfcheck.model.values import (
    Actual,
    Judgement,
    Kind,
    Operator,
    Outcome,
    Proposal,
    Target,
    Vagueness,
)
from perfcheck.scoring.rubric import load

SHEET = "项目申报表"
FIRST_ROW = 14
ZERO = Decimal(0)


def ref(address_row: int, column: int, sheet: str = SHEET) -> CellRef:
    return CellRef(sheet, address_row, column)


def number(value: str | None, row: int = 1, column: int = 1) -> Entry[Decimal]:
    cell = ref(row, column)
    if value is None:
        return Entry(cell=cell)
    return Entry(Decimal(value), value, cell, State.VALUE)


def text(value: str, row: int = 1, column: int = 1) -> Entry[str]:
    cell = ref(row, column)
    return Entry(value, value, cell, State.VALUE) if value else Entry(cell=cell)


@dataclass(frozen=True)
class Line:
    """One indicator of a hand-made project and what became of it."""

    category: str
    subcategory: str
    name: str
    target: str
    actual: str = ""
    outcome: Outcome = Outcome.MET
    points: str | None = "10"
    score: str | None = "10"
    stated: str | None = "10"
    verified: bool = True
    assumed: bool = False
    achievement: str | None = None
    basis: str = "达到指标值，得满分"
    kind: Kind = Kind.COUNT
    operator: Operator = Operator.AT_LEAST
    value: Decimal | str | None = None
    unit: str = ""
    words: tuple[str, ...] = ()
    vagueness: Vagueness | None = None
    proposals: tuple[Proposal, ...] = ()
    reason: str = ""


def indicator(line: Line, row: int) -> Indicator:
    return Indicator(
        name=text(line.name, row, 3),
        category=text(line.category, row, 1),
        subcategory=text(line.subcategory, row, 2),
        target_entry=text(line.target, row, 5),
        actual_entry=text(line.actual, row, 8),
        points=number(None if line.assumed else line.points, row, 7),
        stated_score=number(line.stated, row, 9),
        deviation_reason=text(line.reason, row, 10),
        target=Target(
            text=line.target,
            cell=ref(row, 5),
            kind=line.kind,
            operator=line.operator,
            value=line.value,
            unit=line.unit,
            vagueness=line.vagueness,
            vague_words=line.words,
        ),
        actual=Actual(text=line.actual, cell=ref(row, 8), unit=line.unit),
    )


def judgement(line: Line) -> Judgement:
    score = None if line.score is None else Decimal(line.score)
    points = None if line.points is None else Decimal(line.points)
    return Judgement(
        outcome=line.outcome,
        verified=line.verified,
        achievement=None if line.achievement is None else Decimal(line.achievement),
        score=score,
        low=score if line.verified else (None if points is None else ZERO),
        high=score if line.verified else points,
        basis=line.basis,
    )


def score_line(line: Line, judged: Judgement, index: int) -> ScoreLine:
    return ScoreLine(
        title=line.name or "（未填指标名称）",
        group=line.category.removesuffix("指标"),
        points=None if line.points is None else Decimal(line.points),
        assumed=line.assumed,
        stated=None if line.stated is None else Decimal(line.stated),
        score=judged.score,
        low=judged.low or ZERO,
        high=judged.high or ZERO,
        verified=judged.verified,
        basis=line.basis,
        cell=ref(FIRST_ROW + index, 3),
        indicator=index,
    )


def empty_group(name: str, points: str) -> ScoreLine:
    return ScoreLine(
        title=f"{name}指标（未设置）",
        group=name,
        points=Decimal(points),
        assumed=True,
        stated=None,
        score=ZERO,
        low=ZERO,
        high=ZERO,
        verified=False,
        basis=f"没有设置{name}指标，该部分 {points} 分无从得分",
    )


def execution_line(budget: str | None, executed: str | None, points: Decimal) -> ScoreLine:
    cell = ref(8, 6)
    if not budget or executed is None:
        basis = "预算数或执行数未填，执行率无法计算"
        return ScoreLine(
            "预算执行率", "预算执行", points, False, None, None, ZERO, points, False, basis, cell
        )
    rate = Decimal(executed) / Decimal(budget)
    score = round(points * min(rate, Decimal(1)), 2)
    share = min(rate, Decimal(1))
    basis = f"{executed} ÷ {budget} = {rate:.2%}，{points} × {share:.2%} = {score} 分"
    return ScoreLine(
        "预算执行率", "预算执行", points, False, score, score, score, score, True, basis, cell
    )


@dataclass(frozen=True)
class Facts:
    """What a hand-made project is made of."""

    id: str
    name: str
    lines: tuple[Line, ...] = ()
    budget: str | None = "100"
    executed: str | None = "90"
    department: str = "武昌区档案馆"
    unit: str = "武昌区档案馆"
    findings: tuple[Finding, ...] = ()
    empty: tuple[ScoreLine, ...] = ()
    stated_grade: str = ""
    stated: str | None = None
    notes: tuple[str, ...] = ()
    stage: Stage = Stage.SELF_EVALUATION
    grade: str | None = "by score"
    rubric: str = "national-2020"
    year: int | None = 2020


def funds(facts: Facts) -> Budget:
    return Budget(
        total=FundLine(
            name=text("年度资金总额", 8, 2),
            original_budget=number(facts.budget, 8, 4),
            adjusted_budget=number(facts.budget, 8, 5),
            executed=number(facts.executed, 8, 6),
            rate=number(None, 8, 7),
        )
    )


def form(facts: Facts) -> Form:
    year = Entry(facts.year, str(facts.year), ref(2, 1), State.VALUE) if facts.year else Entry()
    return Form(
        sheet=SHEET,
        layout="own-template",
        stage=facts.stage,
        title="项目申报表",
        project_name=text(facts.name, 3, 2),
        department=text(facts.department, 4, 2),
        unit=text(facts.unit, 4, 6),
        year=year,
        budget=funds(facts),
        indicators=tuple(indicator(x, FIRST_ROW + n) for n, x in enumerate(facts.lines)),
        total_score=number(facts.stated, 40, 9),
        grade=text(facts.stated_grade, 41, 2),
    )


def card(facts: Facts, judged: tuple[Judgement, ...]) -> Scorecard:
    rubric = load(facts.rubric)
    execution = execution_line(facts.budget, facts.executed, rubric.execution.points)
    own = (score_line(x, j, n) for n, (x, j) in enumerate(zip(facts.lines, judged, strict=True)))
    lines = (*own, *facts.empty)
    if facts.stage is Stage.DECLARATION:
        return Scorecard(execution, lines)
    every = (execution, *lines)
    recomputed = sum((x.score for x in every if x.score is not None), ZERO)
    verified = sum((x.score for x in every if x.verified and x.score is not None), ZERO)
    return Scorecard(
        execution=execution,
        lines=lines,
        stated=None if facts.stated is None else Decimal(facts.stated),
        recomputed=rubric.round(recomputed),
        verified=rubric.round(verified),
        claimed=rubric.round(recomputed - verified),
        low=rubric.round(sum((x.low for x in every), ZERO)),
        high=rubric.round(sum((x.high for x in every), ZERO)),
        grade=rubric.grade(recomputed) if facts.grade == "by score" else facts.grade,
        stated_grade=facts.stated_grade or None,
        notes=facts.notes,
    )


def project(facts: Facts) -> Project:
    judged = tuple(judgement(line) for line in facts.lines)
    rate = None
    if facts.budget and Decimal(facts.budget) and facts.executed is not None:
        rate = Decimal(facts.executed) / Decimal(facts.budget)
    assessment = Assessment(
        form=form(facts),
        rubric=load(facts.rubric),
        judgements=judged,
        proposals=tuple(line.proposals for line in facts.lines),
        card=card(facts, judged),
        execution_rate=rate,
    )
    return Project(facts.id, f"{facts.name[:60]}.xlsx", assessment, facts.findings)


def batch(*facts: Facts, more: tuple[FileRecord, ...] = ()) -> BatchResult:
    projects = tuple(project(f) for f in facts)
    files = tuple(
        FileRecord(p.file, f"{n:064x}", Status.PROCESSED, None, (p.id,))
        for n, p in enumerate(projects, start=0xA1B2C3D4E5F6)
    )
    rubrics = {p.assessment.rubric.id: p.assessment.rubric for p in projects}
    return BatchResult((*files, *more), projects, tuple(rubrics[key] for key in sorted(rubrics)))


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


def vague(category: str, subcategory: str, name: str, target: str, word: str, **more) -> Line:
    settings = {
        "outcome": Outcome.UNDECIDED,
        "points": "5",
        "score": None,
        "stated": None,
        "verified": False,
        "assumed": True,
        "basis": f"指标值“{target}”没有数量、比率或时间，无法核对，需人工判断",
        "kind": Kind.QUALITATIVE,
        "operator": Operator.NONE,
        "words": (word,),
        "vagueness": Vagueness.HALF,
        "proposals": (
            Proposal(f"{name}数量", "≥", "卷", "馆藏登记簿"),
            Proposal(f"{name}比上年增长", "≥", "%", "馆藏统计年报"),
        ),
    }
    return Line(category, subcategory, name, target, **(settings | more))


def finding(code: str, severity: Severity, row: int, message: str, **more) -> Finding:
    column = more.pop("column", 5)
    cell = ref(row, column) if row else None
    return Finding(code, severity, cell, message, **more)


PRESERVATION = Facts(
    "P001",
    "档案保护费",
    (
        vague("产出指标", "数量指标", "馆藏数量", "逐年增长", "逐年增长"),
        Line(
            "产出指标",
            "数量指标",
            "接收进馆档案",
            "",
            "524卷、件；16284卷",
            Outcome.NO_TARGET,
            points="10",
            score=None,
            stated=None,
            verified=False,
            assumed=True,
            basis="没有指标值，完成情况无从对照",
            kind=Kind.EMPTY,
            operator=Operator.NONE,
        ),
        Line(
            "产出指标",
            "质量指标",
            "违法违纪案件",
            "无",
            "",
            Outcome.UNREPORTED,
            points="10",
            score="0",
            stated=None,
            verified=False,
            assumed=True,
            basis="未填实际完成值，不得分",
            kind=Kind.ZERO,
            operator=Operator.EQUAL,
            value=ZERO,
            unit="起",
        ),
        vague(
            "效益指标",
            "社会效益指标",
            "档案编研成果",
            "得到有效开发利用",
            "有效",
            points="15",
            stated="15",
            score="12",
            basis="只有文字，按“达成年度指标”档保留自评得分 12 分（计入自述）",
            vagueness=Vagueness.TIERS,
        ),
        vague(
            "效益指标",
            "经济效益指标",
            "档案保护成本",
            "减少档案保护成本，提高文件时效性，做好档案史志宣传",
            "减少",
            points="15",
            proposals=(Proposal("单位档案保护成本比上年降低", "≥", "%", "财务决算报表"),),
            vagueness=Vagueness.DIRECT,
        ),
        Line(
            "满意度指标",
            "服务对象满意度指标",
            "档案查询人员满意度",
            "≥95%",
            "93%",
            Outcome.UNMET,
            score="9.79",
            stated="10",
            assumed=True,
            achievement="0.978947",
            basis="93% ÷ 95% = 97.89%，10 × 97.89% = 9.79 分",
            kind=Kind.PERCENT,
            value=Decimal("0.95"),
            unit="%",
        ),
    ),
    budget="300",
    executed="214.68",
    stated_grade="优",
    notes=(
        "表中有 6 项指标没有填分值，暂按评分标准的分组分值分配（自评得分合计等于分组分值的，"
        "以自评得分为分值；否则平均分配），得分仅供参考。",
        "有 3 项（共 30 分）既没有可核对的数据，也没有自评得分，复算得分中未计入。",
    ),
    grade=None,
    findings=(
        finding(
            "BUD006",
            Severity.WARNING,
            8,
            "预算执行率 71.56%，低于 90%，没有说明原因",
            column=6,
            found="偏差原因为空",
            expected="214.68 ÷ 300.00 = 71.56%，结余 85.32 万元",
            suggestion="请在“偏差原因分析及改进措施”中说明未执行的 85.32 万元的原因。",
        ),
        finding(
            "QUA001",
            Severity.ERROR,
            14,
            "指标值“逐年增长”没有量化，无法判断是否完成",
            found="逐年增长",
            suggestion="改为：馆藏数量 ≥ ____ 卷（数据来源：馆藏登记簿）",
            indicator=0,
        ),
        finding(
            "GRD001",
            Severity.ERROR,
            41,
            "自评等级“优”没有得分支撑",
            column=2,
            found="优",
            expected="可核实 16.95 分，得分区间 16.95—76.95 分，最高也不到 90 分",
            suggestion="请填写各项自评得分，等级按总分确定：90 分（含）以上为优。",
        ),
        finding("FRM002", Severity.NOTE, 0, "表中没有填写联系电话"),
    ),
)

COMPILATION = Facts(
    "P002",
    "史料编研费",
    (
        Line(
            "产出指标",
            "数量指标",
            "《中国共产党武昌历史》（1978—2002）编修稿",
            "完成",
            "",
            Outcome.UNREPORTED,
            score="0",
            stated=None,
            verified=False,
            assumed=True,
            basis="未填实际完成值，不得分",
            kind=Kind.BOOLEAN_STANDARD,
            operator=Operator.NONE,
            words=("完成",),
            vagueness=Vagueness.HALF,
            proposals=(Proposal("编修稿完成章数", "≥", "章", "编修进度台账"),),
        ),
        Line(
            "产出指标",
            "数量指标",
            "街道志出版",
            "=4部",
            "送出版社审稿3部，送专家审稿7部，修改完善3部",
            Outcome.UNMET,
            score="0",
            stated=None,
            assumed=True,
            achievement="0",
            basis="送审、修改不等于出版：已出版 0 部 ÷ 4 部 = 0.00%，得 0 分",
            value=Decimal(4),
            unit="部",
            operator=Operator.EQUAL,
        ),
        Line(
            "产出指标",
            "时效指标",
            "《武昌年鉴（2020年）》印刷出版",
            "12月底前",
            "已进入三校三审",
            Outcome.PARTLY,
            score="6",
            stated="10",
            verified=False,
            assumed=True,
            basis="三校三审不是出版，按“部分达成”档不超过分值的 80%",
            kind=Kind.DEADLINE,
            value="2020-12",
        ),
        Line(
            "满意度指标",
            "服务对象满意度指标",
            "群众满意度",
            "≥95%",
            "95%以上",
            Outcome.MET,
            assumed=True,
            achievement="1",
            basis="95% ≥ 95%，得满分 10 分",
            kind=Kind.PERCENT,
            value=Decimal("0.95"),
            unit="%",
        ),
    ),
    budget="100",
    executed="76",
    stated_grade="优",
    empty=(empty_group("效益", "30"),),
    findings=(
        finding(
            "IND009",
            Severity.ERROR,
            15,
            "13 部在审的街道志不是 4 部已出版的街道志",
            column=8,
            found="送出版社审稿3部，送专家审稿7部，修改完善3部",
            expected="0 ÷ 4 = 0.00%",
            suggestion="请按已出版的部数填写实际完成值，并说明未出版的原因。",
            indicator=1,
        ),
    ),
)

EXAMPLE = Facts(
    "P003",
    "社区图书角免费开放（示例）",
    (
        Line(
            "产出指标",
            "数量指标",
            "开放图书角个数",
            "≥12个",
            "13个",
            points="30",
            score="30",
            stated="30",
            achievement="1.083333",
            basis="13 ≥ 12，得满分 30 分",
            value=Decimal(12),
            unit="个",
        ),
        Line(
            "产出指标",
            "成本指标",
            "每个图书角年度费用",
            "≤4万元",
            "3.95万元",
            points="20",
            score="20",
            stated="20",
            achievement="0.9875",
            basis="3.95 ≤ 4，得满分 20 分",
            kind=Kind.MONEY,
            operator=Operator.AT_MOST,
            value=Decimal(40000),
            unit="元",
        ),
        Line(
            "效益指标",
            "社会效益指标",
            "全年借阅人次",
            "≥20000人次",
            "20860人次",
            points="30",
            score="30",
            stated="30",
            achievement="1.043",
            basis="20860 ≥ 20000，得满分 30 分",
            value=Decimal(20000),
            unit="人次",
        ),
        Line(
            "满意度指标",
            "服务对象满意度指标",
            "读者满意度",
            "≥90%",
            "94%",
            achievement="1.044444",
            basis="94% ≥ 90%，得满分 10 分",
            kind=Kind.PERCENT,
            value=Decimal("0.9"),
            unit="%",
        ),
    ),
    budget="48",
    executed="48",
    department="示例区文化和旅游局",
    unit="示例区图书馆",
    stated_grade="优",
    stated="100",
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
